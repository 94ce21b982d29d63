### 案件用語：發生了什麼、幫助了誰、結果如何。會出現在表單與公開的統計中。
### 讀者可能正感到害怕。用詞平實、溫和，不責備、不用術語、不用驚嘆號。

## When something cannot be done
cases-receipt-wrong = 用這些打不開任何東西。請檢查八個字元與每一個詞；大小寫都可以。
cases-draw-again = 這組收據字詞無法使用。沒有遺失任何東西：請返回，系統會給您新的字詞。
cases-keys-changed = 密封用的金鑰在這期間更換了。沒有遺失任何東西：請再送出一次。
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

## 建議
cases-advice-not-reviewed = 這項安全建議尚未經母語者審閱。如有不清楚的地方，請問我們。
