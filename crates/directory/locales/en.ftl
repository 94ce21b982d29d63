### Words of the directory's public pages: finding members, asking to join.


## Finding members
directory-nav-members = Members
directory-members-title = Find a member
directory-members-lead = Organisations and people of this network who chose to be found by everybody.
directory-members-organisations = All organisations
directory-search-region = Part of the world
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
directory-organisations = Organisations
directory-people = People
directory-search-kind = Kind
directory-stakeholder = Stakeholder group
directory-search-more = Look by place, work, languages, gender lens or goals
directory-filter-none = Nothing fits what you chose.
directory-filter-none-how = Choose fewer things, or go back to the whole list.
directory-filter-off = Show the whole list
directory-field-work = Kinds of work
directory-field-focus = Works on
directory-field-languages = Languages
directory-focus-disinformation = Disinformation
directory-focus-gender-based-violence = Technology-facilitated gender-based violence
directory-focus-digital-safety = Digital safety
directory-focus-civic-technology = Civic technology
directory-focus-elections = Elections
directory-focus-media-literacy = Media literacy
directory-focus-freedom-of-expression = Freedom of expression
directory-focus-platform-accountability = Platform accountability
directory-focus-health = Health
directory-focus-climate = Climate
directory-focus-minorities = Minorities and indigenous peoples
directory-focus-artificial-intelligence = Artificial intelligence

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
directory-join-share = Show it to others
directory-join-share-how = The link and the code lead to this page. Whoever follows them needs no account.
directory-join-name-missing = Write the name you want to be known by.
directory-join-email-missing = Write an e-mail address at which you can be told the decision.
directory-join-email-wrong = This is not an e-mail address. One looks like name@example.org.
directory-join-nothing = Mark that you want to join, or write something for the network.
directory-too-long = This is too long: at most { $most } characters.
directory-door-closed = Nobody can ask to join here any more. Those who asked keep their receipts.
directory-door-crowded = Too many requests wait here just now. Please come back in a few days.
directory-join-risk-title = Before you write your name
directory-join-risk-nothing-kept = Nothing you wrote is kept yet. Read this, change what you like, and send it again.
directory-join-risk-name = Being known as a member of a network like this can be dangerous there. You need not give your real name, your organisation or your place. Choose a name for this alone, and an address that does not lead to you.
directory-join-risk-readers = Members of the network read the name you write. If you are admitted, you begin under a made-up name that nobody can search for, until you choose otherwise.
directory-join-risk-line = This page cannot hide from whoever watches your line that you opened it. Where that worries you, use Tor Browser, or another line.

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

## Letters and calendars of working groups
directory-digest-title = Letters of your working groups
directory-digest-asked = Somebody who is a member here wants letters sent to this address. Is it yours?
directory-digest-refused = A letter to this address could not be delivered. Confirm that it works again.
directory-digest-daily = News of your working groups comes once a day, when there is any.
directory-digest-weekly = News of your working groups comes once a week, when there is any.
directory-digest-off-now = No letters come to this address. You can change that after you sign in.
directory-digest-confirm = Yes, it is mine
directory-digest-confirmed = The address is confirmed.
directory-digest-off = Send no more letters
directory-digest-is-off = No more letters come to this address.
directory-letter-ask-subject = { $site }: is this address yours?
directory-letter-ask = A member of { $site } wants news sent to this address. If it was you, follow this link and confirm it:
directory-letter-ask-else = If it was not you, do nothing. Nothing more will come.
directory-letter-subject = { $site }: news of your working groups
directory-letter-subject-needs = { $site }: something needs you
directory-letter-collections = { $count ->
    [one] A collection of evidence of your organisation could not be visited for more than a day. Look at what its page says:
   *[other] { $count } collections of evidence of your organisation could not be visited for more than a day. Look at what their pages say:
}
directory-letter-times = { $count ->
    [one] An authority of time or a calendar owes this server’s log a time for more than a day. saksi doctor names it; the log:
   *[other] { $count } authorities of time or calendars owe this server’s log a time for more than a day. saksi doctor names them; the log:
}
directory-letter-stale = { $count ->
    [one] A record of yours in the directory was not looked at for a year. Say that it is still right, or change it:
   *[other] { $count } records of yours in the directory were not looked at for a year. Say that they are still right, or change them:
}
directory-letter-since = This happened since { $date }:
directory-letter-others = { $count ->
    [one] And { $count } thing that only you and those it is for may read. Sign in to see it:
   *[other] And { $count } things that only you and those they are for may read. Sign in to see them:
}
directory-letter-off = You can turn these letters off here, without signing in:
directory-news-note = New note
directory-news-question = A decision is open
directory-news-decided = Votes were counted
directory-news-meeting = Meeting
directory-calendar-name = Working groups
directory-calendar-meeting = Meeting
directory-calendar-deadline = Deadline of a decision
directory-calendar-deadline-of = Votes count until now: { $question }

## Registers of elections and norms
directory-elections-title = Elections
directory-elections-lead = Elections that members of this network watch, and who watches them.
directory-elections-none = No election is listed here.
directory-elections-none-how = They stand here for everybody as soon as a member of the network writes one down. Those that are past have a list of their own.
directory-elections-past = Those that are past
directory-elections-ahead = Those to come
directory-election-votes = Voting
directory-election-window = Window
directory-election-teams = Watched by
directory-election-tentative = not fixed yet
directory-election-parliament = Parliament
directory-election-head-of-state = Head of state or government
directory-election-local = Local
directory-election-referendum = Referendum
directory-election-other = Another vote
directory-native-title = In its own language
directory-register-kind = Kind
directory-register-link = More about it
directory-register-region = Region
directory-all-regions = All regions
directory-show = Show
directory-as-calendar = Subscribe as a calendar (ICS)
directory-as-csv = Take as a table (CSV)
directory-as-json = Take for programs (JSON)
directory-norms-title = Norms
directory-norms-lead = Codes of conduct, laws and pledges: who is bound, and to what.
directory-norms-none = No norm is listed here.
directory-norms-none-how = They stand here for everybody as soon as a member of the network writes one down.
directory-norm-any = Any
directory-norm-form = Form
directory-norm-level = Level
directory-norm-actor = For whom
directory-norm-adopted = Adopted
directory-norm-keepers = Members who say they keep it
directory-norm-bound = Who is bound
directory-norm-commitments = Commitments
directory-norm-code = Code of conduct
directory-norm-law = Law
directory-norm-pledge = Pledge
directory-norm-guideline = Guideline
directory-norm-international = International
directory-norm-regional = Regional
directory-norm-national = National
directory-norm-of-party = Of a party
directory-norm-journalists = Journalists and media
directory-norm-parties = Political parties
directory-norm-candidates = Candidates
directory-norm-platforms = Platforms
directory-norm-authorities = Public authorities
directory-norm-civil-society = Civil society

## Civic space, library, what is worth trusting
directory-register-withdrawn = taken back
directory-civic-title = Civic space
directory-civic-lead = How open a society is, country by country, as this network rates it, with what each rating rests on.
directory-civic-none = No rating is published here.
directory-civic-none-how = A rating stands here as soon as those who run the network publish it.
directory-civic-rating = Rating
directory-civic-open = open
directory-civic-closing = closing
directory-civic-closed = closed
directory-civic-history = Ratings, the latest first
directory-library-title = Library
directory-library-lead = Guides, training materials, curricula, data sets and experience of this network, with every version and language edition.
directory-library-none = Nothing stands in the library yet.
directory-library-none-how = Guides stand here for everybody as soon as a member of the network adds one.
directory-library-many = Only the first { $most } are shown. Choose more to find fewer.
directory-library-words = Words
directory-library-language = Language
directory-library-guide = Guide
directory-library-training = Training material
directory-library-curriculum = Curriculum
directory-library-dataset = Data set
directory-library-experience = Experience of working with others
directory-library-history = History: what was tried before
directory-library-public = Everybody
directory-library-network = Members of the network
directory-library-group = One working group
directory-library-audience = For
directory-library-editions = Other languages
directory-library-authors = By
directory-library-licence = Licence
directory-licence-cc0 = Public domain (CC0)
directory-licence-cc-by = Name the author (CC BY)
directory-licence-cc-by-sa = Name the author, share alike (CC BY-SA)
directory-licence-cc-by-nc = Name the author, not for profit (CC BY-NC)
directory-licence-cc-by-nc-sa = Name the author, not for profit, share alike (CC BY-NC-SA)
directory-licence-reserved = Ask the author before you use it
directory-library-parts = In this order
directory-library-part-hidden = A part that is not here any more, or not for you
directory-library-versions = Versions
directory-library-version = Version { $number }
directory-library-old = This is version { $number }. There is a later one.
directory-library-now = The version that stands now
directory-library-withdrawn-how = Whoever keeps it took it back. Its text is not shown any more.
directory-trusted-title = Worth trusting
directory-trusted-lead = Sources and other things of civic value. At least { $least } organisations of this network vouch for each.
directory-trusted-none = Nothing is listed here yet.
directory-trusted-none-how = An entry stands here as soon as two organisations of the network vouch for it.
directory-trusted-news = News source
directory-trusted-checks = Fact-checking source
directory-trusted-data = Public data or archive
directory-trusted-community = Community source
directory-trusted-civic = Something else of civic value
directory-trusted-vouched = { $count ->
    [one] { $count } organisation vouches for it
   *[other] { $count } organisations vouch for it
}
directory-trusted-stale = not looked at for a year
directory-trusted-unpublished = too few vouch for it yet
directory-trusted-vouchers = Who vouches for it
directory-trusted-reviewed = Last said to be right
directory-trusted-why = Why it is worth trusting

## Needs, results, gender and goals
directory-any = Any
directory-need-funding = Funding
directory-need-policymakers = Access to policymakers
directory-need-platforms = Access to platforms
directory-need-skills = Skills
directory-need-cybersecurity = Cybersecurity help
directory-need-translation = Translation
directory-need-hosting = Hosting
directory-need-data = Data
directory-need-legal = Legal help
directory-need-psychosocial = Psychosocial help
directory-need-joint-research = Joint research
directory-need-training = Training
directory-need-shared-costs = Shared purchases and costs
directory-outcome-research = Joint research
directory-outcome-training = Training
directory-outcome-coordination = Coordination
directory-field-lens = Gender lens
directory-lens-women-led = Led by women or gender-diverse people
directory-lens-equality = For gender equality
directory-lens-violence = Against gender-based violence
directory-field-goals = Development goals (SDG)
directory-gender-woman = Woman
directory-gender-man = Man
directory-gender-another = Another gender
directory-goal-1 = No poverty
directory-goal-2 = Zero hunger
directory-goal-3 = Good health and well-being
directory-goal-4 = Quality education
directory-goal-5 = Gender equality
directory-goal-6 = Clean water and sanitation
directory-goal-7 = Affordable and clean energy
directory-goal-8 = Decent work and economic growth
directory-goal-9 = Industry, innovation and infrastructure
directory-goal-10 = Reduced inequalities
directory-goal-11 = Sustainable cities and communities
directory-goal-12 = Responsible consumption and production
directory-goal-13 = Climate action
directory-goal-14 = Life below water
directory-goal-15 = Life on land
directory-goal-16 = Peace, justice and strong institutions
directory-goal-17 = Partnerships for the goals

## Impact of the network
directory-impact-title = Impact of the network
directory-impact-lead = Who joined, what they speak and serve, and what came of working together: in figures that show nobody.
directory-impact-none = No figures have been published yet.
directory-impact-none-how = They come after the end of a quarter, as soon as enough organisations or people have joined that nobody stands alone in them.
directory-impact-span = Counted from { $from } to { $until }.
directory-impact-organisations = Organisations
directory-impact-people = People
directory-impact-results = Results of working together
directory-impact-regions = Organisations by region
directory-impact-kinds = Organisations by kind
directory-impact-languages = Languages that organisations work in
directory-impact-goals = Development goals that organisations serve
directory-impact-people-regions = People by region
directory-impact-genders = People by gender
directory-impact-help = Results by kind of help
directory-impact-outcomes = Results by what came of them
directory-impact-help-regions = Results by region
directory-impact-help-goals = Development goals that results serve
directory-impact-not-said = Not said
directory-impact-other-language = Another language
directory-impact-figure = How many
directory-impact-hidden = hidden
directory-impact-at-least = at least { $count }
directory-impact-most = The most: { $what }, { $count }.
directory-impact-nothing-shown = Every figure here is too small to be shown.
directory-impact-tables = More tables
directory-impact-hidden-below = Figures from 1 to { $most } are hidden, and others with them, so that no small one can be worked out. A figure is given as “at least” where a part of it is hidden.
directory-impact-elsewhere = Help given, and how long it took
directory-impact-elsewhere-how = From the figures that this network has published.
directory-impact-asked = Requests for help
directory-impact-helped = Cases closed
directory-impact-first-answer = First answer: { $when }
directory-impact-platforms = Half of the notices to platforms were answered within
directory-impact-hours = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}
directory-cited-by = Cited by
directory-cited-claims = { $count ->
    [one] Checked claim: { $count }
   *[other] Checked claims: { $count }
}
