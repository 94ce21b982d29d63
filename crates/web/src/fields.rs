//! Form fields: a label on each, a hint under the label, what to mend beside the field, and a summary on top.

use std::fmt::Write as _;

use saksi_base::Problem;
use saksi_base::problem::Problems;

use crate::markup::{Markup, escape, without_isolates};
use crate::messages::{Arg, Locale};
use crate::request::PageRequest;

/// Makes the fields of one form, in one language, with what must be mended in it.
#[derive(Debug)]
pub struct Fields<'a> {
    l: &'a Locale,
    problem: Option<&'a Problem>,
}

/// How much a button weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do here.
    Main,
    /// Something else that one may do.
    Quiet,
    /// What cannot be undone, or what others will see as severe.
    Danger,
}

impl Weight {
    const fn class(self) -> &'static str {
        match self {
            Self::Main => "button",
            Self::Quiet => "button quiet",
            Self::Danger => "button danger",
        }
    }
}

#[derive(Debug)]
enum Kind<'a> {
    Input(&'static str),
    File(&'a str),
    Area { rows: u32 },
    Select,
    Radio,
    Checks,
    Checkbox,
}

/// One field being described.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own, set by its own method")]
pub struct Field<'a> {
    fields: &'a Fields<'a>,
    kind: Kind<'a>,
    name: &'a str,
    known_as: &'a str,
    label: String,
    values: Vec<String>,
    hint: Option<String>,
    options: Vec<(String, String)>,
    longest: Option<u32>,
    required: bool,
    optional: bool,
    autocomplete: Option<&'a str>,
    input_mode: Option<&'a str>,
    language: Option<String>,
    left_to_right: bool,
    focus: bool,
    hidden_label: bool,
}

impl<'a> Fields<'a> {
    /// The fields of a form, and what must be mended in it.
    pub fn new(locale: &'a Locale, problem: Option<&'a Problem>) -> Self {
        Self { l: locale, problem }
    }

    fn field(&'a self, kind: Kind<'a>, name: &'a str, label: &str, values: Vec<String>) -> Field<'a> {
        Field {
            fields: self,
            kind,
            name,
            known_as: name,
            label: self.l.t(label),
            values,
            hint: None,
            options: Vec::new(),
            longest: None,
            required: false,
            optional: false,
            autocomplete: None,
            input_mode: None,
            language: None,
            left_to_right: false,
            focus: false,
            hidden_label: false,
        }
    }

    fn messages(&self, options: &[(&str, &str)]) -> Vec<(String, String)> {
        options.iter().map(|(value, message)| ((*value).to_owned(), self.l.t(message))).collect()
    }

    /// One line of text. `label` is a message.
    pub fn text(&'a self, name: &'a str, label: &str, value: &str) -> Field<'a> {
        self.field(Kind::Input("text"), name, label, vec![value.to_owned()])
    }

    /// A password or code; never filled in by us.
    pub fn password(&'a self, name: &'a str, label: &str) -> Field<'a> {
        let mut field = self.field(Kind::Input("password"), name, label, Vec::new());
        field.left_to_right = true;
        field
    }

    /// One file. `accept` is what the browser offers to choose from, such as `image/*`; what comes may be anything else.
    pub fn file(&'a self, label: &str, accept: &'a str) -> Field<'a> {
        self.field(Kind::File(accept), crate::form::FILE_FIELD, label, Vec::new())
    }

    /// Several lines of text.
    pub fn area(&'a self, name: &'a str, label: &str, value: &str) -> Field<'a> {
        self.field(Kind::Area { rows: 5 }, name, label, vec![value.to_owned()])
    }

    /// One of many, in a menu. Options are (value, message).
    pub fn select(&'a self, name: &'a str, label: &str, value: &str, options: &[(&str, &str)]) -> Field<'a> {
        let mut field = self.field(Kind::Select, name, label, vec![value.to_owned()]);
        field.options = self.messages(options);
        field
    }

    /// One of few, all in sight. Options are (value, message).
    pub fn radio(&'a self, name: &'a str, label: &str, value: &str, options: &[(&str, &str)]) -> Field<'a> {
        let mut field = self.field(Kind::Radio, name, label, vec![value.to_owned()]);
        field.options = self.messages(options);
        field
    }

    /// Any number of them. Options are (value, message).
    pub fn checks<S: AsRef<str>>(
        &'a self,
        name: &'a str,
        label: &str,
        values: &[S],
        options: &[(&str, &str)],
    ) -> Field<'a> {
        let values = values.iter().map(|value| value.as_ref().to_owned()).collect();
        let mut field = self.field(Kind::Checks, name, label, values);
        field.options = self.messages(options);
        field
    }

    /// A yes that is sent as `yes`.
    pub fn checkbox(&'a self, name: &'a str, label: &str, checked: bool) -> Field<'a> {
        let values = if checked { vec!["yes".to_owned()] } else { Vec::new() };
        self.field(Kind::Checkbox, name, label, values)
    }

    /// A value that travels with the form unseen. Not for secrets.
    pub fn hidden(&self, name: &str, value: &str) -> Markup {
        crate::request::hidden_field(name, value)
    }

    /// The button that sends the form. `label` is a message.
    pub fn submit(&self, label: &str) -> Markup {
        self.buttons(&[("", "", label, Weight::Main)])
    }

    /// A button that sends the form with a name and value, so that a form can have several.
    pub fn submit_named(&self, name: &str, value: &str, label: &str, weight: Weight) -> Markup {
        self.buttons(&[(name, value, label, weight)])
    }

    /// Several buttons in one row: (name, value, message, weight).
    pub fn buttons(&self, buttons: &[(&str, &str, &str, Weight)]) -> Markup {
        let mut html = String::from("<p class=\"actions\">");
        for (name, value, label, weight) in buttons {
            let _ = write!(html, "<button type=\"submit\" class=\"{}\"", weight.class());
            if !name.is_empty() {
                let _ = write!(html, " name=\"{}\" value=\"{}\"", escape(name), escape(value));
            }
            let _ = write!(html, ">{}</button> ", escape(&self.l.t(label)));
        }
        html.push_str("</p>");
        Markup::trusted(html)
    }

    /// Fields that belong together, under a name. `label` is a message.
    pub fn group(&self, label: &str, parts: &[Markup]) -> Markup {
        let inner: Markup = parts.iter().cloned().collect();
        Markup::trusted(format!("<fieldset><legend>{}</legend>{inner}</fieldset>", escape(&self.l.t(label))))
    }
}

impl Field<'_> {
    /// What to write, in a message.
    #[must_use]
    pub fn hint(mut self, message: &str) -> Self {
        self.hint = Some(self.fields.l.t(message));
        self
    }

    /// What to write, in a message with arguments.
    #[must_use]
    pub fn hint_with(mut self, message: &str, arguments: &[(&str, Arg)]) -> Self {
        self.hint = Some(self.fields.l.ta(message, arguments));
        self
    }

    /// A label in plain text, where it is not a message: the name of a person or organisation.
    #[must_use]
    pub fn labelled(mut self, text: &str) -> Self {
        text.clone_into(&mut self.label);
        self
    }

    /// Shows the label to screen readers only. For a search field beside its button, never for a form to fill in.
    #[must_use]
    pub const fn label_unseen(mut self) -> Self {
        self.hidden_label = true;
        self
    }

    /// Another name for it within the page, where another form there has a field of the same name.
    #[must_use]
    pub const fn known_as(mut self, name: &'static str) -> Self {
        self.known_as = name;
        self
    }

    /// The HTML input type: `email`, `url`, `search`, `number`, `date`, `tel`, …
    #[must_use]
    pub fn kind(mut self, kind: &'static str) -> Self {
        if matches!(kind, "email" | "url" | "number" | "tel") {
            self.left_to_right = true;
        }
        self.kind = Kind::Input(kind);
        self
    }

    /// How many lines an area shows.
    #[must_use]
    pub fn rows(mut self, rows: u32) -> Self {
        self.kind = Kind::Area { rows };
        self
    }

    /// Most UTF-16 units that the browser lets somebody type. The handler checks again.
    #[must_use]
    pub const fn longest(mut self, longest: u32) -> Self {
        self.longest = Some(longest);
        self
    }

    /// Must be filled in. Said in words to screen readers; the browser's own bubbles are not used, since they do not
    /// speak the site's language.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// May stay empty, and says so.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// What the browser may fill in, as HTML names it.
    #[must_use]
    pub const fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = Some(token);
        self
    }

    /// Which keyboard a telephone shows: `numeric`, `decimal`, …
    #[must_use]
    pub const fn input_mode(mut self, mode: &'static str) -> Self {
        self.input_mode = Some(mode);
        self
    }

    /// The BCP 47 tag of what is written in it, where it is known.
    #[must_use]
    pub fn language(mut self, tag: &str) -> Self {
        self.language = tag.parse::<saksi_base::LanguageTag>().ok().map(|known| known.to_string());
        self
    }

    /// What is written in it runs from left to right in every language: codes and addresses.
    #[must_use]
    pub const fn code(mut self) -> Self {
        self.left_to_right = true;
        self
    }

    /// The cursor starts here.
    #[must_use]
    pub const fn focused(mut self) -> Self {
        self.focus = true;
        self
    }

    /// Replaces the options by plain (value, text) pairs, where the text is no message.
    #[must_use]
    pub fn options(mut self, options: Vec<(String, String)>) -> Self {
        self.options = options;
        self
    }

    /// The field's HTML.
    pub fn build(self) -> Markup {
        let l = self.fields.l;
        let id = id_of(self.known_as);
        let problem = self.fields.problem.and_then(|p| p.for_field(self.name)).map(|p| l.field_problem(p));
        let mut described = Vec::new();
        let mut notes = String::new();
        if let Some(hint) = &self.hint {
            described.push(format!("{id}-hint"));
            let _ = write!(notes, "<p class=\"hint\" id=\"{id}-hint\">{}</p>", escape(hint));
        }
        if let Some(problem) = &problem {
            described.push(format!("{id}-problem"));
            let _ = write!(
                notes,
                "<p class=\"field-problem\" id=\"{id}-problem\"><span class=\"sr\">{} </span>{}</p>",
                escape(&l.t("shell-to-mend")),
                escape(problem)
            );
        }
        let mut label = escape(&self.label);
        if self.optional {
            let _ = write!(label, " <span class=\"optional\">{}</span>", escape(&l.t("shell-optional")));
        }
        let class = if problem.is_some() { "field wrong" } else { "field" };
        let mut common = String::new();
        if !described.is_empty() {
            let _ = write!(common, " aria-describedby=\"{}\"", described.join(" "));
        }
        if problem.is_some() {
            common.push_str(" aria-invalid=\"true\"");
        }
        let single = match &self.kind {
            Kind::Radio | Kind::Checks => return self.choices(class, &id, &label, &notes, &common),
            Kind::Checkbox => {
                let checked = if self.values.is_empty() { "" } else { " checked" };
                let required = if self.required { " aria-required=\"true\"" } else { "" };
                return Markup::trusted(format!(
                    "<div class=\"{class}\"><div class=\"choice\"><input type=\"checkbox\" id=\"{id}\" name=\"{}\" value=\"yes\"{checked}{required}{common}><label for=\"{id}\">{label}</label></div>{notes}</div>",
                    escape(self.name)
                ));
            }
            single => single,
        };
        let mut attributes = format!(" id=\"{id}\" name=\"{}\"{common}", escape(self.name));
        if self.required {
            attributes.push_str(" aria-required=\"true\"");
        }
        if let Some(longest) = self.longest {
            let _ = write!(attributes, " maxlength=\"{longest}\"");
        }
        if let Some(token) = self.autocomplete {
            let _ = write!(attributes, " autocomplete=\"{}\"", escape(token));
        }
        if let Some(mode) = self.input_mode {
            let _ = write!(attributes, " inputmode=\"{}\"", escape(mode));
        }
        if let Some(tag) = &self.language {
            let _ = write!(attributes, " lang=\"{}\"", escape(tag));
        }
        if self.focus {
            attributes.push_str(" autofocus");
        }
        if !matches!(single, Kind::Select | Kind::File(_)) {
            attributes.push_str(if self.left_to_right { " dir=\"ltr\"" } else { " dir=\"auto\"" });
        }
        let value = self.values.first().map_or("", String::as_str);
        let control = match single {
            Kind::Input("password") => format!("<input type=\"password\"{attributes}>"),
            Kind::File(accept) => format!("<input type=\"file\" accept=\"{}\"{attributes}>", escape(accept)),
            Kind::Input(kind) => format!("<input type=\"{kind}\" value=\"{}\"{attributes}>", escape(value)),
            Kind::Area { rows } => format!("<textarea rows=\"{rows}\"{attributes}>\n{}</textarea>", escape(value)),
            _ => {
                let mut html = format!("<select{attributes}>");
                for (option, text) in &self.options {
                    let selected = if option == value { " selected" } else { "" };
                    let _ = write!(html, "<option value=\"{}\"{selected}>{}</option>", escape(option), escape(text));
                }
                html.push_str("</select>");
                html
            }
        };
        let unseen = if self.hidden_label { " class=\"sr\"" } else { "" };
        Markup::trusted(format!(
            "<div class=\"{class}\"><label for=\"{id}\"{unseen}>{label}</label>{notes}{control}</div>"
        ))
    }

    fn choices(&self, class: &str, id: &str, label: &str, notes: &str, common: &str) -> Markup {
        let kind = if matches!(self.kind, Kind::Radio) { "radio" } else { "checkbox" };
        let mut html = format!("<fieldset class=\"{class}\" id=\"{id}\"{common}><legend>{label}</legend>{notes}");
        // Short, because a long list has many.
        let short = id.strip_prefix("field-").unwrap_or(id);
        for (index, (value, text)) in self.options.iter().enumerate() {
            let checked = if self.values.iter().any(|v| v == value) { " checked" } else { "" };
            let _ = write!(
                html,
                "<div class=\"choice\"><input type=\"{kind}\" id=\"{short}-{index}\" name=\"{}\" value=\"{}\"{checked}><label for=\"{short}-{index}\">{}</label></div>",
                escape(self.name),
                escape(value),
                escape(text)
            );
        }
        html.push_str("</fieldset>");
        Markup::trusted(html)
    }
}

/// Checks the text of a field: not longer than `longest` characters and, where it is required, not empty. White space and
/// characters that show nothing (zero-width, marks of direction) do not count as something written.
pub fn check_text(problems: &mut Problems, field: &'static str, text: &str, longest: usize, required: bool) {
    let shows = |c: char| {
        !c.is_whitespace()
            && !c.is_control()
            && !matches!(c, '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}')
    };
    if required && !text.chars().any(shows) {
        problems.add(field, "problem-text-missing");
        return;
    }
    let count = text.chars().count();
    if count > longest {
        problems.add(field, "problem-text-long").with("most", longest).with("count", count);
    }
}

/// The id of a field's control.
fn id_of(name: &str) -> String {
    let safe: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect();
    format!("field-{safe}")
}

/// A form that sends to `action`, with a fresh token for its purpose. Browsers' own checks are off: ours speak the
/// site's language.
pub fn form(request: &PageRequest, action: &str, purpose: &str, parts: &[Markup]) -> Markup {
    let inner: Markup = parts.iter().cloned().collect();
    Markup::trusted(format!(
        "<form method=\"post\" action=\"{}\" accept-charset=\"utf-8\" novalidate>{}{inner}</form>",
        escape(action),
        request.token(purpose)
    ))
}

/// As [`form`], with room for a file.
pub fn file_form(request: &PageRequest, action: &str, purpose: &str, parts: &[Markup]) -> Markup {
    let inner: Markup = parts.iter().cloned().collect();
    Markup::trusted(format!(
        "<form method=\"post\" action=\"{}\" enctype=\"multipart/form-data\" accept-charset=\"utf-8\" novalidate>{}{inner}</form>",
        escape(action),
        request.token(purpose)
    ))
}

/// A form that only asks (search, filters): sent as a query, without a token.
pub fn query_form(action: &str, parts: &[Markup]) -> Markup {
    let inner: Markup = parts.iter().cloned().collect();
    Markup::trusted(format!(
        "<form method=\"get\" action=\"{}\" class=\"query\" role=\"search\">{inner}</form>",
        escape(action)
    ))
}

/// One button that does one thing, as a form of its own in a line of text or a table row. `label` is a message.
pub fn button_form(
    request: &PageRequest,
    action: &str,
    purpose: &str,
    hidden: &[(&str, &str)],
    label: &str,
    weight: Weight,
) -> Markup {
    let fields: Markup = hidden.iter().map(|(name, value)| crate::request::hidden_field(name, value)).collect();
    Markup::trusted(format!(
        "<form method=\"post\" action=\"{}\" class=\"inline\">{}{fields}<button type=\"submit\" class=\"{}\">{}</button></form>",
        escape(action),
        request.token(purpose),
        weight.class(),
        escape(&request.locale.t(label))
    ))
}

/// What must be mended, on top of the page, each entry leading to its field.
pub fn summary(l: &Locale, problem: &Problem) -> Markup {
    let mut html = format!(
        "<div class=\"notice notice-danger summary\" role=\"alert\" tabindex=\"-1\"><p><strong>{}</strong></p>",
        escape(&without_isolates(&l.problem(problem)))
    );
    if !problem.fields.is_empty() {
        html.push_str("<ul>");
        for field in &problem.fields {
            let _ =
                write!(html, "<li><a href=\"#{}\">{}</a></li>", id_of(field.field), escape(&l.field_problem(field)));
        }
        html.push_str("</ul>");
    }
    html.push_str("</div>");
    Markup::trusted(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_characters_that_show_nothing_are_nothing() {
        for (text, message) in [
            ("\u{200b}".repeat(1_000_000).as_str(), Some("problem-text-missing")),
            ("", Some("problem-text-missing")),
            (" \n\u{feff}", Some("problem-text-missing")),
            ("ก", None),
            ("ab\u{200d}c", None),
            ("12345678901", Some("problem-text-long")),
        ] {
            let mut problems = Problems::new();
            check_text(&mut problems, "text", text, 10, true);
            assert_eq!(problems.finish().err().map(|p| p.fields[0].message), message, "{text:.20}");
        }
        let mut problems = Problems::new();
        check_text(&mut problems, "reason", "", 10, false);
        assert!(problems.finish().is_ok());
    }
}
