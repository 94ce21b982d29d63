//! Working groups: what they are for, who is in them, and who reads what they keep.

use saksi_base::problem::Problems;
use saksi_base::{
    GroupFileId, GroupNoteId, Marking, OrganisationId, PersonId, Place, Problem, Timestamp, WorkingGroupId,
};
use saksi_network::model::organisation::one_line;

use super::lenses::Tags;
use super::regions::REGIONS;

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 120;
/// The longest charter, in characters.
pub const LONGEST_CHARTER: usize = 4_000;
/// The longest title of anything that a group keeps, in characters.
pub const LONGEST_TITLE: usize = 160;
/// The longest note, in characters.
pub const LONGEST_NOTE: usize = 20_000;
/// Most files of one note.
pub const MOST_FILES: usize = 20;
/// Most notes of one group.
pub const MOST_NOTES: i64 = 2_000;

/// Kinds of groups, and parts that members take in one: code and message.
pub const KINDS: &[(&str, &str)] = &[
    ("technical", "directory-group-technical"),
    ("policy", "directory-group-policy"),
    ("civic", "directory-group-civic"),
];

/// The message that names a kind or a part; none for what was not said.
pub fn kind_message(code: &str) -> Option<&'static str> {
    KINDS.iter().find(|(known, _)| *known == code).map(|(_, message)| *message)
}

/// A working group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Which.
    pub id: WorkingGroupId,
    /// Its name.
    pub name: String,
    /// What it is for, plain text.
    pub charter: String,
    /// A code of [`KINDS`], or empty.
    pub kind: String,
    /// The code of a region, or empty for all of them.
    pub region: String,
    /// The country for which it is, where it is for one; where that is rated closed, those who come new are named to nobody by default.
    pub place: Place,
    /// What it carries of the gender lens and of the goals.
    pub tags: Tags,
    /// Grows with every change.
    pub version: i64,
}

impl Group {
    /// Trims and checks.
    pub fn tidy(mut self) -> Result<Self, Problem> {
        let mut problems = Problems::new();
        self.name = one_line(&self.name);
        self.charter = self.charter.trim().to_owned();
        if self.name.is_empty() {
            problems.add("name", "directory-group-name-missing");
        } else if self.name.chars().count() > LONGEST_NAME {
            problems.add("name", "directory-too-long").with("most", LONGEST_NAME);
        }
        if self.charter.chars().count() > LONGEST_CHARTER {
            problems.add("charter", "directory-too-long").with("most", LONGEST_CHARTER);
        }
        if kind_message(&self.kind).is_none() {
            self.kind.clear();
        }
        if !REGIONS.iter().any(|region| region.code == self.region) {
            self.region.clear();
        }
        if !matches!(self.place, Place::Territory(_)) {
            self.place = Place::NotDisclosed;
        }
        self.tags = self.tags.tidy(&mut problems);
        problems.finish()?;
        Ok(self)
    }
}

/// Somebody in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupMember {
    /// Who.
    pub person: PersonId,
    /// Their name; `None` where it is not for this reader.
    pub name: Option<String>,
    /// Whether the others of the group may read their name there; chairs may in any case.
    pub named: bool,
    /// Whether they chair it.
    pub chairs: bool,
    /// As what they take part, a code of [`KINDS`], or empty.
    pub part: String,
}

/// Who reads what a group keeps: somebody of the network, in this group or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own that the rule asks")]
pub struct GroupReader {
    /// Somebody signed in for an organisation.
    pub member: bool,
    /// In this group.
    pub in_group: bool,
    /// For the organisation for which it was written.
    pub same_organisation: bool,
    /// Named by whoever wrote it.
    pub named: bool,
}

/// Whether somebody reads what stands under a marking (TLP 2.0). The group is the space of what it keeps: CLEAR is everybody's, GREEN the
/// network's, AMBER the group's, AMBER+STRICT is read by those of the group who act for the writer's organisation, RED by those of the group whom
/// the writer named. Whoever left the group reads nothing above GREEN.
pub const fn reads(marking: Marking, reader: GroupReader) -> bool {
    match marking {
        Marking::Clear => true,
        Marking::Green => reader.member,
        Marking::Amber => reader.member && reader.in_group,
        Marking::AmberStrict => reader.member && reader.in_group && reader.same_organisation,
        Marking::Red => reader.member && reader.in_group && reader.named,
    }
}

/// Whether something may be said outside of the site, to a calendar or in a letter: nothing above GREEN.
pub fn may_leave(marking: Marking) -> bool {
    marking <= Marking::Green
}

/// Markings as a form offers them: code and message.
pub const MARKINGS: &[(&str, &str)] = &[
    ("amber", "directory-marking-amber"),
    ("amber-strict", "directory-marking-amber-strict"),
    ("red", "directory-marking-red"),
    ("green", "directory-marking-green"),
    ("clear", "directory-marking-clear"),
];

/// Markings of what a whole group takes part in.
pub const MARKINGS_OF_ALL: &[(&str, &str)] =
    &[("amber", "directory-marking-amber"), ("green", "directory-marking-green")];

/// The code of a marking in a form.
pub const fn marking_code(marking: Marking) -> &'static str {
    match marking {
        Marking::Clear => "clear",
        Marking::Green => "green",
        Marking::Amber => "amber",
        Marking::AmberStrict => "amber-strict",
        Marking::Red => "red",
    }
}

/// Reads the code of a marking.
pub fn marking_from_code(code: &str) -> Option<Marking> {
    Marking::ALL.into_iter().find(|marking| marking_code(*marking) == code)
}

/// Reads the marking of what a whole group takes part in.
pub fn marking_of_all(code: &str) -> Option<Marking> {
    marking_from_code(code).filter(|marking| matches!(marking, Marking::Amber | Marking::Green))
}

/// What somebody writes in a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteDraft {
    /// Who may read it.
    pub marking: Marking,
    /// In a few words.
    pub title: String,
    /// The note, plain text.
    pub content: String,
    /// Whom it names where it is marked RED.
    pub readers: Vec<PersonId>,
    /// What it carries of the gender lens and of the goals.
    pub tags: Tags,
}

impl NoteDraft {
    /// Trims and checks. Only what is marked RED names readers.
    pub fn tidy(mut self) -> Result<Self, Problem> {
        let mut problems = Problems::new();
        self.title = one_line(&self.title);
        self.content = self.content.trim().to_owned();
        if self.title.is_empty() {
            problems.add("title", "directory-title-missing");
        } else if self.title.chars().count() > LONGEST_TITLE {
            problems.add("title", "directory-too-long").with("most", LONGEST_TITLE);
        }
        if self.content.chars().count() > LONGEST_NOTE {
            problems.add("content", "directory-too-long").with("most", LONGEST_NOTE);
        }
        self.readers.sort_unstable();
        self.readers.dedup();
        if self.marking != Marking::Red {
            self.readers.clear();
        }
        self.tags = self.tags.tidy(&mut problems);
        problems.finish()?;
        Ok(self)
    }
}

/// A note as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteLine {
    /// Which.
    pub id: GroupNoteId,
    /// Of which group.
    pub group: WorkingGroupId,
    /// Who wrote it; `None` once they are forgotten.
    pub author: Option<PersonId>,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// Who may read it.
    pub marking: Marking,
    /// In a few words.
    pub title: String,
    /// What it carries of the gender lens and of the goals.
    pub tags: Tags,
    /// When it was written or changed last.
    pub at: Timestamp,
    /// Grows with every change.
    pub version: i64,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What a list shows.
    pub line: NoteLine,
    /// The note, plain text.
    pub content: String,
    /// Whom it names, where whoever looks wrote it.
    pub readers: Vec<PersonId>,
    /// Its files.
    pub files: Vec<FileLine>,
}

/// A file of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLine {
    /// Which.
    pub id: GroupFileId,
    /// What it is called.
    pub name: String,
    /// How long it is.
    pub bytes: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_marking_opens_to_fewer_than_the_one_before() {
        let mut readers = Vec::new();
        for bits in 0..16_u8 {
            let bit = |place: u8| bits & (1 << place) != 0;
            readers.push(GroupReader { member: bit(0), in_group: bit(1), same_organisation: bit(2), named: bit(3) });
        }
        let count = |marking| readers.iter().filter(|reader| reads(marking, **reader)).count();
        assert_eq!(Marking::ALL.map(count), [16, 8, 4, 2, 2]);
        for reader in &readers {
            assert!(!reads(Marking::AmberStrict, *reader) || reads(Marking::Amber, *reader));
            assert!(!reads(Marking::Red, *reader) || (reader.named && reads(Marking::Amber, *reader)));
        }
    }

    #[test]
    fn what_leaves_the_site_is_green_or_clear_and_a_group_takes_part_in_nothing_narrower_than_itself() {
        assert_eq!(Marking::ALL.map(may_leave), [true, true, false, false, false]);
        assert_eq!(marking_of_all("red"), None);
        for (code, _) in MARKINGS {
            assert_eq!(marking_from_code(code).map(marking_code), Some(*code));
        }
    }

    #[test]
    fn only_a_red_note_names_readers() {
        let person = PersonId(uuid::Uuid::from_u128(7));
        let draft = |marking| NoteDraft {
            marking,
            title: " Plan\nB ".into(),
            content: " x ".into(),
            readers: vec![person, person],
            tags: Tags::default(),
        };
        assert_eq!(draft(Marking::Red).tidy().unwrap().readers, [person]);
        let amber = draft(Marking::Amber).tidy().unwrap();
        assert_eq!((amber.title.as_str(), amber.content.as_str(), amber.readers.len()), ("Plan B", "x", 0));
    }
}
