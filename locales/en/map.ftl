# The map, the views of the board, and the page that shows how pages are made.

nav-map = Map
view-list = List
view-table = Table
view-map = Map
view-wall = Wall
board-views = Ways to look at the convoys
board-filters = Search
board-sector = Sector
board-any = Any
board-more = Show all { $count }
board-changed = { $count ->
    [one] { $count } convoy changed.
   *[other] { $count } convoys changed.
}
board-changed-many = More than { $count } convoys changed.
col-convoy = Convoy
col-status = Status
col-way = From and to
col-now = Now at
wall-calm = No convoy needs attention.
wall-leave = Leave the wall view

## Map
map-drawing = Map of convoys
map-desc = A drawing of places, routes and convoys. The table beneath has all of it in words.
map-sketch = Sketch map, not for navigation.
map-disclaimer = The boundaries and names shown and the designations used on this map do not imply official endorsement or acceptance. Outlines: Natural Earth.
map-reduced = Convoys under way are shown as squares of about 10 kilometres in which they were at least 24 hours ago, or not at all. No route ahead is drawn.
map-empty = No convoy to be shown has a known place.
map-legend = Signs
map-moves = Move the map
map-cells = somewhere in this square, at least 24 hours ago
map-table = The same as a table
map-late = at least a day ago
map-convoys = Convoys
map-kilometres = { $count } km
map-one = { $reference }, { $status }, { $place }
map-several = { $group }: { $count }, { $place }
map-expected = { $count ->
    [one] { $count } convoy is to come by
   *[other] { $count } convoys are to come by
}
map-elsewhere = { $count ->
    [one] Not on the map: { $count } convoy whose place is not known or not shown
   *[other] Not on the map: { $count } convoys whose places are not known or not shown
}
map-of-route = Map of the route
way-passed = behind it
way-ahead = still ahead
way-diverted = another way than planned
way-dropped = given up
map_move-nearer = Nearer
map_move-farther = Farther
map_move-all = All of it
map_move-north = North
map_move-south = South
map_move-west = West
map_move-east = East

## Design
design-title = How pages are made
design-about = Every part that pages are made of, in every state. What is shown here is made up.
design-flags = Signs
design-buttons = Buttons
design-main-button = The one that saves
design-button = Another
design-strong-button = A way on
design-plain-button = A quiet one
design-notices = Notices
design-forms = Forms
design-folded = Folded
