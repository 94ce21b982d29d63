//! People whose browser seals. The script that pages send runs under Node and keeps their receipts and keys, as a page would;
//! what is sent is sent from here, and nothing that they typed is in it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::super::SHIPPED_SCRIPT;
use super::life::Person;
use crate::http;
use crate::shop::Shop;
use crate::visitor::{Page, Visitor};

/// The script, running.
pub(super) struct Browser {
    child: Child,
    asked: ChildStdin,
    answered: BufReader<ChildStdout>,
}

impl Browser {
    pub(super) fn start(shop: &Shop) -> Result<Self> {
        let node = shop.tool(&["node", "nodejs"], &[], &["nodejs"])?;
        let mut child = Command::new(node)
            .arg(shop.root.join("tests/sealing/browser.mjs"))
            .arg(shop.root.join(SHIPPED_SCRIPT))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("starting node")?;
        let asked = child.stdin.take().context("node listens")?;
        let answered = BufReader::new(child.stdout.take().context("node answers")?);
        Ok(Self { child, asked, answered })
    }

    fn ask(&mut self, question: &Value) -> Result<Value> {
        writeln!(self.asked, "{question}")?;
        let mut line = String::new();
        self.answered.read_line(&mut line)?;
        let answer: Value = serde_json::from_str(&line).with_context(|| format!("node answered {line:?}"))?;
        ensure!(answer.get("failed").is_none(), "node: {answer}");
        Ok(answer)
    }

    /// Files a case whose texts are sealed here.
    pub(super) fn file(&mut self, person: &mut Person, texts: &Value) -> Result<()> {
        let page = person.visitor.open("/help")?.expect(200)?;
        let form = page.form("/help")?;
        let keys: Value = serde_json::from_str(&person.visitor.open("/help/keys")?.expect(200)?.html)?;
        let helpline = keys.get(0).context("no helpline has a key")?;
        let answers = json!({ "v": 1, "at": "2026-01-01T00:00:00Z", "language": "en", "intake": "form", "safe": "no",
            "incident": ["account-compromise"], "approach": "reactive" });
        let asked = json!({ "do": "file", "key": text(helpline, "key")?, "answers": answers, "texts": texts, "language": "en" });
        let made = self.ask(&asked)?;
        person.locator = text(&made, "locator")?.to_owned();
        person.words = text(&made, "words")?.to_owned();
        person.authenticator = text(&made, "authenticator")?.to_owned();
        person.case = text(&made, "case")?.to_owned();
        let token = form.value("_token").context("the form has no token")?.to_owned();
        let body = fields(&[
            ("_token", &token),
            ("organisation", text(helpline, "organisation")?),
            ("sealed", text(&made, "sealed")?),
        ]);
        let done = person.visitor.send("/help/sealed", &body)?.expect(200)?;
        ensure!(done.html.contains("/help/files"), "a sealed case was not taken: {}", done.words());
        person.page = Some(done);
        Ok(())
    }

    /// Comes back with the authenticator alone, takes the keys of the case from the page, and reads what stands in the thread.
    pub(super) fn come_back(&mut self, person: &mut Person) -> Result<String> {
        let form = person.visitor.open("/help/return")?.expect(200)?.form("/help/return")?;
        let token = form.value("_token").context("the form has no token")?.to_owned();
        let body =
            fields(&[("_token", &token), ("locator", &person.locator), ("authenticator", &person.authenticator)]);
        let page = person.visitor.send("/help/return", &body)?.expect(200)?;
        let read = self.read(person, &page)?;
        person.page = Some(page);
        Ok(read)
    }

    fn read(&mut self, person: &Person, page: &Page) -> Result<String> {
        let inside = |start: &str| page.html.split_once(start).and_then(|(_, rest)| rest.split('"').next());
        let (case, wraps) = inside("data-case=\"").zip(inside("data-wraps=\"")).context("the page brings no keys")?;
        self.ask(&json!({ "do": "open", "locator": person.locator, "case": case, "wraps": wraps }))?;
        let mut read = String::new();
        for card in page.html.split("data-record=\"").skip(1) {
            let record = card.split('"').next().unwrap_or("");
            for place in card.split("data-field=\"").skip(1) {
                let field = place.split('"').next().unwrap_or("");
                let sealed =
                    place.split_once("data-sealed=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or("");
                let asked = json!({ "do": "read", "locator": person.locator, "record": record, "field": field, "sealed": sealed });
                read.push_str(text(&self.ask(&asked)?, "plain")?);
                read.push('\n');
            }
        }
        Ok(read)
    }

    /// Writes a message.
    pub(super) fn write(&mut self, person: &mut Person, message: &str) -> Result<()> {
        let made = self.ask(&json!({ "do": "message", "locator": person.locator, "text": message }))?;
        let form = person.form("/help/write")?;
        let token = form.value("_token").context("the form has no token")?.to_owned();
        let body = fields(&[
            ("_token", &token),
            ("locator", &person.locator),
            ("authenticator", &person.authenticator),
            ("sealed", text(&made, "sealed")?),
        ]);
        person.page = Some(person.visitor.send("/help/write", &body)?.expect(200)?);
        Ok(())
    }

    /// Sends a file: its head and its name, then its chunks.
    pub(super) fn attach(&mut self, person: &mut Person, name: &str, content: &[u8]) -> Result<()> {
        let content = super::canary::written_as_base64(content);
        let asked = json!({ "do": "attach", "locator": person.locator, "name": name, "type": "text/plain", "content": content });
        let made = self.ask(&asked)?;
        let form = person.form("/help/files")?;
        let token = form.value("_token").context("the form has no token")?.to_owned();
        let begun = fields(&[
            ("_token", &token),
            ("locator", &person.locator),
            ("authenticator", &person.authenticator),
            ("record", text(&made, "record")?),
            ("header", text(&made, "header")?),
            ("name", text(&made, "name")?),
            ("length", text(&made, "length")?),
        ]);
        let answer = person.visitor.fetch("/help/begin", &[], "application/x-www-form-urlencoded", begun.as_bytes())?;
        ensure!(answer.status == 200, "a file was not begun ({}): {}", answer.status, answer.text());
        let headers = [
            ("saksi-locator", person.locator.as_str()),
            ("saksi-authenticator", person.authenticator.as_str()),
            ("saksi-record", text(&made, "record")?),
            ("saksi-chunk", "0"),
        ];
        let chunks = unhex(text(&made, "chunks")?).context("chunks are hexadecimal")?;
        let answer = put(&mut person.visitor, &headers, &chunks)?;
        ensure!(answer.get("done") == Some(&Value::Bool(true)), "a file is not whole: {answer}");
        Ok(())
    }
}

fn put(visitor: &mut Visitor, headers: &[(&str, &str)], chunks: &[u8]) -> Result<Value> {
    let answer = visitor.fetch("/help/part", headers, "application/octet-stream", chunks)?;
    ensure!(answer.status == 200, "chunks were not taken ({}): {}", answer.status, answer.text());
    answer.json()
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn text<'a>(answer: &'a Value, name: &str) -> Result<&'a str> {
    answer.get(name).and_then(Value::as_str).with_context(|| format!("no {name} in {answer}"))
}

fn fields(list: &[(&str, &str)]) -> String {
    http::form(&list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>())
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    (0..text.len() / 2).map(|at| u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok()).collect()
}
