# Words for the stable codes of the data: `family-code`. Labels are short; `-hint` is the longer official wording.

## Status of a convoy
status-planned = Planned
status-dispatched = Dispatched
status-in_transit = On the road
status-at_checkpoint = At a checkpoint
status-blocked = Blocked
status-at_destination = At a destination
status-delivered = Delivered
status-partially_delivered = Partly delivered
status-turned_back = Turned back
status-lost = Lost
status-cancelled = Cancelled

## Groups of the board
group-blocked = Blocked
group-silent = Not heard from
group-held = At a checkpoint
group-moving = On the road
group-arrived = At a destination
group-turned_back = Turned back
group-planned = Planned
group-finished = Finished

## Causes of a block: the nine access constraints of OCHA's Access Monitoring and Reporting Framework
cause-denial_of_needs = Needs or right to aid denied
cause-denial_of_needs-hint = Denial of the existence of humanitarian needs or of entitlements to humanitarian assistance
cause-restriction_on_peoples_access = People kept from aid
cause-restriction_on_peoples_access-hint = Restriction and obstruction of conflict-affected populations’ access to services and assistance
cause-entry_into_country = Entry into the country
cause-entry_into_country-hint = Impediments to entry into the country (bureaucratic and administrative)
cause-movement_within_country = Movement inside the country
cause-movement_within_country-hint = Restriction of movement of agencies, personnel or goods within the country
cause-interference = Interference with aid work
cause-interference-hint = Interference into the implementation of humanitarian activities
cause-violence_against_aid = Violence against aid
cause-violence_against_aid-hint = Violence against humanitarian personnel, assets and facilities
cause-hostilities = Fighting
cause-hostilities-hint = Ongoing hostilities or military operations
cause-mines_and_ordnance = Mines, unexploded ordnance
cause-mines_and_ordnance-hint = Presence of mines and unexploded ordnance
cause-physical_environment = Road, weather, terrain
cause-physical_environment-hint = Physical environment: terrain, climate, state of roads and bridges

## Acts of an incident
act-shooting = Shooting
act-shelling = Shelling
act-air_strike = Air strike
act-explosive_device = Explosive device
act-mine = Mine
act-looting = Looting
act-confiscation = Confiscation
act-detention = Detention
act-abduction = Abduction
act-assault = Assault
act-threat = Threat
act-obstruction = Obstruction
act-protest = Protest
act-accident = Accident
act-other = Something else
act-unknown = Not known

## Fates of a truck
fate-with_convoy = With the convoy
fate-detached = Separated from the convoy
fate-offloaded = Unloaded
fate-partly_offloaded = Partly unloaded
fate-not_offloaded = Not unloaded
fate-returned_loaded = Came back loaded
fate-returned_empty = Came back empty
fate-not_returned = Did not come back
fate-looted = Looted
fate-damaged = Damaged
fate-destroyed = Destroyed
fate-detained = Detained
fate-unknown = Not known

## Roles of a truck
truck_role-cargo = Cargo truck
truck_role-support = Support vehicle

## Sectors: the eleven clusters
sector-camp_coordination = Camp coordination and management
sector-early_recovery = Early recovery
sector-education = Education
sector-emergency_telecoms = Emergency telecommunications
sector-food_security = Food security
sector-health = Health
sector-logistics = Logistics
sector-nutrition = Nutrition
sector-protection = Protection
sector-shelter_nfi = Shelter and NFI
sector-wash = Water, sanitation, hygiene

## Units
unit-kit = kits
unit-parcel = parcels
unit-basket = baskets
unit-bag = bags
unit-box = boxes
unit-carton = cartons
unit-piece = pieces
unit-pallet = pallets
unit-KGM = kilograms
unit-TNE = tonnes
unit-LTR = litres
unit-MTQ = cubic metres
quantity-kit = { $count ->
    [one] { $amount } kit
   *[other] { $amount } kits
}
quantity-parcel = { $count ->
    [one] { $amount } parcel
   *[other] { $amount } parcels
}
quantity-basket = { $count ->
    [one] { $amount } basket
   *[other] { $amount } baskets
}
quantity-bag = { $count ->
    [one] { $amount } bag
   *[other] { $amount } bags
}
quantity-box = { $count ->
    [one] { $amount } box
   *[other] { $amount } boxes
}
quantity-carton = { $count ->
    [one] { $amount } carton
   *[other] { $amount } cartons
}
quantity-piece = { $count ->
    [one] { $amount } piece
   *[other] { $amount } pieces
}
quantity-pallet = { $count ->
    [one] { $amount } pallet
   *[other] { $amount } pallets
}
quantity-KGM = { $count ->
    [one] { $amount } kg
   *[other] { $amount } kg
}
quantity-TNE = { $count ->
    [one] { $amount } t
   *[other] { $amount } t
}
quantity-LTR = { $count ->
    [one] { $amount } l
   *[other] { $amount } l
}
quantity-MTQ = { $count ->
    [one] { $amount } m³
   *[other] { $amount } m³
}

## Sources
source-own_staff = Own staff
source-partner_staff = Partner’s staff
source-local_authority = Local authority
source-party_to_conflict = Party to the conflict
source-community = Community
source-media = Media
source-united_nations = United Nations
source-red_cross_red_crescent = Red Cross and Red Crescent
source-social_media = Social media
source-other = Another source

## Grades: the Admiralty code. F and 6 mean “cannot be judged”, not “worst”
reliability-A = A – Completely reliable
reliability-B = B – Usually reliable
reliability-C = C – Fairly reliable
reliability-D = D – Not usually reliable
reliability-E = E – Unreliable
reliability-F = F – Reliability cannot be judged
credibility-1 = 1 – Confirmed by other sources
credibility-2 = 2 – Probably true
credibility-3 = 3 – Possibly true
credibility-4 = 4 – Doubtful
credibility-5 = 5 – Improbable
credibility-6 = 6 – Truth cannot be judged

## Confidence of an assessment
confidence-low = Low confidence
confidence-moderate = Moderate confidence
confidence-high = High confidence

## How exactly a time is known
precision-minute = To the minute
precision-hour = About this hour
precision-day = Only the day
precision-unknown = Time not known

## Places
place_kind-hub = Hub
place_kind-town = Town
place_kind-checkpoint = Checkpoint
place_kind-crossing = Crossing point
place_kind-camp = Camp
place_kind-other = Other place
access-accessible = Accessible
access-hard_to_reach = Hard to reach
access-besieged = Besieged

## Stops
stop_role-origin = Origin
stop_role-checkpoint = Checkpoint
stop_role-destination = Destination
stop-planned = Planned
stop-reached = The convoy is here
stop-passed = Passed
stop-served = Delivered here
stop-unreached = Not reached
stop-dropped = No longer on the route

## People who use the product
role-viewer = Viewer
role-logger = Logger
role-coordinator = Coordinator
role-admin = Administrator
sensitivity-low = Low
sensitivity-moderate = Moderate
sensitivity-high = High
sensitivity-severe = Severe

## Clearance
clearance-none = Not requested
clearance-requested = Requested
clearance-granted = Granted
clearance-denied = Denied
clearance-withdrawn = Withdrawn
scope-whole = For the whole convoy
scope-part = For part of it only

## Outcomes of OCHA's reporting
outcome-facilitated = Facilitated
outcome-partially_facilitated = Partially facilitated
outcome-impeded = Impeded
outcome-denied = Denied
outcome-postponed = Postponed
outcome-cancelled = Cancelled
outcome-unanswered = Unanswered

## State of a report in the record
event_state-applied = Recorded
event_state-in_review = In review
event_state-accepted = Accepted in review
event_state-dismissed = Dismissed in review
event_state-voided = Declared not to have happened
event_state-replaced = Corrected
event_state-redacted = Text removed

unknown = unknown
