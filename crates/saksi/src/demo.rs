//! `saksi demo`: loads real fact-checks, plays forwarded messages through the whole way with an account that a person can
//! follow, then serves the site.
//!
//! Everything happens through the same actions as in the pages; nothing here is decided beforehand. The expectations in
//! `demo/messages.jsonl` are only compared with what came out.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context as _;
use saksi_base::{LanguageTag, OrganisationId, PersonId, Problem};
use saksi_db::{Actor, Viewer};
use saksi_desk::actions::{By, checks, queue, receipt, receive, translations};
use saksi_desk::model::{
    Asked, Channel, CheckContent, HandIn, HandedIn, Outcome, QueueFilter, QueueOrder, Reference, Standing,
    TranslationContent,
};
use saksi_matching::Policy;
use saksi_network::actions as network;
use saksi_network::model::password::{PasswordCost, StoredPassword};
use saksi_network::{OrganisationDraft, PersonDraft, Role, Roles, SignInName};
use serde::Deserialize;

use crate::config::Config;
use crate::{import, serve};

const LINKS: &[u8] = include_bytes!("../../../demo/cofacts/article_hyperlinks.csv.zip");
const VERDICTS: &[u8] = include_bytes!("../../../demo/cofacts/article_replies.csv.zip");
const REPLIES: &[u8] = include_bytes!("../../../demo/cofacts/replies.csv.zip");
const CLAIMS: &str = include_str!("../../../demo/asia/claims.jsonl");
const MESSAGES: &str = include_str!("../../../demo/messages.jsonl");

/// Passwords of the demonstration's people. They open nothing but a folder of made-up and public data on this machine.
const PASSWORD: &str = "lotus-lantern-harbour";

#[derive(Debug, Deserialize)]
struct Played {
    id: String,
    language: String,
    /// The language that its sender reads, where it is another than the message's.
    reads: Option<String>,
    text: String,
    expect: String,
    /// What the checker will write, for the one message that gets checked.
    check: Option<Written>,
    /// Sent only after this message was checked.
    after: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Written {
    language: String,
    claim: String,
    title: String,
    verdict: String,
    harm: String,
    content_type: String,
    explanation: String,
    references: Vec<String>,
    translation: Option<Translated>,
}

#[derive(Debug, Deserialize)]
struct Translated {
    language: String,
    claim: String,
    title: String,
    explanation: String,
}

impl Played {
    fn reads(&self) -> &str {
        self.reads.as_deref().unwrap_or(&self.language)
    }
}

struct People {
    desk: OrganisationId,
    checker: By,
    reviewer: By,
}

/// Loads, plays, tells, and unless `once`, serves.
pub(crate) async fn run(config: Config, once: bool) -> anyhow::Result<ExitCode> {
    let listener = if once { None } else { Some(serve::listen(config.listen)?) };
    let house = serve::House::build(config).await?;
    say(&format!("saksi {}: a demonstration on real data", env!("CARGO_PKG_VERSION")));
    tell!("cli-demo-folder", folder = house.config.data.display());

    heading("1. Bring in what is already known");
    let people = people(&house).await?;
    load(&house, people.desk).await?;
    house.catch_up().await?;
    say(&format!("The matcher now holds {} claims.", house.desk.matcher.len()));

    heading("2. Messages come in");
    let mut unknown: Vec<(Played, HandedIn)> = Vec::new();
    let mut later: Vec<Played> = Vec::new();
    let (mut as_expected, mut played) = (0_usize, 0_usize);
    for line in MESSAGES.lines().filter(|line| !line.trim().is_empty()) {
        let message: Played = serde_json::from_str(line).context("demo/messages.jsonl")?;
        if message.after.is_some() {
            later.push(message);
            continue;
        }
        let asked = ask(&house, &message.text, message.reads()).await?;
        tell(&message, &asked);
        played += 1;
        as_expected += usize::from(expected(&message.expect, asked.outcome));
        if message.expect == "none" && matches!(asked.outcome, Outcome::Ask | Outcome::None) {
            let handed = hand_in(&house, &message.text, &message.language).await?;
            say(&format!("   handed in; receipt {} with eight secret words", handed.receipt.locator()));
            unknown.push((message, handed));
        }
        say!();
    }
    say(&format!("{as_expected} of {played} came out as the people who chose them expected."));

    heading("3. What nobody knew yet gets checked");
    let Some((message, handed, written)) =
        unknown.iter().find_map(|(message, handed)| Some((message, handed, message.check.as_ref()?)))
    else {
        tell!("cli-demo-again", folder = house.config.data.display());
        return finish(house, listener).await;
    };
    let told = check_one(&house, &people, message, handed, written).await?;

    heading("4. Everybody who asked is told");
    let view = open_receipt(&house, handed, &message.language).await?;
    match &view.standing {
        Standing::Answered { answers, .. } => {
            let first = answers.first().context("an answered receipt shows its answer")?;
            say(&format!("Receipt {} now shows: {} — {}", handed.receipt.locator(), first.verdict, first.title));
        }
        other => anyhow::bail!("the receipt should show an answer, but shows {other:?}"),
    }
    say(&format!(
        "{} to the new check; feeds and the lookup have it too.",
        many(told, "receipt points", "receipts point")
    ));
    let started = Instant::now();
    house.catch_up().await?;
    let took = started.elapsed().as_millis();
    say(&format!(
        "The matcher took it in {took} ms after publication. Others send it again, and read the answer in their language:"
    ));
    for message in later.iter().filter(|later| later.after.as_deref() == Some(message.id.as_str())) {
        let again = ask(&house, &message.text, message.reads()).await?;
        tell(message, &again);
        anyhow::ensure!(
            again.outcome == Outcome::Answer,
            "the check just published must answer a copy of what it checks"
        );
        let shown = again.answers.first().map(|answer| answer.language.to_string());
        anyhow::ensure!(shown.as_deref() == Some(message.reads()), "the answer is shown in {shown:?}");
    }
    finish(house, listener).await
}

/// Says where to look, then serves.
async fn finish(house: serve::House, listener: Option<std::net::TcpListener>) -> anyhow::Result<ExitCode> {
    heading(&said!("cli-demo-where").for_output().to_string());
    let url = house.config.public_address();
    for (what, path) in [
        (said!("cli-demo-ask"), "/"),
        (said!("cli-demo-checks"), "/checks"),
        (said!("cli-demo-receipt"), "/receipt"),
        (said!("cli-demo-sign-in", checker = "wira", reviewer = "anan"), "/sign-in"),
        (said!("cli-demo-queue"), "/desk"),
        (said!("cli-demo-feeds"), "/checks.atom"),
        (said!("cli-demo-api"), "/api"),
    ] {
        say(&format!("{url}{path:<14} {}", what.for_output()));
    }
    tell!("cli-demo-password", password = PASSWORD);
    if let Some(listener) = listener {
        say!();
        tell!("cli-demo-serving");
        let (stop, _) = tokio::sync::watch::channel(false);
        serve::run(house, listener, stop).await?;
    } else {
        house.desk.matcher.save()?;
        house.db.close().await;
    }
    Ok(ExitCode::SUCCESS)
}

fn expected(expect: &str, outcome: Outcome) -> bool {
    match expect {
        "answer" => outcome == Outcome::Answer,
        "suggest" => matches!(outcome, Outcome::Answer | Outcome::Suggest),
        _ => matches!(outcome, Outcome::Ask | Outcome::None),
    }
}

fn problem(problem: Problem) -> anyhow::Error {
    anyhow::Error::new(problem)
}

fn tag(language: &str) -> LanguageTag {
    language.parse().unwrap_or_else(|_| LanguageTag::unknown())
}

async fn ask(house: &serve::House, text: &str, language: &str) -> anyhow::Result<Asked> {
    receive::ask(&house.desk, &house.db, text, &tag(language), &Policy::web()).await.map_err(problem)
}

async fn hand_in(house: &serve::House, text: &str, language: &str) -> anyhow::Result<HandedIn> {
    let seed = saksi_base::random::bytes::<32>(&*house.db.random());
    let handed: Result<HandedIn, Problem> = saksi_db::write!(house.db, "hand in", Viewer::System, tx => {
        let intake = receive::intake(&mut tx, None).await?;
        let what = HandIn {
            text: text.to_owned(),
            reason: None,
            channel: Channel::Web,
            language: Some(tag(language)),
            intake,
            file: None,
            seed,
        };
        receive::hand_in(&mut tx, &house.desk, &what).await
    });
    handed.map_err(problem)
}

async fn open_receipt(
    house: &serve::House,
    handed: &HandedIn,
    language: &str,
) -> anyhow::Result<saksi_desk::model::ReceiptView> {
    let locator = handed.receipt.locator().to_string();
    let words = handed.receipt.words();
    let view: Result<_, Problem> = saksi_db::write!(house.db, "open receipt", Viewer::System, tx => {
        receipt::open(&mut tx, &locator, &words, &tag(language)).await
    });
    view.map_err(problem)
}

/// The demonstration's organisation and its two people; those of an earlier run where there are any.
async fn people(house: &serve::House) -> anyhow::Result<People> {
    let random = house.db.random();
    let stored = tokio::task::spawn_blocking(move || StoredPassword::hash(PASSWORD, PasswordCost::STANDARD, &*random))
        .await?
        .map_err(problem)?;
    let made: Result<(OrganisationId, PersonId, PersonId), Problem> = saksi_db::write!(house.db, "demonstration people", Viewer::System, tx => {
        const NAME: &str = "Saksi demonstration desk";
        if let Some(desk) = saksi_network::organisation_by_name(&mut tx, NAME).await? {
            let members = saksi_network::members_of(&mut tx, desk).await?;
            let who = |name: &str| {
                members.iter().find(|member| member.person_name == name).map(|member| member.person).ok_or_else(Problem::not_found)
            };
            return Ok((desk, who("Wira")?, who("Anan")?));
        }
        let mut draft = OrganisationDraft::named(NAME, NAME);
        draft.about = "Made up for the demonstration. Its checks of made-up claims are examples, not advice.".to_owned();
        draft.languages = ["en", "zh-Hant", "th", "id", "ur"].into_iter().map(tag).collect();
        let desk = network::create_organisation(&mut tx, Actor::System, draft, true).await?;
        let mut ids = Vec::new();
        for (name, sign_in, roles, operator) in [
            ("Wira", "wira", vec![Role::Owner, Role::Checker], true),
            ("Anan", "anan", vec![Role::Coordinator, Role::Checker, Role::Reviewer], false),
        ] {
            let person = network::create_person(&mut tx, Actor::System, PersonDraft::named(name), operator).await?;
            network::give_credential(&mut tx, person, &SignInName::parse(sign_in)?, &stored).await?;
            network::add_affiliation(&mut tx, Actor::System, person, desk, &Roles::new(roles), true).await?;
            ids.push(person);
        }
        match ids.as_slice() {
            [wira, anan] => Ok((desk, *wira, *anan)),
            _ => Err(Problem::internal()),
        }
    });
    let (desk, wira, anan) = made.map_err(problem)?;
    let by = |person, roles: Vec<Role>, operator| By {
        person,
        organisation: desk,
        may: Roles::new(roles).capabilities(),
        operator,
    };
    Ok(People {
        desk,
        checker: by(wira, vec![Role::Owner, Role::Checker], true),
        reviewer: by(anan, vec![Role::Coordinator, Role::Checker, Role::Reviewer], false),
    })
}

async fn load(house: &serve::House, desk: OrganisationId) -> anyhow::Result<()> {
    let started = Instant::now();
    let files = vec![
        ("article_hyperlinks.csv.zip", LINKS),
        ("article_replies.csv.zip", VERDICTS),
        ("replies.csv.zip", REPLIES),
    ];
    let report = import::cofacts_from_memory(&house.db, files).await?;
    let seconds = started.elapsed().as_secs_f64();
    say(&format!(
        "Cofacts (Taiwan, public domain): {} rows read in {seconds:.1} s ({:.0} a second); {} claims and {} checks new, {} rows rejected.",
        report.rows_read,
        f64::from(u32::try_from(report.rows_read).unwrap_or(u32::MAX)) / seconds.max(0.001),
        report.claims,
        report.checks,
        report.rejected
    ));
    let report = import::examples_from_memory(&house.db, desk, CLAIMS).await?;
    say(&format!("Made-up examples in 16 languages: {} claims and {} checks new.", report.claims, report.checks));
    Ok(())
}

async fn check_one(
    house: &serve::House,
    people: &People,
    message: &Played,
    handed: &HandedIn,
    written: &Written,
) -> anyhow::Result<i64> {
    // A second person forwards the same thing, cut and respaced: the queue must count two, not list two.
    let half: String = message.text.chars().take(message.text.chars().count() * 2 / 3).collect();
    house.catch_up().await?;
    let second = hand_in(house, &half, &message.language).await?;
    say(&format!(
        "A second person hands in two thirds of the same message: {}.",
        if second.joined { "grouped with the first" } else { "listed beside the first" }
    ));
    let checker = people.checker;
    let rows: Result<_, Problem> = saksi_db::read!(house.db, checker.viewer(), tx => {
        queue::queue(&mut tx, &checker, &QueueFilter::default(), QueueOrder::Urgency, None, 50).await
    });
    let rows = rows.map_err(problem)?;
    say(&format!(
        "The queue holds {}; first those that most people ask about.",
        many(i64::try_from(rows.items.len()).unwrap_or(i64::MAX), "claim", "claims")
    ));
    let view = open_receipt(house, handed, &message.language).await?;
    anyhow::ensure!(!matches!(view.standing, Standing::Answered { .. }), "nothing was published yet");
    let row = rows
        .items
        .iter()
        .find(|row| message.text.contains(row.statement.trim_end_matches('…').trim()) || row.asked > 1)
        .context("the message that was just handed in must stand in the queue")?;
    let claim = row.id;
    say(&format!("Wira takes: {}", excerpt(&row.statement, 70)));
    let known = |code: &str| anyhow::anyhow!("demo/messages.jsonl: \"{code}\" is not known");
    let content = CheckContent {
        statement: written.claim.clone(),
        verdict: Some(saksi_base::Verdict::from_code(&written.verdict).ok_or_else(|| known(&written.verdict))?),
        harm: saksi_base::HarmKind::from_code(&written.harm).ok_or_else(|| known(&written.harm))?,
        content_type: saksi_base::ContentType::from_code(&written.content_type.replace('_', "-"))
            .ok_or_else(|| known(&written.content_type))?,
        title: written.title.clone(),
        explanation: written.explanation.clone(),
        references: written.references.iter().filter_map(|text| Reference::parse(text)).collect(),
        language: tag(&written.language),
        change_note: String::new(),
    };
    let draft: Result<_, Problem> = saksi_db::write!(house.db, "take and draft", Viewer::System, tx => {
        queue::take(&mut tx, &checker, claim).await?;
        let check = checks::start_draft(&mut tx, &checker, claim, &content.language).await?;
        let edition = checks::edit(&mut tx, &checker, check).await?.edition;
        let edition = checks::save_draft(&mut tx, &checker, check, edition, &content).await?;
        checks::submit_for_review(&mut tx, &checker, check, edition).await?;
        Ok((check, edition))
    });
    let (check, edition) = draft.map_err(problem)?;
    say("Wira writes a check with a reference and asks for a second pair of eyes.");
    let alone: Result<_, Problem> = saksi_db::write!(house.db, "approve own", Viewer::System, tx => {
        checks::approve(&mut tx, &checker, check, edition).await
    });
    anyhow::ensure!(alone.is_err(), "nobody may approve their own check");
    say("Wira cannot approve it: the organisation asks for a second person.");
    let reviewer = people.reviewer;
    let published: Result<_, Problem> = saksi_db::write!(house.db, "approve", Viewer::System, tx => {
        let edition = checks::edit(&mut tx, &reviewer, check).await?.edition;
        checks::approve(&mut tx, &reviewer, check, edition).await
    });
    let published = published.map_err(problem)?;
    say(&format!("Anan reviews and publishes: {}/checks/{}", house.config.public_address(), published.check));
    if let Some(translation) = &written.translation {
        translate(house, people, check, translation).await?;
    }
    Ok(published.told)
}

/// The checker puts the check into another language as well, and the reviewer reads it before it is published.
async fn translate(
    house: &serve::House,
    people: &People,
    check: saksi_base::CheckId,
    written: &Translated,
) -> anyhow::Result<()> {
    let (translator, reviewer) = (people.checker, people.reviewer);
    let language = tag(&written.language);
    let content = TranslationContent {
        language: language.clone(),
        statement: written.claim.clone(),
        title: written.title.clone(),
        explanation: written.explanation.clone(),
    };
    let done: Result<(), Problem> = saksi_db::write!(house.db, "translate", Viewer::System, tx => {
        let id = translations::start(&mut tx, &translator, check, &language).await?;
        let edition = translations::edit(&mut tx, &translator, id).await?.edition;
        let edition = translations::save(&mut tx, &translator, id, edition, &content).await?;
        translations::submit(&mut tx, &translator, id, edition).await?;
        let edition = translations::edit(&mut tx, &reviewer, id).await?.edition;
        translations::approve(&mut tx, &reviewer, id, edition).await
    });
    done.map_err(problem)?;
    say(&format!("Wira translates it into {language}; Anan reads the translation and publishes it."));
    Ok(())
}

/// A count with its word.
fn many(count: i64, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

fn tell(message: &Played, asked: &Asked) {
    let reader = message.reads.as_ref().map_or_else(String::new, |reads| format!(", from somebody who reads {reads}"));
    say(&format!("<- [{}{reader}] {}", message.language, excerpt(&message.text.replace('\n', " "), 92)));
    let what = match asked.outcome {
        Outcome::Answer => "ANSWER ",
        Outcome::Suggest => "SUGGEST",
        Outcome::Ask => "ASK    ",
        Outcome::None => "UNKNOWN",
    };
    #[expect(clippy::cast_precision_loss, reason = "microseconds of one look-up")]
    let milliseconds = asked.elapsed as f64 / 1000.0;
    say(&format!("   {what} {} ({milliseconds:.1} ms)", asked.reason));
    if matches!(asked.outcome, Outcome::Answer | Outcome::Suggest)
        && let Some(answer) = asked.answers.first()
    {
        say(&format!(
            "   -> {}: {}",
            answer.verdict.code().to_uppercase(),
            excerpt(&answer.statement.replace('\n', " "), 80)
        ));
        if !answer.title.is_empty() && answer.title != answer.statement {
            say(&format!("      {}", excerpt(&answer.title.replace('\n', " "), 84)));
        }
        let explanation = answer.explanation.replace('\n', " ");
        // Where a check came without a title, its explanation's beginning stands for one.
        if !explanation.trim().is_empty() && !explanation.trim().starts_with(answer.title.trim().trim_end_matches('…'))
        {
            say(&format!("      {}", excerpt(&explanation, 84)));
        }
        let translated = answer
            .translated_from
            .as_ref()
            .map_or_else(String::new, |from| format!(", translated from {from} into {}", answer.language));
        say(&format!("      checked by {} on {}{translated}", answer.organisation.name, answer.published_at.to_date()));
    }
}

fn excerpt(text: &str, most: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

fn heading(text: &str) {
    say!("\n== {text} ==\n");
}

fn say(text: &str) {
    say!("{text}");
}
