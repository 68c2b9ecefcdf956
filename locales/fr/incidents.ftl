# Les incidents : la liste, un incident, le signalement.

nav-incidents = Incidents
incidents-about = Ce que des convois ont subi, du plus récent au plus ancien. Les chiffres vont du plus bas au plus élevé qu’une source avance ; aucun n’est une moyenne.
incidents-report = Signaler un incident
incidents-differ = Seulement si les versions divergent
incidents-none = Aucun incident ne correspond à votre demande.
incidents-older = Plus anciens
incidents-harm = Bilan
incidents-accounts = Versions
incidents-not-told = non affiché pour vous

## Restreindre une liste
list-narrow = Restreindre la liste
list-as_of = Tel que connu au
list-as_of-hint = Par exemple 2016-11-01 14:30. Vide : maintenant.
list-zone = Jours et heures locaux :
list-show = Afficher

## Un incident
incident-reduced = Les versions, les sources et les notes de ce convoi ne sont pas affichées tant qu’il est en cours.
incident-no-figures = Aucune source n’avance de chiffre. Cela ne veut pas dire zéro.
incident-figures-about = Du plus bas au plus élevé qu’une source avance. Ce qui manque n’est pas connu.
incident-sources = { $count ->
    [one] selon { $count } source
   *[other] selon { $count } sources
}
incident-disputed = Ce sur quoi les sources divergent
incident-disputed-about = Chaque version reste au dossier. Ce n’est pas ici que l’on tranche.
incident-about-what = À propos de
incident-who-says = Qui dit quoi
incident-first-report = Premier signalement
incident-no-account = Aucune version n’est encore enregistrée. On ne sait que ce que dit le premier signalement.
incident-one-account = Il n’y a qu’une version : rien ne la confirme ni ne la contredit.
incident-agreed = Les versions ne se contredisent pas.
incident-no-assessment = Aucune évaluation n’a été rédigée.
incident-nothing = À ce moment-là, rien n’était encore enregistré sur cet incident. La page montre le présent.

## Le signaler
incident-new-about = Écrivez ce que l’on sait et laissez vide ce que l’on ignore. D’autres versions pourront être ajoutées ensuite.
incident-convoy-hint = Sa référence, comme au tableau.
incident-place-hint = Laissez vide si c’était sur la route entre deux lieux, ou si vous ne savez pas.
incident-zone = Heure locale du convoi.
log-harm = Qui a été touché ?
log-harm-hint = Laissez vide ce que l’on ignore. N’écrivez 0 que si l’on sait qu’il n’y a eu personne.
