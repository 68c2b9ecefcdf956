# What stands on the pages.

product = Convoy tracker
skip = Skip to the content
nav = Main
nav-board = Board
nav-new = New convoy
nav-reviews = Reviews
nav-more = More
nav-languages = Languages
demo = Demonstration: past convoys from published reports. Do not enter real ones here.
colon = :{ " " }
list-comma = ,{ " " }

## Signing in
sign-in = Sign in
sign-out = Sign out
sign-in-email = Email
sign-in-password = Password
sign-in-failed = Email and password do not match. Check both and try again.
sign-in-demo = Sign in for the demonstration
sign-in-demo-hint = One person per role. Choose one to see what they see.

## Errors
error-to-board = Go to the board
error-status = Status
error-request = Number of this request:

## People and trucks
people-waiting = { $count ->
    [one] { $count } person waiting
   *[other] { $count } people waiting
}
waiting-label = { $count ->
    [one] person waiting
   *[other] people waiting
}
waiting-unknown = people waiting
people-waiting-title = People waiting
people-targeted = People targeted
people-reached = People reached
people-exceed = More people than the delivered kits can serve. Check the claim.
trucks = { $count ->
    [one] { $count } truck
   *[other] { $count } trucks
}

## Flags
flag-silent = Not heard from
flag-differ = Accounts differ
flag-reviews = { $count ->
    [one] { $count } report to review
   *[other] { $count } reports to review
}
heard = heard { $ago }
heard-never = never heard from

## Board
board-tiles = Convoys by situation
board-attention = Needs attention
board-road = On the road
board-planned = Planned
board-finished = { $count ->
    [one] Finished: { $count } convoy
   *[other] Finished: { $count } convoys
}
board-filtered = Only: { $group }.
board-all = Show all
board-search = Reference or item
board-find = Search
board-empty = No convoys to show.
board-made = As of
board-now = now at
board-to = to

## Convoy
convoy-route = Route
convoy-next = What can happen next
convoy-other = Something else happened
convoy-timeline = What was reported
convoy-nothing = Nothing has been reported yet.
convoy-blocks = Times blocked
convoy-cargo = Cargo
convoy-trucks = Trucks
convoy-clearance = Clearance
convoy-support = { $count ->
    [one] and { $count } support vehicle
   *[other] and { $count } support vehicles
}
convoy-lead = Led by
convoy-partners = Partners
convoy-asked = Asked to take part
convoy-invitations = Take part, or no longer
convoy-heard = Last heard from
convoy-sensitivity = Sensitivity
convoy-zone = All times are local:
saved = Saved:
saved-review = Saved, and kept for review:
stop-arrived = reached
stop-left = left
stop-held-for = held for { $duration }
stop-blocked-for = blocked for { $duration } so far
stop-target = { $count ->
    [one] for { $count } person
   *[other] for { $count } people
}
block-from = Since
block-duration = For how long
block-ended = Ended by
block-lasts = Still blocked
clearance-state = Clearance
clearance-notified = Parties notified
clearance-not-notified = Not reported
cargo-none = No cargo is planned yet.
cargo-withheld = The cargo of this convoy is not shown while it is under way.
cargo-item = Item
cargo-planned = Planned
cargo-loaded = Loaded
cargo-delivered = Delivered
cargo-losses = Taken or lost
cargo-returned = Came back
cargo-aboard = Aboard
cargo-unaccounted = Not accounted for
loss-refused = refused at loading
loss-removed = taken off
loss-looted = looted
loss-damaged = damaged
loss-destroyed = destroyed
loss-spoiled = spoiled
loss-transferred = moved elsewhere

## Reports
time-unknown = time not known
report-by = recorded by { $name }
report-imported = taken from a file
report-late = { $duration } later
report-lasted = lasted { $duration }
report-so_far = { $duration } so far
report-implied = implied by a later report
report-correct = Correct
report-replaced_by = See the corrected report
corrected-voided = Declared not to have happened by
corrected-replaced = Corrected by
corrected-redacted = Text removed by
corrected-dismissed = Dismissed by
corrected-accepted = Accepted by
detail-act = What was done
detail-abducted = Abducted
detail-alleged_actor = Alleged
detail-authority = Authority
detail-by = By
detail-cargo = Cargo
detail-cause = Cause
detail-claim = Claim
detail-conditions = Conditions
detail-confidence = Confidence
detail-decided_by = Decided by
detail-fate = What became of it
detail-held_by = Held by
detail-incident = Incident
detail-injured = Injured
detail-killed = Killed
detail-loss = What happened to it
detail-method = How counted
detail-other = Also said
detail-ordered_by = Ordered by
detail-people = People
detail-place = Place
detail-reason = Reason
detail-scope = Scope
detail-stops = New route
detail-text = Text
detail-to = To
detail-trucks = Trucks
detail-trucks_hit = Trucks hit
detail-vehicle = What became of the vehicles
detail-vehicles_hit = Other vehicles hit
detail-when = When
incident-accounts = { $count ->
    [one] { $count } account
   *[other] { $count } accounts
}
incident-given = Given
incident-assessments = Assessment
incident-superseded = since replaced

## As known at
asof-title = As known at an earlier time
asof-label = Day and time
asof-hint = Like 2016-11-01 14:30, local time of the convoy
asof-unreadable = This is not a day and a time that we can read. Write it like 2016-11-01 14:30.
asof-nothing = Nothing was recorded about this convoy by then. The page shows the present.
asof-show = Show
asof-banner = What was known at
asof-leave = Back to the present
asof-instants = Moments worth a look
asof-after = After “{ $event }” was recorded
asof-before = Before “{ $event }” was recorded
route-taken = Way taken
route-left-out = As planned, left out
route-straight-on = Straight on to the next stop
audit-of-convoy = What was done about this convoy

## Reviews
reviews-about = These reports do not fit the history of their convoy, or nothing proves who sent them. Nothing is lost while you decide.
reviews-none = No report waits for a decision.
reviews-of-others = The organisation of whoever reported this settles it, or the one that leads the convoy.
reviews-report = The report
reviews-against = What it contradicts
reviews-confirm = Confirm
reviews-confirm-effect = You stand for it: from now on the report counts like any other.
reviews-accept = Accept both
reviews-accept-effect = The report is kept beside the others. The status stays as it is.
reviews-dismiss = Dismiss
reviews-dismiss-effect = The report stays in the record, marked as dismissed, and changes nothing.
reviews-void = It did not happen
reviews-void-effect = The report is declared not to have happened, and stays visible struck through.
reviews-why = Reason
reviews-correct = Correct the report instead
board-organisation = Organisation
board-place = Place on the route
