# Who may see a convoy, and how exactly.

sharing-title = Who sees this convoy
sharing-link = Who sees it
sharing-about = Your organisation and its partners see it by the roles of their people. Here you show it to another organisation for a while, and assign the loggers who go with it.
sharing-organisations = Shared with other organisations
sharing-none = This convoy is shared with nobody else.
sharing-with = Organisation
sharing-how = How exactly
sharing-from = From
sharing-until = Until
sharing-state = State
sharing-end = End now
sharing-over = Over
sharing-add = Share with another organisation
sharing-last-day = Last day
sharing-last-day-hint = At most a year from today. The day ends by the convoy’s clocks.
sharing-share = Share
sharing-loggers = Loggers of this convoy
sharing-loggers-about = Loggers see the convoys assigned to them exactly: route, times, trucks and drivers. All others they see reduced.
sharing-logger = Logger
sharing-assign = Assign
sharing-unassign = End assignment
sharing-unassign-whom = End assignment of { $name }
sharing-no-candidates = No other logger of this convoy’s organisations has an account.
ceiling-exact = Exact, for their coordinators
ceiling-reduced = Reduced, for everybody there
name-expires_at = Last day
name-logger = Logger

reduced-title = You see less than is recorded.
reduced-positions = Positions are rounded to about 10 kilometres and shown 24 hours late. The route ahead, trucks, sources and notes are not shown.
reduced-nothing = Positions, the route, trucks, sources and notes of this convoy are not shown while it is under way.
reduced-over = Who reported is not shown, and coordinates are rounded.
reduced-author = reporter not shown
board-late = at least a day ago:
sharing-sensitivity-about = What viewers and loggers who are not assigned are told while it is under way. A change counts at once, and stands in the record.
sharing-sensitivity-save = Change
sensitivity-effect-low = positions a day late and on a coarse grid, cargo
sensitivity-effect-moderate = positions a day late and on a coarse grid
sensitivity-effect-high = no positions
sensitivity-effect-severe = hidden from viewers

# Partners: an organisation that a convoy names takes part once it has said so.
nav-invitations = Invitations
invitations-title = Invitations to take part
invitations-about = These convoys name your organisation as a partner. Until you take part, they are in none of your lists and figures, and your people cannot report about them. You can change your answer at any time.
invitations-none = No convoy names your organisation as a partner.
invitations-for = For
invitations-registered = Registered
invitations-accept = Take part
invitations-decline = Decline
invitations-leave = No longer take part
partner-asked = not answered yet
partner-takes_part = takes part
partner-declined = declined
sharing-partners-about = A partner sees the convoy and reports about it once it has said that it takes part. Its coordinators find the question under “Invitations”.
