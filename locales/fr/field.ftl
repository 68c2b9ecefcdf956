# What comes in from devices: positions and text messages.

## Appareils qui envoient des positions
devices-title = Appareils
devices-about = Les téléphones et balises qui envoient la position de ce convoi. Les positions sont conservées chiffrées, à part du registre. Seuls les coordinateurs et les rapporteurs affectés à ce convoi les voient. Leur consultation est enregistrée.
devices-kept = { $count ->
    [one] Elles sont effacées au bout d’un jour.
   *[other] Elles sont effacées au bout de { $count } jours.
}
devices-where = Où se trouvent ses appareils
devices-within = à { $metres } m près
devices-not-heard = Un appareil qui se déplace ne prouve pas que l’équipe va bien : il ne compte pas comme une nouvelle du convoi.
devices-none = Aucun appareil n’est encore enregistré.
devices-device = Appareil
devices-way-key = envoie lui-même
devices-way-traccar = par Traccar
devices-latest = Dernière position
devices-nothing = rien pour l’instant
devices-dropped = { $count ->
    [one] Une position n’a pas été conservée :
   *[other] { $count } positions n’ont pas été conservées, la dernière :
}
dropped-no_fix = l’appareil ne captait pas de satellite.
dropped-clock_ahead = son horloge avance. Corrigez la date et l’heure de l’appareil.
dropped-too_early = elle datait d’avant l’enregistrement de l’appareil.
dropped-too_late = elle datait d’après le dernier jour de l’appareil.
devices-taken = Acceptées à partir de
devices-whole = tout le convoi
devices-end = Arrêter
devices-end-which = Arrêter { $name }
devices-ended = arrêté
devices-add = Enregistrer un appareil
devices-register = Enregistrer
devices-label-hint = De quel téléphone ou de quelle balise il s’agit. Pas de nom de personne.
devices-unique-hint = Seulement pour une balise suivie par votre serveur Traccar : son identifiant là-bas, par exemple son IMEI. À laisser vide pour un téléphone.
devices-until-hint = Son dernier jour. Sinon, il s’arrête un jour après le convoi.
devices-made = L’appareil est enregistré
devices-made-about = Dans l’application Traccar Client, ouvrez les réglages et scannez ce code. La clé n’est affichée que cette fois. Qui la détient peut envoyer des positions au nom de cet appareil, et rien d’autre.
devices-made-traccar = Ce que Traccar transmet pour cet appareil est accepté dès maintenant.
devices-qr = Réglages de l’application sous forme de code QR
devices-by-hand = Ou saisissez :
devices-server = Adresse du serveur
devices-key = Identifiant de l’appareil
name-label = Nom de l’appareil
name-unique_id = Identifiant dans Traccar
refusal-device_taken = Cet identifiant envoie déjà pour un convoi qui n’est pas terminé. Arrêtez d’abord cet appareil.
refusal-phone_taken = Ce numéro est déjà enregistré.
problem-bad_position = Ceci n’est pas une position
problem-bad_position-detail = Envoyez id, lat et lon en degrés, et l’heure en secondes depuis 1970 ou au format ISO 8601.
problem-unknown_device = Cet appareil n’existe pas
problem-unknown_device-detail = La clé est inconnue, ou l’appareil ou son convoi a pris fin. Demandez à un coordinateur d’enregistrer l’appareil.
read-positions = positions des appareils
deed-tracker_registered = Appareil enregistré
deed-tracker_ended = Appareil arrêté
deed-phone_added = Téléphone pour SMS ajouté
deed-phone_removed = Téléphone pour SMS retiré
class-positions = Positions des appareils
class-positions-from = Après leur réception
class-messages = Réponses aux SMS
class-messages-from = Après leur envoi
