# La carte, les vues du tableau de bord, et la page qui montre comment les pages sont faites.

nav-map = Carte
view-list = Liste
view-table = Tableau
view-map = Carte
view-wall = Écran mural
board-views = Façons de voir les convois
board-filters = Rechercher
board-sector = Secteur
board-any = Tous
board-more = Tout afficher ({ $count })
board-changed = { $count ->
    [one] { $count } convoi a changé.
   *[other] { $count } convois ont changé.
}
board-changed-many = Plus de { $count } convois ont changé.
col-convoy = Convoi
col-status = État
col-way = De et vers
col-now = Lieu actuel
wall-calm = Aucun convoi ne demande d’attention.
wall-leave = Quitter l’écran mural

## Carte
map-drawing = Carte des convois
map-desc = Dessin des lieux, des itinéraires et des convois. Le tableau ci-dessous dit tout en toutes lettres.
map-sketch = Croquis, ne pas utiliser pour la navigation.
map-disclaimer = Les frontières et les noms indiqués et les désignations employées sur cette carte n’impliquent ni reconnaissance ni acceptation officielles. Contours : Natural Earth.
map-reduced = Les convois en cours sont représentés par des carrés d’environ 10 kilomètres dans lesquels ils se trouvaient il y a 24 heures ou plus, ou ne sont pas représentés. La suite des itinéraires n’est pas dessinée.
map-empty = Aucun convoi à afficher n’a de lieu connu.
map-legend = Légende
map-moves = Déplacer la carte
map-cells = quelque part dans ce carré, il y a 24 heures ou plus
map-table = La même chose en tableau
map-late = il y a un jour ou plus
map-convoys = Convois
map-kilometres = { $count } km
map-one = { $reference }, { $status }, { $place }
map-several = { $group } : { $count }, { $place }
map-expected = { $count ->
    [one] { $count } convoi doit encore y passer
   *[other] { $count } convois doivent encore y passer
}
map-elsewhere = { $count ->
    [one] Hors de la carte : { $count } convoi dont le lieu n’est pas connu ou pas affiché
   *[other] Hors de la carte : { $count } convois dont le lieu n’est pas connu ou pas affiché
}
map-of-route = Carte de l’itinéraire
way-passed = déjà parcouru
way-ahead = à parcourir
way-diverted = autre voie que prévu
way-dropped = abandonné
map_move-nearer = Plus près
map_move-farther = Plus loin
map_move-all = Tout afficher
map_move-north = Nord
map_move-south = Sud
map_move-west = Ouest
map_move-east = Est

## Éléments
design-title = Comment les pages sont faites
design-about = Chaque élément des pages, dans chaque état. Ce qui est montré ici est inventé.
design-flags = Signes
design-buttons = Boutons
design-main-button = Celui qui enregistre
design-button = Un autre
design-strong-button = Pour continuer
design-plain-button = Discret
design-notices = Messages
design-forms = Formulaires
design-folded = Replié
