//! Asking for help: the request is sealed before anything is written, in the person's browser or in this server's memory, and what
//! is written is checked for its form alone.

use std::fmt;

use saksi_base::{CaseId, CaseRecordId, OrganisationId, Problem, ProblemKind, Random};
use saksi_db::{Actor, Tx, Viewer};
use saksi_vault::{
    CaseKey, CaseReceipt, FieldName, Fingerprint, Generation, Locator, PublicKey, SealedPlace, SealedText, WordList,
    WrappedCaseKey,
};

use super::note;
use crate::handle::{Cases, damaged};
use crate::model::answers::Answers;
use crate::model::calendar::Day;
use crate::model::case::{Author, Lane, RecordKind, SealingMode, WrapKind};
use crate::model::settings::HelpSettings;
use crate::store::cases::NewCase;
use crate::{elevation, store};

/// The coded answers of a request.
pub const ANSWERS: &str = "answers";
/// What happened, in the person's words; of any other entry, its words.
pub const TEXT: &str = "text";
/// How to reach the person safely.
pub const CONTACT: &str = "contact";
/// When.
pub const CONTACT_WHEN: &str = "contact-when";
/// How to address the person.
pub const NAME: &str = "name";
/// When an entry was written, in RFC 3339.
pub const AT: &str = "at";

/// Fields of an entry that a person writes later.
pub(crate) const FIELDS_OF_ENTRIES: &[&str] = &[TEXT, AT];

/// Most bytes of the words of a request or an entry.
pub const LONGEST_WORDS: usize = 256 << 10;
/// Most bytes of a way to be reached, of a time for it, or of a name.
pub const LONGEST_LINE: usize = 4 << 10;

/// Fields of a request, with the most bytes of each.
const FIELDS: &[(&str, usize)] = &[
    (ANSWERS, Answers::LONGEST),
    (TEXT, LONGEST_WORDS),
    (CONTACT, LONGEST_LINE),
    (CONTACT_WHEN, LONGEST_LINE),
    (NAME, LONGEST_LINE),
];

/// Bytes that sealing may add to a text at most: header, nonce, tag, length, and filling to the next step.
const fn sealed_at_most(plain: usize) -> usize {
    2 * (plain + 4) + 256 + 38 + 24 + 16
}

/// An organisation that takes requests now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// Which.
    pub organisation: OrganisationId,
    /// Its name in its own language.
    pub name: String,
    /// The end of its page's address.
    pub slug: String,
    /// To which key requests are sealed.
    pub key: PublicKey,
    /// Which of its keys that is.
    pub generation: Generation,
    /// The key's name that people compare.
    pub fingerprint: Fingerprint,
    /// Minutes of working time after which the first answer is due.
    pub first_answer_minutes: u32,
    /// Days after closing that a request is kept at most, unless that is put off with a reason.
    pub kept_days: u16,
    /// Days after which an open one is deleted in which nothing happens.
    pub idle_days: u16,
    /// How many people can open what comes in; never none.
    pub triagers: usize,
    /// How many trustees can together give lost access back, and of how many; `None` where nobody can.
    pub trustees: Option<(u8, u8)>,
}

/// The organisations that take requests now, by name: those that are open, have not paused, and have somebody who can open one.
pub async fn intake(cases: &Cases) -> Result<Vec<Intake>, Problem> {
    saksi_db::read!(cases.db, Viewer::Public, tx => {
        let mut all = Vec::new();
        for row in store::keys::triage_keys(&mut tx).await? {
            all.extend(read_intake(&mut tx, row).await?);
        }
        Ok(all)
    })
}

/// One organisation, if it takes requests now.
pub async fn intake_of(cases: &Cases, organisation: OrganisationId) -> Result<Option<Intake>, Problem> {
    saksi_db::read!(cases.db, Viewer::Public, tx => {
        match store::keys::triage_key(&mut tx, organisation).await? {
            Some(row) => read_intake(&mut tx, row).await,
            None => Ok(None),
        }
    })
}

async fn read_intake(tx: &mut Tx, row: store::keys::PublicRow) -> Result<Option<Intake>, Problem> {
    let organisation = saksi_network::organisation(tx, row.organisation).await?;
    let Some(organisation) = organisation.filter(|organisation| organisation.closed.is_none()) else { return Ok(None) };
    let settings = HelpSettings::read(&store::settings::all(tx, row.organisation).await?);
    let triagers = super::helpline::who_can_open(tx, row.organisation).await?;
    if triagers == 0 || settings.pause.value.since.is_some() {
        return Ok(None);
    }
    let own = store::keys::organisation_key(tx, row.organisation).await?;
    Ok(Some(Intake {
        organisation: row.organisation,
        name: organisation.name,
        slug: organisation.slug,
        generation: row.generation,
        fingerprint: row.public.fingerprint(),
        key: row.public,
        first_answer_minutes: settings.targets.value.first_answer.due,
        kept_days: settings.retention.value.most_days(),
        idle_days: settings.retention.value.idle_days,
        triagers,
        trustees: own.map(|own| (own.sharing.needed(), own.sharing.trustees())),
    }))
}

/// A fresh receipt. Make it before the request is sent, and send it along: then a request that is sent twice is filed once, under
/// the same words.
pub fn new_receipt(cases: &Cases, list: WordList) -> CaseReceipt {
    CaseReceipt::new(&*cases.random(), list)
}

/// What somebody wrote, on its way through this server's memory.
#[derive(Clone, Default)]
pub struct Plain<'a> {
    /// What they chose from the lists.
    pub answers: Answers,
    /// What happened.
    pub text: &'a str,
    /// How to reach them.
    pub contact: &'a str,
    /// When.
    pub contact_when: &'a str,
    /// How to address them.
    pub name: &'a str,
}

impl fmt::Debug for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Plain(..)")
    }
}

/// A sealed request, as a browser sends it or as [`seal`] makes it.
#[derive(Debug, Clone)]
pub struct SealedFiling {
    /// The case: a random identifier.
    pub case: CaseId,
    /// Its first entry: a random identifier.
    pub record: CaseRecordId,
    /// Who shall help.
    pub organisation: OrganisationId,
    /// The public half of the receipt.
    pub locator: Locator,
    /// The verifier of its authenticator.
    pub verifier: [u8; 32],
    /// The public half of its return key.
    pub return_key: PublicKey,
    /// The case's key for the organisation's triage.
    pub triage_wrap: WrappedCaseKey,
    /// The case's key for the person.
    pub return_wrap: WrappedCaseKey,
    /// The sealed fields.
    pub texts: Vec<(String, SealedText)>,
    /// Where it was sealed.
    pub mode: SealingMode,
}

/// Checks what somebody wrote.
pub(crate) fn check_plain(plain: &Plain<'_>) -> Result<(), Problem> {
    let mut problems = saksi_base::problem::Problems::new();
    for (field, text, most) in [
        (TEXT, plain.text, LONGEST_WORDS),
        (CONTACT, plain.contact, LONGEST_LINE),
        (CONTACT_WHEN, plain.contact_when, LONGEST_LINE),
        (NAME, plain.name, LONGEST_LINE),
    ] {
        if text.len() > most {
            problems.add(field, "cases-too-long").with("most", most).with("found", text.len());
        }
    }
    problems.finish()
}

/// The texts of a request, sealed under the key of its case. Empty ones are left out.
pub(crate) fn seal_texts(
    key: &CaseKey,
    record: CaseRecordId,
    plain: &Plain<'_>,
    random: &dyn Random,
) -> Result<Vec<(String, SealedText)>, Problem> {
    let answers = plain.answers.to_json();
    let mut texts = Vec::new();
    for (field, text) in [
        (ANSWERS, answers.as_str()),
        (TEXT, plain.text),
        (CONTACT, plain.contact),
        (CONTACT_WHEN, plain.contact_when),
        (NAME, plain.name),
    ] {
        if !text.trim().is_empty() {
            texts.push((field.to_owned(), seal_text(key, record, field, text, random)?));
        }
    }
    Ok(texts)
}

/// Seals one text in its place.
pub(crate) fn seal_text(
    key: &CaseKey,
    record: CaseRecordId,
    field: &str,
    text: &str,
    random: &dyn Random,
) -> Result<SealedText, Problem> {
    let field = FieldName::parse(field).map_err(damaged("the name of a field"))?;
    key.seal(SealedPlace::new(record, field), text, random).map_err(damaged("a text"))
}

/// Seals a request in this server's memory. The key of the case is gone when this returns, but for its wraps.
pub fn seal(cases: &Cases, to: &Intake, receipt: &CaseReceipt, mut plain: Plain<'_>) -> Result<SealedFiling, Problem> {
    check_plain(&plain)?;
    let random = cases.random();
    plain.answers.at = Some(cases.now());
    let (case, record) = (CaseId::new(&*random), CaseRecordId::new(&*random));
    let key = CaseKey::generate(case, &*random);
    let return_key = receipt.return_key().map_err(damaged("a return key"))?;
    Ok(SealedFiling {
        case,
        record,
        organisation: to.organisation,
        locator: receipt.locator(),
        verifier: receipt.authenticator().verifier(),
        triage_wrap: key.wrap(&to.key, &*random).map_err(damaged("a wrap"))?,
        return_wrap: key.wrap(return_key.public_key(), &*random).map_err(damaged("a wrap"))?,
        return_key: return_key.public_key().clone(),
        texts: seal_texts(&key, record, &plain, &*random)?,
        mode: SealingMode::Server,
    })
}

/// What came of filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filed {
    /// Whether it was filed already: the same request came a second time.
    pub again: bool,
    /// The day on which it was filed.
    pub day: Day,
}

/// Takes in a sealed request. Its form is checked, since nothing else can be.
pub async fn file_case(cases: &Cases, filing: SealedFiling) -> Result<Filed, Problem> {
    check_form(&filing)?;
    let filed: Filed = saksi_db::write!(cases.db, "file case", Viewer::Public, tx => {
        saksi_db::as_system!(tx, elevation::FILING, enter(&mut tx, &filing))
    })?;
    if !filed.again {
        cases.waiting().begin(filing.case, cases.now());
    }
    Ok(filed)
}

fn wrong_form() -> Problem {
    Problem::new(ProblemKind::Malformed, "cases-sealed-wrong")
}

/// Whether the parts of a sealed request belong together.
fn check_form(filing: &SealedFiling) -> Result<(), Problem> {
    // An identifier that tells when it was made, or that somebody chose, is not random.
    let random = [filing.case.0, filing.record.0].iter().all(|id| id.get_version_num() == 4);
    let wraps = [&filing.triage_wrap, &filing.return_wrap];
    let check = filing.triage_wrap.check();
    let one_key = wraps.iter().all(|wrap| wrap.check() == check && wrap.generation() == Generation::FIRST);
    let returns = filing.return_wrap.recipient() == filing.return_key.fingerprint();
    let mut seen: Vec<&str> = Vec::new();
    for (field, text) in &filing.texts {
        let known = FIELDS.iter().find(|(name, _)| name == field);
        let fits = known.is_some_and(|(_, most)| text.as_bytes().len() <= sealed_at_most(*most));
        if !fits || seen.contains(&field.as_str()) || text.check() != check || text.generation() != Generation::FIRST {
            return Err(wrong_form());
        }
        seen.push(field);
    }
    if random && one_key && returns && seen.contains(&ANSWERS) { Ok(()) } else { Err(wrong_form()) }
}

async fn enter(tx: &mut Tx, filing: &SealedFiling) -> Result<Filed, Problem> {
    let again = || Problem::conflict("cases-draw-again");
    if let Some(known) = store::cases::case_by_locator(tx, filing.locator).await? {
        let same = known.id == filing.case && known.verifier.as_deref() == Some(&filing.verifier[..]);
        return if same { Ok(Filed { again: true, day: Day::of(known.day) }) } else { Err(again()) };
    }
    if store::cases::case(tx, filing.case).await?.is_some()
        || store::cases::deletion(tx, filing.locator).await?.is_some()
    {
        return Err(again());
    }
    let changed = || Problem::conflict("cases-keys-changed");
    let triage = store::keys::triage_key(tx, filing.organisation).await?.ok_or_else(changed)?;
    if triage.public.fingerprint() != filing.triage_wrap.recipient() {
        return Err(changed());
    }
    // It may have closed while somebody wrote: nothing is kept that nobody would read.
    if read_intake(tx, triage).await?.is_none() {
        return Err(Problem::conflict("cases-helpline-closed"));
    }
    let sheet = CaseRecordId::new(&*tx.random());
    let case = NewCase {
        id: filing.case,
        owner: filing.organisation,
        receipt: Some((filing.locator, filing.verifier, &filing.return_key)),
        mode: filing.mode,
        lane: Lane::Waiting,
        filing: filing.record,
        sheet,
    };
    store::cases::insert_case(tx, &case).await?;
    store::cases::insert_record(tx, filing.case, filing.record, RecordKind::Filing, Author::Person, true).await?;
    store::cases::insert_record(tx, filing.case, sheet, RecordKind::Sheet, Author::Server, false).await?;
    for (field, text) in &filing.texts {
        store::cases::put_text(tx, filing.case, filing.record, field, text).await?;
    }
    let organisation = Some(filing.organisation);
    store::cases::insert_wrap(tx, filing.case, WrapKind::Triage, organisation, None, &filing.triage_wrap).await?;
    store::cases::insert_wrap(tx, filing.case, WrapKind::Return, None, None, &filing.return_wrap).await?;
    let month = super::open::month(tx.now().day());
    store::counts::add_request(tx, filing.organisation, month).await?;
    note(tx, Actor::Public, filing.case.0, "case-filed", &filing.triage_wrap.check().to_bytes()).await?;
    Ok(Filed { again: false, day: Day::of(tx.now()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_base::SeededRandom;

    #[test]
    fn what_is_allowed_to_be_written_fits_when_it_is_sealed() {
        let random = SeededRandom::new(1);
        let key = CaseKey::generate(CaseId::new(&random), &random);
        let record = CaseRecordId::new(&random);
        for (field, most) in FIELDS {
            for size in [0, 1, most / 2, most - 1, *most] {
                let text = seal_text(&key, record, field, &"x".repeat(size), &random).unwrap();
                assert!(text.as_bytes().len() <= sealed_at_most(*most), "{field} {size}");
            }
        }
    }
}
