### The words of cases: what happened, who is helped, what came of it. They stand in forms and in published figures.
### Readers may be afraid. Plain and kind; no blame, no jargon, no exclamation marks. The same label names an answer and a row of a table.

## When something cannot be done
cases-receipt-wrong = Nothing opens with this. Check the eight signs and every word; upper and lower case do not matter.
cases-draw-again = These receipt words cannot be used. Nothing is lost: go back, and new words are made for you.
cases-keys-changed = The key to which this was sealed has changed meanwhile. Nothing is lost: send it once more.
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

## Advice
cases-advice-not-reviewed = No native speaker has checked this safety advice yet. If something is unclear, please ask us.
