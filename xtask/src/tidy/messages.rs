//! The message files: every language has the same messages with the same variables; every message is used; every message
//! that code or a template asks for exists and gets the variables it needs.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::source::Source;
use super::{Fault, TextFile, Tree};

/// The public pages' languages.
const LANGUAGES: &[&str] = &["en", "zh-Hant", "th", "id", "ur"];

/// Functions that take the key of a message without variables, and with variables.
const PLAIN_CALLS: &[&str] = &["t"];
const CALLS_WITH_VARIABLES: &[&str] = &["ta"];

/// Macros of the program that say a message: the key, then `name = value` for each variable.
const SAYING: &[&str] = &["said!", "fail!", "tell!", "hint!"];

/// The messages of a file: key (attributes as `key.attribute`) to the variables it uses.
type Messages = BTreeMap<String, BTreeSet<String>>;

/// Reads a message file.
fn read(file: &TextFile) -> Result<Messages, Vec<Fault>> {
    let resource = match fluent_syntax::parser::parse(file.text.as_str()) {
        Ok(resource) => resource,
        Err((_, errors)) => {
            return Err(errors
                .iter()
                .map(|error| Fault::new(&file.name, format!("does not parse: {error}")))
                .collect());
        }
    };
    let mut messages = Messages::new();
    let mut faults = Vec::new();
    for entry in &resource.body {
        let (key, value, attributes) = match entry {
            Entry::Message(message) => (message.id.name.to_owned(), message.value.as_ref(), &message.attributes),
            Entry::Term(term) => (format!("-{}", term.id.name), Some(&term.value), &term.attributes),
            Entry::Junk { content } => {
                let first = content.lines().next().unwrap_or("");
                faults.push(Fault::new(&file.name, format!("has junk: {first}")));
                continue;
            }
            _ => continue,
        };
        let mut all = Vec::new();
        if let Some(pattern) = value {
            all.push((key.clone(), pattern));
        }
        for attribute in attributes {
            all.push((format!("{key}.{}", attribute.id.name), &attribute.value));
        }
        for (key, pattern) in all {
            let mut variables = BTreeSet::new();
            of_pattern(pattern, &mut variables);
            if messages.insert(key.clone(), variables).is_some() {
                faults.push(Fault::new(&file.name, format!("says `{key}` twice")));
            }
        }
    }
    if faults.is_empty() { Ok(messages) } else { Err(faults) }
}

fn of_pattern(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, variables);
        }
    }
}

fn of_expression(expression: &Expression<&str>, variables: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => of_inline(inline, variables),
        Expression::Select { selector, variants } => {
            of_inline(selector, variables);
            for variant in variants {
                of_pattern(&variant.value, variables);
            }
        }
    }
}

fn of_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    let mut arguments = |arguments: &CallArguments<&str>| {
        for argument in &arguments.positional {
            of_inline(argument, variables);
        }
        for argument in &arguments.named {
            of_inline(&argument.value, variables);
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments: list, .. }
        | InlineExpression::TermReference { arguments: Some(list), .. } => arguments(list),
        InlineExpression::Placeable { expression } => of_expression(expression, variables),
        _ => {}
    }
}

/// The message files of the crates by (crate, kind): kind is empty for public files and `staff.` for staff files.
fn by_crate(tree: &Tree) -> BTreeMap<(String, String), BTreeMap<String, &TextFile>> {
    let mut groups: BTreeMap<(String, String), BTreeMap<String, &TextFile>> = BTreeMap::new();
    for file in tree.with_extension(&["ftl"]).filter(|file| file.name.contains("/locales/")) {
        let Some(name) = file.crate_name() else { continue };
        let stem = file.file_name().trim_end_matches(".ftl");
        let (kind, language) = stem.rsplit_once('.').map_or(("", stem), |(kind, language)| (kind, language));
        groups.entry((name.to_owned(), kind.to_owned())).or_default().insert(language.to_owned(), file);
    }
    groups
}

pub(super) fn languages(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for ((name, kind), files) in by_crate(tree) {
        let Some(english) = files.get("en") else {
            faults.push(Fault::new(format!("crates/{name}/locales"), "has no English file to compare with"));
            continue;
        };
        let reference = match read(english) {
            Ok(messages) => messages,
            Err(found) => {
                faults.extend(found);
                continue;
            }
        };
        if kind.is_empty() {
            for language in LANGUAGES.iter().filter(|language| !files.contains_key(**language)) {
                faults.push(Fault::new(format!("crates/{name}/locales/{language}.ftl"), "is missing"));
            }
        }
        for (language, file) in files.iter().filter(|(language, _)| *language != "en") {
            match read(file) {
                Ok(messages) => faults.extend(differences(&file.name, language, &reference, &messages)),
                Err(found) => faults.extend(found),
            }
        }
    }
    faults
}

/// Where one language's messages differ from the English ones in keys or variables.
fn differences(name: &str, language: &str, reference: &Messages, messages: &Messages) -> Vec<Fault> {
    let mut faults = Vec::new();
    let listed =
        |variables: &BTreeSet<String>| variables.iter().map(|name| format!("${name}")).collect::<Vec<_>>().join(", ");
    for (key, variables) in reference {
        match messages.get(key) {
            None => faults.push(Fault::new(name, format!("lacks `{key}`"))),
            Some(own) if own != variables => {
                faults.push(Fault::new(
                    name,
                    format!("`{key}` uses [{}] where English uses [{}]", listed(own), listed(variables)),
                ));
            }
            Some(_) => {}
        }
    }
    for key in messages.keys().filter(|key| !reference.contains_key(*key)) {
        faults.push(Fault::new(name, format!("has `{key}`, which English has not ({language})")));
    }
    faults
}

/// A place that asks for a message by its whole key.
#[derive(Debug, PartialEq, Eq)]
struct Call {
    line: usize,
    key: String,
    /// The variables handed over, where they could be read.
    variables: Option<BTreeSet<String>>,
}

pub(super) fn used(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut known: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
    for (_, files) in by_crate(tree) {
        if let Some(english) = files.get("en")
            && let Ok(messages) = read(english)
        {
            for (key, variables) in messages {
                if let Some((elsewhere, _)) = known.insert(key.clone(), (english.name.clone(), variables)) {
                    faults.push(Fault::new(&english.name, format!("`{key}` stands in {elsewhere} as well")));
                }
            }
        }
    }
    // Examples bring their own messages, in English alone.
    for file in tree.with_extension(&["ftl"]).filter(|file| file.name.contains("/examples/")) {
        for (key, variables) in read(file).unwrap_or_default() {
            known.insert(key, (file.name.clone(), variables));
        }
    }
    let mut mentioned: BTreeSet<String> = BTreeSet::new();
    let mut beginnings: BTreeSet<String> = BTreeSet::new();
    let mut calls: Vec<(String, Call)> = Vec::new();
    for source in tree.crate_sources() {
        for literal in source.literals.iter().filter(|literal| !literal.in_test) {
            mention(&literal.value, &mut mentioned, &mut beginnings);
        }
        calls.extend(calls_in_rust(source).into_iter().map(|call| (source.name(), call)));
    }
    for file in tree.with_extension(&["html", "xml"]).filter(|file| file.name.starts_with("crates/")) {
        for value in quoted(&file.text) {
            mention(&value, &mut mentioned, &mut beginnings);
        }
        calls.extend(calls_in_template(file).into_iter().map(|call| (file.name.clone(), call)));
    }
    for file in tree.with_extension(&["ftl"]) {
        // A message may stand inside another one: { other-message } or { -term }.
        for part in file.text.split('{').skip(1) {
            let name = part.split(['}', '(', '.']).next().unwrap_or("").trim();
            mentioned.insert(name.to_owned());
        }
    }
    for (key, (file, _)) in &known {
        let plain = key.split('.').next().unwrap_or(key);
        let is_mentioned = mentioned.contains(key) || mentioned.contains(plain);
        if !is_mentioned && !beginnings.iter().any(|beginning| key.starts_with(beginning.as_str())) {
            faults.push(Fault::new(file, format!("`{key}` is never used")));
        }
    }
    for (name, call) in calls {
        let place = format!("{name}:{}", call.line);
        match known.get(&call.key) {
            None => faults.push(Fault::new(place, format!("asks for `{}`, which no message file has", call.key))),
            Some((_, needed)) => {
                if let Some(given) = call.variables
                    && given != *needed
                {
                    faults.push(Fault::new(place, format!("`{}` needs {needed:?} and gets {given:?}", call.key)));
                }
            }
        }
    }
    let problems = tree.crate_sources().flat_map(|source| {
        let name = source.name();
        let literals: Vec<_> = source.literals.iter().filter(|literal| !literal.in_test).cloned().collect();
        literals.into_iter().map(move |literal| (name.clone(), literal))
    });
    for (name, literal) in problems {
        if literal.value.starts_with("problem-") && is_key(&literal.value) && !known.contains_key(&literal.value) {
            faults.push(Fault::new(
                format!("{name}:{}", literal.line),
                format!("`{}` is in no message file", literal.value),
            ));
        }
    }
    faults
}

/// Notes what a literal mentions: a whole key, or the beginning of keys that are put together (`desk-verdict-{}`).
fn mention(value: &str, mentioned: &mut BTreeSet<String>, beginnings: &mut BTreeSet<String>) {
    if is_key(value) {
        mentioned.insert(value.to_owned());
        return;
    }
    let beginning = value.split('{').next().unwrap_or("");
    let named = beginning.trim_end_matches('-');
    if beginning.ends_with('-') && is_key(named) && named.contains('-') {
        beginnings.insert(beginning.to_owned());
    }
}

/// Whether a text has the shape of a key: `desk-ask-title`, perhaps with an attribute.
fn is_key(value: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    value.starts_with(|c: char| c.is_ascii_lowercase())
        && value.contains('-')
        && !value.ends_with('-')
        && value.chars().all(|c| plain(c) || c == '.')
}

/// Calls like `locale.t("key")` in Rust.
fn calls_in_rust(source: &Source) -> Vec<Call> {
    let mut calls = Vec::new();
    for (index, literal) in source.literals.iter().enumerate().filter(|(_, literal)| !literal.in_test) {
        let before = source.code.get(..literal.offset).unwrap_or("").trim_end();
        if is_said(before) {
            let after = source.code.get(literal.offset..).unwrap_or("");
            let variables = Some(named(after.get(..closing(after)).unwrap_or("")));
            calls.push(Call { line: literal.line, key: literal.value.clone(), variables });
            continue;
        }
        let Some(function) = called(before) else { continue };
        if !is_key(&literal.value) {
            continue;
        }
        let variables = if CALLS_WITH_VARIABLES.contains(&function) {
            let after = source.code.get(literal.offset..).unwrap_or("");
            let length = closing(after);
            let listed = after.get(..length).unwrap_or("").contains("&[");
            let inside =
                source.literals.iter().skip(index + 1).take_while(|other| other.offset < literal.offset + length);
            let names = inside
                .filter(|other| {
                    let code = source.code.get(..other.offset).unwrap_or("").trim_end();
                    code.strip_suffix('(').is_some_and(|code| code.trim_end().ends_with(['[', ',']))
                })
                .map(|other| other.value.clone())
                .collect();
            listed.then_some(names)
        } else {
            Some(BTreeSet::new())
        };
        calls.push(Call { line: literal.line, key: literal.value.clone(), variables });
    }
    calls
}

/// The translating function whose call ends the text (`….t(`), if any.
fn called(before: &str) -> Option<&'static str> {
    let name = before.strip_suffix('(')?;
    PLAIN_CALLS
        .iter()
        .chain(CALLS_WITH_VARIABLES)
        .copied()
        .find(|function| name.strip_suffix(function).is_some_and(|rest| rest.ends_with('.')))
}

/// Whether the text ends with the opening of a macro that says a message (`said!(`).
fn is_said(before: &str) -> bool {
    before.strip_suffix('(').is_some_and(|name| SAYING.iter().any(|saying| name.ends_with(saying)))
}

/// The names in `, name = value, name = value`, outside brackets.
fn named(inside: &str) -> BTreeSet<String> {
    let (mut names, mut depth, mut start) = (BTreeSet::new(), 0_i32, 0);
    let mut take = |part: &str| {
        if let Some((name, value)) = part.split_once('=')
            && !value.starts_with('=')
        {
            let name = name.trim();
            if !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
                names.insert(name.to_owned());
            }
        }
    };
    for (at, c) in inside.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                take(inside.get(start..at).unwrap_or(""));
                start = at + 1;
            }
            _ => {}
        }
    }
    take(inside.get(start..).unwrap_or(""));
    names
}

/// Files of the program with errors in English alone, and how many each may have: what the post keeps about a delivery beside the words of
/// the other server, the measuring of matching and media, and what only a mistake in the demonstration itself could say. A new error is a
/// message.
const ENGLISH_ERRORS: &[(&str, usize)] =
    &[("demo.rs", 9), ("inbox.rs", 6), ("mail.rs", 5), ("matching.rs", 2), ("media.rs", 3), ("model.rs", 4)];

/// Errors of the program are messages with ids, so that operators read them in their language and programs get a code.
pub(super) fn spoken(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for source in tree.crate_sources().filter(|source| source.name().starts_with("crates/saksi/src/")) {
        let found = english_errors(source);
        let name = source.name();
        let file = name.rsplit('/').next().unwrap_or(&name);
        let allowed = ENGLISH_ERRORS.iter().find(|(known, _)| *known == file).map_or(0, |(_, count)| *count);
        if found.len() > allowed {
            for line in &found {
                let what = "is an error in English alone; say it with said!, fail! and a message in locales/";
                faults.push(Fault::new(format!("{name}:{line}"), what));
            }
        }
    }
    faults
}

/// The lines of errors that are finished sentences. A text with nothing but places to fill, such as the name of a file, is none.
fn english_errors(source: &Source) -> Vec<usize> {
    let openings = ["bail!(", "anyhow!(", ".context(", "with_context(|| format!(", "with_context(|| {format!("];
    let mut lines = Vec::new();
    for literal in source.literals.iter().filter(|literal| !literal.in_test) {
        let before = source.code.get(..literal.offset).unwrap_or("").trim_end();
        let tail: String = before.chars().rev().filter(|c| !c.is_whitespace()).take(160).collect();
        let tail: String = tail.chars().rev().collect();
        let opens = openings.iter().any(|opening| tail.ends_with(&opening.replace(' ', "")));
        // The words of `ensure!` follow a condition.
        let ensures = tail.rsplit_once("ensure!(").is_some_and(|(_, inside)| !inside.contains(';'));
        let says = literal.value.split(['{', '}']).step_by(2).any(|part| part.chars().any(char::is_alphabetic));
        if (opens || ensures) && says {
            lines.push(literal.line);
        }
    }
    lines.dedup();
    lines
}

/// How far a call reaches: up to the bracket that closes it, given the text after its opening bracket.
fn closing(after: &str) -> usize {
    let mut depth = 1_i32;
    for (at, c) in after.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    after.len()
}

/// Texts in double quotes inside a template's expressions.
fn quoted(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (open, close) in [("{{", "}}"), ("{%", "%}")] {
        for part in text.split(open).skip(1) {
            let inside = part.split(close).next().unwrap_or("");
            found.extend(inside.split('"').skip(1).step_by(2).map(ToOwned::to_owned));
        }
    }
    found
}

/// Calls like `{{ locale.t("key") }}` in a template.
fn calls_in_template(file: &TextFile) -> Vec<Call> {
    let mut calls = Vec::new();
    for (at, _) in file.text.match_indices('"') {
        let before = file.text.get(..at).unwrap_or("").trim_end();
        let Some(function) = called(before) else { continue };
        let after = file.text.get(at + 1..).unwrap_or("");
        let Some((key, rest)) = after.split_once('"') else { continue };
        if !is_key(key) {
            continue;
        }
        let line = 1 + before.matches('\n').count();
        let variables = if CALLS_WITH_VARIABLES.contains(&function) {
            let inside = rest.get(..closing(rest)).unwrap_or("");
            inside.contains("&[").then(|| {
                inside.split("(\"").skip(1).filter_map(|part| part.split('"').next()).map(ToOwned::to_owned).collect()
            })
        } else {
            Some(BTreeSet::new())
        };
        calls.push(Call { line, key: key.to_owned(), variables });
    }
    calls
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> TextFile {
        TextFile { name: name.to_owned(), text: text.to_owned() }
    }

    fn messages(text: &str) -> Messages {
        read(&file("crates/a/locales/en.ftl", text)).unwrap()
    }

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn variables_are_found_everywhere_in_a_message() {
        let text = "a-b = { $n ->\n    [one] one { $name }\n   *[other] { NUMBER($count) }\n }\n    .title = { $t }\n";
        let found = messages(text);
        assert_eq!(found.get("a-b"), Some(&set(&["n", "name", "count"])));
        assert_eq!(found.get("a-b.title"), Some(&set(&["t"])));
    }

    #[test]
    fn missing_surplus_and_mismatched_messages_are_seen() {
        let english = messages("a-b = { $n }\na-c = c\n");
        assert!(differences("x", "th", &english, &messages("a-b = x { $n }\na-c = d\n")).is_empty());
        assert_eq!(differences("x", "th", &english, &messages("a-b = x { $m }\n")).len(), 2);
        assert_eq!(differences("x", "th", &english, &messages("a-b = { $n }\na-c = d\na-d = e\n")).len(), 1);
    }

    #[test]
    fn broken_files_are_seen() {
        assert!(read(&file("x", "a-b = { $n\n")).is_err());
        assert!(read(&file("x", "a-b = 1\na-b = 2\n")).is_err());
    }

    #[test]
    fn calls_in_rust_are_read() {
        let source = Source::parse(
            "crates/a/src/lib.rs",
            "locale.t(\"a-b\"); locale.ta(\"a-c\", &[(\"n\", x(\"no\")), (\"m\", y)]); locale.ta(\"a-d\", &args); other(\"a-e\"); l.ta(\n \"a-f\", &[\n (\n \"q\", z)]);",
        );
        let found = calls_in_rust(&source);
        let keys: Vec<&str> = found.iter().map(|call| call.key.as_str()).collect();
        assert_eq!(keys, ["a-b", "a-c", "a-d", "a-f"]);
        let variables: Vec<Option<BTreeSet<String>>> = found.into_iter().map(|call| call.variables).collect();
        assert_eq!(variables, [Some(set(&[])), Some(set(&["n", "m"])), None, Some(set(&["q"]))]);
    }

    #[test]
    fn what_the_program_says_is_read() {
        let source = Source::parse(
            "crates/saksi/src/a.rs",
            "fail!(\"cli-a\"); tell!(\"cli-b\", file = path.display(), count = f(x, y = 2)); .with_context(|| said!(\"cli-c\", why = said!(\"cli-d\")))",
        );
        let found = calls_in_rust(&source);
        let said: Vec<(&str, Option<BTreeSet<String>>)> =
            found.iter().map(|call| (call.key.as_str(), call.variables.clone())).collect();
        assert_eq!(
            said,
            [
                ("cli-a", Some(set(&[]))),
                ("cli-b", Some(set(&["file", "count"]))),
                ("cli-c", Some(set(&["why"]))),
                ("cli-d", Some(set(&[])))
            ]
        );
    }

    #[test]
    fn an_error_in_english_alone_is_seen() {
        let source = Source::parse(
            "crates/saksi/src/a.rs",
            "bail!(\"no {x}\");\nanyhow::anyhow!(\n \"no\");\n.context(\"no\");\n.with_context(|| format!(\"{} is not\", x));\nensure!(a == b, \"no\");\n.with_context(|| format!(\"{}\", x));\nfail!(\"cli-a\");\nsay!(\"yes\");\n#[cfg(test)]\nmod tests { fn a() { bail!(\"no\") } }",
        );
        assert_eq!(english_errors(&source), [1, 3, 4, 5, 6]);
    }

    #[test]
    fn calls_in_templates_are_read() {
        let found = calls_in_template(&file(
            "a.html",
            "<p>{{ l.t(\"a-b\") }}\n{{ l.ta(\"a-c\", &[(\"n\", count.as_str())]) }}",
        ));
        assert_eq!(found.len(), 2);
        assert_eq!(found.last(), Some(&Call { line: 2, key: "a-c".to_owned(), variables: Some(set(&["n"])) }));
    }

    #[test]
    fn keys_put_together_count_by_their_beginning() {
        let (mut mentioned, mut beginnings) = (BTreeSet::new(), BTreeSet::new());
        mention("desk-verdict-{}", &mut mentioned, &mut beginnings);
        mention("desk-", &mut mentioned, &mut beginnings);
        mention("desk-ask-title", &mut mentioned, &mut beginnings);
        assert_eq!(beginnings, set(&["desk-verdict-"]));
        assert_eq!(mentioned, set(&["desk-ask-title"]));
    }
}
