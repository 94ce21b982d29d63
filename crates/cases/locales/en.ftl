### The words of cases: what happened, who is helped, what came of it. They stand in forms and in published figures.
### Readers may be afraid. Plain and kind; no blame, no jargon, no exclamation marks. The same label names an answer and a row of a table.

## When something cannot be done
cases-receipt-wrong = Nothing opens with this. Check the eight signs and every word; upper and lower case do not matter.
cases-draw-again = These receipt words cannot be used. Nothing is lost: go back, and new words are made for you.
cases-keys-changed = The key to which this was sealed has changed meanwhile. Nothing is lost: send it once more.
cases-helpline-closed = This helpline has just stopped taking requests. Nothing was sent, and what you wrote is still here. Choose another one, or keep your words and try again later.
cases-sealed-wrong = This was not sealed as it must be, so it was not kept. Reload the page and send it again, or go on without JavaScript.
cases-empty = Write something first.
cases-too-long = This is too long: { $found } of at most { $most }. Shorten it, or send the rest as a second message or a file.
cases-too-many-entries = This case is full. What is there stays; to add more, ask for help once more and name this case.
cases-too-many-files = A case can hold { $most } files. Put several into one archive, or say in a message what else there is.
cases-file-too-large = This file is larger than { $most } MiB. Nothing else is lost; send it in parts, or say in a message that there is more.
cases-file-order = A part of the file is missing. Go on at part { $next }.
cases-file-not-whole = This file has not arrived whole. Send it once more.
cases-consent-answered = This was answered before. To change it, take your consent back, or write to the people who help you.
cases-damaged = Something that is stored does not open. It was not changed by you. Tell the people who run this server.
cases-key-no-longer-yours = This no longer opens with your key. Somebody who can open it has to give it to you again.
cases-referral-state = This offer stands elsewhere by now: it was answered, taken back, or its time is over.

## What happened
cases-incident-abuse = Somebody threatens, harasses or exposes a person
cases-incident-account-compromise = Somebody got into an account, or it is locked
cases-incident-device-compromise = Somebody may be inside a phone or computer
cases-incident-information-leak = Private information got out
cases-incident-theft = A device or papers were stolen or taken away
cases-incident-loss = Files or data are destroyed or lost
cases-incident-social-engineering = Messages or calls that try to trick people
cases-incident-malware = A harmful app or file, or spyware
cases-incident-malicious-website = A website that tricks or harms people
cases-incident-targeted-censorship = Posts, accounts or sites are blocked or taken down
cases-incident-website-compromise = Somebody got into a website or server
cases-incident-denial-of-service = A website or service is flooded until it stops
cases-incident-network-outage = The internet or phone network is cut
cases-incident-communication-disrupted = A messaging app or platform does not work
cases-incident-intrusion-attempt = Somebody tries to get in
cases-incident-known-vulnerability = A weak point was found in something people use
cases-incident-device-failure = A device or system does not work as it should
cases-incident-something-else = Something else
cases-incident-not-sure = Not sure
cases-incident-not-said = Prefer not to say

## What was done to a person
cases-abuse-threats = Threats of violence
cases-abuse-doxxing = Home, number, papers or identity made public
cases-abuse-blackmail = Money or something else demanded under threat
cases-abuse-sextortion = Threats with intimate pictures or sexual demands
cases-abuse-intimate-images = Intimate pictures shared without consent
cases-abuse-fake-images = A false or altered picture, clip or voice
cases-abuse-sexual-harassment = Sexual harassment
cases-abuse-bullying = Insults and mockery by one or many
cases-abuse-hate = Hate for what somebody is
cases-abuse-smear = Lies to silence somebody or ruin their name
cases-abuse-stalking = Somebody follows a person’s life online
cases-abuse-locating = Somebody finds out where a person is
cases-abuse-control = Somebody controls a person’s accounts or devices
cases-abuse-impersonation = A false profile in somebody’s name
cases-abuse-unwanted-contact = Contact that is not wanted and does not stop
cases-abuse-grooming = Somebody wins trust in order to abuse
cases-abuse-exploitation = Sexual exploitation or trafficking
cases-abuse-something-else = Something else
cases-abuse-not-sure = Not sure
cases-abuse-not-said = Prefer not to say

## Who is helped
cases-group-journalist = Journalists
cases-group-independent-media = Independent media
cases-group-human-rights-defender = Human-rights defenders
cases-group-human-rights-organisation = Human-rights organisations
cases-group-civil-society = Other civil-society groups
cases-group-activist = Activists
cases-group-blogger = Bloggers and creators
cases-group-political-collective = Political groups
cases-group-fact-checker = Fact-checkers
cases-group-lawyer = Lawyers
cases-group-researcher = Researchers and teachers
cases-group-election-worker = Election workers and observers
cases-group-women-and-girls = Women and girls
cases-group-gender-minority = Gender and sexual minorities
cases-group-child = Children under 18
cases-group-ethnic-minority = Ethnic and indigenous groups
cases-group-religious-minority = Religious minorities
cases-group-displaced = Refugees, migrants and exiles
cases-group-public = Anybody else
cases-group-something-else = Something else
cases-group-not-sure = Not sure
cases-group-not-said = Prefer not to say

## Help
cases-service-digital-security = Digital security
cases-service-legal = Legal help
cases-service-psychosocial = Somebody to talk to
cases-service-other = Other help
cases-service-state-offered = Offered
cases-service-state-declined = Not wanted
cases-service-state-wanted = Wanted; nobody has begun yet
cases-service-state-given = Going on
cases-service-state-ended = Ended

## What came of it
cases-outcome-solved = Solved
cases-outcome-partly-solved = Better, not solved
cases-outcome-advice-given = Advice given
cases-outcome-handed-on = Another organisation goes on
cases-outcome-not-solved = Tried; it did not help
cases-outcome-out-of-mandate = Not something this helpline can do
cases-outcome-withdrawn = The person wanted no more help
cases-outcome-lost-touch = The person did not come back
cases-outcome-not-known = Not known yet

## Before or after
cases-approach-reactive = Something has happened
cases-approach-preventive = Nothing has happened yet; to be safer

## How it came in
cases-intake-form = This site
cases-intake-phone = Phone
cases-intake-walk-in = In person
cases-intake-email = E-mail
cases-intake-referral = Another organisation

## Answers
cases-answer-yes = Yes
cases-answer-no = No
cases-answer-not-sure = Not sure
cases-answer-not-said = Prefer not to say

## Where
cases-region-east-asia = East Asia
cases-region-south-east-asia = South-East Asia
cases-region-south-asia = South Asia
cases-region-central-asia = Central Asia
cases-region-west-asia-north-africa = West Asia and North Africa
cases-region-africa = Africa south of the Sahara
cases-region-europe = Europe
cases-region-latin-america = Latin America and the Caribbean
cases-region-north-america = North America
cases-region-pacific = Pacific
cases-region-elsewhere = Elsewhere
cases-region-not-said = Prefer not to say

## The first answer by a person
cases-first-answer-hour = Within one hour
cases-first-answer-two-hours = Within two hours
cases-first-answer-day = Within 24 hours
cases-first-answer-three-days = Within three days
cases-first-answer-later = Later
cases-first-answer-none = No answer yet

## Where a case stands
cases-status-received = Received
cases-status-assigned = Given to people who help
cases-status-working = Somebody works on it
cases-status-waiting-for-person = Waiting for your answer
cases-status-waiting-for-others = Waiting for somebody else
cases-status-resolved = Done; write again if it is not
cases-status-closed = Closed; you can still write
cases-status-merged = Joined with another case
cases-status-deleted = Deleted

## Handing on
cases-referral-offered = Asked; no answer yet
cases-referral-accepted = Accepted
cases-referral-declined = Not possible for them
cases-referral-expired = No answer in time
cases-referral-taken-back = Taken back

## What you agree to
cases-purpose-referral = Another organisation helps
cases-purpose-escalation = A platform or authority is told
cases-purpose-research = A study looks at what happened
cases-purpose-testimony = Your own words are told
cases-field-services = Which help you want
cases-field-danger = Whether you are safe
cases-field-incident = What happened, as you chose it
cases-field-language = Your language
cases-field-place = Where you are
cases-field-contact = How to reach you safely
cases-field-summary = A short summary that you see first
cases-field-words = What you wrote
cases-field-files = Your files
cases-field-links = Links to what was done to you
cases-any-platform = any platform or authority that can act on it

## Advice
cases-advice-not-reviewed = No native speaker has checked this safety advice yet. If something is unclear, please ask us.

## Asking for help
cases-nav-help = Get help
cases-leave = Leave quickly
cases-help-title = Ask for help
cases-help-lead = Tell people who can help what happened. You need no account and no name, and you may leave out whatever you like.
cases-safety-title = If you are in danger now
cases-safety-away = If you can, go where other people are, and call somebody you trust.
cases-safety-call = Call the emergency number where you are, if that is safe for you. We call nobody, and no police, unless you ask us to.
cases-safety-device = If somebody may look into this device, use another one if you can. The button at the top, or the Escape key, leads away from here. The browser may still remember that this page was open.
cases-have-receipt = I have a receipt. Open my case
cases-ask-choose = Leave open
cases-ask-organisation = Who should read it?
cases-ask-organisation-missing = Choose who should read it.
cases-ask-safe = Are you safe now?
cases-ask-incident = What happened?
cases-ask-incident-hint = Choose what comes nearest. More than one is fine, and so is none.
cases-ask-abuse-more = Threats, pictures, stalking or other abuse of a person: say more
cases-ask-abuse = What was done?
cases-ask-text = In your own words
cases-ask-text-hint = As much or as little as you like, in any language. What happened, when, and what would help you most?
cases-ask-reach = A safe way to reach you, if you want one
cases-ask-contact = How may we reach you?
cases-ask-contact-hint = For example a Signal name, or an e-mail address that nobody else reads. Without it you come back with your receipt.
cases-ask-when = When is it safe?
cases-ask-when-hint = For example “weekdays before noon”, or “never call”.
cases-ask-name = What may we call you?
cases-ask-name-hint = It need not be your real name.
cases-ask-more = More that helps us to help, if you want to say it
cases-ask-approach = Has something happened already?
cases-ask-group = Are you one of these?
cases-ask-minor = Are you under 18?
cases-ask-region = Where are you, roughly?
cases-ask-services = Which help would you like?
cases-ask-empty = Write something, or choose what happened.
cases-ask-send = Seal and send
cases-mode-server = This server seals what you write when it arrives, before anything is stored. For that moment, whoever controls the running server could read it. If you can, turn JavaScript on: then your browser seals it instead.
cases-mode-browser = Your browser seals what you write before it leaves this device. The server cannot read it. Only somebody who changes this page itself on the server could.
cases-next = What happens next
cases-next-receipt = You get a receipt: a number and thirteen words. With them, and only with them, you come back.
cases-next-read =
    { $hours ->
        [one] People at { $organisation } read it. They mean to answer within one hour, at night and on holidays later.
       *[other] People at { $organisation } read it. They mean to answer within { $hours } hours, at night and on holidays later.
    }
cases-next-return = You come back with the receipt to read their answer, to write more, or to have everything deleted.
cases-reads = Who can read what
cases-reads-helpers =
    { $count ->
        [one] One person at { $organisation } takes in new cases and can open yours; afterwards only those who work on it.
       *[other] { $count } people at { $organisation } take in new cases and can open yours; afterwards only those who work on it.
    } You see who opened it, and on which day.
cases-reads-each =
    { $count ->
        [one] { $organisation }: one person takes in new cases; deleted { $days } days after closing, or after { $idle } days in which nothing happens.
       *[other] { $organisation }: { $count } people take in new cases; deleted { $days } days after closing, or after { $idle } days in which nothing happens.
    }
cases-reads-trustees = Should helpers at { $organisation } lose their keys, any { $needed } of { $of } named people together give them access again. None of these can do it alone.
cases-reads-kept = { $organisation } deletes a case { $days } days after it is closed, and one in which nothing happens for { $idle } days. If it has to keep yours longer, it writes to you why. You can have it deleted at any time.
cases-reads-nobody = Nobody else can read it: no other organisation unless you agree, not whoever runs this server, and nobody who takes its disks or its backups.
cases-reads-clear = Not sealed: that there is a case, on which days something came in, about how long texts are, how many files there are, which organisation has it, and whether your browser or the server sealed it.
cases-nobody = Nobody takes cases here at the moment.
cases-nobody-how = Try again later. If you are in danger, do not wait for this page.
cases-unsent = What you wrote
cases-unsent-how = It was not sent and is kept nowhere. Copy it if you want to use it later; nobody else should find it.

## The receipt
cases-receipt-title = Your case is sealed and sent
cases-receipt-lead = Keep this receipt. It is the only way back to your case.
cases-receipt-locator = Number
cases-receipt-words = Thirteen words
cases-receipt-once = These words are shown only this once. Nobody can look them up for you.
cases-receipt-keep = How to keep it
cases-receipt-copy = Write both parts by hand, in a place where only you look. A photo, a file or a print can be found by whoever uses your device or printer.
cases-receipt-danger = Holding this can be dangerous: whoever has both parts can read your case and write in your name. If somebody may search you or your things, learn the words by heart, leave them with somebody you trust, or keep nothing.
cases-receipt-try = Open my case now
cases-locator-hint = Eight letters and digits, such as 7K2M-9QXA.
cases-locator-misread = The number has eight letters and digits. Please compare it with what you wrote down.
cases-words-hint = In their order. Capital letters, commas and line breaks do not matter. The first four letters of an English word are enough.
cases-words-count =
    { $count ->
        [one] There should be thirteen words; this is one.
       *[other] There should be thirteen words; these are { $count }.
    }
cases-words-unknown = Word number { $number } is not one that receipts use. Please look at its spelling.
cases-words-checksum = Every word exists, but number and words do not belong together. One of them is mistyped or in another place.

## Coming back
cases-return-title = Open your case
cases-return-lead = Type the number and the thirteen words of your receipt.
cases-return-open = Open my case
cases-return-server = The words go to this server. It opens your case in its memory, for this one answer, and keeps no copy of the words.
cases-return-browser = Your browser opens your case. The words do not leave this device.
cases-return-lost = If the words are lost, nobody can open the case for you. You can ask for help anew.
cases-return-new = Ask for help
cases-warn-title = Your browser sealed this case
cases-warn-lead = So far the server has not been able to read it. If you go on without JavaScript, the words go to the server, and for that moment whoever controls the running server could read your case.
cases-warn-better = To avoid that, turn JavaScript on and type the receipt again. If you go on, your case notes that it was opened here.
cases-warn-go = Open it on the server
cases-warn-back = Go back

## The case
cases-thread-title = Your case
cases-state-waiting = Nobody has taken your case yet. You can close this page and come back.
cases-state-open = People who help are working on your case.
cases-state-closed = Your case is closed. If you write, it opens again.
cases-state-merged = Your case was joined with another one about the same thing.
cases-thread-entries = What was written
cases-entry-you = You, { $date }
cases-entry-helpers = The helpers, { $date }
cases-entry-system = Note, { $date }
cases-entry-kept = Why it is kept longer, { $date }
cases-write-text = Write to the helpers
cases-write-send = Seal and send
cases-write-empty = Write something first.
cases-written = Sealed and sent. The helpers see it when they open your case.
cases-offer = Somebody to talk to
cases-offer-lead = What happened can weigh on anybody. Would you like to talk with somebody who listens? You can change your mind.
cases-offer-want = Yes, please
cases-offer-decline = No, thank you
cases-offer-wanted = The helpers will find somebody for you to talk to.
cases-offer-declined = You will not be asked again. You can still write that you want it.
cases-visits = Who can open your case, and who has
cases-visits-lead = Helpers have numbers here, so that you can tell them apart.
cases-visit = { $date }: { $what } (helper { $who } of { $organisation })
cases-visit-own = { $date }: { $what }
cases-visit-opened = Opened
cases-visit-answered = Wrote to you
cases-visit-changed = Changed something about it
cases-visit-assigned = Took it, or gave it to somebody
cases-visit-revoked = Took somebody’s access away
cases-visit-referred = Handed it on, or an extract of it
cases-visit-file-opened = Opened a file
cases-visit-noticed = Put something of it into a notice to a platform
cases-visit-merged = Joined it with another case
cases-visit-words-sent = You opened it on the server, without JavaScript
cases-visit-evidence = Kept evidence, or worked with it
cases-party-waits = It waits with those who take in new cases at { $organisation }, since { $date }.
cases-party =
    { $count ->
        [one] One person at { $organisation } can open it, since { $date }.
       *[other] { $count } people at { $organisation } can open it, since { $date }.
    }
cases-party-recoverable = Should their keys be lost, named people there can together give access again.
cases-visits-none = Nobody has opened it yet.
cases-extent-whole = They would get your whole case, with the key to it.
cases-extent-extract = They would get only this, written anew:
cases-consent-yes = Yes, I agree
cases-consent-no = No
cases-consent-withdraw = Take my consent back
cases-consent-given = You agreed
cases-consent-declined = You said no
cases-consent-taken-back = You took it back
cases-consent-until = It would hold until { $date } and then end by itself.
cases-consent-over = This has ended by itself. Nothing more is handed on by it.
cases-consent-was-given = You agreed. You can take it back at any time.
cases-consent-was-declined = You said no. Nothing is handed on, and you go on being helped here.
cases-consent-was-taken-back = You took your consent back. Nothing more is handed on. What others have read already, nobody can make unread.
cases-end = Ending it
cases-kept-until = This case is deleted on { $date }, unless you write before.
cases-kept-unless = This case is deleted on { $date } if until then nobody writes here and nobody works on it.
cases-kept-held = This case is held: it is not deleted by itself. The helpers wrote why, above. You can still have it deleted at any time.
cases-delete = Have everything deleted
cases-delete-lead = Texts, files and keys are deleted at once, and helpers can read nothing any more. It cannot be undone.
cases-delete-sure = Yes, delete everything
cases-delete-unsure = Please say that you are sure.
cases-delete-send = Delete now
cases-deleted = Your case is deleted
cases-deleted-on = It was deleted on { $date }.
cases-deleted-backups = The last backup that holds it, still sealed, expires on { $date }.
cases-deleted-receipt = Until then your receipt shows this page. You can throw it away now.
cases-proof = Proof that you asked
cases-proof-lead = A signed line says that something was filed here on that day, and nothing of what. You may need it to complain that nobody answered.
cases-proof-danger = It shows that you asked for help. Whoever finds it with you learns that.
cases-proof-get = Make the proof
cases-proof-what = Copy this line. It says that something was filed here on that day, and nothing of what. Anybody can check it under “Check a record or a file” on this site.
cases-proof-opening = Show that it was you
cases-proof-opening-what = Whoever has this code beside the line shows that they hold the receipt. It does not open your case. Keep it apart from the line, and show it only where you must.

## Files
cases-files = Files
cases-files-lead = Pictures lose what nobody sees in them: place, time and device (JPEG, PNG, WebP). Other files stay as they are and may hold your name.
cases-files-choose = Choose files
cases-files-limits = At most 20 files, each up to 100 MB. Each is sealed like your words.
cases-files-evidence = These files are evidence
cases-files-evidence-hint = They stay exactly as they are, with everything hidden in them.
cases-files-send = Seal and send the files
cases-files-take = Open the file
cases-files-sending = being sealed and sent
cases-files-done = sealed and sent
cases-files-failed = The line broke. What was sent is kept.
cases-files-again = Go on
cases-files-all = The files are sealed and sent
cases-files-not-all = Not everything could be sent
cases-files-none = No file was chosen.
cases-files-many = At most { $most } files fit in one form. Please send the others in a second one.
cases-files-broken-off = The line broke before everything came in. Files named here as sent are safe; please send the others again.
cases-file-damaged = This picture is damaged, so what hides in it cannot be taken out. If it is evidence, mark it so and send it again.
cases-file-unfinished = This file has not come in whole. If it is not on its way any more, send it again.

## What the script says
cases-script-sealing = Being sealed on this device …
cases-script-opening = Being opened on this device …
cases-script-failed = It could not be sent. Nothing is lost; please try again.
cases-script-words = The words do not fit together with the number. There are thirteen; please compare each with what you wrote down.
cases-script-unopened = This part cannot be opened.
cases-script-needed = Your browser opens this case. Please turn JavaScript on, or come back with your receipt without it.

## First steps
cases-ways-title = Ways to reach somebody
cases-ways-lead = Each way leaves traces somewhere. Choose the one that whoever you fear is least able to watch.
cases-ways-risk = What it can give away:
cases-ways-browser = This page, with JavaScript on
cases-ways-browser-how = Your browser seals what you write before it leaves your device. Those who help open it; this server cannot.
cases-ways-browser-risk = Whoever can look at your device or its history sees that you were here. Whoever controls the running server could send your browser another script.
cases-ways-plain = This page, without JavaScript
cases-ways-plain-how = This server seals what you write in its memory when it arrives, before anything is stored.
cases-ways-plain-risk = The same, and for that moment whoever controls the running server could read what you write.
cases-ways-tor = This page, in Tor Browser
cases-ways-tor-how = Tor hides from your network where you go, and from us where you are. Everything here works in it, also at its safest level.
cases-ways-tor-risk = In some places it stands out that somebody uses Tor. Whoever can look at your device can find the browser.
cases-ways-voice = By telephone, or in person
cases-ways-voice-how = Some helplines answer calls or receive people. Whoever helps you writes down what you say; it is sealed like what is written here, and you can have a receipt.
cases-ways-voice-risk = Telephone companies keep who called whom, when and from where. People beside you can listen. Somebody may watch who goes in.
cases-ways-mail = By e-mail or a messenger
cases-ways-mail-how = Only where a helpline has given you an address itself. Ask them there for a safer way before you tell what happened.
cases-ways-mail-risk = Companies in between see who writes to whom and when, and often what. Copies stay on both devices and in backups. Anybody can pretend to be a helpline.
cases-advice-title = First steps on your own
cases-advice-lead = What many helplines say first. It does not replace people who know your case.
cases-advice-account = Somebody is in your account
cases-advice-account-steps = Use another device if you can. Change the password of the account, and first that of the e-mail address behind it. Sign out all other devices. Turn on a second step. Tell your contacts by another way.
cases-advice-device = Somebody may be inside your device
cases-advice-device-steps = Do not talk about it on that device. Switch it off or put it into another room; do not reset it, for traces may be needed. Ask for help from another device.
cases-advice-abuse = Threats, pictures, blackmail
cases-advice-abuse-steps = It is not your fault. Do not pay; paying seldom ends it. Keep what you were sent, with addresses and times, in a safe place. You need not answer. Tell somebody you trust.
cases-advice-elsewhere = Where else to turn
cases-advice-elsewhere-lead = Other people’s sites. They see that you visit them, and not that you were here.

## Figures
cases-nav-impact = Help in figures
cases-impact-title = What the help came to
cases-impact-lead = How many requests for help came in, and what came of the cases that were closed. Figures are published once a quarter and never changed afterwards.
cases-impact-period = { $from } to { $until }.
cases-impact-next = The next figures come on { $date }.
cases-impact-series = Requests by quarter
cases-impact-so-far =
    { $count ->
        [one] One request for help so far
       *[other] { $count } requests for help so far
    }
cases-impact-at-least =
    { $count ->
        [one] At least one request for help so far
       *[other] At least { $count } requests for help so far
    }
cases-impact-when = Quarter
cases-impact-cases = Requests
cases-impact-closed = Closed cases
cases-impact-tables = The latest quarter in tables
cases-impact-tables-lead = What came of the cases that were closed in this quarter, whenever they came in. A case counts once, when it is closed first; one that its person has deleted before that is a request and no closed case.
cases-impact-approach = Before or after
cases-impact-incident = What happened
cases-impact-abuse = What was done to people
cases-impact-region = Where
cases-impact-group = Who was helped
cases-impact-services = Which help was given
cases-impact-outcome = What came of it
cases-impact-first-answer = How long the first answer took
cases-impact-intake = How it came in
cases-impact-most = Most often: { $what } ({ $count })
cases-impact-nothing-shown = No figure is large enough to show
cases-impact-hidden = hidden
cases-impact-hidden-below = Figures from 1 to { $most } are hidden, and as many others as it takes so that nobody can work them out. None is shown as none.
cases-impact-csv = All figures as a table (CSV)
cases-impact-back = All figures
cases-impact-none = No figures are published yet.
cases-impact-none-how = They appear after the end of a quarter, once nobody can be recognised in them.
cases-offered = { $date }: { $organisation } was asked to help. { $state }
cases-told = Reported to { $platform } on { $date }. { $state }
cases-told-withdrawn = You took your consent back on { $withdrawn }. What came from you is deleted here. It had already been sent to { $platform } on { $date }; write to us if you want to ask them to delete it too.
cases-told-waiting = No answer yet.
cases-told-received = They have confirmed that they have it.
cases-told-acted = They have decided, and acted on it.
cases-told-not-acted = They have decided, and did not act on it.
cases-told-appealed = They decided, and were asked to look again.
cases-reached-question = Did they reach you?
cases-reached-thanks = Thank you. The helpers see your answer.

# Toolkits: what somebody can read or do by themselves.
cases-toolkits-title = Toolkits to read on your own
cases-toolkits-lead = Guides that helplines recommend. They are on other sites: those see that somebody visits them, and your browser remembers it. Nobody there learns that you were here.
cases-toolkits-devices = Devices, accounts, evidence, rights
cases-toolkits-devices-lead = Step by step, at your own pace.
cases-toolkits-mind = For yourself, and for those around you
cases-toolkits-mind-lead = Fear, sleeplessness and anger after an attack are normal. These guides help to bear them, and say when more help is good.
cases-toolkits-none = No toolkits are listed yet.
cases-toolkits-none-how = Helplines list them here in the languages in which they know good ones. Until then, the first steps may help.
cases-toolkit-kind-toolkit = Toolkit
cases-toolkit-kind-mental-health = Mental-health toolkit

# People who were trained.
cases-impact-trained = Trainings
cases-impact-trained-count =
    { $count ->
        [one] One person was trained in this quarter.
       *[other] { $count } people were trained in this quarter.
    }
cases-impact-trained-few = So few people were trained in this quarter that the number is hidden.
cases-impact-trained-lead = Whoever came to two trainings counts twice. A training counts in the quarter in which it was written down.
cases-impact-trained-media = For which media they work
cases-impact-trained-language = In which language they were taught
cases-impact-trained-topic = What they were taught
cases-impact-people = People
cases-language-other = Another language
cases-language-not-said = Not said
cases-media-print = Newspapers and magazines
cases-media-radio = Radio
cases-media-television = Television
cases-media-online = News on line
cases-media-agency = News agencies
cases-media-community = Community media
cases-media-freelance = Freelance
cases-media-creator = A channel or page of their own
cases-media-student = Students of journalism
cases-media-not-media = Not for media
cases-media-other = Other media
cases-media-not-said = Not said
cases-training-topic-digital-security = Digital security
cases-training-topic-verification = Verification
cases-training-topic-gender-based-violence = Gender-based violence
cases-training-topic-mental-health = Mental health
cases-training-topic-legal = Rights and law
cases-training-topic-evidence = Preserving evidence
cases-training-topic-elections = Elections
cases-training-topic-other = Something else

# Voices from the ground: testimonies.
cases-voices-title = Voices from the ground
cases-voices-lead = In their own words: people who were helped, and let everybody read this. Names are left out.
cases-voices-none = Nothing is told here yet.
cases-voices-none-how = It appears when somebody who was helped agrees to exactly these words. They can take them back at any time.
cases-testimony-how = Everybody would read exactly the words below on this site, with the name of the organisation and the month, never with yours. You can take them back here while your case is kept: then they are gone from this site at once. Copies that others have made by then stay with them.
cases-visit-voice = Let everybody read the words to which you agreed
