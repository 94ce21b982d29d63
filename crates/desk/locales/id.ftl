### Halaman publik meja tanya: bertanya, tanda terima, cek fakta yang terbit, catatan moderasi.
### Kalimat pendek, kata biasa, tenang, tanpa menyalahkan, tanpa tanda seru. Pembaca mungkin takut dan memakai ponsel lama.
### Kata dengan satu arti di mana-mana: pesan (yang diterima seseorang), klaim (apa yang dikatakannya), cek fakta (apa yang
### ditemukan organisasi), jawaban (yang didapat pembaca), tanda terima (cara untuk kembali). { $... } mewakili suatu nilai.

## Navigasi
desk-nav-ask = Tanya
desk-nav-checks = Cek fakta
desk-nav-receipt = Tanda terima saya
desk-nav-about = Tentang
desk-nav-privacy = Privasi
desk-nav-moderation = Catatan moderasi
desk-nav-api = Untuk program

## Bertanya
desk-ask-title = Ragu apakah sebuah pesan benar?
desk-ask-lead = Tempel di sini. Jika ada yang sudah memeriksanya di jaringan ini, Anda langsung melihat jawabannya.
desk-ask-text = Pesan atau tautan
desk-ask-text-hint = Tempel seluruh teks jika bisa. Gambar dan klip belum dapat diperiksa di sini: ketik kata-kata yang Anda lihat atau dengar.
desk-ask-text-or-file-hint = Tempelkan seluruh teksnya jika bisa. Jika datang sebagai gambar atau rekaman, pilih berkasnya di bawah; keduanya boleh dikirim bersama.
desk-ask-picture = Gambar
desk-ask-picture-hint = PNG, JPEG, WebP, atau GIF, paling besar { $picture } MB. Video dan rekaman tidak dapat diperiksa di sini: ketiklah kata-kata yang Anda dengar.
desk-ask-file = Gambar, video, atau rekaman
desk-ask-file-hint = Satu berkas. Gambar paling besar { $picture } MB, video dan rekaman paling besar { $other } MB.
desk-ask-send = Periksa
desk-ask-how = Apa yang terjadi
desk-ask-how-known = Kami membandingkan pesan Anda dengan cek fakta yang sudah diterbitkan organisasi pemeriksa fakta.
desk-ask-how-unknown = Jika belum ada yang diketahui, Anda bisa menyerahkan pesan itu, dan orang akan meninjaunya.
desk-ask-how-receipt = Anda mendapat tanda terima. Dengan itu Anda menemukan jawabannya nanti. Tanpa nama, tanpa nomor, tanpa akun.
desk-ask-who-reads = Yang Anda tanyakan tidak disimpan. Yang Anda serahkan hanya dibaca oleh pemeriksa fakta.
desk-ask-privacy = Apa yang disimpan, dan berapa lama
desk-ask-have-receipt = Saya punya tanda terima
desk-ask-another = Tanyakan pesan lain
desk-ask-own = Tanyakan pesan yang Anda terima

## Daftar dan angka di halaman depan
desk-latest = Cek fakta terbaru
desk-latest-all = Lihat semua cek fakta
desk-empty-checks = Belum ada cek fakta yang terbit.
desk-empty-checks-how = Cek fakta muncul di sini begitu sebuah organisasi menerbitkannya. Anda sudah bisa bertanya dan menyerahkan pesan.
desk-stats-checks =
    { $count ->
       *[other] { $count } cek fakta sudah terbit di sini.
    }
desk-stats-organisations =
    { $count ->
       *[other] { $count } organisasi sudah menerbitkan cek fakta.
    }
desk-stats-languages =
    { $count ->
       *[other] Bahasa yang dipakai: { $count }.
    }
desk-stats-asked =
    { $count ->
       *[other] Orang sudah bertanya { $count } kali.
    }
desk-stats-answered =
    { $count ->
       *[other] { $count } pertanyaan dapat langsung dijawab.
    }
desk-stats-waiting =
    { $count ->
       *[other] { $count } klaim menunggu diperiksa.
    }

## Jawaban
desk-claim-label = Klaim:
desk-references = Apa dasarnya
desk-checked-by = Diperiksa oleh
desk-checked-on = Terbit pada { $date }
desk-corrected-on = Dikoreksi pada { $date }
desk-translated-from = Diterjemahkan dari { $language }
desk-written-in = Cek fakta ini ditulis dalam { $language }.
desk-first-published-at = Pertama kali terbit di
desk-licence = Lisensi: { $licence }
desk-answer-page = Buka halaman cek fakta ini, untuk dibagikan atau dicetak
desk-asked-times =
    { $count ->
       *[other] Ini sudah ditanyakan { $count } kali.
    }
desk-likeness = { $percent }% mirip
desk-language-unknown = bahasa tidak diketahui
desk-differing = Organisasi berbeda pendapat tentang klaim ini. Baca cek fakta dari masing-masing.
desk-others = Apa yang ditemukan organisasi lain
desk-others-lead = Mereka memeriksa klaim yang sama.
desk-others-together = Lihat semua cek fakta klaim ini di satu halaman
desk-similar = Klaim serupa yang sudah diperiksa
desk-why = Mengapa Anda melihat jawaban ini:
desk-why-shown = Mengapa Anda melihat ini:
desk-why-more = Selengkapnya: mengapa ini ditemukan
desk-why-sure = Kemungkinan { $percent }% inilah yang dikatakan pesan Anda.
desk-why-sure-first = Kemungkinan { $percent }% yang pertama inilah yang dikatakan pesan Anda.
desk-why-sure-file = Kemungkinan { $percent }% ini berkas yang sama. Bandingkan apakah ceritanya juga sama.
desk-why-sure-file-first = Kemungkinan { $percent }% yang pertama ini berkas yang sama. Bandingkan apakah ceritanya juga sama.
desk-why-shared = Bagian pesan Anda yang sama ditandai:
desk-compared-meaning = Pesan juga dibandingkan menurut maknanya, bukan hanya kata-katanya.
desk-compared-busy = Saat ini banyak orang bertanya, jadi pesan Anda hanya dibandingkan menurut kata-katanya. Tanyakan lagi beberapa menit lagi agar diperiksa lebih teliti.
desk-not-this = Bukan ini yang saya tanyakan
desk-suggest-title = Apakah salah satu dari ini?
desk-suggest-lead = Klaim yang sudah diperiksa ini mirip dengan pesan Anda. Bandingkan dengan teliti: perbedaan kecil dapat mengubah apa yang benar.
desk-none-of-these = Bukan semuanya. Saya ingin menyerahkan pesan saya
desk-unknown-title = Belum ada yang diketahui tentang ini
desk-unknown-lead = Itu tidak berarti pesan ini benar atau salah. Belum ada orang di sini yang memeriksanya. Sebaiknya jangan diteruskan sampai Anda tahu lebih banyak.

## Mengapa sebuah cek fakta ditampilkan
desk-reason-same-link = Pesan Anda memuat tautan yang sama.
desk-reason-equal-text = Teksnya sama.
desk-reason-same-text = { $percent }% teksnya sama.
desk-reason-message-inside-known = { $percent }% pesan Anda ada di dalam pesan yang sudah diperiksa.
desk-reason-known-inside-message = { $percent }% pesan yang sudah diperiksa ada di dalam pesan Anda.
desk-reason-shared-words =
    { $count ->
       *[other] Keduanya memuat { $count } kata penting yang sama: { $words }.
    }
desk-reason-different-number = Keduanya mirip, tetapi pesan Anda menyebut { $message } sedangkan yang lain menyebut { $known }.
desk-reason-same-meaning = Tampaknya keduanya mengatakan hal yang sama dengan kata-kata lain. Bandingkan dahulu sebelum mengandalkannya.
desk-reason-different-words = Keduanya mirip, tetapi beberapa kata berbeda. Bandingkan dengan teliti.
desk-reason-nothing-close = Tidak ada yang mirip yang sudah diketahui.
desk-reason-nothing-to-compare = Tidak ada kata atau tautan di dalamnya untuk dibandingkan.
desk-reason-same-picture = Gambar yang sama sudah diperiksa.
desk-reason-picture-part = Gambar Anda adalah bagian dari gambar yang sudah diperiksa.
desk-reason-picture-inside = Gambar yang sudah diperiksa ada di dalam gambar Anda, dengan sesuatu di sekelilingnya.
desk-reason-picture-overlap = Gambar Anda dan gambar yang sudah diperiksa memperlihatkan bagian yang sama.
desk-reason-video-moment = Gambar Anda adalah satu saat dari video yang sudah diperiksa.
desk-reason-same-video = Video yang sama sudah diperiksa.
desk-reason-video-part = Video Anda adalah bagian dari video yang sudah diperiksa.
desk-reason-video-inside = Video yang sudah diperiksa adalah bagian dari video Anda.
desk-reason-video-stretch = Video Anda dan video yang sudah diperiksa punya bagian yang sama.
desk-reason-same-sound = Rekaman yang sama sudah diperiksa.
desk-reason-sound-part = Yang Anda dengar adalah bagian dari rekaman yang sudah diperiksa.
desk-reason-sound-inside = Rekaman yang sudah diperiksa adalah bagian dari yang Anda dengar.
desk-reason-sound-stretch = Yang Anda dengar dan rekaman yang sudah diperiksa punya bagian yang sama.
desk-reason-mirrored = Gambarnya dicerminkan.
desk-reason-turned = Gambarnya diputar.
desk-reason-other-words = Tetapi kata-katanya berbeda: gambar lama sering disebarkan dengan cerita baru. Bandingkan dengan teliti.

## Menyerahkan
desk-hand-in-title = Serahkan pesan Anda
desk-hand-in-again = Mohon lihat formulirnya sekali lagi. Tidak ada yang hilang.
desk-blocked-title = Pesan ini tidak dapat diserahkan
desk-blocked-lead = Seorang moderator memutuskan demikian. Yang Anda kirim tidak disimpan.
desk-hand-in-offer = Anda bisa menyerahkan pesan Anda, dan orang akan meninjaunya.
desk-hand-in-text = Yang Anda serahkan
desk-hand-in-file = Berkasnya
desk-hand-in-file-again = Berkas tidak disimpan. Jika ingin menyertakannya, mohon pilih sekali lagi.
desk-hand-in-file-kept = Berkas Anda ikut dikirim. Sampai Anda menyerahkannya, berkas itu tersegel di sini, hanya formulir ini yang dapat membukanya, dan dihapus setelah { $minutes } menit.
desk-hand-in-file-stripped = Dari sebuah berkas, pemeriksa mendapat salinan tanpa tempat, waktu, dan perangkat. Wajah dan suara tetap ada: perhatikan siapa yang terlihat.
desk-hand-in-reason = Mengapa ini membuat Anda khawatir?
desk-hand-in-reason-hint = Satu kalimat membantu pemeriksa fakta. Jangan tulis apa pun yang menunjukkan siapa Anda.
desk-hand-in-organisation = Siapa yang sebaiknya meninjaunya?
desk-hand-in-organisation-any = Siapa saja
desk-hand-in-agree = Saya setuju pemeriksa fakta membaca ini dan ini disimpan seperti disebutkan di atas
desk-hand-in-send = Serahkan
desk-hand-in-reads = Pemeriksa fakta dari { $organisation } dapat membacanya.
desk-hand-in-reads-shared = Pemeriksa fakta dari { $organisation } dan dari organisasi lain di jaringan ini dapat membacanya.
desk-hand-in-reads-nobody = Saat ini tidak ada organisasi yang menerima pesan.
desk-hand-in-how-long =
    { $days ->
       *[other] Jika tidak ada yang dapat menjawabnya, teksnya dihapus setelah { $days } hari.
    }
desk-hand-in-no-sender = Kami tidak menyimpan siapa Anda, nomor Anda, atau alamat Anda.
desk-hand-in-personal = Hapus nama dan nomor orang biasa jika bisa. Sebelum apa pun diterbitkan, nomor telepon, alamat, dan nomor rekening yang kami kenali disamarkan.

## Tanda terima
desk-receipt-yours = Tanda terima Anda
desk-receipt-write-down = Catat ini, atau cetak halaman ini. Anda perlu kedua bagiannya untuk menemukan jawaban.
desk-receipt-locator = Nomor
desk-receipt-words = Delapan kata
desk-receipt-nobody = Tidak ada yang dapat mencarikan kata-kata ini untuk Anda. Kata-kata ini hanya ditampilkan satu kali ini.
desk-receipt-print = Di kertas, kode kotak menuntun kembali ke situs ini. Kode itu memuat nomornya, tidak pernah kata-katanya.
desk-receipt-next = Apa yang terjadi selanjutnya
desk-receipt-next-joined = Orang lain sudah menyerahkan pesan yang sama. Pesan itu sudah menunggu.
desk-receipt-next-checked = Yang banyak ditanyakan ditinjau lebih dulu. Ini bisa berjam-jam atau berhari-hari.
desk-receipt-next-come-back = Kembalilah dengan tanda terima ini untuk melihat sudah sampai di mana. Kami tidak bisa menulis kepada Anda, karena kami tidak tahu siapa Anda.
desk-receipt-next-until = Ini disimpan sampai { $date } jika tidak ada yang dapat menjawabnya.
desk-receipt-look = Coba tanda terimanya sekarang
desk-receipt-title = Temukan jawaban dengan tanda terima
desk-receipt-lead = Ketik nomor dan delapan kata yang diberikan kepada Anda.
desk-receipt-locator-hint = Delapan huruf dan angka, misalnya 7K2M-9QXA.
desk-receipt-words-hint = Sesuai urutannya. Huruf besar, koma, dan ganti baris tidak berpengaruh. Empat huruf pertama dari sebuah kata bahasa Inggris sudah cukup.
desk-receipt-open = Lihat sudah sampai di mana
desk-receipt-lost = Jika kata-katanya hilang, tidak ada yang dapat membuka tanda terima itu. Anda bisa bertanya lagi: jika sekarang sudah diperiksa, Anda langsung melihat jawabannya.

## Sudah sampai di mana pesan yang diserahkan
desk-standing-waiting = Masih menunggu
desk-standing-waiting-lead = Belum ada yang menanganinya. Kembalilah nanti.
desk-standing-checking = Sedang diperiksa
desk-standing-checking-lead = Ada yang sedang mengerjakannya. Kembalilah nanti.
desk-standing-answered = Sudah diperiksa
desk-standing-answered-lead =
    { $count ->
       *[other] Ini jawaban dari { $count } cek fakta.
    }
desk-standing-corrected = Jawabannya dikoreksi sejak terakhir Anda melihatnya. Mohon baca lagi.
desk-standing-expired = Tidak ada yang sempat memeriksanya
desk-standing-expired-lead = Teksnya sudah dihapus. Jika pesannya masih ada pada Anda, Anda bisa bertanya lagi.
desk-standing-not-checked = Ini tidak akan diperiksa
desk-standing-removed = Ini sudah dihapus
desk-standing-removed-lead = Seorang moderator menghapusnya. Catatan moderasi menyebutkan keputusan apa yang diambil dan cara mengajukan keberatan.
desk-standing-removed-entry = Baca keputusan ini di catatan moderasi, dan cara mengajukan keberatan
desk-standing-withdrawn = Jawabannya ditarik kembali
desk-standing-withdrawn-checking = Yang memberi jawaban itu menariknya kembali. Ada yang sedang memeriksanya lagi. Kembalilah nanti.
desk-standing-withdrawn-waiting = Yang memberi jawaban itu menariknya kembali. Pesan ini menunggu untuk diperiksa lagi. Kembalilah nanti.
desk-standing-withdrawn-by = { $organisation } menarik jawabannya pada { $date }. Mohon jangan mengandalkannya lagi.
desk-standing-message = Yang Anda serahkan
desk-standing-handed-in = Diserahkan pada { $date }.
desk-standing-counted = Begitu banyak orang menyerahkan pesan yang hampir sama sehingga pesan Anda hanya dihitung. Kata-katanya tidak disimpan.
desk-standing-again = Lihat lagi
desk-closed-not-checkable = Tidak ada yang dapat diperiksa di dalamnya: ini opini, harapan, atau ramalan.
desk-closed-private = Ini urusan pribadi. Memeriksanya secara terbuka dapat merugikan seseorang.
desk-closed-spam = Ini tampak seperti iklan, atau tidak memuat apa pun untuk diperiksa.
desk-closed-out-of-scope = Organisasi di sini tidak dapat memeriksanya. Mungkin organisasi lain bisa.
desk-closed-not-enough = Isinya terlalu sedikit untuk mengetahui apa yang diklaim. Anda bisa bertanya lagi dengan seluruh pesannya.
desk-withdraw = Tarik kembali
desk-withdraw-lead = Teksnya dihapus, kecuali jika orang lain menyerahkan pesan yang sama, atau jika hukum mengharuskan teks itu disimpan. Setelah itu tanda terima tidak membuka apa pun lagi. Ini tidak dapat dibatalkan.
desk-withdraw-sure = Ya, tarik kembali
desk-withdraw-send = Tarik kembali sekarang
desk-withdrawn = Anda sudah menariknya kembali
desk-withdrawn-lead = Tanda terima itu tidak membuka apa pun lagi. Anda bisa membuangnya.
desk-withdrawn-held = Tanda terima itu tidak membuka apa pun lagi. Hukum mengharuskan teksnya disimpan untuk sementara. Tidak ada yang mengerjakannya, dan teks itu dihapus jika keharusan itu berakhir.

## Daftar cek fakta
desk-checks-title = Cek fakta yang sudah terbit
desk-checks-description = Apa yang ditemukan organisasi pemeriksa fakta di jaringan ini tentang pesan yang diteruskan orang.
desk-filter-words = Kata
desk-filter-verdict = Kesimpulan
desk-filter-language = Bahasa
desk-filter-organisation = Organisasi
desk-filter-content = Jenis pesan
desk-filter-more = Pilihan lain: { $list }
desk-filter-any = Semua
desk-filter-show = Cari
desk-empty-found = Tidak ada cek fakta yang cocok.
desk-empty-found-how = Coba lebih sedikit kata, atau pilih "Semua" di daftar pilihan. Atau tanyakan pesannya langsung.
desk-organisation-checks = Cek fakta yang diterbitkannya
desk-organisation-no-checks = Belum ada cek fakta yang diterbitkannya di sini.
desk-organisation-no-checks-how = Cek faktanya muncul di sini begitu diterbitkan.
desk-checks-take = Bawa daftar ini
desk-checks-take-lead = Masing-masing memuat persis daftar di atas, dan selalu diperbarui.
desk-checks-as = Sebagai { $format }
desk-feed-title = Cek fakta yang terbit di { $site }
desk-feed-title-filtered = Cek fakta pilihan yang terbit di { $site }

## Satu cek fakta
desk-check-title = { $verdict }: { $title }
desk-check-description = { $verdict }: “{ $claim }” Diperiksa oleh { $organisation }.
desk-check-withdrawn-title = Ditarik: { $title }
desk-check-withdrawn = Cek fakta ini ditarik oleh organisasi yang menulisnya. Organisasi itu tidak lagi mempertanggungjawabkannya.
desk-check-withdrawn-on = Ditarik pada { $date }.
desk-check-translation-withdrawn = { $organisation } menarik terjemahannya ke { $language } pada { $date }.
desk-check-outdated = Naskah asli dikoreksi setelah terjemahan ini dibuat. Terjemahan ini mungkin belum memuat koreksi itu.
desk-check-languages = Baca cek fakta ini dalam
desk-check-original = asli
desk-check-translated-by = diterjemahkan di { $organisation }
desk-check-example = Pesan yang memuat klaim ini
desk-check-example-lead = Satu contoh, seperti yang diterima orang. Yang dapat menunjukkan identitas seseorang disamarkan.
desk-check-replies = Tanggapan
desk-check-replies-lead = Dari orang dan organisasi yang terkait dengan cek fakta ini. Ini kata-kata mereka sendiri.
desk-check-versions = Apa yang berubah
desk-check-share = Bagikan cek fakta ini
desk-check-share-lead = Salin alamat ini, lalu pakai untuk menjawab di tempat Anda menerima pesan itu.
desk-check-card = Gambar cek fakta ini, untuk ikut dikirim
desk-card-withdrawn = Ditarik
desk-version-name = Versi { $number }
desk-version-title = Versi { $number } dari sebuah cek fakta
desk-version-at-source = Penulisnya mengoreksinya, dan versi itu diambil lagi dari sumbernya.
desk-version-which = Ini versi { $number }, terbit pada { $date }.
desk-version-note = Apa yang berubah:
desk-version-newest = Lihat cek fakta ini seperti sekarang
desk-claim-checks =
    { $count ->
        [0] Saat ini tidak ada cek fakta terbit yang berlaku untuk klaim ini.
       *[other] Ada { $count } cek fakta untuk klaim ini.
    }

## Yang berubah di antara dua versi
desk-version-whole = Teks lengkap versi ini
desk-changes-title = Yang berubah sejak versi { $number }
desk-changes-how = Kata yang dihapus dicoret. Kata yang baru digarisbawahi.
desk-changes-before = Sebelumnya:
desk-changes-now = Sekarang:
desk-changes-none = Tidak ada yang berubah pada teksnya.
desk-changes-nothing = tidak ada
desk-changes-claim = Klaim
desk-changes-short = Jawaban singkat
desk-changes-explanation = Penjelasan
desk-changes-harm = Jenis bahaya

## Menulis tentang hasil pemeriksaan yang sudah diterbitkan
desk-respond-title = Ada yang salah di sini?
desk-respond-lead = Anda dapat melaporkan kesalahan. Jika cek fakta ini tentang Anda, Anda dapat menanggapinya.
desk-respond-link = Tulis kepada yang menerbitkannya
desk-respond-page = Laporkan kesalahan, atau tanggapi
desk-respond-back = Kembali ke cek fakta
desk-letter-reads = Yang menjadi moderator untuk { $organisation } membaca tulisan Anda. Tulisan itu tidak ditampilkan kepada orang lain.
desk-letter-reads-operators = Tidak ada yang bekerja untuk { $organisation } di situs ini: cek faktanya dibawa dari tempat lain. Yang membaca tulisan Anda adalah orang yang menjalankan jaringan ini.
desk-letter-source = Yang menulis cek fakta ini dapat dihubungi lewat halaman tempat pertama kali terbit:
desk-letter-then-mistake = Jika Anda melaporkan kesalahan, mereka memeriksanya. Jika Anda benar, cek fakta dikoreksi, dan semua orang dapat melihat yang berubah.
desk-letter-then-reply = Jika Anda meminta menanggapi, kata-kata Anda diterbitkan di samping cek fakta persis seperti yang Anda tulis, atau Anda diberi tahu mengapa tidak. Keduanya tercatat di catatan moderasi ini, tempat Anda dapat mengajukan keberatan:
desk-letter-then-receipt = Tidak perlu akun. Anda mendapat tanda terima, dan dengan itu menemukan jawabannya.
desk-letter-how-long =
    { $days ->
       *[other] Tulisan Anda dan cara menghubungi Anda dihapus { $days } hari setelah diputuskan, atau setelah waktu yang sama jika tidak ada yang memutuskan. Tanggapan yang sudah diterbitkan tetap ada.
    }
desk-letter-kind = Apa yang ingin Anda lakukan?
desk-letter-kind-mistake = Melaporkan kesalahan
desk-letter-kind-reply = Menanggapi, karena cek fakta ini tentang saya atau tentang yang saya wakili
desk-letter-text = Apa yang ingin Anda sampaikan?
desk-letter-text-hint = Sebutkan kalimat yang Anda maksud, dan apa yang menunjukkan bahwa itu salah. Tautan membantu.
desk-letter-from = Nama Anda, atau nama yang Anda wakili
desk-letter-from-hint = Diterbitkan bersama tanggapan. Untuk melaporkan kesalahan boleh dikosongkan.
desk-letter-contact = Bagaimana kami dapat menghubungi Anda?
desk-letter-contact-hint = Alamat surel, nomor telepon, atau cara lain. Tidak pernah diterbitkan.
desk-letter-send = Kirim
desk-letter-next = Ada yang akan melihatnya. Bisa memakan waktu beberapa hari.
desk-letter-next-come-back = Kembalilah dengan tanda terima untuk membaca keputusannya.
desk-letter-standing = Tulisan Anda tentang sebuah cek fakta
desk-letter-see = Lihat cek faktanya
desk-letter-yours = Yang Anda tulis
desk-letter-kept = Disimpan sampai { $date }.
desk-letter-open = Belum ada yang memutuskan. Kembalilah nanti.
desk-letter-published = Tanggapan Anda ada di samping cek fakta.
desk-letter-corrected = Anda benar. Cek fakta sudah dikoreksi.
desk-letter-stands = Sudah dilihat. Cek fakta tetap seperti semula.
desk-letter-declined = Tanggapan Anda tidak diterbitkan.
desk-letter-removed = Tanggapan Anda pernah diterbitkan, lalu dihapus.
desk-letter-withdraw-lead = Tulisan Anda dan cara menghubungi Anda dihapus, kecuali hukum mewajibkan untuk disimpan. Tanggapan yang sudah diterbitkan tetap ada. Setelah itu tanda terima tidak membuka apa pun lagi. Ini tidak dapat dibatalkan.

## Jenis pesan dan jenis bahaya
desk-content-text = Teks
desk-content-link = Halaman web atau tautan
desk-content-image = Gambar
desk-content-video = Video
desk-content-audio = Rekaman
desk-content-synthetic-image = Gambar yang dibuat atau diubah mesin (AI)
desk-content-synthetic-video = Video yang dibuat atau diubah mesin (deepfake)
desk-content-synthetic-audio = Suara yang dibuat atau ditiru mesin
desk-content-chatbot-text = Teks yang ditulis chatbot
desk-content-out-of-context = Asli, tetapi dalam konteks yang salah
desk-content-other = Lainnya
desk-harm-misinformation = Misinformasi: salah, diteruskan tanpa niat merugikan
desk-harm-disinformation = Disinformasi: salah, dan dibuat untuk merugikan
desk-harm-malinformation = Malinformasi: benar, tetapi disebarkan untuk merugikan seseorang

## Pengganti untuk hal yang bersifat pribadi
desk-mask-telephone = nomor telepon
desk-mask-email = alamat email
desk-mask-address = alamat pos
desk-mask-identity = nomor identitas
desk-mask-account = nomor rekening
desk-mask-name = nama

## Catatan moderasi untuk umum
desk-log-title = Catatan moderasi
desk-log-lead = Setiap keputusan untuk menyembunyikan, menghapus, atau memblokir sesuatu di sini, beserta alasannya. Nama orang biasa tidak dicantumkan.
desk-log-empty = Belum ada keputusan yang diambil.
desk-log-empty-how = Setiap keputusan muncul di sini pada hari keputusan itu diambil.
desk-log-by = Diputuskan oleh
desk-log-reference = Rujukan: { $reference }
desk-log-reversed = Dibatalkan pada { $date }
desk-log-appeals =
    { $count ->
       *[other] { $count } keberatan belum diputuskan.
    }
desk-log-subject = Lihat ini tentang apa
desk-moderation-hide = Disembunyikan
desk-moderation-restore = Dipulihkan
desk-moderation-block = Diblokir
desk-moderation-takedown = Diturunkan
desk-moderation-court-order = Perintah pengadilan
desk-moderation-legal-hold = Disimpan karena alasan hukum
desk-moderation-media-block = Berkas diblokir
desk-moderation-right-of-reply = Tanggapan diterbitkan
desk-moderation-reply-declined = Tanggapan tidak diterbitkan
desk-subject-message = Sebuah pesan
desk-subject-claim = Sebuah klaim
desk-subject-check = Sebuah cek fakta
desk-subject-media = Sebuah berkas
desk-appeal-title = Menurut Anda ini keliru?
desk-appeal-lead = Anda bisa mengajukan keberatan. Orang yang tidak mengambil keputusan itu akan meninjaunya. Anda mendapat tanda terima untuk jawabannya.
desk-appeal-text = Apa yang keliru?
desk-appeal-text-hint = Pemeriksa fakta dan moderator membaca ini. Anda tidak perlu menyebutkan siapa Anda.
desk-appeal-send = Ajukan keberatan
desk-appeal-next-other = Orang yang tidak mengambil keputusan itu akan meninjau keberatan Anda.
desk-appeal-next-come-back = Kembalilah dengan tanda terima untuk membaca jawabannya.
desk-appeal-standing = Keberatan Anda
desk-appeal-answer = Jawabannya
desk-appeal-day = Dikirim pada { $date }.
desk-appeal-open = Belum ada yang memutuskannya. Kembalilah nanti.
desk-appeal-nobody = Tidak ada yang boleh memutuskan tentang keputusannya sendiri, dan di sini belum ada orang kedua. Yang mengambil keputusan itu melihat bahwa orang kedua diperlukan. Kembalilah nanti.
desk-appeal-upheld = Keberatan Anda sudah ditinjau. Keputusan itu tetap berlaku.
desk-appeal-granted = Keberatan Anda benar. Keputusan itu sudah dibatalkan.

## Tentang
desk-about-title = Tentang { $name }
desk-about-lead = Di sini organisasi masyarakat sipil memeriksa apa yang diteruskan orang, dan memberikan jawabannya kepada siapa pun yang bertanya.
desk-about-who = Siapa yang memeriksa
desk-about-who-text = Setiap cek fakta menyebutkan organisasi yang menulisnya dan bertanggung jawab atasnya.
desk-about-organisations = Organisasi di jaringan ini
desk-about-checks-count =
    { $count ->
       *[other] { $count } cek fakta
    }
desk-about-checks = Bagaimana cek fakta dibuat
desk-about-checks-text = Pemeriksa fakta menulis apa yang diklaim pesan itu, apa yang diketahui tentangnya, dan apa dasarnya. Di sebagian besar organisasi, orang kedua membacanya sebelum diterbitkan. Ini kesimpulan yang mungkin:
desk-verdict-false = Klaim ini salah.
desk-verdict-misleading = Sebagian benar, atau benar tetapi disampaikan sehingga mengecoh.
desk-verdict-true = Klaim ini benar.
desk-verdict-opinion = Pandangan, bukan fakta yang dapat diperiksa. Cek fakta menyebutkan pandangan lain.
desk-verdict-satire = Dimaksudkan sebagai lelucon.
desk-verdict-not-checkable = Untuk saat ini tidak ada yang dapat mengetahuinya.
desk-about-corrections = Cek fakta dapat dikoreksi. Setiap versi tetap dapat dibaca. Cek fakta yang ditarik menyatakan hal itu di halamannya. Yang sudah dihapus ada di catatan:
desk-about-matching = Bagaimana pesan Anda menemukan jawabannya
desk-about-matching-text = Sebuah program di server ini membandingkan pesan Anda dengan apa yang sudah diperiksa. Tidak ada yang dikirim ke tempat lain. Program itu menyebutkan mengapa ia menampilkan sesuatu:
desk-about-matching-link = Tautan yang sama paling menentukan.
desk-about-matching-text-equal = Lalu kata-kata yang sama, juga jika pesannya dipotong, diberi spasi, atau dihias.
desk-about-matching-number = Jika ada angka yang berbeda, cek fakta itu tidak pernah ditampilkan sebagai jawaban.
desk-about-matching-similar = Yang hanya mirip ditampilkan sebagai mirip. Anda yang menentukan.
desk-about-matching-limits = Program ini bisa keliru. Selalu bandingkan klaimnya dengan pesan Anda.
desk-about-numbers = Dalam angka

## Privasi
desk-privacy-title = Apa yang disimpan, dan siapa yang dapat membacanya
desk-privacy-lead = Sesedikit mungkin. Halaman ini mengatakannya apa adanya.
desk-privacy-ask = Saat Anda bertanya
desk-privacy-ask-text = Pesan Anda dibandingkan di dalam memori server, lalu dilupakan. Hanya angka yang disimpan: seberapa sering orang bertanya, dan klaim mana yang ditanyakan di antara yang sudah diterbitkan.
desk-privacy-hand-in = Saat Anda menyerahkan sesuatu
desk-privacy-fingerprint = Setelah itu, sebuah sidik tetap disimpan: angka yang dibuat dari teks, supaya pesan yang sama dikenali jika datang lagi. Teksnya tidak dapat dibaca dari angka itu. Siapa pun yang memiliki teks yang sama dapat membuat angka yang sama.
desk-privacy-masked = Jika sebuah cek fakta diterbitkan, contoh pesannya mungkin ditampilkan. Nomor telepon, alamat, dan nomor rekening yang kami kenali, serta nama yang ditandai pemeriksa fakta, disamarkan.
desk-privacy-files = Gambar, video, atau rekaman yang Anda tanyakan hanya dilihat dalam memori. Jika belum ada jawaban, berkas itu menunggu tersegel paling lama 30 menit; hanya halaman Anda yang terbuka yang dapat membukanya. Jika Anda menyerahkannya, salinan tanpa tempat, waktu, dan perangkat disimpan seperti teks.
desk-privacy-withdraw = Anda dapat menariknya kembali dengan tanda terima Anda, kapan saja. Jika orang lain menyerahkan pesan yang sama, teksnya tetap ada untuk mereka. Jika hukum mengharuskan teks itu disimpan, tidak ada yang mengerjakannya, dan teks itu dihapus jika keharusan itu berakhir.
desk-privacy-letter = Ketika Anda menulis tentang sebuah cek fakta
desk-privacy-letter-text = Moderator organisasi yang menerbitkan cek fakta membaca tulisan Anda, nama Anda, dan cara menghubungi Anda. Halaman tempat Anda menulis menyebutkan siapa mereka. Bersama tanggapan, yang diterbitkan adalah kata-kata Anda dan nama yang Anda berikan, tidak pernah cara menghubungi Anda. Anda dapat menariknya kembali dengan tanda terima.
desk-privacy-receipt = Tanda terima Anda
desk-privacy-receipt-text = Kami menyimpan nomor tanda terima dan sebuah nilai uji untuk kata-katanya, tidak pernah kata-katanya. Bersama tanda terima kami menyimpan harinya, bukan jamnya, dan bahasa halaman Anda. Untuk setiap klaim kami menghitung berapa orang yang bertanya dalam setiap jam, tanpa mencatat tanda terima siapa.
desk-privacy-visit = Saat Anda berkunjung
desk-privacy-address = Alamat internet Anda dipakai di dalam memori untuk memperlambat banjir permintaan. Alamat itu tidak dicatat.
desk-privacy-cookies = Ada satu kuki, jika Anda memilih bahasa. Isinya hanya bahasa itu. Orang yang masuk untuk bekerja di sini memiliki kuki kedua.
desk-privacy-nothing-else = Tidak ada yang dimuat dari server lain. Tidak ada iklan dan tidak ada pelacak.
desk-privacy-limits = Apa yang tidak dapat kami janjikan
desk-privacy-limits-text = Tidak ada situs yang dapat menjanjikan keamanan. Anda perlu tahu batas-batasnya:
desk-privacy-limits-server = Siapa pun yang menguasai server ini dapat membaca apa yang masuk sejak saat itu, sampai ada yang menyadarinya.
desk-privacy-limits-line = Penyedia internet Anda dapat melihat bahwa Anda mengunjungi situs ini, tetapi tidak dapat melihat apa yang Anda tulis. Peramban Tor (Tor Browser) menyembunyikan kunjungan itu juga.
desk-privacy-limits-device = Siapa pun yang memakai perangkat Anda setelah Anda mungkin melihat halaman ini di riwayatnya. Pakai jendela privat jika itu membuat Anda khawatir.

## Untuk program
desk-api-title = Untuk program
desk-api-lead = Semua yang dapat dilakukan halaman publik juga dapat dilakukan program. Tidak perlu kunci untuk yang bersifat publik.
desk-api-openapi = Uraian lengkap (OpenAPI 3.1)
desk-api-ask = Tanyakan apakah sebuah pesan sudah dikenal
desk-api-hand-in = Serahkan yang belum dikenal
desk-api-receipt = Lihat sudah sampai di mana
desk-api-list = Daftar cek fakta yang sudah terbit
desk-api-all = Ambil semua cek fakta yang sudah terbit
desk-api-feeds = Ikuti cek fakta yang baru dan yang dikoreksi
desk-api-rules = Baik untuk diketahui
desk-api-rule-limits = Ada batas untuk setiap jaringan. Jawaban 429 menyebutkan setelah berapa detik boleh mencoba lagi. Saat banjir permintaan, jawaban 428 meminta hitungan singkat.
desk-api-rule-problems = Galat dikirim sebagai application/problem+json (RFC 9457), dalam bahasa header Accept-Language Anda.
desk-api-rule-idempotency = Kirim Idempotency-Key acak yang baru saat Anda menyerahkan sesuatu. Kunci yang sama dengan teks yang sama memberi tanda terima yang sama. Rahasiakan kunci itu: siapa pun yang mengetahuinya dapat meminta tanda terima itu.
desk-api-rule-licence = Setiap cek fakta menyebutkan organisasi yang menulisnya dan, jika diambil dari tempat lain, lisensinya. Sebutkan keduanya saat Anda meneruskan cek fakta.

## Apa yang tidak berhasil dan apa yang dapat dilakukan
desk-problem-message-empty = Tidak ada teks untuk diperiksa di sini. Tempel atau ketik pesannya.
desk-problem-file-none = Di sini berkas tidak diterima. Mohon ketik kata-katanya.
desk-problem-file-pictures = Di sini hanya gambar yang dapat dibuka (PNG, JPEG, WebP, GIF). Mohon ketik kata-kata yang Anda lihat atau dengar.
desk-problem-file-large = Berkas terlalu besar. Berkas jenis ini paling besar { $megabytes } MB. Potong berkasnya, atau kirim tangkapan layar.
desk-problem-file-kind = Ini bukan gambar, video, atau rekaman yang dapat dibuka di sini. Tangkapan layar selalu bisa.
desk-problem-file-slow = Membuka berkas ini terlalu lama. Kirim potongan yang lebih pendek, atau tangkapan layar.
desk-problem-file-pixels = Titik gambar ini terlalu banyak untuk dibuka. Paling banyak { $megapixels } megapiksel. Tangkapan layarnya bisa.
desk-problem-file-memory = Gambar ini memerlukan terlalu banyak memori untuk dibuka. Tangkapan layarnya bisa.
desk-problem-file-damaged = Gambar rusak atau tidak tiba utuh. Mohon pilih sekali lagi, atau kirim tangkapan layar.
desk-problem-file-again = Berkas sudah tidak menunggu lagi. Mohon pilih sekali lagi; yang lain tidak hilang.
desk-problem-file-room = Saat ini tidak ada tempat untuk berkas. Anda dapat menyerahkan teksnya saja.
desk-problem-file-missing = Mohon pilih berkas.
desk-problem-file-there = Berkas ini sudah ada pada klaim tersebut.
desk-problem-file-many = Paling banyak { $most } berkas dapat ditambahkan pada satu klaim. Hapus satu dahulu.
desk-problem-message-long =
    { $most ->
       *[other] Ini terlalu panjang. Paling banyak { $most } karakter dapat diperiksa sekaligus. Sisakan bagian yang penting.
    }
desk-problem-message-binary = Ini tidak tampak seperti teks. Buka pesannya, salin kata-katanya, dan tempel di sini. Berkas tidak dapat diperiksa di sini.
desk-problem-reason-long =
    { $most ->
       *[other] Mohon katakan dalam paling banyak { $most } karakter.
    }
desk-problem-not-ready = Server baru saja menyala dan masih membaca cek fakta. Mohon coba kembali beberapa detik lagi. Teks Anda masih ada di sini.
desk-problem-no-intake = Saat ini tidak ada organisasi yang menerima pesan. Anda tetap bisa bertanya apakah sesuatu sudah diketahui.
desk-problem-blocked = Pesan ini diblokir oleh seorang moderator dan tidak dapat diserahkan. Catatan moderasi menyebutkan apa yang diputuskan.
desk-problem-agree = Mohon setujui dulu. Tanpa itu, tidak ada yang disimpan.
desk-problem-organisation = Pilih organisasi dari daftar, atau jangan pilih satu pun.
desk-problem-sure = Centang kotaknya dulu. Penarikan tidak dapat dibatalkan.
desk-problem-receipt = Tidak ada tanda terima yang cocok dengan nomor dan kata-kata ini. Bandingkan keduanya dengan catatan Anda. Pesan yang sudah ditarik kembali tidak lagi memiliki tanda terima.
desk-problem-receipt-locator-character = “{ $character }” tidak mungkin ada di nomor itu. Isinya hanya huruf dan angka.
desk-problem-receipt-locator-length =
    { $found ->
       *[other] Nomor itu terdiri dari 8 huruf dan angka. Di sini ada { $found }.
    }
desk-problem-receipt-word-count =
    { $found ->
       *[other] Tanda terima memuat 8 kata. Di sini ada { $found }.
    }
desk-problem-receipt-word-nearest = Kata ke-{ $position } bukan salah satu kata yang dipakai tanda terima. Apakah maksud Anda “{ $nearest }”?
desk-problem-receipt-word-unknown = Kata ke-{ $position } bukan salah satu kata yang dipakai tanda terima. Lihat lagi bagaimana Anda mencatatnya.
desk-problem-receipt-checksum = Nomor dan kata-kata ini tidak cocok satu sama lain. Ada yang salah tulis, atau dua kata tertukar.
desk-problem-search-long =
    { $most ->
       *[other] Cari dengan paling banyak { $most } karakter.
    }
desk-problem-cursor = Bagian daftar ini tidak dapat ditemukan. Mulai dari halaman pertama.
desk-problem-check-gone = Cek fakta ini sudah dihapus. Catatan moderasi menyebutkan apa yang diputuskan dan mengapa.
desk-problem-claim-gone = Tidak ada lagi cek fakta yang berlaku untuk klaim ini: penulisnya telah menariknya kembali.
desk-problem-appeal-empty = Katakan dalam beberapa kata apa yang keliru dari keputusan itu.
desk-problem-appeals-many = Ada banyak keberatan terhadap keputusan ini yang belum diputuskan. Semuanya diputuskan bersama. Kembalilah beberapa hari lagi.
desk-problem-letter-kind = Pilih apa yang ingin Anda lakukan.
desk-problem-letter-from =
    { $most ->
       *[other] Tanggapan memerlukan nama, paling banyak { $most } karakter. Nama itu diterbitkan bersama tanggapan.
    }
desk-problem-letter-empty = Sampaikan maksud Anda dengan beberapa kata.
desk-problem-letters-many = Banyak tulisan tentang cek fakta ini menunggu dibaca. Semuanya diputuskan bersama. Kembalilah beberapa hari lagi.
desk-problem-letter-withdrawn = Cek fakta ini sudah ditarik. Karena tidak berlaku lagi, tidak ada yang perlu dikoreksi atau ditanggapi.
desk-problem-reversed-already = Keputusan ini sudah dibatalkan sebelumnya.
desk-problem-parameter = Nilai ini tidak dapat diterima. Lihat uraian API.
