# Accounts: signing in, the second factor, sessions, tokens, links, and the people of an organisation.

nav-me = Your account
nav-users = People
account-utc = All times here are in UTC.

## Names of fields
name-code = Code
name-present = Present password
name-name = Name
name-organisation = Organisation
name-role = Role
name-scopes = What the token is for
name-expires_in_days = Days until it ends

## Signing in
sign-in-done-welcome = The account is made. Sign in with your new password.
sign-in-done-link = Your password is set. Sign in with it.
sign-in-again-seconds = { $count ->
    [one] Too many attempts. Try again in { $count } second.
   *[other] Too many attempts. Try again in { $count } seconds.
}
sign-in-again-minutes = { $count ->
    [one] Too many attempts. Try again in { $count } minute.
   *[other] Too many attempts. Try again in { $count } minutes.
}
open-id-go = Sign in with your organisation’s account
open-id-failed = Your organisation’s system did not sign you in here. Try again, or use your email and password; if it stays, tell your administrator.
code-title = Enter your code
code-hint = The six digits that your authenticator app shows now, or one of your recovery codes.
code-go = Continue
code-lost = No phone and no recovery code? An administrator of your organisation can remove your second factor.
code-again = Start again

## Second factor
factor-title = Second factor
factor-why-required = Your role decides over convoys or accounts. Before you go on, add a second factor: a stolen password alone must not be enough.
factor-why = With a second factor, a stolen password alone does not let anyone in.
factor-demo = The demonstration asks nobody for a second factor.
factor-take = 1. Take the secret into your app
factor-scan = Scan this with an authenticator app, such as Aegis, FreeOTP or Google Authenticator. The app needs no network.
factor-qr = QR code for your authenticator app
factor-type = Or type this secret into the app:
factor-here = Open in an app on this phone
factor-prove = 2. Prove that it works
factor-prove-hint = The six digits that the app shows now.
factor-set = Set up the second factor
factor-since = You have a second factor since
factor-codes-left = { $count ->
    [one] { $count } recovery code is left.
   *[other] { $count } recovery codes are left.
}
factor-new-codes = New recovery codes
factor-new-codes-about = The earlier ones stop working.
factor-new-codes-go = Make new codes
factor-remove = Another phone
factor-remove-about = Remove the second factor; you can set it up again on any phone.
factor-remove-required = Remove the second factor and set it up anew on another phone, straight away: your role needs one.
factor-remove-go = Remove it
recovery-title = Your recovery codes
recovery-about = Each of these lets you in once when your phone is not at hand. They are shown only now.
recovery-keep = Print them or copy them by hand, and keep them apart from your phone and your computer.
recovery-next = I have kept them; continue

## Own account
me-sessions = Where you are signed in
me-sessions-about = End what you do not know, then change your password.
me-device = Device
me-device-unknown = Unknown device
me-this = this one
me-since = Since
me-last-seen = Last used
me-end = End
me-end-others = End all others
me-password = Password
me-password-about = Everywhere else you will have to sign in again.
me-password-new = New password
me-password-go = Change the password
me-factor-change = New codes or another phone
me-done-password = Your password is changed. All your other sessions have ended.
me-done-session = The session has ended.
me-done-sessions = All your other sessions have ended.
me-done-token = The token no longer works.
password-hint = 15 characters or more. Four or five words of your own are good. Spaces and any script are fine.

## Tokens
token-title = Tokens for scripts
token-about = A token lets a script work in your name, for what you choose and never for more than you may do yourself. Never put one into an address.
token-none = No tokens.
token-begins = Begins with
token-for = For
token-used = Last used
token-ends = Ends
token-ended = No longer works
token-never-used = never
token-revoke = Revoke
token-new = Make a token
token-make = Make the token
token-days-hint = 90 where nothing is filled in; 366 at most.
token-made = Your new token
token-made-about = Copy it now: it is not shown again. Give it to the script as a secret, never by email or chat.
token_scope-events_write = Log events
token_scope-events_write-about = Send reports, register convoys and settle reviews, as your role allows.
token_scope-convoys_read = Read convoys
token_scope-convoys_read-about = Read with reduced places and times: enough for figures and maps.
token_scope-convoys_read_exact = Read convoys exactly
token_scope-convoys_read_exact-about = Positions, routes and times as they are. This can kill if it leaks; every such reading is recorded.
token_scope-exports_read = Exports
token_scope-exports_read-about = Take whole tables away.

## Links
welcome-title = Make the first account
welcome-about = Nobody has an account here yet. Yours will run the others; you can give it more roles afterwards.
welcome-go = Make the account
link-title = Choose a password
link-invitation = Welcome, { $name }. Choose a password for your account.
link-reset = { $name }, choose a new password. You will be signed out everywhere.
link-go = Set the password
link-after = Then sign in with it. This link works once.

## People of an organisation
users-about = The accounts of your organisation. What is done here is recorded.
users-roles = Roles
users-state = Account
users-every = every organisation
users-closed = Closed
users-invited = Invited, no password yet
users-one = Password only
users-two = Password and second factor
users-invite = Invite somebody
users-invite-about = You get a link to pass on. It works once, for 24 hours.
users-invite-go = Make the account and the link
users-organisation-hint = Its key, such as sarc; * is every organisation.
users-link-made = The link is ready
users-link-about = Give it to { $email } by a way that you trust. It is shown only now, and works once, until
users-roles-about = A change signs the person out everywhere.
users-give = Give a role
users-take = Take
users-account = Account
users-not-whole = This person also has roles elsewhere. Only an administrator of every organisation can change the account as a whole.
users-reset-about = For a lost password: a link by which the person chooses another.
users-invite-again-about = No password was chosen yet. A new link ends the earlier one.
users-link-go = Make a link
users-factor-about = For a lost phone. Make sure that it is really this person who asks.
users-factor-go = Remove the second factor
users-close-about = The person is signed out, and tokens are revoked. What they recorded stays.
users-close = Close the account
users-open-about = The person may sign in again. Tokens stay revoked.
users-open = Open the account again

## Problems
problem-second_factor_required = Set up a second factor first
problem-second_factor_required-detail = Your role needs a second factor. Sign in on the pages and set it up.
problem-token_in_url = A token stood in the address
problem-token_in_url-detail = Addresses end up in logs and histories. The token has been revoked: make a new one, and send it in the Authorization header.
refusal-own_account = You cannot do this to your own account. Ask another administrator.
field-too_common = This is guessed too soon. Choose words of your own, without your name or the name of your organisation.
field-wrong_code = This is not the right code, or it was used before. Wait for the next one and type that.
field-wrong_password = This is not your present password.

## Proving again who one is
name-proof = Your password, or a code
name-phone_proof = Your password, or a code
proof-hint = Asked once more, so that nobody makes this on a device that you left open. With a second factor, a code of it does as well.
proof-why = Asked once more, so that nobody sets this up on a device that you left open.
refusal-sign_in_again = Sign out, sign in again, and do this within 10 minutes.
credentials-title = What works in your name without your password
credentials-about = Whoever knew the old password may have made some of it. Tokens that stay ticked end now; tick the other things that you do not know, and they are taken away.
credentials-end-token = End the token
credentials-remove-phone = Take away the number
credentials-remove-webhook = Take away the webhook

## A second person
requests-title = Waiting for a second person
requests-about = Whatever lets somebody see convoys is not given by one administrator alone. It takes effect once a second person confirms it, or by itself later if nobody rejects it.
requests-second = A role takes effect once a second person confirms it, or after a while if nobody rejects it.
requests-none = Nothing waits.
requests-waiting = Waiting, not in effect yet
requests-wait = { $count ->
    [one] { $count } change of rights waits for you: confirm or reject it.
   *[other] { $count } changes of rights wait for you: confirm or reject them.
}
requests-own = This is about your own account. If you do not know why, reject it and speak with somebody you trust.
requests-for = For
requests-by = Asked by
requests-who = Can confirm it
requests-others = somebody of a coordinating body
requests-nobody = nobody else at present
requests-due = Takes effect by itself
requests-done-confirm = It is confirmed and in effect.
requests-done-reject = It is rejected. Nothing has changed.
requests-done-withdraw = It is withdrawn. Nothing has changed.
requests-done-late = This has been decided already.
request-role = A role
request-link = A link to choose another password
request-second_factor = Removing the second factor
request-opening = Opening a closed account
request-webhook = Sending to another system
request-confirm = Confirm
request-reject = Reject
request-withdraw = Withdraw
link-waits-about = This link waits for a second person. It works as soon as one confirms it, at the latest from
link-waits-then = Keep it and open it again then.
refusal-request_decided = This has been decided already.
refusal-too_many_wait = Too many of your requests wait already. Have some of them confirmed, or withdraw them.
refusal-link_waits = This link waits for a second person. Open it again once it has been confirmed.
mail-request-subject = Convoy tracker: a change of rights is asked for
mail-request = In the Convoy tracker, an administrator has asked for a change of rights that concerns you: as somebody who may decide, or as the owner of the account. It takes effect { $until } (UTC) unless somebody rejects it. If you do not know about it, sign in and reject it.
