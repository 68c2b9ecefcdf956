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

# The columns of the tables, for the dictionary within a workbook.
report-column-accounts_differ = Incidents whose accounts contradict each other.
report-column-act = What was done to the convoy: code of the act.
report-column-as_partner = Convoys in which it takes part without leading them.
report-column-between_bounds = Stays whose length lies between two bounds, since an end or a beginning is known only roughly.
report-column-by_the_clock = Stays whose beginning and end are known by the clock.
report-column-cancelled = Convoys called off by those who planned them.
report-column-cause = Why convoys were kept from going on: code of OCHA’s access constraint.
report-column-convoys = How many convoys.
report-column-denied = Convoys refused before they left.
report-column-facilitated = Convoys that delivered everything.
report-column-holds = How many stays.
report-column-hours_longest_least = The longest stay, at the least.
report-column-hours_longest_most = The longest stay, at the most.
report-column-hours_median_least = The middle stay, at the least.
report-column-hours_median_most = The middle stay, at the most.
report-column-hours_total_least = All stays together, at the least.
report-column-hours_total_most = All stays together, at the most.
report-column-impeded = Convoys that set out and were turned back or lost.
report-column-incidents = How many incidents.
report-column-injured_max = People injured, the highest figures together.
report-column-injured_min = People injured, the lowest figures together.
report-column-injured_unknown_of = Incidents of which no source says how many were injured.
report-column-killed_max = People killed, the highest figures together.
report-column-killed_min = People killed, the lowest figures together.
report-column-killed_unknown_of = Incidents of which no source says how many were killed.
report-column-month = The month, in the convoys’ own time zones.
report-column-of = Of how many: the number that the percentage refers to.
report-column-open = Convoys that are not over yet.
report-column-outcome = How it ended, in OCHA’s words.
report-column-partially_facilitated = Convoys that delivered in part, or were granted in part.
report-column-people_reached = People reached, by the latest claims together.
report-column-people_targeted = People for whom the cargo is meant, together.
report-column-people_waiting = People who wait for it still, together.
report-column-percent = Percent of the number in “of”, rounded to one decimal.
report-column-postponed = Convoys put off while they were planned.
report-column-reached_unknown_of = Convoys of which nobody says how many were reached; they are not in the sum.
report-column-served = Convoys that delivered there.
report-column-step = The step on the way to a clearance: code.
report-column-still_held = Stays that last still.
report-column-targeted_unknown_of = Convoys of which nobody says for how many people they are; they are not in the sum.
report-column-trucks = Cargo trucks of these convoys.
report-column-trucks_offloaded = Cargo trucks that were unloaded wholly.
report-column-unanswered = Convoys whose request had no answer by the day of departure.
report-column-unknown_length = Stays of whose length nothing is known.
report-column-unserved = Convoys that were over without having delivered there.
report-column-waiting_unknown_of = Convoys of which nobody can say how many people wait; they are not in the sum.
