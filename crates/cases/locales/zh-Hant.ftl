### 案件用語：發生了什麼、幫助了誰、結果如何。會出現在表單與公開的統計中。
### 讀者可能正感到害怕。用詞平實、溫和，不責備、不用術語、不用驚嘆號。

## When something cannot be done
cases-receipt-wrong = 用這些打不開任何東西。請檢查八個字元與每一個詞；大小寫都可以。
cases-draw-again = 這組收據字詞無法使用。沒有遺失任何東西：請返回，系統會給您新的字詞。
cases-keys-changed = 密封用的金鑰在這期間更換了。沒有遺失任何東西：請再送出一次。
cases-helpline-closed = 這條協助專線剛剛停止接收請求。什麼都沒有送出，你寫的還在這裡。請選另一個，或把文字留著，晚點再試。
cases-sealed-wrong = 這份內容沒有正確密封，因此沒有保存。請重新載入頁面再送一次，或改用不需 JavaScript 的方式。
cases-empty = 請先寫一些內容。
cases-too-long = 內容太長：{ $found }，上限為 { $most }。請縮短，或把其餘部分另寫一則訊息或以檔案送出。
cases-too-many-entries = 這個案件已經滿了，已有的內容會保留。若要補充，請再求助一次並提到這個案件。
cases-too-many-files = 每個案件最多 { $most } 個檔案。請將多個檔案合成一個壓縮檔，或在訊息中說明還有什麼。
cases-file-too-large = 這個檔案超過 { $most } MiB。其他內容都沒有遺失；請分成幾部分送出，或在訊息中說明還有更多。
cases-file-order = 檔案缺了一部分。請從第 { $next } 部分繼續。
cases-file-not-whole = 這個檔案沒有完整送達。請再送一次。
cases-consent-answered = 這個問題已經回答過了。若要改變，請撤回同意，或寫信給協助您的人。
cases-damaged = 有一份儲存的內容打不開。這不是您造成的。請告訴管理這台伺服器的人。
cases-key-no-longer-yours = 您的金鑰已打不開這份內容。請能打開的人再次交給您。
cases-referral-state = 這項轉介的狀態已經改變：已有答覆、已撤回，或已過期。

## 發生了什麼
cases-incident-abuse = 有人威脅、騷擾或公開他人隱私
cases-incident-account-compromise = 帳號被別人登入，或被鎖住
cases-incident-device-compromise = 手機或電腦可能被人入侵
cases-incident-information-leak = 私人資料外流
cases-incident-theft = 裝置或文件被偷或被拿走
cases-incident-loss = 檔案或資料毀損或遺失
cases-incident-social-engineering = 企圖騙人的訊息或電話
cases-incident-malware = 惡意程式、檔案或監控軟體
cases-incident-malicious-website = 騙人或害人的網站
cases-incident-targeted-censorship = 貼文、帳號或網站被封鎖或下架
cases-incident-website-compromise = 網站或伺服器被入侵
cases-incident-denial-of-service = 網站或服務被大量流量癱瘓
cases-incident-network-outage = 網路或電話斷線
cases-incident-communication-disrupted = 通訊程式或平台無法使用
cases-incident-intrusion-attempt = 有人試圖入侵
cases-incident-known-vulnerability = 使用中的東西被發現有漏洞
cases-incident-device-failure = 裝置或系統運作不正常
cases-incident-something-else = 其他
cases-incident-not-sure = 不確定
cases-incident-not-said = 不想說

## 對人做了什麼
cases-abuse-threats = 暴力威脅
cases-abuse-doxxing = 住址、電話、證件或身分被公開
cases-abuse-blackmail = 以威脅索取金錢或其他東西
cases-abuse-sextortion = 以私密影像威脅或提出性要求
cases-abuse-intimate-images = 未經同意散布私密影像
cases-abuse-fake-images = 假造或變造的圖片、影片或聲音
cases-abuse-sexual-harassment = 性騷擾
cases-abuse-bullying = 辱罵與嘲笑
cases-abuse-hate = 因身分而來的仇恨
cases-abuse-smear = 以謊言讓人噤聲或毀人名譽
cases-abuse-stalking = 有人在網路上跟蹤他人
cases-abuse-locating = 有人追查他人的所在位置
cases-abuse-control = 有人控制他人的帳號或裝置
cases-abuse-impersonation = 冒用他人名義的假帳號
cases-abuse-unwanted-contact = 不想要卻不斷的聯絡
cases-abuse-grooming = 有人博取信任以便侵害
cases-abuse-exploitation = 性剝削或人口販運
cases-abuse-something-else = 其他
cases-abuse-not-sure = 不確定
cases-abuse-not-said = 不想說

## 幫助了誰
cases-group-journalist = 記者
cases-group-independent-media = 獨立媒體
cases-group-human-rights-defender = 人權捍衛者
cases-group-human-rights-organisation = 人權組織
cases-group-civil-society = 其他公民團體
cases-group-activist = 社運人士
cases-group-blogger = 部落客與創作者
cases-group-political-collective = 政治團體
cases-group-fact-checker = 事實查核者
cases-group-lawyer = 律師
cases-group-researcher = 研究者與教師
cases-group-election-worker = 選務人員與觀察員
cases-group-women-and-girls = 婦女與女孩
cases-group-gender-minority = 性別與性傾向少數
cases-group-child = 未滿 18 歲的兒少
cases-group-ethnic-minority = 族群與原住民族
cases-group-religious-minority = 宗教少數
cases-group-displaced = 難民、移民與流亡者
cases-group-public = 一般民眾
cases-group-something-else = 其他
cases-group-not-sure = 不確定
cases-group-not-said = 不想說

## 協助
cases-service-digital-security = 數位安全
cases-service-legal = 法律協助
cases-service-psychosocial = 有人陪你談談
cases-service-other = 其他協助
cases-service-state-offered = 已提供，等你決定
cases-service-state-declined = 不需要
cases-service-state-wanted = 需要，尚未開始
cases-service-state-given = 進行中
cases-service-state-ended = 已結束

## 結果
cases-outcome-solved = 已解決
cases-outcome-partly-solved = 有改善，尚未解決
cases-outcome-advice-given = 已提供建議
cases-outcome-handed-on = 由其他組織接手
cases-outcome-not-solved = 試過，沒有成功
cases-outcome-out-of-mandate = 不在這條專線的服務範圍
cases-outcome-withdrawn = 當事人不再需要協助
cases-outcome-lost-touch = 當事人沒有再回來
cases-outcome-not-known = 尚不清楚

## 之前或之後
cases-approach-reactive = 已經發生事情
cases-approach-preventive = 還沒發生，想更安全

## 從哪裡來
cases-intake-form = 本網站
cases-intake-phone = 電話
cases-intake-walk-in = 親自前來
cases-intake-email = 電子郵件
cases-intake-referral = 其他組織

## 回答
cases-answer-yes = 是
cases-answer-no = 否
cases-answer-not-sure = 不確定
cases-answer-not-said = 不想說

## 在哪裡
cases-region-east-asia = 東亞
cases-region-south-east-asia = 東南亞
cases-region-south-asia = 南亞
cases-region-central-asia = 中亞
cases-region-west-asia-north-africa = 西亞與北非
cases-region-africa = 撒哈拉以南非洲
cases-region-europe = 歐洲
cases-region-latin-america = 拉丁美洲與加勒比海
cases-region-north-america = 北美洲
cases-region-pacific = 太平洋地區
cases-region-elsewhere = 其他地方
cases-region-not-said = 不想說

## 第一次由人回覆
cases-first-answer-hour = 一小時內
cases-first-answer-two-hours = 兩小時內
cases-first-answer-day = 24 小時內
cases-first-answer-three-days = 三天內
cases-first-answer-later = 更晚
cases-first-answer-none = 尚未回覆

## 案件進度
cases-status-received = 已收到
cases-status-assigned = 已交給協助的人
cases-status-working = 處理中
cases-status-waiting-for-person = 等你回覆
cases-status-waiting-for-others = 等待其他單位
cases-status-resolved = 已完成；若還沒解決請再寫來
cases-status-closed = 已結案；你仍可寫來
cases-status-merged = 已併入另一案件
cases-status-deleted = 已刪除

## 轉介
cases-referral-offered = 已詢問，尚未回覆
cases-referral-accepted = 已接受
cases-referral-declined = 對方無法協助
cases-referral-expired = 期限內沒有回覆
cases-referral-taken-back = 已撤回

## 你同意的事
cases-purpose-referral = 由其他組織協助
cases-purpose-escalation = 告知平台或主管單位
cases-purpose-research = 研究者了解發生的事
cases-purpose-testimony = 轉述你自己的話
cases-field-services = 你需要的協助
cases-field-danger = 你是否安全
cases-field-incident = 你選的事件類型
cases-field-language = 你的語言
cases-field-place = 你所在的地方
cases-field-contact = 怎麼安全地聯絡你
cases-field-summary = 先給你看過的簡短摘要
cases-field-words = 你寫的內容
cases-field-files = 你的檔案
cases-field-links = 指向你所受遭遇的連結
cases-any-platform = 任何能處理此事的平台或主管單位

## 建議
cases-advice-not-reviewed = 這項安全建議尚未經母語者審閱。如有不清楚的地方，請問我們。

## 求助
cases-nav-help = 尋求協助
cases-leave = 快速離開
cases-help-title = 尋求協助
cases-help-lead = 把發生的事告訴能幫忙的人。不需要帳號，也不需要名字；不想說的都可以不說。
cases-safety-title = 如果你現在有危險
cases-safety-away = 如果可以，請到有其他人的地方，並打電話給你信任的人。
cases-safety-call = 如果對你是安全的，請撥打當地的緊急電話。除非你要求，我們不會聯絡任何人，也不會報警。
cases-safety-device = 如果有人可能會看這台裝置，可以的話請換一台。上方的按鈕或 Escape 鍵會帶你離開這裡。瀏覽器仍可能記得這一頁曾經打開過。
cases-have-receipt = 我有回執，打開我的案件
cases-ask-choose = 不填
cases-ask-organisation = 希望由誰來讀？
cases-ask-organisation-missing = 請選擇由誰來讀。
cases-ask-safe = 你現在安全嗎？
cases-ask-incident = 發生了什麼事？
cases-ask-incident-hint = 請選最接近的。可以選好幾個，也可以都不選。
cases-ask-abuse-more = 威脅、照片、跟蹤或其他對人的傷害：多說一點
cases-ask-abuse = 對方做了什麼？
cases-ask-text = 用你自己的話說
cases-ask-text-hint = 多少都可以，任何語言都可以。發生了什麼事、什麼時候、什麼最能幫到你？
cases-ask-reach = 安全聯絡你的方式（願意的話）
cases-ask-contact = 我們可以怎麼聯絡你？
cases-ask-contact-hint = 例如 Signal 名稱，或沒有別人會看的電子信箱。沒有也可以，之後帶著回執回來就好。
cases-ask-when = 什麼時候安全？
cases-ask-when-hint = 例如「平日中午以前」，或「請絕對不要打電話」。
cases-ask-name = 我們可以怎麼稱呼你？
cases-ask-name-hint = 不需要是真名。
cases-ask-more = 還有什麼能讓我們幫得更好（願意的話）
cases-ask-approach = 事情已經發生了嗎？
cases-ask-group = 你屬於以下哪一種？
cases-ask-minor = 你未滿 18 歲嗎？
cases-ask-region = 你大概在哪個地區？
cases-ask-services = 你想要哪一種協助？
cases-ask-empty = 請寫一點內容，或選擇發生了什麼事。
cases-ask-send = 封存並送出
cases-mode-server = 你寫的內容一到達，這台伺服器就會先封存，然後才儲存。在那一刻，控制這台運作中伺服器的人可能讀得到。可以的話，請開啟 JavaScript：那就由你的瀏覽器來封存。
cases-mode-browser = 你寫的內容離開這台裝置之前，你的瀏覽器就已經封存。伺服器讀不到。只有在伺服器上更動這個網頁本身的人才有可能。
cases-next = 接下來會怎樣
cases-next-receipt = 你會拿到一份回執：一個編號和十三個字。要回來，就靠它們，也只能靠它們。
cases-next-read = { $organisation } 的人會讀。他們希望在 { $hours } 小時內回覆，夜間和假日會晚一些。
cases-next-return = 你帶著回執回來，看他們的回覆、再寫一些，或要求全部刪除。
cases-reads = 誰能讀到什麼
cases-reads-helpers = { $organisation } 有 { $count } 個人接收新案件，能打開你的案件；之後只有處理它的人能打開。你看得到誰在哪一天打開過。
cases-reads-each = { $organisation }：{ $count } 個人接收新案件；結案 { $days } 天後，或 { $idle } 天毫無動靜後刪除。
cases-reads-trustees = 如果 { $organisation } 的協助者遺失了金鑰，{ $of } 位指定的人之中任何 { $needed } 位一起，能讓他們重新取得存取權。沒有一個人能單獨做到。
cases-reads-kept = { $organisation } 在結案 { $days } 天後刪除案件；{ $idle } 天內毫無動靜的案件也會刪除。如果必須保留更久，會寫信告訴你原因。你隨時可以要求刪除。
cases-reads-nobody = 其他人都讀不到：除非你同意，其他組織讀不到；管理這台伺服器的人讀不到；拿走它的硬碟或備份的人也讀不到。
cases-reads-clear = 沒有封存的是：有這個案件、哪幾天有內容進來、文字大約多長、有幾個檔案、由哪個組織負責，以及是你的瀏覽器還是伺服器封存的。
cases-nobody = 目前這裡沒有人接收案件。
cases-nobody-how = 請稍後再試。如果你有危險，請不要等這個網頁。
cases-unsent = 你寫的內容
cases-unsent-how = 它沒有送出，也沒有存在任何地方。之後想用的話請先複製；不要讓別人找到。

## 回執
cases-receipt-title = 你的案件已封存並送出
cases-receipt-lead = 請保管這份回執。要回到你的案件，只有這個辦法。
cases-receipt-locator = 編號
cases-receipt-words = 密語（十三個字）
cases-receipt-once = 這些字只在這裡顯示這一次。沒有人能替你查出來。
cases-receipt-keep = 怎麼保管
cases-receipt-copy = 請用手把兩個部分抄在只有你會看的地方。照片、檔案或列印的紙，用你裝置或印表機的人可能會找到。
cases-receipt-danger = 持有它可能有危險：有了兩個部分的人，能讀你的案件，也能用你的名義寫。如果有人可能搜查你或你的東西，請把字背起來、交給你信任的人，或什麼都不留。
cases-receipt-try = 現在打開我的案件
cases-locator-hint = 八個字母和數字，例如 7K2M-9QXA。
cases-locator-misread = 編號有八個字母和數字。請和你抄下來的對一次。
cases-words-hint = 請照順序輸入。大小寫、逗號和換行都沒有關係。英文字只打前四個字母就夠了。
cases-words-count = 應該有十三個字，這裡是 { $count } 個。
cases-words-unknown = 第 { $number } 個字不是回執用的字。請看看有沒有寫錯。
cases-words-checksum = 每個字都有，但編號和這些字對不起來。其中一個打錯了，或位置不對。

## 回來
cases-return-title = 打開你的案件
cases-return-lead = 請輸入回執上的編號和十三個字。
cases-return-open = 打開我的案件
cases-return-server = 這些字會送到這台伺服器。它在記憶體裡打開你的案件，只為了這一次回覆，不會留下這些字。
cases-return-browser = 由你的瀏覽器打開案件。這些字不會離開這台裝置。
cases-return-lost = 如果這些字遺失了，沒有人能替你打開案件。你可以重新求助。
cases-return-new = 尋求協助
cases-warn-title = 這個案件是你的瀏覽器封存的
cases-warn-lead = 到目前為止伺服器讀不到它。如果你不用 JavaScript 就繼續，這些字會送到伺服器，在那一刻，控制這台運作中伺服器的人可能讀得到你的案件。
cases-warn-better = 要避免這樣，請開啟 JavaScript，再輸入一次回執。如果你繼續，案件會記下曾在這裡打開。
cases-warn-go = 在伺服器上打開
cases-warn-back = 返回

## 案件
cases-thread-title = 你的案件
cases-state-waiting = 還沒有人接手你的案件。你可以關掉這一頁，之後再回來。
cases-state-open = 協助者正在處理你的案件。
cases-state-closed = 你的案件已經結案。如果你再寫，它會重新打開。
cases-state-merged = 你的案件已和另一件同樣的事合併。
cases-thread-entries = 寫下的內容
cases-entry-you = 你，{ $date }
cases-entry-helpers = 協助者，{ $date }
cases-entry-system = 附註，{ $date }
cases-entry-kept = 為什麼保留更久，{ $date }
cases-write-text = 寫給協助者
cases-write-send = 封存並送出
cases-write-empty = 請先寫一點內容。
cases-written = 已封存並送出。協助者打開你的案件時會看到。
cases-offer = 想找人談談嗎
cases-offer-lead = 遇到這種事，誰都可能承受不住。你想和願意傾聽的人談談嗎？你可以改變主意。
cases-offer-want = 好，麻煩你們
cases-offer-decline = 不用，謝謝
cases-offer-wanted = 協助者會替你找能談的人。
cases-offer-declined = 不會再問你。之後想要時仍可以寫下來。
cases-visits = 誰能打開你的案件，誰打開過
cases-visits-lead = 協助者在這裡以號碼表示，好讓你分得出不同的人。
cases-visit = { $date }：{ $what }（{ $organisation } 的協助者 { $who }）
cases-visit-own = { $date }：{ $what }
cases-visit-opened = 打開
cases-visit-answered = 寫給你
cases-visit-changed = 更動了有關它的內容
cases-visit-assigned = 接手，或交給某人
cases-visit-revoked = 取消某人的存取權
cases-visit-referred = 轉出全部或摘錄
cases-visit-file-opened = 打開檔案
cases-visit-noticed = 將其中一部分放入給平台的通知
cases-visit-merged = 和另一個案件合併
cases-visit-words-sent = 你沒有用 JavaScript，在伺服器上打開
cases-visit-evidence = 保存證據，或處理證據
cases-party-waits = 自 { $date } 起，在 { $organisation } 等待接收新案件的人處理。
cases-party = 自 { $date } 起，{ $organisation } 有 { $count } 個人能打開。
cases-party-recoverable = 如果他們的金鑰遺失，那裡指定的人可以一起恢復存取權。
cases-visits-none = 還沒有人打開過。
cases-extent-whole = 他們會得到你的整個案件和它的金鑰。
cases-extent-extract = 他們只會得到重新寫過的這些：
cases-consent-yes = 好，我同意
cases-consent-no = 不要
cases-consent-withdraw = 收回我的同意
cases-consent-given = 你同意了
cases-consent-declined = 你拒絕了
cases-consent-taken-back = 你收回了
cases-consent-until = 有效到 { $date }，之後自動結束。
cases-consent-over = 這已自動結束，不會再據此轉出任何東西。
cases-consent-was-given = 你同意了。你隨時可以收回。
cases-consent-was-declined = 你拒絕了。什麼都不會轉出去，這裡會繼續幫你。
cases-consent-was-taken-back = 你收回了同意。不會再轉出任何東西。別人已經讀過的，沒有人能讓它變成沒讀過。
cases-end = 結束
cases-kept-until = 這個案件會在 { $date } 刪除，除非你在那之前再寫。
cases-kept-unless = 如果到 { $date } 為止沒有人在這裡寫、也沒有人處理，這個案件會在那天刪除。
cases-kept-held = 這個案件暫時保留，不會自動刪除。協助者在上面寫了原因。你仍然隨時可以要求刪除。
cases-delete = 要求全部刪除
cases-delete-lead = 文字、檔案和金鑰會立刻刪除，協助者再也讀不到任何東西。這個動作無法復原。
cases-delete-sure = 是的，全部刪除
cases-delete-unsure = 請表示你確定。
cases-delete-send = 現在刪除
cases-deleted = 你的案件已刪除
cases-deleted-on = 刪除日期：{ $date }。
cases-deleted-backups = 最後一份含有它的備份（仍是封存的）會在 { $date } 到期。
cases-deleted-receipt = 在那之前，你的回執會顯示這一頁。你現在可以把它丟掉。
cases-proof = 你曾求助的證明
cases-proof-lead = 一行經過簽署的文字，說那天這裡收到了一件東西，但不說是什麼。如果沒有人回覆而你要申訴，可能會需要它。
cases-proof-danger = 它顯示你曾經求助。在你身上找到它的人會知道這件事。
cases-proof-get = 產生證明
cases-proof-what = 請複製這一行。它說明那一天有人在這裡提出了什麼，沒說內容。任何人都能在本站的查驗頁面查驗。
cases-proof-opening = 證明是你
cases-proof-opening-what = 誰有這一行和這個代碼，就能證明自己持有回執。它打不開你的案件。請與那一行分開保存，必要時才出示。

## 檔案
cases-files = 檔案
cases-files-lead = 圖片裡看不見的資料會去掉：地點、時間和裝置（JPEG、PNG、WebP）。其他檔案保持原樣，可能含有你的名字。
cases-files-choose = 選擇檔案
cases-files-limits = 最多 20 個檔案，每個最大 100 MB。每個都和你寫的話一樣封存。
cases-files-evidence = 這些檔案是證據
cases-files-evidence-hint = 它們完全保持原樣，包括藏在裡面的一切。
cases-files-send = 封存並送出檔案
cases-files-take = 打開檔案
cases-files-sending = 正在封存並送出
cases-files-done = 已封存並送出
cases-files-failed = 連線斷了。已送出的部分都還在。
cases-files-again = 繼續
cases-files-all = 檔案已封存並送出
cases-files-not-all = 沒有全部送出
cases-files-none = 沒有選擇檔案。
cases-files-many = 一次最多 { $most } 個檔案。請把其他的再送一次。
cases-files-broken-off = 連線在全部送達之前斷了。這裡列為已送出的檔案是安全的；請再送其他的。
cases-file-damaged = 這張圖片損壞了，藏在裡面的資料無法去掉。如果它是證據，請標明是證據再送一次。
cases-file-unfinished = 這個檔案還沒有完整送到。如果已經沒有在傳送，請再送一次。

## 程式說的話
cases-script-sealing = 正在這台裝置上封存……
cases-script-opening = 正在這台裝置上打開……
cases-script-failed = 沒有送出去。內容都還在，請再試一次。
cases-script-words = 這些字和編號對不起來。一共有十三個，請逐一和你抄下來的對照。
cases-script-unopened = 這個部分打不開。
cases-script-needed = 這個案件由你的瀏覽器打開。請開啟 JavaScript，或不用 JavaScript 帶著回執重新回來。

## 最初的步驟
cases-ways-title = 聯絡到人的方式
cases-ways-lead = 每種方式都會在某處留下痕跡。請選你害怕的人最難監看的那一種。
cases-ways-risk = 可能洩露的事：
cases-ways-browser = 這個網頁，開啟 JavaScript
cases-ways-browser-how = 你寫的內容離開裝置之前，就由你的瀏覽器封好。協助你的人打得開，這台伺服器打不開。
cases-ways-browser-risk = 能看你的裝置或瀏覽紀錄的人，會看到你來過這裡。控制運作中伺服器的人，可能送別的程式給你的瀏覽器。
cases-ways-plain = 這個網頁，不用 JavaScript
cases-ways-plain-how = 你寫的內容一到，這台伺服器就在記憶體裡封好，之後才儲存。
cases-ways-plain-risk = 同上；而且在那一刻，控制運作中伺服器的人可能讀到你寫的內容。
cases-ways-tor = 這個網頁，用 Tor 瀏覽器
cases-ways-tor-how = Tor 讓你的網路看不出你去了哪裡，也讓我們看不出你在哪裡。這裡的一切在其中都能用，最安全等級也可以。
cases-ways-tor-risk = 在某些地方，使用 Tor 本身就很顯眼。能看你裝置的人找得到這個瀏覽器。
cases-ways-voice = 打電話，或當面談
cases-ways-voice-how = 有些求助專線接電話或接待來訪。協助你的人寫下你說的話，和這裡寫的一樣封起來，你也可以拿到收據。
cases-ways-voice-risk = 電信公司會留下誰打給誰、何時、從哪裡打。旁邊的人可能聽到。也可能有人看著誰走進去。
cases-ways-mail = 電子郵件或通訊軟體
cases-ways-mail-how = 只在求助專線親自給了你地址時才用。先請他們提供更安全的方式，再說發生了什麼事。
cases-ways-mail-risk = 中間的公司看得到誰何時寫給誰，往往也看得到內容。兩邊的裝置和備份裡都會留下副本。任何人都能冒充求助專線。
cases-advice-title = 自己可以先做的事
cases-advice-lead = 許多求助熱線會先說的話。它不能代替了解你情況的人。
cases-advice-account = 有人進入你的帳號
cases-advice-account-steps = 可以的話請用另一台裝置。更改這個帳號的密碼，並先更改它所用電子信箱的密碼。把其他裝置全部登出。開啟兩步驟驗證。用別的方式告訴你的聯絡人。
cases-advice-device = 你的裝置可能被人進入
cases-advice-device-steps = 不要在那台裝置上談這件事。把它關機，或放到另一個房間；不要重設，因為可能需要上面的痕跡。請用另一台裝置求助。
cases-advice-abuse = 威脅、照片、勒索
cases-advice-abuse-steps = 這不是你的錯。不要付錢；付錢很少能讓事情結束。把對方傳來的內容連同網址和時間保存在安全的地方。你不必回覆。告訴一個你信任的人。
cases-advice-elsewhere = 還可以找誰
cases-advice-elsewhere-lead = 這些是別人的網站。他們看得到你去過，但看不到你來過這裡。

## 數字
cases-nav-impact = 協助的數字
cases-impact-title = 協助的成果
cases-impact-lead = 有多少求助進來，以及結案的案件結果如何。數字每季發布一次，之後不再更改。
cases-impact-period = { $from } 至 { $until }。
cases-impact-next = 下次發布：{ $date }。
cases-impact-series = 各季的求助
cases-impact-so-far = 到目前為止有 { $count } 件求助
cases-impact-at-least = 到目前為止至少有 { $count } 件求助
cases-impact-when = 季
cases-impact-cases = 求助件數
cases-impact-closed = 結案件數
cases-impact-tables = 最近一季的表格
cases-impact-tables-lead = 這一季結案的案件結果如何，不論何時進來。每個案件只在第一次結案時計算一次；在那之前被當事人刪除的，算求助，不算結案。
cases-impact-approach = 事前或事後
cases-impact-incident = 發生了什麼事
cases-impact-abuse = 對人做了什麼
cases-impact-region = 在哪裡
cases-impact-group = 幫助了誰
cases-impact-services = 給了什麼協助
cases-impact-outcome = 結果如何
cases-impact-first-answer = 多久得到第一次回覆
cases-impact-intake = 怎麼進來的
cases-impact-most = 最多的是：{ $what }（{ $count }）
cases-impact-nothing-shown = 沒有大到可以顯示的數字
cases-impact-hidden = 隱藏
cases-impact-hidden-below = 1 到 { $most } 的數字會隱藏，並隱藏足夠的其他數字，使任何人都無法推算。零照樣顯示。
cases-impact-csv = 全部數字的表格（CSV）
cases-impact-back = 全部數字
cases-impact-none = 還沒有發布數字。
cases-impact-none-how = 每季結束、確定認不出任何人之後，數字會出現在這裡。
cases-offered = { $date }：已請 { $organisation } 協助。{ $state }
cases-told = 已於 { $date } 通報 { $platform }。{ $state }
cases-told-withdrawn = 你已於 { $withdrawn } 收回同意。來自你的內容已在此刪除。在那之前，已於 { $date } 寄給 { $platform }；若你想請對方一併刪除，請寫信告訴我們。
cases-told-waiting = 尚無回覆。
cases-told-received = 對方已確認收到。
cases-told-acted = 對方已作出決定並採取行動。
cases-told-not-acted = 對方已作出決定，未採取行動。
cases-told-appealed = 對方已作出決定，並已被要求重新審視。
cases-reached-question = 他們聯絡到你了嗎？
cases-reached-thanks = 謝謝。協助者會看到你的回答。

# 自助資源。
cases-toolkits-title = 可以自己閱讀的資源
cases-toolkits-lead = 這些是求助單位推薦的指南，放在別的網站上：那些網站看得到有人造訪，你的瀏覽器也會記得。那裡沒有人會知道你來過這裡。
cases-toolkits-devices = 裝置、帳號、證據、權利
cases-toolkits-devices-lead = 一步一步來，照你自己的步調。
cases-toolkits-mind = 給你自己，也給你身邊的人
cases-toolkits-mind-lead = 遭受攻擊之後會害怕、睡不著、生氣，都是正常的。這些指南幫你撐過去，也說明什麼時候該找更多協助。
cases-toolkits-none = 還沒有列出任何資源。
cases-toolkits-none-how = 求助單位會在這裡列出他們熟悉的語言的好資源。在那之前，可以先看看初步的做法。
cases-toolkit-kind-toolkit = 資源
cases-toolkit-kind-mental-health = 心理健康資源

# 受訓的人。
cases-impact-trained = 培訓
cases-impact-trained-count = 這一季有 { $count } 人接受培訓。
cases-impact-trained-few = 這一季受訓的人太少，因此不公布人數。
cases-impact-trained-lead = 參加兩次培訓的人算兩次。培訓算在登記的那一季。
cases-impact-trained-media = 在哪種媒體工作
cases-impact-trained-language = 以哪種語言授課
cases-impact-trained-topic = 學了什麼
cases-impact-people = 人數
cases-language-other = 其他語言
cases-language-not-said = 未說明
cases-media-print = 報紙與雜誌
cases-media-radio = 廣播
cases-media-television = 電視
cases-media-online = 網路新聞
cases-media-agency = 通訊社
cases-media-community = 社區媒體
cases-media-freelance = 自由工作者
cases-media-creator = 自己的頻道或專頁
cases-media-student = 新聞系學生
cases-media-not-media = 不在媒體工作
cases-media-other = 其他媒體
cases-media-not-said = 未說明
cases-training-topic-digital-security = 數位安全
cases-training-topic-verification = 查證
cases-training-topic-gender-based-violence = 性別暴力
cases-training-topic-mental-health = 心理健康
cases-training-topic-legal = 權利與法律
cases-training-topic-evidence = 保存證據
cases-training-topic-elections = 選舉
cases-training-topic-other = 其他

# 現場的聲音：證言。
cases-voices-title = 現場的聲音
cases-voices-lead = 受過協助的人用自己的話說，並同意讓所有人讀到。名字都略去了。
cases-voices-none = 這裡還沒有內容。
cases-voices-none-how = 有人受過協助，並同意一字不差地公開這些話時，就會出現在這裡。他們隨時可以收回。
cases-testimony-how = 所有人都會在這個網站上讀到下面這些話，一字不差，附上單位名稱和月份，絕不附上你的名字。只要你的案件還保留著，你就可以在這裡收回：收回後會立刻從這個網站消失。別人在那之前複製的內容，會留在他們手上。
cases-visit-voice = 公開了你同意的話
