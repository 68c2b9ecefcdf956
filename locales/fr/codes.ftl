# Mots pour les codes stables des données : `famille-code`. Libellés courts ; `-hint` donne l’intitulé officiel.

## Statut d’un convoi
status-planned = Prévu
status-dispatched = Parti
status-in_transit = En route
status-at_checkpoint = À un point de contrôle
status-blocked = Bloqué
status-at_destination = À destination
status-delivered = Livré
status-partially_delivered = Livré en partie
status-turned_back = A rebroussé chemin
status-lost = Perdu
status-cancelled = Annulé

## Groupes du tableau de suivi
group-blocked = Bloqués
group-silent = Sans nouvelles
group-held = À un point de contrôle
group-moving = En route
group-arrived = À destination
group-turned_back = Ont rebroussé chemin
group-planned = Prévus
group-finished = Terminés

## Causes d’un blocage : les neuf contraintes d’accès d’OCHA
cause-denial_of_needs = Besoins ou droit à l’aide niés
cause-denial_of_needs-hint = Déni de l’existence de besoins humanitaires ou du droit à l’assistance humanitaire
cause-restriction_on_peoples_access = Population empêchée d’accéder à l’aide
cause-restriction_on_peoples_access-hint = Restriction et obstruction de l’accès des populations touchées par le conflit aux services et à l’assistance
cause-entry_into_country = Entrée dans le pays
cause-entry_into_country-hint = Entraves à l’entrée dans le pays (bureaucratiques et administratives)
cause-movement_within_country = Circulation à l’intérieur du pays
cause-movement_within_country-hint = Restriction des mouvements des organisations, du personnel ou des biens à l’intérieur du pays
cause-interference = Ingérence dans l’action humanitaire
cause-interference-hint = Ingérence dans la mise en œuvre des activités humanitaires
cause-violence_against_aid = Violence contre l’aide
cause-violence_against_aid-hint = Violence contre le personnel, les biens et les installations humanitaires
cause-hostilities = Combats
cause-hostilities-hint = Hostilités ou opérations militaires en cours
cause-mines_and_ordnance = Mines, munitions non explosées
cause-mines_and_ordnance-hint = Présence de mines et de munitions non explosées
cause-physical_environment = Route, météo, relief
cause-physical_environment-hint = Environnement physique : relief, climat, état des routes et des ponts

## Actes d’un incident
act-shooting = Tirs
act-shelling = Bombardement d’artillerie
act-air_strike = Frappe aérienne
act-explosive_device = Engin explosif
act-mine = Mine
act-looting = Pillage
act-confiscation = Confiscation
act-detention = Détention
act-abduction = Enlèvement
act-assault = Agression
act-threat = Menace
act-obstruction = Obstruction
act-protest = Manifestation
act-accident = Accident
act-other = Autre acte
act-unknown = Non connu

## Sort d’un camion
fate-with_convoy = Avec le convoi
fate-detached = Séparé du convoi
fate-offloaded = Déchargé
fate-partly_offloaded = Déchargé en partie
fate-not_offloaded = Non déchargé
fate-returned_loaded = Revenu chargé
fate-returned_empty = Revenu à vide
fate-not_returned = Non revenu
fate-looted = Pillé
fate-damaged = Endommagé
fate-destroyed = Détruit
fate-detained = Retenu
fate-unknown = Non connu

## Rôles d’un camion
truck_role-cargo = Camion de marchandises
truck_role-support = Véhicule d’appui

## Secteurs : les onze clusters
sector-camp_coordination = Coordination et gestion des camps
sector-early_recovery = Relèvement précoce
sector-education = Éducation
sector-emergency_telecoms = Télécommunications d’urgence
sector-food_security = Sécurité alimentaire
sector-health = Santé
sector-logistics = Logistique
sector-nutrition = Nutrition
sector-protection = Protection
sector-shelter_nfi = Abris et articles non alimentaires
sector-wash = Eau, hygiène et assainissement

## Unités
unit-kit = kits
unit-parcel = colis
unit-basket = paniers
unit-bag = sacs
unit-box = boîtes
unit-carton = cartons
unit-piece = pièces
unit-pallet = palettes
unit-KGM = kilogrammes
unit-TNE = tonnes
unit-LTR = litres
unit-MTQ = mètres cubes
quantity-kit = { $count ->
    [one] { $amount } kit
   *[other] { $amount } kits
}
quantity-parcel = { $count ->
    [one] { $amount } colis
   *[other] { $amount } colis
}
quantity-basket = { $count ->
    [one] { $amount } panier
   *[other] { $amount } paniers
}
quantity-bag = { $count ->
    [one] { $amount } sac
   *[other] { $amount } sacs
}
quantity-box = { $count ->
    [one] { $amount } boîte
   *[other] { $amount } boîtes
}
quantity-carton = { $count ->
    [one] { $amount } carton
   *[other] { $amount } cartons
}
quantity-piece = { $count ->
    [one] { $amount } pièce
   *[other] { $amount } pièces
}
quantity-pallet = { $count ->
    [one] { $amount } palette
   *[other] { $amount } palettes
}
quantity-KGM = { $count ->
    [one] { $amount } kg
   *[other] { $amount } kg
}
quantity-TNE = { $count ->
    [one] { $amount } t
   *[other] { $amount } t
}
quantity-LTR = { $count ->
    [one] { $amount } l
   *[other] { $amount } l
}
quantity-MTQ = { $count ->
    [one] { $amount } m³
   *[other] { $amount } m³
}

## Sources
source-own_staff = Notre personnel
source-partner_staff = Personnel d’un partenaire
source-local_authority = Autorité locale
source-party_to_conflict = Partie au conflit
source-community = Communauté
source-media = Médias
source-united_nations = Nations Unies
source-red_cross_red_crescent = Croix-Rouge et Croissant-Rouge
source-social_media = Réseaux sociaux
source-other = Autre source

## Cotation : code de l’Amirauté. F et 6 signifient « ne peut être évalué », pas « le pire »
reliability-A = A – Totalement fiable
reliability-B = B – Habituellement fiable
reliability-C = C – Assez fiable
reliability-D = D – Habituellement peu fiable
reliability-E = E – Non fiable
reliability-F = F – Fiabilité impossible à évaluer
credibility-1 = 1 – Confirmée par d’autres sources
credibility-2 = 2 – Probablement vraie
credibility-3 = 3 – Peut-être vraie
credibility-4 = 4 – Douteuse
credibility-5 = 5 – Improbable
credibility-6 = 6 – Véracité impossible à évaluer

## Degré de confiance d’une évaluation
confidence-low = Confiance faible
confidence-moderate = Confiance moyenne
confidence-high = Confiance élevée

## Précision d’une heure
precision-minute = À la minute près
precision-hour = Vers cette heure
precision-day = Seulement le jour
precision-unknown = Heure non connue

## Lieux
place_kind-hub = Plateforme logistique
place_kind-town = Localité
place_kind-checkpoint = Point de contrôle
place_kind-crossing = Point de passage
place_kind-camp = Camp
place_kind-other = Autre lieu
access-accessible = Accessible
access-hard_to_reach = Difficile d’accès
access-besieged = Assiégé

## Étapes
stop_role-origin = Départ
stop_role-checkpoint = Point de contrôle
stop_role-destination = Destination
stop-planned = Prévue
stop-reached = Le convoi est ici
stop-passed = Franchie
stop-served = Livraison faite ici
stop-unreached = Non atteinte
stop-dropped = Retirée de l’itinéraire

## Personnes qui utilisent le produit
role-viewer = Lecture
role-logger = Saisie
role-coordinator = Coordination
role-admin = Administration
sensitivity-low = Faible
sensitivity-moderate = Moyenne
sensitivity-high = Élevée
sensitivity-severe = Très élevée

## Autorisation de passage
clearance-none = Non demandée
clearance-requested = Demandée
clearance-granted = Accordée
clearance-denied = Refusée
clearance-withdrawn = Retirée
scope-whole = Pour tout le convoi
scope-part = Pour une partie seulement

## Résultats des rapports d’OCHA
outcome-facilitated = Facilité
outcome-partially_facilitated = Partiellement facilité
outcome-impeded = Entravé
outcome-denied = Refusé
outcome-postponed = Reporté
outcome-cancelled = Annulé
outcome-unanswered = Sans réponse

## État d’un rapport dans le registre
event_state-applied = Enregistré
event_state-in_review = En cours de vérification
event_state-accepted = Accepté après vérification
event_state-dismissed = Écarté après vérification
event_state-voided = Déclaré non survenu
event_state-replaced = Corrigé
event_state-redacted = Texte supprimé

unknown = non connu
