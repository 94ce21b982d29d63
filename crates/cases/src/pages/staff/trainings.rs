//! `/cases/trainings`: what was taught to how many, by the kind of media and the language. Nobody is named.

use saksi_base::{Problem, TrainingId};
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Form, FormData as _, Locale, Markup, PageError, PagePath, PageRequest, Response, Weight, escape, user,
};

use super::keeping::read_day;
use super::parts::{choices, facts, folded, hint, line, lines, row, section, top_card};
use super::{Done, Staff, WorkPage, button, done, forms, to_mend};
use crate::actions::trainings::{self as action, Logged};
use crate::model::calendar::Day;
use crate::model::training::{
    Group, LANGUAGE_NOT_SAID, LANGUAGES, MOST_GROUPS, MOST_PEOPLE, MediaKind, NewTraining, OTHER_LANGUAGE,
    TrainingTopic, WhyNotTraining, language_codes, own_name,
};

forms! {
    /// A training; a group without a number of people is left out.
    TrainingForm "cases:training" 16 {
        day: String, topic: String,
        media_1: String, language_1: String, people_1: String,
        media_2: String, language_2: String, people_2: String,
        media_3: String, language_3: String, people_3: String,
        media_4: String, language_4: String, people_4: String,
        media_5: String, language_5: String, people_5: String,
        media_6: String, language_6: String, people_6: String,
    }
    /// Takes one away.
    RemoveForm "cases:training-remove" 4 {}
}

/// Where the trainings are.
const PATH: &str = "/cases/trainings";

/// The fields of each group: media, language, people.
const GROUPS: [[&str; 3]; MOST_GROUPS] = [
    ["media_1", "language_1", "people_1"],
    ["media_2", "language_2", "people_2"],
    ["media_3", "language_3", "people_3"],
    ["media_4", "language_4", "people_4"],
    ["media_5", "language_5", "people_5"],
    ["media_6", "language_6", "people_6"],
];
/// How many groups stand open; the others are folded away.
const OPEN: usize = 2;

impl TrainingForm {
    fn groups(&self) -> [[&str; 3]; MOST_GROUPS] {
        [
            [&self.media_1, &self.language_1, &self.people_1],
            [&self.media_2, &self.language_2, &self.people_2],
            [&self.media_3, &self.language_3, &self.people_3],
            [&self.media_4, &self.language_4, &self.people_4],
            [&self.media_5, &self.language_5, &self.people_5],
            [&self.media_6, &self.language_6, &self.people_6],
        ]
    }

    /// Reads the form on a day; what cannot be written down is said beside its field.
    pub(crate) fn read(&self, today: Day) -> Result<NewTraining, Problem> {
        let choose = |field| Problem::field(field, "cases-staff-problem-choose");
        let day = read_day("day", &self.day)?;
        let topic = TrainingTopic::from_code(&self.topic).ok_or_else(|| choose("topic"))?;
        let mut groups = Vec::new();
        // Which field says how many people of a group there are.
        let mut places = Vec::new();
        for ([media, language, people], [media_field, language_field, people_field]) in
            self.groups().into_iter().zip(GROUPS)
        {
            if people.trim().is_empty() {
                continue;
            }
            let number = people.trim().parse::<u32>();
            groups.push(Group {
                media: MediaKind::from_code(media).ok_or_else(|| choose(media_field))?,
                language: language_codes().find(|code| *code == language).ok_or_else(|| choose(language_field))?,
                people: number.map_err(|_| Problem::field(people_field, "cases-staff-problem-number"))?,
            });
            places.push(people_field);
        }
        let training = NewTraining { day, topic, groups };
        let field = |place: usize| places.get(place).copied().unwrap_or("people_1");
        match training.check(today) {
            Ok(()) => Ok(training),
            Err(WhyNotTraining::Day) => Err(Problem::field("day", "cases-training-day")),
            Err(WhyNotTraining::Groups) => Err(Problem::field("people_1", "cases-training-people")),
            Err(WhyNotTraining::People(place)) => {
                Err(Problem::field(field(place), "cases-staff-problem-people").with("most", MOST_PEOPLE))
            }
            Err(WhyNotTraining::Twice(place)) => Err(Problem::field(field(place), "cases-training-twice")),
        }
    }
}

/// What a language is called here.
fn language(l: &Locale, code: &str) -> String {
    own_name(code).map_or_else(
        || l.t(if code == OTHER_LANGUAGE { "cases-language-other" } else { "cases-language-not-said" }),
        str::to_owned,
    )
}

/// The languages of a menu, those of the site's own region by their own names, the ways not to name one last.
fn languages(l: &Locale) -> Vec<(String, String)> {
    let known = LANGUAGES.iter().map(|(code, name)| ((*code).to_owned(), (*name).to_owned()));
    let others = [OTHER_LANGUAGE, LANGUAGE_NOT_SAID].map(|code| (code.to_owned(), language(l, code)));
    known.chain(others).collect()
}

fn group_fields(f: &Fields<'_>, l: &Locale, place: usize, typed: [&str; 3]) -> Markup {
    let [media, tongue, people] = GROUPS.get(place).copied().unwrap_or_default();
    let chosen = |value: &str, usual: &str| if value.is_empty() { usual.to_owned() } else { value.to_owned() };
    let number = i64::try_from(place + 1).unwrap_or(0);
    let legend = escape(&l.ta("cases-staff-training-group", &[("number", number)]));
    let inner: Markup = [
        f.text(people, "cases-impact-people", typed[2]).kind("number").input_mode("numeric").optional().build(),
        f.select(
            media,
            "cases-staff-training-media",
            &chosen(typed[0], MediaKind::NotSaid.code()),
            &choices(MediaKind::ALL, MediaKind::code, MediaKind::message, None),
        )
        .build(),
        f.select(tongue, "cases-staff-training-language", &chosen(typed[1], LANGUAGE_NOT_SAID), &[])
            .options(languages(l))
            .build(),
    ]
    .into_iter()
    .collect();
    Markup::trusted(format!("<fieldset><legend>{legend}</legend>{inner}</fieldset>"))
}

/// Every training, with the form for one more.
pub(crate) fn list(request: &PageRequest, all: &[Logged], typed: &TrainingForm, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut shown = Markup::empty();
    for logged in all {
        let training = &logged.training;
        let came = |group: &Group| {
            let people = l.number(i64::from(group.people));
            Markup::text(&format!("{people} · {} · ", l.t(group.media.message())))
                .then(&user(&language(l, group.language)))
        };
        let groups: Vec<Markup> = training.groups.iter().map(came).collect();
        let about = facts(&[
            (l.t("cases-impact-people"), Markup::text(&l.number(i64::try_from(training.people()).unwrap_or(i64::MAX)))),
            (l.t("cases-staff-training-entered"), l.day(training.entered.start())),
        ]);
        let end = if logged.counted {
            hint(l, "cases-staff-training-counted")
        } else {
            let at = format!("{PATH}/{}/remove", training.id);
            row(&[button(request, &at, RemoveForm::PURPOSE, &[], "cases-staff-training-remove", Weight::Quiet)])
        };
        let title = Markup::text(&format!("{} · ", l.t(training.topic.message()))).then(&l.day(training.day.start()));
        shown = shown.then(&top_card(&title, &about.then(&lines(&groups)).then(&end)));
    }
    if all.is_empty() {
        shown = saksi_web::empty(l, "cases-staff-trainings-none", "cases-staff-trainings-none-how");
    }
    let groups = typed.groups();
    let group = |place: usize| group_fields(&f, l, place, groups.get(place).copied().unwrap_or_default());
    let more: Markup = (OPEN..MOST_GROUPS).map(group).collect();
    let filled = groups.iter().skip(OPEN).any(|[_, _, people]| !people.trim().is_empty());
    let mut parts = vec![
        f.text("day", "cases-staff-training-day", &typed.day)
            .kind("date")
            .hint("cases-staff-training-day-hint")
            .required()
            .build(),
        f.select(
            "topic",
            "cases-staff-training-topic",
            &typed.topic,
            &choices(TrainingTopic::ALL, TrainingTopic::code, TrainingTopic::message, Some("cases-staff-choose")),
        )
        .build(),
    ];
    parts.extend((0..OPEN).map(group));
    parts.push(folded(l, "cases-staff-training-more", filled, &more));
    parts.push(f.submit("cases-staff-training-add"));
    let form = fields::form(request, PATH, TrainingForm::PURPOSE, &parts);
    WorkPage::tabbed(request, "cases-staff-trainings")
        .part(&line(l, "cases-staff-trainings-lead"))
        .part(&section(l, "add", "cases-staff-training-add", "cases-staff-training-add-hint", &form))
        .part(&shown)
}

/// `GET /cases/trainings`.
pub(crate) async fn show(staff: Staff) -> Result<Response, PageError> {
    let all = action::list(&staff.cases, &staff.member).await?;
    staff.page(&list(&staff.request, &all, &TrainingForm::default(), None), None)
}

/// `POST /cases/trainings`.
pub(crate) async fn log(staff: Staff, form: Form<TrainingForm>) -> Result<Response, PageError> {
    let form = form.value;
    let kept = match form.read(Day::of(staff.request.now)) {
        Ok(training) => action::log(&staff.cases, &staff.member, training).await.map(drop),
        Err(problem) => Err(problem),
    };
    match kept {
        Ok(()) => Ok(done(PATH, Done::TrainingLogged)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let all = action::list(&staff.cases, &staff.member).await?;
            staff.page(&list(&staff.request, &all, &form, Some(&problem)), Some(&problem))
        }
    }
}

/// `POST /cases/trainings/{training}/remove`.
pub(crate) async fn remove(
    staff: Staff,
    PagePath(id): PagePath<TrainingId>,
    _: Form<RemoveForm>,
) -> Result<Response, PageError> {
    action::remove(&staff.cases, &staff.member, id).await?;
    Ok(done(PATH, Done::TrainingRemoved))
}
