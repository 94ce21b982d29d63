### The words of the log of evidence and of checking it. Short sentences, plain words; say what something shows and what it does not.

## The log
transparency-nav = Log of evidence
transparency-title = Log of evidence
transparency-lead = A public list to which one can only add. It shows that a record of evidence existed and was not changed since.
transparency-what = The list holds one fingerprint (SHA-256) for each record, and never a name, a text or a picture. Whoever has a record can compute its fingerprint and find it here. Other organisations sign what they saw of the list, so that this server cannot rewrite it unseen.
transparency-size = Records
transparency-newest = Newest signed state
transparency-waiting = Waiting for the next signed state
transparency-none = Nothing has been entered into this log yet.
transparency-none-how = The first record of evidence begins it.
transparency-held = This log signs nothing new at the moment.
transparency-held-restored = The server came back from a backup and asks its witnesses first whether anything is missing. What was signed before still holds.
transparency-held-behind = A witness remembers more records than this server has. The operators must bring the missing ones back from a newer backup. What was signed before still holds.
transparency-held-forked = A witness remembers another state than this server has. Do not rely on new states of this log until its operators and the witness have explained that.

## Witnesses and time
transparency-witnesses = Who else saw it
transparency-witness = Witness
transparency-signed-last = Signed last
transparency-signed-newest = the newest state
transparency-never = never
transparency-quorum = { $all ->
    [one] There is one witness; a state counts when { $needed } signed it.
   *[other] There are { $all } witnesses; a state counts when { $needed } of them signed it.
}
transparency-no-witnesses = No other organisation signs this log yet. Until one does, you must trust this server that it shows everybody the same list.
transparency-times = Times from outside
transparency-authority = Authority
transparency-time = Not later than
transparency-calendars = Bitcoin
transparency-calendars-what = Calendars of OpenTimestamps bring signed states of this log into blocks of Bitcoin. Which block it is, is the calendar’s word until you compare the block’s header with a Bitcoin node or an explorer; the time of the header is the time.
transparency-calendar = Calendar
transparency-calendar-stands = How far it is
transparency-calendar-in-block = in block { $height }
transparency-calendar-waits = promised, in no block yet
transparency-watched = Logs that this server watches
transparency-watched-what = For these this server is a witness: it signs a state only if it contains everything that it signed before.
transparency-log = Log

## Keys and checking
transparency-keys = Keys
transparency-keys-what = Get these keys from a second source, too, such as the organisation's printed matter. Whoever gets both from here alone trusts this server.
transparency-key-log = Key of this log
transparency-key-witness = Key with which this server witnesses others
transparency-check = How to check a record
transparency-check-record = Compute the SHA-256 of the record's file. That is its entry in the log.
transparency-check-proof = Check the proof that belongs to the record (.tlog-proof): it leads from the entry to a signed state.
transparency-check-keys = Compare the keys in the proof with keys that you got from elsewhere, and look at which witnesses signed, and when.
transparency-policy = Keys and witnesses of this log, for programs

## Checking
transparency-verify-title = Check a record or a file
transparency-verify-lead = Hand in a verification pack, a record or an archive of pages. You get told what holds, what does not, and what that means. Nothing is kept.
transparency-verify-file = File
transparency-verify-file-hint = A verification pack (.zip), a record (record.json) or an archive of pages (.wacz, .warc), at most { $megabytes } MB.
transparency-verify-entry = Or the entry of a record
transparency-verify-entry-hint = 64 letters and digits: the SHA-256 of the record. Or a line that begins with saksi-filing-1-: a proof that something was filed with a helpline.
transparency-verify-send = Check
transparency-verify-again = Check something else
transparency-verify-nothing = Choose a file, or type the entry of a record.
transparency-verify-not-an-entry = An entry has 64 digits from 0 to 9 and letters from a to f.
transparency-verify-unknown = This is not a file that can be checked here: no verification pack, no record and no archive of pages.
transparency-verify-holds = What was checked holds
transparency-verify-broken = Something does not hold
transparency-verify-open = Nothing wrong was found, and nothing is shown either
transparency-verify-holds-means = The content is what it was when it was recorded. Whether it is true, and who wrote it, no check can show.
transparency-verify-broken-means = Do not rely on the parts that are named below. Ask whoever gave you the file for another copy, or for the original.
transparency-verify-open-means = What is missing to prove it is named below.
transparency-verify-result = What was looked at
transparency-mark-holds = holds
transparency-mark-broken = broken
transparency-mark-open = not shown
transparency-pack-unreadable = The ZIP cannot be read: it is cut off, or its structure was changed.
transparency-pack-container = The ZIP around the files was changed. The files in it are looked at one by one.
transparency-pack-missing = This file is missing from the pack.
transparency-pack-changed = This file was changed after the pack was made.
transparency-record-unreadable = The record cannot be read: { $why }
transparency-record-read = The record is written in its one canonical way. Its entry is { $entry }
transparency-part-absent = The part { $name } is not here, so it could not be compared.
transparency-part-holds = The part { $name } is the one that the record names.
transparency-part-changed = The part { $name } is not the one that the record names: it was changed or exchanged.
transparency-keys-own = Checked with the keys that lie in the pack itself. Compare them with keys from another source.
transparency-policy-unreadable = The keys of the pack cannot be read, so no signature could be checked.
transparency-proof-none = There is no proof yet that the log contains it.
transparency-proof-holds = The log { $log } contains it, at place { $place } of { $size }, and signed that.
transparency-proof-broken = The proof does not hold: { $why }
transparency-proof-broken-time = The proof under the stamped state does not hold.
transparency-witnesses-none = No witness is asked for. You trust the log alone that it shows everybody the same.
transparency-witnesses-enough = Enough witnesses signed that, too: { $signed } of { $all } ({ $needed } are needed). The first did at { $at }.
transparency-witnesses-few = Not enough witnesses signed that: { $signed } of { $all } ({ $needed } are needed). { $at }
transparency-custody-holds = An event of custody belongs to this record.
transparency-custody-other = This event of custody is about another record.
transparency-custody-unproven = When the pack was made, this event of custody still waited for the log, so nothing shows when it was written down.
transparency-time-holds = The authority { $authority } signed that it existed at { $at }.
transparency-time-holds-own = By the certificates in the pack itself, the authority { $authority } signed that it existed at { $at }.
transparency-time-unchecked = The token could not be checked, because its certificates were changed.
transparency-time-broken = The token does not hold: { $why }
transparency-time-none = No authority signed a time for it yet.
transparency-calendar-block = A state of the log that contains it is in block { $height } of Bitcoin, if the Merkle root of that block is { $root }. Compare that with a Bitcoin node or an explorer: it is not looked up here. It existed by the time of that block.
transparency-calendar-promised = { $calendar } promised to bring a state of the log that contains it into Bitcoin. That is the calendar’s word; it shows nothing yet. A block takes some hours.
transparency-calendar-nothing = The proof of the calendar names nothing that can be computed here.
transparency-calendar-other = The proof of the calendar is of another state of the log.
transparency-calendar-broken = The proof of the calendar does not hold: { $why }
transparency-archive-holds = All { $right } digests of the archive were computed again and are the same.
transparency-archive-broken = The archive was changed: { $why }
transparency-records-hold = All { $right } digests in { $records } records were computed again and are the same; { $without } records carry none.
transparency-records-none = There is not one record in it.
transparency-records-more = Only the first { $records } records were read: it is larger than what is read here. Check the rest with saksi verify.
transparency-archive-means = An archive alone does not show who made it, or when. Its record and the proof do.
transparency-log-unknown = This log does not contain the entry.
transparency-log-waiting = The entry was handed in and waits for the next signed state.

transparency-filing-opening = The code beside such a line
transparency-filing-opening-hint = Only whoever filed has it. Leave it out if nobody showed it to you.
transparency-filing-holds = This server signed it: something was filed with a helpline here on { $day }. It says nothing of what, and not by whom.
transparency-filing-other = The line is whole and names the day { $day }, but this server’s key did not sign it; this key did: { $key }. Compare it with the one that the other server shows on this page of its own. Anybody can sign with a key of their own.
transparency-filing-whose = Whose it is was not shown. The code made from the receipt shows that.
transparency-filing-theirs = The code belongs to the line: whoever shows it has the receipt of what was filed.
transparency-filing-not-theirs = The code does not belong to this line. It does not show that whoever gave it to you is who filed.
transparency-filing-forged = The line was changed, or nobody signed it like that.
transparency-filing-mistyped = The line is not whole. Copy it once more, from saksi-filing-1- to its end.
transparency-filing-key = Proofs of filing
transparency-filing-key-means = With this key this server signs lines that say that something was filed with a helpline. Keep it somewhere else too, so that you can compare.
