# Importing files: names of columns, what is wrong with cells, the page.

nav-import = Import

## Names of columns; further names after -also, parted by bars
import-column-reference = Reference
import-column-reference-also = Convoy reference | Convoy | Convoy no | Convoy number | Convoy ID | Ref
import-column-lead = Organisation
import-column-lead-also = Lead organisation | Organization | Lead | Agency | Lead agency | Implementing partner
import-column-partners = Partners
import-column-partners-also = Partner organisations | Partner
import-column-time_zone = Time zone
import-column-time_zone-also = Timezone
import-column-origin = Origin
import-column-origin-also = From | Departure point | Loading point | Hub | Warehouse
import-column-checkpoints = Checkpoints
import-column-checkpoints-also = Checkpoint | Crossing | Crossings
import-column-destination = Destination
import-column-destination-also = To | Delivery point | Destination community | Target location
import-column-destinations = Destinations
import-column-destinations-also = All destinations
import-column-stops = Route
import-column-stops-also = Stops | Itinerary
import-column-departure = Planned departure
import-column-departure-also = Departure | Departure date | Date of departure | Planned date | Start date
import-column-trucks = Trucks
import-column-trucks-also = Number of trucks | No of trucks | Truck count | # trucks
import-column-support = Support vehicles
import-column-support-also = Number of support vehicles
import-column-item = Item
import-column-item-also = Items | Commodity | Item description | Cargo item | Goods
import-column-sector = Sector
import-column-sector-also = Cluster
import-column-unit = Unit
import-column-unit-also = Unit of measure | UoM | Units
import-column-quantity = Quantity
import-column-quantity-also = Qty | Planned quantity | Amount | Quantity planned
import-column-truck = Truck
import-column-truck-also = Truck label | Truck no | Truck number
import-column-serves_people = People served per unit
import-column-serves_people-also = Serves people | People per kit
import-column-serves_days = Days served per unit
import-column-serves_days-also = Serves days | Days per kit
import-column-target_population = People targeted
import-column-target_population-also = Target population | Targeted people | Beneficiaries | Planned beneficiaries | People in need targeted
import-column-convoy_target_population = People targeted by the whole convoy
import-column-convoy_target_population-also = Total people targeted | Total target population
import-column-check_in_hours = Hours between check-ins
import-column-check_in_hours-also = Check-in interval
import-column-linked_release = Linked release
import-column-linked_release-also = Released together with
import-column-sensitivity = Sensitivity
import-column-sensitivity-also = Sensitivity level
import-column-id = Event ID
import-column-id-also = UUID | Event id
import-column-convoy = Convoy
import-column-convoy-also = Convoy reference | Reference | Convoy no | Convoy number | Convoy ID
import-column-kind = What happened
import-column-kind-also = Event | Kind | Event type | Event kind | Type of event
import-column-occurred_at = When
import-column-occurred_at-also = Date | Date and time | Occurred at | Event date | Day
import-column-time = Time
import-column-time-also = Time of day | Hour
import-column-occurred_until = Until
import-column-occurred_until-also = End | Occurred until
import-column-precision = How precisely
import-column-precision-also = Precision | Time precision
import-column-place = Place
import-column-place-also = Where | Location | Place name
import-column-source_kind = Kind of source
import-column-source_kind-also = Source type | Source kind
import-column-source_name = Source
import-column-source_name-also = Source name | Reported by
import-column-note = Note
import-column-note-also = Notes | Remarks | Remark | Comment | Comments | Description
import-column-captured_at = Written down
import-column-captured_at-also = Captured at
import-column-cause = Why it was blocked
import-column-cause-also = Cause | Access constraint | Cause of block
import-column-held_by = Held by
import-column-held_by-also = Blocked by | Who stopped it
import-column-reason = Reason
import-column-reason-also = Reason given | Justification
import-column-decided_by = Decided by
import-column-decided_by-also = Decision by
import-column-ordered_by = Ordered by
import-column-ordered_by-also = Order by
import-column-cargo = Cargo
import-column-cargo-also = Cargo amounts | Items and quantities
import-column-by = By whom
import-column-by-also = By | Removed by | Refused by
import-column-to = To whom
import-column-to-also = Transferred to | Received by
import-column-loss = How it was lost
import-column-loss-also = Loss | Kind of loss
import-column-fate = What became of the trucks
import-column-fate-also = Truck fate | Fate
import-column-vehicle = What became of the vehicles
import-column-vehicle-also = Vehicle state
import-column-people = People reached
import-column-people-also = Reached | People assisted
import-column-method = How counted
import-column-method-also = Method
import-column-incident = Incident
import-column-incident-also = Incident key
import-column-act = What was done
import-column-act-also = Act | Type of incident
import-column-claim = What the source says
import-column-claim-also = Claim | Account
import-column-alleged_actor = Who is alleged
import-column-alleged_actor-also = Alleged actor
import-column-reliability = Reliability of the source
import-column-reliability-also = Reliability
import-column-credibility = Credibility of the claim
import-column-credibility-also = Credibility
import-column-killed = Killed
import-column-killed-also = Deaths
import-column-killed_min = Killed, at least
import-column-killed_max = Killed, at most
import-column-injured = Injured
import-column-injured-also = Wounded
import-column-injured_min = Injured, at least
import-column-injured_max = Injured, at most
import-column-abducted_min = Abducted, at least
import-column-abducted_max = Abducted, at most
import-column-authority = Authority
import-column-authority-also = Authority asked
import-column-scope = Wholly or in part
import-column-scope-also = Scope of clearance
import-column-conditions = Conditions
import-column-conditions-also = Conditions of clearance
import-column-text = Assessment
import-column-text-also = Assessment text
import-column-attributed_to = Attributed to
import-column-attributed_to-also = Attribution
import-column-about_event = About which event
import-column-about_event-also = Event concerned
import-column-key = Key
import-column-key-also = Place key | Place ID | Code
import-column-places-kind = Kind of place
import-column-places-kind-also = Kind | Type | Place type
import-column-name_en = Name in English
import-column-name_en-also = Name | English name | Place name
import-column-name_ar = Name in Arabic
import-column-name_ar-also = Arabic name
import-column-name_fr = Name in French
import-column-name_fr-also = French name
import-column-name_ku = Name in Kurdish
import-column-name_tr = Name in Turkish
import-column-name_fa = Name in Persian
import-column-aliases = Other names
import-column-aliases-also = Aliases | Alternative names | Also known as
import-column-latitude = Latitude
import-column-longitude = Longitude
import-column-coordinates_approximate = Coordinates approximate
import-column-pcode = P-code
import-column-pcode-also = Pcode | Place code | Community P-code
import-column-admin1_pcode = P-code of the governorate
import-column-admin2_pcode = P-code of the district
import-column-admin3_pcode = P-code of the sub-district
import-column-gazetteer = Gazetteer
import-column-gazetteer-also = Gazetteer version | P-code source
import-column-admin1 = Governorate
import-column-admin1-also = Admin 1 | Province
import-column-country = Country
import-column-country-also = Country code | ISO
import-column-population = Population
import-column-population-also = People living there | Population estimate
import-column-access = Access
import-column-access-also = Accessibility
import-column-last_reached = Year last reached
import-column-last_reached-also = Last reached

## Further words for codes in cells, parted by bars
import-words-unit-KGM = kg | kgs | kilo | kilos | kilogram
import-words-unit-TNE = t | mt | ton | tons | tonne | metric ton | metric tons
import-words-unit-LTR = l | liter | liters | litre
import-words-unit-MTQ = m3 | m³ | cbm | cubic metre | cubic meters
import-words-unit-kit = kit
import-words-unit-parcel = food parcel | food parcels | parcel
import-words-unit-basket = food basket | food baskets | basket
import-words-unit-bag = sack | sacks | bag
import-words-unit-box = box
import-words-unit-carton = ctn | carton
import-words-unit-piece = pc | pcs | item | items | each | piece
import-words-unit-pallet = plt | pallet
import-words-yes-yes = yes | y | true | x
import-words-loss-looted = looted | stolen
import-words-loss-damaged = damaged
import-words-loss-destroyed = destroyed
import-words-loss-spoiled = spoiled | expired

## Kinds and states
import-kind-convoys = Convoys and their cargo
import-kind-events = Events
import-kind-places = Places
import-kind-gazetteer = P-codes (gazetteer)
import-state-received = Not checked yet
import-state-checking = Being checked
import-state-checked = Checked, not imported
import-state-running = Being imported
import-state-done = Imported
import-state-failed = Failed, nothing kept
import-state-undone = Undone
import-mark-point = A point, as in 12.5
import-mark-comma = A comma, as in 12,5
import-dates-day_first = Day first: 31/12/2026
import-dates-month_first = Month first: 12/31/2026
import-format-csv = CSV
import-format-xlsx = Excel workbook
import-format-ndjson = NDJSON
import-separator-comma = comma
import-separator-semicolon = semicolon
import-separator-tab = tab
import-separator-bar = vertical bar

## Where
import-at-cell = Row { $row }, column “{ $header }” ({ $address })
import-at-row = Row { $row }
import-at-field = Row { $row }, “{ $header }”
import-at-file = The file

## What is wrong with a cell or row
import-wrong-not_a_date = This is not a date. Write it like 2026-12-31, or 2026-12-31 14:30.
import-wrong-ambiguous_date = This could be day/month or month/day. Say above how dates are written, or write them like 2026-12-31.
import-wrong-not_a_number = This is not a number. Leave it empty where the amount is not known.
import-wrong-ambiguous_number = This could be thousands or a fraction. Write the number without a separator of thousands, or say which mark parts the fraction.
import-wrong-not_a_time = This is not a time. Write it like 14:30.
import-wrong-unknown_place = No place has this name, key or P-code. Describe the place first, or correct the name.
import-wrong-unknown_place-detail = No place has this name, key or P-code. Near it: { $detail }
import-wrong-ambiguous_place = Several places have this name. Write the key instead.
import-wrong-ambiguous_place-detail = Several places have this name. Write the key of one of them: { $detail }
import-wrong-unknown_organisation = No organisation has this name or key.
import-wrong-unknown_organisation-detail = No organisation has this name or key. Near it: { $detail }
import-wrong-ambiguous_organisation = Several organisations have this name. Write the key instead.
import-wrong-ambiguous_organisation-detail = Several organisations have this name. Write the key of one of them: { $detail }
import-wrong-unknown_convoy = There is no such convoy among those about which you may log.
import-wrong-ambiguous_convoy = Several convoys are called so. Write whose it is.
import-wrong-ambiguous_convoy-detail = Several convoys are called so. Write one of: { $detail }
import-wrong-not_your_organisation = You do not coordinate convoys of this organisation.
import-wrong-unknown_code = This word is not known here.
import-wrong-differs = This differs from another row of the same convoy.
import-wrong-differs-detail = This differs from row { $detail } of the same convoy.
import-wrong-quantity_without_item = There is a quantity and no item.
import-wrong-registered_otherwise = This convoy is registered with another organisation or time zone.
import-wrong-not_permitted = Your role does not permit this kind of event here.
import-wrong-same_event_other_content = This ID stands for an event with other content.
import-wrong-same_row = The same stands in another row.
import-wrong-same_row-detail = The same stands in row { $detail }.
import-wrong-no_column = No column says this. Match one to it.
import-wrong-pcode_malformed = This has not the shape of a P-code, such as SY0203 or C1234.
import-wrong-pcode_level = This P-code is of another level.
import-wrong-pcode_level-detail = This P-code is of another level. Perhaps: { $detail }
import-wrong-pcode_country = This P-code is of another country.
import-wrong-pcode_country-detail = This P-code is of another country. Perhaps: { $detail }
import-wrong-pcode_unknown = The gazetteer does not have this P-code. It is taken as it is.
import-wrong-pcode_unknown-detail = The gazetteer does not have this P-code. It is taken as it is. Perhaps: { $detail }
import-wrong-gazetteer_unknown = This version of the gazetteer is not loaded, so that the P-code was not checked.
import-wrong-same_code_other_content = The same P-code lies in another division in another row.
import-wrong-same_code_other_content-detail = The same P-code lies in another division in row { $detail }.
import-wrong-no_parent = The file does not say in which division this P-code lies.
import-wrong-no_parent-detail = The file does not say in which division { $detail } lies.
import-wrong-place_proposed = This place was described by another organisation: what the file says of it is proposed to them.
import-wrong-cancelled_before = This convoy is on the record and cancelled. Register it anew under another reference.
import-wrong-broken_cell = The formula in this cell gives an error.
import-wrong-more_mistakes = There are more.
field-pcode_malformed = This has not the shape of a P-code, such as SY0203 or C1234.
field-pcode_level = This P-code is of a governorate or district, and the place lies deeper.
field-pcode_country = This P-code is of another country.

## Why a file cannot be read
problem-unreadable = The file cannot be read
import-file-too_large = The file is larger than 20 MiB. Divide it.
import-file-empty = There is nothing in the file.
import-file-unknown_format = This is neither CSV, an Excel workbook (.xlsx) nor NDJSON.
import-file-old_workbook = This is an old Excel workbook (.xls), or one with a password. Save it as .xlsx without a password.
import-file-other_workbook = This is a workbook of another program. Save it as .xlsx or CSV.
import-file-broken = The workbook is damaged. Open it, save it again and try once more.
import-file-unpacks_too_large = The workbook unpacks to more than is taken here. Keep only the sheet that is needed.
import-file-too_many_rows = The file has more than 50,000 rows. Divide it.
import-file-too_many_columns = The file has more than 300 columns. Delete those that are not needed.
import-file-too_much = There is more in the file than is taken at once. Divide it.
import-file-cell_too_long = A cell has more than 32,767 characters.
import-file-wrong_encoding = The file is not written in this encoding. Choose another.
import-file-not_an_object = A line is not a JSON object.
import-file-too_deep = Something in the file is nested too deeply.
import-file-no_rows = There is no row of headers with rows beneath it.
import-file-no_sheet = The workbook has no sheet of this name.
import-file-gone = The file is no longer here. Choose it again.
import-file-busy = Other files are being imported, or the records have changed meanwhile. Try again in a moment.
import-file-version_taken = This version of the gazetteer is loaded with other content. Give the new list another version.
import-file-no_version = Say which gazetteer this is, with its version, such as COD-AB SY 2024.
import-file-failed = The import failed, and nothing of it was kept. Try again; if it fails again, tell your administrator.
refusal-import_done = This import is at work or was done already.
refusal-import_not_done = This import was not done, so that there is nothing to undo.
deed-file_imported = Imported a file
deed-import_undone = Undid an import

## What stays when an import is undone
import-stays-not_yours = you may not correct it
import-stays-redacted = its text was redacted
import-stays-cannot_be_voided = it cannot be voided
import-stays-has_left = it is no longer planned
import-stays-changed_since = it was described anew since
import-stays-new_place = a place is never taken out again
import-stays-in_use = places name it

## The page
import-title = Import a file
import-about = Take in convoys, events or places from a table. Everything is checked before anything is recorded: all of a file is taken, or nothing.
import-step-file = File
import-step-columns = Columns
import-step-check = Check
import-step-done = Done
import-steps = Steps
import-file = File
import-file-hint = CSV, Excel (.xlsx), HXL or NDJSON; at most 20 MiB and 50,000 rows.
import-table = What is in it
import-version = Gazetteer and version
import-version-hint = Only for P-codes, such as COD-AB SY 2024
import-zone = Time zone of the convoys
import-zone-hint = Where no column says it, such as Asia/Damascus
import-go-columns = Continue to columns
import-templates = Templates
import-templates-about = Files with the headers that are known, in your language.
import-before = Earlier imports
import-none = Nothing was imported yet.
import-who = Who
import-at = When
import-outcome = State
import-rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
import-made = { $count ->
    [one] { $count } made
   *[other] { $count } made
}
import-changed = { $count ->
    [one] { $count } changed
   *[other] { $count } changed
}
import-left = { $count ->
    [one] { $count } left as it is
   *[other] { $count } left as they are
}
import-would-made = { $count ->
    [one] { $count } would be made
   *[other] { $count } would be made
}
import-would-changed = { $count ->
    [one] { $count } would be changed
   *[other] { $count } would be changed
}
import-would-left = { $count ->
    [one] { $count } would be left as it is
   *[other] { $count } would be left as they are
}
import-in-review = { $count ->
    [one] { $count } in review
   *[other] { $count } in review
}
import-columns-title = Which column says what
import-columns-about = What is matched here is remembered for files with the same headers.
import-column = Column
import-says = Says
import-sample = In it
import-nothing = nothing (left out)
import-reading = How the file is read
import-encoding = Encoding
import-separator = Columns parted by
import-sheet = Sheet
import-mark = Decimal mark
import-dates = Dates
import-found-out = found out by itself
import-found = found: { $what }
import-review = Send events that do not fit to review instead of refusing the file
import-go-check = Check, without recording anything
import-go-import = Import all of it
import-go-columns-again = Change columns or reading
import-another = Import another file
import-wait = This page renews itself.
import-progress = { $done } of { $total }
import-errors = { $count ->
    [one] { $count } mistake: nothing was recorded
   *[other] { $count } mistakes: nothing was recorded
}
import-errors-listed = The first { $listed } are listed.
import-warnings = { $count ->
    [one] { $count } thing to know
   *[other] { $count } things to know
}
import-where = Where
import-what = What to put right
import-address = Cell
import-annotated = Download the file with the mistakes beside its rows
import-annotated-column = To put right
import-unmatched = Columns that were left out
import-all-well = Nothing is wrong. Nothing is recorded yet.
import-gone = The file is no longer kept. To go on, choose it again.
import-undo-title = Undo this import
import-undo-about = Events become void, convoys that are still planned are cancelled, places return to their former description. What cannot be taken back is named.
import-undo = Undo
import-undone-voided = { $count ->
    [one] { $count } event voided
   *[other] { $count } events voided
}
import-undone-cancelled = { $count ->
    [one] { $count } convoy cancelled
   *[other] { $count } convoys cancelled
}
import-undone-returned = { $count ->
    [one] { $count } place as before
   *[other] { $count } places as before
}
import-undone-removed = { $count ->
    [one] { $count } P-code taken out
   *[other] { $count } P-codes taken out
}
import-stays = Stays
name-file = File
name-table = What is in it
import-cli-would = It would import { $name }
import-cli-did = Imported { $name }
import-cli-nothing = Nothing of { $name } was imported
name-version = Gazetteer and version
