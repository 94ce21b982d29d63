### Kata-kata kerangka situs: yang ada di sekeliling setiap halaman, dan yang mungkin perlu dikatakan setiap halaman.
### Kalimat pendek, tenang, tanpa menyalahkan. {$...} mewakili suatu nilai; biarkan apa adanya.

## Di sekeliling setiap halaman
shell-skip = Langsung ke isi
shell-navigation = Utama
shell-foot = Tentang situs ini
shell-language = Bahasa
shell-about-line = Tanpa pelacakan. Berfungsi tanpa JavaScript. Tidak ada yang dimuat dari tempat lain.
shell-signed-in-as = Masuk sebagai
shell-sign-in = Masuk
shell-back-to-start = Kembali ke halaman awal
shell-optional = (boleh dikosongkan)
shell-to-mend = Perlu diperbaiki:
shell-now = baru saja
# Bagian dari keseluruhan, sebagai persen bulat.
shell-percent = { $number }%
shell-pages = Lanjutan daftar ini
shell-previous = Sebelumnya
shell-next = Berikutnya
# Isi kode QR, bagi orang yang tidak dapat melihatnya.
shell-qr = Kode QR untuk { $address }

## Kesimpulan cek fakta
verdict-false = Salah
verdict-misleading = Menyesatkan
verdict-true = Benar
verdict-opinion = Opini
verdict-satire = Satire
verdict-not-checkable = Tidak dapat diperiksa

## Judul halaman yang menjelaskan apa yang tidak berhasil
shell-kind-invalid = Ada yang perlu diperbaiki
shell-kind-malformed = Ini tidak dapat kami baca
shell-kind-sign-in = Masuk dulu
shell-kind-forbidden = Tidak diizinkan
shell-kind-not-found = Tidak ada apa-apa di sini
shell-kind-gone = Sudah tidak ada di sini
shell-kind-conflict = Orang lain sudah lebih dulu
shell-kind-too-large = Terlalu besar
shell-kind-wrong-type = Dikirim dengan jenis yang salah
shell-kind-slow-down = Mohon tunggu sebentar
shell-kind-prove-work = Satu langkah lagi
shell-kind-busy = Sedang sangat ramai
shell-kind-internal = Ada gangguan di pihak kami

## Halaman yang menyimpan apa yang sudah ditulis
shell-again-title = Belum terkirim
shell-again-slow-title = Mohon tunggu sebentar
shell-again-work-title = Satu langkah lagi
shell-again-send = Kirim lagi
shell-again-typed = Yang Anda tulis
shell-again-retype = Demi keamanan Anda, kata sandi dan kata rahasia tidak disimpan. Kembalilah dan ketik lagi.
shell-again-back = Kembali ke formulir
shell-again-file = Berkas. Mohon pilih sekali lagi: berkas itu tidak disimpan.
# Selama skrip bekerja di perangkat pengunjung sendiri.
shell-work-busy = Perangkat Anda sedang melakukan hitungan singkat. Ini perlu beberapa detik.
shell-work-done = Selesai. Sedang dikirim.
shell-work-wait =
    { $seconds ->
       *[other] Tunggu { $seconds } detik, lalu kirim lagi.
    }

## Apa yang tidak berhasil dan apa yang dapat dilakukan
problem-fields = Mohon lihat kolom yang ditandai.
problem-not-found = Tidak ada halaman di alamat ini. Mungkin sudah pindah, atau alamatnya tidak lengkap.
problem-forbidden = Akun Anda tidak mengizinkan ini. Tanyakan kepada koordinator organisasi Anda jika Anda memerlukannya.
problem-gone = Yang tadinya ada di sini sudah dicabut. Catatan moderasi menyebutkan kapan dan mengapa, jika itu boleh disebutkan.
problem-conflict = Orang lain mengubah ini saat Anda membukanya. Buka lagi untuk melihat apa yang baru.
problem-internal = Ada yang gagal di pihak kami. Ini bukan karena apa pun yang Anda lakukan. Mohon coba kembali satu menit lagi.
problem-expired-form = Halaman ini sudah lama terbuka, atau dibuka sebelum Anda masuk atau keluar. Tulisan Anda masih ada di sini. Periksa, lalu kirim lagi.
problem-slow-down =
    { $minutes ->
       *[other] Banyak permintaan datang dari jaringan Anda. Mohon coba kembali { $minutes } menit lagi.
    }
problem-busy = Saat ini sangat banyak orang di sini. Mohon coba kembali beberapa detik lagi.
problem-duplicate = Ini baru saja disimpan lewat cara lain. Kembali, muat ulang halaman, dan periksa sebelum mengirimnya lagi.
problem-disk-full = Server kehabisan ruang, jadi untuk sementara tidak ada yang baru yang dapat disimpan. Yang sudah tersimpan tetap aman. Mohon coba lagi nanti.
problem-prove-work = Saat ini sangat banyak pesan yang masuk. Langkah singkat ini mencegah mesin membanjiri kami. Tulisan Anda tetap disimpan di halaman ini.
problem-prove-work-api = Saat ini sangat banyak pesan yang masuk. Kirim ini sekali lagi dengan header Saksi-Work: pass:counter, dengan syarat SHA-256 dari nilai itu diawali { $bits } bit nol, atau dengan pass: saja setelah { $seconds } detik.
problem-other-site = Ini datang dari situs lain, jadi tidak diterima. Buka halamannya di sini dan kirim dari sana.
problem-form-type = Formulir tiba dalam bentuk yang tidak dapat kami baca. Buka lagi halamannya dan kirim dari sana.
problem-form-shape = Ada bagian formulir yang hilang atau rusak. Tulisan Anda masih ada di sini. Kembali, periksa, lalu kirim lagi.
problem-too-large = Ini terlalu besar. Paling banyak { $kilobytes } kilobita dapat dikirim sekaligus. Persingkat, atau kirim dalam beberapa bagian.
problem-form-too-large = Ini terlalu besar. Paling banyak { $kilobytes } kilobita dapat dikirim sekaligus. Tidak ada yang disimpan. Kembalilah di peramban Anda; biasanya yang Anda tulis masih ada. Sisakan bagian yang penting.
problem-file-large = Berkas terlalu besar. Paling banyak { $megabytes } MB dapat dikirim.
problem-file-busy = Saat ini banyak orang mengirim berkas. Mohon coba lagi sebentar lagi, atau kirim teksnya saja.
problem-body = Yang tiba tidak dapat dibaca. Mohon kirim lagi.
problem-body-slow = Sambungan terlalu lambat atau terputus. Mohon kirim lagi.
problem-encoding = Beberapa karakter rusak di perjalanan dan tampak sebagai �. Tulisan Anda ada di bawah. Kirim apa adanya, atau kembali dan perbaiki.
problem-query = Alamat ini memuat sesuatu yang tidak dapat kami baca. Kembali ke halaman awal dan coba dari sana.
problem-method = Alamat ini ada, tetapi bukan untuk permintaan jenis ini.
problem-json-type = Kirim JSON dengan header Content-Type: application/json.
problem-json-syntax = Isinya bukan JSON yang sah.
problem-json-data = JSON ini tidak memiliki kolom yang diharapkan: { $reason }
problem-sign-in = Masuk untuk melanjutkan.

## Teks dalam kolom
problem-text-missing = Mohon tulis sesuatu di sini.
problem-text-long =
    Ini terlalu panjang. Paling banyak { $most } karakter muat di sini; tulisan ini { $count } karakter.

## What changed in a text, said to whoever does not see the marks
changes-removed = Dihapus:
changes-added = Baru:
changes-end = – akhir perubahan –
