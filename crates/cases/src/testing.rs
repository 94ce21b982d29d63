//! A helpline with its people and keys, for behaviour tests of this room and of its pages.

use std::sync::Arc;

use saksi_base::{OrganisationId, PersonId, Problem, SeededRandom};
use saksi_db::blobs::Blobs;
use saksi_db::testing::TestDb;
use saksi_db::{Actor, Viewer};
use saksi_network::model::password::PasswordCost;
use saksi_network::{Hashing, Member, OrganisationDraft, PersonDraft, Role, Roles};
use saksi_vault::{CaseReceipt, WordList};
use zeroize::Zeroizing;

use crate::actions::{filing, helpline, keys};
use crate::{Cases, Unlocked};

/// What every test member types to unlock.
pub const PASSPHRASE: &str = "tujuh ekor kucing di atap rumah";

/// How many days backups are kept in tests.
pub const BACKUP_DAYS: u32 = 30;

/// The room on one engine, with one organisation.
#[derive(Debug)]
pub struct TestHelpline {
    /// The database and its clock.
    pub test: TestDb,
    /// The room's handle.
    pub cases: Cases,
    /// The organisation.
    pub organisation: OrganisationId,
    /// Where sealed files lie.
    pub folder: tempfile::TempDir,
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct TestMember {
    /// Who.
    pub member: Member,
    /// The secret in their session's cookie.
    pub cookie: String,
}

fn must<T>(outcome: Result<T, Problem>) -> T {
    outcome.unwrap_or_else(|problem| panic!("a test cannot go on: {problem}"))
}

impl TestHelpline {
    /// A fresh room with one organisation and nobody in it.
    ///
    /// # Panics
    ///
    /// When it cannot be made.
    pub async fn new(test: TestDb) -> Self {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("no folder for a test: {error}"));
        let blobs = Blobs::folder(folder.path()).await.unwrap_or_else(|error| panic!("no blobs for a test: {error}"));
        let hashing = Hashing::with(PasswordCost::LEAST, 2, 64, Arc::new(SeededRandom::new(77)));
        let cases = must(Cases::new(test.db.clone(), blobs, hashing, BACKUP_DAYS).await);
        let organisation = Self::organisation(&test, "Bantuan Digital").await;
        Self { test, cases, organisation, folder }
    }

    /// A helpline that takes requests: Ayu and Bima hold its triage key.
    ///
    /// # Panics
    ///
    /// When it cannot be made.
    pub async fn open(test: TestDb) -> (Self, Unlocked, Unlocked) {
        let here = Self::new(test).await;
        let ayu = here.unlocked("Ayu", &[Role::Owner]).await;
        let bima = here.unlocked("Bima", &[Role::Responder]).await;
        let people = [ayu.member().person, bima.member().person];
        must(helpline::open_triage(&here.cases, &ayu, &people).await);
        (here, ayu, bima)
    }

    /// Another organisation.
    ///
    /// # Panics
    ///
    /// When it cannot be made.
    pub async fn organisation(test: &TestDb, name: &str) -> OrganisationId {
        must(saksi_db::write!(test.db, "test organisation", Viewer::System, tx => {
            let draft = OrganisationDraft::named(name, name);
            saksi_network::actions::create_organisation(&mut tx, Actor::System, draft, true).await
        }))
    }

    /// Somebody new in the organisation, signed in.
    ///
    /// # Panics
    ///
    /// When they cannot be made.
    pub async fn person(&self, name: &str, roles: &[Role]) -> TestMember {
        self.person_of(self.organisation, name, roles).await
    }

    /// Somebody new in another organisation, signed in.
    ///
    /// # Panics
    ///
    /// When they cannot be made.
    pub async fn person_of(&self, organisation: OrganisationId, name: &str, roles: &[Role]) -> TestMember {
        use saksi_network::actions;
        let roles = Roles::new(roles.iter().copied());
        let made: Result<_, Problem> = saksi_db::write!(self.test.db, "test person", Viewer::System, tx => {
            let person = actions::create_person(&mut tx, Actor::System, PersonDraft::named(name), false).await?;
            actions::add_affiliation(&mut tx, Actor::System, person, organisation, &roles, false).await?;
            actions::start_session(&mut tx, person, Some(organisation), "test").await
        });
        let (_, secret) = must(made);
        let live: Result<_, Problem> = saksi_db::read!(self.test.db, Viewer::System, tx => {
            actions::live_session(&mut tx, &secret).await
        });
        let member = must(live).and_then(|live| live.member).unwrap_or_else(|| panic!("{name} is not signed in"));
        TestMember { member, cookie: secret.reveal().to_owned() }
    }

    /// Somebody ends an affiliation with their organisation: their own, or that of somebody there.
    ///
    /// # Panics
    ///
    /// When it cannot be ended.
    pub async fn part(&self, by: &Member, person: PersonId) {
        must(saksi_db::write!(self.test.db, "test parting", by.viewer(), tx => {
            let all = saksi_network::affiliations_of(&mut tx, person).await?;
            let here = all.iter().find(|one| one.organisation == by.organisation && one.ended.is_none());
            let here = here.ok_or_else(Problem::not_found)?;
            saksi_network::actions::end_affiliation(&mut tx, by, here.id).await
        }));
    }

    /// Somebody joins an organisation, with roles, and signs in to act for it.
    ///
    /// # Panics
    ///
    /// When they cannot.
    pub async fn join(&self, organisation: OrganisationId, person: PersonId, roles: &[Role]) -> TestMember {
        use saksi_network::actions;
        let roles = Roles::new(roles.iter().copied());
        let made: Result<_, Problem> = saksi_db::write!(self.test.db, "test joining", Viewer::System, tx => {
            actions::add_affiliation(&mut tx, Actor::System, person, organisation, &roles, false).await?;
            actions::start_session(&mut tx, person, Some(organisation), "test").await
        });
        let (_, secret) = must(made);
        let live: Result<_, Problem> = saksi_db::read!(self.test.db, Viewer::System, tx => {
            actions::live_session(&mut tx, &secret).await
        });
        let member = must(live).and_then(|live| live.member).unwrap_or_else(|| panic!("somebody is not signed in"));
        TestMember { member, cookie: secret.reveal().to_owned() }
    }

    /// Somebody new in the organisation with an unlocked key.
    ///
    /// # Panics
    ///
    /// When they cannot be made.
    pub async fn unlocked(&self, name: &str, roles: &[Role]) -> Unlocked {
        let person = self.person(name, roles).await;
        self.unlock(&person).await
    }

    /// Makes somebody's key where they have none, and unlocks it.
    ///
    /// # Panics
    ///
    /// When it cannot be unlocked.
    pub async fn unlock(&self, person: &TestMember) -> Unlocked {
        if !must(keys::key_state(&self.cases, &person.member).await).has_key {
            must(keys::make_key(&self.cases, &person.member, PASSPHRASE).await);
        }
        must(keys::unlock(&self.cases, &person.member, &person.cookie, PASSPHRASE).await);
        self.again(person).await
    }

    /// What a later request of somebody who is unlocked has.
    ///
    /// # Panics
    ///
    /// When their key is locked.
    pub async fn again(&self, person: &TestMember) -> Unlocked {
        let open = must(keys::unlocked(&self.cases, &person.member, &person.cookie).await);
        open.unwrap_or_else(|| panic!("the key of {} is locked", person.member.name))
    }

    /// Somebody asks this organisation for help, through the server's memory.
    ///
    /// # Panics
    ///
    /// When the organisation takes no requests.
    pub async fn ask(&self, plain: filing::Plain<'_>) -> (CaseReceipt, filing::SealedFiling) {
        let to = must(filing::intake_of(&self.cases, self.organisation).await);
        let to = to.unwrap_or_else(|| panic!("the helpline is not open"));
        let receipt = filing::new_receipt(&self.cases, WordList::English);
        let sealed = must(filing::seal(&self.cases, &to, &receipt, plain));
        must(filing::file_case(&self.cases, sealed.clone()).await);
        (receipt, sealed)
    }

    /// Everything that the database and the store of files hold, as bytes to search.
    ///
    /// # Panics
    ///
    /// When it cannot be read.
    pub async fn everything_stored(&self) -> Vec<u8> {
        let mut all = Vec::new();
        let dumped = saksi_db::dump::dump(&self.test.db, &mut all).await;
        dumped.unwrap_or_else(|error| panic!("the database cannot be dumped: {error}"));
        for hash in self.cases.blobs.list().await.unwrap_or_default() {
            all.extend(self.cases.blobs.get(hash).await.unwrap_or_default());
        }
        all
    }

    /// Locator and words as the person wrote them down.
    pub fn on_paper(receipt: &CaseReceipt) -> (String, Zeroizing<String>) {
        (receipt.locator().to_string(), receipt.words())
    }
}
