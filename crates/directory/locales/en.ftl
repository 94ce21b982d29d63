### Words of the directory's public pages: finding members, asking to join.


## Finding members
directory-nav-members = Members
directory-members-title = Find a member
directory-members-lead = Organisations and people of this network who chose to be found by everybody.
directory-members-organisations = All organisations
directory-search-name = Name
directory-search-hint = A part of a name is enough, in any script. Spelling need not be right.
directory-search-button = Search
directory-search-results = Found
directory-search-many = Only the first { $most } are shown. A longer name finds fewer.
directory-search-none = Nobody was found.
directory-search-none-how = Try a shorter part of the name, or another spelling.
directory-search-nothing = Nothing is listed before you search.
directory-search-nothing-how = Write a part of a name above. The network is never shown as a whole.
directory-person = Person
directory-organisation = Organisation

## Kinds of work
directory-work-fact-checking = Fact-checking
directory-work-journalism = Journalism
directory-work-helpline = Helpline
directory-work-digital-security = Digital security
directory-work-legal-help = Legal help
directory-work-psychosocial-help = Psychosocial help
directory-work-research = Research
directory-work-monitoring = Monitoring
directory-work-training = Training
directory-work-advocacy = Advocacy
directory-work-civic-technology = Civic technology
directory-work-funding = Funding others
directory-work-election-observation = Election observation

## Regions
directory-region-035 = South-East Asia
directory-region-030 = East Asia
directory-region-034 = South Asia
directory-region-143 = Central Asia
directory-region-145 = West Asia
directory-region-009 = Oceania
directory-region-150 = Europe
directory-region-002 = Africa
directory-region-019 = The Americas

## Asking to join
directory-join-title = Join { $title }
directory-join-lead = A name, an e-mail address and one mark are enough. You can also leave something without joining.
directory-join-region = For { $region } first.
directory-join-name = Your name
directory-join-name-hint = The name you want to be known by here.
directory-join-organisation = Organisation
directory-join-organisation-hint = Leave it empty if you come for yourself.
directory-join-email = E-mail
directory-join-email-hint = Only those who decide about joining read it.
directory-join-mark = I want to join
directory-join-contribution = Something for the network
directory-join-contribution-hint = An idea, a link, an offer. You need not join for this, nor say who you are.
directory-join-send = Send
directory-join-who-reads = Members of the network read your name and organisation, so that those who know you can vouch for you. Only the day of your request is kept.
directory-join-name-missing = Write the name you want to be known by.
directory-join-email-missing = Write an e-mail address at which you can be told the decision.
directory-join-email-wrong = This is not an e-mail address. One looks like name@example.org.
directory-join-nothing = Mark that you want to join, or write something for the network.
directory-too-long = This is too long: at most { $most } characters.
directory-door-closed = Nobody can ask to join here any more. Those who asked keep their receipts.
directory-door-crowded = Too many requests wait here just now. Please come back in a few days.

## Places
directory-place = Country, territory or region
directory-place-hint = You need not say, and you may use your own words.
directory-place-not-disclosed = I would rather not say
directory-place-own = In my own words
directory-place-words = Your own words for it
directory-place-words-missing = Write the place in your own words, or choose another line of the menu.
directory-place-wrong = This place is not on the list. Choose one, or use your own words.

## Receipts
directory-joined-title = Your request has arrived
directory-joined-next = Members who know you can now vouch for you. Then the network decides and tells you why.
directory-left-title = Thank you, it has arrived
directory-left-next = Somebody of the network will read it. With the receipt you can take it back.
directory-receipt-yours = Your receipt
directory-receipt-keep = Keep the code and the words. They are shown only now, and only with both you see how your request stands.
directory-receipt-title = How does my request stand?
directory-receipt-lead = Write what stands on your receipt.
directory-receipt-locator = Code
directory-receipt-words = The eight words
directory-receipt-open = Show
directory-receipt-locator-wrong = The code has eight letters and digits, such as 7K2M-9QXA.
directory-receipt-word-wrong = Word { $position } is not one that receipts use. Look at its spelling.
directory-receipt-word-count = A receipt has eight words, here are { $found }.
directory-receipt-words-wrong = The words do not belong to this code. One of them is mistyped or in another place.
directory-receipt-unknown = No request has this code and these words.
directory-standing-waiting = Your request waits for a decision.
directory-standing-left = What you left waits to be read.
directory-standing-read = What you left was read. Thank you.
directory-standing-admitted = You are admitted. The network writes to the e-mail address you gave, with the link to sign in.
directory-standing-declined = Your request was declined this time. You may ask again.
directory-standing-withdrawn = You took it back. What you wrote is deleted.
directory-standing-days = It has waited for { $days } days.
directory-standing-usual = Half of the last requests were decided within { $days } days.
directory-standing-vouches = { $have } of the { $need } organisations needed have vouched for you.
directory-standing-reason = The reason
directory-standing-again = Ask again
directory-standing-withdraw-what = You can take your request back at any time. What you wrote is then deleted.
directory-standing-withdraw = Take it back
directory-withdrawn-title = Taken back
