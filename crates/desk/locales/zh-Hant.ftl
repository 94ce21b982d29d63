### 查詢台的公開頁面：查詢、回執、已發布的查核報告、管理紀錄。
### 句子短、用字淺白、語氣平靜、不責怪人、不用驚嘆號。讀的人可能害怕，也可能用舊手機。
### 每個詞在各處意思都一樣：訊息（別人收到的）、說法（訊息說了什麼）、查核報告（組織查到了什麼）、
### 答案（讀者得到的）、回執（回來查看的方法）、密語（回執上的八個字）。{ $... } 代表一個值，請保留。

## 選單
desk-nav-ask = 查詢
desk-nav-checks = 查核報告
desk-nav-receipt = 我的回執
desk-nav-about = 關於
desk-nav-privacy = 隱私
desk-nav-moderation = 管理紀錄
desk-nav-api = 給程式

## 查詢
desk-ask-title = 不確定一則訊息是不是真的？
desk-ask-lead = 貼在這裡。如果合作網絡裡有人查核過，你馬上會看到答案。
desk-ask-text = 訊息或連結
desk-ask-text-hint = 可以的話，請貼上全文。這裡還不能查核圖片和影片：請打出你看到或聽到的字句。
desk-ask-text-or-file-hint = 可以的話，請貼上完整文字。如果收到的是圖片或錄音，請在下方選擇檔案；兩者可以一起送。
desk-ask-picture = 圖片
desk-ask-picture-hint = PNG、JPEG、WebP 或 GIF，最大 { $picture } MB。這裡還不能查核影片和錄音：請輸入你聽到的話。
desk-ask-file = 圖片、影片或錄音
desk-ask-file-hint = 一個檔案。圖片最大 { $picture } MB，影片和錄音最大 { $other } MB。
desk-ask-send = 查一查
desk-ask-how = 接下來會怎樣
desk-ask-how-known = 我們把你的訊息和查核組織已發布的查核報告比對。
desk-ask-how-unknown = 如果還沒有人知道，你可以送交，會有人看。
desk-ask-how-receipt = 你會拿到一份回執，之後用它找到答案。不用名字、不用電話、不用帳號。
desk-ask-who-reads = 你查詢的內容不會儲存。你送交的內容只有查核員會讀。
desk-ask-privacy = 儲存了什麼、存多久
desk-ask-have-receipt = 我有回執
desk-ask-another = 查詢另一則訊息
desk-ask-own = 查詢你收到的訊息

## 首頁的清單和數字
desk-latest = 最新的查核報告
desk-latest-all = 看所有查核報告
desk-empty-checks = 還沒有發布任何查核報告。
desk-empty-checks-how = 只要有組織發布，就會出現在這裡。你現在就可以查詢和送交訊息。
desk-stats-checks = 這裡已發布 { $count } 份查核報告。
desk-stats-organisations = 有 { $count } 個組織發布過查核報告。
desk-stats-languages = 使用 { $count } 種語言書寫。
desk-stats-asked = 大家查詢過 { $count } 次。
desk-stats-answered = 其中 { $count } 次馬上得到答案。
desk-stats-waiting = 有 { $count } 個說法等待查核。

## 答案
desk-claim-label = 說法：
desk-references = 依據
desk-checked-by = 查核組織：
desk-checked-on = { $date }發布
desk-corrected-on = { $date }更正
desk-translated-from = 譯自：{ $language }
desk-written-in = 這份查核報告使用的語言：{ $language }。
desk-first-published-at = 最初發布於
desk-licence = 授權：{ $licence }
desk-answer-page = 打開這份查核報告的頁面，可以分享或列印
desk-asked-times = 這件事有人查詢過 { $count } 次。
desk-likeness = { $percent }% 相似
desk-language-unknown = 未知的語言
desk-differing = 各組織對這個說法的看法不同。請把每一份查核報告都讀一讀。
desk-others = 其他組織查到了什麼
desk-others-lead = 他們查核了同一個說法。
desk-others-together = 在同一頁看這個說法的所有查核報告
desk-similar = 查核過的類似說法
desk-why = 為什麼你會看到這個答案：
desk-why-shown = 為什麼你會看到這些：
desk-why-more = 為什麼找到這一則
desk-why-sure = 這就是你的訊息所說的，可能性約 { $percent }%。
desk-why-sure-first = 其中第一則就是你的訊息所說的，可能性約 { $percent }%。
desk-why-sure-file = 這是同一個檔案的可能性是 { $percent }%。說的是不是同一件事，請自己比對。
desk-why-sure-file-first = 第一項是同一個檔案的可能性是 { $percent }%。說的是不是同一件事，請自己比對。
desk-why-shared = 你的訊息與它相同的部分已標示：
desk-compared-meaning = 除了字詞，也比對了意思。
desk-compared-busy = 現在很多人在查詢，所以只比對了你訊息中的字詞。過幾分鐘再查一次，會看得更仔細。
desk-not-this = 這不是我要查的
desk-suggest-title = 是其中一則嗎？
desk-suggest-lead = 這些查核過的說法和你的訊息很像。請仔細比較：一點小差別，就可能影響是真是假。
desk-none-of-these = 都不是。我要送交我的訊息
desk-unknown-title = 這件事目前還沒有已知的答案
desk-unknown-lead = 這不代表它是真的，也不代表它是假的。這裡還沒有人查核過。在你知道更多之前，最好先不要轉傳。

## 為什麼顯示這份查核報告
desk-reason-same-link = 你的訊息裡有相同的連結。
desk-reason-equal-text = 文字相同。
desk-reason-same-text = 文字有 { $percent }% 相同。
desk-reason-message-inside-known = 你的訊息有 { $percent }% 出現在查核過的訊息裡。
desk-reason-known-inside-message = 查核過的訊息有 { $percent }% 出現在你的訊息裡。
desk-reason-shared-words = 兩者有 { $count } 個關鍵的詞相同：{ $words }。
desk-reason-different-number = 兩者相似，但你的訊息寫的是「{ $message }」，另一則寫的是「{ $known }」。
desk-reason-same-meaning = 兩者似乎用不同的話說同一件事。採信之前請先比較。
desk-reason-different-words = 兩者相似，但有些字不同。請仔細比較。
desk-reason-nothing-close = 目前沒有相近的內容。
desk-reason-nothing-to-compare = 裡面沒有可以比對的文字或連結。
desk-reason-same-picture = 同一張圖片已經查核過。
desk-reason-picture-part = 你的圖片是一張查核過的圖片的一部分。
desk-reason-picture-inside = 你的圖片裡有一張查核過的圖片，周圍加了別的東西。
desk-reason-picture-overlap = 你的圖片和一張查核過的圖片有一部分相同。
desk-reason-video-moment = 你的圖片是一段查核過的影片中的一個畫面。
desk-reason-same-video = 同一段影片已經查核過。
desk-reason-video-part = 你的影片是一段查核過的影片的一部分。
desk-reason-video-inside = 你的影片裡有一段查核過的影片。
desk-reason-video-stretch = 你的影片和一段查核過的影片有一段相同。
desk-reason-same-sound = 同一段錄音已經查核過。
desk-reason-sound-part = 你聽到的是一段查核過的錄音的一部分。
desk-reason-sound-inside = 你聽到的內容裡有一段查核過的錄音。
desk-reason-sound-stretch = 你聽到的內容和一段查核過的錄音有一段相同。
desk-reason-mirrored = 左右相反了。
desk-reason-turned = 轉了方向。
desk-reason-other-words = 但是文字不同：舊圖片常被配上新的故事再流傳。請仔細比對。

## 送交
desk-hand-in-title = 送交你的訊息
desk-hand-in-again = 請再看一次表單。內容都還在。
desk-blocked-title = 這則訊息無法送交
desk-blocked-lead = 這是管理員的決定。你送來的內容沒有儲存。
desk-hand-in-offer = 你可以送交你的訊息，會有人看。
desk-hand-in-text = 你要送交的內容
desk-hand-in-file = 檔案
desk-hand-in-file-again = 檔案沒有保留。如果要一起送出，請再選一次。
desk-hand-in-file-kept = 你的檔案會一起送出。送出之前它封存在這裡，只有這張表單能打開，{ $minutes } 分鐘後刪除。
desk-hand-in-file-stripped = 查核者拿到的是去掉地點、時間和裝置資訊的副本。臉孔和聲音會留著：請留意裡面有誰。
desk-hand-in-reason = 它為什麼讓你擔心？
desk-hand-in-reason-hint = 一句話就能幫到查核員。請不要寫會透露你是誰的內容。
desk-hand-in-organisation = 希望由誰來看？
desk-hand-in-organisation-any = 都可以
desk-hand-in-agree = 我同意查核員閱讀這份內容，並依上面所說的方式儲存
desk-hand-in-send = 送交
desk-hand-in-reads = { $organisation } 的查核員可以讀到。
desk-hand-in-reads-shared = { $organisation } 和合作網絡裡其他組織的查核員可以讀到。
desk-hand-in-reads-nobody = 目前沒有組織接收訊息。
desk-hand-in-how-long = 如果沒有人能回答，文字會在 { $days } 天後刪除。
desk-hand-in-no-sender = 我們不儲存你是誰、你的號碼或你的地址。
desk-hand-in-personal = 可以的話，請刪去一般人的名字和號碼。發布任何內容之前，我們認得出的電話號碼、地址和帳戶號碼都會遮蔽。

## 回執
desk-receipt-yours = 你的回執
desk-receipt-write-down = 請把它抄下來，或印出這一頁。兩個部分都要有，才能找到答案。
desk-receipt-locator = 編號
desk-receipt-words = 密語（八個字）
desk-receipt-nobody = 沒有人能替你查出這些字。它們只在這裡顯示這一次。
desk-receipt-print = 印在紙上的方形條碼會帶你回到本站。它只含編號，絕不含密語。
desk-receipt-next = 接下來會怎樣
desk-receipt-next-joined = 已經有其他人送交了相同的訊息。它已經在等待。
desk-receipt-next-checked = 很多人問的，會先看。可能要幾個小時或幾天。
desk-receipt-next-come-back = 請帶著回執回來看進度。我們無法寫信給你，因為我們不知道你是誰。
desk-receipt-next-until = 如果沒有人能回答，會保留到 { $date }。
desk-receipt-look = 現在就試試回執
desk-receipt-title = 用回執找答案
desk-receipt-lead = 請輸入你拿到的編號和密語的八個字。
desk-receipt-locator-hint = 八個字母和數字，例如 7K2M-9QXA。
desk-receipt-words-hint = 請照順序輸入。大小寫、逗號和換行都沒有關係。英文字只打前四個字母就夠了。
desk-receipt-open = 看進度
desk-receipt-lost = 如果密語遺失了，沒有人能打開這份回執。你可以再查詢一次：如果那時已經查核過，你馬上會看到答案。

## 送交的訊息進度如何
desk-standing-waiting = 等待中
desk-standing-waiting-lead = 還沒有人接手。請晚點再來。
desk-standing-checking = 正在查核
desk-standing-checking-lead = 有人正在處理。請晚點再來。
desk-standing-answered = 已經查核
desk-standing-answered-lead =
    { $count ->
        [1] 這就是答案。
       *[other] 這是 { $count } 份查核報告的答案。
    }
desk-standing-corrected = 你上次看過之後，答案有更正。請再讀一次。
desk-standing-expired = 沒有人能及時查核
desk-standing-expired-lead = 文字已經刪除。如果你還有這則訊息，可以再查詢一次。
desk-standing-not-checked = 不會查核
desk-standing-removed = 已移除
desk-standing-removed-lead = 管理員移除了它。管理紀錄寫明做了哪些決定，以及如何申訴。
desk-standing-removed-entry = 在管理紀錄閱讀這項決定，以及如何申訴
desk-standing-withdrawn = 答案已撤回
desk-standing-withdrawn-checking = 提供答案的單位已經撤回。有人正在重新處理。請晚點再來。
desk-standing-withdrawn-waiting = 提供答案的單位已經撤回。正等待有人重新處理。請晚點再來。
desk-standing-withdrawn-by = { $organisation }於{ $date }撤回了答案。請不要再採信。
desk-standing-message = 你送交的內容
desk-standing-handed-in = { $date }送交。
desk-standing-counted = 送交幾乎相同內容的人太多，你送交的只計入次數，文字沒有保留。
desk-standing-again = 再看一次
desk-closed-not-checkable = 裡面沒有可以查核的內容：它是意見、願望或預測。
desk-closed-private = 這是私人的事。公開查核可能會傷害到某個人。
desk-closed-spam = 它看起來像廣告，或是沒有可以查核的內容。
desk-closed-out-of-scope = 這裡的組織無法查核這件事。也許別的組織可以。
desk-closed-not-enough = 內容太少，看不出說了什麼。你可以用完整的訊息再查詢一次。
desk-withdraw = 收回
desk-withdraw-lead = 文字會刪除，除非其他人也送交了相同的內容，或法律要求保留。之後這份回執就打不開任何東西了。這個動作無法復原。
desk-withdraw-sure = 是的，收回
desk-withdraw-send = 現在收回
desk-withdrawn = 你已經收回
desk-withdrawn-lead = 這份回執再也打不開任何東西。你可以把它丟掉。
desk-withdrawn-held = 這份回執再也打不開任何東西。法律要求暫時保留文字。沒有人會處理它，要求結束後就會刪除。

## 查核報告清單
desk-checks-title = 已發布的查核報告
desk-checks-description = 對於大家轉傳的訊息，合作網絡裡的查核組織查到了什麼。
desk-filter-words = 字詞
desk-filter-verdict = 判定
desk-filter-language = 語言
desk-filter-organisation = 組織
desk-filter-content = 訊息種類
desk-filter-more = 更多篩選：{ $list }
desk-filter-any = 不限
desk-filter-show = 搜尋
desk-empty-found = 沒有符合的查核報告。
desk-empty-found-how = 請試試少一點字詞，或在選單裡選「不限」。也可以直接查詢那則訊息。
desk-organisation-checks = 它發布的查核報告
desk-organisation-no-checks = 它還沒有在這裡發布查核報告。
desk-organisation-no-checks-how = 一發布就會出現在這裡。
desk-checks-take = 把這份清單帶走
desk-checks-take-lead = 以下每一種都正好包含上面的清單，並隨時更新。
desk-checks-as = { $format } 格式
desk-feed-title = { $site } 發布的查核報告
desk-feed-title-filtered = { $site } 發布的查核報告（選取的部分）

## 一份查核報告
desk-check-title = { $verdict }：{ $title }
desk-check-description = { $verdict }：「{ $claim }」由 { $organisation } 查核。
desk-check-withdrawn-title = 已撤回：{ $title }
desk-check-withdrawn = 這份查核報告已由撰寫的組織撤回。該組織不再支持它的內容。
desk-check-withdrawn-on = { $date }撤回。
desk-check-translation-withdrawn = { $organisation }於{ $date }撤回了{ $language }翻譯。
desk-check-outdated = 這份翻譯完成之後，原文有更正。翻譯裡可能缺少更正的內容。
desk-check-languages = 閱讀這份查核報告的其他語言版本
desk-check-original = 原文
desk-check-translated-by = { $organisation } 翻譯
desk-check-example = 帶有這個說法的一則訊息
desk-check-example-lead = 這是一個例子，是大家收到的樣子。可能讓人認出某個人的內容已經遮蔽。
desk-check-replies = 回應
desk-check-replies-lead = 來自這份查核報告所涉及的人和組織。這些是他們自己的話。
desk-check-versions = 改了什麼
desk-check-share = 分享這份查核報告
desk-check-share-lead = 複製這個網址，在你收到訊息的地方用它回覆。
desk-check-card = 這份查核報告的圖片，可以一起傳送
desk-card-withdrawn = 已撤回
desk-version-name = 第 { $number } 版
desk-version-title = 查核報告的第 { $number } 版
desk-version-at-source = 作者在來源處更正後，重新匯入。
desk-version-which = 這是第 { $number } 版，{ $date }發布。
desk-version-note = 改了什麼：
desk-version-newest = 看這份查核報告現在的內容
desk-claim-checks =
    { $count ->
        [0] 目前沒有這個說法的已發布查核報告。
        [1] 有一個組織查核過這個說法。
       *[other] 這個說法有 { $count } 份查核報告。
    }

## 兩個版本之間改了什麼
desk-version-whole = 這個版本的全文
desk-changes-title = 與第 { $number } 版相比改了什麼
desk-changes-how = 刪去的字加上刪除線，新增的字加上底線。
desk-changes-before = 原來：
desk-changes-now = 現在：
desk-changes-none = 內文沒有更動。
desk-changes-nothing = 無
desk-changes-claim = 說法
desk-changes-short = 簡短回答
desk-changes-explanation = 說明
desk-changes-harm = 危害的類型

## 對已發布的查核提出意見
desk-respond-title = 這裡有錯嗎？
desk-respond-lead = 你可以回報錯誤。如果這份查核報告說的是你，你可以回應。
desk-respond-link = 寫給發布的人
desk-respond-page = 回報錯誤，或回應
desk-respond-back = 回到這份查核報告
desk-letter-reads = 你寫的內容由 { $organisation } 管理員閱讀，不會給其他人看。
desk-letter-reads-operators = 這個網站上沒有人為 { $organisation } 工作：這份查核報告是從別處匯入的。你寫的內容改由管理這個網絡的人閱讀。
desk-letter-source = 要找寫這份查核報告的人，請到最初發布的網頁：
desk-letter-then-mistake = 回報錯誤：他們會看。如果你說得對，查核報告會更正，大家都看得到改了什麼。
desk-letter-then-reply = 要求回應：你的話會原文刊在查核報告旁邊，或者有人告訴你為什麼不刊。兩種決定都記在這份紀錄裡，你可以在那裡申訴：
desk-letter-then-receipt = 不需要帳號。你會拿到一張回執，用它查看答覆。
desk-letter-how-long =
    { $days ->
       *[other] 你寫的內容和聯絡方式，會在決定後 { $days } 天刪除；沒有人決定的話，也在同樣的時間後刪除。已經刊出的回應會留下。
    }
desk-letter-kind = 你想做什麼？
desk-letter-kind-mistake = 回報錯誤
desk-letter-kind-reply = 回應，因為這份查核報告說的是我，或我所代表的人
desk-letter-text = 你想說什麼？
desk-letter-text-hint = 請指出是哪一句，以及什麼能證明它錯了。附上連結會有幫助。
desk-letter-from = 你的名字，或你所代表的人的名字
desk-letter-from-hint = 會和回應一起刊出。回報錯誤時可以不填。
desk-letter-contact = 我們怎麼聯絡你？
desk-letter-contact-hint = 電子郵件、電話，或其他方式。絕不會公開。
desk-letter-send = 送出
desk-letter-next = 會有人看。可能要幾天。
desk-letter-next-come-back = 拿回執回來，就能看到決定。
desk-letter-standing = 你對一份查核報告寫的內容
desk-letter-see = 看這份查核報告
desk-letter-yours = 你寫的內容
desk-letter-kept = 保留到 { $date }。
desk-letter-open = 還沒有人決定。請晚點再來。
desk-letter-published = 你的回應刊在查核報告旁邊。
desk-letter-corrected = 你說得對。查核報告已經更正。
desk-letter-stands = 有人看過了。查核報告維持原樣。
desk-letter-declined = 你的回應沒有刊出。
desk-letter-removed = 你的回應曾經刊出，後來移除了。
desk-letter-withdraw-lead = 你寫的內容和聯絡方式會刪除，除非法律要求保留。已經刊出的回應會留下。之後回執就打不開任何東西。這無法復原。

## 訊息的種類和傷害的種類
desk-content-text = 文字
desk-content-link = 網頁或連結
desk-content-image = 圖片
desk-content-video = 影片
desk-content-audio = 錄音
desk-content-synthetic-image = 由機器製作或修改的圖片（AI）
desk-content-synthetic-video = 由機器製作或修改的影片（深偽）
desk-content-synthetic-audio = 由機器製作或複製的聲音
desk-content-chatbot-text = 聊天機器人寫的文字
desk-content-out-of-context = 內容是真的，但脈絡不對
desk-content-other = 其他
desk-harm-misinformation = 錯誤訊息：內容不對，轉傳的人沒有惡意
desk-harm-disinformation = 假訊息：內容不對，而且是為了傷害而製造
desk-harm-malinformation = 惡意訊息：內容是真的，但散布是為了傷害某個人

## 代替個人資料的文字
desk-mask-telephone = 電話號碼
desk-mask-email = 電子郵件地址
desk-mask-address = 郵寄地址
desk-mask-identity = 身分證件號碼
desk-mask-account = 帳戶號碼
desk-mask-name = 名字

## 公開的管理紀錄
desk-log-title = 管理紀錄
desk-log-lead = 在這裡隱藏、移除或封鎖內容的每一個決定，以及原因。一般人的名字不會列出。
desk-log-empty = 還沒有做過任何決定。
desk-log-empty-how = 每個決定都會在做出的當天出現在這裡。
desk-log-by = 決定者：
desk-log-reference = 文號：{ $reference }
desk-log-reversed = { $date }撤銷
desk-log-appeals = 有 { $count } 件申訴待處理。
desk-log-subject = 看看是關於什麼
desk-moderation-hide = 已隱藏
desk-moderation-restore = 已恢復
desk-moderation-block = 已封鎖
desk-moderation-takedown = 已下架
desk-moderation-court-order = 法院命令
desk-moderation-legal-hold = 因法律原因保留
desk-moderation-media-block = 檔案已封鎖
desk-moderation-right-of-reply = 已刊登回應
desk-moderation-reply-declined = 未刊出回應
desk-subject-message = 一則訊息
desk-subject-claim = 一個說法
desk-subject-check = 一份查核報告
desk-subject-media = 一個檔案
desk-appeal-title = 你認為這樣不對嗎？
desk-appeal-lead = 你可以申訴。會由沒有參與這個決定的人來看。你會拿到一份回執，用來看答覆。
desk-appeal-text = 哪裡不對？
desk-appeal-text-hint = 查核員和管理員會讀到。你不必說你是誰。
desk-appeal-send = 申訴
desk-appeal-next-other = 會由沒有參與這個決定的人來看你的申訴。
desk-appeal-next-come-back = 請帶著回執回來看答覆。
desk-appeal-standing = 你的申訴
desk-appeal-answer = 答覆
desk-appeal-day = { $date }送出。
desk-appeal-open = 還沒有人做出決定。請晚點再來。
desk-appeal-nobody = 任何人都不能審理自己做的決定，而這裡還沒有第二個人。做決定的人會看到需要另一個人。請晚點再來。
desk-appeal-upheld = 你的申訴已經看過。原決定維持不變。
desk-appeal-granted = 你的申訴有理。原決定已經撤銷。

## 關於
desk-about-title = 關於 { $name }
desk-about-lead = 公民團體在這裡查核大家轉傳的內容，把答案告訴每一個來問的人。
desk-about-who = 誰在查核
desk-about-who-text = 每份查核報告都寫明是哪個組織撰寫的，並由它負責。
desk-about-organisations = 合作網絡裡的組織
desk-about-checks-count = { $count } 份查核報告
desk-about-checks = 查核報告是怎麼做的
desk-about-checks-text = 查核員寫下訊息說了什麼、已知的事實是什麼，以及依據是什麼。在大多數組織裡，發布之前會由第二個人讀過。可能的判定有這些：
desk-verdict-false = 這個說法不對。
desk-verdict-misleading = 部分是真的，或是真的但說得讓人誤會。
desk-verdict-true = 這個說法是對的。
desk-verdict-opinion = 是看法，不是可以查核的事實。查核報告會列出其他看法。
desk-verdict-satire = 本意是開玩笑。
desk-verdict-not-checkable = 目前沒有人能查出來。
desk-about-corrections = 查核報告可以更正。每個版本都還能讀到。撤回的查核報告會在它的頁面上寫明。移除的內容記在這裡：
desk-about-matching = 你的訊息怎麼找到答案
desk-about-matching-text = 這部伺服器上的程式會把你的訊息和查核過的內容比對。不會送到任何其他地方。它會說明為什麼顯示：
desk-about-matching-link = 相同的連結最重要。
desk-about-matching-text-equal = 其次是相同的字句，即使訊息被截短、加了空格或加了裝飾。
desk-about-matching-number = 只要有數字不同，絕不會當成答案顯示。
desk-about-matching-similar = 只是相似的，就標明是相似。由你決定。
desk-about-matching-limits = 它可能出錯。請一定要把說法和你的訊息比一比。
desk-about-numbers = 數字

## 隱私
desk-privacy-title = 儲存了什麼、誰可以讀到
desk-privacy-lead = 愈少愈好。這一頁說得清清楚楚。
desk-privacy-ask = 你查詢的時候
desk-privacy-ask-text = 你的訊息在伺服器的記憶體裡比對，然後就忘掉。只留下數字：大家查詢了幾次，以及查的是哪個已發布的說法。
desk-privacy-hand-in = 你送交的時候
desk-privacy-fingerprint = 之後會留下一個指紋：從文字算出來的一個數字，讓同一則訊息再來時認得出來。從它讀不出文字。有相同文字的人，可以算出相同的數字。
desk-privacy-masked = 如果發布了查核報告，可能會顯示訊息的一個例子。我們認得出的電話號碼、地址和帳戶號碼，以及查核員標出的名字，都會遮蔽。
desk-privacy-files = 你詢問的圖片、影片或錄音只在記憶體中查看。如果還沒有答案，它會封存等候，最多 30 分鐘，只有你開著的頁面能打開。如果你送出，就會像文字一樣保存一份去掉地點、時間和裝置的副本。
desk-privacy-withdraw = 你隨時可以用回執把它收回。如果其他人也送交了相同的內容，文字會為他們保留。如果法律要求保留，沒有人會處理它，要求結束後就會刪除。
desk-privacy-letter = 你對查核報告提出意見的時候
desk-privacy-letter-text = 你寫的內容、你的名字和聯絡方式，由發布那份查核報告的組織裡管理員閱讀。你書寫的那一頁會寫明是誰。回應刊出時，會公開你的話和你給的名字，絕不公開聯絡方式。你可以用回執收回。
desk-privacy-receipt = 你的回執
desk-privacy-receipt-text = 我們儲存回執的編號和用來核對密語的一個值，絕不儲存密語。我們隨回執儲存日期和你頁面的語言，不儲存時刻。我們計算每項說法每小時有幾個人查詢，不記是哪一份回執。
desk-privacy-visit = 你造訪的時候
desk-privacy-address = 你的網路位址只在記憶體裡使用，用來減緩大量湧入的請求。它不會被記錄下來。
desk-privacy-cookies = 如果你選了語言，會有一個 Cookie。它只存語言。登入這裡工作的人會有第二個。
desk-privacy-nothing-else = 不從其他伺服器載入任何東西。沒有廣告，也沒有追蹤程式。
desk-privacy-limits = 我們無法承諾的事
desk-privacy-limits-text = 沒有網站能保證安全。你應該知道有哪些限制：
desk-privacy-limits-server = 一旦有人控制了這部伺服器，從那時起就可能讀到送進來的內容，直到有人發現為止。
desk-privacy-limits-line = 你的網路業者看得到你造訪了本站，看不到你寫了什麼。Tor 瀏覽器連造訪也能隱藏。
desk-privacy-limits-device = 在你之後使用你裝置的人，可能會在瀏覽紀錄裡看到這一頁。如果你擔心，請使用無痕視窗。

## 給程式
desk-api-title = 給程式
desk-api-lead = 公開頁面能做的事，程式也都能做。公開的內容不需要金鑰。
desk-api-openapi = 完整說明（OpenAPI 3.1）
desk-api-ask = 查詢一則訊息是否已知
desk-api-hand-in = 送交未知的訊息
desk-api-receipt = 看進度
desk-api-list = 列出已發布的查核報告
desk-api-all = 取得所有已發布的查核報告
desk-api-feeds = 追蹤新的和更正過的查核報告
desk-api-rules = 使用須知
desk-api-rule-limits = 每個網路都有次數限制。回應 429 會說明幾秒後可以再試。請求大量湧入時，回應 428 會要求一個簡短的計算。
desk-api-rule-problems = 錯誤的格式是 application/problem+json（RFC 9457），語言依你的 Accept-Language 標頭。
desk-api-rule-idempotency = 送交時請附上新的隨機 Idempotency-Key。相同的金鑰加上相同的文字，會得到相同的回執。請保密這個金鑰：知道它的人就可以要到回執。
desk-api-rule-licence = 每份查核報告都寫明撰寫的組織；如果是匯入的，也寫明授權。轉載查核報告時請註明這些。

## 出了什麼問題，該怎麼做
desk-problem-message-empty = 這裡沒有可以查核的文字。請貼上或輸入訊息。
desk-problem-file-none = 這裡不收檔案。請輸入文字。
desk-problem-file-pictures = 這裡只能打開圖片（PNG、JPEG、WebP、GIF）。請輸入你看到或聽到的話。
desk-problem-file-large = 檔案太大。這類檔案最大 { $megabytes } MB。請剪短，或送截圖。
desk-problem-file-kind = 這不是這裡能打開的圖片、影片或錄音。截圖一定可以。
desk-problem-file-slow = 打開這個檔案花太久。請送較短的一段，或送截圖。
desk-problem-file-pixels = 圖片的像素太多，無法打開。最多 { $megapixels } 百萬像素。可以改送截圖。
desk-problem-file-memory = 打開這張圖片需要太多記憶體。可以改送截圖。
desk-problem-file-damaged = 圖片損壞或沒有完整送達。請再選一次，或送截圖。
desk-problem-file-again = 檔案已經過了保留時間。請再選一次；其他內容都沒有遺失。
desk-problem-file-room = 目前沒有空間存放檔案。你可以只送文字。
desk-problem-file-missing = 請選擇一個檔案。
desk-problem-file-there = 這個檔案已經在這則說法裡。
desk-problem-file-many = 一則說法最多可以加 { $most } 個檔案。請先移除一個。
desk-problem-message-long = 太長了。一次最多可以查 { $most } 個字元。請保留重要的部分。
desk-problem-message-binary = 這看起來不像文字。請打開訊息，複製裡面的字句，再貼到這裡。這裡不能查核檔案。
desk-problem-reason-long = 請用最多 { $most } 個字元說明。
desk-problem-not-ready = 伺服器剛啟動，還在讀取查核報告。請幾秒鐘後再試。你的文字還在這裡。
desk-problem-no-intake = 目前沒有組織接收訊息。你還是可以查詢是否已經有人查過。
desk-problem-blocked = 這則訊息已被管理員封鎖，無法送交。管理紀錄寫明做了什麼決定。
desk-problem-agree = 請先同意。沒有你的同意，什麼都不會儲存。
desk-problem-organisation = 請從清單選一個組織，或不選。
desk-problem-sure = 請先勾選方框。收回之後無法復原。
desk-problem-receipt = 沒有回執符合這個編號和這些字。請和你抄下的內容比對。已經收回的訊息不再有回執。
desk-problem-receipt-locator-character = 編號裡不會有「{ $character }」。它只有字母和數字。
desk-problem-receipt-locator-length = 編號有 8 個字母和數字。目前輸入了 { $found } 個。
desk-problem-receipt-word-count = 回執的密語有 8 個字。目前輸入了 { $found } 個。
desk-problem-receipt-word-nearest = 第 { $position } 個字不是回執會用的字。你要寫的是「{ $nearest }」嗎？
desk-problem-receipt-word-unknown = 第 { $position } 個字不是回執會用的字。請看看你是怎麼抄下來的。
desk-problem-receipt-checksum = 編號和密語不相符。可能有一處寫錯，或有兩個字對調了。
desk-problem-search-long = 搜尋最多 { $most } 個字元。
desk-problem-cursor = 找不到清單的這個部分。請從第一頁開始。
desk-problem-check-gone = 這份查核報告已經移除。管理紀錄寫明做了什麼決定和原因。
desk-problem-claim-gone = 這項說法已沒有有效的查核報告：撰寫的單位已經撤回。
desk-problem-appeal-empty = 請用幾個字說明這個決定哪裡不對。
desk-problem-appeals-many = 這個決定有很多待處理的申訴，會一起決定。請過幾天再來。
desk-problem-letter-kind = 請選擇你想做什麼。
desk-problem-letter-from =
    { $most ->
       *[other] 回應需要名字，最多 { $most } 個字。它會和回應一起刊出。
    }
desk-problem-letter-empty = 請用幾個字說明你的意思。
desk-problem-letters-many = 關於這份查核報告有很多意見等著閱讀，會一起決定。請過幾天再來。
desk-problem-letter-withdrawn = 這份查核報告已經撤回。它不再成立，所以沒有什麼可以更正或回應。
desk-problem-reversed-already = 這個決定已經撤銷了。
desk-problem-parameter = 無法接受這個值。請看 API 的說明。
