### Words for those who answer: the queue, clocks, the rota, referrals. In English.

## When something cannot be done
cases-changed-meanwhile = Somebody else has changed this meanwhile. Look at it again; what you wrote is still here.
cases-part-status = where the case stands
cases-part-approach = reactive or preventive
cases-part-outcome = what came of it
cases-part-answers = the answers
cases-part-services = the help given
cases-part-tags = the tags
cases-part-campaign = the campaign
cases-part-events = what happened
cases-part-checklist = the checklist
cases-part-marking = the marking
cases-part-keeping = how long it is kept
cases-key-there = You have a key already. Unlock it, or open it with your printed code.
cases-no-key = You have no key yet. Make one first.
cases-no-key-of = { $name } has no key yet. They make one when they open the helpline for the first time.
cases-passphrase-short = A passphrase has at least { $least } characters. Seven words that do not belong together are good.
cases-passphrase-easy = Others would try this passphrase early. Take words that have nothing to do with you.
cases-passphrase-wrong = The key does not open with this passphrase.
cases-code-mistyped = One of the signs of the code is mistyped or missing.
cases-code-wrong = The key does not open with this code. A newer sheet may have replaced it.
cases-log-broken = The log of keys does not fit together: somebody has changed the database. No key is added to it. Tell the people who run this server at once.
cases-may-not-respond = { $name } has no role that answers calls for help.
cases-nobody-named = Name at least one person.
cases-not-a-triager = Only those who hold the triage key can do this. Ask one of them to name you.
cases-triage-there = This helpline is open already. A triager changes who holds its key.
cases-no-triage = This organisation has no triage key. Open the helpline first.
cases-trustees-number = Name between 2 and 16 trustees, of whom at least 2 and at most all are needed.
cases-not-a-trustee = You are no trustee of this organisation.
cases-no-trustees = This organisation has no trustees, so nothing can be recovered.
cases-no-recovery = No recovery goes on.
cases-too-few-shares = { $given } of { $needed } needed trustees have given their share to your present key.
cases-share-lost = Your share was sealed to a key that you replaced. Other trustees are needed.
cases-take-it-first = This case waits with the triage. Take it first.
cases-evidence-address = Write the whole address of a page, such as https://example.org/post/1.
cases-evidence-address-refused = This address cannot be fetched: { $why }.
cases-evidence-busy = Another page is being fetched; it lies in memory whole, so they come one after the other. Send this once more in a minute.
cases-evidence-slow = The page was given up after { $seconds } seconds. Try again, or save it yourself and send it as a file.
cases-evidence-not-had = Nothing came from this address: { $why }. It may be gone, or closed to servers. A picture of your screen, sent as a file, can be kept instead.
cases-evidence-many = No more than { $most } fit.
cases-evidence-no-such-file = Choose a file of this case that came whole.
cases-evidence-already = This file is kept as evidence already.
cases-evidence-damaged = The record of this piece does not open, so nothing can be added to it.
cases-evidence-event = Choose what happened.
cases-evidence-proof-waits = The log has not signed this entry yet. Come back in a minute.
cases-step-impossible = A case cannot go there from where it stands.
cases-lacking = Before this case is resolved, some things are still needed.
cases-service-impossible = This help cannot be changed so; somebody else may have ended it, or the person has declined it.
cases-keeping-impossible = Give a reason of 10 to 500 characters, and a day after the day of deletion, at most a year later.
cases-words-wrong = This is empty, too long, or one tag too many.
cases-merge-with-itself = A case cannot be joined with itself.
cases-revoke-yourself = You cannot take your own access away. Give the case back, or ask a colleague.
cases-rekeying-goes-on = This case is on its way to a new key already. Finish that first.
cases-referral-to-itself = A case cannot be referred to the organisation that has it.
cases-referral-deadline = The deadline must lie ahead, at most 30 days.
cases-referral-files = Files go along only where the person agreed to the whole case.
cases-referral-no-helpline = This organisation takes no cases now.
cases-referral-other-side = This is for the other side to answer.
cases-referral-answer-first = Another organisation offers this case. Accept or decline it first.
cases-referral-rekeyed = The case got a new key since it was offered. Ask for a new offer.

## How urgent
cases-level-usual = In turn
cases-level-high = Before others
cases-level-urgent = Now

## Why a case comes first
cases-reason-not-safe-now = Not safe now
cases-reason-maybe-not-safe = Not sure whether safe now
cases-reason-harm-may-follow = Harm may follow
cases-reason-minor = Under 18
cases-reason-journalist = Journalist or independent media
cases-reason-human-rights-defender = Human-rights defender or organisation
cases-reason-waiting-90-minutes = Waiting for 90 minutes
cases-reason-waiting-60-minutes = Waiting for 60 minutes
cases-reason-asked-before = Asked before
cases-reason-older-than-a-week = Older than a week
cases-reason-older-than-a-day = Older than a day

## Before a case is resolved
cases-lacking-approach = Say whether something has happened, or whether this is to be safer.
cases-lacking-outcome = Choose what came of it.
cases-lacking-psychosocial = Ask whether the person wants somebody to talk to. A no is fine.
cases-lacking-open-service = End this service, or leave the case open.

## Clocks
cases-clock-first-answer = First answer
cases-clock-update = Next answer
cases-clock-resolution = Resolution
cases-clock-state-running = In time
cases-clock-state-reminded = Reminder sent
cases-clock-state-escalated = Escalated
cases-clock-state-missed = Missed
cases-clock-state-met = Done in time
cases-clock-state-paused = Paused

## Duty
cases-duty-lead = Leads the shift
cases-duty-responder = On duty
cases-duty-on-call = On call

## What happened, in order
cases-event-threat = Threat
cases-event-attack = Attack on somebody
cases-event-intrusion = Attack on accounts, devices or sites
cases-event-search = Search, or things taken
cases-event-detention = Held or arrested
cases-event-disappearance = Disappeared
cases-event-seen = Seen or heard of
cases-event-release = Free again
cases-event-death = Death
cases-event-court = Charge, hearing or judgement
cases-event-other = Something else
cases-standing-alleged = Alleged
cases-standing-corroborated = Corroborated
cases-standing-verified = Verified
cases-standing-refuted = Refuted
cases-event-source = Name where it comes from, in at most 2,000 characters.
cases-event-not-yet = This day has not come yet.
cases-events-many = A case holds { $most } events. Put several into one.
cases-event-own-word = Whoever wrote an event down cannot verify it. Ask a colleague who holds this case, or call it corroborated.
cases-event-same = It stands there already. Choose another one.
cases-staff-events = What happened, in order
cases-staff-events-hint = Each event is alleged until somebody has looked into it.
cases-staff-events-lead = Write down each event by itself, with where it comes from. Nothing is deleted or replaced: what is judged of an event later stands below it, with who and why.
cases-staff-events-none = Nothing is written down yet.
cases-staff-events-empty = No event yet
cases-staff-events-empty-how = Begin with what the person says happened last; days can be filled in any order.
cases-staff-event-add = Write down an event
cases-staff-event-add-hint = It stands as alleged at first.
cases-staff-event-keep = Keep it
cases-staff-event-day = Day
cases-staff-event-day-hint = Leave it empty where it is not known, and say what is known below.
cases-staff-event-no-day = Not known
cases-staff-event-kind = Kind of event
cases-staff-event-what = What happened
cases-staff-event-source = Where it comes from
cases-staff-event-source-hint = Who saw it or says it; which file or piece of evidence of this case shows it.
cases-staff-event-standing = Where it stands
cases-staff-event-title = Event
cases-staff-event-by = By
cases-staff-event-at = Written down
cases-staff-event-judged = What was found
cases-staff-event-unjudged = Nobody has looked into it yet.
cases-staff-event-judge = Say what you found
cases-staff-event-judge-hint = Verified is said by somebody who did not write the event down.
cases-staff-event-because = Why
cases-staff-event-because-hint = Which sources agree, which evidence you looked at, what speaks against it.
cases-staff-back-events = All events

## Handing on for a study
cases-research-extract = A study gets an extract, never the whole case.
cases-staff-refer-purpose = What for
cases-staff-refer-purpose-hint = A study needs a consent of its own: that somebody may help says nothing about it. Researchers and emergency response teams are offered.
cases-staff-purpose-help = That they help
cases-staff-purpose-research = That they look into what happened

## Kinds of partners
cases-partner-helpline = Helpline
cases-partner-cert = Emergency response team (CERT)
cases-partner-lawyers = Lawyers
cases-partner-care = Counsellors and doctors
cases-partner-shelter = Shelter or emergency fund
cases-partner-researchers = Researchers
cases-partner-other = Another kind

## What a marking does not let pass
cases-marking-not-named = TLP:RED: this person is not named in it.
cases-marking-never-forwarded = TLP:RED is never handed on. Ask the source to mark it anew.
cases-marking-outside-the-organisation = TLP:AMBER+STRICT stays in the organisation.
cases-marking-not-a-client = TLP:AMBER stays with the organisation, its clients, and whom the source allowed.
cases-marking-outside-the-community = TLP:GREEN stays in the community.
cases-marking-not-public = Only TLP:CLEAR may be published.
cases-marking-of-the-source = This case came from another organisation, which marked it { $marking } and { $pap }. You may mark it more carefully, not less. Ask them to mark it anew.
cases-pap-refer = This case is marked { $pap }. Handing it to another helpline needs { $needed }: ask the person, and mark the case anew.
cases-pap-link = Addresses stand here as text, not as links: this case is marked { $pap }, and whoever follows one visits the page. { $needed } allows it.
cases-pap-keep-page = This case is marked { $pap }: nothing may be done that shows outside, and fetching a page shows. Nothing was fetched. Keep a file or a screenshot that you have instead; or, if it is safe for the person, mark the case { $needed } first.
cases-pap-tell-platform = This case is marked { $pap }. A notice tells the platform, and whoever it is about can learn of it: that needs { $needed }. Nothing was sent. Ask the person whether it is safe for them, and mark the case anew first.
cases-notice-halted = A case in this notice has been marked so that no platform may be told of it. Nothing was sent, and nothing is lost. Take its part out, or let somebody who holds the case mark it anew.

## What an extract holds
cases-staff-field-services = The help they want
cases-staff-field-danger = Whether they are safe
cases-staff-field-incident = What happened, as coded
cases-staff-field-language = Their language
cases-staff-field-place = Where they are
cases-staff-field-contact = How to reach them safely
cases-staff-field-summary = A short summary, shown to them first
cases-staff-field-words = What they wrote
cases-staff-field-files = Their files
cases-staff-field-links = Links to what happened

## Consent
cases-consent-not-asked = The person has not been asked about this.
cases-consent-other-receiver = The person agreed for another organisation.
cases-consent-less-than-this = The person agreed to less.
cases-consent-withdrawn = The person has taken their consent back.
cases-consent-ended = The consent has ended. Ask again.
cases-consent-not-yet = The consent begins later.

## Why somebody fits
cases-fit-language = Speaks the language
cases-fit-near-language = Speaks a form of the language
cases-fit-place = Works there
cases-fit-everywhere = Works everywhere
cases-fit-incident = Knows most about this
cases-fit-group = Knows these people best
cases-fit-hours = Begins within hours
cases-fit-days = Begins within days
cases-fit-room = Has room this week
cases-fit-free = Costs nothing
cases-fit-code = Keeps to a code of practice
cases-no-fit-service = Does not give this help
cases-no-fit-closed = Takes no new cases
cases-no-fit-no-room = No room this week
cases-no-fit-place = Does not work there
cases-no-fit-no-code = Keeps to no code of practice

## Why a referral is declined
cases-decline-no-capacity = No time now
cases-decline-out-of-mandate = Not what we do
cases-decline-language = Not in this language
cases-decline-place = We cannot act there
cases-decline-conflict-of-interest = We stand too near to somebody in it
cases-decline-not-safe = It would not be safe
cases-decline-other = Something else

### The work pages.

## Getting about
cases-staff-nav = Cases
cases-staff-tabs = Helpline
cases-staff-tab-queue = Queue
cases-staff-tab-enter = Write down a case
cases-staff-tab-referrals = Referrals
cases-staff-tab-campaigns = Campaigns
cases-staff-tab-rota = Rota
cases-staff-tab-trainings = Trainings
cases-staff-tab-helpline = Helpline
cases-staff-tab-settings = Settings
cases-staff-tab-audit = Audit
cases-staff-tab-key = My key
cases-staff-back = Back
cases-staff-back-queue = Back to the queue
cases-staff-back-case = Back to the case
cases-staff-back-key = Back to my key
cases-staff-back-referrals = Back to the referrals
cases-staff-back-rota = Back to the rota
cases-staff-back-settings = Back to the settings
cases-staff-on-this-page = On this page
cases-staff-save = Save
cases-staff-no-such-case = No case opens for you here. It may be with others, joined with another, or deleted. Ask whoever holds it for access.
cases-staff-remove = Remove
cases-staff-show = Show
cases-staff-filter = Narrow
cases-staff-filter-clear = Show all
cases-staff-any = Any
cases-staff-choose = Choose
cases-staff-actions = What to do

## Lengths of time
cases-staff-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
cases-staff-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
cases-staff-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}

## What a clock says
cases-staff-clock-due = { $clock }: due in { $length }
cases-staff-clock-reminded = { $clock }: due in { $length }; past the reminder
cases-staff-clock-escalated = { $clock }: due in { $length }; past the time at which the lead is told
cases-staff-clock-over = { $clock }: over by { $length }
cases-staff-clock-late = { $clock }: done { $length } late
cases-staff-clock-missed = { $clock }: missed
cases-staff-clock-met = { $clock }: done in time
cases-staff-clock-paused = { $clock }: stands still
cases-staff-clock-no-end = { $clock }: no working time ahead

## Where a case stands, for those who work on it
cases-staff-status = Status
cases-staff-status-received = New
cases-staff-status-assigned = Given, not begun
cases-staff-status-working = In work
cases-staff-status-waiting-for-person = Waiting for the person
cases-staff-status-waiting-for-others = Waiting for others
cases-staff-status-resolved = Resolved
cases-staff-status-closed = Closed
cases-staff-status-merged = Joined with another
cases-staff-status-deleted = Deleted
cases-staff-step-working = Work on it
cases-staff-step-waiting-for-person = Wait for the person
cases-staff-step-waiting-for-others = Wait for others
cases-staff-step-resolved = Resolve
cases-staff-step-closed = Close
cases-staff-step-hand-back = Give back to triage
cases-staff-take = Take this case
cases-staff-assign = Give it to others

## My key
cases-staff-key-title = My key
cases-staff-key-none = You have no key yet, so no case opens for you.
cases-staff-key-make = Make my key
cases-staff-key-locked = Your key is locked. No case opens until you unlock it.
cases-staff-key-unlock = Unlock
cases-staff-key-open = Your key is open. It locks itself after { $length } without work.
cases-staff-key-why = What people write to a helpline is sealed. It opens with keys that only named people hold, each under a passphrase of their own.
cases-staff-key-why-who = The server keeps your key locked. Nobody can open it for you, not even whoever runs the server. Keep the printed code well.
cases-staff-key-is-locked = Your key is locked. Unlock it to read and answer cases.
cases-staff-key-unlock-first = Unlock your key first; then you come back to where you were.
cases-staff-key-is-open = Your key is open in this browser alone. Signing out locks it.
cases-staff-key-about = About my key
cases-staff-key-about-hint = Colleagues can compare the fingerprint with you, by voice.
cases-staff-key-passphrase = Change my passphrase
cases-staff-key-recover = I forgot my passphrase
cases-staff-key-change = Make a new key
cases-staff-key-log = Log of all keys
cases-staff-fingerprint = Fingerprint
cases-staff-generation = Key number
cases-staff-since = Since
cases-staff-until = Until
cases-staff-from = From
cases-staff-passphrase = Your passphrase
cases-staff-unlock = Unlock
cases-staff-unlock-and-send = Unlock and go on
cases-staff-unlock-to-read = Unlock to read
cases-staff-lock = Lock now
cases-staff-locked-title = Your key has locked itself
cases-staff-locked = Thirty minutes went by without work, so your key is locked. Nothing that you typed is lost: type your passphrase, and it goes on from here.
cases-staff-locked-typed = What you typed
cases-staff-new-passphrase = New passphrase
cases-staff-new-passphrase-hint = At least 12 characters. Take the words above, or your own; not the password with which you sign in.
cases-staff-passphrase-again = The new passphrase again
cases-staff-passphrase-lead = Your key stays the same; the old passphrase and the old printed code open nothing afterwards.
cases-staff-offered-words = Seven words that nobody can guess. They are offered anew each time and kept nowhere.
cases-staff-key-new-title = Make my key
cases-staff-key-new = Choose a passphrase that you use nowhere else. It is needed once in every session, and after thirty minutes without work.
cases-staff-code-title = Print this code now
cases-staff-code-made = Your key is ready.
cases-staff-code-print = If you forget your passphrase, this code opens your key. Print it or write it down, and keep it where nobody finds it beside your computer.
cases-staff-code-once = It is shown once. We keep it nowhere.
cases-staff-code-trustees = Without passphrase and code, only the trustees of your organisation can give you access to your cases again, at least two of them together.
cases-staff-code-kept = I have kept it
cases-staff-code = The printed code
cases-staff-code-hint = Seven groups of four characters. Spaces, hyphens and case do not matter.
cases-staff-recover = Open with the code
cases-staff-recover-title = I forgot my passphrase
cases-staff-recover-lead = The printed code opens your key. Choose a new passphrase; you get a new code, and the old one opens nothing any more.
cases-staff-recover-neither = No code either? Make a new key. Then your colleagues or your organisation’s trustees give you your cases again.
cases-staff-rotate-means-title = A new key opens none of your present cases
cases-staff-rotate-means = Do this if passphrase and code are both lost, or if somebody may know your key. Afterwards colleagues give you access to each case again, or the trustees do so for all of them.
cases-staff-rotate-sure = I know that my cases stay closed to me until I am given access again

## What was just done
cases-staff-done-unlocked = Your key is open.
cases-staff-done-locked = Your key is locked.
cases-staff-done-opened = The helpline is open. People can ask you for help from now on.
cases-staff-done-paused = No new requests are taken. What was filed goes on.
cases-staff-done-goes-on = New requests are taken again.
cases-staff-done-triage = The triagers are named.
cases-staff-done-trustees = The trustees are named, and each has a share.
cases-staff-done-recovery-begun = The recovery has begun. Ask your trustees to give their shares.
cases-staff-done-share = Your share is given.
cases-staff-done-recovered = Everybody who was named has access again.
cases-staff-done-taken = You hold this case now.
cases-staff-done-given = Access is given.
cases-staff-done-handed-back = The case is back in triage.
cases-staff-done-revoked = The access has ended, and the case has a new key.
cases-staff-done-rekeyed = The new key has gone further.
cases-staff-done-evidence-kept = It is kept, sealed, and its salted hash is entered in the log.
cases-staff-done-custody = It is written down.
cases-staff-done-evidence-holds = It is as it was when it was kept.
cases-staff-done-evidence-damaged = It is not as it was when it was kept. Ask whoever runs the server to look at a backup.
cases-staff-done-attached = The files are sealed and there. The person sees them when they come back.
cases-staff-done-replied = Your answer is there. The person sees it when they come back.
cases-staff-done-noted = The note is kept.
cases-staff-done-moved = The status is changed.
cases-staff-done-saved = Saved.
cases-staff-done-merged = The two are one case now.
cases-staff-done-asked = The question is there. The person answers when they come back.
cases-staff-done-consent-ended = The consent is taken back.
cases-staff-done-referred = The other organisation is asked.
cases-staff-done-taken-back = The offer is taken back.
cases-staff-done-accepted = You have accepted.
cases-staff-done-declined = You have said no, with your reason.
cases-staff-done-notice-added = It stands in the notice now. Add what holds for everybody, look at the whole, and send it.
cases-staff-done-notice-submitted = The notice waits for a second person who is named on it.
cases-staff-done-notice-sent-back = The notice is a draft again.
cases-staff-done-notice-frozen = The letter is frozen. Below stands whether it went.
cases-staff-done-notice-discarded = The draft is gone, with all that was sealed for it.
cases-staff-done-extended = The case is kept longer.
cases-staff-done-training-logged = The training is written down.
cases-staff-done-training-removed = The training is taken away.
cases-staff-done-campaign-begun = The campaign is begun.
cases-staff-done-campaign-gone = The campaign is deleted.
cases-staff-done-held = Nothing of this case is deleted until the hold is lifted.
cases-staff-done-lifted = The hold is lifted.
cases-staff-done-shift = The shift is on the rota.
cases-staff-done-shift-removed = The shift is off the rota.
cases-staff-done-handed-over = The shift is handed over.

## The queue
cases-staff-queue-title = Cases
cases-staff-lanes = Parts of the queue
cases-staff-lane-triage = New
cases-staff-lane-mine = Mine
cases-staff-lane-closed = Done
cases-staff-empty-triage = Nobody waits
cases-staff-empty-triage-how = A new request stands here at once, the most urgent first.
cases-staff-empty-mine = You hold no case
cases-staff-empty-mine-how = Take one from the new ones, or let a triager give you one.
cases-staff-empty-closed = Nothing is done yet
cases-staff-empty-closed-how = Cases that are resolved or closed stand here until their day of deletion.
cases-staff-empty-filtered = Nothing fits
cases-staff-empty-filtered-how = Take a part of the filter away.
cases-staff-empty-not-a-triager = You do not triage
cases-staff-empty-not-a-triager-how = New requests open for named triagers alone. A triager can name you.
cases-staff-closed-to-you = Sealed
cases-staff-closed-to-you-how = What waits can be counted, and that is all, until your key is open.
cases-staff-no-words = Without words
cases-staff-with = With
cases-staff-with-triage = Triage
cases-staff-came-in = Came in
cases-staff-waits = Waits for { $length }
cases-staff-damaged = Something of this case does not open
cases-staff-damaged-how = The key fits, but a part was changed or cut. The rest is shown. Tell whoever runs the server; ask the person to send that part again.
cases-staff-search = Words
cases-staff-search-title = Search my cases
cases-staff-search-hint = Looks through the cases that your key opens, in memory. The words are kept nowhere.
cases-staff-search-go = Search
cases-staff-found = { $count ->
    [0] Found nothing
    [one] Found in { $count } case
   *[other] Found in { $count } cases
}
cases-staff-found-in = Found in: { $places }
cases-staff-found-nothing = Nothing of yours holds these words
cases-staff-found-nothing-how = Only cases that open for you are searched. Try a part of a word.

## A case
cases-staff-case = Case
cases-staff-case-title = Case { $reference }
cases-staff-reference = Reference
cases-staff-thread = What was written
cases-staff-thread-empty = Nothing was written yet.
cases-staff-from-person = The person
cases-staff-to-person = To the person
cases-staff-only-us = Among us
cases-staff-at = When
cases-staff-kind = For whom
cases-staff-kilobytes = { $count } kB
cases-staff-evidence = Evidence, kept as it came
cases-staff-file-not-whole = Still coming in
cases-staff-language-unknown = Language not said
cases-staff-fact-safe = Safe now?
cases-staff-fact-incident = What happened
cases-staff-fact-abuse = What was done to the person
cases-staff-fact-group = Who is helped
cases-staff-fact-minor = Under 18?
cases-staff-fact-region = Where
cases-staff-fact-approach = Has it happened?
cases-staff-fact-outcome = What came of it
cases-staff-fact-language = Answer in
cases-staff-fact-called = Wants to be called
cases-staff-fact-contact = Safe way to reach them
cases-staff-fact-when = When
cases-staff-fact-intake = Came by
cases-staff-fact-sealed = Sealed
cases-staff-sealed-browser = In the person’s browser
cases-staff-sealed-server = In the server’s memory, before it was stored
cases-staff-answers-change = Correct these
cases-staff-answers-title = What happened, in codes
cases-staff-answers-hint = These codes are what is counted, without a name. Correct them as you learn more; what the person wrote stays as it is.
cases-staff-abuse-hint = Only where something was done to a person.
cases-staff-lacking = What is lacking before it is resolved
cases-staff-left = Somebody left who could open this case
cases-staff-left-how = { $names } had its key and belongs to the organisation no longer (seen on { $date }). Their access is gone. A new key also shuts out what they may have kept; begin it under “Who has access”.
cases-staff-new-key = Begin a new key
cases-nobody-left = Nobody has left who had this case; it needs no new key.
cases-staff-rekeying = The case gets a new key
cases-staff-rekeying-how = { $done } of { $of } parts are sealed anew. Who has access can work meanwhile.
cases-staff-rekey-go-on = Go on with it
cases-staff-merged-into = This case was joined with
cases-staff-reply = Answer the person
cases-staff-reply-text = Your answer
cases-staff-never-returns = The person has no receipt for this case, so nothing that is written here reaches them. Reach them in the way that is safe for them, and keep a note of it.
cases-staff-reply-hint = The person reads it when they come back with their receipt. Your name is not shown; sign with it if you want to.
cases-staff-reply-send = Send
cases-staff-files = Send the person files
cases-staff-files-hint = At most 20 files, each up to 100 MB, sealed like your words. The person opens them with their receipt. Say in an answer what they are: files alone do not count as one.
cases-staff-pieces = Kept as evidence
cases-staff-pieces-hint = Sealed like everything here, and gone with the case. The person is not shown it; that somebody kept evidence they see.
cases-staff-pieces-none = Nothing yet.
cases-staff-piece-keep = Evidence of this case
cases-staff-pieces-title = Evidence of a case
cases-staff-pieces-lead = A page or a file with a record of when, how and why it was kept. All of it is sealed under the key of this case. The public log gets one salted hash of the record: it proves later that the record was there, and says nothing to anybody else.
cases-staff-pieces-empty = Nothing is kept as evidence yet
cases-staff-pieces-empty-how = Keep a page before it is gone, or a file that the person sent.
cases-staff-back-pieces = Back to the evidence
cases-staff-piece = A piece of evidence
cases-staff-piece-page = Page
cases-staff-piece-file = File
cases-staff-piece-damaged = Does not open
cases-staff-piece-damaged-how = The record was changed in the database, or does not fit the key of the case. Do not go on with it; ask whoever runs the server to look at a backup.
cases-staff-piece-of-page = Keep a page
cases-staff-piece-of-page-hint = This server fetches the page now, in memory alone, and seals it; that can take two minutes. Whoever runs the site sees that somebody fetched it from here. Only what is open to everybody can be had. Its scripts run where the operator has set up a browser that writes into memory alone.
cases-staff-piece-url = Address
cases-staff-piece-reason = Why it is kept
cases-staff-piece-reason-hint = Part of the record, which a court or a platform may read later. It stays sealed until somebody takes it out.
cases-staff-piece-basis = Legal basis
cases-staff-piece-page-keep = Fetch and keep it
cases-staff-piece-of-file = Keep a file of this case
cases-staff-piece-of-file-hint = The file stays where it is and gets a record with its hash.
cases-staff-piece-no-file = No file of this case is whole and not kept yet.
cases-staff-piece-which = File
cases-staff-piece-file-keep = Keep it as evidence
cases-staff-piece-title = A piece of evidence
cases-staff-piece-name = Title
cases-staff-piece-answered = Answered by
cases-staff-piece-status = Status
cases-staff-piece-peer = Connected to
cases-staff-piece-method = How
cases-staff-piece-at = Kept
cases-staff-piece-by = By
cases-staff-piece-operator = In the record as
cases-staff-piece-parts = What is kept
cases-staff-piece-parts-hint = Taking it out is written down first. On your machine nothing seals it any more.
cases-staff-piece-take-out = Take it out
cases-staff-piece-log = In the public log
cases-staff-piece-log-hint = sha256sum record.json gives the entry; saksi verify checks record and proof without this server.
cases-staff-piece-entry = Entry
cases-staff-piece-record = Record
cases-staff-piece-proof = Proof
cases-staff-proof-absent = The log does not know this record. Tell whoever runs the server.
cases-staff-proof-waiting = Entered; the log signs it within a minute.
cases-staff-proof-logged = { $witnesses ->
    [0] Entry number { $place }, signed { $at }. No witness has signed yet.
    [one] Entry number { $place }, signed { $at } and by one witness.
   *[other] Entry number { $place }, signed { $at } and by { $witnesses } witnesses.
 }
cases-staff-piece-missing = What could not be had
cases-staff-piece-text = The text of the page
cases-staff-custody = What happened to it
cases-staff-custody-hint = Each has a record of its own, whose salted hash is in the log.
cases-staff-custody-none = Nothing since it was kept.
cases-staff-custody-add = Write down what happened
cases-staff-custody-what = What happened
cases-staff-custody-viewed = Looked at
cases-staff-custody-exported = Taken out
cases-staff-custody-handed-over = Handed over
cases-staff-custody-rehashed = Hashed anew: as it was
cases-staff-custody-damaged = Hashed anew: not as it was
cases-staff-custody-redacted = A copy was made with something hidden
cases-staff-custody-deleted = Deleted
cases-staff-custody-consent = Consent taken back
cases-staff-custody-party = To whom
cases-staff-custody-party-hint = An office or a pseudonym; needed where it was handed over.
cases-staff-custody-note = Note
cases-staff-custody-write = Write it down
cases-staff-custody-rehash = Hash it anew
cases-staff-template = Template
cases-staff-template-use = Use a template
cases-staff-template-which = Which one
cases-staff-template-language = Language
cases-staff-template-insert = Put it below what I typed
cases-staff-note = Note among us
cases-staff-note-text = Note
cases-staff-note-hint = Only those with access to this case read it, never the person.
cases-staff-note-keep = Keep the note
cases-staff-help = Help
cases-staff-help-hint = Somebody to talk to is offered in every case, until the person says no.
cases-staff-service = Kind of help
cases-staff-service-state = State
cases-staff-service-add = Add another kind of help
cases-staff-service-add-go = The person wants this
cases-staff-service-wanted = The person wants it
cases-staff-service-declined = The person does not want it
cases-staff-service-wanted-after-all = The person wants it after all
cases-staff-service-wanted-which = Which help they want
cases-staff-service-work = Work on this
cases-staff-service-give = This organisation gives it
cases-staff-service-end = End it
cases-staff-service-note = Note about this help
cases-staff-provider = Given by
cases-staff-provider-hint = To let another organisation give it, refer the case first.
cases-staff-checklists = Checklists
cases-staff-checklists-none = The helpline has no checklists. They are made in the settings.
cases-staff-checklist = Checklist { $list }
cases-staff-checklist-steps = Steps
cases-staff-checklist-done = { $done } of { $of } done
cases-staff-checklist-save = Save the checklist
cases-staff-order = Tags, campaign, marking
cases-staff-earlier = Earlier cases of the same person, or about the same thing:
cases-staff-tags = Tags
cases-staff-tags-hint = Separated by commas. They are sealed like everything else.
cases-staff-campaign = Campaign
cases-staff-campaign-hint = Links several cases of one attack. Names are sealed: they open for those who respond in your organisation.
cases-staff-campaign-link = Put it into a campaign, or take it out
cases-staff-campaign-no = No campaign
cases-staff-campaign-or-new = Or the name of a new one
cases-staff-campaign-closed = A campaign whose name does not open for you yet
cases-staff-campaigns = Campaigns
cases-staff-campaigns-lead = A campaign links the cases of one attack, so that whoever takes the next one finds what was learnt before. You see those of its cases that you hold, and no other.
cases-staff-campaigns-none = No campaign yet
cases-staff-campaigns-none-how = Begin one here, or from the page of a case that belongs to an attack on several people.
cases-staff-campaigns-closed = { $count ->
    [one] One more was made before you had a key. It opens for you once a colleague has looked at this page.
   *[other] { $count } more were made before you had a key. They open for you once a colleague has looked at this page.
}
cases-staff-campaign-new = Begin a campaign
cases-staff-campaign-begin = Begin it
cases-staff-campaign-name = Name
cases-staff-campaign-name-hint = Say what the attack is, not whom it hit: colleagues who hold none of its cases read the name too.
cases-staff-campaign-rename = Another name
cases-staff-campaign-yours = You hold
cases-staff-campaign-beside = Beside yours
cases-staff-campaign-others = { $count } cases of colleagues
cases-staff-campaign-others-few = No case of colleagues, or too few to say how many
cases-staff-campaign-cases = Cases
cases-staff-campaign-cases-hint = Those that you can open.
cases-staff-campaign-case = Case
cases-staff-campaign-empty = You hold no case of this campaign
cases-staff-campaign-empty-how = On the page of a case, under “Tags, campaign, marking”, put it into this campaign.
cases-staff-campaign-discard = Delete the campaign
cases-staff-campaign-discard-hint = Possible while no case belongs to it. By itself it goes { $days } days after the last case.
cases-staff-back-campaigns = All campaigns
cases-campaign-there = There is a campaign of this name. Use that one, or choose another name.
cases-campaign-gone = This campaign is not there any more. Choose another one.
cases-campaign-meanwhile = A colleague put this case elsewhere meanwhile: the campaign that stands above is theirs. Yours is not saved; save again to move the case.
cases-campaign-not-empty = A case belongs to this campaign, perhaps one that a colleague holds. Take it out first.
cases-campaigns-many = There are { $most } campaigns. Delete those that nothing belongs to first.
cases-staff-marking = Who may know (TLP)
cases-staff-marking-hint = RED is never handed on; AMBER+STRICT stays in your organisation.
cases-staff-pap = What may be done with it (PAP)
cases-staff-pap-hint = RED: only what nobody notices. AMBER: looking things up with others who keep that to themselves. GREEN: pages may be visited and kept. CLEAR: no limit; platforms may be told.
cases-staff-pap-stops = The marking does not allow this
cases-staff-pap-change = Mark the case anew
cases-staff-merge = Join with another case
cases-staff-merge-title = Join with another case
cases-staff-merge-into = The case that stays
cases-staff-merge-means-title = Two cases become one
cases-staff-merge-means = What stands in this case goes over to the other one, and everybody with access there can read it. It cannot be undone. The person’s receipt stays good.
cases-staff-merge-sure = Both are about the same thing, and the same people may read them
cases-staff-merge-none = There is no other case
cases-staff-merge-none-how = You can join only cases that you hold.

## Somebody else was faster
cases-staff-conflict = Somebody else changed this while you worked on it
cases-staff-both = What { $name } left, and what you wanted
cases-staff-both-what = What
cases-staff-both-theirs = Stands there now
cases-staff-both-yours = Yours, not saved
cases-staff-newer = Written while you typed
cases-staff-problem-conflict = Somebody else changed this meanwhile. Nothing of yours is lost: compare both, and save again if yours should stand.
cases-staff-problem-answered-meanwhile = Something was written while you typed. Read it first; your answer stands below and is not sent yet.
cases-staff-problem-locked = Your key has locked itself. What you typed is kept.

## Access
cases-staff-access = Who has access
cases-staff-access-title = Access to this case
cases-staff-access-hint = By name, never by group. The person sees who opened their case.
cases-staff-access-lead = A case opens for the people who are named here, and for nobody else.
cases-staff-access-with = Named people
cases-staff-access-triagers = It is new: the triagers can open it until it is given to somebody.
cases-staff-access-change = Give or take access
cases-staff-access-assign = Give the case to people
cases-staff-access-add = Give access to more people
cases-staff-access-add-hint = Only people who answer calls for help and have a key. Once it is given, triagers who are not named cannot open it any more.
cases-staff-access-who = To whom
cases-staff-access-give = Give access
cases-staff-access-end = Take the access away
cases-staff-access-trustees = The trustees of your organisation could open it together.
cases-staff-take-first = It waits with the triage. Take it, or give it to somebody; then it can be answered.
cases-staff-access-lost = Their key was replaced; give it to them again
cases-staff-access-end-hint = When somebody’s access ends, the case gets a new key and everything is sealed anew. What they have read, no key takes back.
cases-staff-access-nobody = Nobody else can be named
cases-staff-access-nobody-how = Others have to make a key first, on the page “My key”.
cases-staff-organisation = Organisation
cases-staff-who = Who
cases-staff-what = What
cases-staff-day = Day
cases-staff-log = Who did what
cases-staff-log-hint = Kept without content. The person can see it too.
cases-staff-log-none = Nothing yet.
cases-staff-log-caption = Who opened or changed this case

## Consent and handing on
cases-staff-handing = Consent and referrals
cases-staff-handing-hint = Nothing leaves your organisation before the person says yes to it.
cases-staff-handing-none = Nobody else was asked.
cases-staff-consent = Consent for
cases-staff-consent-state = Consent
cases-staff-consent-asked = Asked; no answer yet
cases-staff-consent-yes = The person agrees
cases-staff-consent-no = The person does not agree
cases-staff-consent-withdrawn = Taken back
cases-staff-consent-over = Ended
cases-staff-consent-until = The person’s consent holds until
cases-staff-consent-for = For what
cases-staff-consent-end = The person takes it back
cases-staff-consent-said = The person has told me already that they agree
cases-staff-consent-said-hint = On the phone or in person. It is kept with your name and the day; the person sees it and can take it back.
cases-staff-consent-ask = Ask the person
cases-staff-agreed = Agreed:
cases-staff-not-asked = Not asked yet
cases-staff-extent = How much
cases-staff-extent-whole = The whole case
cases-staff-extent-whole-choice = The whole case, with its key
cases-staff-extent-extract = An extract, written anew
cases-staff-extent-hint = An extract is enough to say yes or no. With the whole case the other side reads everything, now and later.
cases-staff-extent-fields = What the extract holds
cases-staff-extent-fields-hint = For an extract. The first four lead nobody to the person.
cases-staff-refer = Hand on to another organisation
cases-staff-refer-title = Hand on to another organisation
cases-staff-refer-lead = First choose who could help. Then the person is asked. Then the other organisation.
cases-staff-refer-look = Look
cases-staff-refer-another = Look for another one
cases-staff-could-help = Who could help
cases-staff-could-help-hint = By fit: language, place, what happened, how soon. The reasons stand beside each.
cases-staff-nobody-fits = Nobody fits
cases-staff-nobody-fits-how = Look for another kind of help, or look below why each does not fit.
cases-staff-do-not-fit = Who does not fit, and why
cases-staff-fits = Fits because
cases-staff-points = Points
cases-staff-choose-this = Choose
cases-staff-chosen = Chosen
cases-staff-ask-person = Ask the person
cases-staff-ask-person-hint = They see which organisation, and how much of their case it would get. They can say no, and take a yes back at any time.
cases-staff-offer = Ask the organisation
cases-staff-offer-hint = The person agrees. No more passes than they agreed to.
cases-staff-refer-means = The other side sees the terms and the extract. The whole case opens for them only when they accept, and only where the person agreed to that.
cases-staff-extract-text = Summary for the other side
cases-staff-extract-text-hint = Only where the person agreed to a summary. Write nothing that leads to them without need; they are shown it first.
cases-staff-answer-days = Days to answer
cases-staff-refer-send = Ask the organisation
cases-staff-referral-to = Referral to
cases-staff-referral-from = Referral from
cases-staff-referral-state = Referral
cases-staff-referral-title = A referral to us
cases-staff-offered = Asked
cases-staff-answer-by = Answer by
cases-staff-declined-why = Why not
cases-staff-take-back = Take the offer back
cases-staff-reached = Reached the person
cases-staff-reached-ask = Did the other side reach them?
cases-staff-reached-hint = Ask the person some days after, and keep what they say.
cases-staff-referrals-title = Referrals
cases-staff-incoming = Asked of us
cases-staff-incoming-none = Nobody asks
cases-staff-incoming-none-how = When another organisation hands a case on to yours, it stands here, with the day until which they wait.
cases-staff-outgoing = Asked of others
cases-staff-outgoing-none = You have asked nobody
cases-staff-outgoing-none-how = Hand a case on from its own page.
cases-staff-extract = What they send first
cases-staff-extract-hint = The person agreed to this.
cases-staff-extract-closed = It does not open for you. It was sealed to the triagers of your organisation.
cases-staff-accept = Accept
cases-staff-accept-hint = You take it on. Where the person agreed to the whole case, it opens for you from then on.
cases-staff-accepted-by-others = Your organisation has accepted. It opens for those of you who hold the case.
cases-staff-decline = Say no
cases-staff-decline-hint = With a reason, so that they can look for somebody else at once.
cases-staff-decline-why = Why
cases-staff-open-case = Open the case
cases-staff-referral-over = This referral is over.

## Keeping and deleting
cases-staff-keeping = How long it is kept
cases-staff-keeping-hint = Closed cases go by themselves on their day; open ones when nothing has happened in them for long.
cases-staff-kept-open = The case is open. It is deleted on this day if until then nobody writes in it and nobody changes anything. Once it is closed, the days after closing count.
cases-staff-kept-unless = It is open. It is deleted on { $date } if until then nobody writes in it or changes anything.
cases-staff-deletion-unless = Deleted, if nothing happens
cases-staff-goes-on = Deleted on { $date }
cases-staff-deleted-on = It is deleted on { $date }.
cases-staff-held = Held
cases-staff-held-until = Nothing of it is deleted until the hold is lifted. Without the hold it would go on { $date }.
cases-staff-keep-change = Keep longer, hold, delete
cases-staff-keep-title = How long this case is kept
cases-staff-deletion-day = Day of deletion
cases-staff-reminders = Reminders
cases-staff-keep-longer = Keep longer
cases-staff-keep-longer-hint = The reason goes to the person as an entry of their case. It names nobody.
cases-staff-keep-longer-not-now = This is for closed cases.
cases-staff-keep-until = Until
cases-staff-reason = Reason
cases-staff-reason-hint = 10 to 500 characters. The person reads it in their case; write it for them.
cases-staff-hold = Hold
cases-staff-hold-hint = Where a court or a mechanism asked for evidence. While it stands nothing is deleted, whatever the day.
cases-staff-lift = Lift the hold
cases-staff-lifted = Lifted
cases-staff-delete = Delete now
cases-staff-delete-hint = Where the person asks for it. It cannot be undone.
cases-staff-delete-title = Delete this case
cases-staff-delete-means-title = Nobody can bring it back
cases-staff-delete-means = Keys, texts and files are deleted at once. Backups still hold them sealed until their own day; you are told which day that is. The counts of past releases stay as they are.
cases-staff-delete-sure = The person asked for this, and I want to delete it
cases-staff-deleted-title = The case is deleted
cases-staff-deleted-done = Nothing of it opens any more.
cases-staff-deleted-day = Deleted on
cases-staff-backups-day = Gone from every backup on
cases-staff-backups-hint = Counted for the backups that this program makes. Copies that somebody makes by other means are not known to it.

## Writing a case down
cases-staff-enter-title = Write down a case
cases-staff-enter-lead = For somebody who called, came in, or wrote an e-mail. It is sealed like any other case, and you hold it.
cases-staff-enter-text = What they told
cases-staff-enter-text-hint = In their words where you can. Ask first whether they are safe now.
cases-staff-enter-answers = In codes
cases-staff-enter-contact-hint = Ask: is this way safe? Does anybody else read or listen?
cases-staff-enter-receipt = Make a receipt to read out
cases-staff-enter-receipt-hint = With it they come back themselves. Only if it is safe for them to have it.
cases-staff-enter-go = Seal it
cases-staff-entered-title = The case is sealed
cases-staff-entered = It is sealed, and you hold it.
cases-staff-entered-read = Read this out slowly, and let them read it back:
cases-staff-entered-once = It is shown once. Whoever has it can read the case.
cases-staff-entered-on = On to the case

## The rota
cases-staff-rota-title = Rota
cases-staff-rota-zone = Times on this page are those of { $zone }.
cases-staff-on-duty = On duty now
cases-staff-nobody-on-duty = Nobody is on duty
cases-staff-next-shift = Next comes { $name }, { $when }.
cases-staff-no-next-shift = No shift is planned.
cases-staff-gaps = Nobody is planned
cases-staff-gaps-hint = In the coming days. Those on call do not count.
cases-staff-shifts = Shifts
cases-staff-shifts-caption = Shifts from yesterday on
cases-staff-shifts-none = No shifts yet
cases-staff-shifts-none-how = Put the first one on the rota below.
cases-staff-shift-add = Add a shift
cases-staff-shift-remove = Take off
cases-staff-duty = As what
cases-staff-hours-long = Hours
cases-staff-hand-over = Hand over
cases-staff-hand-over-title = Hand a shift over
cases-staff-hand-over-note = What the next shift has to know
cases-staff-hand-over-note-hint = Sealed to those who come next. If there is nothing, write that.
cases-staff-hand-over-cases = Cases it is about
cases-staff-hand-over-closed = It is sealed to others, or your key is locked.
cases-staff-hand-overs = Hand-overs
cases-staff-hand-overs-hint = What the last shifts left.
cases-staff-hand-overs-none = Nothing was handed over yet.
cases-staff-round = Following the sun
cases-staff-round-hint = An order that helplines agreed on, to read: who is open now, who comes next, and when nobody is. Nothing passes by itself. People choose whom they ask, and a case goes to another organisation by a referral, with their consent.
cases-staff-round-none = No order is set.
cases-staff-round-next = Next takes over: { $name },
cases-staff-round-gaps = Nobody is open:
cases-staff-round-set = Change the order
cases-staff-round-order = Organisations, one a line
cases-staff-round-order-hint = With a helpline are: { $names }
cases-staff-open-now = Open
cases-staff-closed-now = Closed
cases-staff-calendar = Working hours and holidays
cases-staff-calendar-lead = The clocks of cases run in working hours alone, in your time zone.
cases-staff-zone = Time zone
cases-staff-zone-hint = Its name in the IANA list, such as Asia/Jakarta
cases-staff-week = Working hours
cases-staff-week-hint = Like 09:00-12:30, 13:30-17:00. Empty for a day off; 00:00-24:00 for the whole day.
cases-staff-monday = Monday
cases-staff-tuesday = Tuesday
cases-staff-wednesday = Wednesday
cases-staff-thursday = Thursday
cases-staff-friday = Friday
cases-staff-saturday = Saturday
cases-staff-sunday = Sunday
cases-staff-holidays = Holidays
cases-staff-holidays-hint = One a line: the day and its name, like 2026-12-25 Christmas
cases-staff-exceptions = Other hours on single days
cases-staff-exceptions-hint = One a line, like 2026-12-24 09:00-12:00. The day alone is a day off.

## The helpline and its keys
cases-staff-helpline-title = Helpline
cases-staff-helpline-none = Your organisation takes no cases yet
cases-staff-helpline-none-how = A triage key has to be made first. New requests are sealed to it.
cases-staff-helpline-ask-manager = Whoever manages your organisation’s people opens the helpline.
cases-staff-helpline-open = Open the helpline
cases-staff-helpline-again = Begin anew
cases-staff-helpline-again-hint = A new triage key for people who are there. What waits under the old one stays shut; trustees bring it to the new triagers by a recovery.
cases-staff-requests = New requests
cases-staff-requests-hint = Stop taking new ones when nobody can answer: while you are away, or for good. Cases that are here go on.
cases-staff-requests-taken = People can ask you for help.
cases-staff-requests-paused = Since { $date } no new requests are taken; people who ask for help are not offered your helpline.
cases-staff-requests-stop = Take no new requests
cases-staff-requests-again = Take requests again
cases-staff-nobody-opens = Nobody can open a new request
cases-staff-nobody-opens-how = Nobody who belongs to the organisation and may respond holds the triage key with a key of theirs that works. People who ask for help are not offered your helpline until somebody does.
cases-staff-left-triage = The triage key is to be changed
cases-staff-left-triage-how = { $names } held it and left. It was taken back; the next key also shuts out what they may have kept. A triager changes it below.
cases-staff-left-trustee = Trustees are to be named again
cases-staff-left-trustee-how = { $names } left and is no trustee any more. Name them again, so that enough are there when keys are lost.
cases-staff-left-cases = Cases wait for a new key
cases-staff-left-cases-how =
    { $count ->
        [one] One case was open to somebody who left. Whoever holds it begins the new key under “Who has access”.
       *[other] { $count } cases were open to somebody who left. Whoever holds them begins the new keys under “Who has access”.
    }
cases-staff-out-of-reach = Nobody here can open these
cases-staff-out-of-reach-how =
    { $count ->
        [one] One case is sealed to people who left, or to an earlier triage key. Trustees bring it to your triage by a recovery; without trustees it opens again only when those people come back.
       *[other] { $count } cases are sealed to people who left, or to an earlier triage key. Trustees bring them to your triage by a recovery; without trustees they open again only when those people come back.
    }
cases-staff-helpline-open-hint = Name at least two people, so that requests are read when one is away.
cases-staff-nobody-has-a-key = Nobody has a key yet
cases-staff-nobody-has-a-key-how = Whoever answers calls for help makes a key first, on the page “My key”.
cases-staff-without-key = Without a key, so they cannot be named yet: { $names }
cases-staff-triage = Triage
cases-staff-triage-hint = New requests open for the named triagers alone, until they are given to somebody.
cases-staff-triagers = Triagers
cases-staff-triagers-hint = They can open every new request.
cases-staff-triagers-from-now = Triagers from now on
cases-staff-triager-name = One more triager
cases-staff-triager-add = Name
cases-staff-triage-change = Change the triage key
cases-staff-triage-change-hint = Once a month, and whenever a triager leaves. Exactly these people hold the next key; what waits is sealed anew, and the old key opens nothing.
cases-staff-triage-not-you = You do not triage. Only triagers can name others: no role opens what is sealed.
cases-staff-trustees = Trustees
cases-staff-trustees-hint = When keys are lost, some of them together give access back to those who had it, never to anybody else. None of them can open a case alone.
cases-staff-trustees-none = There are no trustees
cases-staff-trustees-none-how = Whoever loses passphrase and code then loses the cases that nobody else holds.
cases-staff-trustees-name = Name trustees
cases-staff-trustees-who = Trustees
cases-staff-trustees-who-hint = Three people who do not lose their keys together, better not all in one place.
cases-staff-trustees-needed = How many are needed
cases-staff-trustees-needed-hint = At least 2; 2 of 3 is usual.
cases-staff-trustees-who-may = A triager who manages your organisation’s people can name them.
cases-staff-of = { $needed } of { $of }
cases-staff-recovery = Getting access back
cases-staff-recovery-hint = For everybody of the organisation who made a new key.
cases-staff-recovery-who-may = Whoever answers calls for help can begin it.
cases-staff-recovery-sure = Somebody lost their key, and the trustees know of it
cases-staff-recovery-begin = Begin
cases-staff-recovery-by = Joins the shares
cases-staff-recovery-given = Shares given
cases-staff-recovery-finish = Join the shares and give access back
cases-staff-share-hint = Give your share only when you have spoken with whoever joins the shares, by voice.
cases-staff-share-give = Give my share
cases-staff-log-title = Log of keys
cases-staff-log-lead = Every key that anything is sealed to stands here. A key that somebody slipped in would show. Compare fingerprints by voice.
cases-staff-log-state = The log
cases-staff-log-whole = Whole
cases-staff-log-head = Its last line
cases-staff-log-broken = The log is broken
cases-staff-log-broken-how = Line { $position } does not fit. Somebody has changed the database. Stop, and tell everybody who works with it.
cases-staff-log-empty = No key yet
cases-staff-log-empty-how = The first key that somebody makes stands here.
cases-staff-log-table = Keys in the order in which they began and ended
cases-staff-position = Line
cases-staff-owner = Whose
cases-staff-key-begins = Begins
cases-staff-key-ends = Ends

## Settings
cases-staff-settings-areas = Settings of the helpline
cases-staff-templates = Templates
cases-staff-templates-lead = Answers that are written often, in the languages in which you have them.
cases-staff-templates-none = No templates
cases-staff-templates-none-how = A template saves time at three in the morning. Write the first one.
cases-staff-template-new = New template
cases-staff-template-lead = These stand for what is filled in; write a brace twice to mean the brace itself.
cases-staff-template-name = Short name
cases-staff-code-name-hint = Lower-case letters, digits and single hyphens
cases-staff-languages = Languages
cases-staff-reviewed = Reviewed by a native speaker
cases-staff-reviewed-hint = Others carry a notice where they give safety advice.
cases-staff-lists-none = No checklists
cases-staff-lists-none-how = A checklist keeps the first hour from being forgotten.
cases-staff-checklist-new = New checklist
cases-staff-checklist-title = Checklist
cases-staff-checklist-steps-hint = One a line, like answered: Send a first answer. The code before the colon keeps what was ticked when the words change.
cases-staff-words = Words
cases-staff-words-lead = Hide what you never meet, and add your own. Own words count as one of the shared list, so that figures stay comparable.
cases-staff-hidden = Not offered
cases-staff-own = Own words
cases-staff-own-hint = One a line, like sim-swap = account-compromise: SIM swap | id=Pembajakan SIM
cases-staff-priority = Who comes first
cases-staff-priority-lead = The rules are data. What they decide stands with its reasons beside each case.
cases-staff-rules = Rules
cases-staff-rules-hint = JSON. Each rule has a reason, a condition and points; nothing is saved that cannot be used.
cases-staff-rules-caption = The rules that hold
cases-staff-levels = From { $urgent } points a case is urgent, from { $high } it comes before others.
cases-staff-clocks = Clocks
cases-staff-clocks-lead = In minutes of working time. First answer: 60, 90 and 120 are what Access Now’s helpline publishes.
cases-staff-clock-remind = Reminder after
cases-staff-clock-escalate = The lead is told after
cases-staff-clock-target = Due after
cases-staff-clock-length = { $length } of working time
cases-staff-bells = Bells
cases-staff-bells-lead = Whoever stands here gets a mail when somebody waits for a first answer. It says how many wait and for how long at least; nothing of any request.
cases-staff-bells-no-mail = This server sends no mail. Whoever runs it can name a mail server in its settings ([smtp]); until then nothing rings.
cases-staff-bells-remind = At the reminder
cases-staff-bells-remind-hint = Told after { $minutes } minutes of working time. One address on each line. Take addresses of roles (duty@…), not of people: they stand readable in the database, and the rota does not change them. Whoever is on duty reads that mailbox.
cases-staff-bells-escalate = Who answers for the helpline
cases-staff-bells-escalate-hint = Told after { $minutes } minutes, if nobody has answered by then.
cases-staff-bells-try = Send everybody a trial
cases-staff-bells-memory = At what minute somebody asked is kept in the server’s memory alone, not on its disk. After a restart the minutes of whoever still waits begin anew.
cases-staff-done-rung = A trial went to every address.
cases-staff-problem-address = “{ $found }” is not an address of mail. Write one on each line, such as duty@example.org.
cases-staff-problem-addresses = At most { $most } addresses fit here.
cases-bell-no-mail = This server sends no mail, so nothing can ring.
cases-bell-nobody = Save an address first.
cases-bell-refused = The mail server did not take the letter to { $address }. The addresses before it got theirs. Look at the address, or ask whoever runs the server.
cases-bell-subject = { $organisation }: { $count ->
    [one] somebody waits for a first answer
   *[other] { $count } wait for a first answer
}
cases-bell-reminder =
    { $count ->
        [one] Somebody who asked { $organisation } for help has had no answer for { $minutes } minutes of working time.
       *[other] { $count } people who asked { $organisation } for help have had no answer for { $minutes } minutes of working time or longer.
    }

    The queue: { $url }

    This letter says nothing of a request, and nothing is to be answered to it.
cases-bell-escalation =
    { $count ->
        [one] Somebody who asked { $organisation } for help has had no answer for { $minutes } minutes of working time. The addresses of the reminder were told before.
       *[other] { $count } people who asked { $organisation } for help have had no answer for { $minutes } minutes of working time. The addresses of the reminder were told before.
    }

    The queue: { $url }

    This letter says nothing of a request, and nothing is to be answered to it.
cases-bell-unreachable-subject = { $organisation }: nobody can open new requests for help
cases-bell-unreachable =
    Nobody at { $organisation } can open a new request for help: whoever holds the triage key has left, may not respond any more, or has another key now. People who ask for help are not offered your helpline until somebody can.

    What to do stands here: { $url }
cases-bell-deletion-subject = { $organisation }: { $count ->
    [one] a case is about to be deleted
   *[other] { $count } cases are about to be deleted
    }
cases-bell-deletion =
    { $count ->
        [one] One case of { $organisation } is deleted by itself, on { $date }.
       *[other] { $count } cases of { $organisation } are deleted by themselves, the first on { $date }.
    } The queue marks them. Keep one longer, with a reason, where that is needed: { $url }
cases-bell-trial-subject = { $organisation }: a trial of the bells
cases-bell-trial =
    This is a trial. Such a letter comes here when somebody who asked { $organisation } for help waits too long for a first answer.

    Who gets it: { $url }
cases-staff-keeping-lead = How many days a case is kept. Then keys, texts and files are deleted. People read these numbers before they ask for help.
cases-staff-keeping-days = Days after closing
cases-staff-keeping-by-incident = Other days for some incidents
cases-staff-keeping-by-incident-hint = One a line, the code and the days, like abuse 180
cases-staff-keeping-idle = Days without anything, for open cases
cases-staff-keeping-idle-hint = 30 or more. A request that nobody takes, or a case that nobody closes, is deleted after so many days in which nobody wrote or changed anything.
cases-staff-keeping-remind = Reminders, in days before
cases-staff-keeping-remind-hint = Like 14, 3. From the first one on the case says so in the queue, and on each of these days the addresses of your bells get a mail with the number of cases.
cases-staff-codes = Codes of incidents
cases-staff-provider-profile = What we offer
cases-staff-profile-lead = Other helplines see this when they look for somebody who could help.
cases-staff-profile-kind = Kind of partner
cases-staff-profile-services = Help we give
cases-staff-profile-languages = Languages
cases-staff-profile-languages-hint = Tags, like ur, en, zh-Hant
cases-staff-profile-places = Places
cases-staff-profile-places-hint = Two-letter codes, like PK, TW. Empty for everywhere.
cases-staff-profile-incidents = What we know most about
cases-staff-profile-groups = Whom we know best
cases-staff-profile-hours = Hours a week
cases-staff-profile-cases = New cases a week
cases-staff-profile-start = We begin
cases-staff-profile-fees = It costs
cases-staff-profile-code = Code of practice
cases-staff-profile-code-hint = Its name or link
cases-staff-start-hours = Within hours
cases-staff-start-days = Within days
cases-staff-start-week = Within a week
cases-staff-start-weeks = Within weeks
cases-staff-start-closed = We take no new cases
cases-staff-hours-under-one = Under one
cases-staff-hours-two-to-four = Two to four
cases-staff-hours-five-to-ten = Five to ten
cases-staff-hours-ten-to-twenty = Ten to twenty
cases-staff-hours-over-twenty = Over twenty
cases-staff-fees-free = Nothing
cases-staff-fees-sliding = What somebody can pay
cases-staff-fees-paid = A price

## The audit
cases-staff-audit-title = Audit
cases-staff-audit-hint = Who did what, by day, without a word of content.
cases-staff-audit-none = Nothing in these days
cases-staff-audit-none-how = Choose other days.
cases-staff-audit-caption = Who did what
cases-staff-audit-csv = Take it out as a table (CSV)

## What to mend
cases-staff-problem-choose = Choose one.
cases-staff-problem-not-sure = Tick this if you are sure.
cases-staff-problem-not-the-same = The two are not the same. Type the new passphrase again.
cases-staff-problem-extent = Choose what the extract holds, or the whole case.
cases-staff-problem-days = Use 1 to 30 days.
cases-staff-problem-notice-days = Use 1 to 3,650 days, or leave it empty.
cases-staff-problem-day = Write a day like 2026-11-22.
cases-staff-problem-time = Write a time like 09:30.
cases-staff-problem-number = Write a whole number.
cases-staff-problem-span = The last day lies before the first.
cases-staff-problem-reason = Give a reason of { $least } to { $most } characters.
cases-staff-problem-tag-long = A tag has at most { $most } characters.
cases-staff-problem-tags-many = At most { $most } tags fit.
cases-staff-problem-hours = A shift has 1 to { $most } hours.
cases-staff-problem-hours-form = Write hours like 09:00-12:30, 13:30-17:00.
cases-staff-problem-hours-order = Hours must begin before they end, and follow each other. Put work past midnight on the next day.
cases-staff-problem-zone = This is not a time zone. Write it like Asia/Taipei.
cases-staff-problem-day-line = This line cannot be read: { $line }
cases-staff-problem-holiday = The holiday on { $day } needs a name.
cases-staff-problem-days-many = At most 1,000 days fit.
cases-staff-problem-no-helpline = No organisation with a helpline is called { $name }.
cases-staff-problem-macro = Nobody knows { "{" }{ $name }{ "}" }. Known are: { $known }
cases-staff-problem-brace = A brace at character { $place } has no partner. Write it twice to mean the brace itself.
cases-staff-problem-long = At most { $most } characters fit.
cases-staff-problem-english = An English text is needed; other languages fall back to it.
cases-staff-problem-code = Use lower-case letters, digits and single hyphens.
cases-staff-problem-code-taken = Another one has this name.
cases-staff-problem-differs = This text lacks or adds { "{" }{ $name }{ "}" }, unlike the English one.
cases-staff-problem-step-form = Line { $place }: write the code, a colon, and what to do.
cases-staff-problem-step-code = { $name } is no code. Use lower-case letters, digits and single hyphens.
cases-staff-problem-step = Step { $place } is empty or too long.
cases-staff-problem-steps = Write 1 to { $most } steps, each with a code of its own.
cases-staff-problem-own = Line { $place }: write code = counts-as: label.
cases-staff-problem-counts-as = { $name } is not in the shared list.
cases-staff-problem-way-out = { $name } cannot be hidden: there must always be a way not to choose.
cases-staff-problem-own-code = { $name } is no code. Use lower-case letters, digits and single hyphens.
cases-staff-problem-own-taken = { $name } is used already.
cases-staff-problem-own-label = { $name } needs an English label; others need a language of the site.
cases-staff-problem-own-many = At most { $most } own words fit.
cases-staff-problem-rules = The rules cannot be used: { $why }
cases-staff-problem-target = Reminder, lead and target must follow each other, each 1 to { $most } minutes.
cases-staff-problem-incident-days = This line cannot be read: { $line }
cases-staff-problem-remind = At most 5 reminders, each at least a day before deletion and after closing.
cases-staff-problem-keeping-days = Keep cases for { $least } to { $most } days.
cases-staff-problem-language = { $name } is not a language tag.
cases-staff-problem-place = { $name } is not a two-letter code of a place.

## Who did what with a case
cases-staff-log-opened = Opened it
cases-staff-log-answered = Answered the person
cases-staff-log-changed = Changed something
cases-staff-log-assigned = Took it or gave it
cases-staff-log-revoked = Took somebody’s access away
cases-staff-log-referred = Handed it or an extract on
cases-staff-log-file-opened = Opened a file
cases-staff-log-noticed = Put something of it into a notice
cases-staff-log-merged = Joined it with another
cases-staff-log-words-sent = Sent the words of the receipt to the server
cases-staff-log-evidence = Kept evidence, or worked with it
cases-staff-owner-person = person
cases-staff-owner-organisation = organisation’s key
cases-staff-owner-triage = triage
cases-staff-found-request = the request
cases-staff-found-contact = the name or contact
cases-staff-found-thread = what was written
cases-staff-found-note = notes
cases-staff-found-tag = tags

## What cannot be set or planned so
cases-setting-wrong = This setting cannot be used as it is.
cases-setting-changed = Somebody else changed this setting meanwhile. Yours is not saved: open the page again beside this one, compare, and save anew.
cases-shift-not-a-responder = This person does not answer calls for help.
cases-shift-backwards = A shift must begin before it ends.
cases-shift-too-long = A shift has at most 16 hours.
cases-shift-twice = This person already has a shift in that time.
cases-hand-over-long = At most 4,000 characters fit.
cases-hand-over-many = At most 200 cases fit.
cases-no-such-helpline = Only organisations that take requests can stand here.

## Notices to platforms
cases-staff-notice-title = Tell a platform
cases-staff-notice-lead = What the person agreed to goes into a sealed notice to a platform or authority, and nothing else. It opens for those who hold the cases in it; if the person changes their mind, their part goes.
cases-staff-notice-consents = What the person said
cases-staff-notice-not-asked = The person has not been asked yet.
cases-staff-notice-tell = What goes
cases-staff-notice-tell-hint = Only what the person agreed to is offered here.
cases-staff-notice-platform = Who may be told
cases-staff-notice-words = What you tell the person about it
cases-staff-notice-words-hint = Such as what it can change, what it cannot, and the summary you would send.
cases-staff-notice-days = For how many days
cases-staff-notice-days-hint = Empty: until they take it back.
cases-staff-notice-way = By which route
cases-staff-notice-into = Into the draft { $reference } to { $platform }
cases-staff-notice-no-route = There is no route yet
cases-staff-notice-no-route-how = Somebody who escalates adds one under Escalations, Platforms.
cases-staff-notice-links = Addresses
cases-staff-notice-summary = What happened, in your words
cases-staff-notice-summary-hint = Leave out names and whatever leads to the person, unless the platform needs it.
cases-staff-notice-own-words = Send what the person wrote, word for word
cases-staff-notice-own-words-hint = The text of their request.
cases-staff-notice-files = Files that go along
cases-staff-notice-add = Put it into the notice
cases-staff-notice-to = To
cases-staff-notice-state = State
cases-staff-notice-next = Next step due
cases-staff-notice-withdrawn = Consent taken back on
cases-staff-notice-named = Who can open it
cases-staff-notice-not-named = It opens for others who hold this case. You are named on it as soon as one of them puts the next part in.
cases-staff-notice-course = Its clock and what followed
cases-staff-notice-parts = What comes from cases
cases-staff-notice-parts-hint = Each stands in a part of its own, which goes when its person takes their consent back.
cases-staff-notice-parts-none = Nothing yet. Open a case and choose “Tell a platform”.
cases-staff-notice-part = Part { $number }
cases-staff-notice-part-gone = Its person took their consent back. What came from them is deleted here.
cases-staff-notice-part-remove = Take it out
cases-staff-notice-common = What holds for everybody concerned
cases-staff-notice-discard = Throw this draft away
cases-staff-notice-back = Back to the notice
cases-staff-notice-letters = Letters
cases-staff-notice-shredded = What it said is deleted, because everybody took their consent back.
cases-staff-notice-said = The mail server said
cases-staff-notice-reference-hint = The number they gave it. It is not sealed.
cases-staff-notice-counted = Public figures
cases-staff-notice-counted-hint = For that the kind of harm, the region and the language are written down readable, without the case.
cases-staff-notice-count = Count it
cases-staff-notice-count-not = Do not count it
cases-notice-nothing = Put in at least one thing that the person agreed to.
cases-notice-other-platform = The person agreed for another platform. Ask them about this one.
cases-notice-empty = There is nothing from a case in this notice. Put something in, or throw the draft away.
cases-notice-full = A notice holds at most { $most } cases.
cases-notice-shredded = What this notice said is deleted, because everybody took their consent back. Begin a new one.

# Toolkits: what people can read or do by themselves.
cases-staff-toolkits = Toolkits
cases-staff-toolkits-lead = Guides that you recommend. Everybody reads this list under “Toolkits to read on your own”, and responders of every helpline put entries into their answers.
cases-staff-toolkits-hint = What fits this case, in the language of the person where there is something in it. The forms below put one into an answer.
cases-staff-toolkits-none = No toolkits
cases-staff-toolkits-none-how = List guides that you trust, for devices and for the mind. One in a single language is worth listing.
cases-staff-toolkit = Toolkit
cases-staff-toolkit-lead = Fill in the languages in which there is one. Readers of another language are shown the English one, else the first, and are told its language.
cases-staff-toolkit-new = List a toolkit
cases-staff-toolkit-name = Short name
cases-staff-toolkit-kind = Kind
cases-staff-toolkit-for = Helps with
cases-staff-toolkit-for-hint = Nothing chosen: with anything. One for mental health is offered whatever happened.
cases-staff-toolkit-title = Title
cases-staff-toolkit-address = Address
cases-staff-toolkit-about = What it holds
cases-staff-toolkit-use = Use a toolkit
cases-staff-toolkit-which = Toolkit
cases-staff-toolkit-insert = Put it into the answer
cases-staff-back-toolkits = All toolkits
cases-staff-problem-toolkit-empty = A toolkit needs a title and an address in one language at least.
cases-staff-problem-toolkit-title = Write a title of one line, at most { $most } characters.
cases-staff-problem-toolkit-address = Write the address of a web site, beginning with https://.

# Trainings: who came, by media and language.
cases-staff-trainings = Trainings
cases-staff-trainings-lead = What was taught to how many. Names belong nowhere here: a number for each kind of media and language is enough. The figures of everybody together are published with those of the cases, small ones hidden.
cases-staff-trainings-none = No trainings yet
cases-staff-trainings-none-how = Write one down after it was given.
cases-staff-training-add = Write down a training
cases-staff-training-add-hint = A training counts in the quarter in which you write it down, so do it soon.
cases-staff-training-day = Day
cases-staff-training-day-hint = The first day, if it took several.
cases-staff-training-topic = What was taught
cases-staff-training-group = Group { $number }
cases-staff-training-media = They work for
cases-staff-training-language = Taught in
cases-staff-training-more = More groups
cases-staff-training-entered = Written down
cases-staff-training-counted = It is in the published figures and stays.
cases-staff-training-remove = Take it away
cases-staff-problem-people = Write a number from 1 to { $most }.
cases-training-day = A training is written down after it was given, and within three years.
cases-training-people = Say of one group at least how many came.
cases-training-twice = This kind of media and language stands above already. Add the people there.
cases-training-counted = The figures of that quarter are published. What is counted stays as it is.

# Voices from the ground: testimonies of a case.
cases-staff-voices = Testimony
cases-staff-voices-lead = Words that the person may want everybody to read on the page “Voices from the ground”. They are asked about exactly these words. Until they agree and you release them, the words are sealed in the case.
cases-staff-voices-none = No testimony
cases-staff-voices-none-how = Write down what the person told you, without names, places or days that lead to somebody, and ask them.
cases-staff-voice = Testimony
cases-staff-voice-words = The words, as everybody would read them
cases-staff-voice-words-hint = In the person’s own language. Leave out what leads to them or to others.
cases-staff-voice-ask-hint = The person reads these words in their thread and says yes or no. What they take back goes from the page at once, and so does everything when the case is deleted.
cases-staff-voice-released = On the page
cases-staff-voice-release = Let everybody read it
cases-staff-voice-take-down = Take it off the page
cases-staff-done-voice-released = Everybody can read it now, on the page “Voices from the ground”.
cases-staff-done-voice-taken-down = It is off the page.
cases-staff-log-voice = Let everybody read a testimony
cases-voice-extent = Of a testimony there are its words alone.
