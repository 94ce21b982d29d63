### Work pages of the desk: the queue, a claim, the editor, reviews, moderation.
### For volunteers and checkers who spend hours here. Short sentences, active voice, no blame, no exclamation marks.
### message = what somebody sent in; claim = what it says, checkable; check = what an organisation found out;
### receipt = how somebody who asked comes back. { $... } stands for a value; keep it.

## Navigation
desk-staff-nav-queue = Queue
desk-staff-nav-reviews = Reviews
desk-staff-nav-checks = Our checks
desk-staff-nav-moderation = Moderation
desk-staff-nav-imports = Imports
desk-staff-nav-help = Help

## Used on several pages
desk-staff-back = Back
desk-staff-back-queue = Back to the queue
desk-staff-back-claim = Back to the claim
desk-staff-back-check = Back to the check
desk-staff-back-checks = Our checks
desk-staff-back-reviews = Back to the reviews
desk-staff-actions = What you can do here
desk-staff-undo = Undo
desk-staff-somebody = A colleague
desk-staff-by = By
desk-staff-from = From
desk-staff-own = yours
desk-staff-day = Day
desk-staff-language = Language
desk-staff-language-any = All languages
desk-staff-language-choose = Choose a language
desk-staff-content-type = What it is made of
desk-staff-untitled = (nothing written yet)
desk-staff-moderate = Moderate
desk-staff-evidence = Its evidence
desk-staff-evidence-new = Keep evidence
desk-staff-escalate = Escalate to a platform
desk-staff-cites = Elections and norms cited
desk-staff-check-yourself = Open this claim at the desk, to check it yourself or to see who is on it
desk-staff-history = What happened
desk-staff-history-none = Nothing is recorded yet.

## What happened just now
desk-staff-done-taken = You are on it. Others can see that. Release it when you stop.
desk-staff-done-given = Given to a colleague. They find it under Taken by us.
desk-staff-done-noted = Noted. Your organisation reads it, nobody else.
desk-staff-done-note-removed = The note is gone.
desk-staff-done-reused = This is a draft with the words of your earlier check. Read it against this claim, change what differs, and publish it as usual.
desk-staff-done-released = Released. Somebody else can take it now.
desk-staff-done-joined = Joined. All messages stand here now, and everyone who asked will get the same answer. If this was wrong, select the messages below and split them again.
desk-staff-done-moved = The messages were moved.
desk-staff-done-split = This is the new claim with the messages you selected. Say in your own words what it claims.
desk-staff-done-worded = Saved.
desk-staff-done-marked = Saved. The marked words are masked from now on.
desk-staff-done-closed = Closed. Everyone who asked reads the reason under their receipt.
desk-staff-done-reopened = It is in the queue again.
desk-staff-done-junked = Put aside as junk. Receipts still work.
desk-staff-done-not-junk = It is in the queue again.
desk-staff-done-saved = Saved. Nobody outside your organisation can see a draft.
desk-staff-done-submitted = Handed in for review. A second person reads it now.
desk-staff-done-taken-back = It is a draft again. Go on writing, or hand it in later.
desk-staff-done-sent-back = Sent back with your note.
desk-staff-done-published = Published. The page, the feeds and the receipts show it now.
desk-staff-done-published-told =
    { $count ->
        [one] Published. One receipt shows the answer now.
       *[other] Published. { $count } receipts show the answer now.
    }
desk-staff-done-discarded = The draft was thrown away.
desk-staff-done-translation-withdrawn = The translation is withdrawn. The check's page says so, and why.
desk-staff-done-withdrawn = Withdrawn. The page stays and says why, and feeds tell their readers.
desk-staff-done-correcting = This is a copy of what is public. The public page stays as it is until the correction is published.
desk-staff-done-translating = Write the translation beside the original.
desk-staff-done-decided = Done, and written into the log.
desk-staff-done-reversed = Reversed. The entry stays in the log, marked as reversed.
desk-staff-done-appeal = Decided. The person reads your answer under their receipt.
desk-staff-done-letter = Decided. They find it under their receipt.
desk-staff-done-replied = The reply stands on the public page now.
desk-staff-done-reply-removed = The reply was removed from the public page.

## The queue
desk-staff-queue-title = Queue
desk-staff-lanes = Parts of the queue
desk-staff-lane-open = Open
desk-staff-lane-waiting = Waiting
desk-staff-lane-checking = Being checked
desk-staff-lane-mine = Taken by us
desk-staff-lane-shared = Shared by others
desk-staff-lane-answered = Answered
desk-staff-lane-closed = Closed
desk-staff-lane-junk = Junk
desk-staff-search = Search claims
desk-staff-filter = Show
desk-staff-filter-clear = Show everything
desk-staff-first-page = Back to the first page
desk-staff-order = Order:
desk-staff-order-urgency = Most needed
desk-staff-order-urgency-why = How many asked, weighed by how recently: each request counts half as much after three days. Two people asking today stand above two who asked last week.
desk-staff-order-growth = Growing fastest
desk-staff-order-growth-why = The same, with a half-life of six hours: what is spreading right now stands on top.
desk-staff-order-asked = Most asked
desk-staff-order-asked-why = How many asked in all, however long ago.
desk-staff-order-oldest = Waiting longest
desk-staff-order-oldest-why = What was asked first stands on top, so that nobody waits for ever.
desk-staff-order-newest = Newest
desk-staff-order-newest-why = What came in last stands on top.
desk-staff-order-same = Copies that a flood sends within a short time count as one claim, not as many.
desk-staff-asked =
    { $people ->
        [0] Nobody asked yet
        [one] One person asked
       *[other] { $people } people asked
    }
desk-staff-growth = How it grows
desk-staff-growth-none = none in the last seven days
desk-staff-growth-day = { $day } in the last 24 hours
desk-staff-growth-before = none in the last 24 hours, { $before } in the six days before
desk-staff-growth-both = { $day } in the last 24 hours, { $before } in the six days before
desk-staff-fast = growing fast
desk-staff-first-asked = First asked
desk-staff-this-hour = in this hour
desk-staff-on-it = On it:
desk-staff-known =
    { $checks ->
        [one] One published check
       *[other] { $checks } published checks
    }
desk-staff-known-alike = A similar claim is checked:
desk-staff-reviews-wait =
    { $count ->
        [one] One draft waits for a second person.
       *[other] { $count } drafts wait for a second person.
    }
desk-staff-claim-waiting = Waiting
desk-staff-claim-checking = Being checked
desk-staff-claim-answered = Answered
desk-staff-claim-closed = Closed
desk-staff-claim-junk = Junk
desk-staff-claim-joined = Joined into another claim
desk-staff-claim-expired = Expired
desk-staff-empty-open = Messages that nobody has an answer to will appear here.
desk-staff-empty-open-how = People hand them in on the public page after asking. You can try it yourself: ask about a message on the start page and agree to hand it in.
desk-staff-empty-checking = Claims that somebody works on will appear here.
desk-staff-empty-checking-how = Open a claim under Waiting and take it.
desk-staff-empty-mine = Claims that your organisation took will appear here.
desk-staff-empty-mine-how = Open a claim and take it, or start a check of it.
desk-staff-empty-shared = Claims that other organisations share with the network will appear here.
desk-staff-empty-shared-how = Each organisation decides in its settings whether it shares its queue.
desk-staff-empty-answered = Claims with a published check will appear here.
desk-staff-empty-answered-how = Take a claim, write a check, and publish it.
desk-staff-empty-closed = Claims that were closed without a check will appear here.
desk-staff-empty-closed-how = Close a claim that nobody can check, with a reason that people can read.
desk-staff-empty-junk = What was put aside will appear here.
desk-staff-empty-junk-how = Floods and spam come here by themselves or by hand. Look in now and then; a real question may be among them.
desk-staff-empty-filtered = Nothing fits this search.
desk-staff-empty-filtered-how = Try fewer words or another language.

## A claim
desk-staff-beside-empty = The queue you came from is empty.
desk-staff-take = Take it
desk-staff-release = Release it
desk-staff-give = Give it to a colleague
desk-staff-give-choose = Choose a colleague
desk-staff-give-do = Give it
desk-staff-reuse = Answer with our check
desk-staff-ask-to-hide = Is a message abusive, or does it name somebody in danger? Ask a coordinator of your organisation to hide it.
desk-staff-notes = Notes
desk-staff-notes-hint = For your organisation alone. They go when the claim goes.
desk-staff-note = A note
desk-staff-note-save = Note it
desk-staff-note-by = Note by { $name }
desk-staff-note-remove = Remove this note
desk-staff-join = Join with another
desk-staff-close = Close without a check
desk-staff-junk = Put aside as junk
desk-staff-not-junk = This is no junk
desk-staff-reopen = Open it again
desk-staff-write-check = Write a check
desk-staff-check-language = Language of the check
desk-staff-open-draft = Go on with our draft
desk-staff-open-review = See our check in review
desk-staff-open-check = See our check
desk-staff-shared = Shared
desk-staff-hidden = Hidden by a moderator
desk-staff-joined-note = Its messages stand with another claim now.
desk-staff-joined-open = Open that claim
desk-staff-closed-note = Everyone who asked reads: { $reason }
desk-staff-colleague-note = { $names } from your organisation is on it. Talk to each other before you both write.
desk-staff-others-note = { $names } is on it. You can still check it yourself; both checks are shown.
desk-staff-of-others = { $organisation } received this. You can take it and check it; its words, and whether it is closed or joined, are theirs to decide.
desk-staff-claim-checks = Checks of this claim
desk-staff-claim-checks-none = Nobody has checked it yet.
desk-staff-similar = Claims that look alike
desk-staff-similar-hint = Nearest first. Join them only if one answer fits both.
desk-staff-say-same = Says the same
desk-staff-say-other = Says something else
desk-staff-said-same = You said: it says the same.
desk-staff-said-other = You said: it says something else.
desk-staff-done-said = Noted. The matcher can learn from it.
desk-staff-done-said-back = Taken back.
desk-problem-same-claim = A claim cannot be compared with itself. Choose another one.
desk-staff-less-similar = More that look less alike
desk-staff-similar-none = Nothing here looks alike.
desk-staff-alike = { $percent }% alike
desk-staff-alike-words = { $percent }% alike, words in common: { $words }
desk-staff-join-this = Join with this one
desk-staff-messages = Messages
desk-staff-messages-hint = What people sent in, with personal details masked. Only checkers see this. Do not copy it elsewhere.
desk-staff-messages-none = No message is left: they expired or were removed.
desk-staff-messages-none-seen = You see no message of this claim. Whoever received them keeps them to themselves, or none is left.
desk-staff-more-messages =
    { $count ->
        [one] One more message is not shown.
       *[other] { $count } more messages are not shown.
    }
desk-staff-sent-times =
    { $count ->
        [one] Sent in once
       *[other] Sent in { $count } times
    }
desk-staff-expires = expires { $date }
desk-staff-held = Kept by a legal hold
desk-staff-message-expired = This message expired. Its text is gone; a fingerprint stays, so that a copy is recognised.
desk-staff-message-hidden = A moderator hid this message.
desk-staff-message-withdrawn = Everybody who sent this took it back. A legal hold keeps the text; it is shown to nobody here, and deleted when the hold ends.
desk-staff-no-words = (its words are out of sight)
desk-staff-channel-web = public page
desk-staff-channel-api = API
desk-staff-channel-email = e-mail
desk-staff-channel-line = LINE
desk-staff-channel-telegram = Telegram
desk-staff-channel-whatsapp = WhatsApp
desk-staff-channel-signal = Signal
desk-staff-reasons = Why it worries people
desk-staff-links = Links in it
desk-staff-original = Show the message as sent
desk-staff-original-hint = It may name private people. Look only as long as you need to.
desk-staff-marks-title = Mask names and other words
desk-staff-marks = Words to mask
desk-staff-marks-hint = One name or phrase per line. Every occurrence in this message is masked. The original stays, so that copies are still recognised.
desk-staff-marks-hint-others = One name or phrase per line. What you mask is masked for everybody. Only the organisation that received the message can take a mark away.
desk-staff-marks-found = These look like names
desk-staff-marks-save = Mask these words
desk-staff-select-message = Message: { $beginning }
desk-staff-message-of = Message of { $date }
desk-staff-pick = Select this message for splitting
desk-staff-split = Split messages off
desk-staff-split-hint = Tick the messages above that say something else, then choose where they go.
desk-staff-split-target = Where the selected messages go
desk-staff-split-new = Into a new claim of their own
desk-staff-split-existing = To a claim that exists
desk-staff-split-into = Address of that claim
desk-staff-split-into-hint = Open that claim and copy its address here.
desk-staff-split-do = Move the selected messages
desk-staff-problem-no-message = Tick at least one message first.
desk-staff-problem-which-claim = We could not find that claim. Open it and copy its whole address.
desk-staff-wording = What it claims
desk-staff-wording-hint = Say it in your own words, without names of private people. This may become public; the messages never do.
desk-staff-statement = The claim in your words
desk-staff-statement-hint = One sentence that can be true or false.
desk-staff-statement-save = Save the claim
desk-staff-chart =
    { $count ->
        [one] One person asked in the last seven days
       *[other] { $count } people asked in the last seven days
    }
desk-staff-chart-table = The same as a table
desk-staff-asked-column = Asked

## Joining and closing
desk-staff-join-title = Join with another claim
desk-staff-join-what = All messages of this claim move to the other one. Everyone who asked gets that one's answer.
desk-staff-join-search = Search, or paste the address of a claim
desk-staff-join-found = Found
desk-staff-join-found-none = Nothing fits. Try other words.
desk-staff-join-into = Join into this claim
desk-staff-join-do = Join them
desk-staff-join-another = Choose another
desk-staff-close-title = Close without a check
desk-staff-close-what =
    { $people ->
        [0] The claim leaves the queue. You can open it again later.
        [one] The person who asked reads your reason under their receipt. The claim leaves the queue. You can open it again later.
       *[other] The { $people } people who asked read your reason under their receipts. The claim leaves the queue. You can open it again later.
    }
desk-staff-close-reason = What they will read
desk-staff-close-do = Close it
desk-staff-problem-choose-reason = Choose a reason.

## What the journal says
desk-staff-journal-claim-opened = Came in
desk-staff-journal-message-joined = Another message came in
desk-staff-journal-message-withdrawn = Somebody took their message back
desk-staff-journal-taken = Taken
desk-staff-journal-assigned = Given to a colleague
desk-staff-journal-assigned-to = Given to { $name }
desk-staff-journal-released = Released
desk-staff-journal-joined = Joined into another claim
desk-staff-journal-grew = Messages from another claim came here
desk-staff-journal-shrank = Messages were moved to another claim
desk-staff-journal-worded = Worded by a checker
desk-staff-journal-masked = Words of a message were masked
desk-staff-journal-closed = Closed without a check
desk-staff-journal-reopened = Opened again
desk-staff-journal-junked = Put aside as junk
desk-staff-journal-expired = Expired
desk-staff-journal-hidden = Hidden by a moderator
desk-staff-journal-restored = Brought back by a moderator
desk-staff-journal-message-hidden = A message was hidden by a moderator
desk-staff-journal-message-restored = A message was brought back by a moderator
desk-staff-journal-check-started = Draft started
desk-staff-journal-check-submitted = Handed in for review
desk-staff-journal-check-taken-back = Taken back from review
desk-staff-journal-check-sent-back = Sent back by the reviewer
desk-staff-journal-check-published = Published
desk-staff-journal-check-corrected = Corrected
desk-staff-journal-check-withdrawn = Withdrawn
desk-staff-journal-check-discarded = Draft thrown away
desk-staff-journal-check-hidden = Hidden by a moderator
desk-staff-journal-check-restored = Brought back by a moderator
desk-staff-journal-check-translated = A translation was published
desk-staff-journal-check-replied = A reply was published
desk-staff-journal-check-reply-removed = A reply was removed
desk-staff-journal-translation-submitted = A translation was handed in for review
desk-staff-journal-translation-discarded = The draft of a translation was thrown away
desk-staff-journal-translation-withdrawn = A translation was withdrawn
desk-staff-journal-translation-taken-over = A translation that nobody went on with was begun anew
desk-staff-journal-translation-taken-back = A translation was taken back from review
desk-staff-journal-translation-sent-back = A translation was sent back

## Writing a check
desk-staff-editor-title = Write a check
desk-staff-correct-title = Correct a check
desk-staff-saved = Saved
desk-staff-about-check = About this check
desk-staff-the-claim = The claim
desk-staff-other-checks = Checks by others
desk-staff-other-checks-hint = You may come to another result. Readers then see both.
desk-staff-guide = How to write a good check
desk-staff-guide-claim = State the claim fairly, as those who believe it would say it.
desk-staff-guide-first = Say in the first sentence what is true.
desk-staff-guide-show = Show how you know it, so that readers can follow each step themselves.
desk-staff-guide-people = Leave out private people. Write about what was said, not about who forwarded it.
desk-staff-guide-doubt = Say what you could not find out.
desk-staff-check-statement = The claim in your words
desk-staff-check-statement-hint = One sentence that can be true or false. No names of private people.
desk-staff-verdict = What you found
desk-staff-verdict-false = False: the claim is wrong
desk-staff-verdict-misleading = Misleading: partly true, or true but shown so that it deceives
desk-staff-verdict-true = True: the claim is right
desk-staff-verdict-opinion = Opinion: a view that can be neither true nor false; the references show other views
desk-staff-verdict-satire = Satire: meant as humour, but taken seriously
desk-staff-verdict-not-checkable = Cannot be checked: no evidence either way; the only verdict that needs no reference
desk-staff-check-title = The answer in one line
desk-staff-check-title-hint = This is what people read first, also in previews: say what is true.
desk-staff-explanation = Explanation
desk-staff-explanation-hint = Short paragraphs, with an empty line between them. Addresses become links.
desk-staff-references = References
desk-staff-references-hint = One per line: an address, and what it is if you like. For example: WHO fact sheet https://www.who.int/example. At least one, unless it cannot be checked.
desk-staff-harm = What kind of harm stands behind it
desk-staff-harm-hint = If you are not sure, choose the last one.
desk-staff-harm-misinformation = Misinformation: wrong, shared without meaning harm
desk-staff-harm-disinformation = Disinformation: wrong, made or spread to do harm
desk-staff-harm-malinformation = Malinformation: true, spread to do harm
desk-staff-harm-none = None of these, or not known
desk-staff-content-type-hint = Choose a synthetic kind only if you have shown that it was made or changed by a machine.
desk-staff-change-note = What changed and why
desk-staff-change-note-hint = Readers see this in the history of the page.
desk-staff-save = Save the draft
desk-staff-preview = Preview
desk-staff-submit = Hand in for review
desk-staff-submit-what = A second person of your organisation reads it before it is published. You cannot approve your own.
desk-staff-publish = Publish
desk-staff-publish-what = Everyone who asked finds it under their receipt at once. You can correct it later; the history stays visible.
desk-staff-discard = Throw the draft away
desk-staff-theirs = What is saved now
desk-staff-theirs-note = { $name } saved this while you were writing. Your text is below and has not been saved. Take over what is right, then save yours.
desk-staff-yours = Your text, not saved yet:
desk-staff-preview-title = Preview
desk-staff-preview-hint = This is how readers will see it. Nothing is public yet.
desk-staff-missing = Before it can be published:
desk-staff-edit-on = Go on writing
desk-staff-example = Example, as readers see it
desk-staff-example-hint = Telephone numbers, addresses and marked names are masked. Mark more words on the claim's page if a name still shows.
desk-staff-in-review-note = It waits for a second person. Whoever wrote it can take it back until they decide, and change it.
desk-staff-take-back = Take it back from review
desk-staff-nobody-reviews-title = Nobody else can review this yet
desk-staff-nobody-reviews = Your organisation asks for a second person, and nobody else in it may review. Invite somebody who may, or change the rule in the settings of your organisation. Until then a draft can be handed in and taken back, but not published.
desk-staff-nothing-new = No correction is being written. This is what is public.

## Our checks
desk-staff-checks-title = Our checks
desk-staff-check-states = Where they stand
desk-staff-checks-all = All
desk-staff-check-draft = Draft
desk-staff-check-in-review = In review
desk-staff-check-published = Published
desk-staff-check-withdrawn = Withdrawn
desk-staff-draft-editing = Draft open
desk-staff-draft-in-review = Waits for a second person
desk-staff-draft-sent-back = Sent back
desk-staff-changed = Changed
desk-staff-checks-empty = The checks of your organisation will appear here.
desk-staff-checks-empty-how = Take a claim in the queue and write a check of it.
desk-staff-check-title-page = A check
desk-staff-public-page = Public page
desk-staff-correct = Correct it
desk-staff-withdraw = Withdraw it
desk-staff-review-open = Review it
desk-staff-withdrawn-note = Readers see this reason: { $reason }
desk-staff-versions = Versions
desk-staff-version = Version { $number }
desk-staff-reviewed = read by a second person
desk-staff-not-reviewed = not read by a second person
desk-staff-discard-title = Throw the draft away
desk-staff-discard-what = What is written here is deleted and cannot be brought back. The claim stays in the queue.
desk-staff-discard-correction = The correction is deleted and cannot be brought back. What is public stays as it is.
desk-staff-discard-do = Throw it away
desk-staff-withdraw-title = Withdraw a check
desk-staff-withdraw-what =
    The page stays and says that you took the check back, and why. It is no answer any more, and feeds tell their readers to drop it.

    If only a part is wrong, correct it instead.
desk-staff-withdraw-reason = Why you withdraw it
desk-staff-withdraw-reason-hint = Everybody can read this.
desk-staff-withdraw-do = Withdraw it

## Translations
desk-staff-translations = Translations
desk-staff-translations-none = No translation yet. A translation answers people who read another language.
desk-staff-translate-into = Translate into
desk-staff-translate = Start a translation
desk-staff-translation-title = Translation: { $language }
desk-staff-translation-hint = References and verdict are taken from the original.
desk-staff-original-check = The original
desk-staff-translation-withdraw = Withdraw this translation
desk-staff-translation-withdrawn = Withdrawn
desk-staff-translation-lapsed = Taken over by others
desk-staff-translation-withdrawn-on = This translation was withdrawn on { $date }.
desk-staff-translation-lapsed-on = Another organisation took this translation over on { $date }.
desk-staff-translation-lapsed-note = Nobody here had worked on it for long. What you wrote stays here for you to read and copy.
desk-staff-translation-discard-what = What is written here is deleted and cannot be brought back. Others can then translate the check into this language.
desk-staff-translation-discard-change = The change is deleted and cannot be brought back. The published translation stays as it is.
desk-staff-translation-withdraw-title = Withdraw a translation
desk-staff-translation-withdraw-what = Readers no longer see it, and the check's page says that it was withdrawn and why. The check itself stays. You can read the translation here later, and anybody can translate the check into this language anew.
desk-staff-outdated = The original has changed
desk-staff-outdated-note = It was corrected after this translation was published. Bring the translation up to date.

## Reviews
desk-staff-reviews-title = Reviews
desk-staff-reviews-hint = What waits for a second person, longest first.
desk-staff-reviews-empty = Checks that wait for a second person will appear here.
desk-staff-reviews-empty-how = When a colleague hands in a draft, read it here and approve it or send it back.
desk-staff-kind-check = New check
desk-staff-kind-correction = Correction
desk-staff-kind-translation = Translation
desk-staff-waits-since = Waits since
desk-staff-yours-waits = Yours: somebody else must approve it
desk-staff-review-title = Review a check
desk-staff-review-correction = Review a correction
desk-staff-review-translation = Review a translation: { $language }
desk-staff-review-hint = Read it as a stranger would. Open every reference. Is the claim stated fairly? Does the explanation show it? Is any private person named?
desk-staff-review-decide = Your decision
desk-staff-approve = Approve and publish
desk-staff-approve-what = Approving publishes it at once, and everyone who asked finds the answer.
desk-staff-review-note = Note for the author
desk-staff-review-note-hint = Needed for sending it back: what should change. Only your organisation reads it.
desk-staff-send-back = Send back with this note
desk-staff-own-review-title = You wrote this yourself
desk-staff-co-review-title = You wrote part of this
desk-staff-own-review = Somebody else of your organisation must approve it. Ask a colleague to open this page.
desk-staff-not-waiting = This does not wait for review any more.
desk-staff-changes-translation = What changed since this translation was published
desk-staff-public-now = What is public now

## Moderation
desk-staff-moderation-title = Moderation
desk-staff-moderation-hint = To hide or block something, open the message, claim or check and choose Moderate. Everything you decide is written into the log and can be reversed.
desk-staff-block-media = Block a file
desk-staff-public-log = Public log
desk-staff-letters = Letters about your checks
desk-staff-letters-none = Nobody has reported a mistake or asked to reply.
desk-staff-letters-wait =
    { $count ->
        [one] One letter about your checks waits for a decision.
       *[other] { $count } letters about your checks wait for a decision.
    }
desk-staff-letter-mistake = A mistake is reported
desk-staff-letter-reply = Somebody asks to reply
desk-staff-letter-about = About
desk-staff-letter-from = From
desk-staff-letter-no-name = They gave no name.
desk-staff-letter-contact = To reach them
desk-staff-letter-no-contact = They gave no way. They read your answer with their receipt.
desk-staff-letter-changed = They read version { $number }. It has been corrected since.
desk-staff-letter-changed-see = See what changed
desk-staff-letter-text = What they wrote
desk-staff-letter-mistake-what = If they are right, correct the check first, then say so here. If not, tell them why the check stands.
desk-staff-letter-reply-what = A reply stands beside the check as they wrote it, with the name they gave. Publish it unless it breaks the law or lays open private people. Whatever you decide stands in the public moderation log, and they can appeal.
desk-staff-letter-choose-corrected = They were right, and the check is corrected
desk-staff-letter-choose-stands = The check stands as it is
desk-staff-letter-choose-publish = Publish the reply, word for word
desk-staff-letter-choose-decline = Do not publish it
desk-staff-letter-answer-hint = They read it with their receipt. Needed where you do not do what they ask for.
desk-staff-letter-open = Waits for a decision
desk-staff-letter-published = Published
desk-staff-letter-corrected = The check was corrected
desk-staff-letter-stands = The check stands
desk-staff-letter-declined = Not published
desk-staff-letter-removed = Removed again
desk-staff-appeals = Appeals
desk-staff-appeals-none = Nobody appeals at the moment.
desk-staff-appeal-open = Nobody has decided yet
desk-staff-appeal-granted = Granted: the entry was reversed
desk-staff-appeal-upheld = The decision stands
desk-staff-appeal-own = You made this decision yourself, so somebody else must decide the appeal. Ask a colleague who moderates to open this page.
desk-staff-appeal-nobody = You made this decision yourself, and nobody else can decide the appeal: nobody else of the organisation moderates, and nobody else runs the network. Invite a second person who moderates, or give a colleague that role. Until then the person waits, and is told why.
desk-staff-appeal-waits = Waits for a decision
desk-staff-open-appeals =
    { $count ->
        [one] One open appeal
       *[other] { $count } open appeals
    }
desk-staff-log = Log
desk-staff-moderation-empty = What moderators decide will appear here.
desk-staff-moderation-empty-how = Nothing has been hidden or blocked so far.
desk-staff-entry-reason = Reason:
desk-staff-entry-reference = Reference:
desk-staff-entry-public = In the public log:
desk-staff-entry-not-public = Not in the public log.
desk-staff-reversed = Reversed
desk-staff-reverse = Reverse it
desk-staff-decide-title = Decide
desk-staff-decide-media = Files with this hash are refused from now on.
desk-staff-decide-kind = What to do
desk-staff-moderate-hide = Hide it: out of sight until the decision is reversed
desk-staff-moderate-block = Block it: hide it, and refuse near copies from now on
desk-staff-moderate-takedown = Takedown: somebody with a right asked for it
desk-staff-moderate-court-order = Court order: a court ordered it; give its reference
desk-staff-moderate-legal-hold = Legal hold: nothing of it may expire or be deleted; give a reference
desk-staff-decide-reason = Reason
desk-staff-decide-reason-hint = For your organisation and for whoever decides an appeal. Never public.
desk-staff-legal-reference = Reference of an order or notice
desk-staff-legal-reference-hint = Needed for a court order and a legal hold.
desk-staff-decide-public = Show it in the public log
desk-staff-decide-public-hint = People can then see what was done and appeal. Leave it out only where saying so would do harm or is forbidden.
desk-staff-public-summary = What the public log says
desk-staff-public-summary-hint = What was removed and on what ground. No names of private people.
desk-staff-media-hash = SHA-256 of the file
desk-staff-media-hash-hint = 64 characters, 0 to 9 and a to f.
desk-staff-decide-do = Put this into effect
desk-staff-problem-choose-decision = Choose what to do.
desk-staff-reverse-title = Reverse a decision
desk-staff-reverse-what = Appeals against it that are still open are granted with it. What it hid comes back, what it refused is taken again, what it held may expire, a reply that it published goes, and one that it declined waits for another decision. The entry stays in the log, marked as reversed.
desk-staff-reverse-reason = Why
desk-staff-reverse-reason-hint = Stays in the log of your organisation.
desk-staff-reverse-do = Reverse it
desk-staff-appeal-title = An appeal
desk-staff-appeal-what = Somebody who did not make the decision should decide the appeal.
desk-staff-appeal-decision = Your decision
desk-staff-appeal-grant = Grant it: the entry is reversed
desk-staff-appeal-uphold = The decision stands
desk-staff-appeal-answer = Your answer
desk-staff-appeal-answer-hint = The person reads it under their receipt.
desk-staff-appeal-do = Send the decision
desk-staff-reply = Publish a reply
desk-staff-reply-title = Publish a reply
desk-staff-reply-what = Somebody whom this check concerns may answer it. Their words stand below the check, unchanged, with their name.
desk-staff-reply-from = From
desk-staff-reply-from-hint = As they want to be called in public.
desk-staff-reply-text = Their words
desk-staff-reply-do = Publish the reply
desk-staff-replies = Replies
desk-staff-reply-remove = Remove the reply
desk-staff-reply-remove-title = Remove a reply
desk-staff-reply-remove-what = It disappears from the public page and cannot be brought back.

## Imports
desk-staff-imports-title = Imports
desk-staff-imports-hint = Records are brought in with the program's import command. Refused rows are listed with line and reason in the report file of that run.
desk-staff-imports-empty = Runs of imports will appear here.
desk-staff-imports-empty-how = Ask whoever runs the server to import a file for your organisation.
desk-staff-import-source = Source
desk-staff-import-started = Started
desk-staff-import-read = Rows read
desk-staff-import-claims = Claims added
desk-staff-import-checks = Checks added
desk-staff-import-corrected = Checks corrected
desk-staff-import-rejected = Rows refused
desk-staff-import-state = State
desk-staff-import-finished = Finished
desk-staff-import-unfinished = Not finished

## Help
desk-staff-help-title = How the desk works
desk-staff-help-intro = A message comes in. If a published check answers it, the person gets that answer at once. If not, and they agree, it comes to you.
desk-staff-help-queue = Choose from the queue
desk-staff-help-queue-text = What many people ask about now stands on top. Copies of one message are one claim. You can change the order and the filters.
desk-staff-help-take = Take it
desk-staff-help-take-text = Others then see that you are on it. Release it when you stop; nobody minds.
desk-staff-help-similar = Look for what is known
desk-staff-help-similar-text = Similar claims and published checks stand beside it. Join claims that one answer fits. Split off messages that say something else.
desk-staff-help-write = Write the check
desk-staff-help-write-text = State the claim in your own words, choose what you found, explain it, and give references. Save as often as you like; a draft is seen by your organisation only.
desk-staff-help-review = A second person reads it
desk-staff-help-review-text = Where your organisation asks for it, somebody else approves it or sends it back with a note. Nobody approves their own.
desk-staff-help-publish = Publish
desk-staff-help-publish-text = Everyone who asked finds the answer under their receipt, and the feeds carry it on.
desk-staff-help-correct = Correct or withdraw
desk-staff-help-correct-text = Mistakes happen. A correction says what changed; every version stays visible. If a check cannot stand, withdraw it with a reason.
desk-staff-help-letters = Listen
desk-staff-help-letters-text = Readers report mistakes, and people whom a check concerns ask to reply. Their letters wait under Moderation for those who moderate. Whoever wrote one reads your answer with a receipt.
desk-staff-help-safety = People come first
desk-staff-help-safety-text = Messages may name people in danger. Keep them on these pages, mask names before you publish, and look at an original only as long as you need it. Nobody here knows who sent a message, and nobody should try to find out.
desk-staff-keys = Keys
desk-staff-keys-hint = They are optional; everything works with a mouse, a finger or the Tab key.
desk-staff-key-next = Next entry of the list
desk-staff-key-previous = Previous entry of the list
desk-staff-key-open = Open the entry
desk-staff-key-back = Back to the list
desk-staff-key-search = Search
desk-staff-key-help = This page

## What went wrong, and what to do
desk-problem-language = Choose a language from the list.
desk-problem-content-type = Choose what it is made of from the list.
desk-problem-statement-length = Say the claim in { $least } to { $most } characters.
desk-problem-title-length = Write the answer in one line of at most { $most } characters.
desk-problem-explanation-length = The explanation needs { $least } to { $most } characters.
desk-problem-verdict-missing = Choose what you found.
desk-problem-references-missing = Give at least one reference. Only the verdict "cannot be checked" needs none.
desk-problem-references-many = Give at most { $most } references.
desk-problem-reference = Look at reference { $number }: write a whole address that begins with http:// or https://, or say in words what the source is.
desk-problem-reference-scheme = Look at reference { $number }: an address that begins with { $scheme }: cannot stand here, because readers could not follow it safely. Write an address that begins with http:// or https://, or say in words what the source is.
desk-problem-letter-answer-missing = Say why. They read it with their receipt.
desk-problem-letter-decided = Somebody has decided about this letter already.
desk-problem-change-note-missing = Say what changed and why. Readers see it.
desk-problem-note-long = Use at most { $most } characters.
desk-problem-edited-meanwhile = Somebody else saved while you were writing. Your text is kept on this page and has not been saved.
desk-problem-in-review = It waits for a second person now and cannot be changed. Your text is kept on this page.
desk-problem-not-in-review = It does not wait for review any more. Somebody decided already, or the author took it back.
desk-problem-take-back = Only those who wrote it, or an owner of your organisation, can take it back.
desk-problem-own-review = You wrote this, or part of it. Somebody else of your organisation must approve it.
desk-problem-review-required = Your organisation asks for a second person. Hand it in for review instead.
desk-problem-review-note-missing = Say in the note what should change.
desk-problem-no-draft = There is no draft here any more. It was published or thrown away.
desk-problem-not-published = This is not published.
desk-problem-withdraw-reason-missing = Say why you withdraw it. Readers see it.
desk-problem-check-hidden = A moderator hid this check. Ask a moderator before you go on.
desk-problem-claim-hidden = A moderator hid this claim. Ask a moderator before you go on.
desk-problem-claim-of-others = This claim belongs to another organisation, whose people decide about it. You can take it and write a check of your own.
desk-problem-claim-note-missing = Write something first.
desk-problem-colleague = Choose a colleague from the list. They must be allowed to check.
desk-problem-claim-joined = This claim was joined into another one. Work there.
desk-problem-claim-answered = This claim has a published check, so it cannot be closed or put aside.
desk-problem-join-itself = A claim cannot be joined with itself. Choose another one.
desk-problem-join-narrower = Other organisations work on this claim. Join the other one into this one instead, so that nobody loses sight of it.
desk-problem-split-nothing = Select messages of this claim, and leave at least one with it.
desk-problem-mask-span = That part of the message could not be masked. Try it with words.
desk-problem-mask-words = None of these words stands in the message. Write them as they stand there.
desk-problem-translation-same-language = The check is written in this language already. Choose another one.
desk-problem-translation-taken = { $organisation } has translated it into this language already.
desk-problem-translation-begun =
    { $days ->
        [one] { $organisation } translates it into this language already. If nobody there goes on with it, you can begin anew in one day.
       *[other] { $organisation } translates it into this language already. If nobody there goes on with it, you can begin anew in { $days } days.
    }
desk-problem-translation-ended = This translation has ended and can only be read. Begin a new one on the check's page.
desk-problem-moderation-reason-missing = Say why. Your organisation, and whoever decides an appeal, need it.
desk-problem-moderation-summary-missing = Say what the public log should say, or leave it out of the public log.
desk-problem-moderation-kind = This cannot be done here. Choose something else.
desk-problem-legal-reference-missing = Give the reference of the order.
desk-problem-media-hash = Write the SHA-256 of the file: 64 characters, 0 to 9 and a to f.
desk-problem-appeal-answer-missing = Say to the person why. They read it under their receipt.
desk-problem-appeal-decided = Somebody decided this appeal already.
desk-problem-own-appeal = You made this decision yourself. Somebody else must decide the appeal.
desk-problem-reply-from = Say who replies, in at most { $most } characters.
desk-problem-reply-text = Write the reply, in at most { $most } characters.

## Pictures, videos and recordings
desk-staff-files = Files that find it again
desk-staff-files-hint = Whoever asks with the same picture, video or recording, also cut, mirrored or sent on many times, finds the checks of this claim once one is published. Files that came with messages do so already.
desk-staff-file = A picture, video or recording of the claim
desk-staff-file-hint = Whoever asks with it, also cut or mirrored, finds this check. Pictures up to { $picture } MB, videos and recordings up to { $other } MB.
desk-staff-file-picture-hint = Whoever asks with it, also cut or mirrored, finds this check. Pictures up to { $picture } MB.
desk-staff-file-add = Add the file
desk-staff-file-remove = Remove the file
desk-staff-file-preview = Preview of the file
desk-staff-file-take = Take a copy without metadata
desk-staff-file-words = Words in the picture, read by a program
desk-staff-file-size = { $width } × { $height }
desk-staff-file-seconds =
    { $seconds ->
        [one] One second
       *[other] { $seconds } seconds
    }
desk-staff-file-kilobytes = { $kilobytes } kB
desk-staff-file-block = Refuse this file from now on
desk-staff-done-file-added = The file was added.
desk-staff-done-file-removed = The file was removed.
desk-staff-alike-file = { $percent }% sure by a file: { $why }
desk-staff-journal-file-added = A file was added
desk-staff-journal-file-removed = A file was removed

# The practice room
desk-staff-nav-practice = Practice
desk-practice-title = Practice
desk-practice-lead = Try your hand at claims that this network has checked. You decide first, then you see the published check beside yours.
desk-practice-private = What you try here is yours alone: nobody else sees it, and you can delete it.
desk-practice-parts = Parts of the practice room
desk-practice-exercises = Claims
desk-practice-own = Your attempts
desk-practice-any-kind = All kinds
desk-practice-choose = Choose
desk-practice-tried = tried
desk-practice-empty = There is nothing to practise on yet.
desk-practice-empty-how = As soon as an organisation of this network publishes a check, its claim stands here.
desk-practice-none = No published check fits.
desk-practice-none-how = Choose another language or kind.
desk-practice-offers = Some organisations offer training by people:
desk-practice-offers-link = see who offers training
desk-practice-back = All claims
desk-practice-back-own = Your attempts
desk-practice-exercise-title = What would you say?
desk-practice-first-asked = first asked about on
desk-practice-example = How it went around
desk-practice-yours = Your check
desk-practice-how = Take the time you would take at the desk: look for where it comes from, and for somebody who must know.
desk-practice-verdict = What do you find?
desk-practice-reasoning = Why?
desk-practice-reasoning-hint = A few sentences, as you would tell somebody who believes it.
desk-practice-references = What does it rest on?
desk-practice-compare = Keep it and compare
desk-practice-comparison-title = Your check beside the published one
desk-practice-kindly-all = You and the published check agree on everything. Look at how it explains it, and at its references.
desk-practice-kindly-verdict = You came to the same verdict. Look at what differs: there is often more than one good answer.
desk-practice-kindly-other = You came to another verdict. That happens to experienced checkers too; read how this one got there, and whether it convinces you.
desk-practice-kindly-kept = Your attempt is kept.
desk-practice-withdrawn-title = This check was withdrawn later.
desk-practice-withdrawn = It is compared as it was when you tried it. Its public page says why it was withdrawn.
desk-practice-corrected-title = This check was corrected later.
desk-practice-corrected = It is compared as it was when you tried it. Its public page shows every version; you may try the claim again.
desk-practice-gone-title = The check is not shown any more.
desk-practice-gone = There is nothing left to compare with. Your own words stay until you delete them.
desk-practice-beside = Your words beside the published ones
desk-practice-about = About
desk-practice-your-word = You
desk-practice-their-word = Published
desk-practice-both = Together
desk-practice-verdict-short = Verdict
desk-practice-no-harm = none of these
desk-practice-agrees = agrees
desk-practice-differs = differs
desk-practice-published = The published check
desk-practice-open = open its page
desk-practice-sources = { $count ->
    [one] One of your references leads to the same place as one of these.
   *[other] { $count } of your references lead to the same places as these.
 }
desk-practice-others = Other organisations found
desk-practice-your-reasoning = Your reasoning
desk-practice-tried-at = tried
desk-practice-own-title = Your attempts
desk-practice-own-empty = You have not tried anything yet.
desk-practice-own-empty-how = Choose a claim and say what you find.
desk-practice-take-away = Take all your attempts away (JSON Lines)
desk-practice-forget = Delete this attempt
desk-practice-forget-title = Delete this attempt?
desk-practice-forget-what = It is gone for good, also from backups that are restored later.
desk-practice-forget-do = Delete it
desk-staff-done-attempt-gone = The attempt is deleted.
desk-problem-practice-withdrawn = This check was withdrawn. Choose another claim to practise on.
desk-problem-practice-reasoning = Write between { $least } and { $most } characters.
desk-problem-practice-references = Give at least one reference: where did you look?
desk-problem-practice-harm = Choose what kind of harm you see, or none of them.
