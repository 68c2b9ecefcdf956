# Incidents: the list, one of them, and reporting one.

nav-incidents = Incidents
incidents-about = What was done to convoys, the latest first. Figures run from the lowest to the highest that any source gives; none is an average.
incidents-report = Report an incident
incidents-differ = Only where accounts differ
incidents-none = No incident fits what you asked for.
incidents-older = Older
incidents-harm = Harm
incidents-accounts = Accounts
incidents-not-told = not shown to you

## Narrowing a list
list-narrow = Narrow the list
list-as_of = As known at
list-as_of-hint = Like 2016-11-01 14:30. Empty is now.
list-zone = Days and times are local:
list-show = Show

## One incident
incident-reduced = Accounts, sources and notes of this convoy are not shown while it is under way.
incident-no-figures = No source gives a figure. That does not mean zero.
incident-figures-about = From the lowest to the highest that any source gives. What is missing is not known.
incident-sources = { $count ->
    [one] from { $count } source
   *[other] from { $count } sources
}
incident-disputed = Where sources disagree
incident-disputed-about = Each version stays on the record. Which one is right is not decided here.
incident-about-what = About
incident-who-says = Who says what
incident-first-report = First report
incident-no-account = Nobody’s account has been recorded yet. All that is known is the first report.
incident-one-account = There is one account only, so nothing confirms or contradicts it.
incident-agreed = The accounts do not contradict each other.
incident-no-assessment = No assessment has been written.
incident-nothing = Nothing was recorded about this incident by then. The page shows the present.

## Reporting one
incident-new-about = Write what is known, and leave empty what is not. Other versions can be added afterwards.
incident-convoy-hint = Its reference, as on the board.
incident-place-hint = Leave it empty if it was on the road between places, or if you do not know.
incident-zone = Local time of the convoy.
log-harm = Who was harmed?
log-harm-hint = Leave empty what is not known. Write 0 only where it is known that there was nobody.
