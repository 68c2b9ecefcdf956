# Qui voit un convoi, et avec quelle précision.

sharing-title = Qui voit ce convoi
sharing-link = Qui le voit
sharing-about = Votre organisation et ses partenaires le voient selon les rôles de leurs membres. Ici, vous le montrez pour un temps à une autre organisation et vous affectez les agents de saisie qui l’accompagnent.
sharing-organisations = Partagé avec d’autres organisations
sharing-none = Ce convoi n’est partagé avec personne d’autre.
sharing-with = Organisation
sharing-how = Précision
sharing-from = Du
sharing-until = Au
sharing-state = État
sharing-end = Arrêter maintenant
sharing-over = Terminé
sharing-add = Partager avec une autre organisation
sharing-last-day = Dernier jour
sharing-last-day-hint = Au plus tard dans un an. Le jour se termine à l’heure du convoi.
sharing-share = Partager
sharing-loggers = Agents de saisie de ce convoi
sharing-loggers-about = Les agents de saisie voient exactement les convois qui leur sont affectés : itinéraire, heures, camions et chauffeurs. Ils voient tous les autres de façon réduite.
sharing-logger = Agent de saisie
sharing-assign = Affecter
sharing-unassign = Mettre fin à l’affectation
sharing-unassign-whom = Mettre fin à l’affectation de { $name }
sharing-no-candidates = Aucun autre agent de saisie des organisations de ce convoi n’a de compte.
ceiling-exact = Exacte, pour leurs coordinateurs
ceiling-reduced = Réduite, pour tous leurs membres
name-expires_at = Dernier jour
name-logger = Agent de saisie

reduced-title = Vous ne voyez pas tout ce qui est enregistré.
reduced-positions = Les positions sont arrondies à environ 10 kilomètres et affichées avec 24 heures de retard. La suite de l’itinéraire, les camions, les sources et les notes ne sont pas affichés.
reduced-nothing = Les positions, l’itinéraire, les camions, les sources et les notes de ce convoi ne sont pas affichés tant qu’il est en cours.
reduced-over = Les auteurs des signalements ne sont pas affichés et les coordonnées sont arrondies.
reduced-author = auteur non affiché
board-late = il y a un jour ou plus :
sharing-sensitivity-about = Ce que voient, tant qu’il est en cours, les lecteurs et les agents de saisie qui ne lui sont pas affectés. Un changement prend effet aussitôt et reste dans le registre.
sharing-sensitivity-save = Modifier
sensitivity-effect-low = positions avec un jour de retard et arrondies, chargement
sensitivity-effect-moderate = positions avec un jour de retard et arrondies
sensitivity-effect-high = aucune position
sensitivity-effect-severe = invisible pour les lecteurs

# Partners: an organisation that a convoy names takes part once it has said so.
nav-invitations = Invitations
invitations-title = Invitations à participer
invitations-about = Ces convois désignent votre organisation comme partenaire. Tant que vous ne participez pas, ils ne figurent dans aucune de vos listes ni de vos chiffres, et vos équipes ne peuvent rien y signaler. Vous pouvez changer votre réponse à tout moment.
invitations-none = Aucun convoi ne désigne votre organisation comme partenaire.
invitations-for = Pour
invitations-registered = Enregistré
invitations-accept = Participer
invitations-decline = Décliner
invitations-leave = Ne plus participer
partner-asked = pas encore répondu
partner-takes_part = participe
partner-declined = a décliné
sharing-partners-about = Un partenaire voit le convoi et y signale des événements dès qu’il a dit qu’il participe. Ses coordinateurs trouvent la question sous « Invitations ».
