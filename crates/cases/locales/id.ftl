### Kata-kata kasus: apa yang terjadi, siapa yang dibantu, apa hasilnya. Dipakai di formulir dan angka yang diterbitkan.
### Pembaca mungkin takut. Sederhana dan ramah; tidak menyalahkan, tanpa istilah sulit, tanpa tanda seru.

## When something cannot be done
cases-receipt-wrong = Tidak ada yang terbuka dengan ini. Periksa delapan tanda dan setiap kata; huruf besar atau kecil tidak masalah.
cases-draw-again = Kata-kata tanda terima ini tidak dapat dipakai. Tidak ada yang hilang: kembalilah, dan kata-kata baru dibuat untuk Anda.
cases-keys-changed = Kunci penyegelnya sudah berganti sementara itu. Tidak ada yang hilang: kirimkan sekali lagi.
cases-helpline-closed = Layanan bantuan ini baru saja berhenti menerima permintaan. Tidak ada yang dikirim, dan tulisan Anda masih ada di sini. Pilih yang lain, atau simpan kata-kata Anda dan coba lagi nanti.
cases-sealed-wrong = Ini tidak disegel sebagaimana mestinya, jadi tidak disimpan. Muat ulang halaman dan kirim lagi, atau lanjutkan tanpa JavaScript.
cases-empty = Tulis sesuatu dulu.
cases-too-long = Ini terlalu panjang: { $found } dari paling banyak { $most }. Ringkaslah, atau kirim sisanya sebagai pesan kedua atau berkas.
cases-too-many-entries = Kasus ini sudah penuh. Yang ada tetap tersimpan; untuk menambah, mintalah bantuan sekali lagi dan sebutkan kasus ini.
cases-too-many-files = Satu kasus memuat { $most } berkas. Gabungkan beberapa menjadi satu arsip, atau sebutkan dalam pesan apa lagi yang ada.
cases-file-too-large = Berkas ini lebih besar dari { $most } MiB. Yang lain tidak hilang; kirim per bagian, atau sebutkan dalam pesan bahwa masih ada lagi.
cases-file-order = Sebagian berkas belum ada. Lanjutkan dari bagian { $next }.
cases-file-not-whole = Berkas ini belum tiba utuh. Kirimkan sekali lagi.
cases-consent-answered = Ini sudah dijawab. Untuk mengubahnya, tarik persetujuan Anda, atau tulislah kepada mereka yang membantu Anda.
cases-damaged = Sesuatu yang tersimpan tidak terbuka. Bukan Anda penyebabnya. Beri tahu pengelola server ini.
cases-key-no-longer-yours = Ini tidak terbuka lagi dengan kunci Anda. Seseorang yang dapat membukanya harus memberikannya lagi kepada Anda.
cases-referral-state = Tawaran ini sudah berubah: sudah dijawab, ditarik kembali, atau waktunya habis.

## Apa yang terjadi
cases-incident-abuse = Seseorang mengancam, mengganggu, atau membongkar hal pribadi orang lain
cases-incident-account-compromise = Seseorang masuk ke sebuah akun, atau akun itu terkunci
cases-incident-device-compromise = Mungkin ada yang masuk ke ponsel atau komputer
cases-incident-information-leak = Informasi pribadi tersebar
cases-incident-theft = Perangkat atau dokumen dicuri atau disita
cases-incident-loss = Berkas atau data rusak atau hilang
cases-incident-social-engineering = Pesan atau telepon yang mencoba menipu
cases-incident-malware = Aplikasi atau berkas berbahaya, atau perangkat mata-mata
cases-incident-malicious-website = Situs yang menipu atau merugikan orang
cases-incident-targeted-censorship = Unggahan, akun, atau situs diblokir atau dihapus
cases-incident-website-compromise = Seseorang masuk ke situs atau server
cases-incident-denial-of-service = Situs atau layanan dibanjiri sampai berhenti
cases-incident-network-outage = Internet atau jaringan telepon terputus
cases-incident-communication-disrupted = Aplikasi pesan atau platform tidak berfungsi
cases-incident-intrusion-attempt = Seseorang mencoba masuk
cases-incident-known-vulnerability = Ada kelemahan pada sesuatu yang dipakai
cases-incident-device-failure = Perangkat atau sistem tidak bekerja semestinya
cases-incident-something-else = Hal lain
cases-incident-not-sure = Tidak yakin
cases-incident-not-said = Memilih tidak menyebutkan

## Apa yang dilakukan terhadap seseorang
cases-abuse-threats = Ancaman kekerasan
cases-abuse-doxxing = Alamat, nomor, dokumen, atau identitas disebarkan
cases-abuse-blackmail = Pemerasan uang atau hal lain dengan ancaman
cases-abuse-sextortion = Ancaman dengan gambar intim atau tuntutan seksual
cases-abuse-intimate-images = Gambar intim disebarkan tanpa izin
cases-abuse-fake-images = Gambar, klip, atau suara palsu atau diubah
cases-abuse-sexual-harassment = Pelecehan seksual
cases-abuse-bullying = Hinaan dan ejekan oleh satu atau banyak orang
cases-abuse-hate = Kebencian karena jati diri seseorang
cases-abuse-smear = Kebohongan untuk membungkam atau merusak nama
cases-abuse-stalking = Seseorang menguntit kehidupan orang lain di internet
cases-abuse-locating = Seseorang melacak keberadaan orang lain
cases-abuse-control = Seseorang menguasai akun atau perangkat orang lain
cases-abuse-impersonation = Profil palsu atas nama seseorang
cases-abuse-unwanted-contact = Kontak yang tidak diinginkan dan tidak berhenti
cases-abuse-grooming = Seseorang membangun kepercayaan untuk melecehkan
cases-abuse-exploitation = Eksploitasi seksual atau perdagangan orang
cases-abuse-something-else = Hal lain
cases-abuse-not-sure = Tidak yakin
cases-abuse-not-said = Memilih tidak menyebutkan

## Siapa yang dibantu
cases-group-journalist = Jurnalis
cases-group-independent-media = Media independen
cases-group-human-rights-defender = Pembela hak asasi manusia
cases-group-human-rights-organisation = Organisasi hak asasi manusia
cases-group-civil-society = Kelompok masyarakat sipil lain
cases-group-activist = Aktivis
cases-group-blogger = Bloger dan pembuat konten
cases-group-political-collective = Kelompok politik
cases-group-fact-checker = Pemeriksa fakta
cases-group-lawyer = Pengacara
cases-group-researcher = Peneliti dan pengajar
cases-group-election-worker = Petugas dan pemantau pemilu
cases-group-women-and-girls = Perempuan dan anak perempuan
cases-group-gender-minority = Minoritas gender dan seksual
cases-group-child = Anak di bawah 18 tahun
cases-group-ethnic-minority = Kelompok etnis dan masyarakat adat
cases-group-religious-minority = Minoritas agama
cases-group-displaced = Pengungsi, migran, dan orang dalam pengasingan
cases-group-public = Masyarakat umum
cases-group-something-else = Lainnya
cases-group-not-sure = Tidak yakin
cases-group-not-said = Memilih tidak menyebutkan

## Bantuan
cases-service-digital-security = Keamanan digital
cases-service-legal = Bantuan hukum
cases-service-psychosocial = Teman bicara
cases-service-other = Bantuan lain
cases-service-state-offered = Ditawarkan
cases-service-state-declined = Tidak diinginkan
cases-service-state-wanted = Diinginkan; belum dimulai
cases-service-state-given = Sedang berjalan
cases-service-state-ended = Selesai

## Hasil
cases-outcome-solved = Selesai teratasi
cases-outcome-partly-solved = Membaik, belum selesai
cases-outcome-advice-given = Saran diberikan
cases-outcome-handed-on = Dilanjutkan organisasi lain
cases-outcome-not-solved = Sudah dicoba; belum berhasil
cases-outcome-out-of-mandate = Di luar kemampuan layanan ini
cases-outcome-withdrawn = Orang tersebut tidak ingin melanjutkan
cases-outcome-lost-touch = Orang tersebut tidak kembali
cases-outcome-not-known = Belum diketahui

## Sebelum atau sesudah
cases-approach-reactive = Sesuatu sudah terjadi
cases-approach-preventive = Belum terjadi apa-apa; ingin lebih aman

## Lewat mana masuk
cases-intake-form = Situs ini
cases-intake-phone = Telepon
cases-intake-walk-in = Datang langsung
cases-intake-email = Surel
cases-intake-referral = Organisasi lain

## Jawaban
cases-answer-yes = Ya
cases-answer-no = Tidak
cases-answer-not-sure = Tidak yakin
cases-answer-not-said = Memilih tidak menyebutkan

## Di mana
cases-region-east-asia = Asia Timur
cases-region-south-east-asia = Asia Tenggara
cases-region-south-asia = Asia Selatan
cases-region-central-asia = Asia Tengah
cases-region-west-asia-north-africa = Asia Barat dan Afrika Utara
cases-region-africa = Afrika sub-Sahara
cases-region-europe = Eropa
cases-region-latin-america = Amerika Latin dan Karibia
cases-region-north-america = Amerika Utara
cases-region-pacific = Pasifik
cases-region-elsewhere = Tempat lain
cases-region-not-said = Memilih tidak menyebutkan

## Jawaban pertama oleh orang
cases-first-answer-hour = Dalam satu jam
cases-first-answer-two-hours = Dalam dua jam
cases-first-answer-day = Dalam 24 jam
cases-first-answer-three-days = Dalam tiga hari
cases-first-answer-later = Lebih lama
cases-first-answer-none = Belum ada jawaban

## Sampai mana sebuah kasus
cases-status-received = Diterima
cases-status-assigned = Diserahkan kepada yang membantu
cases-status-working = Sedang ditangani
cases-status-waiting-for-person = Menunggu jawaban Anda
cases-status-waiting-for-others = Menunggu pihak lain
cases-status-resolved = Selesai; tulis lagi jika belum
cases-status-closed = Ditutup; Anda masih bisa menulis
cases-status-merged = Digabung dengan kasus lain
cases-status-deleted = Dihapus

## Meneruskan
cases-referral-offered = Sudah ditanyakan; belum dijawab
cases-referral-accepted = Diterima
cases-referral-declined = Mereka tidak bisa
cases-referral-expired = Tidak dijawab tepat waktu
cases-referral-taken-back = Ditarik kembali

## Yang Anda setujui
cases-purpose-referral = Organisasi lain membantu
cases-purpose-escalation = Platform atau lembaga diberi tahu
cases-purpose-research = Penelitian mempelajari kejadian ini
cases-purpose-testimony = Kata-kata Anda disampaikan
cases-field-services = Bantuan yang Anda inginkan
cases-field-danger = Apakah Anda aman
cases-field-incident = Kejadian yang Anda pilih
cases-field-language = Bahasa Anda
cases-field-place = Tempat Anda berada
cases-field-contact = Cara aman menghubungi Anda
cases-field-summary = Ringkasan singkat yang Anda lihat dulu
cases-field-words = Yang Anda tulis
cases-field-files = Berkas Anda
cases-field-links = Tautan ke apa yang dilakukan terhadap Anda
cases-any-platform = platform atau lembaga mana pun yang dapat bertindak

## Saran
cases-advice-not-reviewed = Saran keselamatan ini belum diperiksa penutur asli. Jika ada yang kurang jelas, silakan tanya kami.

## Meminta bantuan
cases-nav-help = Minta bantuan
cases-leave = Tinggalkan segera
cases-help-title = Minta bantuan
cases-help-lead = Ceritakan kepada orang yang dapat membantu apa yang terjadi. Anda tidak perlu akun atau nama, dan boleh melewati apa pun.
cases-safety-title = Jika Anda dalam bahaya sekarang
cases-safety-away = Jika bisa, pergilah ke tempat yang ada orang lain, dan telepon orang yang Anda percaya.
cases-safety-call = Telepon nomor darurat di tempat Anda, jika itu aman bagi Anda. Kami tidak menghubungi siapa pun, termasuk polisi, kecuali Anda memintanya.
cases-safety-device = Jika seseorang mungkin memeriksa perangkat ini, pakailah perangkat lain jika bisa. Tombol di atas, atau tombol Escape, membawa Anda pergi dari sini. Peramban mungkin tetap mengingat bahwa halaman ini pernah dibuka.
cases-have-receipt = Saya punya tanda terima. Buka kasus saya
cases-ask-choose = Biarkan kosong
cases-ask-organisation = Siapa yang sebaiknya membacanya?
cases-ask-organisation-missing = Pilih siapa yang sebaiknya membacanya.
cases-ask-safe = Apakah Anda aman sekarang?
cases-ask-incident = Apa yang terjadi?
cases-ask-incident-hint = Pilih yang paling mendekati. Boleh lebih dari satu, boleh juga tidak ada.
cases-ask-abuse-more = Ancaman, gambar, penguntitan, atau kekerasan lain terhadap seseorang: ceritakan lebih jauh
cases-ask-abuse = Apa yang dilakukan?
cases-ask-text = Dengan kata-kata Anda sendiri
cases-ask-text-hint = Sebanyak atau sesedikit yang Anda mau, dalam bahasa apa pun. Apa yang terjadi, kapan, dan apa yang paling membantu Anda?
cases-ask-reach = Cara aman untuk menghubungi Anda, jika Anda mau
cases-ask-contact = Bagaimana kami boleh menghubungi Anda?
cases-ask-contact-hint = Misalnya nama Signal, atau alamat e-mail yang tidak dibaca orang lain. Tanpa itu, Anda kembali dengan tanda terima.
cases-ask-when = Kapan aman?
cases-ask-when-hint = Misalnya “hari kerja sebelum siang”, atau “jangan pernah menelepon”.
cases-ask-name = Kami boleh memanggil Anda apa?
cases-ask-name-hint = Tidak harus nama asli Anda.
cases-ask-more = Hal lain yang membantu kami membantu, jika Anda mau mengatakannya
cases-ask-approach = Apakah sesuatu sudah terjadi?
cases-ask-group = Apakah Anda salah satu dari ini?
cases-ask-minor = Apakah Anda di bawah 18 tahun?
cases-ask-region = Di kawasan mana Anda berada?
cases-ask-services = Bantuan apa yang Anda inginkan?
cases-ask-empty = Tulislah sesuatu, atau pilih apa yang terjadi.
cases-ask-send = Segel dan kirim
cases-mode-server = Server ini menyegel tulisan Anda ketika tiba, sebelum apa pun disimpan. Pada saat itu, siapa pun yang menguasai server yang sedang berjalan dapat membacanya. Jika bisa, nyalakan JavaScript: peramban Anda yang akan menyegelnya.
cases-mode-browser = Peramban Anda menyegel tulisan Anda sebelum meninggalkan perangkat ini. Server tidak dapat membacanya. Hanya orang yang mengubah halaman ini sendiri di server yang bisa.
cases-next = Apa yang terjadi selanjutnya
cases-next-receipt = Anda mendapat tanda terima: sebuah nomor dan tiga belas kata. Dengan itu, dan hanya dengan itu, Anda kembali.
cases-next-read = Orang di { $organisation } membacanya. Mereka bermaksud menjawab dalam { $hours } jam, lebih lama pada malam hari dan hari libur.
cases-next-return = Anda kembali dengan tanda terima untuk membaca jawaban, menulis lagi, atau meminta semuanya dihapus.
cases-reads = Siapa dapat membaca apa
cases-reads-helpers = { $count } orang di { $organisation } menerima kasus baru dan dapat membuka kasus Anda; setelah itu hanya mereka yang menanganinya. Anda melihat siapa yang membukanya, dan pada hari apa.
cases-reads-each = { $organisation }: { $count } orang menerima kasus baru; dihapus { $days } hari setelah ditutup, atau setelah { $idle } hari tanpa kegiatan.
cases-reads-trustees = Jika penolong di { $organisation } kehilangan kunci, { $needed } dari { $of } orang yang ditunjuk bersama-sama memberi mereka akses lagi. Tidak seorang pun dari mereka dapat melakukannya sendirian.
cases-reads-kept = { $organisation } menghapus kasus { $days } hari setelah kasus ditutup, dan kasus yang tidak ada kegiatan apa pun selama { $idle } hari. Jika kasus Anda harus disimpan lebih lama, alasannya ditulis kepada Anda. Anda dapat meminta penghapusan kapan saja.
cases-reads-nobody = Tidak ada orang lain yang dapat membacanya: tidak organisasi lain kecuali Anda setuju, tidak pengelola server ini, dan tidak orang yang mengambil cakram atau cadangannya.
cases-reads-clear = Tidak disegel: bahwa ada kasus, pada hari apa sesuatu masuk, kira-kira sepanjang apa teksnya, ada berapa berkas, organisasi mana yang memegangnya, dan apakah peramban Anda atau server yang menyegelnya.
cases-nobody = Saat ini tidak ada yang menerima kasus di sini.
cases-nobody-how = Cobalah lagi nanti. Jika Anda dalam bahaya, jangan menunggu halaman ini.
cases-unsent = Yang Anda tulis
cases-unsent-how = Ini tidak dikirim dan tidak disimpan di mana pun. Salinlah jika ingin memakainya nanti; jangan sampai orang lain menemukannya.

## Tanda terima
cases-receipt-title = Kasus Anda sudah disegel dan dikirim
cases-receipt-lead = Simpan tanda terima ini. Inilah satu-satunya jalan kembali ke kasus Anda.
cases-receipt-locator = Nomor
cases-receipt-words = Tiga belas kata
cases-receipt-once = Kata-kata ini hanya ditampilkan satu kali ini. Tidak ada yang dapat mencarikannya untuk Anda.
cases-receipt-keep = Cara menyimpannya
cases-receipt-copy = Tulis kedua bagian dengan tangan, di tempat yang hanya Anda lihat. Foto, berkas, atau cetakan dapat ditemukan oleh siapa pun yang memakai perangkat atau pencetak Anda.
cases-receipt-danger = Menyimpan ini bisa berbahaya: siapa pun yang punya kedua bagian dapat membaca kasus Anda dan menulis atas nama Anda. Jika seseorang mungkin menggeledah Anda atau barang Anda, hafalkan kata-katanya, titipkan pada orang yang Anda percaya, atau jangan simpan apa pun.
cases-receipt-try = Buka kasus saya sekarang
cases-locator-hint = Delapan huruf dan angka, misalnya 7K2M-9QXA.
cases-locator-misread = Nomornya terdiri atas delapan huruf dan angka. Mohon bandingkan dengan catatan Anda.
cases-words-hint = Sesuai urutannya. Huruf besar, koma, dan ganti baris tidak berpengaruh. Empat huruf pertama dari sebuah kata bahasa Inggris sudah cukup.
cases-words-count = Seharusnya ada tiga belas kata; ini { $count }.
cases-words-unknown = Kata ke-{ $number } bukan kata yang dipakai tanda terima. Mohon periksa ejaannya.
cases-words-checksum = Semua katanya ada, tetapi nomor dan kata-kata tidak cocok satu sama lain. Salah satunya salah ketik atau tertukar tempat.

## Kembali
cases-return-title = Buka kasus Anda
cases-return-lead = Ketik nomor dan tiga belas kata dari tanda terima Anda.
cases-return-open = Buka kasus saya
cases-return-server = Kata-katanya dikirim ke server ini. Server membuka kasus Anda di memorinya, untuk satu jawaban ini, dan tidak menyimpan salinan kata-katanya.
cases-return-browser = Peramban Anda membuka kasus Anda. Kata-katanya tidak meninggalkan perangkat ini.
cases-return-lost = Jika kata-katanya hilang, tidak ada yang dapat membukakan kasus itu untuk Anda. Anda dapat meminta bantuan lagi dari awal.
cases-return-new = Minta bantuan
cases-warn-title = Kasus ini disegel oleh peramban Anda
cases-warn-lead = Sampai sekarang server tidak dapat membacanya. Jika Anda melanjutkan tanpa JavaScript, kata-katanya dikirim ke server, dan pada saat itu siapa pun yang menguasai server yang sedang berjalan dapat membaca kasus Anda.
cases-warn-better = Untuk menghindarinya, nyalakan JavaScript dan ketik tanda terima lagi. Jika Anda melanjutkan, kasus Anda mencatat bahwa kasus dibuka di sini.
cases-warn-go = Buka di server
cases-warn-back = Kembali

## Kasus
cases-thread-title = Kasus Anda
cases-state-waiting = Belum ada yang mengambil kasus Anda. Anda boleh menutup halaman ini dan kembali nanti.
cases-state-open = Orang yang membantu sedang menangani kasus Anda.
cases-state-closed = Kasus Anda sudah ditutup. Jika Anda menulis, kasus dibuka lagi.
cases-state-merged = Kasus Anda digabung dengan kasus lain tentang hal yang sama.
cases-thread-entries = Yang sudah ditulis
cases-entry-you = Anda, { $date }
cases-entry-helpers = Para penolong, { $date }
cases-entry-system = Catatan, { $date }
cases-entry-kept = Mengapa disimpan lebih lama, { $date }
cases-write-text = Tulis kepada para penolong
cases-write-send = Segel dan kirim
cases-write-empty = Tulislah sesuatu lebih dulu.
cases-written = Sudah disegel dan dikirim. Para penolong melihatnya ketika membuka kasus Anda.
cases-offer = Teman bicara
cases-offer-lead = Apa yang terjadi bisa membebani siapa pun. Apakah Anda ingin bicara dengan orang yang mau mendengarkan? Anda boleh berubah pikiran.
cases-offer-want = Ya, mau
cases-offer-decline = Tidak, terima kasih
cases-offer-wanted = Para penolong akan mencarikan teman bicara untuk Anda.
cases-offer-declined = Anda tidak akan ditanya lagi. Anda tetap bisa menulis bahwa Anda menginginkannya.
cases-visits = Siapa yang dapat membuka kasus Anda, dan siapa yang sudah
cases-visits-lead = Para penolong diberi nomor di sini, agar Anda dapat membedakannya.
cases-visit = { $date }: { $what } (penolong { $who } dari { $organisation })
cases-visit-own = { $date }: { $what }
cases-visit-opened = Dibuka
cases-visit-answered = Menulis kepada Anda
cases-visit-changed = Mengubah sesuatu tentangnya
cases-visit-assigned = Mengambilnya, atau memberikannya kepada seseorang
cases-visit-revoked = Mencabut akses seseorang
cases-visit-referred = Meneruskannya, atau kutipannya
cases-visit-file-opened = Membuka berkas
cases-visit-noticed = Memasukkan sebagian ke pemberitahuan kepada platform
cases-visit-merged = Menggabungkannya dengan kasus lain
cases-visit-words-sent = Anda membukanya di server, tanpa JavaScript
cases-visit-evidence = Menyimpan bukti, atau bekerja dengannya
cases-party-waits = Kasus menunggu pada penerima kasus baru di { $organisation }, sejak { $date }.
cases-party = { $count } orang di { $organisation } dapat membukanya, sejak { $date }.
cases-party-recoverable = Jika kuncinya hilang, orang yang ditunjuk di sana bersama-sama dapat memberi akses lagi.
cases-visits-none = Belum ada yang membukanya.
cases-extent-whole = Mereka akan mendapat seluruh kasus Anda beserta kuncinya.
cases-extent-extract = Mereka hanya akan mendapat ini, ditulis ulang:
cases-consent-yes = Ya, saya setuju
cases-consent-no = Tidak
cases-consent-withdraw = Tarik kembali persetujuan saya
cases-consent-given = Anda setuju
cases-consent-declined = Anda menolak
cases-consent-taken-back = Anda menariknya kembali
cases-consent-until = Ini berlaku sampai { $date }, lalu berakhir dengan sendirinya.
cases-consent-over = Ini sudah berakhir dengan sendirinya. Tidak ada lagi yang diteruskan karenanya.
cases-consent-was-given = Anda setuju. Anda dapat menariknya kembali kapan saja.
cases-consent-was-declined = Anda menolak. Tidak ada yang diteruskan, dan Anda tetap dibantu di sini.
cases-consent-was-taken-back = Anda menarik kembali persetujuan Anda. Tidak ada lagi yang diteruskan. Yang sudah dibaca orang lain tidak dapat dibuat tak terbaca.
cases-end = Mengakhiri
cases-kept-until = Kasus ini dihapus pada { $date }, kecuali Anda menulis sebelumnya.
cases-kept-unless = Kasus ini dihapus pada { $date } jika sampai saat itu tidak ada yang menulis di sini dan tidak ada yang menanganinya.
cases-kept-held = Kasus ini ditahan: tidak dihapus dengan sendirinya. Para penolong menulis alasannya di atas. Anda tetap dapat meminta penghapusan kapan saja.
cases-delete = Minta semuanya dihapus
cases-delete-lead = Teks, berkas, dan kunci segera dihapus, dan para penolong tidak dapat membaca apa pun lagi. Ini tidak dapat dibatalkan.
cases-delete-sure = Ya, hapus semuanya
cases-delete-unsure = Mohon nyatakan bahwa Anda yakin.
cases-delete-send = Hapus sekarang
cases-deleted = Kasus Anda sudah dihapus
cases-deleted-on = Kasus dihapus pada { $date }.
cases-deleted-backups = Cadangan terakhir yang memuatnya, masih tersegel, berakhir pada { $date }.
cases-deleted-receipt = Sampai hari itu tanda terima Anda menampilkan halaman ini. Anda bisa membuangnya sekarang.
cases-proof = Bukti bahwa Anda meminta bantuan
cases-proof-lead = Sebaris tulisan bertanda tangan menyatakan bahwa ada sesuatu yang diajukan di sini pada hari itu, tanpa menyebut isinya. Anda mungkin memerlukannya untuk mengadu bahwa tidak ada yang menjawab.
cases-proof-danger = Ini menunjukkan bahwa Anda meminta bantuan. Siapa pun yang menemukannya pada Anda akan mengetahuinya.
cases-proof-get = Buat bukti
cases-proof-what = Salin baris ini. Baris ini mengatakan bahwa sesuatu diajukan di sini pada hari itu, dan tidak mengatakan apa. Siapa pun dapat memeriksanya di situs ini, pada halaman pemeriksaan catatan atau berkas.
cases-proof-opening = Tunjukkan bahwa itu Anda
cases-proof-opening-what = Yang memiliki kode ini di samping baris itu menunjukkan bahwa ia memegang tanda terima. Kode ini tidak membuka kasus Anda. Simpan terpisah dari baris itu, dan tunjukkan hanya bila perlu.

## Berkas
cases-files = Berkas
cases-files-lead = Gambar kehilangan yang tidak terlihat di dalamnya: tempat, waktu, dan perangkat (JPEG, PNG, WebP). Berkas lain tetap apa adanya dan mungkin memuat nama Anda.
cases-files-choose = Pilih berkas
cases-files-limits = Paling banyak 20 berkas, masing-masing sampai 100 MB. Semuanya disegel seperti kata-kata Anda.
cases-files-evidence = Berkas-berkas ini adalah bukti
cases-files-evidence-hint = Berkas tetap persis apa adanya, dengan semua yang tersembunyi di dalamnya.
cases-files-send = Segel dan kirim berkas
cases-files-take = Buka berkas
cases-files-sending = sedang disegel dan dikirim
cases-files-done = sudah disegel dan dikirim
cases-files-failed = Sambungan terputus. Yang sudah terkirim tersimpan.
cases-files-again = Lanjutkan
cases-files-all = Berkas sudah disegel dan dikirim
cases-files-not-all = Tidak semuanya dapat dikirim
cases-files-none = Tidak ada berkas yang dipilih.
cases-files-many = Satu formulir memuat paling banyak { $most } berkas. Mohon kirim yang lain dengan formulir kedua.
cases-files-broken-off = Sambungan terputus sebelum semuanya masuk. Berkas yang disebut terkirim di sini aman; mohon kirim lagi yang lain.
cases-file-damaged = Gambar ini rusak, sehingga yang tersembunyi di dalamnya tidak dapat dikeluarkan. Jika ini bukti, tandai sebagai bukti dan kirim lagi.
cases-file-unfinished = Berkas ini belum masuk seluruhnya. Jika pengirimannya sudah berhenti, kirim lagi.

## Yang dikatakan skrip
cases-script-sealing = Sedang disegel di perangkat ini …
cases-script-opening = Sedang dibuka di perangkat ini …
cases-script-failed = Tidak dapat dikirim. Tidak ada yang hilang; mohon coba lagi.
cases-script-words = Kata-katanya tidak cocok dengan nomornya. Semuanya tiga belas; mohon bandingkan satu per satu dengan catatan Anda.
cases-script-unopened = Bagian ini tidak dapat dibuka.
cases-script-needed = Peramban Andalah yang membuka kasus ini. Mohon nyalakan JavaScript, atau kembalilah dengan tanda terima tanpa JavaScript.

## Langkah pertama
cases-ways-title = Cara menghubungi seseorang
cases-ways-lead = Setiap cara meninggalkan jejak di suatu tempat. Pilih yang paling sulit diawasi oleh orang yang Anda takuti.
cases-ways-risk = Yang dapat terungkap:
cases-ways-browser = Halaman ini, dengan JavaScript
cases-ways-browser-how = Peramban Anda menyegel tulisan Anda sebelum meninggalkan perangkat. Mereka yang membantu dapat membukanya; server ini tidak.
cases-ways-browser-risk = Siapa pun yang dapat melihat perangkat atau riwayatnya tahu bahwa Anda pernah di sini. Siapa pun yang menguasai server yang berjalan dapat mengirim skrip lain ke peramban Anda.
cases-ways-plain = Halaman ini, tanpa JavaScript
cases-ways-plain-how = Server ini menyegel tulisan Anda di memorinya saat tiba, sebelum apa pun disimpan.
cases-ways-plain-risk = Sama seperti di atas, dan pada saat itu siapa pun yang menguasai server yang berjalan dapat membaca tulisan Anda.
cases-ways-tor = Halaman ini, di Tor Browser
cases-ways-tor-how = Tor menyembunyikan tujuan Anda dari jaringan Anda, dan keberadaan Anda dari kami. Semua di sini berfungsi di dalamnya, juga pada tingkat teraman.
cases-ways-tor-risk = Di beberapa tempat, memakai Tor menarik perhatian. Siapa pun yang dapat melihat perangkat Anda dapat menemukan peramban itu.
cases-ways-voice = Lewat telepon, atau bertemu langsung
cases-ways-voice-how = Sebagian layanan menjawab telepon atau menerima tamu. Yang membantu mencatat ucapan Anda; itu disegel seperti yang ditulis di sini, dan Anda dapat memperoleh tanda terima.
cases-ways-voice-risk = Perusahaan telepon menyimpan siapa menelepon siapa, kapan dan dari mana. Orang di dekat Anda dapat mendengar. Mungkin ada yang mengawasi siapa yang masuk.
cases-ways-mail = Lewat surel atau aplikasi pesan
cases-ways-mail-how = Hanya jika layanan itu sendiri memberi Anda alamat. Mintalah cara yang lebih aman sebelum menceritakan apa yang terjadi.
cases-ways-mail-risk = Perusahaan di tengahnya melihat siapa menulis kepada siapa dan kapan, sering kali juga isinya. Salinan tertinggal di kedua perangkat dan di cadangan. Siapa pun dapat berpura-pura menjadi layanan bantuan.
cases-advice-title = Langkah pertama sendiri
cases-advice-lead = Yang biasanya dikatakan layanan bantuan lebih dulu. Ini tidak menggantikan orang yang mengenal kasus Anda.
cases-advice-account = Seseorang masuk ke akun Anda
cases-advice-account-steps = Pakailah perangkat lain jika bisa. Ganti kata sandi akun itu, dan lebih dulu kata sandi alamat e-mail di baliknya. Keluarkan semua perangkat lain. Nyalakan langkah kedua. Beri tahu kontak Anda lewat cara lain.
cases-advice-device = Seseorang mungkin masuk ke perangkat Anda
cases-advice-device-steps = Jangan membicarakannya di perangkat itu. Matikan atau taruh di ruangan lain; jangan setel ulang, karena jejaknya mungkin diperlukan. Mintalah bantuan dari perangkat lain.
cases-advice-abuse = Ancaman, gambar, pemerasan
cases-advice-abuse-steps = Ini bukan salah Anda. Jangan membayar; membayar jarang mengakhirinya. Simpan yang dikirim kepada Anda, beserta alamat dan waktunya, di tempat aman. Anda tidak harus menjawab. Ceritakan kepada orang yang Anda percaya.
cases-advice-elsewhere = Ke mana lagi bisa meminta bantuan
cases-advice-elsewhere-lead = Situs milik orang lain. Mereka melihat bahwa Anda berkunjung, tetapi tidak bahwa Anda dari sini.

## Angka
cases-nav-impact = Bantuan dalam angka
cases-impact-title = Hasil dari bantuan
cases-impact-lead = Berapa permintaan bantuan yang masuk, dan bagaimana hasil kasus yang ditutup. Angka diterbitkan sekali setiap triwulan dan tidak pernah diubah sesudahnya.
cases-impact-period = { $from } sampai { $until }.
cases-impact-next = Angka berikutnya terbit pada { $date }.
cases-impact-series = Permintaan per triwulan
cases-impact-so-far = { $count } permintaan bantuan sampai sekarang
cases-impact-at-least = Sedikitnya { $count } permintaan bantuan sampai sekarang
cases-impact-when = Triwulan
cases-impact-cases = Permintaan
cases-impact-closed = Kasus ditutup
cases-impact-tables = Triwulan terakhir dalam tabel
cases-impact-tables-lead = Hasil kasus yang ditutup pada triwulan ini, kapan pun masuknya. Satu kasus dihitung sekali, ketika pertama kali ditutup; kasus yang sudah dihapus orangnya sebelum itu adalah permintaan, bukan kasus ditutup.
cases-impact-approach = Sebelum atau sesudah
cases-impact-incident = Apa yang terjadi
cases-impact-abuse = Apa yang dilakukan terhadap orang
cases-impact-region = Di mana
cases-impact-group = Siapa yang dibantu
cases-impact-services = Bantuan apa yang diberikan
cases-impact-outcome = Bagaimana hasilnya
cases-impact-first-answer = Berapa lama sampai jawaban pertama
cases-impact-intake = Bagaimana masuknya
cases-impact-most = Paling sering: { $what } ({ $count })
cases-impact-nothing-shown = Tidak ada angka yang cukup besar untuk ditampilkan
cases-impact-hidden = disembunyikan
cases-impact-hidden-below = Angka 1 sampai { $most } disembunyikan, beserta sebanyak mungkin angka lain yang diperlukan agar tidak ada yang dapat menghitungnya. Nol ditampilkan sebagai nol.
cases-impact-csv = Semua angka sebagai tabel (CSV)
cases-impact-back = Semua angka
cases-impact-none = Belum ada angka yang diterbitkan.
cases-impact-none-how = Angka muncul setelah akhir triwulan, ketika tidak seorang pun dapat dikenali di dalamnya.
cases-offered = { $date }: { $organisation } diminta membantu. { $state }
cases-told = Dilaporkan ke { $platform } pada { $date }. { $state }
cases-told-withdrawn = Anda menarik persetujuan pada { $withdrawn }. Yang berasal dari Anda sudah dihapus di sini. Itu sudah terkirim ke { $platform } pada { $date }; tulislah kepada kami bila Anda ingin meminta mereka menghapusnya juga.
cases-told-waiting = Belum ada jawaban.
cases-told-received = Mereka mengonfirmasi telah menerimanya.
cases-told-acted = Mereka sudah memutuskan, dan bertindak.
cases-told-not-acted = Mereka sudah memutuskan, dan tidak bertindak.
cases-told-appealed = Mereka sudah memutuskan, dan diminta meninjau lagi.
cases-reached-question = Apakah mereka menghubungi Anda?
cases-reached-thanks = Terima kasih. Para penolong melihat jawaban Anda.

# Panduan yang dapat dibaca atau dikerjakan sendiri.
cases-toolkits-title = Panduan untuk dibaca sendiri
cases-toolkits-lead = Panduan yang dianjurkan oleh lembaga bantuan. Letaknya di situs lain: situs itu melihat bahwa ada yang berkunjung, dan peramban Anda mengingatnya. Tidak ada yang di sana tahu bahwa Anda pernah di sini.
cases-toolkits-devices = Perangkat, akun, bukti, hak
cases-toolkits-devices-lead = Selangkah demi selangkah, menurut kesanggupan Anda.
cases-toolkits-mind = Untuk diri Anda dan orang di sekitar Anda
cases-toolkits-mind-lead = Takut, sulit tidur, dan marah setelah diserang adalah hal yang wajar. Panduan ini membantu menghadapinya, dan menjelaskan kapan sebaiknya mencari bantuan lain.
cases-toolkits-none = Belum ada panduan yang dicantumkan.
cases-toolkits-none-how = Lembaga bantuan mencantumkannya di sini dalam bahasa yang mereka kenal baik. Sementara itu, langkah pertama mungkin membantu.
cases-toolkit-kind-toolkit = Panduan
cases-toolkit-kind-mental-health = Panduan kesehatan jiwa

# Orang yang dilatih.
cases-impact-trained = Pelatihan
cases-impact-trained-count = { $count } orang dilatih dalam triwulan ini.
cases-impact-trained-few = Yang dilatih dalam triwulan ini begitu sedikit sehingga jumlahnya disembunyikan.
cases-impact-trained-lead = Siapa yang ikut dua pelatihan dihitung dua kali. Pelatihan dihitung dalam triwulan ketika dicatat.
cases-impact-trained-media = Untuk media apa mereka bekerja
cases-impact-trained-language = Dalam bahasa apa mereka diajar
cases-impact-trained-topic = Apa yang diajarkan
cases-impact-people = Orang
cases-language-other = Bahasa lain
cases-language-not-said = Tidak disebutkan
cases-media-print = Surat kabar dan majalah
cases-media-radio = Radio
cases-media-television = Televisi
cases-media-online = Berita daring
cases-media-agency = Kantor berita
cases-media-community = Media komunitas
cases-media-freelance = Lepas
cases-media-creator = Kanal atau halaman sendiri
cases-media-student = Mahasiswa jurnalistik
cases-media-not-media = Bukan untuk media
cases-media-other = Media lain
cases-media-not-said = Tidak disebutkan
cases-training-topic-digital-security = Keamanan digital
cases-training-topic-verification = Verifikasi
cases-training-topic-gender-based-violence = Kekerasan berbasis gender
cases-training-topic-mental-health = Kesehatan jiwa
cases-training-topic-legal = Hak dan hukum
cases-training-topic-evidence = Menjaga bukti
cases-training-topic-elections = Pemilu
cases-training-topic-other = Hal lain

# Suara dari lapangan: kesaksian.
cases-voices-title = Suara dari lapangan
cases-voices-lead = Dengan kata-kata mereka sendiri: orang yang pernah dibantu dan mengizinkan semua orang membacanya. Nama tidak dicantumkan.
cases-voices-none = Belum ada yang diceritakan di sini.
cases-voices-none-how = Cerita muncul bila seseorang yang dibantu menyetujui kata-kata ini persis seperti tertulis. Mereka dapat menariknya kembali kapan saja.
cases-testimony-how = Semua orang akan membaca kata-kata di bawah ini persis seperti tertulis di situs ini, dengan nama lembaga dan bulannya, tidak pernah dengan nama Anda. Anda dapat menariknya di sini selama kasus Anda disimpan: kata-kata itu langsung hilang dari situs ini. Salinan yang sudah dibuat orang lain tetap ada pada mereka.
cases-visit-voice = Mengizinkan semua orang membaca kata-kata yang Anda setujui
