### Public pages of the desk: asking, receipts, published checks, the moderation log.
### Short sentences, plain words, calm, no blame, no exclamation marks. Readers may be afraid, and may read on an old phone.
### Words with one meaning everywhere: message (what somebody received), claim (what it says), check (what an organisation
### found out), answer (what the reader gets), receipt (how to come back). { $... } stands for a value; keep it.

## Navigation
desk-nav-ask = Ask
desk-nav-checks = Checks
desk-nav-receipt = My receipt
desk-nav-about = About
desk-nav-privacy = Privacy
desk-nav-moderation = Moderation log
desk-nav-api = For programs

## Asking
desk-ask-title = Not sure if a message is true?
desk-ask-lead = Paste it here. If somebody in this network has checked it, you see the answer at once.
desk-ask-text = The message or link
desk-ask-text-hint = Paste the whole text if you can. Pictures and clips cannot be checked here yet: type the words that you see or hear.
desk-ask-text-or-file-hint = Paste the whole text if you can. If it came as a picture or a recording, choose the file below; you can send both together.
desk-ask-picture = A picture
desk-ask-picture-hint = PNG, JPEG, WebP or GIF, up to { $picture } MB. Videos and recordings cannot be checked here: type the words that you hear.
desk-ask-file = A picture, video or recording
desk-ask-file-hint = One file. Pictures up to { $picture } MB, videos and recordings up to { $other } MB.
desk-ask-send = Check it
desk-ask-how = What happens
desk-ask-how-known = We compare your message with checks that fact-checking organisations have published.
desk-ask-how-unknown = If nothing is known yet, you can hand it in, and people will look at it.
desk-ask-how-receipt = You get a receipt. With it you find the answer later. No name, no number, no account.
desk-ask-who-reads = What you ask is not stored. What you hand in is read by checkers only.
desk-ask-privacy = What is stored, and for how long
desk-ask-have-receipt = I have a receipt
desk-ask-another = Ask about another message
desk-ask-own = Ask about a message of your own

## The front page's list and figures
desk-latest = Latest checks
desk-latest-all = See all checks
desk-empty-checks = No check is published yet.
desk-empty-checks-how = Checks appear here as soon as an organisation publishes one. You can already ask and hand messages in.
desk-stats-checks =
    { $count ->
        [one] One check is published here.
       *[other] { $count } checks are published here.
    }
desk-stats-organisations =
    { $count ->
        [one] One organisation has published checks.
       *[other] { $count } organisations have published checks.
    }
desk-stats-languages =
    { $count ->
        [one] They are written in one language.
       *[other] They are written in { $count } languages.
    }
desk-stats-asked =
    { $count ->
        [one] People asked once.
       *[other] People asked { $count } times.
    }
desk-stats-answered =
    { $count ->
        [one] One question could be answered at once.
       *[other] { $count } questions could be answered at once.
    }
desk-stats-waiting =
    { $count ->
        [one] One claim waits to be checked.
       *[other] { $count } claims wait to be checked.
    }

## An answer
desk-claim-label = The claim:
desk-references = What this rests on
desk-checked-by = Checked by
desk-checked-on = Published on { $date }
desk-corrected-on = Corrected on { $date }
desk-translated-from = Translated from { $language }
desk-written-in = This check is written in { $language }.
desk-first-published-at = First published at
desk-licence = Licence: { $licence }
desk-answer-page = Open the page of this check, to share or print it
desk-asked-times =
    { $count ->
        [one] One person asked about this.
       *[other] People asked about this { $count } times.
    }
desk-likeness = { $percent }% alike
desk-language-unknown = unknown language
desk-differing = Organisations disagree about this claim. Read each of their checks.
desk-others = What other organisations found
desk-others-lead = They checked the same claim.
desk-others-together = See all checks of this claim on one page
desk-similar = Similar claims that were checked
desk-why = Why you see this answer:
desk-why-shown = Why you see these:
desk-why-more = More about why this was found
desk-why-sure = It is { $percent }% likely that this is what your message says.
desk-why-sure-first = It is { $percent }% likely that the first of these is what your message says.
desk-why-sure-file = It is { $percent }% likely that this is the same file. Whether it tells the same story, compare.
desk-why-sure-file-first = It is { $percent }% likely that the first of these is the same file. Whether it tells the same story, compare.
desk-why-shared = What your message shares with it is marked:
desk-compared-meaning = The messages were also compared by what they mean, not only by their words.
desk-compared-busy = Many people are asking right now, so your message was compared by its words only. Ask again in a few minutes for a closer look.
desk-not-this = This is not what I asked
desk-suggest-title = Is it one of these?
desk-suggest-lead = These checked claims look like your message. Compare them with care: a small difference can change what is true.
desk-none-of-these = None of these. I want to hand my message in
desk-unknown-title = Nothing is known about this yet
desk-unknown-lead = That does not mean that it is true or false. Nobody here has checked it. Better not pass it on until you know more.

## Why a check was shown
desk-reason-same-link = Your message holds the same link.
desk-reason-equal-text = The text is the same.
desk-reason-same-text = { $percent }% of the text is the same.
desk-reason-message-inside-known = { $percent }% of your message stands in the message that was checked.
desk-reason-known-inside-message = { $percent }% of the message that was checked stands in yours.
desk-reason-shared-words =
    { $count ->
        [one] They have one telling word in common: { $words }.
       *[other] They have { $count } telling words in common: { $words }.
    }
desk-reason-different-number = They are alike, but your message says { $message } where the other says { $known }.
desk-reason-same-meaning = They seem to say the same in other words. Compare them before you rely on it.
desk-reason-different-words = They are alike, but some words differ. Compare them with care.
desk-reason-nothing-close = Nothing close to it is known.
desk-reason-nothing-to-compare = There are no words or links in it to compare.
desk-reason-same-picture = The same picture was checked.
desk-reason-picture-part = Your picture is a part of a picture that was checked.
desk-reason-picture-inside = A picture that was checked stands in yours, with something around it.
desk-reason-picture-overlap = Your picture and one that was checked show a part of the same.
desk-reason-video-moment = Your picture is a moment of a video that was checked.
desk-reason-same-video = The same video was checked.
desk-reason-video-part = Your video is a part of a video that was checked.
desk-reason-video-inside = A video that was checked is a part of yours.
desk-reason-video-stretch = Your video and one that was checked share a stretch.
desk-reason-same-sound = The same recording was checked.
desk-reason-sound-part = What you hear is a part of a recording that was checked.
desk-reason-sound-inside = A recording that was checked is a part of what you hear.
desk-reason-sound-stretch = What you hear and a recording that was checked share a stretch.
desk-reason-mirrored = It is mirrored.
desk-reason-turned = It is turned.
desk-reason-other-words = But the words are different: old pictures are often passed on with a new story. Compare with care.

## Handing in
desk-hand-in-title = Hand your message in
desk-hand-in-again = Please look at the form once more. Nothing is lost.
desk-blocked-title = This message cannot be handed in
desk-blocked-lead = A moderator decided so. Nothing of what you sent was stored.
desk-hand-in-offer = You can hand your message in, and people will look at it.
desk-hand-in-text = What you hand in
desk-hand-in-file = The file
desk-hand-in-file-again = It was not kept. If you want it to go along, please choose it once more.
desk-hand-in-file-kept = Your file goes along. Until you hand it in it lies here sealed, only this form can open it, and it is deleted after { $minutes } minutes.
desk-hand-in-file-stripped = Of a file, checkers get a copy without place, time and device. Faces and voices stay: take care whom they show.
desk-hand-in-reason = Why does it worry you?
desk-hand-in-reason-hint = A sentence helps the checkers. Write nothing that tells who you are.
desk-hand-in-organisation = Who should look at it?
desk-hand-in-organisation-any = No preference
desk-hand-in-agree = I agree that checkers read this and that it is stored as said above
desk-hand-in-send = Hand it in
desk-hand-in-reads = Checkers of { $organisation } can read it.
desk-hand-in-reads-shared = Checkers of { $organisation } and of the other organisations in this network can read it.
desk-hand-in-reads-nobody = No organisation takes messages in at the moment.
desk-hand-in-how-long =
    { $days ->
        [one] If nobody can answer it, the text is deleted after one day.
       *[other] If nobody can answer it, the text is deleted after { $days } days.
    }
desk-hand-in-no-sender = We do not store who you are, your number or your address.
desk-hand-in-personal = Take out names and numbers of private people if you can. Before anything is published, telephone numbers, addresses and account numbers that we recognise are masked.

## A receipt
desk-receipt-yours = Your receipt
desk-receipt-write-down = Write this down, or print this page. You need both parts to find the answer.
desk-receipt-locator = Number
desk-receipt-words = Eight words
desk-receipt-nobody = Nobody can look these words up for you. They are shown only this once.
desk-receipt-print = On paper, a square code leads back to this site. It holds the number, never the words.
desk-receipt-next = What happens next
desk-receipt-next-joined = Others have handed in the same. It waits already.
desk-receipt-next-checked = People look at what many ask about first. It can take hours or days.
desk-receipt-next-come-back = Come back with the receipt to see where it stands. We cannot write to you, because we do not know who you are.
desk-receipt-next-until = It is kept until { $date } if nobody can answer it.
desk-receipt-look = Try the receipt now
desk-receipt-title = Find an answer with a receipt
desk-receipt-lead = Type the number and the eight words that you were given.
desk-receipt-locator-hint = Eight letters and digits, such as 7K2M-9QXA.
desk-receipt-words-hint = In their order. Capitals, commas and line ends do not matter. Four letters of an English word are enough.
desk-receipt-open = Show where it stands
desk-receipt-lost = If the words are lost, nobody can open the receipt. You can ask again: if it has been checked by now, you see the answer at once.

## Where a handed-in message stands
desk-standing-waiting = It waits
desk-standing-waiting-lead = Nobody has taken it up yet. Come back later.
desk-standing-checking = It is being checked
desk-standing-checking-lead = Somebody works on it. Come back later.
desk-standing-answered = It has been checked
desk-standing-answered-lead =
    { $count ->
        [one] This is the answer.
       *[other] These are the answers of { $count } checks.
    }
desk-standing-corrected = The answer was corrected since you last looked. Please read it again.
desk-standing-expired = Nobody could check it in time
desk-standing-expired-lead = The text has been deleted. If you still have the message, you can ask again.
desk-standing-not-checked = It will not be checked
desk-standing-removed = It was removed
desk-standing-removed-lead = A moderator removed it. The moderation log says which decisions were made and how to appeal.
desk-standing-removed-entry = Read this decision in the moderation log, and how to appeal
desk-standing-withdrawn = The answer was withdrawn
desk-standing-withdrawn-checking = Those who gave it took it back. Somebody looks at it again. Come back later.
desk-standing-withdrawn-waiting = Those who gave it took it back. It waits for somebody to look at it again. Come back later.
desk-standing-withdrawn-by = { $organisation } withdrew its answer on { $date }. Please do not rely on it any more.
desk-standing-message = What you handed in
desk-standing-handed-in = Handed in on { $date }.
desk-standing-counted = So many handed in nearly the same that yours was only counted. Its words are not kept.
desk-standing-again = Look again
desk-closed-not-checkable = Nothing in it can be checked: it is an opinion, a wish or a forecast.
desk-closed-private = It is a private matter. Checking it in public could harm somebody.
desk-closed-spam = It looks like advertising, or holds nothing to check.
desk-closed-out-of-scope = The organisations here cannot check this. Perhaps another one can.
desk-closed-not-enough = There is too little in it to tell what is claimed. You can ask again with the whole message.
desk-withdraw = Take it back
desk-withdraw-lead = The text is deleted, unless others handed in the same, or the law requires that it is kept. The receipt then opens nothing any more. This cannot be undone.
desk-withdraw-sure = Yes, take it back
desk-withdraw-send = Take it back now
desk-withdrawn = You have taken it back
desk-withdrawn-lead = The receipt opens nothing any more. You can throw it away.
desk-withdrawn-held = The receipt opens nothing any more. The law requires that the text is kept for now. Nobody works on it, and it is deleted when that ends.

## The list of checks
desk-checks-title = Published checks
desk-checks-description = What fact-checking organisations of this network found about messages that people passed on.
desk-filter-words = Words
desk-filter-verdict = Verdict
desk-filter-language = Language
desk-filter-organisation = Organisation
desk-filter-content = Kind of message
desk-filter-more = More to choose: { $list }
desk-filter-any = Any
desk-filter-show = Search
desk-empty-found = No check fits.
desk-empty-found-how = Try fewer words, or choose "Any" in the lists. Or ask about the message itself.
desk-organisation-checks = What it has published
desk-organisation-no-checks = It has not published a check here yet.
desk-organisation-no-checks-how = Its checks appear here as soon as it does.
desk-checks-take = Take this list with you
desk-checks-take-lead = Each of these holds exactly the list above, and stays up to date.
desk-checks-as = As { $format }
desk-feed-title = Checks published at { $site }
desk-feed-title-filtered = Chosen checks published at { $site }

## One check
desk-check-title = { $verdict }: { $title }
desk-check-description = { $verdict }: “{ $claim }” Checked by { $organisation }.
desk-check-withdrawn-title = Withdrawn: { $title }
desk-check-withdrawn = This check was withdrawn by the organisation that wrote it. It no longer stands behind it.
desk-check-withdrawn-on = Withdrawn on { $date }.
desk-check-translation-withdrawn = { $organisation } withdrew its translation into { $language } on { $date }.
desk-check-outdated = The original was corrected after this translation was made. The translation may lack the correction.
desk-check-languages = Read this check in
desk-check-original = original
desk-check-translated-by = translated at { $organisation }
desk-check-example = A message that carried this claim
desk-check-example-lead = One example, as people received it. What could identify somebody is masked.
desk-check-replies = Replies
desk-check-replies-lead = By people and organisations whom this check concerns. They are their own words.
desk-check-versions = What changed
desk-check-share = Share this check
desk-check-share-lead = Copy this address and answer with it where the message reached you.
desk-check-card = Picture of this check, to send along
desk-card-withdrawn = Withdrawn
desk-version-name = Version { $number }
desk-version-title = Version { $number } of a check
desk-version-at-source = Its authors corrected it, and it was brought in anew.
desk-version-which = This is version { $number }, published on { $date }.
desk-version-note = What changed:
desk-version-newest = See the check as it stands now
desk-claim-checks =
    { $count ->
        [0] No published check of this claim stands at the moment.
        [one] One organisation checked this claim.
       *[other] There are { $count } checks of this claim.
    }

## What changed between two versions
desk-version-whole = The whole text of this version
desk-changes-title = What changed since version { $number }
desk-changes-how = Words that were taken out are struck through. New words are underlined.
desk-changes-before = Before:
desk-changes-now = Now:
desk-changes-none = Nothing of the text changed.
desk-changes-nothing = nothing
desk-changes-claim = Claim
desk-changes-short = Short answer
desk-changes-explanation = Explanation
desk-changes-harm = Kind of harm

## Writing about a published check
desk-respond-title = Is something wrong here?
desk-respond-lead = You can report a mistake. If this check is about you, you can reply.
desk-respond-link = Write to those who published it
desk-respond-page = Report a mistake, or reply
desk-respond-back = Back to the check
desk-letter-reads = Those who moderate for { $organisation } read what you write. It is shown to nobody else.
desk-letter-reads-operators = Nobody works for { $organisation } on this site: its check was brought in from elsewhere. The people who run this network read what you write instead.
desk-letter-source = Those who wrote the check can be reached through the page where it was first published:
desk-letter-then-mistake = If you report a mistake, they look at it. If you are right, the check is corrected, and everybody can see what changed.
desk-letter-then-reply = If you ask to reply, your words are published beside the check as you wrote them, or you are told why not. Both stand in this log, where you can appeal:
desk-letter-then-receipt = You need no account. You get a receipt, and find the answer with it.
desk-letter-how-long =
    { $days ->
        [one] What you write, and how to reach you, is deleted one day after the decision, or after the same time if nobody decides. A reply that was published stays.
       *[other] What you write, and how to reach you, is deleted { $days } days after the decision, or after the same time if nobody decides. A reply that was published stays.
    }
desk-letter-kind = What do you want to do?
desk-letter-kind-mistake = Report a mistake
desk-letter-kind-reply = Reply, because the check is about me or about those I speak for
desk-letter-text = What do you want to say?
desk-letter-text-hint = Name the sentence that you mean, and what shows that it is wrong. A link helps.
desk-letter-from = Your name, or the name of those you speak for
desk-letter-from-hint = It is published with a reply. To report a mistake you can leave it empty.
desk-letter-contact = How can we reach you?
desk-letter-contact-hint = An e-mail address, a telephone number, or another way. It is never published.
desk-letter-send = Send
desk-letter-next = Somebody looks at it. It can take some days.
desk-letter-next-come-back = Come back with the receipt to read what was decided.
desk-letter-standing = What you wrote about a check
desk-letter-see = See the check
desk-letter-yours = What you wrote
desk-letter-kept = It is kept until { $date }.
desk-letter-open = Nobody has decided about it yet. Come back later.
desk-letter-published = Your reply stands beside the check.
desk-letter-corrected = You were right. The check was corrected.
desk-letter-stands = It was looked at. The check stays as it is.
desk-letter-declined = Your reply is not published.
desk-letter-removed = Your reply was published and later removed.
desk-letter-withdraw-lead = What you wrote, and how to reach you, is deleted, unless the law requires that it is kept. A reply that was published stays. The receipt then opens nothing any more. This cannot be undone.

## Kinds of messages and of harm
desk-content-text = Text
desk-content-link = Web page or link
desk-content-image = Picture
desk-content-video = Video
desk-content-audio = Recording
desk-content-synthetic-image = Picture made or changed by a machine (AI)
desk-content-synthetic-video = Video made or changed by a machine (deepfake)
desk-content-synthetic-audio = Voice made or cloned by a machine
desk-content-chatbot-text = Text written by a chatbot
desk-content-out-of-context = Genuine, but in the wrong context
desk-content-other = Something else
desk-harm-misinformation = Misinformation: wrong, passed on without meaning harm
desk-harm-disinformation = Disinformation: wrong, and made to harm
desk-harm-malinformation = Malinformation: true, but spread to harm somebody

## What stands in place of something personal
desk-mask-telephone = telephone number
desk-mask-email = e-mail address
desk-mask-address = postal address
desk-mask-identity = identity number
desk-mask-account = account number
desk-mask-name = name

## The public log of moderation
desk-log-title = Moderation log
desk-log-lead = Every decision to hide, remove or block something here, and why. Names of private people are left out.
desk-log-empty = No decision has been made yet.
desk-log-empty-how = Each one appears here on the day it is made.
desk-log-by = Decided by
desk-log-reference = Reference: { $reference }
desk-log-reversed = Reversed on { $date }
desk-log-appeals =
    { $count ->
        [one] One appeal is open.
       *[other] { $count } appeals are open.
    }
desk-log-subject = See what it is about
desk-moderation-hide = Hidden
desk-moderation-restore = Restored
desk-moderation-block = Blocked
desk-moderation-takedown = Taken down
desk-moderation-court-order = Court order
desk-moderation-legal-hold = Kept for a legal reason
desk-moderation-media-block = File blocked
desk-moderation-right-of-reply = Reply published
desk-moderation-reply-declined = Reply not published
desk-subject-message = A message
desk-subject-claim = A claim
desk-subject-check = A check
desk-subject-media = A file
desk-appeal-title = Do you think this is wrong?
desk-appeal-lead = You can appeal. Somebody who did not make the decision looks at it. You get a receipt for the answer.
desk-appeal-text = What is wrong with it?
desk-appeal-text-hint = Checkers and moderators read this. You need not say who you are.
desk-appeal-send = Appeal
desk-appeal-next-other = Somebody who did not make the decision looks at your appeal.
desk-appeal-next-come-back = Come back with the receipt to read the answer.
desk-appeal-standing = Your appeal
desk-appeal-answer = The answer
desk-appeal-day = Sent on { $date }.
desk-appeal-open = Nobody has decided about it yet. Come back later.
desk-appeal-nobody = Nobody may decide about their own decision, and there is no second person here yet. Whoever made the decision sees that one is needed. Come back later.
desk-appeal-upheld = Your appeal was looked at. The decision stands.
desk-appeal-granted = Your appeal was right. The decision was reversed.

## About
desk-about-title = About { $name }
desk-about-lead = Here organisations of civil society check what people pass on, and give the answer back to everybody who asks.
desk-about-who = Who checks
desk-about-who-text = Every check names the organisation that wrote it and answers for it.
desk-about-organisations = Organisations of this network
desk-about-checks-count =
    { $count ->
        [one] one check
       *[other] { $count } checks
    }
desk-about-checks = How checks are made
desk-about-checks-text = A checker writes what the message claims, what is known about it and what that rests on. In most organisations a second person reads it before it is published. These are the possible verdicts:
desk-verdict-false = The claim is wrong.
desk-verdict-misleading = Partly true, or true but told so that it deceives.
desk-verdict-true = The claim is right.
desk-verdict-opinion = A view, not a fact that could be checked. The check names other views.
desk-verdict-satire = Meant as a joke.
desk-verdict-not-checkable = Nobody can find out for now.
desk-about-corrections = Checks can be corrected. Every version stays readable. A check that is withdrawn says so on its page. What was removed stands in the log:
desk-about-matching = How your message finds its answer
desk-about-matching-text = A program on this server compares your message with what was checked. Nothing is sent anywhere else. It says why it shows something:
desk-about-matching-link = The same link counts most.
desk-about-matching-text-equal = Then the same words, also when the message was cut, spaced out or decorated.
desk-about-matching-number = When a number differs, it is never shown as the answer.
desk-about-matching-similar = What is only alike is shown as alike. You decide.
desk-about-matching-limits = It can be wrong. Always compare the claim with your message.
desk-about-numbers = In numbers

## Privacy
desk-privacy-title = What is stored, and who can read it
desk-privacy-lead = As little as possible. This page says it plainly.
desk-privacy-ask = When you ask
desk-privacy-ask-text = Your message is compared in the server's memory and then forgotten. Only numbers are kept: how often people asked, and about which published claim.
desk-privacy-hand-in = When you hand something in
desk-privacy-fingerprint = After that, a fingerprint stays: a number made from the text, so that the same message is recognised when it comes again. The text cannot be read from it. Whoever has the same text can make the same number.
desk-privacy-masked = If a check is published, an example of the message may be shown. Telephone numbers, addresses and account numbers that we recognise, and names that a checker marks, are masked.
desk-privacy-files = A picture, video or recording that you ask about is looked at in memory. Where no answer is known it waits, sealed, for at most 30 minutes; only your open page can open it. If you hand it in, a copy without place, time and device is kept like the text.
desk-privacy-withdraw = You can take it back with your receipt, at any time. If others handed in the same, the text stays for them. If the law requires that it is kept, nobody works on it, and it is deleted when that ends.
desk-privacy-letter = When you write about a check
desk-privacy-letter-text = Those who moderate for the organisation that published the check read what you write, your name and how to reach you. The page on which you write names them. With a reply, your words and the name you give are published, never how to reach you. You can take it back with your receipt.
desk-privacy-receipt = Your receipt
desk-privacy-receipt-text = We store the number of the receipt and a test value for its words, never the words. With the receipt we store the day, not the hour, and the language of your page. For each claim we count how many asked in each hour, without whose receipt it was.
desk-privacy-visit = When you visit
desk-privacy-address = Your internet address is used in memory to slow floods down. It is not written down.
desk-privacy-cookies = There is one cookie, if you choose a language. It holds only the language. People who sign in to work here have a second one.
desk-privacy-nothing-else = Nothing is loaded from other servers. There are no advertisements and no trackers.
desk-privacy-limits = What we cannot promise
desk-privacy-limits-text = No site can promise safety. You should know the limits:
desk-privacy-limits-server = Whoever controls this server could read what comes in from then on, until somebody notices.
desk-privacy-limits-line = Your internet provider can see that you visited this site, not what you wrote. The Tor Browser hides the visit too.
desk-privacy-limits-device = Whoever uses your device after you may see this page in its history. Use a private window if that worries you.

## For programs
desk-api-title = For programs
desk-api-lead = Everything that the public pages can do, programs can do too. No key is needed for what is public.
desk-api-openapi = The whole description (OpenAPI 3.1)
desk-api-ask = Ask whether a message is known
desk-api-hand-in = Hand in what is not known
desk-api-receipt = See where it stands
desk-api-list = List published checks
desk-api-all = Fetch all published checks
desk-api-feeds = Follow new and corrected checks
desk-api-rules = Good to know
desk-api-rule-limits = There are limits per network. An answer 429 says after how many seconds to try again. Under a flood an answer 428 asks for a short calculation.
desk-api-rule-problems = Errors are application/problem+json (RFC 9457), in the language of your Accept-Language header.
desk-api-rule-idempotency = Send a fresh random Idempotency-Key when you hand something in. The same key with the same text gives the same receipt. Keep the key secret: whoever knows it can ask for the receipt.
desk-api-rule-licence = Each check names the organisation that wrote it and, where it was imported, its licence. Name them when you pass a check on.

## What went wrong and what to do
desk-problem-message-empty = There is no text to check here. Paste or type the message.
desk-problem-file-none = No files are taken here. Please type the words.
desk-problem-file-pictures = Only pictures can be opened here (PNG, JPEG, WebP, GIF). Please type the words that you see or hear.
desk-problem-file-large = The file is too large. Files of this kind may have { $megabytes } MB. Cut it, or send a screenshot.
desk-problem-file-kind = This is no picture, video or recording that can be opened here. A screenshot always works.
desk-problem-file-slow = Opening this file took too long. Send a shorter piece of it, or a screenshot.
desk-problem-file-pixels = The picture has too many dots to be opened. It may have { $megapixels } megapixels. A screenshot of it works.
desk-problem-file-memory = This picture needs too much memory to be opened. A screenshot of it works.
desk-problem-file-damaged = The picture is damaged or did not arrive whole. Please choose it once more, or send a screenshot.
desk-problem-file-again = The file did not wait any longer. Please choose it once more; nothing else is lost.
desk-problem-file-room = There is no room for files at the moment. You can hand in the text alone.
desk-problem-file-missing = Please choose a file.
desk-problem-file-there = This file stands with the claim already.
desk-problem-file-many = At most { $most } files can be added to a claim. Remove one first.
desk-problem-message-long =
    { $most ->
       *[other] This is too long. At most { $most } characters can be checked at once. Keep the part that matters.
    }
desk-problem-message-binary = This does not look like text. Open the message, copy its words and paste them here. Files cannot be checked here.
desk-problem-reason-long =
    { $most ->
       *[other] Please say it in at most { $most } characters.
    }
desk-problem-not-ready = The server has just started and is still reading the checks. Please try again in a few seconds. Your text is still here.
desk-problem-no-intake = No organisation takes messages in at the moment. You can still ask whether something is known.
desk-problem-blocked = This message was blocked by a moderator and cannot be handed in. The moderation log says what was decided.
desk-problem-agree = Please agree first. Without it nothing is stored.
desk-problem-organisation = Choose an organisation from the list, or none.
desk-problem-sure = Tick the box first. Taking it back cannot be undone.
desk-problem-receipt = No receipt fits this number and these words. Compare both with what you wrote down. A message that was taken back has no receipt any more.
desk-problem-receipt-locator-character = “{ $character }” cannot stand in the number. It has letters and digits only.
desk-problem-receipt-locator-length =
    { $found ->
       *[other] The number has 8 letters and digits. Here are { $found }.
    }
desk-problem-receipt-word-count =
    { $found ->
        [one] A receipt has 8 words. Here is one.
       *[other] A receipt has 8 words. Here are { $found }.
    }
desk-problem-receipt-word-nearest = Word { $position } is not one of the words that receipts use. Did you mean “{ $nearest }”?
desk-problem-receipt-word-unknown = Word { $position } is not one of the words that receipts use. Look at how you wrote it down.
desk-problem-receipt-checksum = The number and the words do not belong together. One of them has a slip, or two words are swapped.
desk-problem-search-long =
    { $most ->
       *[other] Search for at most { $most } characters.
    }
desk-problem-cursor = This part of the list cannot be found. Start from the first page.
desk-problem-check-gone = This check was removed. The moderation log says what was decided and why.
desk-problem-claim-gone = No published check of this claim stands any more: those who wrote it took it back.
desk-problem-appeal-empty = Say in a few words what is wrong with the decision.
desk-problem-appeals-many = There are many open appeals against this decision. They are decided together. Come back in some days.
desk-problem-letter-kind = Choose what you want to do.
desk-problem-letter-from =
    { $most ->
       *[other] A reply needs a name, of at most { $most } characters. It is published with the reply.
    }
desk-problem-letter-empty = Say in a few words what you mean.
desk-problem-letters-many = Many letters about this check wait to be read. They are decided together. Come back in some days.
desk-problem-letter-withdrawn = This check was withdrawn. It no longer stands, so there is nothing to correct or to reply to.
desk-problem-reversed-already = This decision has been reversed already.
desk-problem-parameter = This value cannot be taken. See the description of the API.
