# L’importation de fichiers : noms de colonnes, erreurs des cellules, la page.

nav-import = Importer

## Names of columns; further names after -also, parted by bars
import-column-reference = Référence
import-column-reference-also = Référence du convoi | Convoi | N° de convoi | Numéro du convoi | Réf
import-column-lead = Organisation
import-column-lead-also = Organisation cheffe de file | Chef de file | Agence | Organisme
import-column-partners = Partenaires
import-column-partners-also = Organisations partenaires | Partenaire
import-column-time_zone = Fuseau horaire
import-column-time_zone-also = Fuseau
import-column-origin = Origine
import-column-origin-also = Départ de | Lieu de départ | Point de départ | Point de chargement | Entrepôt
import-column-checkpoints = Points de contrôle
import-column-checkpoints-also = Point de contrôle | Point de passage | Barrages
import-column-destination = Destination
import-column-destination-also = Vers | Lieu de livraison | Localité de destination
import-column-destinations = Destinations
import-column-destinations-also = Toutes les destinations
import-column-stops = Itinéraire
import-column-stops-also = Étapes | Trajet | Arrêts
import-column-departure = Départ prévu
import-column-departure-also = Date de départ | Date prévue | Départ
import-column-trucks = Camions
import-column-trucks-also = Nombre de camions | Nb de camions
import-column-support = Véhicules d’appui
import-column-support-also = Nombre de véhicules d’appui
import-column-item = Article
import-column-item-also = Articles | Denrée | Marchandise | Désignation
import-column-sector = Secteur
import-column-sector-also = Cluster | Grappe
import-column-unit = Unité
import-column-unit-also = Unité de mesure | Unités
import-column-quantity = Quantité
import-column-quantity-also = Qté | Quantité prévue
import-column-truck = Camion
import-column-truck-also = Numéro du camion | N° de camion
import-column-serves_people = Personnes servies par unité
import-column-serves_people-also = Personnes par kit
import-column-serves_days = Jours couverts par unité
import-column-serves_days-also = Jours par kit
import-column-target_population = Personnes ciblées
import-column-target_population-also = Population cible | Bénéficiaires | Bénéficiaires prévus
import-column-convoy_target_population = Personnes ciblées par tout le convoi
import-column-convoy_target_population-also = Total des personnes ciblées
import-column-check_in_hours = Heures entre deux contacts
import-column-check_in_hours-also = Intervalle de contact
import-column-linked_release = Départs liés
import-column-linked_release-also = Libération liée
import-column-sensitivity = Sensibilité
import-column-sensitivity-also = Niveau de sensibilité
import-column-id = Identifiant de l’événement
import-column-id-also = ID de l’événement
import-column-convoy = Convoi
import-column-convoy-also = Référence du convoi | Référence | N° de convoi
import-column-kind = Que s’est-il passé
import-column-kind-also = Événement | Type | Type d’événement
import-column-occurred_at = Quand
import-column-occurred_at-also = Date | Date et heure | Jour | Date de l’événement
import-column-time = Heure
import-column-time-also = Heure du jour
import-column-occurred_until = Jusqu’à
import-column-occurred_until-also = Fin
import-column-precision = Précision
import-column-precision-also = Précision de l’heure
import-column-place = Lieu
import-column-place-also = Où | Localité | Nom du lieu
import-column-source_kind = Type de source
import-column-source_kind-also = Nature de la source
import-column-source_name = Source
import-column-source_name-also = Nom de la source | Signalé par
import-column-note = Note
import-column-note-also = Notes | Remarques | Remarque | Commentaire | Observations | Description
import-column-captured_at = Consigné
import-column-captured_at-also = Saisi le
import-column-cause = Cause du blocage
import-column-cause-also = Cause | Contrainte d’accès
import-column-held_by = Retenu par
import-column-held_by-also = Bloqué par
import-column-reason = Motif
import-column-reason-also = Motif donné | Justification
import-column-decided_by = Décidé par
import-column-decided_by-also = Décision de
import-column-ordered_by = Ordonné par
import-column-ordered_by-also = Ordre de
import-column-cargo = Cargaison
import-column-cargo-also = Quantités de cargaison | Articles et quantités
import-column-by = Par qui
import-column-by-also = Par | Retiré par | Refusé par
import-column-to = À qui
import-column-to-also = Transféré à | Reçu par
import-column-loss = Nature de la perte
import-column-loss-also = Perte
import-column-fate = Sort des camions
import-column-fate-also = Sort
import-column-vehicle = Sort des véhicules
import-column-vehicle-also = État des véhicules
import-column-people = Personnes atteintes
import-column-people-also = Atteints | Personnes assistées
import-column-method = Méthode de comptage
import-column-method-also = Méthode
import-column-incident = Incident
import-column-incident-also = Clé de l’incident
import-column-act = Ce qui a été commis
import-column-act-also = Acte | Type d’incident
import-column-claim = Ce que dit la source
import-column-claim-also = Affirmation | Récit
import-column-alleged_actor = Auteur présumé
import-column-alleged_actor-also = Acteur présumé
import-column-reliability = Fiabilité de la source
import-column-reliability-also = Fiabilité
import-column-credibility = Crédibilité de l’affirmation
import-column-credibility-also = Crédibilité
import-column-killed = Tués
import-column-killed-also = Morts
import-column-killed_min = Tués, au moins
import-column-killed_max = Tués, au plus
import-column-injured = Blessés
import-column-injured-also = Blessé
import-column-injured_min = Blessés, au moins
import-column-injured_max = Blessés, au plus
import-column-abducted_min = Enlevés, au moins
import-column-abducted_max = Enlevés, au plus
import-column-authority = Autorité
import-column-authority-also = Autorité saisie
import-column-scope = En tout ou en partie
import-column-scope-also = Portée de l’autorisation
import-column-conditions = Conditions
import-column-conditions-also = Conditions de l’autorisation
import-column-text = Évaluation
import-column-text-also = Texte de l’évaluation
import-column-attributed_to = Attribué à
import-column-attributed_to-also = Attribution
import-column-about_event = À propos de quel événement
import-column-about_event-also = Événement concerné
import-column-key = Clé
import-column-key-also = Clé du lieu | Code
import-column-places-kind = Type de lieu
import-column-places-kind-also = Type | Nature du lieu
import-column-name_en = Nom en anglais
import-column-name_en-also = Nom | Nom anglais | Nom du lieu
import-column-name_ar = Nom en arabe
import-column-name_ar-also = Nom arabe
import-column-name_fr = Nom en français
import-column-name_fr-also = Nom français
import-column-name_ku = Nom en kurde
import-column-name_tr = Nom en turc
import-column-name_fa = Nom en persan
import-column-aliases = Autres noms
import-column-aliases-also = Alias | Noms alternatifs
import-column-latitude = Latitude
import-column-longitude = Longitude
import-column-coordinates_approximate = Coordonnées approximatives
import-column-pcode = P-code
import-column-pcode-also = Code P | Code de lieu
import-column-admin1_pcode = P-code du gouvernorat
import-column-admin2_pcode = P-code du district
import-column-admin3_pcode = P-code du sous-district
import-column-gazetteer = Répertoire
import-column-gazetteer-also = Version du répertoire | Source du P-code
import-column-admin1 = Gouvernorat
import-column-admin1-also = Province | Admin 1
import-column-country = Pays
import-column-country-also = Code du pays | ISO
import-column-population = Population
import-column-population-also = Habitants | Population estimée
import-column-access = Accès
import-column-access-also = Accessibilité
import-column-last_reached = Dernière année d’accès
import-column-last_reached-also = Dernier accès

## Further words for codes in cells, parted by bars
import-words-unit-KGM = kg | kilo | kilos | kilogramme
import-words-unit-TNE = t | tm | tonne | tonnes métriques
import-words-unit-LTR = l | litre
import-words-unit-MTQ = m3 | mètre cube
import-words-unit-kit = kit
import-words-unit-parcel = colis | colis alimentaire | colis alimentaires
import-words-unit-basket = panier | panier alimentaire
import-words-unit-bag = sac
import-words-unit-box = boîte
import-words-unit-carton = carton
import-words-unit-piece = pièce | unité | pce
import-words-unit-pallet = palette
import-words-yes-yes = oui | o | vrai | x
import-words-loss-looted = pillé | volé
import-words-loss-damaged = endommagé
import-words-loss-destroyed = détruit
import-words-loss-spoiled = avarié | périmé

## Kinds and states
import-kind-convoys = Convois et leur cargaison
import-kind-events = Événements
import-kind-places = Lieux
import-kind-gazetteer = P-codes (répertoire)
import-state-received = Pas encore vérifié
import-state-checking = Vérification en cours
import-state-checked = Vérifié, non importé
import-state-running = Importation en cours
import-state-done = Importé
import-state-failed = Échec, rien n’a été gardé
import-state-undone = Annulé
import-mark-point = Un point, comme 12.5
import-mark-comma = Une virgule, comme 12,5
import-dates-day_first = Jour d’abord : 31/12/2026
import-dates-month_first = Mois d’abord : 12/31/2026
import-format-csv = CSV
import-format-xlsx = Classeur Excel
import-format-ndjson = NDJSON
import-separator-comma = virgule
import-separator-semicolon = point-virgule
import-separator-tab = tabulation
import-separator-bar = barre verticale

## Where
import-at-cell = Ligne { $row }, colonne « { $header } » ({ $address })
import-at-row = Ligne { $row }
import-at-field = Ligne { $row }, « { $header } »
import-at-file = Le fichier

## What is wrong with a cell or row
import-wrong-not_a_date = Ce n’est pas une date. Écrivez-la comme 2026-12-31, ou 2026-12-31 14:30.
import-wrong-ambiguous_date = Cela peut être jour/mois ou mois/jour. Indiquez comment les dates sont écrites, ou écrivez-les comme 2026-12-31.
import-wrong-not_a_number = Ce n’est pas un nombre. Laissez vide si la quantité n’est pas connue.
import-wrong-ambiguous_number = Cela peut être des milliers ou une fraction. Écrivez le nombre sans séparateur de milliers, ou indiquez le signe décimal.
import-wrong-not_a_time = Ce n’est pas une heure. Écrivez-la comme 14:30.
import-wrong-unknown_place = Aucun lieu ne porte ce nom, cette clé ou ce P-code. Décrivez d’abord le lieu, ou corrigez le nom.
import-wrong-unknown_place-detail = Aucun lieu ne porte ce nom, cette clé ou ce P-code. Proches : { $detail }
import-wrong-ambiguous_place = Plusieurs lieux portent ce nom. Écrivez plutôt la clé.
import-wrong-ambiguous_place-detail = Plusieurs lieux portent ce nom. Écrivez la clé de l’un d’eux : { $detail }
import-wrong-unknown_organisation = Aucune organisation ne porte ce nom ou cette clé.
import-wrong-unknown_organisation-detail = Aucune organisation ne porte ce nom ou cette clé. Proches : { $detail }
import-wrong-ambiguous_organisation = Plusieurs organisations portent ce nom. Écrivez plutôt la clé.
import-wrong-ambiguous_organisation-detail = Plusieurs organisations portent ce nom. Écrivez la clé de l’une d’elles : { $detail }
import-wrong-unknown_convoy = Ce convoi n’est pas parmi ceux pour lesquels vous pouvez consigner des événements.
import-wrong-ambiguous_convoy = Plusieurs convois ont ce nom. Écrivez lequel.
import-wrong-ambiguous_convoy-detail = Plusieurs convois ont ce nom. Écrivez l’un de : { $detail }
import-wrong-not_your_organisation = Vous ne coordonnez pas les convois de cette organisation.
import-wrong-unknown_code = Ce mot n’est pas connu ici.
import-wrong-differs = Cela diffère d’une autre ligne du même convoi.
import-wrong-differs-detail = Cela diffère de la ligne { $detail } du même convoi.
import-wrong-quantity_without_item = Il y a une quantité et pas d’article.
import-wrong-registered_otherwise = Ce convoi est enregistré avec une autre organisation ou un autre fuseau horaire.
import-wrong-not_permitted = Votre rôle ne permet pas ce type d’événement ici.
import-wrong-same_event_other_content = Cet identifiant désigne un événement au contenu différent.
import-wrong-same_row = La même chose figure sur une autre ligne.
import-wrong-same_row-detail = La même chose figure à la ligne { $detail }.
import-wrong-no_column = Aucune colonne ne l’indique. Associez-en une.
import-wrong-pcode_malformed = Cela n’a pas la forme d’un P-code, comme SY0203 ou C1234.
import-wrong-pcode_level = Ce P-code est d’un autre niveau.
import-wrong-pcode_level-detail = Ce P-code est d’un autre niveau. Peut-être : { $detail }
import-wrong-pcode_country = Ce P-code est d’un autre pays.
import-wrong-pcode_country-detail = Ce P-code est d’un autre pays. Peut-être : { $detail }
import-wrong-pcode_unknown = Le répertoire n’a pas ce P-code. Il est pris tel quel.
import-wrong-pcode_unknown-detail = Le répertoire n’a pas ce P-code. Il est pris tel quel. Peut-être : { $detail }
import-wrong-gazetteer_unknown = Cette version du répertoire n’est pas chargée : le P-code n’a pas été vérifié.
import-wrong-same_code_other_content = Le même P-code relève d’une autre division sur une autre ligne.
import-wrong-same_code_other_content-detail = Le même P-code relève d’une autre division à la ligne { $detail }.
import-wrong-no_parent = Le fichier n’indique pas de quelle division relève ce P-code.
import-wrong-no_parent-detail = Le fichier n’indique pas de quelle division relève { $detail }.
import-wrong-place_proposed = Ce lieu a été décrit par une autre organisation : ce que dit le fichier lui est proposé.
import-wrong-cancelled_before = Ce convoi est enregistré et annulé. Enregistrez-le sous une autre référence.
import-wrong-broken_cell = La formule de cette cellule donne une erreur.
import-wrong-more_mistakes = Il y en a d’autres.
field-pcode_malformed = Cela n’a pas la forme d’un P-code, comme SY0203 ou C1234.
field-pcode_level = Ce P-code est celui d’un gouvernorat ou d’un district, or le lieu est plus précis.
field-pcode_country = Ce P-code est d’un autre pays.

## Why a file cannot be read
problem-unreadable = Le fichier ne peut pas être lu
import-file-too_large = Le fichier dépasse 20 Mio. Divisez-le.
import-file-empty = Le fichier est vide.
import-file-unknown_format = Ce n’est ni un CSV, ni un classeur Excel (.xlsx), ni du NDJSON.
import-file-old_workbook = C’est un ancien classeur Excel (.xls), ou un classeur protégé. Enregistrez-le en .xlsx sans mot de passe.
import-file-other_workbook = C’est un classeur d’un autre logiciel. Enregistrez-le en .xlsx ou en CSV.
import-file-broken = Le classeur est endommagé. Ouvrez-le, enregistrez-le de nouveau et réessayez.
import-file-unpacks_too_large = Le classeur décompressé dépasse ce qui est accepté. Ne gardez que la feuille utile.
import-file-too_many_rows = Le fichier a plus de 50 000 lignes. Divisez-le.
import-file-too_many_columns = Le fichier a plus de 300 colonnes. Supprimez celles qui sont inutiles.
import-file-too_much = Le fichier contient plus que ce qui est accepté en une fois. Divisez-le.
import-file-cell_too_long = Une cellule a plus de 32 767 caractères.
import-file-wrong_encoding = Le fichier n’est pas écrit dans cet encodage. Choisissez-en un autre.
import-file-not_an_object = Une ligne n’est pas un objet JSON.
import-file-too_deep = Le fichier contient une imbrication trop profonde.
import-file-no_rows = Il n’y a pas de ligne d’en-têtes suivie de lignes.
import-file-no_sheet = Le classeur n’a pas de feuille de ce nom.
import-file-gone = Le fichier n’est plus là. Choisissez-le de nouveau.
import-file-busy = D’autres fichiers sont en cours d’importation, ou les données ont changé entre-temps. Réessayez dans un instant.
import-file-version_taken = Cette version du répertoire est chargée avec un autre contenu. Donnez une autre version à la nouvelle liste.
import-file-no_version = Indiquez de quel répertoire il s’agit, avec sa version, par exemple COD-AB SY 2024.
import-file-failed = L’importation a échoué et rien n’a été gardé. Réessayez ; si cela se reproduit, prévenez votre administrateur.
refusal-import_done = Cette importation est en cours ou déjà faite.
refusal-import_not_done = Cette importation n’a pas été faite : il n’y a rien à annuler.
deed-file_imported = A importé un fichier
deed-import_undone = A annulé une importation

## What stays when an import is undone
import-stays-not_yours = vous ne pouvez pas le corriger
import-stays-redacted = son texte a été expurgé
import-stays-cannot_be_voided = il ne peut pas être annulé
import-stays-has_left = il n’est plus à l’état prévu
import-stays-changed_since = il a été décrit de nouveau depuis
import-stays-new_place = un lieu n’est jamais retiré
import-stays-in_use = des lieux s’y réfèrent

## The page
import-title = Importer un fichier
import-about = Reprenez des convois, des événements ou des lieux d’un tableau. Tout est vérifié avant d’être enregistré : tout le fichier est pris, ou rien.
import-step-file = Fichier
import-step-columns = Colonnes
import-step-check = Vérification
import-step-done = Terminé
import-steps = Étapes
import-file = Fichier
import-file-hint = CSV, Excel (.xlsx), HXL ou NDJSON ; 20 Mio et 50 000 lignes au plus.
import-table = Ce qu’il contient
import-version = Répertoire et version
import-version-hint = Seulement pour les P-codes, par exemple COD-AB SY 2024
import-zone = Fuseau horaire des convois
import-zone-hint = Si aucune colonne ne l’indique, par exemple Asia/Damascus
import-go-columns = Continuer vers les colonnes
import-templates = Modèles
import-templates-about = Fichiers avec les en-têtes connus, dans votre langue.
import-before = Importations précédentes
import-none = Rien n’a encore été importé.
import-who = Qui
import-at = Quand
import-outcome = État
import-rows = { $count ->
    [one] { $count } ligne
   *[other] { $count } lignes
}
import-made = { $count ->
    [one] { $count } créé
   *[other] { $count } créés
}
import-changed = { $count ->
    [one] { $count } modifié
   *[other] { $count } modifiés
}
import-left = { $count ->
    [one] { $count } laissé tel quel
   *[other] { $count } laissés tels quels
}
import-would-made = { $count ->
    [one] { $count } serait créé
   *[other] { $count } seraient créés
}
import-would-changed = { $count ->
    [one] { $count } serait modifié
   *[other] { $count } seraient modifiés
}
import-would-left = { $count ->
    [one] { $count } serait laissé tel quel
   *[other] { $count } seraient laissés tels quels
}
import-in-review = { $count ->
    [one] { $count } à examiner
   *[other] { $count } à examiner
}
import-columns-title = Que dit chaque colonne
import-columns-about = Ce choix est retenu pour les fichiers ayant les mêmes en-têtes.
import-column = Colonne
import-says = Indique
import-sample = Exemples
import-nothing = rien (laissée de côté)
import-reading = Comment le fichier est lu
import-encoding = Encodage
import-separator = Colonnes séparées par
import-sheet = Feuille
import-mark = Signe décimal
import-dates = Dates
import-found-out = détecté automatiquement
import-found = détecté : { $what }
import-review = Envoyer à l’examen les événements qui ne conviennent pas, au lieu de refuser le fichier
import-go-check = Vérifier, sans rien enregistrer
import-go-import = Tout importer
import-go-columns-again = Modifier les colonnes ou la lecture
import-another = Importer un autre fichier
import-wait = Cette page s’actualise d’elle-même.
import-progress = { $done } sur { $total }
import-errors = { $count ->
    [one] { $count } erreur : rien n’a été enregistré
   *[other] { $count } erreurs : rien n’a été enregistré
}
import-errors-listed = Les { $listed } premières sont listées.
import-warnings = { $count ->
    [one] { $count } point à noter
   *[other] { $count } points à noter
}
import-where = Où
import-what = À corriger
import-address = Cellule
import-annotated = Télécharger le fichier avec les erreurs à côté des lignes
import-annotated-column = À corriger
import-unmatched = Colonnes laissées de côté
import-all-well = Rien à corriger. Rien n’est encore enregistré.
import-gone = Le fichier n’est plus gardé. Pour continuer, choisissez-le de nouveau.
import-undo-title = Annuler cette importation
import-undo-about = Les événements sont invalidés, les convois encore prévus sont annulés, les lieux retrouvent leur description. Ce qui ne peut être repris est nommé.
import-undo = Annuler l’importation
import-undone-voided = { $count ->
    [one] { $count } événement invalidé
   *[other] { $count } événements invalidés
}
import-undone-cancelled = { $count ->
    [one] { $count } convoi annulé
   *[other] { $count } convois annulés
}
import-undone-returned = { $count ->
    [one] { $count } lieu comme avant
   *[other] { $count } lieux comme avant
}
import-undone-removed = { $count ->
    [one] { $count } P-code retiré
   *[other] { $count } P-codes retirés
}
import-stays = Reste
name-file = Fichier
name-table = Ce qu’il contient
import-cli-would = Importerait { $name }
import-cli-did = { $name } importé
import-cli-nothing = Rien de { $name } n’a été importé
name-version = Répertoire et version
