# What everybody may see of evidence.

evidence-public-title = Evidence
evidence-public-lead = Its owner shows that this evidence exists, when it was kept, and by which hashes it can be recognised. What it holds is not shown here.
evidence-what = What it is
evidence-kind-capture = Capture of a page
evidence-kind-file = File
evidence-kind-testimony = Testimony
evidence-kept-by = Kept by
evidence-url = Address
evidence-captured-at = Captured
evidence-taken-at = Taken in
evidence-part = File
evidence-entry = Entry of the log
evidence-log = In the log
evidence-log-absent = This entry does not stand in a log, so nobody but its owner can vouch for its time.
evidence-log-waiting = This entry was handed to the log and waits for the next signed head.
evidence-log-logged = Entry number { $place }, in a head of the log signed at { $at }.
evidence-log-witnesses-title = Witnesses
evidence-log-witnesses = { $signed } of { $all } { $all ->
    [one] witness
   *[other] witnesses
 } asked for have countersigned that; at least { $needed } must.
evidence-log-witnesses-none = No witness is asked to countersign it.
evidence-log-witnesses-enough = That is enough.
evidence-log-witnesses-few = That is not enough yet.
evidence-log-witness-signed = countersigned at { $at }
evidence-log-witness-missing = has not countersigned yet
evidence-proof = The proof, for programs
evidence-public-check = How to check it
evidence-public-check-how = If somebody gives you the file, compute its SHA-256: it must be the one above. If they give you the record, its SHA-256 must be the entry of the log. Then nobody has changed either since that time.
evidence-kilobytes = { $kilobytes } kB
evidence-megabytes = { $megabytes } MB
