### Kata-kata untuk log bukti dan cara memeriksanya. Kalimat pendek dan sederhana; katakan apa yang ditunjukkan dan apa yang tidak.

## Log
transparency-nav = Log bukti
transparency-title = Log bukti
transparency-lead = Daftar publik yang hanya bisa ditambah. Daftar ini menunjukkan bahwa suatu catatan bukti pernah ada dan tidak diubah sejak itu.
transparency-what = Daftar ini menyimpan satu sidik jari (SHA-256) untuk setiap catatan, tanpa nama, teks, atau gambar. Siapa pun yang memiliki catatannya dapat menghitung sidik jarinya dan menemukannya di sini. Organisasi lain menandatangani apa yang mereka lihat, sehingga server ini tidak dapat menulis ulang daftar diam-diam.
transparency-size = Catatan
transparency-newest = Keadaan bertanda tangan terbaru
transparency-waiting = Menunggu tanda tangan berikutnya
transparency-none = Belum ada yang dimasukkan ke log ini.
transparency-none-how = Catatan bukti pertama akan memulainya.
transparency-held = Saat ini log ini tidak menandatangani keadaan baru.
transparency-held-restored = Server baru dipulihkan dari cadangan dan bertanya dulu kepada para saksi apakah ada yang hilang. Yang sudah ditandatangani tetap berlaku.
transparency-held-behind = Seorang saksi mengingat lebih banyak catatan daripada yang ada di server ini. Pengelola harus mengembalikan yang hilang dari cadangan yang lebih baru. Yang sudah ditandatangani tetap berlaku.
transparency-held-forked = Seorang saksi mengingat keadaan yang berbeda dari server ini. Jangan mengandalkan keadaan baru log ini sampai pengelola dan saksi menjelaskannya.

## Saksi dan waktu
transparency-witnesses = Siapa lagi yang melihatnya
transparency-witness = Saksi
transparency-signed-last = Terakhir menandatangani
transparency-signed-newest = keadaan terbaru
transparency-never = belum pernah
transparency-quorum = { $all ->
   *[other] Ada { $all } saksi; suatu keadaan sah bila { $needed } di antaranya menandatangani.
}
transparency-no-witnesses = Belum ada organisasi lain yang menandatangani log ini. Sampai ada, Anda harus percaya bahwa server ini menunjukkan daftar yang sama kepada semua orang.
transparency-times = Waktu dari luar
transparency-authority = Otoritas
transparency-time = Tidak lebih lambat dari
transparency-calendars = Bitcoin
transparency-calendars-what = Kalender OpenTimestamps membawa keadaan bertanda tangan dari log ini ke dalam blok Bitcoin. Blok yang mana adalah perkataan kalender itu, sampai Anda membandingkan kepala blok dengan simpul Bitcoin atau penjelajah blok; waktu di kepala blok itulah waktunya.
transparency-calendar = Kalender
transparency-calendar-stands = Sampai di mana
transparency-calendar-in-block = di blok { $height }
transparency-calendar-waits = dijanjikan, belum ada di blok mana pun
transparency-watched = Log yang diawasi server ini
transparency-watched-what = Untuk log ini server ini menjadi saksi: ia menandatangani suatu keadaan hanya bila memuat semua yang pernah ia tandatangani.
transparency-log = Log

## Kunci dan pemeriksaan
transparency-keys = Kunci
transparency-keys-what = Dapatkan kunci ini juga dari sumber kedua, misalnya barang cetakan organisasi. Jika semuanya hanya dari sini, berarti Anda percaya pada server ini.
transparency-key-log = Kunci log ini
transparency-key-witness = Kunci yang dipakai server ini untuk menjadi saksi
transparency-check = Cara memeriksa sebuah catatan
transparency-check-record = Hitung SHA-256 berkas catatan. Itulah entrinya di log.
transparency-check-proof = Periksa bukti yang menyertai catatan (.tlog-proof): bukti itu menghubungkan entri dengan keadaan bertanda tangan.
transparency-check-keys = Bandingkan kunci di dalam bukti dengan kunci dari tempat lain, lalu lihat saksi mana yang menandatangani dan kapan.
transparency-policy = Kunci dan saksi log ini, untuk program

## Pemeriksaan
transparency-verify-title = Periksa catatan atau berkas
transparency-verify-lead = Serahkan paket pemeriksaan, catatan, atau arsip halaman. Anda akan diberi tahu apa yang benar, apa yang tidak, dan apa artinya. Tidak ada yang disimpan.
transparency-verify-file = Berkas
transparency-verify-file-hint = Paket pemeriksaan (.zip), catatan (record.json), atau arsip halaman (.wacz, .warc), paling besar { $megabytes } MB.
transparency-verify-entry = Atau entri sebuah catatan
transparency-verify-entry-hint = 64 huruf dan angka: SHA-256 dari catatan. Atau baris yang dimulai dengan saksi-filing-1-: bukti bahwa sesuatu diajukan ke layanan bantuan.
transparency-verify-send = Periksa
transparency-verify-again = Periksa yang lain
transparency-verify-nothing = Pilih berkas, atau ketik entri sebuah catatan.
transparency-verify-not-an-entry = Entri terdiri dari 64 angka 0 sampai 9 dan huruf a sampai f.
transparency-verify-unknown = Berkas ini tidak dapat diperiksa di sini: bukan paket pemeriksaan, catatan, atau arsip halaman.
transparency-verify-holds = Yang diperiksa benar
transparency-verify-broken = Ada yang tidak benar
transparency-verify-open = Tidak ada yang salah, tetapi belum ada yang terbukti
transparency-verify-holds-means = Isinya sama seperti saat dicatat. Apakah isinya benar dan siapa penulisnya, tidak dapat ditunjukkan pemeriksaan.
transparency-verify-broken-means = Jangan mengandalkan bagian yang disebut di bawah. Mintalah salinan lain atau aslinya kepada pemberi berkas.
transparency-verify-open-means = Yang masih kurang disebut di bawah.
transparency-verify-result = Yang diperiksa
transparency-mark-holds = benar
transparency-mark-broken = rusak
transparency-mark-open = belum terbukti
transparency-pack-unreadable = ZIP tidak dapat dibaca: terpotong, atau susunannya diubah.
transparency-pack-container = ZIP pembungkusnya diubah. Berkas di dalamnya diperiksa satu per satu.
transparency-pack-missing = Berkas ini hilang dari paket.
transparency-pack-changed = Berkas ini diubah setelah paket dibuat.
transparency-record-unreadable = Catatan tidak dapat dibaca: { $why }
transparency-record-read = Catatan ditulis dalam satu-satunya bentuk baku. Entrinya { $entry }
transparency-part-absent = Bagian { $name } tidak ada di sini, jadi tidak dapat dibandingkan.
transparency-part-holds = Bagian { $name } memang yang disebut catatan.
transparency-part-changed = Bagian { $name } bukan yang disebut catatan: diubah atau ditukar.
transparency-keys-own = Diperiksa dengan kunci di dalam paket itu sendiri. Bandingkan dengan kunci dari sumber lain.
transparency-policy-unreadable = Kunci paket tidak dapat dibaca, jadi tidak ada tanda tangan yang dapat diperiksa.
transparency-proof-none = Belum ada bukti bahwa log memuatnya.
transparency-proof-holds = Log { $log } memuatnya, di tempat { $place } dari { $size }, dan menandatanganinya.
transparency-proof-broken = Bukti tidak benar: { $why }
transparency-proof-broken-time = Bukti untuk keadaan yang dicap waktu tidak benar.
transparency-witnesses-none = Tidak ada saksi yang diminta. Anda hanya percaya pada log bahwa ia menunjukkan hal yang sama kepada semua orang.
transparency-witnesses-enough = Cukup banyak saksi juga menandatangani: { $signed } dari { $all } (perlu { $needed }). Yang pertama pada { $at }.
transparency-witnesses-few = Saksi yang menandatangani belum cukup: { $signed } dari { $all } (perlu { $needed }). { $at }
transparency-custody-holds = Peristiwa penyimpanan ini milik catatan ini.
transparency-custody-other = Peristiwa penyimpanan ini tentang catatan lain.
transparency-custody-unproven = Ketika paket dibuat, peristiwa penyimpanan ini masih menunggu log, jadi belum ada yang menunjukkan kapan ia dicatat.
transparency-time-holds = Otoritas { $authority } menandatangani bahwa ini ada pada { $at }.
transparency-time-holds-own = Menurut sertifikat di dalam paket itu sendiri, otoritas { $authority } menandatangani bahwa ini ada pada { $at }.
transparency-time-unchecked = Token tidak dapat diperiksa karena sertifikatnya diubah.
transparency-time-broken = Token tidak benar: { $why }
transparency-time-none = Belum ada otoritas yang menandatangani waktunya.
transparency-calendar-block = Keadaan log yang memuatnya ada di blok { $height } Bitcoin, jika akar Merkle blok itu adalah { $root }. Bandingkan dengan simpul Bitcoin atau penjelajah blok: di sini tidak diperiksa. Ini sudah ada pada waktu blok itu.
transparency-calendar-promised = { $calendar } berjanji membawa keadaan log yang memuatnya ke dalam Bitcoin. Itu perkataan kalender; belum membuktikan apa pun. Sebuah blok perlu beberapa jam.
transparency-calendar-nothing = Bukti dari kalender tidak menyebut apa pun yang dapat dihitung di sini.
transparency-calendar-other = Bukti dari kalender adalah tentang keadaan log yang lain.
transparency-calendar-broken = Bukti dari kalender tidak benar: { $why }
transparency-archive-holds = Semua { $right } digest arsip dihitung ulang dan sama.
transparency-archive-broken = Arsip diubah: { $why }
transparency-records-hold = Semua { $right } digest dalam { $records } rekaman dihitung ulang dan sama; { $without } rekaman tidak memilikinya.
transparency-records-none = Tidak ada satu rekaman pun di dalamnya.
transparency-records-more = Hanya { $records } rekaman pertama yang dibaca: berkas ini lebih besar daripada yang dibaca di sini. Periksa sisanya dengan saksi verify.
transparency-archive-means = Arsip saja tidak menunjukkan siapa pembuatnya atau kapan. Catatan dan buktinya menunjukkan itu.
transparency-log-unknown = Log ini tidak memuat entri itu.
transparency-log-waiting = Entri sudah diserahkan dan menunggu tanda tangan berikutnya.

transparency-filing-opening = Kode di samping baris itu
transparency-filing-opening-hint = Hanya yang mengajukan yang memilikinya. Kosongkan jika tidak ada yang menunjukkannya kepada Anda.
transparency-filing-holds = Server ini menandatanganinya: sesuatu diajukan ke layanan bantuan di sini pada { $day }. Baris ini tidak mengatakan apa isinya dan siapa yang mengajukan.
transparency-filing-other = Baris ini utuh dan menyebut hari { $day }, tetapi tidak ditandatangani dengan kunci server ini, melainkan dengan: { $key }. Bandingkan dengan kunci yang ditampilkan server lain itu di halaman yang sama. Siapa pun dapat menandatangani dengan kuncinya sendiri.
transparency-filing-whose = Belum ditunjukkan milik siapa. Kode yang dibuat dari tanda terima menunjukkannya.
transparency-filing-theirs = Kode ini cocok dengan baris itu: yang menunjukkannya memiliki tanda terima dari yang diajukan.
transparency-filing-not-theirs = Kode ini tidak cocok dengan baris itu. Ini tidak menunjukkan bahwa pemberinya adalah yang mengajukan.
transparency-filing-forged = Baris ini diubah, atau tidak ada yang menandatanganinya demikian.
transparency-filing-mistyped = Baris ini tidak utuh. Salin sekali lagi, dari saksi-filing-1- sampai akhirnya.
transparency-filing-key = Bukti pengajuan
transparency-filing-key-means = Dengan kunci ini server ini menandatangani baris yang mengatakan bahwa sesuatu diajukan ke layanan bantuan. Simpan juga di tempat lain agar Anda dapat membandingkan.
