### Words of the network's public pages: organisations, signing in, joining.
### Short sentences, calm, no blame. Translators: {$...} stands for a value; keep it.

## Who is in the network
network-nav-organisations = Organisations
network-organisations-title = Organisations
network-organisations-lead = These organisations check messages and answer people here.
network-organisations-none = No organisation is listed yet.
network-organisations-none-how = Organisations appear here as soon as the network has let them in.
network-organisations-imported = Authors of checks from elsewhere
network-organisations-imported-lead = Their published checks were brought in from open data. They do not work on this site.
network-organisations-all = All organisations
network-organisation-closed = Closed
network-organisation-imported = Its published checks were brought in from open data. It does not work on this site.
network-organisation-verified = Verified by the network
network-organisation-unverified = Not verified yet
network-organisation-own-place-short = From
network-organisation-legal-place-short = Registered in
network-organisation-operating-places-short = Works in
network-organisation-languages = Languages
network-organisation-stakeholder = Kind of organisation
network-organisation-aliases = Other names
network-organisation-website = Website
network-organisation-email-short = E-mail
network-organisation-contact-short = More ways to reach it
network-stakeholder-civil-society = Civil society
network-stakeholder-media = Media
network-stakeholder-academia = University or research
network-stakeholder-technology-company = Technology company
network-stakeholder-private-sector = Other company
network-stakeholder-public-sector = Public body
network-stakeholder-election-management = Election management body
network-stakeholder-not-disclosed = Not disclosed

## Roles, as an invitation names them
network-role-owner = Owner
network-role-coordinator = Coordinator
network-role-checker = Checker
network-role-reviewer = Reviewer
network-role-responder = Responder
network-role-liaison = Platform liaison
network-role-researcher = Researcher

## Signing in
network-sign-in-title = Sign in
network-sign-in-lead = For people who work in one of the organisations here. You need no account to check a message.
network-sign-in-name = Sign-in name
network-password = Password
network-sign-in-button = Sign in
network-sign-in-help = I cannot sign in
network-sign-in-wrong = The sign-in name and the password do not belong together. Look over both and try again. Capital letters matter in the password only.
network-second-title = Second step
network-second-lead = Open your authenticator app and type the six digits it shows for this site. If you do not have your phone, type one of your recovery codes.
network-second-code = Six digits, or a recovery code
network-second-code-hint = A recovery code can be used once only.
network-second-other = Sign in with another account
network-second-step-over = This took longer than ten minutes. Please sign in again.
network-code-wrong = This code is not right, or it has been used before. Wait for the next six digits and type them.
network-code-unreadable = The six digits of your phone cannot be checked here at the moment. Type one of your recovery codes instead, or ask an owner of your organisation for a link.
network-help-title = When you cannot sign in
network-help-password = You forgot your password: ask an owner of your organisation for a link. With it you choose a new password yourself. Nobody else ever learns it.
network-help-phone = You do not have your phone: sign in with your password, then type one of the recovery codes you printed.
network-help-both = You have neither phone nor recovery codes: ask an owner for a link that also removes the second step. Meet them, or call them, so that they know it is you.
network-help-nobody = You are the only owner: the people who run this network can invite you again, as an owner with a new account. With it you make a link for your old one. If you are also the only one who runs the network and have no recovery code, nobody can let you in. That is on purpose: whoever could, could also enter in your name.
network-help-back = Back to signing in
network-sign-out = Sign out
network-sign-out-title = Sign out
network-sign-out-lead = You will be signed out in this browser.
network-leave-as-it-is = Leave it as it is
network-signed-out-while-writing = You are signed out, so this has not been sent. To keep what you wrote, leave this page open, sign in in another tab, then come back here and reload this page.
network-done-saved = Saved.
network-done-password = Your new password is set. Other browsers have been signed out.
network-done-ended = Signed out.
network-done-revoked = Taken back. It opens nothing any more.
network-done-left = The affiliation has ended.
network-done-signed-out = They are signed out everywhere.
network-done-opened = The organisation is here now. Next, invite its owner.
network-done-second = The second step is set up.

## Accounts
network-person-name = Your name
network-person-name-hint = As you want your colleagues to see it. A pseudonym is fine.
network-person-name-missing = Write a name. A pseudonym is fine.
network-sign-in-name-hint = An e-mail address or any name, without spaces. No e-mail address is needed.
network-sign-in-name-missing = Write the name with which you will sign in.
network-sign-in-name-length = A sign-in name has between 3 and 80 characters.
network-sign-in-name-characters = A sign-in name has no spaces and no invisible characters.
network-sign-in-name-taken = This sign-in name is taken. Choose another, or sign in if the account is yours.
network-new-password = New password
network-new-password-hint = At least 12 characters. Several words in a row are easy to remember and hard to guess.
network-password-again = The same password again
network-password-missing = Write a password.
network-password-too-short = A password has at least { $least } characters. A few words in a row will do.
network-password-too-long = This password is too long. { $most } bytes is the most, which is over 60 characters in any script.
network-password-common = Many people use a password like this one, so it is guessed first. Choose another.
network-password-name = This is close to a name that others know. Choose something that has nothing to do with you.
network-password-differs = The two passwords are not the same. Type both again.
network-password-wrong = This is not your present password.
network-too-long = This is too long. { $most } characters is the most.
network-too-many = These are too many. { $most } is the most.

## Setting up, joining, coming back
network-set-up-title = Set up this server
network-set-up-lead = You are the first person here. You will own the first organisation and run the network. This link works once.
network-set-up-organisation = The first organisation
network-set-up-you = You
network-set-up-button = Set up
network-set-up-spent = This set-up link has been used, is too old or is incomplete. While nothing has been set up, starting the server again prints a new one.
network-organisation-name = Name of the organisation
network-organisation-name-hint = In its own language and script.
network-organisation-name-missing = Write the name of the organisation.
network-organisation-english-name = Name in English
network-organisation-english-name-hint = So that partners everywhere can find it.
network-organisation-english-name-missing = Write the name in English letters.
network-organisation-english-name-letters = Write the English name with at least one Latin letter or digit.
network-join-title = You are invited
network-join-lead = { $organisation } invites you to join. Your roles will be: { $roles }.
network-join-until = The invitation can be used until { $date }.
network-join-as = You are signed in as { $name }.
network-join-signed-in-button = Join with this account
network-join-other-account = Sign out first, to join with another account
network-join-have-account = I have an account here: sign in
network-join-button = Join
network-invitation-used = This invitation has been used. If it was not you, tell whoever invited you. Otherwise sign in.
network-invitation-revoked = This invitation has been taken back. Ask for a new one.
network-invitation-expired = This invitation is older than seven days. Ask for a new one.
network-invitation-unknown = This is not an invitation of ours. Look whether the whole link was copied.
network-reset-title = Choose a new password
network-reset-lead = You will be signed out everywhere, and then sign in with the new password.
network-reset-button = Set the password
network-reset-spent = This link has been used, is older than a day or is incomplete. Ask an owner of your organisation for a new one.

## For programs
network-token-missing = This needs a token. Send it as "Authorization: Bearer saksi_...".
network-scope-lacking = The token lacks the scope { $scope }.
