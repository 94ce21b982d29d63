### Kata-kata halaman publik jaringan: organisasi, masuk, bergabung.
### Kalimat pendek, tenang, tanpa menyalahkan. {$...} mewakili suatu nilai; biarkan apa adanya.

## Siapa yang ada di jaringan
network-nav-organisations = Organisasi
network-organisations-title = Organisasi
network-organisations-lead = Organisasi-organisasi ini memeriksa pesan dan menjawab orang di sini.
network-organisations-none = Belum ada organisasi yang tercantum.
network-organisations-none-how = Organisasi muncul di sini begitu diterima oleh jaringan.
network-organisations-imported = Penulis cek fakta dari tempat lain
network-organisations-imported-lead = Cek fakta yang mereka terbitkan diambil dari data terbuka. Mereka tidak bekerja di situs ini.
network-organisations-all = Semua organisasi
network-organisation-closed = Ditutup
network-organisation-imported = Cek fakta yang diterbitkannya diambil dari data terbuka. Organisasi ini tidak bekerja di situs ini.
network-organisation-verified = Sudah diverifikasi oleh jaringan
network-organisation-unverified = Belum diverifikasi
network-organisation-own-place-short = Asal
network-organisation-legal-place-short = Terdaftar di
network-organisation-operating-places-short = Bekerja di
network-organisation-languages = Bahasa
network-organisation-stakeholder = Jenis organisasi
network-organisation-aliases = Nama lain
network-organisation-website = Situs web
network-organisation-email-short = Surel
network-organisation-contact-short = Cara lain menghubunginya
network-stakeholder-civil-society = Masyarakat sipil
network-stakeholder-media = Media
network-stakeholder-academia = Universitas atau penelitian
network-stakeholder-technology-company = Perusahaan teknologi
network-stakeholder-private-sector = Perusahaan lain
network-stakeholder-public-sector = Lembaga publik
network-stakeholder-election-management = Lembaga penyelenggara pemilu
network-stakeholder-not-disclosed = Tidak disebutkan

## Peran, seperti disebut dalam undangan
network-role-owner = Penanggung jawab
network-role-coordinator = Koordinator
network-role-checker = Pemeriksa fakta
network-role-reviewer = Peninjau
network-role-responder = Petugas bantuan
network-role-liaison = Penghubung platform
network-role-researcher = Peneliti

## Masuk
network-sign-in-title = Masuk
network-sign-in-lead = Untuk orang yang bekerja di salah satu organisasi di sini. Anda tidak perlu akun untuk memeriksa pesan.
network-sign-in-name = Nama untuk masuk
network-password = Kata sandi
network-sign-in-button = Masuk
network-sign-in-help = Saya tidak bisa masuk
network-sign-in-wrong = Nama untuk masuk dan kata sandi ini tidak cocok. Periksa keduanya dan coba lagi. Huruf besar hanya berpengaruh pada kata sandi.
network-second-title = Langkah kedua
network-second-lead = Buka aplikasi autentikator Anda dan ketik enam angka yang ditampilkannya untuk situs ini. Jika ponsel tidak ada pada Anda, ketik salah satu kode pemulihan Anda.
network-second-code = Enam angka, atau kode pemulihan
network-second-code-hint = Kode pemulihan hanya dapat dipakai satu kali.
network-second-other = Masuk dengan akun lain
network-second-step-over = Ini memakan waktu lebih dari sepuluh menit. Mohon masuk lagi.
network-code-wrong = Kode ini tidak cocok, atau sudah pernah dipakai. Tunggu enam angka berikutnya, lalu ketik.
network-code-unreadable = Enam angka dari ponsel Anda saat ini tidak dapat diperiksa di sini. Ketik salah satu kode pemulihan Anda, atau minta tautan kepada penanggung jawab organisasi Anda.
network-help-title = Jika Anda tidak bisa masuk
network-help-password = Anda lupa kata sandi: minta tautan kepada penanggung jawab organisasi Anda. Dengan tautan itu Anda sendiri memilih kata sandi baru. Tidak ada orang lain yang akan mengetahuinya.
network-help-phone = Ponsel tidak ada pada Anda: masuk dengan kata sandi, lalu ketik salah satu kode pemulihan yang sudah Anda cetak.
network-help-both = Ponsel dan kode pemulihan tidak ada pada Anda: minta kepada penanggung jawab sebuah tautan yang juga menghapus langkah kedua. Temui atau telepon dia, supaya dia tahu bahwa itu Anda.
network-help-nobody = Anda satu-satunya penanggung jawab: orang yang menjalankan jaringan ini dapat mengundang Anda lagi, sebagai penanggung jawab dengan akun baru. Dengan akun itu Anda membuat tautan untuk akun lama. Jika Anda juga satu-satunya yang menjalankan jaringan ini dan tidak punya kode pemulihan, tidak ada yang dapat membuka pintu bagi Anda. Itu disengaja: siapa pun yang bisa, juga bisa masuk atas nama Anda.
network-help-back = Kembali untuk masuk
network-sign-out = Keluar
network-sign-out-title = Keluar
network-sign-out-lead = Anda akan keluar dari akun di peramban ini.
network-leave-as-it-is = Biarkan seperti ini
network-signed-out-while-writing = Anda sudah keluar dari akun, jadi ini belum terkirim. Agar tulisan Anda tidak hilang, biarkan halaman ini terbuka, masuk di tab lain, lalu kembali ke sini dan muat ulang halaman ini.
network-done-saved = Tersimpan.
network-done-password = Kata sandi baru Anda sudah berlaku. Peramban lain sudah dikeluarkan dari akun.
network-done-ended = Sudah keluar.
network-done-revoked = Sudah ditarik kembali. Tidak dapat dipakai untuk membuka apa pun lagi.
network-done-left = Keanggotaan itu sudah berakhir.
network-done-signed-out = Orang itu sudah dikeluarkan dari semua perangkat.
network-done-opened = Organisasi ini sekarang sudah ada. Berikutnya, undang penanggung jawabnya.
network-done-second = Langkah kedua sudah disiapkan.

## Akun
network-person-name = Nama Anda
network-person-name-hint = Seperti yang Anda ingin dilihat rekan Anda. Nama samaran boleh.
network-person-name-missing = Tulis nama. Nama samaran boleh.
network-sign-in-name-hint = Alamat email atau nama apa saja, tanpa spasi. Alamat email tidak wajib.
network-sign-in-name-missing = Tulis nama yang akan Anda pakai untuk masuk.
network-sign-in-name-length = Nama untuk masuk terdiri dari 3 sampai 80 karakter.
network-sign-in-name-characters = Nama untuk masuk tidak memuat spasi atau karakter yang tidak terlihat.
network-sign-in-name-taken = Nama untuk masuk ini sudah dipakai. Pilih yang lain, atau masuk jika akun itu milik Anda.
network-new-password = Kata sandi baru
network-new-password-hint = Paling sedikit 12 karakter. Beberapa kata berurutan mudah diingat dan sulit ditebak.
network-password-again = Kata sandi yang sama sekali lagi
network-password-missing = Tulis kata sandi.
network-password-too-short = Kata sandi paling sedikit { $least } karakter. Beberapa kata berurutan sudah cukup.
network-password-too-long = Kata sandi ini terlalu panjang. Paling banyak { $most } bita, yaitu lebih dari 60 karakter dalam aksara apa pun.
network-password-common = Banyak orang memakai kata sandi seperti ini, jadi inilah yang ditebak lebih dulu. Pilih yang lain.
network-password-name = Ini mirip dengan nama yang diketahui orang lain. Pilih sesuatu yang tidak ada hubungannya dengan Anda.
network-password-differs = Kedua kata sandi tidak sama. Ketik lagi keduanya.
network-password-wrong = Ini bukan kata sandi Anda yang sekarang.
network-too-long = Ini terlalu panjang. Paling banyak { $most } karakter.
network-too-many = Ini terlalu banyak. Paling banyak { $most }.

## Menyiapkan, bergabung, kembali
network-set-up-title = Siapkan server ini
network-set-up-lead = Anda orang pertama di sini. Anda akan menjadi penanggung jawab organisasi pertama dan mengelola jaringan. Tautan ini hanya berlaku satu kali.
network-set-up-organisation = Organisasi pertama
network-set-up-you = Anda
network-set-up-button = Siapkan
network-set-up-spent = Tautan penyiapan ini sudah dipakai, terlalu lama, atau tidak lengkap. Selama belum ada yang disiapkan, menjalankan ulang server akan menampilkan tautan baru.
network-organisation-name = Nama organisasi
network-organisation-name-hint = Dalam bahasa dan aksaranya sendiri.
network-organisation-name-missing = Tulis nama organisasi.
network-organisation-english-name = Nama dalam bahasa Inggris
network-organisation-english-name-hint = Supaya mitra di mana pun dapat menemukannya.
network-organisation-english-name-missing = Tulis namanya dengan huruf bahasa Inggris.
network-organisation-english-name-letters = Tulis nama bahasa Inggris dengan paling sedikit satu huruf Latin atau angka.
network-join-title = Anda diundang
network-join-lead = { $organisation } mengundang Anda untuk bergabung. Peran Anda nanti: { $roles }.
network-join-until = Undangan ini dapat dipakai sampai { $date }.
network-join-as = Anda masuk sebagai { $name }.
network-join-signed-in-button = Bergabung dengan akun ini
network-join-other-account = Keluar dulu, untuk bergabung dengan akun lain
network-join-have-account = Saya punya akun di sini: masuk
network-join-button = Bergabung
network-invitation-used = Undangan ini sudah dipakai. Jika bukan oleh Anda, beri tahu orang yang mengundang Anda. Jika oleh Anda, silakan masuk.
network-invitation-revoked = Undangan ini sudah ditarik kembali. Minta yang baru.
network-invitation-expired = Undangan ini sudah lewat tujuh hari. Minta yang baru.
network-invitation-unknown = Ini bukan undangan dari kami. Periksa apakah seluruh tautan tersalin.
network-reset-title = Pilih kata sandi baru
network-reset-lead = Anda akan dikeluarkan dari akun di semua tempat, lalu masuk dengan kata sandi baru.
network-reset-button = Simpan kata sandi
network-reset-spent = Tautan ini sudah dipakai, sudah lewat satu hari, atau tidak lengkap. Minta yang baru kepada penanggung jawab organisasi Anda.

## Untuk program
network-token-missing = Ini memerlukan token. Kirim sebagai "Authorization: Bearer saksi_...".
network-scope-lacking = Token ini tidak memiliki cakupan { $scope }.
