gallery-title = Is this message true?
gallery-ask = Ask
gallery-checks = Checks
gallery-about = About
gallery-queue = Queue
gallery-reviews = Reviews
gallery-privacy = Who can read what
gallery-log = Moderation log
gallery-text = The message you doubt
gallery-text-hint = Paste the text or the link as you got it. No name, no account.
gallery-text-missing = Paste the message or a link.
gallery-reason = Why does it worry you?
gallery-place = Where did it reach you?
gallery-place-missing = Choose a place, or "Anywhere".
gallery-any = Anywhere
gallery-taiwan = Taiwan
gallery-languages = Languages you read
gallery-thai = ไทย
gallery-urdu = اردو
gallery-kind = What is it?
gallery-kind-a = A message that was forwarded
gallery-kind-b = Something I saw myself
gallery-agree = A checker may read what I wrote
gallery-send = Check it
gallery-keep = Keep as a draft
gallery-state = In review
gallery-notice = Handed in
gallery-notice-text = A checker will look at it. Come back with your receipt, most people hear within two days.
gallery-empty = Checks of your organisation will stand here.
gallery-empty-how = Take a claim from the queue to write the first.
gallery-asked =
    { $count ->
        [one] One person asked { $name } about this.
       *[other] { $count } people asked { $name } about this.
    }
gallery-search = Search the queue
gallery-search-go = Search
gallery-verdict = Verdict
gallery-explanation = Explanation
gallery-preview = Preview
gallery-withdraw = Withdraw
