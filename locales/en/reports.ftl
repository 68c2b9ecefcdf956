# Reports.

field-not_a_day = This is not a day that we can read. Write it like 2016-11-01.

nav-reports = Reports
reports-about = What convoys came to. Each figure says what it is a part of; what is not known is counted apart, and never as zero.
reports-from = From (day)
reports-to = To (day)
reports-organisation = Organisation
reports-place = Place
reports-as_of = As known at
reports-show = Show
reports-moment = As known at
reports-for_ever = This report, the same for ever
reports-reduced = You are told less than there is: convoys under way are counted without their places.
reports-none = No convoys in this period.
reports-no_rows = Nothing to show here.
reports-files = This table as a file:
reports-definitions = How this is counted
reports-share = { $count } of { $of } ({ $percent }%)
reports-share-none = { $count } of { $of }
reports-sum = { $people }, and not known of { $count ->
    [one] { $count } convoy
   *[other] { $count } convoys
}
reports-harmed = { $range }, and not known of { $count ->
    [one] { $count } incident
   *[other] { $count } incidents
}
reports-out-periods = { $count ->
    [one] { $count } convoy of another period is left out.
   *[other] { $count } convoys of other periods are left out.
}
reports-out-selection = { $count ->
    [one] { $count } convoy that does not fit what was chosen is left out.
   *[other] { $count } convoys that do not fit what was chosen are left out.
}
reports-out-withheld = { $count ->
    [one] { $count } convoy whose places are not told to you is left out.
   *[other] { $count } convoys whose places are not told to you are left out.
}
reports-withheld = { $count ->
    [one] { $count } convoy is counted without its places, which are not told to you.
   *[other] { $count } convoys are counted without their places, which are not told to you.
}
reports-open_note = { $count ->
    [one] { $count } is open
   *[other] { $count } are open
}
reports-coverage_note = { $count ->
    [one] { $count } convoy left out: not both are known
   *[other] { $count } convoys left out: not both are known
}
reports-convoys = Convoys
reports-trucks = Cargo trucks
reports-decided = With an outcome
reports-targeted = People targeted
reports-reached = People reached
reports-coverage = Reached of targeted
reports-waiting = People waiting
reports-blocked = Blocked, of those that set out
reports-open = Open
reports-times = Times
reports-held_convoys = Convoys, of those that set out
reports-total = Hours in all
reports-median = Median
reports-longest = Longest
reports-still = Still held
reports-no_length = Length unknown
reports-bound = Bound for it
reports-served = Served, of those that are over or served
reports-may_still = May still come
reports-led = Led
reports-as_partner = As partner
reports-facilitated = Facilitated
reports-incidents = Incidents
reports-differ = Accounts differ
reports-killed = People killed
reports-injured = People injured
reports-t-months = Outcomes by month
reports-t-months-about = How the convoys of each month ended, in the words of OCHA’s reporting.
reports-h-months = Month
reports-t-people = People targeted and reached
reports-t-people-about = People whom each month’s convoys were meant for, and those they are said to have reached.
reports-h-people = Month
reports-t-outcomes = Outcomes
reports-t-outcomes-about = Each outcome, of all convoys that have one. Open convoys are counted apart.
reports-h-outcomes = Outcome
reports-t-causes = Why convoys were stopped
reports-t-causes-about = Blocks by their cause. What lasts is counted until the moment of the report.
reports-h-causes = Cause
reports-t-checkpoints = Hours held, by checkpoint
reports-t-checkpoints-about = Stays at checkpoints and blocks elsewhere. What is known only to the day is given as a range.
reports-h-checkpoints = Place
reports-t-clearance = Clearance
reports-t-clearance-about = From the request to the delivery. Each step says what it is a part of; the latest answer counts.
reports-h-clearance = Step
reports-t-places = Destinations
reports-t-places-about = A convoy with several destinations stands in several rows, so that rows add up to more than the total.
reports-h-places = Place
reports-t-organisations = Organisations
reports-t-organisations-about = Convoys by the organisation that leads them; those in which it takes part beside these are counted apart.
reports-h-organisations = Organisation
reports-t-incidents = Incidents
reports-t-incidents-about = What was done to these convoys. People harmed are from the sum of the lowest to the sum of the highest that any source gives, and never an average.
reports-h-incidents = Act
reports-step-requested = Requested, of all convoys
reports-step-granted_wholly = Granted wholly, of those requested
reports-step-granted_in_part = Granted in part, of those requested
reports-step-denied = Denied, of those requested
reports-step-withdrawn = Withdrawn, of those requested
reports-step-unanswered = Unanswered, of those requested
reports-step-dispatched = Set out, of those granted
reports-step-delivered = Delivered, of those that set out with a grant
reports-step-delivered_in_part = Delivered in part, of the same
reports-step-dispatched_without_grant = Set out without a grant, of all that set out
reports-defines-period = A convoy belongs to the day on which it should leave; where no day was planned, to the day on which it left; else to the day of its registration. Days are those of its own time zone.
reports-defines-outcome = Facilitated: delivered wholly. Partially facilitated: delivered in part, or only a part was granted. Impeded: set out, and turned back or lost. Denied: refused before it left. Postponed: put off while planned. Cancelled: called off by those who planned it. Unanswered: asked for, and no answer by the day of departure.
reports-defines-percent = Percentages are rounded to one decimal, halves upwards, and stand beside the two numbers that they are made of.
reports-defines-people = Sums are of convoys whose figure is known. Reached is the latest claim; nobody where a convoy is over and delivered nothing.
reports-defines-hours = Hours are counted in whole seconds and rounded once, to one decimal. A stay whose end nobody reported lasted from no time to the moment at which the convoy was seen further on. What lasts is counted until the moment of the report.
reports-defines-incidents = An incident belongs to the period of its convoy.
