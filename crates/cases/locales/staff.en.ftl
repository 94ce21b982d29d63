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
cases-lacking-approach = Choose reactive or preventive.
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

## What a marking does not let pass
cases-marking-not-named = TLP:RED: this person is not named in it.
cases-marking-never-forwarded = TLP:RED is never handed on. Ask the source to mark it anew.
cases-marking-outside-the-organisation = TLP:AMBER+STRICT stays in the organisation.
cases-marking-not-a-client = TLP:AMBER stays with the organisation, its clients, and whom the source allowed.
cases-marking-outside-the-community = TLP:GREEN stays in the community.
cases-marking-not-public = Only TLP:CLEAR may be published.

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
