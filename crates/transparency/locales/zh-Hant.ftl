### 證據紀錄簿與查驗的用語。短句、白話；說明它證明什麼、不證明什麼。

## 紀錄簿
transparency-nav = 證據紀錄簿
transparency-title = 證據紀錄簿
transparency-lead = 一份只能增加、不能刪改的公開清單，用來證明某筆證據紀錄曾經存在，而且之後沒有被更動。
transparency-what = 清單裡每筆紀錄只有一個指紋（SHA-256），沒有姓名、文字或圖片。有紀錄的人可以自己算出指紋，在這裡查到。其他組織會為他們看到的清單簽名，所以這台伺服器無法暗中改寫。
transparency-size = 紀錄數
transparency-newest = 最新的已簽名狀態
transparency-waiting = 等待下一次簽名
transparency-none = 這份紀錄簿還沒有任何紀錄。
transparency-none-how = 第一筆證據紀錄會開啟它。
transparency-held = 這份紀錄簿目前不簽署新的狀態。
transparency-held-restored = 伺服器剛從備份還原，會先問見證者是否有遺漏。之前簽署的內容仍然有效。
transparency-held-behind = 有見證者記得的紀錄比這台伺服器多。營運者必須用較新的備份補回。之前簽署的內容仍然有效。
transparency-held-forked = 有見證者記得的狀態與這台伺服器不同。在營運者和見證者說明之前，請不要採信這份紀錄簿的新狀態。

## 見證者與時間
transparency-witnesses = 還有誰看過
transparency-witness = 見證者
transparency-signed-last = 上次簽名
transparency-signed-newest = 最新狀態
transparency-never = 從未
transparency-quorum = { $all ->
   *[other] 共有 { $all } 個見證者；有 { $needed } 個簽名，狀態才算數。
}
transparency-no-witnesses = 還沒有其他組織為這份紀錄簿簽名。在那之前，你只能相信這台伺服器給每個人看的是同一份清單。
transparency-times = 來自外部的時間
transparency-authority = 時戳機構
transparency-time = 不晚於
transparency-watched = 這台伺服器監看的紀錄簿
transparency-watched-what = 這台伺服器是它們的見證者：只有新狀態包含先前簽過的一切，才會簽名。
transparency-log = 紀錄簿

## 金鑰與查驗
transparency-keys = 金鑰
transparency-keys-what = 請也從另一個來源取得這些金鑰，例如該組織的印刷品。若只從這裡取得，就等於只相信這台伺服器。
transparency-key-log = 這份紀錄簿的金鑰
transparency-key-witness = 這台伺服器見證他人時用的金鑰
transparency-check = 如何查驗一筆紀錄
transparency-check-record = 計算紀錄檔案的 SHA-256，那就是它在紀錄簿裡的條目。
transparency-check-proof = 查驗紀錄附帶的證明（.tlog-proof）：它從條目一路連到已簽名的狀態。
transparency-check-keys = 把證明裡的金鑰與你從別處取得的金鑰比對，並看有哪些見證者簽名、何時簽名。
transparency-policy = 這份紀錄簿的金鑰與見證者（給程式用）
