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
