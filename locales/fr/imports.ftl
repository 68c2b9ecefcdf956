# L’importation de fichiers : noms de colonnes, erreurs des cellules, la page.

nav-import = Importer

## Names of columns; further names after -also, parted by bars
column-reference = Référence
column-reference-also = Référence du convoi | Convoi | N° de convoi | Numéro du convoi | Réf
column-lead = Organisation
column-lead-also = Organisation cheffe de file | Chef de file | Agence | Organisme
column-partners = Partenaires
column-partners-also = Organisations partenaires | Partenaire
column-time_zone = Fuseau horaire
column-time_zone-also = Fuseau
column-origin = Origine
column-origin-also = Départ de | Lieu de départ | Point de départ | Point de chargement | Entrepôt
column-checkpoints = Points de contrôle
column-checkpoints-also = Point de contrôle | Point de passage | Barrages
column-destination = Destination
column-destination-also = Vers | Lieu de livraison | Localité de destination
column-destinations = Destinations
column-destinations-also = Toutes les destinations
column-stops = Itinéraire
column-stops-also = Étapes | Trajet | Arrêts
column-departure = Départ prévu
column-departure-also = Date de départ | Date prévue | Départ
column-trucks = Camions
column-trucks-also = Nombre de camions | Nb de camions
column-support = Véhicules d’appui
column-support-also = Nombre de véhicules d’appui
column-item = Article
column-item-also = Articles | Denrée | Marchandise | Désignation
column-sector = Secteur
column-sector-also = Cluster | Grappe
column-unit = Unité
column-unit-also = Unité de mesure | Unités
column-quantity = Quantité
column-quantity-also = Qté | Quantité prévue
column-truck = Camion
column-truck-also = Numéro du camion | N° de camion
column-serves_people = Personnes servies par unité
column-serves_people-also = Personnes par kit
column-serves_days = Jours couverts par unité
column-serves_days-also = Jours par kit
column-target_population = Personnes ciblées
column-target_population-also = Population cible | Bénéficiaires | Bénéficiaires prévus
column-convoy_target_population = Personnes ciblées par tout le convoi
column-convoy_target_population-also = Total des personnes ciblées
column-check_in_hours = Heures entre deux contacts
column-check_in_hours-also = Intervalle de contact
column-linked_release = Départs liés
column-linked_release-also = Libération liée
column-sensitivity = Sensibilité
column-sensitivity-also = Niveau de sensibilité
column-id = Identifiant de l’événement
column-id-also = ID de l’événement
column-convoy = Convoi
column-convoy-also = Référence du convoi | Référence | N° de convoi
column-kind = Que s’est-il passé
column-kind-also = Événement | Type | Type d’événement
column-occurred_at = Quand
column-occurred_at-also = Date | Date et heure | Jour | Date de l’événement
column-time = Heure
column-time-also = Heure du jour
column-occurred_until = Jusqu’à
column-occurred_until-also = Fin
column-precision = Précision
column-precision-also = Précision de l’heure
column-place = Lieu
column-place-also = Où | Localité | Nom du lieu
column-source_kind = Type de source
column-source_kind-also = Nature de la source
column-source_name = Source
column-source_name-also = Nom de la source | Signalé par
column-note = Note
column-note-also = Notes | Remarques | Remarque | Commentaire | Observations | Description
column-captured_at = Consigné
column-captured_at-also = Saisi le
column-cause = Cause du blocage
column-cause-also = Cause | Contrainte d’accès
column-held_by = Retenu par
column-held_by-also = Bloqué par
column-reason = Motif
column-reason-also = Motif donné | Justification
column-decided_by = Décidé par
column-decided_by-also = Décision de
column-ordered_by = Ordonné par
column-ordered_by-also = Ordre de
column-cargo = Cargaison
column-cargo-also = Quantités de cargaison | Articles et quantités
column-by = Par qui
column-by-also = Par | Retiré par | Refusé par
column-to = À qui
column-to-also = Transféré à | Reçu par
column-loss = Nature de la perte
column-loss-also = Perte
column-fate = Sort des camions
column-fate-also = Sort
column-vehicle = Sort des véhicules
column-vehicle-also = État des véhicules
column-people = Personnes atteintes
column-people-also = Atteints | Personnes assistées
column-method = Méthode de comptage
column-method-also = Méthode
column-incident = Incident
column-incident-also = Clé de l’incident
column-act = Ce qui a été commis
column-act-also = Acte | Type d’incident
column-claim = Ce que dit la source
column-claim-also = Affirmation | Récit
column-alleged_actor = Auteur présumé
column-alleged_actor-also = Acteur présumé
column-reliability = Fiabilité de la source
column-reliability-also = Fiabilité
column-credibility = Crédibilité de l’affirmation
column-credibility-also = Crédibilité
column-killed = Tués
column-killed-also = Morts
column-killed_min = Tués, au moins
column-killed_max = Tués, au plus
column-injured = Blessés
column-injured-also = Blessé
column-injured_min = Blessés, au moins
column-injured_max = Blessés, au plus
column-abducted_min = Enlevés, au moins
column-abducted_max = Enlevés, au plus
column-authority = Autorité
column-authority-also = Autorité saisie
column-scope = En tout ou en partie
column-scope-also = Portée de l’autorisation
column-conditions = Conditions
column-conditions-also = Conditions de l’autorisation
column-text = Évaluation
column-text-also = Texte de l’évaluation
column-attributed_to = Attribué à
column-attributed_to-also = Attribution
column-about_event = À propos de quel événement
column-about_event-also = Événement concerné
column-key = Clé
column-key-also = Clé du lieu | Code
column-places-kind = Type de lieu
column-places-kind-also = Type | Nature du lieu
column-name_en = Nom en anglais
column-name_en-also = Nom | Nom anglais | Nom du lieu
column-name_ar = Nom en arabe
column-name_ar-also = Nom arabe
column-name_fr = Nom en français
column-name_fr-also = Nom français
column-name_ku = Nom en kurde
column-name_tr = Nom en turc
column-name_fa = Nom en persan
column-aliases = Autres noms
column-aliases-also = Alias | Noms alternatifs
column-latitude = Latitude
column-longitude = Longitude
column-coordinates_approximate = Coordonnées approximatives
column-pcode = P-code
column-pcode-also = Code P | Code de lieu
column-admin1_pcode = P-code du gouvernorat
column-admin2_pcode = P-code du district
column-admin3_pcode = P-code du sous-district
column-gazetteer = Répertoire
column-gazetteer-also = Version du répertoire | Source du P-code
column-admin1 = Gouvernorat
column-admin1-also = Province | Admin 1
column-country = Pays
column-country-also = Code du pays | ISO
column-population = Population
column-population-also = Habitants | Population estimée
column-access = Accès
column-access-also = Accessibilité
column-last_reached = Dernière année d’accès
column-last_reached-also = Dernier accès

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
import-wrong-not_your_organisation = Vous ne coordonnez pas les convois de cette organisation.
import-wrong-unknown_code = Ce mot n’est pas connu ici.
import-wrong-differs = Cela diffère d’une autre ligne du même convoi.
import-wrong-differs-detail = Cela diffère de la ligne { $detail } du même convoi.
import-wrong-quantity_without_item = Il y a une quantité et pas d’article.
import-wrong-registered_otherwise = Ce convoi est enregistré avec une autre organisation ou un autre fuseau horaire.
import-wrong-reference_taken = Un autre convoi a cette référence. Utilisez-en une autre.
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
