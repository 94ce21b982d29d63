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
