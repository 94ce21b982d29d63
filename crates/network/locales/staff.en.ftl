### Words of the network's work pages: account, settings, running the network.

## Navigation
network-nav-account = Account
network-nav-settings = Settings
network-nav-people = People
network-nav-operator = Network
network-save = Save
network-since = since
# Over a column of dates.
network-since-heading = Since
network-until = until
network-you = you
network-shown-once = This is shown once only. It cannot be shown again.
network-one-per-line = One per line.

## Account
network-account-title = Your account
network-account-profile = Profile
network-person-own-script = Your name in your own script
network-person-display = Name that others see
network-person-display-hint = Stands under your checks and beside your work. Leave it empty to show your name.
network-person-language = Language of the pages
network-language-not-disclosed = As the browser says
network-person-place = Where you are: country, territory or region
network-person-place-hint = You need not say.
network-place-not-disclosed = Not disclosed
network-place-own = In my own words
network-place-words = In your own words
network-place-words-hint = Used when you choose "In my own words". At most 120 characters.
network-place-words-missing = Write the place in your own words, or choose one from the list.
network-place-wrong = Choose a place from the list, or write it in your own words.
network-affiliations = Your organisations
network-affiliations-none = You belong to no organisation.
network-affiliations-none-how = Open an organisation's invitation link while you are signed in, and you can work here again.
network-act-for = Act for this organisation
network-acting-now = you act for it now
network-speaks-for = speaks for it
network-contributes = contributes, does not speak for it
network-password-title = Change your password
network-password-lead = Your other browsers will be signed out.
network-password-present = Present password
network-password-change = Change the password

## Second step
network-two-step = Second step
network-two-step-title = Second step at sign-in
network-two-step-lead = With a second step, a stolen password alone does not open your account.
network-two-step-app = Install an authenticator app on your phone, such as Aegis, FreeOTP or Google Authenticator.
network-two-step-scan = Scan this code with the app. Or type the text below it into the app.
network-two-step-type = Type the six digits that the app shows.
network-two-step-qr = QR code for the authenticator app. The text below it does the same.
network-two-step-secret = Text for the app
network-two-step-code = Six digits from the app
network-two-step-code-hint = They change every 30 seconds.
network-two-step-code-wrong = These are not the digits of this moment. Look whether the clock of your phone is right, then type the next six digits.
network-two-step-key-changed = A second step cannot be set up here until the server has been started again. Please tell whoever runs it, and try later.
network-two-step-finish = Turn it on
network-two-step-already = The second step is on already.
network-two-step-on = The second step is on. At sign-in you type six digits from your app.
network-two-step-stop = Turn off the second step
network-two-step-stop-lead = Your account will be open to anybody who learns your password, and your recovery codes will be void. If you only have a new phone, turn it off and on again.
network-two-step-set-up = Set up the second step
network-two-step-until = Please set up the second step. From { $date } on, your work pages open only with it.
network-two-step-due = Please set up the second step now. Your work pages open again as soon as it is on.
network-codes = Recovery codes
network-codes-title = Recovery codes
network-codes-lead = A recovery code stands in for the six digits when you do not have your phone. Each works once.
network-codes-left =
    { $count ->
        [0] You have none left. Draw new ones now.
        [one] You have one left. Draw new ones soon.
       *[other] You have { $count } left.
    }
network-codes-none = You get recovery codes when you set up the second step.
network-codes-see = See your recovery codes
network-codes-new = Draw new codes
network-codes-new-hint = The old codes will be void.
network-codes-keep = Print these ten codes, or write them down, and keep them where nobody else looks. Not on your phone.
network-codes-print = To print, use your browser's menu.
network-codes-done = I have put them away

## Sessions
network-sessions = Where you are signed in
network-sessions-lead = Only the browser's family and the day are kept. A session ends after twelve hours without use, and after fourteen days at the latest.
network-session-here = this browser
network-session-started = Since
network-session-used = last used
network-session-end = Sign it out
network-browser-unknown = Unknown browser
network-sessions-end-others = Sign out everywhere else
network-sessions-end-others-lead = Every browser but this one will be signed out.
network-close-account = Close your account
network-close-account-link = Leave for good: delete your name and your way in
network-close-account-lead = Your name, your sign-in name, your password, your second step and your list of browsers are deleted at once, and everything you do for your organisations ends today. Nobody can undo this, and no backup brings it back. To leave one organisation only, ask its owner.
network-close-account-stays = What you wrote for an organisation belongs to it and stays, without your name. What the directory of the network holds about you is deleted under Directory, Leaving: do that first.
network-close-account-cases = If you hold cases of a helpline, hand them over first: nobody can open them with your key afterwards.
network-account-closed = Your account is closed
network-account-closed-lead = Your name and your way in are deleted, and every browser is signed out. Thank you for what you did here.
network-to-the-first-page = To the first page

## Settings of the organisation
network-settings-title = Your organisation
network-settings-organisation = Organisation
network-organisation-aliases-hint = Spellings, short forms, transliterations. One per line.
network-organisation-own-place = Where it says it is from: country, territory or region
network-organisation-own-place-hint = Shown to the public. Nobody must name a place that is not theirs.
network-organisation-legal-place = Where it is registered: country, territory or region
network-organisation-legal-place-hint = Only where that differs, or matters.
network-organisation-operating-places = Where it works: countries, territories or regions
network-organisation-operating-summary =
    { $count ->
        [0] Where it works: choose countries, territories or regions
        [one] Where it works: one place chosen
       *[other] Where it works: { $count } places chosen
    }
network-organisation-operating-words = Where it works, in your own words
network-organisation-languages-summary =
    { $count ->
        [0] Languages it works in: choose
        [one] Languages it works in: one chosen
       *[other] Languages it works in: { $count } chosen
    }
network-organisation-other-languages = Other languages
network-organisation-other-languages-hint = As language tags with commas between, such as ksw, mnw.
network-language-wrong = One of these is not a language tag. Write them like en, zh-Hant or ur, with commas between.
network-organisation-email = E-mail address for everybody
network-organisation-email-hint = Stands on your public page. Leave it empty if you do not want mail.
network-organisation-contact = Other ways to reach you
network-organisation-contact-hint = Stands on your public page: a telephone number, an account in a messaging app, hours.
network-email-wrong = Write one e-mail address, such as desk@example.org.
network-organisation-about = What it does, in a few sentences
network-website-wrong = Write the whole address, beginning with https:// or http://.
network-organisation-review = A second person reviews each check before it is published
network-organisation-review-hint = We advise to leave this on. Without it, one person alone can publish.
network-organisation-shares-queue = Other organisations of the network see our queue
network-organisation-shares-queue-hint = They can then help. They see what people handed in to you.

## People
network-people-title = People in your organisation
network-person = Person
network-people-none = Nobody is here.
network-people-none-how = Invite somebody by a link.
network-people-none-owner = Invite the first owner below.
network-roles = Roles
network-role-owner-hint = everything, and answers for the organisation
network-role-coordinator-hint = people, queue, moderation, imports, the helpline’s rota and settings; opens no case
network-role-checker-hint = works the queue, writes checks
network-role-reviewer-hint = writes checks and reviews those of others
network-role-responder-hint = answers calls for help
network-role-liaison-hint = writes to platforms
network-role-researcher-hint = studies and exports
network-role-missing = Choose at least one role. To take all of them away, end the affiliation.
network-role-history = Roles over time
network-only-an-owner-makes-owners = Only an owner can make or unmake an owner.
network-last-owner = This is the only owner. Make somebody else an owner first.
network-speaks-for-label = Speaks for the organisation
network-speaks-for-hint = Otherwise they contribute, and what they say is their own word.
network-here-since = Here since
network-person-more = More
network-back-to-people = Back to the people
network-sign-out-member-title = Sign this person out everywhere
network-sign-out-member-lead = For a lost telephone or computer: every browser they are signed in with is signed out now. They stay a member and can sign in again with their password and second step. If somebody else may know the password, help them with signing in again, too.
network-sign-out-member-button = Sign them out
network-end-title = End this affiliation
network-end-lead = This person will no longer act for your organisation. What they wrote stays.
network-end-button = End the affiliation
network-leave-title = Leave this organisation
network-leave-lead = You will no longer act for this organisation. What you wrote stays.
network-leave-button = Leave
network-reset-issue-title = Help with signing in again
network-reset-issue-lead = You get a link to hand to this person. With it they choose a new password themselves, and are signed out everywhere. It works once, within a day. Make sure that it is really them who asks.
network-reset-clears-second = Also remove their second step
network-reset-clears-second-hint = Only when they have lost their phone and their recovery codes.
network-reset-issue-button = Make the link
network-reset-issued-title = The link is ready
network-reset-issued-lead = Hand it over in person or over a safe channel. Whoever has it can open the account.
network-reset-elsewhere = This person also belongs to another organisation, so only somebody who runs the network can make this link.

## Invitations
network-invitations = Invitations
network-invitations-waiting = Waiting
network-invitations-none = No invitation waits.
network-invitations-none-how = Choose roles below and make a link.
network-invitations-too-many = Too many invitations wait. Take some back first.
network-invite-somebody = Invite somebody
network-invite-lead = You get a link to hand over. It works once, within seven days. No e-mail is sent.
network-invite-name = For whom
network-invite-name-hint = A note for you alone. It is deleted as soon as the invitation is used.
network-invite-button = Make the link
network-invited-title = The invitation is ready
network-invited-lead = Hand this link over in person or over a safe channel. It works once, within seven days.
network-invited-owner-lead = Hand this link to the owner in person or over a safe channel. It works once, within seven days.
network-back-to-invitations = Back to the invitations
network-invitation-revoke-title = Take back
network-invitation-revoke-lead = The link will open nothing any more.
network-invitation-revoke-button = Take the invitation back

## Tokens
network-tokens = Tokens for programs
network-tokens-lead = A token lets a program, such as a chat bot, act for your organisation, as far as its scopes reach.
network-tokens-none = There is no token.
network-tokens-none-how = Name one below and choose what it may do.
network-tokens-too-many = There are too many tokens. Revoke some first.
network-token-new = A new token
network-token-name = What it is for
network-token-name-hint = Such as "LINE bot".
network-token-name-missing = Say what the token is for.
network-token-scopes = What it may do
network-scope-missing = Choose at least one scope.
network-scope-checks-read = reads checks, also your organisation's drafts
network-scope-checks-write = writes drafts of checks
network-scope-queue-read = reads the queue you may see
network-scope-messages-write = hands messages in
network-scope-import = brings records in
network-scope-export = takes records out that are not public
network-token-button = Make the token
network-token-made-title = The token is ready
network-token-made-lead = Copy it into the program now. Whoever has it can act for your organisation.
network-token-made = Made
network-token-used = last used
network-token-never-used = never used
network-back-to-tokens = Back to the tokens
network-token-revoke-title = Revoke
network-token-revoke-lead = The program that uses this token will stop working at once.
network-token-revoke-button = Revoke the token

## Running the network
network-operator-title = The network
network-organisation = Organisation
network-state = State
network-organisation-imported-short = Brought in
network-operator-none-how = Enter the first one with the button above.
network-open-title = Enter an organisation
network-open-lead = Afterwards you invite its first owner by a link.
network-open-button = Enter it
network-organisation-public-page = Its public page
network-invite-owner-title = Invite an owner
network-invite-owner-lead = You get a link to hand over. Whoever joins with it owns this organisation.
network-invite-owner-button = Make the link
network-organisation-change-state = State
network-organisation-verify = Mark as verified
network-organisation-unverify = Mark as not verified
network-organisation-reopen = Open again
network-close-title = Close this organisation
network-close-lead = Nobody will act for it any more; its invitations and tokens stop. What it published stays. You can open it again.
network-close-button = Close it
network-organisation-is-closed = This organisation is closed, so nobody can act for it.
network-close-intake = This organisation receives what the public hands in. Choose another one in the network's settings first.
network-back-to-organisation = Back to the organisation
network-network-settings = Settings of the network
network-network-name = Name of the network
network-network-name-missing = Write the name of the network.
network-network-intro = What the page “About” says of the network
network-network-intro-hint = Leave it empty for the built-in text.
network-intake = Who receives what the public hands in
network-intake-hint = Its checkers see these messages first.
network-intake-nobody = Nobody: the public cannot hand in
network-intake-not-open = Choose an organisation that is open.
network-expiry-days = Days after which a message without an answer is deleted
network-expiry-days-hint = Usually 180. Fingerprints for matching and counting stay.
network-verdict-note = Note on the verdicts
network-verdict-note-hint = Added to the explanation of the verdicts on the page about this site.
network-intake-per-hour = Most messages handed in per hour
network-intake-per-hour-hint = What comes in beyond goes to the junk lane.
network-intake-waiting = Most claims waiting at once
network-intake-waiting-hint = While so many wait to be checked, whatever would open another one waits in the junk lane instead. What repeats a claim still joins it.
network-number-out-of-range = Write a whole number between { $least } and { $most }.
network-two-step-required = Everybody must have the second step at once
network-two-step-required-hint = Without this, new accounts have fourteen days.
network-operators = Who runs the network
network-scoreboard = Scoreboard
network-operators-lead = These people enter and close organisations and change the network's settings.
network-operator-add = Add somebody
network-operator-add-hint = The sign-in name of somebody who has an account here.
network-operator-unknown = Nobody signs in with this name. Look over the spelling.
network-operator-end-title = Take this away
network-operator-end-lead = This person will no longer run the network. Their organisation and roles stay.
network-operator-end-button = Take it away
network-last-operator = This is the only person who runs the network. Add somebody else first.
