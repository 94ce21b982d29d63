### Words for those who answer: the queue, clocks, the rota, referrals. In English.

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
