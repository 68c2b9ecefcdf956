# Ce qui figure sur les pages.

product = Suivi des convois
skip = Aller au contenu
nav = Principal
nav-board = Tableau de suivi
nav-new = Nouveau convoi
nav-reviews = Vérifications
nav-more = Plus
nav-languages = Langues
demo = Démonstration : convois passés, d’après des rapports publiés. N’en saisissez pas de réels ici.
colon =  :{ " " }
list-comma = ,{ " " }

## Connexion
sign-in = Se connecter
sign-out = Se déconnecter
sign-in-email = Adresse électronique
sign-in-password = Mot de passe
sign-in-failed = L’adresse et le mot de passe ne correspondent pas. Vérifiez-les et réessayez.
sign-in-demo = Se connecter pour la démonstration
sign-in-demo-hint = Une personne par rôle. Choisissez-en une pour voir ce qu’elle voit.

## Erreurs
error-to-board = Aller au tableau de suivi
error-status = Statut
error-request = Numéro de cette requête :

## Personnes et camions
people-waiting = { $count ->
    [one] { $count } personne en attente
   *[other] { $count } personnes en attente
}
waiting-label = { $count ->
    [one] personne en attente
   *[other] personnes en attente
}
waiting-unknown = personnes en attente
people-waiting-title = Personnes en attente
people-targeted = Personnes ciblées
people-reached = Personnes atteintes
people-exceed = Plus de personnes que les kits livrés ne peuvent en servir. Vérifiez ce chiffre.
trucks = { $count ->
    [one] { $count } camion
   *[other] { $count } camions
}

## Signalements
flag-silent = Sans nouvelles
flag-differ = Versions divergentes
flag-reviews = { $count ->
    [one] { $count } rapport à vérifier
   *[other] { $count } rapports à vérifier
}
heard = dernières nouvelles { $ago }
heard-never = aucune nouvelle à ce jour

## Tableau de suivi
board-tiles = Convois par situation
board-attention = À surveiller
board-road = En route
board-planned = Prévus
board-finished = { $count ->
    [one] Terminés : { $count } convoi
   *[other] Terminés : { $count } convois
}
board-filtered = Seulement : { $group }.
board-all = Tout afficher
board-search = Référence ou article
board-find = Chercher
board-empty = Aucun convoi à afficher.
board-made = Situation au
board-now = se trouve à :
board-to = vers

## Convoi
convoy-route = Itinéraire
convoy-next = Ce qui peut se passer ensuite
convoy-other = Autre chose s’est passé
convoy-timeline = Ce qui a été signalé
convoy-nothing = Rien n’a encore été signalé.
convoy-blocks = Blocages
convoy-cargo = Cargaison
convoy-trucks = Camions
convoy-clearance = Autorisation de passage
convoy-support = { $count ->
    [one] et { $count } véhicule d’appui
   *[other] et { $count } véhicules d’appui
}
convoy-lead = Conduit par
convoy-partners = Partenaires
convoy-asked = Invités à participer
convoy-invitations = Participer, ou ne plus participer
convoy-heard = Dernières nouvelles
convoy-sensitivity = Sensibilité
convoy-zone = Toutes les heures sont locales :
saved = Enregistré :
saved-review = Enregistré, et gardé pour vérification :
stop-arrived = atteinte
stop-left = quittée
stop-held-for = retenu pendant { $duration }
stop-blocked-for = bloqué depuis { $duration }
stop-target = { $count ->
    [one] pour { $count } personne
   *[other] pour { $count } personnes
}
block-from = Depuis
block-duration = Durée
block-ended = Fin
block-lasts = Toujours bloqué
clearance-state = Autorisation
clearance-notified = Parties notifiées
clearance-not-notified = Non signalé
cargo-none = Aucune cargaison n’est encore prévue.
cargo-withheld = La cargaison de ce convoi n’est pas affichée tant qu’il est en cours.
cargo-item = Article
cargo-planned = Prévu
cargo-loaded = Chargé
cargo-delivered = Livré
cargo-losses = Retiré ou perdu
cargo-returned = Revenu
cargo-aboard = À bord
cargo-unaccounted = Non justifié
loss-refused = refusé au chargement
loss-removed = retiré
loss-looted = pillé
loss-damaged = endommagé
loss-destroyed = détruit
loss-spoiled = avarié
loss-transferred = transbordé

## Rapports
time-unknown = heure non connue
report-by = saisi par { $name }
report-imported = repris d’un fichier
report-late = { $duration } plus tard
report-lasted = a duré { $duration }
report-so_far = { $duration } à ce stade
report-implied = déduit d’un rapport ultérieur
report-correct = Corriger
report-replaced_by = Voir le rapport corrigé
corrected-voided = Déclaré non survenu par
corrected-replaced = Corrigé par
corrected-redacted = Texte supprimé par
corrected-dismissed = Écarté par
corrected-accepted = Accepté par
detail-act = Ce qui a été commis
detail-abducted = Enlevés
detail-alleged_actor = Auteur présumé
detail-authority = Autorité
detail-by = Par
detail-cargo = Cargaison
detail-cause = Cause
detail-claim = Déclaration
detail-conditions = Conditions
detail-confidence = Confiance
detail-decided_by = Décidé par
detail-fate = Sort
detail-held_by = Retenu par
detail-incident = Incident
detail-injured = Blessés
detail-killed = Tués
detail-loss = Ce qui est arrivé
detail-method = Mode de comptage
detail-other = Dit aussi
detail-ordered_by = Ordonné par
detail-people = Personnes
detail-place = Lieu
detail-reason = Motif
detail-scope = Portée
detail-stops = Nouvel itinéraire
detail-text = Texte
detail-to = Vers
detail-trucks = Camions
detail-trucks_hit = Camions touchés
detail-vehicle = Sort des véhicules
detail-vehicles_hit = Autres véhicules touchés
detail-when = Quand
incident-accounts = { $count ->
    [one] { $count } version
   *[other] { $count } versions
}
incident-given = Donnée le
incident-assessments = Évaluation
incident-superseded = remplacée depuis

## Tel que connu à une date
asof-title = Tel que connu à un moment antérieur
asof-label = Jour et heure
asof-hint = Par exemple 2016-11-01 14:30, heure locale du convoi
asof-unreadable = Ce jour et cette heure ne sont pas lisibles. Écrivez-les ainsi : 2016-11-01 14:30.
asof-nothing = À ce moment-là, rien n’était encore enregistré sur ce convoi. La page montre le présent.
asof-show = Afficher
asof-banner = Ce qui était connu au
asof-leave = Revenir au présent
asof-instants = Moments à revoir
asof-after = Après l’enregistrement de « { $event } »
asof-before = Avant l’enregistrement de « { $event } »
route-taken = Chemin suivi
route-left-out = Prévu, abandonné
route-straight-on = Directement à l’étape suivante
audit-of-convoy = Ce qui a été fait autour de ce convoi

## Vérifications
reviews-about = Ces signalements ne concordent pas avec l’historique de leur convoi, ou rien ne prouve qui les a envoyés. Rien n’est perdu pendant que vous décidez.
reviews-none = Aucun rapport n’attend de décision.
reviews-of-others = L’organisation de l’auteur du signalement le tranche, ou celle qui mène le convoi.
reviews-report = Le rapport
reviews-against = Ce qu’il contredit
reviews-confirm = Confirmer
reviews-confirm-effect = Vous en répondez : dès maintenant, le signalement compte comme tout autre.
reviews-accept = Accepter les deux
reviews-accept-effect = Le rapport est conservé à côté des autres. Le statut ne change pas.
reviews-dismiss = Écarter
reviews-dismiss-effect = Le rapport reste dans le registre, marqué comme écarté, et ne change rien.
reviews-void = Cela n’a pas eu lieu
reviews-void-effect = Le rapport est déclaré non survenu, et reste visible, barré.
reviews-why = Motif
reviews-correct = Corriger plutôt le rapport
board-organisation = Organisation
board-place = Lieu sur l’itinéraire
