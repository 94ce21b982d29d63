# Yang boleh dilihat semua orang tentang bukti.

evidence-public-title = Bukti
evidence-public-lead = Pemiliknya menunjukkan bahwa bukti ini ada, kapan disimpan, dan dengan hash mana ia dapat dikenali. Isinya tidak ditampilkan di sini.
evidence-what = Jenis
evidence-kind-capture = Rekaman halaman
evidence-kind-file = Berkas
evidence-kind-testimony = Kesaksian
evidence-kept-by = Disimpan oleh
evidence-url = Alamat
evidence-captured-at = Direkam
evidence-taken-at = Diterima
evidence-part = Berkas
evidence-entry = Entri log
evidence-log = Di dalam log
evidence-log-absent = Entri ini tidak ada di log mana pun, jadi hanya pemiliknya yang dapat menjamin waktunya.
evidence-log-waiting = Entri ini sudah diserahkan ke log dan menunggu penandatanganan berikutnya.
evidence-log-logged = Entri nomor { $place }, dalam log yang ditandatangani pada { $at }. { $witnesses ->
    [0] Belum ada saksi yang menandatanganinya.
   *[other] { $witnesses } saksi telah menandatanganinya.
 }
evidence-proof = Buktinya, untuk program
evidence-public-check = Cara memeriksanya
evidence-public-check-how = Jika seseorang memberi Anda berkasnya, hitung SHA-256-nya: hasilnya harus sama dengan yang di atas. Jika yang diberikan adalah catatannya, SHA-256-nya harus sama dengan entri log. Jika sama, tidak ada yang mengubah keduanya sejak saat itu.
evidence-kilobytes = { $kilobytes } kB
evidence-megabytes = { $megabytes } MB
