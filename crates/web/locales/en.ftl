### Words of the shell: what stands around every page, and what every page may have to say.
### Short sentences, calm, no blame. Translators: {$...} stands for a value; keep it.

## Around every page
shell-skip = Skip to the content
shell-navigation = Main
shell-foot = About this site
shell-language = Language
shell-about-line = No tracking. Works without JavaScript. Nothing is loaded from anywhere else.
shell-signed-in-as = Signed in as
shell-sign-in = Sign in
shell-back-to-start = Back to the start
shell-optional = (optional)
shell-to-mend = To mend:
shell-now = just now
# A share, as a whole number of per cent.
shell-percent = { $number }%
shell-pages = More of this list
shell-previous = Previous
shell-next = Next
# What a QR code holds, for people who cannot see it.
shell-qr = QR code of { $address }

## Verdicts of a check
verdict-false = False
verdict-misleading = Misleading
verdict-true = True
verdict-opinion = Opinion
verdict-satire = Satire
verdict-not-checkable = Cannot be checked

## Titles of pages that say what went wrong
shell-kind-invalid = Something needs mending
shell-kind-malformed = We could not read this
shell-kind-sign-in = Sign in first
shell-kind-forbidden = Not allowed
shell-kind-not-found = Nothing here
shell-kind-gone = No longer here
shell-kind-conflict = Somebody was faster
shell-kind-too-large = Too large
shell-kind-wrong-type = Sent as the wrong type
shell-kind-slow-down = Please wait a little
shell-kind-prove-work = One more step
shell-kind-busy = Very busy just now
shell-kind-internal = A fault on our side

## The page that keeps what was typed
shell-again-title = Not sent yet
shell-again-slow-title = Please wait a little
shell-again-work-title = One more step
shell-again-send = Send it again
shell-again-typed = What you wrote
shell-again-retype = For your safety, passwords and secret words are not kept. Go back and type them again.
shell-again-back = Go back to the form
shell-again-file = The file. Please choose it once more: it was not kept.
# While a script works on the visitor's own device.
shell-work-busy = Your device is doing a short calculation. This takes a few seconds.
shell-work-done = Done. Sending.
shell-work-wait =
    { $seconds ->
        [one] Wait one second, then send it again.
       *[other] Wait { $seconds } seconds, then send it again.
    }

## What went wrong and what to do
problem-fields = Please look at the marked fields.
problem-not-found = There is no page at this address. It may have moved, or the address may be incomplete.
problem-forbidden = Your account does not allow this. Ask a coordinator of your organisation if you need it.
problem-gone = What stood here has been taken away. The moderation log says when and why, where it may.
problem-conflict = Somebody else changed this while you had it open. Open it again to see what is new.
problem-internal = Something failed on our side. Nothing you did caused it. Please try again in a minute.
problem-expired-form = This page had been open for a long time, or was opened before you signed in or out. What you wrote is still here. Look it over and send it again.
problem-slow-down =
    { $minutes ->
        [one] Many requests came from your network. Please try again in a minute.
       *[other] Many requests came from your network. Please try again in { $minutes } minutes.
    }
problem-busy = Very many people are here at the moment. Please try again in a few seconds.
problem-duplicate = This has just been stored in another way. Go back, load the page again, and look before you send it once more.
problem-disk-full = The server has no room left, so nothing new can be stored at the moment. What was stored before is safe. Please try again later.
problem-prove-work = Very many messages are coming in at the moment. This short step keeps machines from flooding us. What you wrote is kept on this page.
problem-prove-work-api = Very many messages are coming in at the moment. Send this again with the header Saksi-Work: pass:counter, where SHA-256 of that value begins with { $bits } zero bits, or with pass: alone after { $seconds } seconds.
problem-other-site = This came from another website, so it was not accepted. Open the page here and send it from there.
problem-form-type = The form arrived in a way we cannot read. Open the page again and send it from there.
problem-form-shape = A part of the form is missing or damaged. What you wrote is still here. Go back, look it over and send it again.
problem-too-large = This is too large. At most { $kilobytes } kilobytes can be sent at once. Shorten it, or send it in parts.
problem-form-too-large = This is too large. At most { $kilobytes } kilobytes can be sent at once. Nothing of it was stored. Go back in your browser, where what you wrote usually still stands, and keep the part that matters.
problem-file-large = The file is too large. At most { $megabytes } MB can be sent.
problem-file-busy = Many people are sending files right now. Please try again in a minute, or send the text alone.
problem-body = What arrived could not be read. Please send it again.
problem-body-slow = The connection was too slow or was interrupted. Please send it again.
problem-encoding = Some characters were damaged on the way and show as �. What you wrote is below. Send it as it is, or go back and mend it.
problem-query = The address holds something we cannot read. Go back to the start and try from there.
problem-method = This address exists, but not for this kind of request.
problem-json-type = Send JSON with the header Content-Type: application/json.
problem-json-syntax = The body is not valid JSON.
problem-json-data = The JSON does not have the expected fields: { $reason }
problem-sign-in = Sign in to go on.

## Text in a field
problem-text-missing = Please write something here.
problem-text-long =
    This is too long. At most { $most } characters fit here; it has { $count }.

## What changed in a text, said to whoever does not see the marks
changes-removed = Taken out:
changes-added = New:
changes-end = – end of the change –
