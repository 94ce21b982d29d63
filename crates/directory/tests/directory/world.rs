//! A network with a few organisations and people in it.

use saksi_base::{Clock as _, OrganisationId, PersonId, Problem, SeededRandom};
use saksi_db::testing::{TestDb, engines};
use saksi_db::{Actor, Viewer};
use saksi_directory::Directory;
use saksi_directory::actions::profiles;
use saksi_directory::model::search::{Looker, Wanted};
use saksi_directory::model::{Entry, Field, Listing, Subject, Value};
use saksi_network::actions::{self, SetUp};
use saksi_network::model::password::{PasswordCost, StoredPassword};
use saksi_network::model::secret::LinkSecret;
use saksi_network::{Member, OrganisationDraft, PersonDraft, Role, Roles, SignInName};

pub(crate) const PASSWORD: &str = "kucing makan nasi goreng";

fn stored() -> StoredPassword {
    StoredPassword::hash(PASSWORD, PasswordCost::LEAST, &SeededRandom::new(4)).unwrap()
}

/// Runs an action on behalf of a member in one named transaction.
macro_rules! act {
    ($world:expr, $by:expr, $tx:ident => $body:expr) => {
        saksi_db::write!($world.test.db, "test", $by.viewer(), $tx => { $body.await })
    };
}
pub(crate) use act;

/// Runs an action for everybody.
macro_rules! anybody {
    ($world:expr, $tx:ident => $body:expr) => {
        saksi_db::write!($world.test.db, "test", saksi_db::Viewer::Public, $tx => { $body.await })
    };
}
pub(crate) use anybody;

pub(crate) struct World {
    pub(crate) test: TestDb,
    pub(crate) directory: Directory,
    /// Siti, who runs the network.
    pub(crate) operator: Member,
}

impl World {
    pub(crate) async fn new(test: TestDb) -> Self {
        let done: Result<PersonId, Problem> = saksi_db::write!(test.db, "test", Viewer::System, tx => {
            let link = actions::ensure_set_up_link(&mut tx).await?.unwrap();
            let secret = LinkSecret::parse(link.strip_prefix("/set-up/").unwrap()).unwrap();
            let set_up = SetUp {
                organisation: OrganisationDraft::named("Saksi Nusantara", "Saksi Nusantara"),
                person: PersonDraft::named("Siti Aminah"),
                sign_in_name: SignInName::parse("siti").unwrap(),
                password: stored(),
            };
            Ok(actions::set_up(&mut tx, &secret, set_up).await?.0)
        });
        let operator = member(&test, done.unwrap()).await;
        Self { test, directory: Directory::default(), operator }
    }

    pub(crate) async fn organisation(&self, name: &str, english: &str) -> OrganisationId {
        self.open(OrganisationDraft::named(name, english)).await
    }

    pub(crate) async fn open(&self, draft: OrganisationDraft) -> OrganisationId {
        let by = &self.operator;
        let id: Result<_, Problem> = act!(self, by, tx => actions::open_organisation(&mut tx, by, draft.clone()));
        id.unwrap()
    }

    /// Somebody of an organisation; they sign in with the first word of their name.
    pub(crate) async fn person(&self, draft: PersonDraft, organisation: OrganisationId, role: Role) -> Member {
        let sign_in = draft.name.split_whitespace().next().unwrap().to_lowercase();
        let added: Result<PersonId, Problem> = saksi_db::write!(self.test.db, "test", Viewer::System, tx => {
            let person = actions::create_person(&mut tx, Actor::System, draft.clone(), false).await?;
            let name = SignInName::parse(&format!("{sign_in}-x")).unwrap();
            actions::give_credential(&mut tx, person, &name, &stored()).await?;
            actions::add_affiliation(&mut tx, Actor::System, person, organisation, &Roles::new([role]), false).await?;
            Ok(person)
        });
        member(&self.test, added.unwrap()).await
    }

    /// Another one who runs the network.
    pub(crate) async fn second_operator(&self, name: &str) -> Member {
        let bayu = self.person(PersonDraft::named(name), self.operator.organisation, Role::Coordinator).await;
        let by = &self.operator;
        let made: Result<(), Problem> = act!(self, by, tx => actions::set_operator(&mut tx, by, bayu.person, true));
        made.unwrap();
        member(&self.test, bayu.person).await
    }

    /// What somebody writes in their own record.
    pub(crate) async fn writes(&self, by: &Member, listing: Listing, entries: &[Entry]) {
        let subject = Subject::Person(by.person);
        let done: Result<(), Problem> = saksi_db::write!(self.test.db, "test", by.viewer(), tx => {
            let version = profiles::own(&mut tx, by, subject).await?.version;
            profiles::save(&mut tx, by, subject, version, listing, entries.to_vec()).await
        });
        done.unwrap();
    }

    /// The names that somebody finds.
    pub(crate) async fn finds(&self, text: &str, by: Option<&Member>) -> Vec<String> {
        let looker = by.map_or_else(Looker::default, |by| Looker {
            member: true,
            own: vec![by.person.0, by.organisation.0],
            groups: Vec::new(),
        });
        let wanted = Wanted { text: text.into(), ..Wanted::default() };
        let hits = self.directory.search(&self.test.db, &wanted, &looker).await.unwrap();
        hits.into_iter().filter_map(|hit| hit.names.into_iter().next()).collect()
    }

    pub(crate) fn today(&self) -> saksi_base::Timestamp {
        self.test.clock.now()
    }
}

pub(crate) fn entry(field: Field, audience: saksi_directory::model::Audience, values: &[&str]) -> Entry {
    Entry { field, audience, values: values.iter().map(|text| Value::plain(*text)).collect() }
}

pub(crate) async fn member(test: &TestDb, person: PersonId) -> Member {
    let live: Result<_, Problem> = saksi_db::write!(test.db, "test", Viewer::System, tx => {
        let (_, secret) = actions::start_session(&mut tx, person, None, "").await?;
        actions::live_session(&mut tx, &secret).await
    });
    live.unwrap().unwrap().member.unwrap()
}

pub(crate) async fn worlds() -> Vec<World> {
    let mut worlds = Vec::new();
    for test in engines().await {
        worlds.push(World::new(test).await);
    }
    worlds
}

/// What a refusal says: of its first field, else as a whole.
pub(crate) fn said<T: std::fmt::Debug>(result: Result<T, Problem>) -> &'static str {
    let problem = result.unwrap_err();
    problem.fields.first().map_or(problem.message, |field| field.message)
}

/// A group as somebody fills it in.
pub(crate) fn group_named(name: &str, charter: &str) -> saksi_directory::model::groups::Group {
    saksi_directory::model::groups::Group {
        id: saksi_base::WorkingGroupId(uuid::Uuid::nil()),
        name: name.into(),
        charter: charter.into(),
        kind: String::new(),
        region: String::new(),
        place: saksi_base::Place::NotDisclosed,
        tags: saksi_directory::model::lenses::Tags::default(),
        version: 0,
    }
}
