### Words of the directory's public pages.


## Finding members
directory-nav-members = Anggota
directory-members-title = Cari anggota
directory-members-lead = Organisasi dan orang di jaringan ini yang memilih dapat ditemukan oleh siapa saja.
directory-members-organisations = Semua organisasi
directory-search-name = Nama
directory-search-hint = Sebagian nama sudah cukup, dalam aksara apa pun. Ejaan tidak harus tepat.
directory-search-button = Cari
directory-search-results = Ditemukan
directory-search-many = Hanya { $most } pertama yang ditampilkan. Nama yang lebih panjang mempersempit hasil.
directory-search-none = Tidak ada yang ditemukan.
directory-search-none-how = Coba bagian nama yang lebih pendek, atau ejaan lain.
directory-search-nothing = Tidak ada daftar sebelum Anda mencari.
directory-search-nothing-how = Tulis sebagian nama di atas. Jaringan ini tidak pernah ditampilkan seutuhnya.
directory-person = Orang
directory-organisation = Organisasi

## Kinds of work
directory-work-fact-checking = Cek fakta
directory-work-journalism = Jurnalisme
directory-work-helpline = Layanan bantuan
directory-work-digital-security = Keamanan digital
directory-work-legal-help = Bantuan hukum
directory-work-psychosocial-help = Bantuan psikososial
directory-work-research = Riset
directory-work-monitoring = Pemantauan
directory-work-training = Pelatihan
directory-work-advocacy = Advokasi
directory-work-civic-technology = Teknologi warga
directory-work-funding = Pendanaan
directory-work-election-observation = Pemantauan pemilu

## Regions
directory-region-035 = Asia Tenggara
directory-region-030 = Asia Timur
directory-region-034 = Asia Selatan
directory-region-143 = Asia Tengah
directory-region-145 = Asia Barat
directory-region-009 = Oseania
directory-region-150 = Eropa
directory-region-002 = Afrika
directory-region-019 = Amerika

## Asking to join
directory-join-title = Bergabung dengan { $title }
directory-join-lead = Nama, alamat surel, dan satu tanda sudah cukup. Anda juga boleh menitipkan sesuatu tanpa bergabung.
directory-join-region = Terutama untuk { $region }.
directory-join-name = Nama Anda
directory-join-name-hint = Nama yang ingin Anda pakai di sini.
directory-join-organisation = Organisasi
directory-join-organisation-hint = Kosongkan jika Anda datang atas nama sendiri.
directory-join-email = Surel
directory-join-email-hint = Hanya dibaca oleh yang memutuskan penerimaan.
directory-join-mark = Saya ingin bergabung
directory-join-contribution = Sesuatu untuk jaringan
directory-join-contribution-hint = Gagasan, tautan, tawaran. Untuk ini Anda tidak perlu bergabung atau menyebut siapa Anda.
directory-join-send = Kirim
directory-join-who-reads = Anggota jaringan membaca nama dan organisasi Anda agar yang mengenal Anda dapat menjamin Anda. Hanya tanggal permintaan yang disimpan.
directory-join-name-missing = Tulis nama yang ingin Anda pakai.
directory-join-email-missing = Tulis alamat surel untuk memberi tahu keputusan.
directory-join-email-wrong = Ini bukan alamat surel. Contohnya nama@example.org.
directory-join-nothing = Tandai bahwa Anda ingin bergabung, atau tulis sesuatu untuk jaringan.
directory-too-long = Terlalu panjang: paling banyak { $most } karakter.
directory-door-closed = Permintaan bergabung di sini sudah ditutup. Tanda terima yang ada tetap berlaku.
directory-door-crowded = Saat ini terlalu banyak permintaan menunggu. Silakan kembali beberapa hari lagi.

## Places
directory-place = Negara, wilayah, atau kawasan
directory-place-hint = Tidak wajib diisi, dan boleh dengan kata-kata sendiri.
directory-place-not-disclosed = Tidak ingin menyebutkan
directory-place-own = Dengan kata-kata saya sendiri
directory-place-words = Kata-kata Anda sendiri
directory-place-words-missing = Tulis tempatnya dengan kata-kata Anda, atau pilih yang lain.
directory-place-wrong = Tempat ini tidak ada di daftar. Pilih satu, atau pakai kata-kata sendiri.

## Receipts
directory-joined-title = Permintaan Anda sudah sampai
directory-joined-next = Anggota yang mengenal Anda kini dapat menjamin Anda. Lalu jaringan memutuskan dan memberi alasannya.
directory-left-title = Terima kasih, sudah sampai
directory-left-next = Seseorang dari jaringan akan membacanya. Dengan tanda terima Anda dapat menariknya kembali.
directory-receipt-yours = Tanda terima Anda
directory-receipt-keep = Simpan kode dan kata-katanya. Hanya ditampilkan sekarang, dan keduanya diperlukan untuk melihat perkembangan permintaan.
directory-receipt-title = Bagaimana perkembangan permintaan saya?
directory-receipt-lead = Tulis yang tertera pada tanda terima Anda.
directory-receipt-locator = Kode
directory-receipt-words = Delapan kata
directory-receipt-open = Tampilkan
directory-receipt-locator-wrong = Kode terdiri dari delapan huruf dan angka, seperti 7K2M-9QXA.
directory-receipt-word-wrong = Kata ke-{ $position } tidak dipakai di tanda terima. Periksa ejaannya.
directory-receipt-word-count = Tanda terima punya delapan kata, di sini ada { $found }.
directory-receipt-words-wrong = Kata-kata ini tidak cocok dengan kodenya. Ada yang salah ketik atau tertukar tempat.
directory-receipt-unknown = Tidak ada permintaan dengan kode dan kata-kata ini.
directory-standing-waiting = Permintaan Anda menunggu keputusan.
directory-standing-left = Yang Anda titipkan menunggu dibaca.
directory-standing-read = Yang Anda titipkan sudah dibaca. Terima kasih.
directory-standing-admitted = Anda diterima. Jaringan akan mengirim tautan masuk ke alamat surel Anda.
directory-standing-declined = Kali ini permintaan Anda tidak diterima. Anda boleh mengajukan lagi.
directory-standing-withdrawn = Anda menariknya kembali. Tulisan Anda sudah dihapus.
directory-standing-days = Sudah menunggu { $days } hari.
directory-standing-usual = Separuh permintaan terakhir diputuskan dalam { $days } hari.
directory-standing-vouches = { $have } dari { $need } organisasi yang diperlukan sudah menjamin Anda.
directory-standing-reason = Alasannya
directory-standing-again = Ajukan lagi
directory-standing-withdraw-what = Anda dapat menariknya kembali kapan saja. Tulisan Anda lalu dihapus.
directory-standing-withdraw = Tarik kembali
directory-withdrawn-title = Sudah ditarik
