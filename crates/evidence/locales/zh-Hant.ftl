# 任何人都能看到的證據資訊。

evidence-public-title = 證據
evidence-public-lead = 持有者公開這份證據存在、何時保存，以及可以用哪些雜湊值辨認它。內容不在此顯示。
evidence-what = 類型
evidence-kind-capture = 網頁擷取
evidence-kind-file = 檔案
evidence-kind-testimony = 證詞
evidence-kept-by = 保存者
evidence-url = 網址
evidence-captured-at = 擷取時間
evidence-taken-at = 收存時間
evidence-part = 檔案
evidence-entry = 日誌條目
evidence-log = 日誌中的狀態
evidence-log-absent = 這個條目不在任何日誌中，因此除了持有者，沒有人能為它的時間作證。
evidence-log-waiting = 這個條目已交給日誌，正等待下一次簽署。
evidence-log-logged = 第 { $place } 號條目，所在的日誌狀態於 { $at } 簽署。{ $witnesses ->
    [0] 尚無見證者簽署。
   *[other] 已有 { $witnesses } 位見證者簽署。
 }
evidence-proof = 供程式使用的證明
evidence-public-check = 如何查驗
evidence-public-check-how = 如果有人給您這個檔案，請計算它的 SHA-256，必須與上面的相同。如果給您的是紀錄，它的 SHA-256 必須等於日誌條目。兩者相符，就表示從那時起沒有人改動過。
evidence-kilobytes = { $kilobytes } kB
evidence-megabytes = { $megabytes } MB
