//! What people who ask for help do: they write, send files, come back, answer, take back, have everything deleted. Here without
//! JavaScript, so that the server has every word in its memory for a moment.

use anyhow::{Context, Result, ensure};

use super::canary::Planted;
use crate::http;
use crate::visitor::{Chosen, Form, Page, Visitor};

/// Somebody who asked for help.
pub(super) struct Person {
    pub(super) number: usize,
    pub(super) visitor: Visitor,
    pub(super) locator: String,
    pub(super) words: String,
    /// Only where a browser keeps the words.
    pub(super) authenticator: String,
    /// Which case, once somebody knows.
    pub(super) case: String,
    pub(super) in_browser: bool,
    pub(super) deleted: bool,
    /// The page in front of them.
    pub(super) page: Option<Page>,
}

impl Person {
    pub(super) fn new(number: usize, visitor: Visitor, in_browser: bool) -> Self {
        Self {
            number,
            visitor,
            locator: String::new(),
            words: String::new(),
            authenticator: String::new(),
            case: String::new(),
            in_browser,
            deleted: false,
            page: None,
        }
    }

    /// A form of the page in front of them.
    pub(super) fn form(&self, action: &str) -> Result<Form> {
        self.page.as_ref().context("there is no page yet")?.form(action)
    }

    /// Sends a form of the page in front of them and looks at the page that comes.
    fn send(&mut self, action: &str, set: &[(&str, &str)]) -> Result<()> {
        let form = self.form(action)?;
        self.page = Some(self.visitor.submit(&form, set)?.expect(200)?);
        Ok(())
    }
}

/// The texts of a request, each with a word of its own.
pub(super) struct Texts {
    pub(super) text: String,
    pub(super) contact: String,
    pub(super) when: String,
    pub(super) name: String,
}

pub(super) fn texts(planted: &mut Planted, number: usize) -> Texts {
    Texts {
        text: format!(
            "{}\nSie drohen mir. میرا پتہ سب کو بھیج دیا گیا ہے۔ 他們知道我住哪裡。",
            planted.kept("text", number)
        ),
        contact: format!("signal {}", planted.kept("contact", number)),
        when: format!("after nine {}", planted.kept("when", number)),
        name: planted.kept("name", number),
    }
}

/// Asks for help without JavaScript. Every fourth is too long at first and is sent again from the page that says so.
pub(super) fn ask(person: &mut Person, planted: &mut Planted) -> Result<()> {
    let texts = texts(planted, person.number);
    let mut form = person.visitor.open("/help")?.expect(200)?.form("/help")?;
    if person.number.is_multiple_of(4) {
        let (long, many) = (planted.passing("long", person.number), planted.passing("many", person.number));
        let long = format!("{long} {}", "x ".repeat(11_000));
        let many = format!("{many} {}", "y ".repeat(400));
        let set = [("text", long.as_str()), ("contact", &many), ("name", &texts.name), ("safe", "yes")];
        let again = person.visitor.submit(&form, &set)?;
        ensure!(again.status == 422, "a text that is too long was answered with {}", again.status);
        form = again.form("/help")?;
        ensure!(form.value("contact") == Some(&many), "what was typed did not come back");
    }
    form.fields.push(("incident".to_owned(), "account-compromise".to_owned()));
    let set = [
        ("safe", "no"),
        ("text", texts.text.as_str()),
        ("contact", &texts.contact),
        ("contact-when", &texts.when),
        ("name", &texts.name),
        ("approach", if person.number.is_multiple_of(3) { "preventive" } else { "reactive" }),
        ("group", "journalist"),
    ];
    let page = person.visitor.submit(&form, &set)?.expect(200)?;
    let (locator, words) = receipt_on(&page)?;
    (person.locator, person.words) = (locator, words);
    person.page = Some(page);
    Ok(())
}

/// Locator and words on the page that shows a receipt once.
pub(in crate::prove) fn receipt_on(page: &Page) -> Result<(String, String)> {
    let inside = |text: &str, start: &str, end: &str| {
        text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).map(|(inside, _)| inside.trim().to_owned())
    };
    let locator = inside(&page.html, "data-fill=\"locator\">", "<")
        .or_else(|| inside(&page.html, "class=\"locator\" dir=\"ltr\">", "<"));
    let list =
        inside(&page.html, "<ol class=\"words\"", "</ol>").with_context(|| format!("no receipt: {}", page.words()))?;
    let words: Vec<&str> = list.split("<li>").skip(1).filter_map(|item| item.split('<').next()).collect();
    ensure!(words.len() == 13, "a receipt has thirteen words, not {}", words.len());
    Ok((locator.context("no locator")?, words.join(" ")))
}

/// Files: one as it is, and a picture in which a word hides that must not arrive, or must where it is evidence.
pub(super) fn attach(person: &mut Person, planted: &mut Planted) -> Result<()> {
    let number = person.number;
    let name = planted.kept("file", number);
    let inside = planted.passing("content", number);
    let text = Chosen {
        name: format!("{name}.txt"),
        media_type: "text/plain".to_owned(),
        content: format!("{inside}\n").repeat(1 + number % 7 * 900).into_bytes(),
    };
    let hidden = planted.passing("hidden", number);
    let picture = Chosen {
        name: format!("{}.jpg", planted.kept("photo", number)),
        media_type: "image/jpeg".to_owned(),
        content: picture(&hidden),
    };
    let evidence = number.is_multiple_of(5);
    let form = person.form("/help/files")?;
    let set: &[(&str, &str)] = if evidence { &[("evidence", "yes")] } else { &[] };
    let page = person.visitor.submit_files(&form, set, "file", &[text, picture])?.expect(200)?;
    ensure!(page.html.contains("notice-done"), "files of case {number} did not come in: {}", page.words());
    // Taken out again by the person; what hid in a picture that is no evidence is gone.
    if number.is_multiple_of(6) {
        let takes: Vec<Form> = page.forms().into_iter().filter(|form| form.action == "/help/take").collect();
        let mut all = String::new();
        for form in &takes {
            all.push_str(&person.visitor.submit(form, &[])?.expect(200)?.html);
        }
        ensure!(all.contains(&inside), "a file of case {number} did not come back as it was");
        ensure!(
            all.contains(&hidden) == evidence,
            "what hid in a picture of case {number} was not treated as it should"
        );
    }
    person.page = Some(page);
    Ok(())
}

/// A small JPEG with a comment, as far as its parts go.
fn picture(comment: &str) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xfe];
    bytes.extend(u16::try_from(comment.len() + 2).unwrap_or(u16::MAX).to_be_bytes());
    bytes.extend(comment.as_bytes());
    bytes.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]);
    bytes.resize(bytes.len() + 20_000, 7);
    bytes.extend([0xff, 0xd9]);
    bytes
}

/// Comes back with locator and words.
pub(super) fn come_back(person: &mut Person) -> Result<()> {
    let form = person.visitor.open("/help/return")?.expect(200)?.form("/help/return")?;
    let set = [("locator", person.locator.as_str()), ("words", person.words.as_str())];
    let mut page = person.visitor.submit(&form, &set)?.expect(200)?;
    // A browser sealed this one: the page asks first.
    if let Ok(asked) = page.form("/help/return")
        && asked.value("understood") == Some("yes")
    {
        page = person.visitor.submit(&asked, &[])?.expect(200)?;
    }
    person.page = Some(page);
    Ok(())
}

/// Writes to the helpers; every fifth sends too much first.
pub(super) fn write(person: &mut Person, planted: &mut Planted) -> Result<()> {
    let number = person.number;
    if number.is_multiple_of(5) {
        let long = format!("{} {}", planted.passing("over", number), "z ".repeat(11_000));
        let form = person.form("/help/write")?;
        let page = person.visitor.submit(&form, &[("text", &long)])?;
        ensure!(
            page.status == 422 && page.html.contains(planted.mark.word("over", number).as_str()),
            "what was typed did not come back"
        );
        person.page = Some(page);
    }
    let message = format!("Now they wrote to my family. {}", planted.kept("message", number));
    person.send("/help/write", &[("text", &message)])
}

/// Wants or declines somebody to talk to.
pub(super) fn offer(person: &mut Person) -> Result<()> {
    let answer = if person.number.is_multiple_of(2) { "want" } else { "decline" };
    person.send("/help/service", &[("answer", answer)])
}

/// Gets a proof of filing, and comes back.
pub(super) fn prove_filing(person: &mut Person) -> Result<()> {
    person.send("/help/proof", &[])?;
    ensure!(person.page.as_ref().is_some_and(|page| page.html.contains("saksi-filing-1-")), "no proof of filing");
    come_back(person)
}

/// Answers what helpers ask.
pub(super) fn answer_consent(person: &mut Person, answer: &str) -> Result<()> {
    come_back(person)?;
    let page = person.page.as_ref().context("a page")?;
    let fits = |form: &&Form| form.action == "/help/consent" && form.buttons.iter().any(|(_, value)| value == answer);
    let form = page.forms().iter().find(fits).cloned();
    let form =
        form.with_context(|| format!("nothing to answer with {answer} in case {}: {}", person.number, page.words()))?;
    person.page = Some(person.visitor.submit(&form, &[("answer", answer)])?.expect(200)?);
    Ok(())
}

/// Has everything deleted.
pub(super) fn delete(person: &mut Person) -> Result<()> {
    come_back(person)?;
    person.send("/help/delete", &[("sure", "yes")])?;
    person.deleted = true;
    Ok(())
}

/// Things that no page asks for: words in an address, in a header, in bytes that are nothing, in fields that are no fields.
pub(super) fn stray(person: &mut Person, planted: &mut Planted) -> Result<()> {
    let number = person.number;
    let escaped = |word: &str| http::form(&[(String::new(), word.to_owned())]).trim_start_matches('=').to_owned();
    let mut word = |what| planted.passing(what, number);
    person.visitor.open(&format!("/help?text={}", escaped(&word("query"))))?;
    person.visitor.open(&format!("/help/{}", escaped(&word("path"))))?;
    person.visitor.open(&format!("/cases/{}", escaped(&word("path2"))))?;
    let header = word("header").split_at(12).0.to_owned();
    person.visitor.fetch(
        "/help/part",
        &[("saksi-locator", &header), ("user-agent", &header), ("referer", &header)],
        &header,
        b"x",
    )?;
    let form = person.visitor.open("/help")?.expect(200)?.form("/help")?;
    let token = form.value("_token").context("a token")?.to_owned();
    let envelope = format!("{{\"case\":\"{}\",\"{}\":1", word("envelope"), word("envelope2"));
    person
        .visitor
        .send("/help/sealed", &http::form(&[("_token".to_owned(), token.clone()), ("sealed".to_owned(), envelope)]))?;
    let odd = [
        ("_token", token),
        ("safe", word("code")),
        ("incident", word("code2")),
        ("group", word("code3")),
        ("nothing", word("field")),
    ];
    person.visitor.send("/help", &http::form(&odd.map(|(name, value)| (name.to_owned(), value))))?;
    person.visitor.send("/help", &format!("{}%ff=%fe", escaped(&word("bytes"))))?;
    let form = person.visitor.open("/help/return")?.expect(200)?.form("/help/return")?;
    person.visitor.submit(&form, &[("locator", &word("locator")), ("words", &word("words"))])?;
    Ok(())
}
