# Comptes : connexion, second facteur, sessions, jetons, liens, et les personnes d’une organisation.

nav-me = Votre compte
nav-users = Personnes
account-utc = Toutes les heures de cette page sont en UTC.

## Noms des champs
name-code = Code
name-present = Mot de passe actuel
name-name = Nom
name-organisation = Organisation
name-role = Rôle
name-scopes = À quoi sert le jeton
name-expires_in_days = Jours jusqu’à son expiration

## Connexion
sign-in-done-welcome = Le compte est créé. Connectez-vous avec votre nouveau mot de passe.
sign-in-done-link = Votre mot de passe est enregistré. Connectez-vous avec celui-ci.
sign-in-again-seconds = { $count ->
    [one] Trop de tentatives. Réessayez dans { $count } seconde.
   *[other] Trop de tentatives. Réessayez dans { $count } secondes.
}
sign-in-again-minutes = { $count ->
    [one] Trop de tentatives. Réessayez dans { $count } minute.
   *[other] Trop de tentatives. Réessayez dans { $count } minutes.
}
open-id-go = Se connecter avec le compte de votre organisation
open-id-failed = Le système de votre organisation ne vous a pas connecté ici. Réessayez, ou utilisez votre adresse et votre mot de passe ; si cela persiste, prévenez votre administrateur.
code-title = Saisissez votre code
code-hint = Les six chiffres que votre application d’authentification affiche en ce moment, ou l’un de vos codes de secours.
code-go = Continuer
code-lost = Ni téléphone ni code de secours ? Un administrateur de votre organisation peut retirer votre second facteur.
code-again = Recommencer

## Second facteur
factor-title = Second facteur
factor-why-required = Votre rôle permet d’agir sur des convois ou des comptes. Avant de continuer, ajoutez un second facteur : un mot de passe volé ne doit pas suffire.
factor-why = Avec un second facteur, un mot de passe volé ne suffit pas pour entrer.
factor-demo = La démonstration ne demande de second facteur à personne.
factor-take = 1. Ajoutez le secret à votre application
factor-scan = Scannez ceci avec une application d’authentification, par exemple Aegis, FreeOTP ou Google Authenticator. L’application fonctionne sans réseau.
factor-qr = Code QR pour votre application d’authentification
factor-type = Ou saisissez ce secret dans l’application :
factor-here = Ouvrir dans une application de ce téléphone
factor-prove = 2. Vérifiez que cela fonctionne
factor-prove-hint = Les six chiffres que l’application affiche en ce moment.
factor-set = Activer le second facteur
factor-since = Vous avez un second facteur depuis le
factor-codes-left = { $count ->
    [one] Il reste { $count } code de secours.
   *[other] Il reste { $count } codes de secours.
}
factor-new-codes = Nouveaux codes de secours
factor-new-codes-about = Les précédents ne fonctionneront plus.
factor-new-codes-go = Créer de nouveaux codes
factor-remove = Un autre téléphone
factor-remove-about = Retirez le second facteur ; vous pourrez l’activer à nouveau sur n’importe quel téléphone.
factor-remove-required = Retirez le second facteur et activez-le aussitôt sur un autre téléphone : votre rôle en exige un.
factor-remove-go = Le retirer
recovery-title = Vos codes de secours
recovery-about = Chacun de ces codes vous permet d’entrer une fois, quand vous n’avez pas votre téléphone. Ils ne sont affichés que maintenant.
recovery-keep = Imprimez-les ou recopiez-les à la main, et gardez-les à part de votre téléphone et de votre ordinateur.
recovery-next = Je les ai mis de côté ; continuer

## Votre compte
me-sessions = Où vous êtes connecté
me-sessions-about = Fermez les sessions que vous ne reconnaissez pas, puis changez de mot de passe.
me-device = Appareil
me-device-unknown = Appareil inconnu
me-this = celle-ci
me-since = Depuis
me-last-seen = Dernière utilisation
me-end = Fermer
me-end-others = Fermer toutes les autres
me-password = Mot de passe
me-password-about = Partout ailleurs, vous devrez vous reconnecter.
me-password-new = Nouveau mot de passe
me-password-go = Changer le mot de passe
me-factor-change = Nouveaux codes ou autre téléphone
me-done-password = Votre mot de passe est changé. Toutes vos autres sessions sont fermées.
me-done-session = La session est fermée.
me-done-sessions = Toutes vos autres sessions sont fermées.
me-done-token = Le jeton ne fonctionne plus.
password-hint = 15 caractères ou plus. Quatre ou cinq mots de votre invention conviennent bien. Les espaces et toutes les écritures sont acceptés.

## Jetons
token-title = Jetons pour les scripts
token-about = Un jeton permet à un script d’agir en votre nom, pour ce que vous choisissez et jamais au-delà de vos propres droits. N’en mettez jamais dans une adresse.
token-none = Aucun jeton.
token-begins = Commence par
token-for = Pour
token-used = Dernière utilisation
token-ends = Expire le
token-ended = Ne fonctionne plus
token-never-used = jamais
token-revoke = Révoquer
token-new = Créer un jeton
token-make = Créer le jeton
token-days-hint = 90 si rien n’est indiqué ; 366 au plus.
token-made = Votre nouveau jeton
token-made-about = Copiez-le maintenant : il ne sera plus affiché. Donnez-le au script comme un secret, jamais par courriel ni par messagerie.
token_scope-events_write = Enregistrer des événements
token_scope-events_write-about = Envoyer des rapports, enregistrer des convois et régler des vérifications, selon votre rôle.
token_scope-convoys_read = Lire les convois
token_scope-convoys_read-about = Avec des lieux et des heures réduits : assez pour des chiffres et des cartes.
token_scope-convoys_read_exact = Lire les convois avec exactitude
token_scope-convoys_read_exact-about = Positions, itinéraires et heures tels quels. Une fuite peut tuer ; chaque lecture est consignée.
token_scope-exports_read = Exports
token_scope-exports_read-about = Emporter des tableaux entiers.

## Liens
welcome-title = Créer le premier compte
welcome-about = Personne n’a encore de compte ici. Le vôtre gérera les autres ; vous pourrez ensuite lui donner d’autres rôles.
welcome-go = Créer le compte
link-title = Choisissez un mot de passe
link-invitation = Bienvenue, { $name }. Choisissez un mot de passe pour votre compte.
link-reset = { $name }, choisissez un nouveau mot de passe. Vous serez déconnecté partout.
link-go = Enregistrer le mot de passe
link-after = Connectez-vous ensuite avec celui-ci. Ce lien ne fonctionne qu’une fois.

## Personnes d’une organisation
users-about = Les comptes de votre organisation. Ce qui est fait ici est consigné.
users-roles = Rôles
users-state = Compte
users-every = toutes les organisations
users-closed = Fermé
users-invited = Invitation envoyée, pas encore de mot de passe
users-one = Mot de passe seul
users-two = Mot de passe et second facteur
users-invite = Inviter quelqu’un
users-invite-about = Vous recevrez un lien à transmettre. Il fonctionne une fois, pendant 24 heures.
users-invite-go = Créer le compte et le lien
users-organisation-hint = Sa clé, par exemple sarc ; * désigne toutes les organisations.
users-link-made = Le lien est prêt
users-link-about = Transmettez-le à { $email } par un moyen auquel vous faites confiance. Il n’est affiché que maintenant et fonctionne une fois, jusqu’au
users-roles-about = Une modification déconnecte la personne partout.
users-give = Donner un rôle
users-take = Retirer
users-account = Compte
users-not-whole = Cette personne a aussi des rôles ailleurs. Seul un administrateur de toutes les organisations peut modifier le compte entier.
users-reset-about = Pour un mot de passe perdu : un lien qui permet à la personne d’en choisir un autre.
users-invite-again-about = Aucun mot de passe n’a encore été choisi. Un nouveau lien remplace le précédent.
users-link-go = Créer un lien
users-factor-about = Pour un téléphone perdu. Assurez-vous que c’est bien cette personne qui le demande.
users-factor-go = Retirer le second facteur
users-close-about = La personne est déconnectée et ses jetons sont révoqués. Ce qu’elle a enregistré reste.
users-close = Fermer le compte
users-open-about = La personne pourra se reconnecter. Ses jetons restent révoqués.
users-open = Rouvrir le compte

## Problèmes
problem-second_factor_required = Activez d’abord un second facteur
problem-second_factor_required-detail = Votre rôle exige un second facteur. Connectez-vous sur les pages pour l’activer.
problem-token_in_url = Un jeton figurait dans l’adresse
problem-token_in_url-detail = Les adresses restent dans les journaux et les historiques. Le jeton a été révoqué : créez-en un nouveau et envoyez-le dans l’en-tête Authorization.
refusal-own_account = Vous ne pouvez pas faire cela sur votre propre compte. Demandez à un autre administrateur.
field-too_common = C’est trop vite deviné. Choisissez des mots à vous, sans votre nom ni celui de votre organisation.
field-wrong_code = Ce n’est pas le bon code, ou il a déjà servi. Attendez le suivant et saisissez-le.
field-wrong_password = Ce n’est pas votre mot de passe actuel.

## Prouver encore une fois qui l’on est
name-proof = Votre mot de passe, ou un code
name-phone_proof = Votre mot de passe, ou un code
proof-hint = Demandé encore une fois, pour que personne ne le fasse sur un appareil que vous avez laissé ouvert. Si vous avez un second facteur, l’un de ses codes convient aussi.
proof-why = Demandé encore une fois, pour que personne ne l’active sur un appareil que vous avez laissé ouvert.
refusal-sign_in_again = Déconnectez-vous, reconnectez-vous, puis faites-le dans les 10 minutes.
credentials-title = Ce qui agit en votre nom sans votre mot de passe
credentials-about = Qui connaissait l’ancien mot de passe a pu en créer une partie. Les jetons qui restent cochés cessent maintenant de fonctionner ; cochez le reste si vous ne le reconnaissez pas, et il sera retiré.
credentials-end-token = Révoquer le jeton
credentials-remove-phone = Retirer le numéro
credentials-remove-webhook = Retirer le webhook

## Une deuxième personne
requests-title = En attente d’une deuxième personne
requests-about = Ce qui permet à quelqu’un de voir des convois n’est jamais accordé par un seul administrateur. Cela prend effet dès qu’une deuxième personne le confirme, ou plus tard de soi-même si personne ne le refuse.
requests-second = Un rôle prend effet dès qu’une deuxième personne le confirme, ou après un délai si personne ne le refuse.
requests-none = Rien n’est en attente.
requests-waiting = En attente, pas encore en vigueur
requests-wait = { $count ->
    [one] { $count } modification de droits vous attend : confirmez-la ou refusez-la.
   *[other] { $count } modifications de droits vous attendent : confirmez-les ou refusez-les.
}
requests-own = Cela concerne votre propre compte. Si vous n’en connaissez pas la raison, refusez et parlez-en à une personne de confiance.
requests-for = Pour
requests-by = Demandé par
requests-who = Peut le confirmer
requests-others = quelqu’un d’un organe de coordination
requests-nobody = personne d’autre pour le moment
requests-due = Prend effet de soi-même
requests-done-confirm = C’est confirmé et en vigueur.
requests-done-reject = C’est refusé. Rien n’a changé.
requests-done-withdraw = C’est retiré. Rien n’a changé.
requests-done-late = Cela a déjà été décidé.
request-role = Un rôle
request-link = Un lien pour choisir un autre mot de passe
request-second_factor = Retrait du second facteur
request-opening = Réouverture d’un compte fermé
request-webhook = Envoi vers un autre système
request-confirm = Confirmer
request-reject = Refuser
request-withdraw = Retirer la demande
link-waits-about = Ce lien attend une deuxième personne. Il fonctionnera dès qu’elle l’aura confirmé, au plus tard à partir du
link-waits-then = Gardez-le et ouvrez-le de nouveau à ce moment-là.
refusal-request_decided = Cela a déjà été décidé.
refusal-too_many_wait = Trop de vos demandes attendent déjà. Faites-en confirmer, ou retirez-en.
refusal-link_waits = Ce lien attend une deuxième personne. Ouvrez-le de nouveau une fois qu’il est confirmé.
mail-request-subject = Suivi des convois : une modification de droits est demandée
mail-request = Dans le suivi des convois, un administrateur a demandé une modification de droits qui vous concerne, parce que vous pouvez en décider ou que le compte est le vôtre. Elle prend effet { $until } (UTC) si personne ne la refuse. Si vous n’en savez rien, connectez-vous et refusez-la.
