# The forms: logging an event, registering a convoy.

form-choose = Choose
form-errors = { $count ->
    [one] { $count } thing to put right
   *[other] { $count } things to put right
}

## Names of fields, for labels and for the summary of errors
name-reference = Reference
name-lead = Lead organisation
name-time_zone = Time zone
name-origin = Origin
name-trucks = Trucks
name-support = Support vehicles
name-target_population = People targeted by the whole convoy
name-check_in_hours = Hours between check-ins
name-sensitivity = Sensitivity
name-stops = Route
name-cargo = Cargo
name-partners = Partners
name-departure_date = Day of departure
name-departure_time = Time of departure
name-linked_release = Moves only together with
name-labels = Names of the trucks
name-support_labels = Names of the support vehicles
name-copy = Another convoy, by its reference
name-copy_of = An earlier convoy
name-paste = Lines from the spreadsheet
name-email = Email
name-password = Password
name-kind = What happened
name-cause = Why it was stopped
name-place = Where
name-place_other = Place
name-when = When
name-time = Time
name-date = Day
name-day_time = Time of that day
name-sure = How sure
name-note = Note
name-people = People reached
name-incident = Incident
name-fate = What became of the trucks
name-act = What was done
name-claim = What the source says
name-reliability = Reliability
name-credibility = Credibility
name-text = Assessment
name-as_of = Day and time

## Log an event
log-title = Log an event
log-what = What happened?
log-other = Something else happened
log-possible = What fits now:
log-why = Why was it stopped?
log-held_by = Who stopped it?
log-held_by-hint = As met on the spot. Leave it empty if not known. No names of persons.
log-reason-title = Why?
log-reason = Reason
log-ordered_by = Who decided?
log-stops = The new way
log-stops-hint = The stops that remain, in order.
log-stop = Stop { $number }
log-authority = Which authority or party?
log-scope = For how much?
log-conditions = Conditions
log-trucks = Which trucks?
log-trucks-hint = Leave it empty for all of them. Write { $labels }
log-fate = What became of them?
log-quantity-hint = Leave an amount empty if it is not known. Empty is not zero.
log-loss = What happened to it?
log-aboard = aboard: { $amount }
log-people = How many people?
log-act = What was done?
log-act-label = Kind of act
log-incident = About the incident
log-which-incident = Which incident?
log-account-hint = One source’s version. Other versions stay beside it; none replaces another.
log-claim = What does the source say?
log-source = Kind of source
log-source-name = Name of the source
log-source-name-hint = An organisation or outlet, not a person.
log-reliability = How reliable is the source?
log-credibility = How credible is the information?
log-actor = Who is said to have done it?
log-actor-hint = As the source says. Leave it empty if unknown.
log-killed-min = Killed, at least
log-injured-min = Injured, at least
log-at-most = At most
log-assessment = What do you conclude?
log-confidence = How confident are you?
log-where = Where?
log-between = On the road, between stops
log-elsewhere = Another place
log-which-place = Which place?
log-when = When did it happen?
log-zone = Local time of the convoy:
log-now = Just now
log-today = Earlier today
log-time = Time
log-time-hint = Like { $example }
log-day = Another day
log-date = Day
log-day-time = Time, if known
log-about = The time is only approximate
log-sure = How sure are you?
log-saw = I saw it myself
log-told = Someone in the convoy told me
log-heard = I heard it from others
log-note = Anything else? (optional)
log-note-hint = No names, no phone numbers, no number plates.
log-save = Save the report

## Register a convoy
new-reference-hint = Short and unique, like SY-2016-HAMA
new-zone-hint = Like Asia/Damascus
new-route-hint = Checkpoints and destinations in the order they come. Leave rows empty that you do not need.
new-stop = Stop { $number }
new-stop-role = Kind of stop
new-cargo-hint = Leave the amount empty if it is not known. Empty is not zero.
new-line = Item { $number }
new-target-hint = Only where the destinations’ figures are not known.
new-check-in-hint = It is shown as not heard from after this many hours without news.
new-sensitivity-hint = “Severe” hides it from viewers while it is under way.
new-save = Register the convoy

## Register a convoy: where it is begun
new-begun = Begun and not registered yet
new-begun-about = Only you see these, on any device where you sign in. Nothing you typed is lost.
new-begun-unnamed = Without a reference so far
new-begun-changed = Last worked on
new-begun-go-on = Go on
new-throw-away = Throw away
new-throw-away-about = Everything typed for it is deleted. There is no way back.
new-throw-away-go = Throw it away
new-too-many = You have begun too many convoys. Register one of them or throw one away first.
new-copy = Copy an earlier convoy
new-copy-about = Route, trucks, cargo, people and organisations come along; the reference and the dates do not.
new-copy-go = Copy it
new-empty = Begin with nothing
new-empty-about = For a convoy unlike the earlier ones.
new-empty-go = Begin an empty one

## Register a convoy: the steps
new-step-route = Reference and route
new-step-dates = Dates
new-step-trucks = Trucks
new-step-cargo = Cargo
new-step-people = People
new-step-organisations = Organisations
new-step-check = Check your answers
new-step-of = Step { $number } of { $total }
new-steps = Save and go to another step
new-save-next = Save and continue
new-save-check = Save and check the answers
new-back = Save and go back
new-later = Save and finish later
new-more-rows = More rows
new-insert = Forgot a stop? Make room before
new-insert-go = Add an empty row
new-stop-role-missing = Kind of stop missing
new-departure-hint = When it should leave. Leave both empty if that is not settled.
new-departure-time-hint = Like 06:30
new-linked-hint = A name that convoys share which may only leave at the same time. Mostly empty.
new-labels = The trucks have names or numbers of their own
new-labels-hint = One on each line, instead of how many there are. No number plates.
new-people-by-stop = People targeted at each destination
new-people-no-destination = The route has no destination yet. Once it has, you say here how many people each is for.
new-nothing-yet = Nothing yet.
new-change = Change
new-check-about = Once registered, the convoy is on the record. Its plan can still be amended, and every change stays visible.

## Register a convoy: cargo from a spreadsheet
new-column-line = Line
new-column-item = Item
new-column-sector = Sector
new-column-quantity = Amount
new-column-unit = Unit
new-column-destination = For which destination
new-column-truck = On truck
new-column-serves_people = People served by one
new-column-serves_days = For how many days
new-paste = Paste from a spreadsheet
new-paste-hint = Copy the rows in Excel or another spreadsheet and paste them here: item, sector, amount, unit and, if you like, destination. Semicolons work too.
new-paste-read = How the lines were understood
new-paste-look = Show how it is understood
new-paste-again = Look again
new-paste-back = Back to the cargo
new-paste-add = { $count ->
    [one] Add this line
   *[other] Add these { $count } lines
}
new-paste-sector = This sector is not known. Leave it empty, or write one as the form shows it.
new-paste-unit = This unit is not known. Write it as the form shows it, like bags or tonnes.
new-paste-destination = This is not a destination of the route.
new-paste-ambiguous = This could be thousands or a fraction. Write the number without a separator of thousands.
new-paste-more = There are more columns than are read here.
new-paste-left = The lines left in the box were not understood. Put them right, or delete them.
new-paste-too-many = { $count ->
    [one] The form takes one line. Import a file instead.
   *[other] The form takes { $count } lines at most. Import a file instead.
}
