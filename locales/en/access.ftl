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
sharing-unassign-whom = End the assignment of { $name }
sharing-no-candidates = No other logger of this convoy’s organisations has an account.
ceiling-exact = Exact, for their coordinators
ceiling-reduced = Reduced, for everybody there
name-expires_at = Last day
name-organisation = Organisation
name-logger = Logger

reduced-title = You see less than is recorded.
reduced-positions = Positions are rounded to about 10 kilometres and shown 24 hours late. The route ahead, trucks, sources and notes are not shown.
reduced-nothing = Positions, the route, trucks, sources and notes of this convoy are not shown while it is under way.
reduced-over = Who reported is not shown, and coordinates are rounded.
