# Personnes à bord, preuves, suppression de textes, conservation, journal d’audit.

records = Registres
records-holds = Conservés comme preuves
records-retention = Durées de conservation
records-person = Données d’une personne
records-redaction = Suppression de textes
records-audit = Journal d’audit
reason-hint = Ce texte reste au registre pour toujours : pas de noms, pas de numéros de téléphone, pas de plaques.
beside-title = Conservé à côté du registre

## Personnes à bord
crew-title = Chauffeurs et équipage
crew-about = Ces données sont chiffrées, séparées du registre, et effacées quelque temps après la fin du convoi. Seuls les coordinateurs et les personnes chargées de suivre ce convoi voient cette page. Chaque consultation est enregistrée.
crew-held = Les données de ce convoi sont conservées comme preuves : personne ne peut être modifié ni retiré.
crew-none = Personne n’est encore inscrit.
crew-not-said = non indiqué
crew-truck = Camion
crew-name = Nom
crew-phone = Téléphone
crew-phone-hint = Avec l’indicatif du pays, par exemple +963
crew-plate = Plaque d’immatriculation
crew-recorded = Inscrit
crew-add = Ajouter quelqu’un
crew-save = Enregistrer
crew-change = Modifier
crew-change-title = Modifier ou retirer
crew-take-out = Retirer
crew-take-out-about = Le nom, le téléphone et la plaque sont effacés définitivement. Le registre garde la trace d’un retrait, sans dire de qui.
name-truck = Camion
name-phone = Téléphone
name-plate = Plaque d’immatriculation

## Conservation de preuves
hold-title = Conserver comme preuves
hold-about = Tant que les données d’un convoi sont conservées comme preuves, rien n’en est effacé ni supprimé : ni les données des chauffeurs, à l’échéance ou sur demande, ni le texte d’un événement.
hold-none = Aucun convoi n’est conservé comme preuve.
hold-in-force = conservé
hold-over = levé
hold-since = Conservé comme preuve depuis
hold-placed = Conservé depuis
hold-released = Levé
hold-reason = Pourquoi
hold-place = Conserver comme preuves
hold-of-others = Seule l’organisation qui a placé cette conservation peut la lever.
hold-release = Lever la conservation
name-reason = Pourquoi

## Suppression de textes
redaction-about = Retire de la base de données le texte d’un événement. Qui l’a fait, quand et pourquoi reste au registre. Les enregistrements de convois, les lieux et les organisations ne peuvent pas être supprimés ainsi.
redaction-convoy = Référence du convoi
redaction-event = Identifiant de l’événement
redaction-event-hint = Un coordinateur le trouve dans le lien vers le rapport, sur la page du convoi, après #e-
redaction-show = Afficher l’événement
redaction-found = L’événement
redaction-together = Les corrections répètent le texte de ce qu’elles corrigent. Elles sont supprimées avec lui.
redaction-held = Les données du convoi sont conservées comme preuves et rien ne peut en être supprimé, depuis
redaction-take-out = Supprimer le texte
redaction-keep = Que faut-il garder ?
redaction-keep-fact = Le fait
redaction-keep-fact-about = La note, le nom de la source, les motifs et les autres textes disparaissent. Ce qui s’est passé, quand, où, pour quels camions et en quelle quantité reste, et compte comme avant.
redaction-keep-nothing = Rien
redaction-keep-nothing-about = Tout disparaît et l’événement ne compte plus. Le statut du convoi peut changer.
redaction-reason = Pourquoi
redaction-for-ever = C’est irréversible. Les copies dans les sauvegardes et les exports antérieurs restent telles quelles.
redaction-do = Supprimer
redaction-done = Le texte a disparu.
redaction-no-convoy = Vos organisations n’ont pas de convoi portant cette référence.
redaction-no-event = Ce convoi n’a pas d’événement portant cet identifiant.
name-convoy = Convoi
name-event = Événement
name-keep = Ce qu’il faut garder
refusal-cannot_be_redacted = Ceci ne peut pas être supprimé : les enregistrements de convois, les suppressions elles-mêmes et les événements dont le texte a déjà disparu.
refusal-evidence_held = Les données de ce convoi sont conservées comme preuves. Rien ne peut en être effacé ni supprimé tant que la conservation n’est pas levée.
field-unknown_truck = Le convoi n’a pas de camion de ce nom.

## Données d’une personne
person-about = Ce qui est conservé d’un chauffeur dans tous les convois de vos organisations. Chaque recherche est enregistrée, sans dire qui elle concerne.
person-by = Rechercher par
person-value = Nom, téléphone ou plaque
person-value-hint = En entier ; les espaces, les accents, les majuscules et la forme des chiffres n’importent pas.
person-find = Rechercher
person-found = { $count ->
    [one] Trouvé à { $count } endroit
   *[other] Trouvé à { $count } endroits
}
person-export = Communiquer
person-export-about = Tout ce qui a été trouvé, dans un fichier JSON à remettre à la personne.
person-erase = Effacer
person-erase-about = Le nom, le téléphone et la plaque sont effacés partout, sauf dans les convois conservés comme preuves. C’est irréversible.
person-sure = Oui, effacer définitivement
person-say-sure = Cochez la case pour confirmer.
person-erased = { $count ->
    [one] Effacé à { $count } endroit.
   *[other] Effacé à { $count } endroits.
}
person-held = Non effacé, car conservé comme preuve :
name-by = Rechercher par
name-value = Nom, téléphone ou plaque
name-confirmed = Confirmation

## Durées de conservation
retention-about = Ce qui est conservé des personnes, pendant combien de temps, et ce qui est échu. Le serveur efface une fois par jour ce qui est échu. Les convois conservés comme preuves sont laissés de côté.
retention-class = Quoi
retention-kept = Durée
retention-due = Échus
retention-oldest = Fin la plus ancienne
retention-do = Effacer ce qui est échu
retention-do-about = C’est irréversible. Ce qui a été effacé, et combien, est enregistré.
retention-waiting = Terminés sur la parole d’une seule personne ou par un seul SMS
retention-waiting-about = De ces convois, personne n’est encore effacé, bien que le délai soit écoulé : une seule personne dit qu’ils sont terminés, et elle ne coordonne pas pour l’organisation qui les mène ; ou seul un SMS le dit.
retention-waiting-do = Un coordinateur de cette organisation, ou une deuxième personne, signale que les camions sont revenus ; ou un coordinateur rectifie le rapport de fin, même sans rien y changer (s’il est venu par SMS, cela seul compte). Si le convoi n’est pas terminé, il annule ce rapport.
retention-erased = { $count ->
    [0] Rien n’était échu.
    [one] { $count } entrée a été effacée.
   *[other] { $count } entrées ont été effacées.
}
class-crew = Chauffeurs et équipage
class-crew-from = Après la fin de leur convoi
class-sessions = Sessions
class-sessions-from = Après leur fin
class-tokens = Jetons de scripts
class-tokens-from = Après leur expiration ou leur révocation

## Journal d’audit
audit-about = Ce qui a été fait des droits, des secrets, des données personnelles et des positions exactes, du plus récent au plus ancien. Ce journal fait partie du registre chaîné.
audit-kind = Ce qui a été fait
audit-person = Par ou au sujet de (adresse électronique)
audit-from = Du
audit-until = Au
audit-filter = Filtrer
audit-none = Aucun résultat.
audit-older = Plus anciens
audit-by-program = Le programme ou sa ligne de commande
audit-no-convoy = Vos organisations n’ont pas de convoi portant cette référence.
name-person = Par ou au sujet de
name-from = Du
name-until = Au
about-user = Compte
about-organisation = Organisation
about-convoy = Convoi
about-role = Rôle
about-second_factor = Second facteur
about-what = Quoi
about-class = Quoi
about-reason = Pourquoi
about-event = Événement
about-purpose = Pour
about-rows = Entrées
about-count = Combien
about-key = Numéro de clé
about-position = Position
second_factor-none = aucun
second_factor-totp = application d’authentification
second_factor-recovery_code = code de secours
second_factor-open_id_connect = autre service de connexion
read-convoy = un convoi
read-convoys = des convois
read-feed = flux des changements
read-reviews = vérifications
read-crew = chauffeurs et équipage
deed-signed_in = Connexion
deed-sign_in_delayed = Connexion retardée après des échecs
deed-password_changed = Mot de passe changé
deed-link_made = Lien à usage unique créé
deed-second_factor_set = Second facteur activé
deed-second_factor_removed = Second facteur retiré
deed-recovery_codes_made = Codes de secours créés
deed-sessions_ended = Sessions fermées
deed-user_added = Compte créé
deed-user_disabled = Compte fermé
deed-user_enabled = Compte rouvert
deed-role_given = Rôle donné
deed-role_taken = Rôle retiré
deed-right_asked = Droit demandé, en attente d’une deuxième personne
deed-right_confirmed = Droit confirmé par une deuxième personne
deed-right_rejected = Droit refusé
deed-right_withdrawn = Demande de droit retirée
deed-right_lapsed = Demande de droit devenue caduque
deed-right_took_effect = Droit demandé entré en vigueur
deed-token_created = Jeton créé
deed-token_revoked = Jeton révoqué
deed-convoy_shared = Convoi partagé
deed-sharing_ended = Partage terminé
deed-partner_accepted = Participation comme partenaire acceptée
deed-partner_declined = Participation comme partenaire déclinée
deed-logger_assigned = Personne chargée du suivi désignée
deed-assignment_ended = Fin de la désignation
deed-place_moved = Lieu déplacé
deed-place_proposed = Modification d’un lieu proposée
deed-place_proposal_settled = Modification proposée d’un lieu tranchée
deed-exact_read = Positions exactes ou données personnelles consultées
deed-exported = Données exportées
deed-crew_recorded = Chauffeur ou équipage inscrit
deed-crew_erased = Chauffeur ou équipage retiré
deed-person_exported = Données d’une personne recherchées ou communiquées
deed-person_erased = Données d’une personne effacées
deed-evidence_held = Données conservées comme preuves
deed-evidence_released = Conservation levée
deed-redacted = Texte supprimé
deed-retention_applied = Données anciennes effacées
deed-keys_rotated = Clés remplacées
deed-checkpoint_signed = Point de contrôle du registre signé
class-sign_in = Liens, connexions inachevées et appareils connus
class-sign_in-from = Après leur fin
class-plan_drafts = Convois commencés et non enregistrés
class-plan_drafts-from = Après la dernière modification
