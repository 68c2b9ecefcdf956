# People on the trucks, evidence, redaction, retention, audit.

records = Records
records-holds = Held as evidence
records-retention = Retention
records-person = A person’s data
records-redaction = Redaction
records-audit = Audit
reason-hint = It stays on the record for ever: no names, no phone numbers, no number plates.
beside-title = Kept beside the record

## People on the trucks
crew-title = Drivers and crew
crew-about = Kept encrypted, apart from the record, and erased some time after the convoy is over. Only coordinators, and loggers assigned to this convoy, see this page. That it was opened is recorded.
crew-held = The records of this convoy are held as evidence: nobody can be changed or taken out.
crew-none = Nobody is written down yet.
crew-not-said = not given
crew-truck = Truck
crew-name = Name
crew-phone = Phone
crew-phone-hint = With the country code, such as +963
crew-plate = Number plate
crew-recorded = Written down
crew-add = Add someone
crew-save = Save
crew-change = Change
crew-change-title = Change or take out
crew-take-out = Take out
crew-take-out-about = Name, phone and number plate are erased for good. That someone was taken out stays on record, without saying who.
name-truck = Truck
name-phone = Phone
name-plate = Number plate

## Holding evidence
hold-title = Hold as evidence
hold-about = While a convoy’s records are held, nothing of them is erased or redacted: no driver’s data by retention or on request, and no text of an event.
hold-none = No convoy’s records are held.
hold-in-force = held
hold-over = released
hold-since = Held as evidence since
hold-placed = Held since
hold-released = Released
hold-reason = Why
hold-place = Hold as evidence
hold-of-others = Only the organisation that placed this hold can release it.
hold-release = Release
name-reason = Why

## Redaction
redaction-about = Takes the text of one event out of the database. Who did it, when and why stays on the record. Registrations, places and organisations cannot be redacted.
redaction-convoy = Convoy’s reference
redaction-event = Event’s id
redaction-event-hint = A coordinator finds it in the link to the report on the convoy’s page, after #e-
redaction-show = Show the event
redaction-found = The event
redaction-together = Corrections repeat the text of what they correct. They are redacted together with it.
redaction-held = The convoy’s records are held as evidence, and nothing of them can be redacted, since
redaction-take-out = Take the text out
redaction-keep = What should stay?
redaction-keep-fact = The fact
redaction-keep-fact-about = Note, source’s name, reasons and other texts go. What happened, when, where, to which trucks and how much stays, and counts as before.
redaction-keep-nothing = Nothing
redaction-keep-nothing-about = All of it goes, and the event no longer counts. The convoy’s status may change.
redaction-reason = Why
redaction-for-ever = There is no way back. Copies in backups and exports made earlier stay as they are.
redaction-do = Redact
redaction-done = The text is gone.
redaction-no-convoy = There is no convoy of this reference in your organisations.
redaction-no-event = This convoy has no event of this id.
name-convoy = Convoy
name-event = Event
name-keep = What should stay
refusal-cannot_be_redacted = This cannot be redacted: registrations, redactions themselves, and events whose text is gone already.
refusal-evidence_held = The records of this convoy are held as evidence. Nothing of them can be erased or redacted until the hold is released.
field-unknown_truck = The convoy has no truck of this name.

## A person’s data
person-about = What is kept of a driver across all convoys of your organisations. Each search is recorded, without saying whom it was for.
person-by = Search by
person-value = Name, phone or number plate
person-value-hint = In full; spaces, accents, capital letters and kinds of digits do not matter.
person-find = Search
person-found = { $count ->
    [one] Found in { $count } place
   *[other] Found in { $count } places
}
person-export = Give out
person-export-about = Everything found, as a JSON file to hand to the person.
person-erase = Erase
person-erase-about = Name, phone and number plate are erased everywhere, except in convoys held as evidence. There is no way back.
person-sure = Yes, erase for good
person-say-sure = Tick the box to confirm.
person-erased = { $count ->
    [one] Erased in { $count } place.
   *[other] Erased in { $count } places.
}
person-held = Not erased, because held as evidence:
name-by = Search by
name-value = Name, phone or number plate
name-confirmed = Confirmation

## Retention
retention-about = What is kept of people, for how long, and what is due now. The server erases what is due once a day. Convoys held as evidence are left out.
retention-class = What
retention-kept = Kept for
retention-due = Due now
retention-oldest = Oldest ended
retention-do = Erase what is due
retention-do-about = There is no way back. What was erased, and how much, is recorded.
retention-waiting = Over by one person’s word or a text message alone
retention-waiting-about = Of these convoys nobody is erased yet, though their time has come: one person alone says that they are over, and does not coordinate for the organisation that leads them; or a text message alone does.
retention-waiting-do = A coordinator of that organisation, or a second person, logs that the trucks have returned; or a coordinator corrects the report of the end, also without changing it (where a text message reported it, only this counts). Where it is not over, they void that report.
retention-erased = { $count ->
    [0] Nothing was due.
    [one] { $count } entry was erased.
   *[other] { $count } entries were erased.
}
class-crew = Drivers and crew
class-crew-from = After their convoy is over
class-sessions = Sessions
class-sessions-from = After they ended
class-tokens = Tokens of scripts
class-tokens-from = After they ended or were revoked

## Audit
audit-about = What was done with rights, secrets, personal data and exact positions, newest first. It is part of the chained record.
audit-kind = What was done
audit-person = By or about (email)
audit-from = From
audit-until = Until
audit-filter = Filter
audit-none = Nothing found.
audit-older = Older
audit-by-program = The program or its command line
audit-no-convoy = There is no convoy of this reference in your organisations.
name-person = By or about
name-from = From
name-until = Until
about-user = Account
about-organisation = Organisation
about-convoy = Convoy
about-role = Role
about-second_factor = Second factor
about-what = What
about-class = What
about-reason = Why
about-event = Event
about-purpose = For
about-rows = Entries
about-count = How many
about-key = Key number
about-position = Position
second_factor-none = none
second_factor-totp = authenticator app
second_factor-recovery_code = recovery code
second_factor-open_id_connect = another sign-in service
read-convoy = one convoy
read-convoys = convoys
read-feed = change feed
read-reviews = reviews
read-crew = drivers and crew
deed-signed_in = Signed in
deed-sign_in_delayed = Sign-in delayed after failures
deed-password_changed = Password changed
deed-link_made = One-time link made
deed-second_factor_set = Second factor set up
deed-second_factor_removed = Second factor removed
deed-recovery_codes_made = Recovery codes made
deed-sessions_ended = Sessions ended
deed-user_added = Account made
deed-user_disabled = Account closed
deed-user_enabled = Account opened again
deed-role_given = Role given
deed-role_taken = Role taken away
deed-right_asked = Right asked for, waits for a second person
deed-right_confirmed = Right confirmed by a second person
deed-right_rejected = Right rejected
deed-right_withdrawn = Request for a right withdrawn
deed-right_lapsed = Request for a right lapsed
deed-right_took_effect = Right that was asked for took effect
deed-token_created = Token made
deed-token_revoked = Token revoked
deed-convoy_shared = Convoy shared
deed-sharing_ended = Sharing ended
deed-partner_accepted = Took part as a partner
deed-partner_declined = Declined to take part
deed-logger_assigned = Logger assigned
deed-assignment_ended = Assignment ended
deed-place_moved = Place moved
deed-place_proposed = Change of a place proposed
deed-place_proposal_settled = Proposed change of a place settled
deed-exact_read = Exact positions or personal data read
deed-exported = Data exported
deed-crew_recorded = Driver or crew written down
deed-crew_erased = Driver or crew taken out
deed-person_exported = A person’s data searched or given out
deed-person_erased = A person’s data erased
deed-evidence_held = Records held as evidence
deed-evidence_released = Hold released
deed-redacted = Text redacted
deed-retention_applied = Old data erased
deed-keys_rotated = Keys rotated
deed-checkpoint_signed = Checkpoint signed
class-sign_in = Links, half-finished sign-ins and known devices
class-sign_in-from = After they ended
class-plan_drafts = Convoys begun and not registered
class-plan_drafts-from = After somebody last worked on them
