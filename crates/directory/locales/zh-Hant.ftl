### Words of the directory's public pages.


## Finding members
directory-nav-members = 成員
directory-members-title = 尋找成員
directory-members-lead = 這裡可找到選擇公開的網絡成員組織與個人。
directory-members-organisations = 所有組織
directory-search-name = 名稱
directory-search-hint = 輸入名稱的一部分即可，任何文字皆可，拼寫不必正確。
directory-search-button = 搜尋
directory-search-results = 搜尋結果
directory-search-many = 只顯示前 { $most } 筆。輸入較完整的名稱可縮小範圍。
directory-search-none = 找不到符合的成員。
directory-search-none-how = 請試試較短的部分名稱，或其他寫法。
directory-search-nothing = 搜尋之前不會列出任何人。
directory-search-nothing-how = 請在上方輸入部分名稱。本網絡不會整體公開。
directory-person = 個人
directory-organisation = 組織

## Kinds of work
directory-work-fact-checking = 事實查核
directory-work-journalism = 新聞報導
directory-work-helpline = 求助熱線
directory-work-digital-security = 數位安全
directory-work-legal-help = 法律協助
directory-work-psychosocial-help = 心理社會支持
directory-work-research = 研究
directory-work-monitoring = 監測
directory-work-training = 培訓
directory-work-advocacy = 倡議
directory-work-civic-technology = 公民科技
directory-work-funding = 資助
directory-work-election-observation = 選舉觀察

## Regions
directory-region-035 = 東南亞
directory-region-030 = 東亞
directory-region-034 = 南亞
directory-region-143 = 中亞
directory-region-145 = 西亞
directory-region-009 = 大洋洲
directory-region-150 = 歐洲
directory-region-002 = 非洲
directory-region-019 = 美洲

## Asking to join
directory-join-title = 加入 { $title }
directory-join-lead = 只需姓名、電子郵件和一個勾選。您也可以不加入，只留下內容。
directory-join-region = 以{ $region }為優先。
directory-join-name = 您的姓名
directory-join-name-hint = 您希望在此使用的名字。
directory-join-organisation = 組織
directory-join-organisation-hint = 若以個人身分加入，請留空。
directory-join-email = 電子郵件
directory-join-email-hint = 只有審核加入的人會看到。
directory-join-mark = 我想加入
directory-join-contribution = 留給網絡的內容
directory-join-contribution-hint = 想法、連結或提議皆可。不必加入，也不必表明身分。
directory-join-send = 送出
directory-join-who-reads = 網絡成員會看到您的姓名與組織，以便認識您的人為您擔保。我們只保存申請日期。
directory-join-name-missing = 請填寫您希望使用的名字。
directory-join-email-missing = 請填寫可通知您結果的電子郵件。
directory-join-email-wrong = 這不是電子郵件地址，格式應如 name@example.org。
directory-join-nothing = 請勾選想加入，或寫下留給網絡的內容。
directory-too-long = 太長了：最多 { $most } 個字元。
directory-door-closed = 這裡已不再接受加入申請。先前的收據仍然有效。
directory-door-crowded = 目前等候的申請太多，請過幾天再來。

## Places
directory-place = 國家、地區或領域
directory-place-hint = 可以不填，也可以用自己的說法。
directory-place-not-disclosed = 不願透露
directory-place-own = 用我自己的說法
directory-place-words = 您自己的說法
directory-place-words-missing = 請用自己的說法填寫，或改選其他項目。
directory-place-wrong = 此地點不在清單上。請選擇一項或用自己的說法。

## Receipts
directory-joined-title = 已收到您的申請
directory-joined-next = 認識您的成員現在可以為您擔保，之後網絡會做出決定並說明理由。
directory-left-title = 謝謝，已收到
directory-left-next = 網絡成員會閱讀。您可憑收據撤回。
directory-receipt-yours = 您的收據
directory-receipt-keep = 請保存代碼和詞語。它們只顯示這一次，兩者都有才能查詢進度。
directory-receipt-title = 我的申請進度如何？
directory-receipt-lead = 請輸入收據上的內容。
directory-receipt-locator = 代碼
directory-receipt-words = 八個詞語
directory-receipt-open = 顯示
directory-receipt-locator-wrong = 代碼由八個字母和數字組成，例如 7K2M-9QXA。
directory-receipt-word-wrong = 第 { $position } 個詞不在收據用詞中，請檢查拼寫。
directory-receipt-word-count = 收據有八個詞，這裡有 { $found } 個。
directory-receipt-words-wrong = 這些詞語與代碼不符，可能有一個打錯或順序不對。
directory-receipt-unknown = 找不到符合此代碼與詞語的申請。
directory-standing-waiting = 您的申請正等待決定。
directory-standing-left = 您留下的內容等待閱讀。
directory-standing-read = 您留下的內容已有人閱讀，謝謝。
directory-standing-admitted = 您已獲准加入。網絡會將登入連結寄到您的電子郵件。
directory-standing-declined = 這次未能接受您的申請，您可以再次申請。
directory-standing-withdrawn = 您已撤回，所寫內容已刪除。
directory-standing-days = 已等待 { $days } 天。
directory-standing-usual = 最近的申請有一半在 { $days } 天內得到決定。
directory-standing-vouches = 所需的 { $need } 個組織中，已有 { $have } 個為您擔保。
directory-standing-reason = 理由
directory-standing-again = 再次申請
directory-standing-withdraw-what = 您可隨時撤回，所寫內容會被刪除。
directory-standing-withdraw = 撤回
directory-withdrawn-title = 已撤回
