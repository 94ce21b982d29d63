//! The library: guides, training materials, and curricula made of them in an order. Editions in several languages are one work, and every
//! version of an edition stays readable with the reason of its change.

use saksi_base::problem::Problems;
use saksi_base::{LanguageTag, LibraryItemId, OrganisationId, Problem, Timestamp, WorkingGroupId};
use saksi_network::model::organisation::{is_web_address, one_line};
use uuid::Uuid;

use super::groups::{LONGEST_NOTE, LONGEST_TITLE};
use super::lenses::Tags;

/// Most parts of a curriculum.
pub const MOST_PARTS: usize = 12;
/// Most organisations that wrote one.
pub const MOST_AUTHORS: usize = 12;

/// Kinds: code and message.
pub const KINDS: &[(&str, &str)] = &[
    ("guide", "directory-library-guide"),
    ("training", "directory-library-training"),
    ("curriculum", "directory-library-curriculum"),
    ("dataset", "directory-library-dataset"),
    ("experience", "directory-library-experience"),
    ("history", "directory-library-history"),
];
/// A kind of which others are parts.
pub const CURRICULUM: &str = "curriculum";

/// For whom: code and message.
pub const AUDIENCES: &[(&str, &str)] = &[
    ("public", "directory-library-public"),
    ("network", "directory-library-network"),
    ("group", "directory-library-group"),
];

/// Under which licence: code and message.
pub const LICENCES: &[(&str, &str)] = &[
    ("cc0", "directory-licence-cc0"),
    ("cc-by", "directory-licence-cc-by"),
    ("cc-by-sa", "directory-licence-cc-by-sa"),
    ("cc-by-nc", "directory-licence-cc-by-nc"),
    ("cc-by-nc-sa", "directory-licence-cc-by-nc-sa"),
    ("reserved", "directory-licence-reserved"),
];

/// What somebody writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemDraft {
    /// A code of [`KINDS`].
    pub kind: String,
    /// A code of [`AUDIENCES`].
    pub audience: String,
    /// The group that alone reads it, where the audience is one.
    pub group: Option<WorkingGroupId>,
    /// Its language; none where what was typed is no tag.
    pub language: Option<LanguageTag>,
    /// Its title, in that language.
    pub title: String,
    /// A code of [`LICENCES`].
    pub licence: String,
    /// Organisations that wrote it besides the one that keeps it, one each.
    pub authors: Vec<String>,
    /// Where it stands elsewhere; may be empty.
    pub link: String,
    /// Its text, plain; may be empty.
    pub body: String,
    /// Of a curriculum: what it is made of, in order.
    pub parts: Vec<LibraryItemId>,
    /// What it carries of the gender lens and of the goals.
    pub tags: Tags,
}

impl ItemDraft {
    /// Trims and checks.
    pub fn tidy(mut self) -> Result<Self, Problem> {
        let mut problems = Problems::new();
        for (field, list, code) in
            [("kind", KINDS, &self.kind), ("audience", AUDIENCES, &self.audience), ("licence", LICENCES, &self.licence)]
        {
            if !list.iter().any(|(known, _)| known == code) {
                problems.add(field, "directory-choice-missing");
            }
        }
        if self.audience == "group" {
            if self.group.is_none() {
                problems.add("group", "directory-library-group-missing");
            }
        } else {
            self.group = None;
        }
        if self.language.is_none() {
            problems.add("language", "directory-library-language-missing");
        }
        self.title = one_line(&self.title);
        if self.title.is_empty() {
            problems.add("title", "directory-title-missing");
        } else if self.title.chars().count() > LONGEST_TITLE {
            problems.add("title", "directory-too-long").with("most", LONGEST_TITLE);
        }
        self.authors = self.authors.iter().map(|line| one_line(line)).filter(|line| !line.is_empty()).collect();
        if self.authors.len() > MOST_AUTHORS {
            problems.add("authors", "directory-too-many").with("most", MOST_AUTHORS);
        } else if self.authors.iter().any(|line| line.chars().count() > LONGEST_TITLE) {
            problems.add("authors", "directory-line-too-long").with("most", LONGEST_TITLE);
        }
        self.link = self.link.trim().to_owned();
        self.body = self.body.trim().to_owned();
        if !self.link.is_empty() && !is_web_address(&self.link) {
            problems.add("link", "directory-link-wrong");
        }
        if self.body.chars().count() > LONGEST_NOTE {
            problems.add("body", "directory-too-long").with("most", LONGEST_NOTE);
        }
        if self.kind == CURRICULUM {
            let mut seen = Vec::new();
            self.parts.retain(|part| {
                !seen.contains(part) && {
                    seen.push(*part);
                    true
                }
            });
            if self.parts.len() > MOST_PARTS {
                problems.add("parts", "directory-too-many").with("most", MOST_PARTS);
            }
        } else {
            self.parts.clear();
        }
        if self.link.is_empty() && self.body.is_empty() && self.parts.is_empty() {
            problems.add("body", "directory-library-empty");
        }
        self.tags = self.tags.tidy(&mut problems);
        problems.finish()?;
        Ok(self)
    }
}

/// One of the library, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Which.
    pub id: LibraryItemId,
    /// The work of which it is an edition: the identifier of the first edition.
    pub work: Uuid,
    /// Who keeps it.
    pub organisation: OrganisationId,
    /// What it says.
    pub draft: ItemDraft,
    /// When the first version was added.
    pub added: Timestamp,
    /// When it was changed last.
    pub changed: Timestamp,
    /// When it was taken back, and why.
    pub withdrawn: Option<(Timestamp, String)>,
    /// Grows with every change; the number of its latest version.
    pub version: i64,
}

/// A version of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1.
    pub number: i64,
    /// When it was made.
    pub made: Timestamp,
    /// Why it differs from the one before; empty for the first.
    pub reason: String,
    /// Its title.
    pub title: String,
    /// Its licence.
    pub licence: String,
    /// Who wrote it besides the one that keeps it.
    pub authors: Vec<String>,
    /// Where it stands elsewhere.
    pub link: String,
    /// Its text.
    pub body: String,
    /// What it is made of.
    pub parts: Vec<LibraryItemId>,
}

/// Parts as they are stored, with a space between.
pub fn stored_parts(parts: &[LibraryItemId]) -> String {
    parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Reads stored parts.
pub fn parts_from_stored(text: &str) -> Vec<LibraryItemId> {
    text.split(' ').filter_map(|one| one.parse().ok()).collect()
}

/// Who reads what is for an audience: somebody of the network, in its group or not.
pub fn reads(audience: &str, member: bool, in_group: bool) -> bool {
    match audience {
        "public" => true,
        "network" => member,
        _ => member && in_group,
    }
}

/// What is looked for in the library; what is empty leaves nothing out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Words that all stand in the title or in the text.
    pub text: String,
    /// A kind.
    pub kind: String,
    /// A language.
    pub language: String,
    /// Of the gender lens.
    pub lens: String,
    /// A goal or a target.
    pub goal: String,
}

impl Wanted {
    /// Whether something is among it.
    pub fn shows(&self, item: &Item) -> bool {
        let draft = &item.draft;
        let fits = |wanted: &str, code: &str| wanted.is_empty() || wanted == code;
        let language = draft.language.as_ref().map_or("", |tag| tag.as_str());
        let words = self.text.to_lowercase();
        let text = format!("{}\n{}\n{}", draft.title, draft.authors.join("\n"), draft.body).to_lowercase();
        fits(&self.kind, &draft.kind)
            && fits(&self.language, language)
            && draft.tags.pass(&self.lens, &self.goal)
            && words.split_whitespace().all(|word| text.contains(word))
    }

    /// Whether it leaves nothing out.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
            && [&self.kind, &self.language, &self.lens, &self.goal].into_iter().all(String::is_empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> ItemDraft {
        ItemDraft {
            kind: "guide".into(),
            audience: "public".into(),
            group: None,
            language: "id".parse().ok(),
            title: " Memeriksa\ngambar ".into(),
            licence: "cc-by".into(),
            authors: vec!["Laut Biru".into(), " ".into()],
            link: String::new(),
            body: "Cari gambar itu.".into(),
            parts: vec![LibraryItemId(Uuid::from_u128(1))],
            tags: Tags::from_stored("violence", "16"),
        }
    }

    fn item(draft: ItemDraft) -> Item {
        Item {
            id: LibraryItemId(Uuid::from_u128(7)),
            work: Uuid::from_u128(7),
            organisation: OrganisationId(Uuid::nil()),
            draft,
            added: Timestamp(0),
            changed: Timestamp(0),
            withdrawn: None,
            version: 1,
        }
    }

    #[test]
    fn a_guide_has_text_or_a_link_and_only_a_curriculum_has_parts() {
        let tidy = draft().tidy().unwrap();
        assert_eq!((tidy.title.as_str(), tidy.authors.len(), tidy.parts.len()), ("Memeriksa gambar", 1, 0));
        let part = LibraryItemId(Uuid::from_u128(1));
        let course = ItemDraft { kind: CURRICULUM.into(), body: String::new(), parts: vec![part, part], ..draft() };
        assert_eq!(course.tidy().unwrap().parts, [part], "each once");
        let wrong = ItemDraft {
            kind: "song".into(),
            audience: "group".into(),
            language: None,
            title: String::new(),
            licence: String::new(),
            link: "javascript:alert(1)".into(),
            ..draft()
        };
        let fields: Vec<&str> = wrong.tidy().unwrap_err().fields.iter().map(|field| field.field).collect();
        assert_eq!(fields, ["kind", "licence", "group", "language", "title", "link"]);
        let empty = ItemDraft { body: " ".into(), ..draft() }.tidy().unwrap_err();
        assert_eq!(empty.fields[0].message, "directory-library-empty");
    }

    #[test]
    fn each_audience_is_read_by_fewer_than_the_one_before() {
        let readers = [(false, false), (true, false), (true, true)];
        let count =
            |audience: &str| readers.iter().filter(|(member, within)| reads(audience, *member, *within)).count();
        assert_eq!([count("public"), count("network"), count("group"), count("else")], [3, 2, 1, 1]);
    }

    #[test]
    fn it_is_found_by_words_in_any_script_and_by_what_it_carries() {
        let one = item(ItemDraft { body: "查核圖片".into(), ..draft().tidy().unwrap() });
        let shows = |wanted: Wanted| wanted.shows(&one);
        assert!(shows(Wanted { text: "GAMBAR laut".into(), ..Wanted::default() }));
        assert!(shows(Wanted { text: "圖片".into(), language: "id".into(), goal: "16".into(), ..Wanted::default() }));
        assert!(!shows(Wanted { text: "gambar suara".into(), ..Wanted::default() }));
        assert!(!shows(Wanted { lens: "equality".into(), ..Wanted::default() }));
        assert!(Wanted { text: " ".into(), ..Wanted::default() }.is_empty());
    }

    #[test]
    fn parts_are_read_back_in_their_order() {
        let parts = [LibraryItemId(Uuid::from_u128(9)), LibraryItemId(Uuid::from_u128(2))];
        assert_eq!(parts_from_stored(&stored_parts(&parts)), parts);
        assert!(parts_from_stored("").is_empty());
    }
}
