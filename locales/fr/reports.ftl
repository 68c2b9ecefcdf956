# Reports.

field-not_a_day = Ce jour n’est pas lisible. Écrivez-le ainsi : 2016-11-01.

nav-reports = Rapports
reports-about = Ce que les convois ont donné. Chaque chiffre dit de quoi il est une part ; ce qui n’est pas connu est compté à part, et jamais comme zéro.
reports-from = Du (jour)
reports-to = Au (jour)
reports-organisation = Organisation
reports-place = Lieu
reports-as_of = Tel que connu le
reports-show = Afficher
reports-moment = Tel que connu le
reports-for_ever = Ce rapport, le même pour toujours
reports-reduced = Tout ne vous est pas montré : les convois en cours sont comptés sans leurs lieux.
reports-none = Aucun convoi dans cette période.
reports-no_rows = Rien à montrer ici.
reports-files = Ce tableau en fichier :
reports-definitions = Comment c’est compté
reports-share = { $count } sur { $of } ({ $percent } %)
reports-share-none = { $count } sur { $of }
reports-sum = { $people }, et inconnu pour { $count ->
    [one] { $count } convoi
   *[other] { $count } convois
}
reports-harmed = { $range }, et inconnu pour { $count ->
    [one] { $count } incident
   *[other] { $count } incidents
}
reports-out-periods = { $count ->
    [one] { $count } convoi d’une autre période est laissé de côté.
   *[other] { $count } convois d’autres périodes sont laissés de côté.
}
reports-out-selection = { $count ->
    [one] { $count } convoi hors de votre choix est laissé de côté.
   *[other] { $count } convois hors de votre choix sont laissés de côté.
}
reports-out-withheld = { $count ->
    [one] { $count } convoi dont les lieux ne vous sont pas montrés est laissé de côté.
   *[other] { $count } convois dont les lieux ne vous sont pas montrés sont laissés de côté.
}
reports-withheld = { $count ->
    [one] { $count } convoi est compté sans ses lieux, qui ne vous sont pas montrés.
   *[other] { $count } convois sont comptés sans leurs lieux, qui ne vous sont pas montrés.
}
reports-open_note = { $count ->
    [one] { $count } reste ouvert
   *[other] { $count } restent ouverts
}
reports-coverage_note = { $count ->
    [one] { $count } convoi laissé de côté : l’un des deux est inconnu
   *[other] { $count } convois laissés de côté : l’un des deux est inconnu
}
reports-convoys = Convois
reports-trucks = Camions de fret
reports-decided = Avec une issue
reports-targeted = Personnes visées
reports-reached = Personnes atteintes
reports-coverage = Atteintes sur visées
reports-waiting = Personnes en attente
reports-blocked = Bloqués, parmi les convois partis
reports-open = Ouverts
reports-times = Nombre
reports-held_convoys = Convois, parmi ceux partis
reports-total = Heures au total
reports-median = Médiane
reports-longest = Maximum
reports-still = Encore retenus
reports-no_length = Durée inconnue
reports-bound = Y allaient
reports-served = Servis, parmi les convois terminés ou servis
reports-may_still = Peuvent encore venir
reports-led = Conduits
reports-as_partner = Comme partenaire
reports-facilitated = Facilités
reports-incidents = Incidents
reports-differ = Récits divergents
reports-killed = Personnes tuées
reports-injured = Personnes blessées
reports-t-months = Issues par mois
reports-t-months-about = Comment les convois de chaque mois ont fini, dans les termes des rapports d’OCHA.
reports-h-months = Mois
reports-t-people = Personnes visées et atteintes
reports-t-people-about = Les personnes à qui les convois du mois étaient destinés, et celles qu’ils auraient atteintes.
reports-h-people = Mois
reports-t-outcomes = Issues
reports-t-outcomes-about = Chaque issue, sur tous les convois qui en ont une. Les convois ouverts sont comptés à part.
reports-h-outcomes = Issue
reports-t-causes = Pourquoi les convois ont été arrêtés
reports-t-causes-about = Les blocages selon leur cause. Ce qui dure est compté jusqu’au moment du rapport.
reports-h-causes = Cause
reports-t-checkpoints = Heures de retenue par point de contrôle
reports-t-checkpoints-about = Arrêts aux points de contrôle et blocages ailleurs. Ce qui n’est connu qu’au jour près est donné en fourchette.
reports-h-checkpoints = Lieu
reports-t-clearance = Autorisations
reports-t-clearance-about = De la demande à la livraison. Chaque étape dit de quoi elle est une part ; la dernière réponse compte.
reports-h-clearance = Étape
reports-t-places = Destinations
reports-t-places-about = Un convoi à plusieurs destinations figure sur plusieurs lignes : leur somme dépasse le total.
reports-h-places = Lieu
reports-t-organisations = Organisations
reports-t-organisations-about = Les convois selon l’organisation qui les conduit ; ceux auxquels elle participe en outre sont comptés à part.
reports-h-organisations = Organisation
reports-t-incidents = Incidents
reports-t-incidents-about = Ce que ces convois ont subi. Les victimes vont de la somme des chiffres les plus bas à celle des plus hauts de toutes les sources, jamais une moyenne.
reports-h-incidents = Acte
reports-step-requested = Demandée, sur tous les convois
reports-step-granted_wholly = Accordée en entier, sur celles demandées
reports-step-granted_in_part = Accordée en partie, sur celles demandées
reports-step-denied = Refusée, sur celles demandées
reports-step-withdrawn = Retirée, sur celles demandées
reports-step-unanswered = Sans réponse, sur celles demandées
reports-step-dispatched = Partis, sur ceux autorisés
reports-step-delivered = Livrés, sur ceux partis avec une autorisation
reports-step-delivered_in_part = Livrés en partie, sur les mêmes
reports-step-dispatched_without_grant = Partis sans autorisation, sur tous ceux partis
reports-defines-period = Un convoi appartient au jour prévu de son départ ; sans jour prévu, au jour où il est parti ; sinon, au jour de son enregistrement. Les jours sont ceux de son fuseau horaire.
reports-defines-outcome = Facilité : livré en entier. Partiellement facilité : livré en partie, ou autorisé seulement en partie. Entravé : parti, puis revenu ou perdu. Refusé : avant son départ. Reporté : remis alors qu’il était prévu. Annulé : par ceux qui l’avaient prévu. Sans réponse : demandé, et sans réponse au jour du départ.
reports-defines-percent = Les pourcentages sont arrondis à une décimale, la moitié vers le haut, et figurent à côté des deux nombres dont ils sont faits.
reports-defines-people = Les sommes portent sur les convois dont le chiffre est connu. Les personnes atteintes sont celles de la dernière déclaration ; aucune si un convoi est terminé sans avoir rien livré.
reports-defines-hours = Les heures sont comptées en secondes entières et arrondies une fois, à une décimale. Un arrêt dont personne n’a signalé la fin a duré de zéro jusqu’au moment où le convoi a été vu plus loin. Ce qui dure est compté jusqu’au moment du rapport.
reports-defines-incidents = Un incident appartient à la période de son convoi.

# The columns of the tables, for the dictionary within a workbook.
report-column-accounts_differ = Incidents dont les récits se contredisent.
report-column-act = Ce qui a été fait au convoi : code de l’acte.
report-column-as_partner = Convois auxquels elle participe sans les diriger.
report-column-between_bounds = Arrêts dont la durée se situe entre deux bornes, le début ou la fin n’étant connus qu’approximativement.
report-column-by_the_clock = Arrêts dont l’heure de début et de fin est connue.
report-column-cancelled = Convois annulés par ceux qui les avaient prévus.
report-column-cause = Pourquoi des convois n’ont pas pu continuer : code de la contrainte d’accès d’OCHA.
report-column-convoys = Nombre de convois.
report-column-denied = Convois refusés avant leur départ.
report-column-facilitated = Convois qui ont tout livré.
report-column-holds = Nombre d’arrêts.
report-column-hours_longest_least = L’arrêt le plus long, au minimum.
report-column-hours_longest_most = L’arrêt le plus long, au maximum.
report-column-hours_median_least = L’arrêt médian, au minimum.
report-column-hours_median_most = L’arrêt médian, au maximum.
report-column-hours_total_least = Tous les arrêts ensemble, au minimum.
report-column-hours_total_most = Tous les arrêts ensemble, au maximum.
report-column-impeded = Convois partis, puis refoulés ou perdus.
report-column-incidents = Nombre d’incidents.
report-column-injured_max = Personnes blessées, somme des chiffres les plus élevés.
report-column-injured_min = Personnes blessées, somme des chiffres les plus bas.
report-column-injured_unknown_of = Incidents pour lesquels aucune source ne donne le nombre de blessés.
report-column-killed_max = Personnes tuées, somme des chiffres les plus élevés.
report-column-killed_min = Personnes tuées, somme des chiffres les plus bas.
report-column-killed_unknown_of = Incidents pour lesquels aucune source ne donne le nombre de tués.
report-column-month = Le mois, dans le fuseau horaire de chaque convoi.
report-column-of = Sur combien : le nombre auquel se rapporte le pourcentage.
report-column-open = Convois qui ne sont pas encore terminés.
report-column-outcome = Comment cela s’est terminé, selon les termes d’OCHA.
report-column-partially_facilitated = Convois qui ont livré en partie, ou autorisés en partie.
report-column-people_reached = Personnes atteintes, somme des dernières déclarations.
report-column-people_targeted = Personnes auxquelles le chargement est destiné, au total.
report-column-people_waiting = Personnes qui attendent encore, au total.
report-column-percent = Pourcentage du nombre de la colonne « of », arrondi à une décimale.
report-column-postponed = Convois reportés avant leur départ.
report-column-reached_unknown_of = Convois dont on ignore combien de personnes ont été atteintes ; ils ne sont pas dans la somme.
report-column-served = Convois qui y ont livré.
report-column-step = L’étape vers l’autorisation : code.
report-column-still_held = Arrêts qui durent encore.
report-column-targeted_unknown_of = Convois dont on ignore à combien de personnes ils sont destinés ; ils ne sont pas dans la somme.
report-column-trucks = Camions de fret de ces convois.
report-column-trucks_offloaded = Camions de fret entièrement déchargés.
report-column-unanswered = Convois dont la demande est restée sans réponse au jour du départ.
report-column-unknown_length = Arrêts dont la durée est inconnue.
report-column-unserved = Convois terminés sans y avoir livré.
report-column-waiting_unknown_of = Convois dont on ignore combien de personnes attendent ; ils ne sont pas dans la somme.
