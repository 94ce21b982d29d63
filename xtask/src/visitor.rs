//! A visitor without JavaScript: follows redirects, keeps cookies, fills in the forms it finds on a page.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use crate::http::{self, Connection, Response};

/// Somebody with a browser.
pub(crate) struct Visitor {
    connection: Connection,
    address: SocketAddr,
    cookies: BTreeMap<String, String>,
}

/// A page that was reached.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) status: u16,
    pub(crate) html: String,
}

/// A form on a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    pub(crate) action: String,
    pub(crate) method: String,
    /// Name and value, in order; what an untouched form would send, submit buttons left out.
    pub(crate) fields: Vec<(String, String)>,
    /// Names of all controls, those included that an untouched form would not send.
    pub(crate) names: Vec<String>,
    /// Submit buttons: name and value.
    pub(crate) buttons: Vec<(String, String)>,
}

/// A file that somebody chose in a form.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) content: Vec<u8>,
}

/// What a form sends, and how it is written.
#[derive(Debug, Clone)]
struct Body {
    media_type: String,
    bytes: Vec<u8>,
}

impl Body {
    fn form(text: &str) -> Self {
        Self { media_type: "application/x-www-form-urlencoded".to_owned(), bytes: text.as_bytes().to_vec() }
    }

    /// `multipart/form-data` (RFC 7578), files last.
    fn with_files(fields: &[(String, String)], field: &str, files: &[Chosen]) -> Self {
        const BOUNDARY: &str = "----between-the-parts-of-a-form-7d1c";
        let mut bytes = Vec::new();
        for (name, value) in fields {
            let head = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            bytes.extend_from_slice(head.as_bytes());
        }
        for file in files {
            let name = file.name.replace('"', "%22");
            let head = format!(
                "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\ncontent-type: {}\r\n\r\n",
                file.media_type
            );
            bytes.extend_from_slice(head.as_bytes());
            bytes.extend_from_slice(&file.content);
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        Self { media_type: format!("multipart/form-data; boundary={BOUNDARY}"), bytes }
    }
}

impl Visitor {
    pub(crate) fn new(address: SocketAddr) -> Result<Self> {
        Ok(Self { connection: Connection::open(address, Duration::from_mins(1))?, address, cookies: BTreeMap::new() })
    }

    /// The same person at another server (or at the same one, started again).
    pub(crate) fn moved_to(&self, address: SocketAddr) -> Result<Self> {
        Ok(Self {
            connection: Connection::open(address, Duration::from_mins(1))?,
            address,
            cookies: self.cookies.clone(),
        })
    }

    /// The cookies that the browser holds.
    pub(crate) fn cookies(&self) -> impl Iterator<Item = (&str, &str)> {
        self.cookies.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Opens a page.
    pub(crate) fn open(&mut self, path: &str) -> Result<Page> {
        self.go("GET", path, None)
    }

    /// Sends a form as it stands, with these fields set.
    pub(crate) fn submit(&mut self, form: &Form, set: &[(&str, &str)]) -> Result<Page> {
        let fields = form.filled(set)?;
        if form.method == "get" {
            return self.go("GET", &format!("{}?{}", form.action, http::form(&fields)), None);
        }
        self.go("POST", &form.action, Some(Body::form(&http::form(&fields))))
    }

    /// Sends a form with files chosen in one of its fields.
    pub(crate) fn submit_files(
        &mut self,
        form: &Form,
        set: &[(&str, &str)],
        field: &str,
        files: &[Chosen],
    ) -> Result<Page> {
        let mut fields = form.filled(set)?;
        fields.retain(|(known, _)| known != field);
        self.go("POST", &form.action, Some(Body::with_files(&fields, field, files)))
    }

    /// One request of a script on the page, with headers of its own.
    pub(crate) fn fetch(
        &mut self,
        path: &str,
        headers: &[(&str, &str)],
        media_type: &str,
        bytes: &[u8],
    ) -> Result<Response> {
        let body = Body { media_type: media_type.to_owned(), bytes: bytes.to_vec() };
        self.once("POST", path, headers, Some(&body))
    }

    /// Sends fields to a path, whatever form they come from.
    pub(crate) fn send(&mut self, path: &str, body: &str) -> Result<Page> {
        self.go("POST", path, Some(Body::form(body)))
    }

    /// Asks for a page with headers of one's own: the answer as it came over the line.
    pub(crate) fn get_with(&mut self, path: &str, headers: &[(&str, &str)]) -> Result<Response> {
        self.once("GET", path, headers, None)
    }

    /// Asks for what is no page: the answer as it came.
    pub(crate) fn get_file(&mut self, path: &str) -> Result<Response> {
        self.once("GET", path, &[], None)
    }

    fn go(&mut self, method: &str, path: &str, mut body: Option<Body>) -> Result<Page> {
        let (mut method, mut path) = (method.to_owned(), Self::local(path));
        for _ in 0..10 {
            let response = self.once(&method, &path, &[], body.as_ref())?;
            if matches!(response.status, 301 | 302 | 303 | 307 | 308) {
                let target = response.header("location").context("a redirect without a place")?.to_owned();
                path = resolve(&path, &Self::local(&target));
                if response.status <= 303 {
                    "GET".clone_into(&mut method);
                    body = None;
                }
                continue;
            }
            return Ok(Page { path, status: response.status, html: response.text() });
        }
        bail!("more than ten redirects at {path}")
    }

    fn once(&mut self, method: &str, path: &str, more: &[(&str, &str)], body: Option<&Body>) -> Result<Response> {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let origin = format!("http://{}", self.address);
        let mut headers = vec![("accept-language", "en"), ("accept", "text/html")];
        if !cookies.is_empty() {
            headers.push(("cookie", &cookies));
        }
        headers.extend_from_slice(more);
        if let Some(body) = body {
            headers.push(("content-type", &body.media_type));
            headers.push(("origin", &origin));
            headers.push(("sec-fetch-site", "same-origin"));
        }
        let bytes = body.map_or(&[][..], |body| &body.bytes);
        let mut sent = self.connection.request(method, path, &headers, bytes);
        if sent.is_err() && body.is_none() {
            // A server lets go of a connection that was idle for long; a browser then asks again on a new one.
            self.connection = Connection::open(self.address, Duration::from_mins(1))?;
            sent = self.connection.request(method, path, &headers, b"");
        }
        let response = sent?;
        for (_, value) in response.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let pair = value.split(';').next().unwrap_or("");
            let gone = value.to_ascii_lowercase().contains("max-age=0");
            if let Some((name, value)) = pair.split_once('=') {
                if gone {
                    self.cookies.remove(name.trim());
                } else {
                    self.cookies.insert(name.trim().to_owned(), value.trim().to_owned());
                }
            }
        }
        Ok(response)
    }

    /// A link as a path of this site.
    fn local(target: &str) -> String {
        let bare = target.split('#').next().unwrap_or("");
        match bare.split_once("://") {
            Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/").to_owned(),
            None => bare.to_owned(),
        }
    }
}

fn resolve(from: &str, to: &str) -> String {
    if to.starts_with('/') {
        return to.to_owned();
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("{folder}/{to}")
}

impl Form {
    /// What is sent with these fields set.
    fn filled(&self, set: &[(&str, &str)]) -> Result<Vec<(String, String)>> {
        let mut fields = self.fields.clone();
        for (name, value) in set {
            ensure!(
                self.names.iter().any(|known| known == name) || self.buttons.iter().any(|(known, _)| known == name),
                "the form {} has no field `{name}`; it has {:?} and the buttons {:?}",
                self.action,
                self.names,
                self.buttons
            );
            fields.retain(|(known, _)| known != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        Ok(fields)
    }

    /// The value that a field has now.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Page {
    /// The page, if its status is this one.
    pub(crate) fn expect(self, status: u16) -> Result<Self> {
        ensure!(self.status == status, "{} answered {} instead of {status}:\n{}", self.path, self.status, self.words());
        Ok(self)
    }

    /// The text of the page without its tags.
    pub(crate) fn words(&self) -> String {
        let main = self.html.split_once("<main").map_or(self.html.as_str(), |(_, main)| main);
        let mut text = String::new();
        for part in main.split('<') {
            let words = part.split_once('>').map_or(part, |(_, words)| words);
            text.push_str(words);
            text.push(' ');
        }
        unescape(&text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// All links of the page.
    pub(crate) fn links(&self) -> Vec<String> {
        self.html
            .split("<a ")
            .skip(1)
            .filter_map(|part| attribute(part.split('>').next().unwrap_or(""), "href"))
            .collect()
    }

    /// The first link that starts like this.
    pub(crate) fn link(&self, start: &str) -> Result<String> {
        self.links()
            .into_iter()
            .find(|link| link.starts_with(start))
            .with_context(|| format!("{} has no link {start}…; it has {:?}", self.path, self.links()))
    }

    /// All forms of the page.
    pub(crate) fn forms(&self) -> Vec<Form> {
        self.html
            .split("<form")
            .skip(1)
            .map(|part| {
                let (head, rest) = part.split_once('>').unwrap_or((part, ""));
                let inside = rest.split("</form>").next().unwrap_or("");
                let action = attribute(head, "action").unwrap_or_else(|| self.path.clone());
                let method = attribute(head, "method").unwrap_or_else(|| "get".to_owned()).to_lowercase();
                controls(Form { action, method, ..Form::default() }, inside)
            })
            .collect()
    }

    /// The form with this action, or whose action ends like this; one that is posted before one that only looks.
    pub(crate) fn form(&self, action: &str) -> Result<Form> {
        let mut forms = self.forms();
        forms.sort_by_key(|form| form.method != "post");
        let found = forms
            .iter()
            .find(|form| form.action == action)
            .or_else(|| forms.iter().find(|form| form.action.ends_with(action)));
        found.cloned().with_context(|| {
            let actions: Vec<&str> = forms.iter().map(|form| form.action.as_str()).collect();
            format!(
                "{} (status {}) has no form {action}; it has {actions:?}. It says: {}",
                self.path,
                self.status,
                self.words()
            )
        })
    }
}

/// Reads the controls of a form.
fn controls(mut form: Form, inside: &str) -> Form {
    let mut rest = inside;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or("");
        let tag = rest.split('>').next().unwrap_or("");
        let name = attribute(tag, "name");
        let value = attribute(tag, "value");
        let word = tag.split([' ', '\n', '/']).next().unwrap_or("");
        match (word, name) {
            ("input", Some(name)) => {
                let kind = attribute(tag, "type").unwrap_or_else(|| "text".to_owned());
                let is_choice = kind == "checkbox" || kind == "radio";
                if kind == "submit" {
                    form.buttons.push((name, value.unwrap_or_default()));
                    continue;
                }
                form.names.push(name.clone());
                if !is_choice || has_flag(tag, "checked") {
                    form.fields
                        .push((name, value.unwrap_or_else(|| if is_choice { "on".to_owned() } else { String::new() })));
                }
            }
            ("button", Some(name)) => form.buttons.push((name, value.unwrap_or_default())),
            ("textarea", Some(name)) => {
                let text = rest
                    .split_once('>')
                    .and_then(|(_, after)| after.split_once("</textarea>"))
                    .map_or("", |(text, _)| text);
                form.names.push(name.clone());
                form.fields.push((name, unescape(text.strip_prefix('\n').unwrap_or(text))));
            }
            ("select", Some(name)) => {
                let options = rest.split("</select>").next().unwrap_or("");
                let chosen = options
                    .split("<option")
                    .skip(1)
                    .find(|option| has_flag(option.split('>').next().unwrap_or(""), "selected"))
                    .or_else(|| options.split("<option").nth(1));
                form.names.push(name.clone());
                if let Some(option) = chosen {
                    form.fields
                        .push((name, attribute(option.split('>').next().unwrap_or(""), "value").unwrap_or_default()));
                }
            }
            _ => {}
        }
    }
    form
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let before = rest.get(..at).unwrap_or("");
        let after = rest.get(at + name.len()..).unwrap_or("");
        let alone = before.is_empty() || before.ends_with([' ', '\n', '\t', '"']);
        if alone && let Some(value) = after.strip_prefix('=') {
            let text = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value.get(1..).and_then(|value| value.split(quote).next()).unwrap_or(""),
                _ => value.split([' ', '\n', '>']).next().unwrap_or(""),
            };
            return Some(unescape(text));
        }
        rest = after;
    }
    None
}

fn has_flag(tag: &str, name: &str) -> bool {
    tag.split([' ', '\n', '\t']).any(|word| word.split('=').next() == Some(name))
}

pub(crate) fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once(';').filter(|(name, _)| name.len() < 10) else {
            out.push('&');
            rest = after;
            continue;
        };
        let number = name.strip_prefix("#x").map_or_else(
            || name.strip_prefix('#').and_then(|digits| digits.parse().ok()),
            |digits| u32::from_str_radix(digits, 16).ok(),
        );
        match (name, number.and_then(char::from_u32)) {
            (_, Some(c)) => out.push(c),
            ("amp", _) => out.push('&'),
            ("lt", _) => out.push('<'),
            ("gt", _) => out.push('>'),
            ("quot", _) => out.push('"'),
            ("nbsp", _) => out.push(' '),
            _ => out.extend(["&", name, ";"]),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_as_a_browser_would_send_them() {
        let page = Page {
            path: "/a".to_owned(),
            status: 200,
            html: "<form action=\"/b\" method=\"post\"><input type=\"hidden\" name=\"t\" value=\"x&amp;y\"><input name=\"e\" data-value=\"no\"><textarea name=\"text\">\na &lt; b</textarea><select name=\"s\"><option value=\"1\">1<option value=\"2\" selected>2</select><input type=\"checkbox\" name=\"c\" value=\"yes\"><input type=\"radio\" name=\"r\" value=\"q\" checked><button name=\"go\" value=\"now\">Go</button></form><form action='/c'></form>".to_owned(),
        };
        let form = page.form("/b").unwrap();
        let own =
            |list: &[(&str, &str)]| list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
        assert_eq!(form.fields, own(&[("t", "x&y"), ("e", ""), ("text", "a < b"), ("s", "2"), ("r", "q")]));
        assert_eq!(form.buttons, own(&[("go", "now")]));
        assert!(form.names.contains(&"c".to_owned()));
        assert_eq!(page.form("/c").unwrap().method, "get");
        assert!(page.form("/d").is_err());
    }

    #[test]
    fn characters_are_unescaped() {
        assert_eq!(unescape("a &#39;b&#x27; &lt;&amp;&gt; & &unknown; &"), "a 'b' <&> & &unknown; &");
    }
}
