# Les formulaires : signaler un événement, enregistrer un convoi.

form-choose = Choisir
form-errors = { $count ->
    [one] { $count } point à corriger
   *[other] { $count } points à corriger
}

## Noms des champs, pour les libellés et la liste des erreurs
name-reference = Référence
name-lead = Organisation chef de file
name-time_zone = Fuseau horaire
name-origin = Départ
name-trucks = Camions
name-support = Véhicules d’appui
name-target_population = Personnes ciblées par l’ensemble du convoi
name-check_in_hours = Heures entre deux contacts
name-sensitivity = Sensibilité
name-stops = Itinéraire
name-cargo = Cargaison
name-partners = Partenaires
name-departure_date = Jour du départ
name-departure_time = Heure du départ
name-linked_release = Ne part qu’avec
name-labels = Noms des camions
name-support_labels = Noms des véhicules d’appui
name-copy = Un autre convoi, par sa référence
name-copy_of = Un convoi précédent
name-paste = Lignes du tableur
name-email = Adresse électronique
name-password = Mot de passe
name-kind = Ce qui s’est passé
name-cause = Motif de l’arrêt
name-place = Où
name-place_other = Lieu
name-when = Quand
name-time = Heure
name-date = Jour
name-day_time = Heure ce jour-là
name-sure = Degré de certitude
name-note = Remarque
name-people = Personnes atteintes
name-incident = Incident
name-fate = Sort des camions
name-act = Ce qui a été commis
name-claim = Ce que dit la source
name-reliability = Fiabilité
name-credibility = Crédibilité
name-text = Évaluation
name-as_of = Jour et heure

## Signaler un événement
log-title = Signaler un événement
log-what = Que s’est-il passé ?
log-other = Autre chose s’est passé
log-possible = Ce qui est possible maintenant :
log-why = Pourquoi a-t-il été arrêté ?
log-held_by = Qui l’a arrêté ?
log-held_by-hint = Ce qui a été constaté sur place. Laissez vide si ce n’est pas connu. Aucun nom de personne.
log-reason-title = Pourquoi ?
log-reason = Motif
log-ordered_by = Qui a décidé ?
log-stops = Le nouvel itinéraire
log-stops-hint = Les étapes restantes, dans l’ordre.
log-stop = Étape { $number }
log-authority = Quelle autorité ou partie ?
log-scope = Pour quelle part ?
log-conditions = Conditions
log-trucks = Quels camions ?
log-trucks-hint = Laissez vide pour tous. Écrivez { $labels }
log-fate = Que sont-ils devenus ?
log-quantity-hint = Laissez une quantité vide si elle n’est pas connue. Vide ne veut pas dire zéro.
log-loss = Que lui est-il arrivé ?
log-aboard = à bord : { $amount }
log-people = Combien de personnes ?
log-act = Qu’est-ce qui a été commis ?
log-act-label = Type d’acte
log-incident = À propos de l’incident
log-which-incident = Quel incident ?
log-account-hint = La version d’une seule source. Les autres versions restent à côté ; aucune n’en remplace une autre.
log-claim = Que dit la source ?
log-source = Type de source
log-source-name = Nom de la source
log-source-name-hint = Une organisation ou un média, pas une personne.
log-reliability = La source est-elle fiable ?
log-credibility = L’information est-elle crédible ?
log-actor = Qui en serait l’auteur ?
log-actor-hint = Selon la source. Laissez vide si ce n’est pas connu.
log-killed-min = Tués, au moins
log-injured-min = Blessés, au moins
log-at-most = Au plus
log-assessment = Que concluez-vous ?
log-confidence = Avec quel degré de confiance ?
log-where = Où ?
log-between = Sur la route, entre deux étapes
log-elsewhere = Un autre lieu
log-which-place = Quel lieu ?
log-when = Quand était-ce ?
log-zone = Heure locale du convoi :
log-now = À l’instant
log-today = Plus tôt aujourd’hui
log-time = Heure
log-time-hint = Par exemple { $example }
log-day = Un autre jour
log-date = Jour
log-day-time = Heure, si elle est connue
log-about = L’heure n’est qu’approximative
log-sure = En êtes-vous sûr ?
log-saw = Je l’ai vu de mes yeux
log-told = Quelqu’un du convoi me l’a dit
log-heard = Je le tiens d’autres personnes
log-note = Autre chose ? (facultatif)
log-note-hint = Pas de noms, pas de numéros de téléphone, pas de plaques.
log-save = Enregistrer le rapport

## Enregistrer un convoi
new-reference-hint = Courte et unique, par exemple SY-2016-HAMA
new-zone-hint = Par exemple Asia/Damascus
new-route-hint = Points de contrôle et destinations dans l’ordre du trajet. Laissez vides les lignes inutiles.
new-stop = Étape { $number }
new-stop-role = Type d’étape
new-cargo-hint = Laissez la quantité vide si elle n’est pas connue. Vide ne veut pas dire zéro.
new-line = Article { $number }
new-target-hint = Seulement si les chiffres par destination ne sont pas connus.
new-check-in-hint = Le convoi est signalé sans nouvelles passé ce nombre d’heures.
new-sensitivity-hint = « Très élevée » le masque aux personnes en lecture pendant le trajet.
new-save = Enregistrer le convoi

## Enregistrer un convoi : le début
new-begun = Commencés, pas encore enregistrés
new-begun-about = Vous seul les voyez, sur tout appareil où vous êtes connecté. Rien de ce que vous avez saisi n’est perdu.
new-begun-unnamed = Encore sans référence
new-begun-changed = Dernière modification :
new-begun-go-on = Continuer
new-throw-away = Abandonner
new-throw-away-about = Tout ce qui a été saisi sera effacé, sans retour possible.
new-throw-away-go = Abandonner ce convoi
new-too-many = Vous avez commencé trop de convois. Enregistrez-en un ou abandonnez-en un d’abord.
new-copy = Copier un convoi précédent
new-copy-about = L’itinéraire, les camions, la cargaison, les personnes et les organisations sont repris ; la référence et les dates ne le sont pas.
new-copy-go = Copier
new-empty = Partir de zéro
new-empty-about = Pour un convoi qui ne ressemble à aucun autre.
new-empty-go = Commencer un convoi vide

## Enregistrer un convoi : les étapes
new-step-route = Référence et itinéraire
new-step-dates = Dates
new-step-trucks = Camions
new-step-cargo = Cargaison
new-step-people = Personnes
new-step-organisations = Organisations
new-step-check = Vérifier vos réponses
new-step-of = Étape { $number } sur { $total }
new-steps = Enregistrer et aller à une autre étape
new-save-next = Enregistrer et continuer
new-save-check = Enregistrer et vérifier
new-back = Enregistrer et revenir en arrière
new-later = Enregistrer et finir plus tard
new-more-rows = Plus de lignes
new-insert = Une étape oubliée ? Faire de la place avant
new-insert-go = Ajouter une ligne vide
new-stop-role-missing = Type d’étape manquant
new-departure-hint = Quand il doit partir. Laissez les deux champs vides si ce n’est pas fixé.
new-departure-time-hint = Par exemple 06:30
new-linked-hint = Un nom commun aux convois qui ne peuvent partir qu’en même temps. Vide le plus souvent.
new-labels = Les camions ont des noms ou des numéros à eux
new-labels-hint = Un par ligne, à la place de leur nombre. Pas de plaques d’immatriculation.
new-people-by-stop = Personnes ciblées à chaque destination
new-people-no-destination = L’itinéraire n’a pas encore de destination. Vous indiquerez ici combien de personnes chacune concerne.
new-nothing-yet = Rien pour l’instant.
new-change = Modifier
new-check-about = Une fois enregistré, le convoi figure au registre. Son plan peut encore être modifié, et chaque modification reste visible.

## Enregistrer un convoi : la cargaison depuis un tableur
new-column-line = Ligne
new-column-item = Article
new-column-sector = Secteur
new-column-quantity = Quantité
new-column-unit = Unité
new-column-destination = Pour quelle destination
new-column-truck = Dans le camion
new-column-serves_people = Personnes servies par unité
new-column-serves_days = Pour combien de jours
new-paste = Coller depuis un tableur
new-paste-hint = Copiez les lignes dans Excel ou un autre tableur et collez-les ici : article, secteur, quantité, unité et, si vous le souhaitez, destination. Les points-virgules conviennent aussi.
new-paste-read = Ce qui a été compris
new-paste-look = Voir ce qui est compris
new-paste-again = Relire
new-paste-back = Retour à la cargaison
new-paste-add = { $count ->
    [one] Ajouter cette ligne
   *[other] Ajouter ces { $count } lignes
}
new-paste-sector = Ce secteur n’est pas connu. Laissez-le vide, ou écrivez-le comme dans le formulaire.
new-paste-unit = Cette unité n’est pas connue. Écrivez-la comme dans le formulaire, par exemple sacs ou tonnes.
new-paste-destination = Ce n’est pas une destination de l’itinéraire.
new-paste-ambiguous = Cela peut être des milliers ou une fraction. Écrivez le nombre sans séparateur de milliers.
new-paste-more = Il y a plus de colonnes que ce qui est lu ici.
new-paste-left = Les lignes restées dans la zone n’ont pas été comprises. Corrigez-les ou supprimez-les.
new-paste-too-many = { $count ->
    [one] Le formulaire accepte une ligne. Importez plutôt un fichier.
   *[other] Le formulaire accepte { $count } lignes au plus. Importez plutôt un fichier.
}
