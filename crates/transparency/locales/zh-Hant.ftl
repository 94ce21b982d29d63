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
transparency-calendars = 比特幣
transparency-calendars-what = OpenTimestamps 的日曆會把這份日誌簽署過的狀態放進比特幣的區塊。是哪一個區塊，只是日曆的說法，直到你用比特幣節點或區塊瀏覽器核對該區塊的標頭；標頭上的時間就是時間。
transparency-calendar = 日曆
transparency-calendar-stands = 進度
transparency-calendar-in-block = 在第 { $height } 號區塊
transparency-calendar-waits = 已承諾，還不在任何區塊
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

## 查驗
transparency-verify-title = 查驗紀錄或檔案
transparency-verify-lead = 交上查驗包、紀錄或網頁封存檔，我們會告訴你哪些成立、哪些不成立、這代表什麼。什麼都不會留下。
transparency-verify-file = 檔案
transparency-verify-file-hint = 查驗包（.zip）、紀錄（record.json）或網頁封存檔（.wacz、.warc），最大 { $megabytes } MB。
transparency-verify-entry = 或輸入紀錄的條目
transparency-verify-entry-hint = 64 個字母和數字：紀錄的 SHA-256。或以 saksi-filing-1- 開頭的一行：曾向協助專線提出過什麼的證明。
transparency-verify-send = 查驗
transparency-verify-again = 查驗別的
transparency-verify-nothing = 請選擇檔案，或輸入紀錄的條目。
transparency-verify-not-an-entry = 條目由 64 個 0 到 9 的數字與 a 到 f 的字母組成。
transparency-verify-unknown = 這裡無法查驗這個檔案：它不是查驗包、紀錄或網頁封存檔。
transparency-verify-holds = 查驗過的都成立
transparency-verify-broken = 有些地方不成立
transparency-verify-open = 沒有發現問題，但也沒有證明什麼
transparency-verify-holds-means = 內容和當初記錄時一樣。內容是否屬實、由誰寫成，查驗無法證明。
transparency-verify-broken-means = 請不要採信下面點名的部分。向給你檔案的人要另一份，或要原件。
transparency-verify-open-means = 下面說明還缺什麼才能證明。
transparency-verify-result = 查了什麼
transparency-mark-holds = 成立
transparency-mark-broken = 不成立
transparency-mark-open = 未證明
transparency-pack-unreadable = 無法讀取 ZIP：它不完整，或結構被更動。
transparency-pack-container = 包住檔案的 ZIP 被更動過。裡面的檔案會逐一查驗。
transparency-pack-missing = 查驗包裡少了這個檔案。
transparency-pack-changed = 這個檔案在打包之後被更動過。
transparency-record-unreadable = 無法讀取紀錄：{ $why }
transparency-record-read = 紀錄以唯一的標準寫法寫成。它的條目是 { $entry }
transparency-part-absent = 這裡沒有 { $name }，因此無法比對。
transparency-part-holds = { $name } 就是紀錄所指的那一份。
transparency-part-changed = { $name } 不是紀錄所指的那一份：它被更動或調換了。
transparency-keys-own = 這是用查驗包自帶的金鑰查的。請與其他來源的金鑰比對。
transparency-policy-unreadable = 無法讀取查驗包的金鑰，因此無法查驗任何簽名。
transparency-proof-none = 還沒有證明顯示紀錄簿收錄了它。
transparency-proof-holds = 紀錄簿 { $log } 收錄了它，在 { $size } 筆中的第 { $place } 筆，並已簽名。
transparency-proof-broken = 證明不成立：{ $why }
transparency-proof-broken-time = 對應時戳狀態的證明不成立。
transparency-witnesses-none = 沒有要求見證者。你只能相信紀錄簿給每個人看的都一樣。
transparency-witnesses-enough = 也有足夠的見證者簽名：{ $all } 個中的 { $signed } 個（需要 { $needed } 個）。最早在 { $at }。
transparency-witnesses-few = 簽名的見證者不足：{ $all } 個中的 { $signed } 個（需要 { $needed } 個）。{ $at }
transparency-custody-holds = 這筆保管事件屬於這筆紀錄。
transparency-custody-other = 這筆保管事件屬於另一筆紀錄。
transparency-custody-unproven = 製作封包時，這筆保管事件仍在等待紀錄簿簽署，因此還無法證明它是何時寫下的。
transparency-time-holds = 時戳機構 { $authority } 簽名證明它在 { $at } 已經存在。
transparency-time-holds-own = 依查驗包自帶的憑證，時戳機構 { $authority } 簽名證明它在 { $at } 已經存在。
transparency-time-unchecked = 憑證被更動，因此無法查驗這個時戳。
transparency-time-broken = 時戳不成立：{ $why }
transparency-time-none = 還沒有機構為它簽署時間。
transparency-calendar-block = 包含它的日誌狀態在比特幣第 { $height } 號區塊，前提是該區塊的默克爾根為 { $root }。請用比特幣節點或區塊瀏覽器核對：這裡不會查。它在該區塊的時間之前就已經存在。
transparency-calendar-promised = { $calendar } 承諾把包含它的日誌狀態放進比特幣。這只是日曆的說法，還不能證明什麼。進入區塊需要幾個小時。
transparency-calendar-nothing = 日曆的證明沒有指出任何這裡能計算的東西。
transparency-calendar-other = 日曆的證明屬於日誌的另一個狀態。
transparency-calendar-broken = 日曆的證明不成立：{ $why }
transparency-archive-holds = 重新計算了封存檔的 { $right } 個摘要，全部相同。
transparency-archive-broken = 封存檔被更動過：{ $why }
transparency-records-hold = 重新計算了 { $records } 筆紀錄中的 { $right } 個摘要，全部相同；{ $without } 筆紀錄沒有摘要。
transparency-records-none = 裡面一筆紀錄也沒有。
transparency-records-more = 只讀了前 { $records } 筆紀錄：它超過這裡會讀的大小。其餘請用 saksi verify 查驗。
transparency-archive-means = 單憑封存檔看不出由誰製作、何時製作；要看它的紀錄與證明。
transparency-log-unknown = 這份紀錄簿沒有這個條目。
transparency-log-waiting = 條目已交上，正等待下一次簽名。

transparency-filing-opening = 這一行旁邊的代碼
transparency-filing-opening-hint = 只有提出的人才有。沒有人給你看的話，請留空。
transparency-filing-holds = 這台伺服器簽過：{ $day } 有人在這裡向協助專線提出了什麼。它沒說內容，也沒說是誰。
transparency-filing-other = 這一行完整，日期是 { $day }，但不是用這台伺服器的金鑰簽的，而是：{ $key }。請與另一台伺服器在同一頁公布的金鑰比對。任何人都能用自己的金鑰簽。
transparency-filing-whose = 沒有顯示這是誰的。用回執產生的代碼可以證明。
transparency-filing-theirs = 代碼與這一行相符：出示的人持有當時的回執。
transparency-filing-not-theirs = 代碼與這一行不符，不能證明給你的人就是提出的人。
transparency-filing-forged = 這一行被改過，或沒有人這樣簽過。
transparency-filing-mistyped = 這一行不完整。請從 saksi-filing-1- 到結尾再複製一次。
transparency-filing-key = 提出的證明
transparency-filing-key-means = 這台伺服器用這把金鑰，簽署說明曾向協助專線提出過什麼的那一行。請另外保存，以便比對。
