### 每一頁四周的文字，以及每一頁都可能要說的話。
### 句子短、語氣平靜、不責怪人。{$...} 代表一個值，請保留。
### 用詞：訊息 message、說法 claim、查核報告 check、答案 answer、回執 receipt、密語 secret words、送交 hand in、查核員 checker。

## 每一頁的四周
shell-skip = 跳到內容
shell-navigation = 主選單
shell-foot = 關於本站
shell-language = 語言
shell-about-line = 不追蹤。不需要 JavaScript。不從其他地方載入任何東西。
shell-signed-in-as = 登入身分：
shell-sign-in = 登入
shell-back-to-start = 回到首頁
shell-optional = （可不填）
shell-to-mend = 需要修改：
shell-now = 剛剛
# 比例，以百分之幾的整數表示。
shell-percent = { $number }%
shell-pages = 這份清單的其他頁
shell-previous = 上一頁
shell-next = 下一頁
# QR Code 的內容，給看不見圖的人。
shell-qr = { $address } 的 QR Code

## 查核的判定
verdict-false = 錯誤
verdict-misleading = 誤導
verdict-true = 正確
verdict-opinion = 個人意見
verdict-satire = 諷刺
verdict-not-checkable = 無法查證

## 出問題時的頁面標題
shell-kind-invalid = 有些地方需要修改
shell-kind-malformed = 我們讀不懂這份內容
shell-kind-sign-in = 請先登入
shell-kind-forbidden = 沒有權限
shell-kind-not-found = 這裡沒有東西
shell-kind-gone = 已經不在這裡
shell-kind-conflict = 有人先改了
shell-kind-too-large = 太大了
shell-kind-wrong-type = 送來的類型不對
shell-kind-slow-down = 請稍等一下
shell-kind-prove-work = 還差一步
shell-kind-busy = 現在很忙
shell-kind-internal = 我們這邊出了問題

## 保留已輸入內容的頁面
shell-again-title = 還沒有送出
shell-again-slow-title = 請稍等一下
shell-again-work-title = 還差一步
shell-again-send = 再送一次
shell-again-typed = 你寫的內容
shell-again-retype = 為了你的安全，密碼和密語不會保留。請回到表單重新輸入。
shell-again-back = 回到表單
shell-again-file = 檔案。請再選一次：檔案沒有保留。
# 程式在使用者自己的裝置上計算時。
shell-work-busy = 你的裝置正在做一個簡短的計算。需要幾秒鐘。
shell-work-done = 完成了。正在送出。
shell-work-wait = 請等 { $seconds } 秒，再送一次。

## 出了什麼問題，該怎麼做
problem-fields = 請看一下有標記的欄位。
problem-not-found = 這個網址沒有頁面。可能已經搬走，也可能網址不完整。
problem-forbidden = 你的帳號不能做這件事。如果有需要，請找你組織的協調人。
problem-gone = 原本在這裡的內容已經移除。在可以公開的範圍內，管理紀錄會寫明移除的時間和原因。
problem-conflict = 你開著這一頁的時候，有人改了內容。請重新打開，看看有什麼不同。
problem-internal = 我們這邊出了問題，不是你造成的。請一分鐘後再試一次。
problem-expired-form = 這一頁開了很久，或是在你登入、登出之前就打開了。你寫的內容還在。請看過之後再送一次。
problem-slow-down = 你的網路送來了很多請求。請 { $minutes } 分鐘後再試。
problem-busy = 現在使用的人非常多。請幾秒鐘後再試。
problem-duplicate = 這份內容剛剛已經以其他方式儲存。請回到上一頁，重新載入頁面，看過之後再決定要不要再送。
problem-disk-full = 伺服器的空間用完了，目前無法儲存新的內容。先前儲存的內容都還在。請晚點再試。
problem-prove-work = 現在湧入的訊息非常多。這個簡短的步驟可以擋住機器大量送訊息。你寫的內容會保留在這一頁。
problem-prove-work-api = 現在湧入的訊息非常多。請重送一次，並加上標頭 Saksi-Work: pass:counter，其中該值的 SHA-256 以 { $bits } 個零位元開頭；或者等 { $seconds } 秒後，只附上 pass: 再送。
problem-other-site = 這是從另一個網站送來的，所以沒有接受。請在本站打開頁面，再從那裡送出。
problem-form-type = 表單送來的方式我們無法讀取。請重新打開頁面，再從那裡送出。
problem-form-shape = 表單有一部分遺失或損壞。你寫的內容還在。請回到上一頁，看過之後再送一次。
problem-too-large = 內容太大。一次最多可以送 { $kilobytes } KB。請縮短，或分成幾次送。
problem-form-too-large = 內容太大。一次最多可以送 { $kilobytes } KB。沒有儲存任何內容。請按瀏覽器的上一頁，你寫的內容通常還在，留下重要的部分再送。
problem-file-large = 檔案太大。最多可以送 { $megabytes } MB。
problem-file-busy = 現在很多人在傳送檔案。請一分鐘後再試，或只送文字。
problem-body = 收到的內容無法讀取。請再送一次。
problem-body-slow = 連線太慢或中斷了。請再送一次。
problem-encoding = 有些字元在傳送途中損壞，顯示為 �。你寫的內容在下面。可以照這樣送出，或回到上一頁修改。
problem-query = 網址裡有我們讀不懂的內容。請回到首頁，再從那裡試試。
problem-method = 這個網址存在，但不接受這種請求。
problem-json-type = 請送 JSON，並加上標頭 Content-Type: application/json。
problem-json-syntax = 內容不是有效的 JSON。
problem-json-data = JSON 沒有應有的欄位：{ $reason }
problem-sign-in = 請登入後繼續。

## 欄位裡的文字
problem-text-missing = 請在這裡寫點內容。
problem-text-long = 太長了。這裡最多 { $most } 個字元，現在有 { $count } 個。

## What changed in a text, said to whoever does not see the marks
changes-removed = 刪去：
changes-added = 新增：
changes-end = （更動結束）
