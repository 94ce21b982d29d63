### Kata-kata kasus: apa yang terjadi, siapa yang dibantu, apa hasilnya. Dipakai di formulir dan angka yang diterbitkan.
### Pembaca mungkin takut. Sederhana dan ramah; tidak menyalahkan, tanpa istilah sulit, tanpa tanda seru.

## When something cannot be done
cases-receipt-wrong = Tidak ada yang terbuka dengan ini. Periksa delapan tanda dan setiap kata; huruf besar atau kecil tidak masalah.
cases-draw-again = Kata-kata tanda terima ini tidak dapat dipakai. Tidak ada yang hilang: kembalilah, dan kata-kata baru dibuat untuk Anda.
cases-keys-changed = Kunci penyegelnya sudah berganti sementara itu. Tidak ada yang hilang: kirimkan sekali lagi.
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

## Saran
cases-advice-not-reviewed = Saran keselamatan ini belum diperiksa penutur asli. Jika ada yang kurang jelas, silakan tanya kami.
