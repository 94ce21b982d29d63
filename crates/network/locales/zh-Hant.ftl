### 合作網絡公開頁面的文字：組織、登入、加入。
### 句子短、語氣平靜、不責怪人。{$...} 代表一個值，請保留。

## 合作網絡裡有誰
network-nav-organisations = 組織
network-organisations-title = 組織
network-organisations-lead = 這些組織在這裡查核訊息、回答大家。
network-organisations-none = 還沒有列出任何組織。
network-organisations-none-how = 合作網絡接納組織之後，就會出現在這裡。
network-organisations-imported = 其他地方的查核報告作者
network-organisations-imported-lead = 他們已發布的查核報告是從開放資料匯入的。他們不在本站工作。
network-organisations-all = 所有組織
network-organisation-closed = 已停止
network-organisation-imported = 它已發布的查核報告是從開放資料匯入的。它不在本站工作。
network-organisation-verified = 合作網絡已確認
network-organisation-unverified = 尚未確認
network-organisation-own-place-short = 來自
network-organisation-legal-place-short = 登記地
network-organisation-operating-places-short = 工作地區
network-organisation-languages = 語言
network-organisation-stakeholder = 組織類型
network-organisation-aliases = 其他名稱
network-organisation-website = 網站
network-organisation-email-short = 電子郵件
network-organisation-contact-short = 其他聯絡方式
network-stakeholder-civil-society = 公民團體
network-stakeholder-media = 媒體
network-stakeholder-academia = 大學或研究機構
network-stakeholder-technology-company = 科技公司
network-stakeholder-private-sector = 其他公司
network-stakeholder-public-sector = 公部門
network-stakeholder-election-management = 選務機關
network-stakeholder-not-disclosed = 不公開

## 邀請裡寫的角色
network-role-owner = 擁有者
network-role-coordinator = 協調人
network-role-checker = 查核員
network-role-reviewer = 審閱者
network-role-responder = 協助人員
network-role-liaison = 平台聯絡人
network-role-researcher = 研究者

## 登入
network-sign-in-title = 登入
network-sign-in-lead = 給在這裡各組織工作的人。查核訊息不需要帳號。
network-sign-in-name = 登入名稱
network-password = 密碼
network-sign-in-button = 登入
network-sign-in-help = 我無法登入
network-sign-in-wrong = 登入名稱和密碼不相符。請檢查兩者後再試一次。只有密碼區分大小寫。
network-second-title = 第二步驟
network-second-lead = 請打開驗證器 App，輸入它為本站顯示的六位數字。如果手機不在身邊，請輸入一組復原碼。
network-second-code = 六位數字，或一組復原碼
network-second-code-hint = 每組復原碼只能用一次。
network-second-other = 用另一個帳號登入
network-second-step-over = 已經超過十分鐘。請重新登入。
network-code-wrong = 這組碼不正確，或已經用過。請等下一組六位數字出現再輸入。
network-code-unreadable = 目前無法在這裡檢查你手機上的六位數字。請改為輸入一組復原碼，或向你組織的擁有者要一個連結。
network-help-title = 無法登入的時候
network-help-password = 你忘了密碼：請向你組織的擁有者要一個連結。你用它自己設定新密碼。其他人永遠不會知道。
network-help-phone = 手機不在身邊：用密碼登入，再輸入一組你印出來的復原碼。
network-help-both = 手機和復原碼都沒有：請向擁有者要一個連結，它同時會移除第二步驟。請當面見他們，或打電話，讓他們知道真的是你。
network-help-nobody = 你是唯一的擁有者：管理這個網絡的人可以重新邀請你，以新帳號成為擁有者。之後你可以用它為舊帳號開一個連結。如果管理這個網絡的也只有你一人，而你沒有復原碼，就沒有人能讓你進來。這是刻意的：能做到的人，也就能冒用你的名義進來。
network-help-back = 回到登入
network-sign-out = 登出
network-sign-out-title = 登出
network-sign-out-lead = 你會在這個瀏覽器登出。
network-leave-as-it-is = 維持原樣
network-signed-out-while-writing = 你已經登出，所以這份內容還沒有送出。要保留你寫的內容，請讓這一頁開著，在另一個分頁登入，再回來重新載入這一頁。
network-done-saved = 已儲存。
network-done-password = 新密碼已設定。其他瀏覽器都已登出。
network-done-ended = 已登出。
network-done-revoked = 已收回。它再也打不開任何東西。
network-done-left = 隸屬關係已結束。
network-done-signed-out = 已在所有地方將此人登出。
network-done-opened = 這個組織已經加入。接下來，請邀請它的擁有者。
network-done-second = 第二步驟已設定好。

## 帳號
network-person-name = 你的名字
network-person-name-hint = 你希望同事看到的名字。可以用化名。
network-person-name-missing = 請寫一個名字。可以用化名。
network-sign-in-name-hint = 電子郵件地址或任何名稱，不含空格。不一定要有電子郵件地址。
network-sign-in-name-missing = 請寫你登入時要用的名稱。
network-sign-in-name-length = 登入名稱要有 3 到 80 個字元。
network-sign-in-name-characters = 登入名稱不能有空格，也不能有看不見的字元。
network-sign-in-name-taken = 這個登入名稱已經有人用了。請另選一個；如果帳號是你的，請登入。
network-new-password = 新密碼
network-new-password-hint = 至少 12 個字元。連續幾個詞，好記又難猜。
network-password-again = 再輸入一次相同的密碼
network-password-missing = 請寫一組密碼。
network-password-too-short = 密碼至少要有 { $least } 個字元。連續幾個詞就可以。
network-password-too-long = 這組密碼太長。最多 { $most } 個位元組，任何文字都可以寫超過 60 個字元。
network-password-common = 很多人用類似的密碼，所以最先被猜到。請另選一組。
network-password-name = 這和別人知道的名字太接近。請選和你無關的內容。
network-password-differs = 兩次輸入的密碼不同。請都重新輸入。
network-password-wrong = 這不是你目前的密碼。
network-too-long = 太長了。最多 { $most } 個字元。
network-too-many = 太多了。最多 { $most } 個。

## 設定、加入、回來
network-set-up-title = 設定這部伺服器
network-set-up-lead = 你是這裡的第一個人。你會擁有第一個組織，並管理這個合作網絡。這個連結只能用一次。
network-set-up-organisation = 第一個組織
network-set-up-you = 你
network-set-up-button = 完成設定
network-set-up-spent = 這個設定連結已經用過、太舊或不完整。在還沒有設定任何東西之前，重新啟動伺服器會印出新的連結。
network-organisation-name = 組織名稱
network-organisation-name-hint = 用它自己的語言和文字。
network-organisation-name-missing = 請寫組織的名稱。
network-organisation-english-name = 英文名稱
network-organisation-english-name-hint = 讓各地的夥伴都找得到。
network-organisation-english-name-missing = 請用英文字母寫名稱。
network-organisation-english-name-letters = 英文名稱至少要有一個拉丁字母或數字。
network-join-title = 有人邀請你
network-join-lead = { $organisation } 邀請你加入。你的角色會是：{ $roles }。
network-join-until = 邀請的使用期限：{ $date }。
network-join-as = 你目前以 { $name } 的身分登入。
network-join-signed-in-button = 用這個帳號加入
network-join-other-account = 先登出，再用另一個帳號加入
network-join-have-account = 我在這裡有帳號：登入
network-join-button = 加入
network-invitation-used = 這份邀請已經用過。如果不是你用的，請告訴邀請你的人。如果是你，請登入。
network-invitation-revoked = 這份邀請已經收回。請要一份新的。
network-invitation-expired = 這份邀請已經超過七天。請要一份新的。
network-invitation-unknown = 這不是我們的邀請。請看看連結是否完整複製。
network-reset-title = 選一組新密碼
network-reset-lead = 你會在所有地方登出，然後用新密碼登入。
network-reset-button = 設定密碼
network-reset-spent = 這個連結已經用過、超過一天或不完整。請向你組織的擁有者要一個新的。

## 給程式
network-token-missing = 這裡需要權杖（token）。請以「Authorization: Bearer saksi_...」送出。
network-scope-lacking = 這個權杖沒有權限範圍 { $scope }。
