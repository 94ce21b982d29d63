//! How the network behaves, on both engines.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail loudly")]

use std::sync::Arc;

use saksi_base::{OrganisationId, PersonId, Problem, SeededRandom, clock};
use saksi_db::testing::{TestDb, engines};
use saksi_db::{Actor, Viewer};
use saksi_network::actions::{self, SetUp, SignIn};
use saksi_network::model::password::{PasswordCost, StoredPassword};
use saksi_network::model::secret::LinkSecret;
use saksi_network::model::two_step::TwoStepSecret;
use saksi_network::{
    Capability, Hashing, Member, NetworkSettings, OrganisationDraft, PersonDraft, Role, Roles, Scope, Scopes, SealKey,
    SignInName,
};

const PASSWORD: &str = "kucing makan nasi goreng";

fn stored(password: &str) -> StoredPassword {
    StoredPassword::hash(password, PasswordCost::LEAST, &SeededRandom::new(4)).unwrap()
}

const KEY: SealKey = SealKey::new([4; 32]);

fn hashing() -> Hashing {
    Hashing::with(PasswordCost::LEAST, 2, 100, Arc::new(SeededRandom::new(2)))
}

/// Runs actions as the system in one named transaction.
macro_rules! act {
    ($world:expr, $tx:ident => $body:expr) => {
        saksi_db::write!($world.test.db, "test", Viewer::System, $tx => { $body.await })
    };
}

struct World {
    test: TestDb,
    organisation: OrganisationId,
    owner: Member,
}

impl World {
    /// A network that its first owner, Siti, has just set up.
    async fn new(test: TestDb) -> Self {
        let link: Option<String> =
            saksi_db::write!(test.db, "test", Viewer::System, tx => { actions::ensure_set_up_link(&mut tx).await })
                .unwrap();
        let secret = LinkSecret::parse(link.unwrap().strip_prefix("/set-up/").unwrap()).unwrap();
        let set_up = SetUp {
            organisation: OrganisationDraft::named("Saksi Nusantara", "Saksi Nusantara"),
            person: PersonDraft::named("Siti Aminah"),
            sign_in_name: SignInName::parse("siti").unwrap(),
            password: stored(PASSWORD),
        };
        let done: Result<_, Problem> = saksi_db::write!(test.db, "test", Viewer::System, tx => {
            actions::set_up(&mut tx, &secret, set_up.clone()).await
        });
        let (person, organisation) = done.unwrap();
        let owner = member(&test, person).await.unwrap();
        Self { test, organisation, owner }
    }

    /// Somebody new in the first organisation.
    async fn person(&self, name: &str, roles: &[Role]) -> Member {
        let added: Result<PersonId, Problem> = saksi_db::write!(self.test.db, "test", Viewer::System, tx => {
            let person = actions::create_person(&mut tx, Actor::System, PersonDraft::named(name), false).await?;
            let sign_in = SignInName::parse(&name.to_lowercase()).unwrap();
            actions::give_credential(&mut tx, person, &sign_in, &stored(PASSWORD)).await?;
            let roles = Roles::new(roles.iter().copied());
            actions::add_affiliation(&mut tx, Actor::System, person, self.organisation, &roles, false).await?;
            Ok(person)
        });
        member(&self.test, added.unwrap()).await.unwrap()
    }

    async fn affiliation(&self, person: PersonId) -> saksi_network::Affiliation {
        let all: Result<Vec<_>, Problem> = act!(self, tx => saksi_network::affiliations_of(&mut tx, person));
        all.unwrap().into_iter().find(|a| a.organisation == self.organisation).unwrap()
    }

    async fn live(&self, secret: &LinkSecret) -> Option<actions::LiveSession> {
        let live: Result<_, Problem> = act!(self, tx => actions::live_session(&mut tx, secret));
        live.unwrap()
    }

    async fn sign_in(&self, name: &str, password: &str) -> Result<SignIn, Problem> {
        actions::sign_in(&self.test.db, &hashing(), name, password, "Firefox, Android", None).await
    }

    async fn signed_in(&self, name: &str) -> LinkSecret {
        match self.sign_in(name, PASSWORD).await.unwrap() {
            SignIn::Done(secret) => secret,
            SignIn::SecondStep(_) => panic!("no second step was set up"),
        }
    }

    /// Sets up a second step for a person; gives the secret and the recovery codes.
    async fn two_step(&self, person: PersonId) -> (TwoStepSecret, Vec<String>) {
        let secret: Result<TwoStepSecret, Problem> = act!(self, tx => actions::begin_two_step(&mut tx, &KEY, person));
        let secret = secret.unwrap();
        let code = secret.code_at(self.now()).unwrap();
        let codes: Result<Vec<String>, Problem> =
            act!(self, tx => actions::finish_two_step(&mut tx, &KEY, person, &code));
        (secret, codes.unwrap())
    }

    fn now(&self) -> saksi_base::Timestamp {
        use saksi_base::Clock;
        self.test.clock.now()
    }
}

async fn member(test: &TestDb, person: PersonId) -> Option<Member> {
    let live: Result<_, Problem> = saksi_db::write!(test.db, "test", Viewer::System, tx => {
        let (_, secret) = actions::start_session(&mut tx, person, None, "").await?;
        actions::live_session(&mut tx, &secret).await
    });
    live.unwrap().and_then(|live| live.member)
}

async fn worlds() -> Vec<World> {
    let mut worlds = Vec::new();
    for test in engines().await {
        worlds.push(World::new(test).await);
    }
    worlds
}

fn said<T: std::fmt::Debug>(result: Result<T, Problem>) -> &'static str {
    let problem = result.unwrap_err();
    problem.fields.first().map_or(problem.message, |field| field.message)
}

#[tokio::test]
async fn the_set_up_link_works_once_and_only_in_its_two_days() {
    for test in engines().await {
        let late: Result<Option<String>, Problem> =
            saksi_db::write!(test.db, "test", Viewer::System, tx => { actions::ensure_set_up_link(&mut tx).await });
        let late = LinkSecret::parse(late.unwrap().unwrap().strip_prefix("/set-up/").unwrap()).unwrap();
        test.clock.advance(48 * clock::HOUR);
        let waits: Result<(), Problem> = saksi_db::write!(test.db, "test", Viewer::System, tx => { actions::set_up_link_waits(&mut tx, &late).await });
        assert_eq!(said(waits), "network-set-up-spent");

        let world = World::new(test).await;
        assert!(world.owner.operator && world.owner.has(Capability::MANAGE_ORGANISATION));
        let again: Result<Option<String>, Problem> = act!(world, tx => actions::ensure_set_up_link(&mut tx));
        assert_eq!(again.unwrap(), None, "nothing is left to set up");
        let settings: Result<NetworkSettings, Problem> = act!(world, tx => saksi_network::network_settings(&mut tx));
        assert_eq!(settings.unwrap().intake, Some(world.organisation));
    }
}

/// Nothing tells who somebody was, and nothing lets them in.
async fn is_gone(test: &TestDb, person: PersonId) {
    let known: Result<_, Problem> =
        saksi_db::read!(test.db, Viewer::System, tx => { saksi_network::person(&mut tx, person).await });
    let known = known.unwrap().unwrap();
    assert!(known.closed.is_some() && !known.operator);
    assert_eq!((known.name.as_str(), known.display_name.as_str()), ("\u{2014}", "\u{2014}"));
    let signed_in = actions::sign_in(&test.db, &hashing(), "bayu", PASSWORD, "", None).await;
    assert!(signed_in.is_err());
}

#[tokio::test]
async fn whoever_closes_their_account_takes_name_and_way_in_with_them_for_good() {
    for (world, restored) in worlds().await.into_iter().zip(engines().await) {
        let owner = &world.owner;
        let refused: Result<(), Problem> = act!(world, tx => actions::close_account(&mut tx, owner.person));
        assert_eq!(said(refused), "network-last-operator");
        let bayu = world.person("Bayu", &[Role::Checker, Role::Owner]).await;
        let promoted: Result<(), Problem> = act!(world, tx => actions::set_operator(&mut tx, owner, bayu.person, true));
        promoted.unwrap();
        let mut backup = Vec::new();
        saksi_db::dump::dump(&world.test.db, &mut backup).await.unwrap();

        let closed: Result<(), Problem> = act!(world, tx => actions::close_account(&mut tx, bayu.person));
        closed.unwrap();
        is_gone(&world.test, bayu.person).await;
        assert!(world.affiliation(bayu.person).await.ended.is_some());
        assert!(member(&world.test, bayu.person).await.is_none());

        // A restored backup knows who it was; the way in is shut already, and the server takes the name when it looks after the house.
        let folder = tempfile::tempdir().unwrap();
        let apart = saksi_db::blobs::Blobs::folder(folder.path()).await.unwrap();
        world.test.db.keep_tombstones_apart(&apart).await.unwrap();
        saksi_db::dump::load(&restored.db, &mut backup.as_slice(), &[apart]).await.unwrap();
        let signed_in = actions::sign_in(&restored.db, &hashing(), "bayu", PASSWORD, "", None).await;
        assert!(signed_in.is_err());
        let swept: Result<u64, Problem> =
            saksi_db::write!(restored.db, "test", Viewer::System, tx => { actions::sweep_sessions(&mut tx).await });
        swept.unwrap();
        is_gone(&restored, bayu.person).await;
    }
}

#[tokio::test]
async fn the_last_owner_cannot_close_their_account() {
    for world in worlds().await {
        let bayu = world.person("Bayu", &[Role::Checker]).await;
        let promoted: Result<(), Problem> =
            act!(world, tx => actions::set_operator(&mut tx, &world.owner, bayu.person, true));
        promoted.unwrap();
        let refused: Result<(), Problem> = act!(world, tx => actions::close_account(&mut tx, world.owner.person));
        assert_eq!(said(refused), "network-last-owner");
        assert!(world.sign_in("siti", PASSWORD).await.is_ok(), "nothing of it happened");
    }
}

#[tokio::test]
async fn the_last_owner_cannot_leave() {
    for world in worlds().await {
        let owner = &world.owner;
        let mine = world.affiliation(owner.person).await;
        let checker = Roles::new([Role::Checker]);
        let left: Result<(), Problem> = act!(world, tx => actions::end_affiliation(&mut tx, owner, mine.id));
        assert_eq!(said(left), "network-last-owner");
        let demoted: Result<(), Problem> =
            act!(world, tx => actions::change_roles(&mut tx, owner, mine.id, &checker, true));
        assert_eq!(said(demoted), "network-last-owner");

        let second = world.person("Bayu", &[Role::Owner]).await;
        let left: Result<(), Problem> = act!(world, tx => actions::end_affiliation(&mut tx, owner, mine.id));
        left.unwrap();
        assert_eq!(member(&world.test, owner.person).await, None, "who has left acts for nobody");
        let his = world.affiliation(second.person).await;
        let left: Result<(), Problem> = act!(world, tx => actions::end_affiliation(&mut tx, &second, his.id));
        assert_eq!(said(left), "network-last-owner");
    }
}

#[tokio::test]
async fn two_owners_who_leave_in_the_same_moment_leave_one_behind() {
    for world in worlds().await {
        let second = world.person("Bayu", &[Role::Owner]).await;
        let (first_id, second_id) =
            (world.affiliation(world.owner.person).await.id, world.affiliation(second.person).await.id);
        let leave = async |member: &Member, id| {
            let left: Result<(), Problem> = act!(world, tx => actions::end_affiliation(&mut tx, member, id));
            left.is_ok()
        };
        let (one, other) = tokio::join!(leave(&world.owner, first_id), leave(&second, second_id));
        assert!(one != other, "exactly one may leave on {}", world.test.engine);
    }
}

#[tokio::test]
async fn roles_are_dated_and_nobody_gives_more_than_they_hold() {
    for world in worlds().await {
        let coordinator = world.person("Dewi", &[Role::Coordinator]).await;
        let checker = world.person("Eko", &[Role::Checker]).await;
        let his = world.affiliation(checker.person).await;
        let owners = Roles::new([Role::Checker, Role::Owner]);
        let reviewers = Roles::new([Role::Checker, Role::Reviewer]);
        let made: Result<(), Problem> =
            act!(world, tx => actions::change_roles(&mut tx, &coordinator, his.id, &owners, false));
        assert_eq!(said(made), "network-only-an-owner-makes-owners");
        let made: Result<(), Problem> =
            act!(world, tx => actions::change_roles(&mut tx, &checker, his.id, &reviewers, false));
        assert_eq!(said(made), "problem-forbidden");
        let hers = world.affiliation(world.owner.person).await;
        let ended: Result<(), Problem> = act!(world, tx => actions::end_affiliation(&mut tx, &coordinator, hers.id));
        assert_eq!(said(ended), "network-only-an-owner-makes-owners");

        world.test.clock.advance(3 * clock::DAY);
        let made: Result<(), Problem> =
            act!(world, tx => actions::change_roles(&mut tx, &coordinator, his.id, &reviewers, true));
        made.unwrap();
        world.test.clock.advance(3 * clock::DAY);
        let only = Roles::new([Role::Reviewer]);
        let made: Result<(), Problem> =
            act!(world, tx => actions::change_roles(&mut tx, &coordinator, his.id, &only, true));
        made.unwrap();
        let history: Result<Vec<_>, Problem> = act!(world, tx => saksi_network::role_history(&mut tx, his.id));
        let history: Vec<_> = history
            .unwrap()
            .into_iter()
            .map(|p| (p.role, p.started.to_date(), p.ended.map(saksi_base::Timestamp::to_date)))
            .collect();
        assert_eq!(
            history,
            [
                (Role::Checker, "2026-01-15".to_owned(), Some("2026-01-21".to_owned())),
                (Role::Reviewer, "2026-01-18".to_owned(), None),
            ]
        );
        let now = world.affiliation(checker.person).await;
        assert!(now.speaks_for && now.roles == only);
    }
}

async fn invite(world: &World, by: &Member, roles: &[Role]) -> Result<LinkSecret, Problem> {
    let roles = Roles::new(roles.iter().copied());
    let made: Result<_, Problem> = act!(world, tx => actions::invite(&mut tx, by, &roles, false, "for Joko"));
    made.map(|(_, secret)| secret)
}

async fn join(world: &World, secret: &LinkSecret, name: &str) -> Result<PersonId, Problem> {
    let sign_in = SignInName::parse(name).unwrap();
    let joined: Result<_, Problem> = act!(world, tx => actions::join_as_new(
        &mut tx, secret, PersonDraft::named(name), &sign_in, &stored(PASSWORD)
    ));
    joined.map(|(person, _)| person)
}

#[tokio::test]
async fn a_used_invitation_does_not_work_twice() {
    for world in worlds().await {
        let secret = invite(&world, &world.owner, &[Role::Checker, Role::Researcher]).await.unwrap();
        let joko = join(&world, &secret, "joko").await.unwrap();
        assert_eq!(said(join(&world, &secret, "somebody").await), "network-invitation-used");
        let member = member(&world.test, joko).await.unwrap();
        assert_eq!(member.roles, Roles::new([Role::Checker, Role::Researcher]));
        assert!(member.has(Capability::RESEARCH) && !member.has(Capability::REVIEW));

        let other = invite(&world, &world.owner, &[Role::Reviewer]).await.unwrap();
        assert_eq!(said(join(&world, &other, "JOKO").await), "network-sign-in-name-taken");
        let joined: Result<OrganisationId, Problem> = act!(world, tx => actions::join_as_person(&mut tx, &other, joko));
        assert_eq!(joined.unwrap(), world.organisation);
        let roles = world.affiliation(joko).await.roles;
        assert_eq!(
            roles,
            Roles::new([Role::Checker, Role::Reviewer, Role::Researcher]),
            "roles are joined, not replaced"
        );
    }
}

#[tokio::test]
async fn a_revoked_old_or_made_up_invitation_opens_nothing() {
    for world in worlds().await {
        let revoked = invite(&world, &world.owner, &[Role::Checker]).await.unwrap();
        let waiting: Result<Vec<_>, Problem> = act!(world, tx => actions::waiting_invitations(&mut tx, &world.owner));
        let waiting = waiting.unwrap();
        assert_eq!(waiting.len(), 1);
        let done: Result<(), Problem> =
            act!(world, tx => actions::revoke_invitation(&mut tx, &world.owner, waiting[0].id));
        done.unwrap();
        assert_eq!(said(join(&world, &revoked, "joko").await), "network-invitation-revoked");

        let old = invite(&world, &world.owner, &[Role::Checker]).await.unwrap();
        world.test.clock.advance(7 * clock::DAY);
        assert_eq!(said(join(&world, &old, "joko").await), "network-invitation-expired");
        let made_up = LinkSecret::new(&SeededRandom::new(77));
        assert_eq!(said(join(&world, &made_up, "joko").await), "network-invitation-unknown");

        let checker = world.person("Eko", &[Role::Checker]).await;
        assert_eq!(said(invite(&world, &checker, &[Role::Checker]).await), "problem-forbidden");
        let dewi = world.person("Dewi", &[Role::Coordinator]).await;
        assert_eq!(said(invite(&world, &dewi, &[Role::Owner]).await), "network-only-an-owner-makes-owners");
        assert_eq!(said(invite(&world, &world.owner, &[]).await), "network-role-missing");

        let last = invite(&world, &dewi, &[Role::Checker]).await.unwrap();
        let hers = world.affiliation(dewi.person).await;
        let ended: Result<(), Problem> = act!(world, tx => actions::end_affiliation(&mut tx, &world.owner, hers.id));
        ended.unwrap();
        assert_eq!(said(join(&world, &last, "joko").await), "network-invitation-revoked", "she may invite no longer");
    }
}

#[tokio::test]
async fn an_unknown_name_takes_as_long_as_a_wrong_password() {
    for world in worlds().await {
        for (name, password) in [
            ("siti", "a wrong password"),
            ("nobody", PASSWORD),
            ("", PASSWORD),
            ("two words", PASSWORD),
            ("siti", ""),
            ("siti", &"long".repeat(200)),
        ] {
            let hashing = hashing();
            let outcome = actions::sign_in(&world.test.db, &hashing, name, password, "", None).await;
            assert_eq!(said(outcome), "network-sign-in-wrong", "{name}");
            assert_eq!(hashing.computed(), 1, "{name}");
        }
        let hashing = hashing();
        assert!(actions::sign_in(&world.test.db, &hashing, " SITI ", PASSWORD, "", None).await.is_ok());
        assert_eq!(hashing.computed(), 1);
    }
}

#[tokio::test]
async fn an_old_hash_is_strengthened_at_sign_in() {
    for world in worlds().await {
        let stronger = PasswordCost { memory: 64, passes: 2, lanes: 1 };
        let hashing = Hashing::with(stronger, 2, 10, Arc::new(SeededRandom::new(2)));
        for computed in [2, 3] {
            actions::sign_in(&world.test.db, &hashing, "siti", PASSWORD, "", None).await.unwrap();
            assert_eq!(hashing.computed(), computed, "hashed anew the first time only");
        }
    }
}

#[tokio::test]
async fn signing_out_everywhere_ends_other_sessions() {
    for world in worlds().await {
        let here = world.signed_in("siti").await;
        let there = world.signed_in("siti").await;
        let live = world.live(&here).await.unwrap();
        let ended: Result<u64, Problem> =
            act!(world, tx => actions::sign_out_everywhere(&mut tx, live.person, Some(live.id)));
        assert!(ended.unwrap() >= 1);
        assert!(world.live(&here).await.is_some());
        assert!(world.live(&there).await.is_none());
        let out: Result<(), Problem> = act!(world, tx => actions::sign_out(&mut tx, &here));
        out.unwrap();
        assert!(world.live(&here).await.is_none());
    }
}

#[tokio::test]
async fn a_lost_telephone_is_signed_out_by_whoever_manages_people() {
    for world in worlds().await {
        let dewi = world.person("Dewi", &[Role::Coordinator]).await;
        let eko = world.person("Eko", &[Role::Checker]).await;
        let (his, hers) = (world.affiliation(eko.person).await, world.affiliation(world.owner.person).await);
        let telephone = world.signed_in("eko").await;
        let owners = world.signed_in("siti").await;

        let refused: Result<u64, Problem> = act!(world, tx => actions::sign_out_member(&mut tx, &eko, hers.id));
        assert_eq!(said(refused), "problem-forbidden");
        let refused: Result<u64, Problem> = act!(world, tx => actions::sign_out_member(&mut tx, &dewi, hers.id));
        assert_eq!(said(refused), "network-only-an-owner-makes-owners");
        assert!(world.live(&owners).await.is_some());

        let ended: Result<u64, Problem> = act!(world, tx => actions::sign_out_member(&mut tx, &dewi, his.id));
        assert_eq!(ended.unwrap(), 2, "the telephone, and where he was signed in before");
        assert!(world.live(&telephone).await.is_none());
        assert!(world.live(&world.signed_in("eko").await).await.is_some(), "he may come back with his password");
    }
}

#[tokio::test]
async fn a_session_ends_when_it_is_idle_and_when_it_is_old() {
    for world in worlds().await {
        let idle = world.signed_in("siti").await;
        world.test.clock.advance(11 * clock::HOUR);
        assert!(world.live(&idle).await.unwrap().stale);
        world.test.clock.advance(clock::HOUR);
        assert!(world.live(&idle).await.is_none(), "twelve hours without use");

        let busy = world.signed_in("siti").await;
        for _ in 0..(14 * 24 / 8 - 1) {
            world.test.clock.advance(8 * clock::HOUR);
            let live = world.live(&busy).await.unwrap();
            let touched: Result<(), Problem> = act!(world, tx => actions::touch_session(&mut tx, live.id));
            touched.unwrap();
        }
        world.test.clock.advance(8 * clock::HOUR);
        assert!(world.live(&busy).await.is_none(), "fourteen days are over");
        let swept: Result<u64, Problem> = act!(world, tx => actions::sweep_sessions(&mut tx));
        assert!(swept.unwrap() >= 2);
    }
}

#[tokio::test]
async fn the_second_step_is_needed_once_it_is_set_up_and_a_code_is_spent_by_use() {
    for world in worlds().await {
        let (secret, codes) = world.two_step(world.owner.person).await;
        assert_eq!(codes.len(), 10);
        let pending = match world.sign_in("siti", PASSWORD).await.unwrap() {
            SignIn::SecondStep(pending) => pending,
            SignIn::Done(_) => panic!("the second step must be asked for"),
        };
        let half = world.live(&pending).await.unwrap();
        assert!(half.awaits_second && half.member.is_none(), "half signed in opens nothing");

        let used = secret.code_at(world.now()).unwrap();
        let step = async |code: String| {
            let done: Result<LinkSecret, Problem> =
                act!(world, tx => actions::second_step(&mut tx, &KEY, &pending, &code, ""));
            done
        };
        assert_eq!(said(step(used).await), "network-code-wrong", "the code that finished the set-up is spent");
        assert_eq!(said(step("000000x".into()).await), "network-code-wrong");
        world.test.clock.advance(60 * clock::SECOND);
        let whole = step(secret.code_at(world.now()).unwrap()).await.unwrap();
        assert_ne!(whole.reveal(), pending.reveal(), "the session has another secret now");
        assert!(world.live(&whole).await.unwrap().member.is_some());
        assert!(world.live(&pending).await.is_none());
    }
}

#[tokio::test]
async fn a_recovery_code_stands_in_for_the_phone_once() {
    for world in worlds().await {
        let (_, codes) = world.two_step(world.owner.person).await;
        for (attempt, fine) in [(0, true), (1, false)] {
            let SignIn::SecondStep(pending) = world.sign_in("siti", PASSWORD).await.unwrap() else { panic!() };
            let typed = codes[0].to_uppercase().replace('-', " ");
            let done: Result<LinkSecret, Problem> =
                act!(world, tx => actions::second_step(&mut tx, &KEY, &pending, &typed, ""));
            assert_eq!(done.is_ok(), fine, "attempt {attempt}");
        }
        let sheet: Result<Vec<String>, Problem> =
            act!(world, tx => actions::new_recovery_codes(&mut tx, world.owner.person));
        assert!(sheet.is_ok());
        let SignIn::SecondStep(pending) = world.sign_in("siti", PASSWORD).await.unwrap() else { panic!() };
        let done: Result<LinkSecret, Problem> =
            act!(world, tx => actions::second_step(&mut tx, &KEY, &pending, &codes[1], ""));
        assert_eq!(said(done), "network-code-wrong", "a new sheet voids the old one");
    }
}

#[tokio::test]
async fn the_second_step_becomes_compulsory_after_the_grace_or_when_the_network_says_so() {
    for world in worlds().await {
        let secret = world.signed_in("siti").await;
        assert!(!world.live(&secret).await.unwrap().must_set_up_two_step);
        let settings =
            NetworkSettings { two_step_required: true, intake: Some(world.organisation), ..Default::default() };
        let changed: Result<(), Problem> =
            act!(world, tx => actions::change_settings(&mut tx, &world.owner, settings.clone()));
        changed.unwrap();
        assert!(world.live(&secret).await.unwrap().must_set_up_two_step);
        let settings = NetworkSettings { two_step_required: false, ..settings };
        let changed: Result<(), Problem> =
            act!(world, tx => actions::change_settings(&mut tx, &world.owner, settings.clone()));
        changed.unwrap();
        world.test.clock.advance(14 * clock::DAY);
        let secret = world.signed_in("siti").await;
        assert!(world.live(&secret).await.unwrap().must_set_up_two_step);
        world.two_step(world.owner.person).await;
        assert!(!world.live(&secret).await.unwrap().must_set_up_two_step);
    }
}

#[tokio::test]
async fn a_changed_password_signs_the_others_out() {
    for world in worlds().await {
        let here = world.signed_in("siti").await;
        let there = world.signed_in("siti").await;
        let live = world.live(&here).await.unwrap();
        let hashing = hashing();
        let new = "hujan turun di atas atap";
        for (present, wanted, message) in [
            ("wrong", new, "network-password-wrong"),
            (PASSWORD, "short", "network-password-too-short"),
            (PASSWORD, "Saksi Nusantara", "network-password-name"),
        ] {
            let changed =
                actions::change_password(&world.test.db, (&hashing, &KEY), &live, (present, ""), wanted).await;
            assert_eq!(said(changed), message);
        }
        let rotated =
            actions::change_password(&world.test.db, (&hashing, &KEY), &live, (PASSWORD, ""), new).await.unwrap();
        assert!(world.live(&rotated).await.is_some());
        assert!(world.live(&here).await.is_none() && world.live(&there).await.is_none());
        assert!(world.sign_in("siti", PASSWORD).await.is_err());
        assert!(world.sign_in("siti", new).await.is_ok());
    }
}

#[tokio::test]
async fn an_owner_opens_the_way_back_but_never_sets_a_password() {
    for world in worlds().await {
        let eko = world.person("Eko", &[Role::Checker]).await;
        let (_, _) = world.two_step(eko.person).await;
        let his = world.affiliation(eko.person).await;
        let hers = world.affiliation(world.owner.person).await;
        let dewi = world.person("Dewi", &[Role::Coordinator]).await;
        let bayu = world.person("Bayu", &[Role::Owner]).await;
        let refused: Result<LinkSecret, Problem> =
            act!(world, tx => actions::issue_reset_link(&mut tx, &dewi, his.id, true));
        assert_eq!(said(refused), "problem-forbidden", "owners only");
        let refused: Result<LinkSecret, Problem> =
            act!(world, tx => actions::issue_reset_link(&mut tx, &bayu, hers.id, true));
        assert_eq!(said(refused), "problem-forbidden", "an owner does not open an operator's account");

        let link: Result<LinkSecret, Problem> =
            act!(world, tx => actions::issue_reset_link(&mut tx, &bayu, his.id, true));
        let link = link.unwrap();
        let new = stored("payung biru di pinggir sungai");
        let reset: Result<PersonId, Problem> = act!(world, tx => actions::reset_password(&mut tx, &link, &new));
        assert_eq!(reset.unwrap(), eko.person);
        let again: Result<PersonId, Problem> = act!(world, tx => actions::reset_password(&mut tx, &link, &new));
        assert_eq!(said(again), "network-reset-spent");
        assert!(matches!(world.sign_in("eko", "payung biru di pinggir sungai").await, Ok(SignIn::Done(_))));

        let late: Result<LinkSecret, Problem> =
            act!(world, tx => actions::issue_reset_link(&mut tx, &bayu, his.id, false));
        let late = late.unwrap();
        world.test.clock.advance(24 * clock::HOUR);
        let reset: Result<PersonId, Problem> = act!(world, tx => actions::reset_password(&mut tx, &late, &new));
        assert_eq!(said(reset), "network-reset-spent");
    }
}

#[tokio::test]
async fn the_only_owner_who_lost_everything_comes_back_through_an_operator() {
    for world in worlds().await {
        let draft = OrganisationDraft::named("Cek Bersama", "Cek Bersama");
        let second: Result<OrganisationId, Problem> =
            act!(world, tx => actions::open_organisation(&mut tx, &world.owner, draft.clone()));
        let second = second.unwrap();
        let link: Result<LinkSecret, Problem> = act!(world, tx => actions::invite_owner(&mut tx, &world.owner, second));
        let lost = join(&world, &link.unwrap(), "dewi").await.unwrap();
        world.two_step(lost).await;

        // Password, telephone and codes are gone. The operator invites an owner anew …
        let link: Result<LinkSecret, Problem> = act!(world, tx => actions::invite_owner(&mut tx, &world.owner, second));
        let anew = join(&world, &link.unwrap(), "dewi-baru").await.unwrap();
        let anew = member(&world.test, anew).await.unwrap();
        assert!(anew.roles.contains(Role::Owner));
        // … who opens the old account, second step removed.
        let old: Result<Vec<_>, Problem> = act!(world, tx => saksi_network::affiliations_of(&mut tx, lost));
        let old = old.unwrap().remove(0);
        let link: Result<LinkSecret, Problem> =
            act!(world, tx => actions::issue_reset_link(&mut tx, &anew, old.id, true));
        let new = stored("payung biru di pinggir sungai");
        let link = link.unwrap();
        let reset: Result<PersonId, Problem> = act!(world, tx => actions::reset_password(&mut tx, &link, &new));
        assert_eq!(reset.unwrap(), lost);
        assert!(matches!(world.sign_in("dewi", "payung biru di pinggir sungai").await, Ok(SignIn::Done(_))));
    }
}

#[tokio::test]
async fn whoever_leaves_the_last_organisation_is_signed_out_everywhere() {
    for world in worlds().await {
        let eko = world.person("Eko", &[Role::Checker]).await;
        let (here, there) = (world.signed_in("eko").await, world.signed_in("eko").await);
        let draft = OrganisationDraft::named("台灣查核社", "Taiwan Checkers");
        let second: Result<OrganisationId, Problem> =
            act!(world, tx => actions::open_organisation(&mut tx, &world.owner, draft.clone()));
        let second = second.unwrap();
        let roles = Roles::new([Role::Checker]);
        let added: Result<_, Problem> =
            act!(world, tx => actions::add_affiliation(&mut tx, Actor::System, eko.person, second, &roles, false));
        let other = added.unwrap();
        let his = world.affiliation(eko.person).await;
        let ended: Result<(), Problem> = act!(world, tx => actions::end_affiliation(&mut tx, &world.owner, his.id));
        ended.unwrap();
        assert!(world.live(&here).await.unwrap().member.is_none(), "the other organisation is still theirs to choose");
        let by = Member { organisation: second, roles: Roles::new([Role::Owner]), ..world.owner.clone() };
        let owner: Result<_, Problem> = act!(world, tx => actions::add_affiliation(
            &mut tx, Actor::System, by.person, second, &Roles::new([Role::Owner]), false));
        owner.unwrap();
        let ended: Result<(), Problem> = act!(world, tx => actions::end_affiliation(&mut tx, &by, other));
        ended.unwrap();
        assert!(world.live(&here).await.is_none() && world.live(&there).await.is_none());
        assert!(world.live(&world.signed_in("siti").await).await.is_some(), "nobody else is");
    }
}

#[tokio::test]
async fn a_person_belongs_to_several_organisations_and_acts_for_one_at_a_time() {
    for world in worlds().await {
        let draft = OrganisationDraft::named("台灣查核社", "Taiwan Checkers");
        world.test.clock.advance(clock::SECOND);
        let second: Result<OrganisationId, Problem> =
            act!(world, tx => actions::open_organisation(&mut tx, &world.owner, draft.clone()));
        let second = second.unwrap();
        let roles = Roles::new([Role::Checker]);
        let person = world.owner.person;
        let added: Result<_, Problem> =
            act!(world, tx => actions::add_affiliation(&mut tx, Actor::System, person, second, &roles, false));
        added.unwrap();
        let secret = world.signed_in("siti").await;
        let live = world.live(&secret).await.unwrap();
        assert_eq!(live.member.as_ref().unwrap().organisation, world.organisation);
        let switched: Result<(), Problem> =
            act!(world, tx => actions::switch_organisation(&mut tx, person, live.id, second));
        switched.unwrap();
        let acting = world.live(&secret).await.unwrap().member.unwrap();
        assert_eq!((acting.organisation, acting.organisation_name.as_str()), (second, "台灣查核社"));
        assert!(acting.may(Capability::MANAGE_PEOPLE).is_err(), "roles do not travel");

        let closed: Result<(), Problem> = act!(world, tx => actions::close_organisation(&mut tx, &world.owner, second));
        closed.unwrap();
        assert!(world.live(&secret).await.unwrap().member.is_none(), "nobody acts for a closed organisation");
        let intake: Result<(), Problem> =
            act!(world, tx => actions::close_organisation(&mut tx, &world.owner, world.organisation));
        assert_eq!(said(intake), "network-close-intake");
    }
}

#[tokio::test]
async fn organisations_keep_their_names_places_and_links() {
    for world in worlds().await {
        let draft = OrganisationDraft {
            aliases: vec!["MyGoPen 麥擱騙".into(), "MyGoPen".into()],
            legal_place: saksi_base::Place::Territory("TW"),
            operating_places: vec![
                saksi_base::Place::Territory("TW"),
                saksi_base::Place::SelfDescribed("Matsu".into()),
            ],
            languages: vec!["zh-Hant".parse().unwrap(), "nan".parse().unwrap()],
            website: "https://www.mygopen.com".into(),
            email: "desk@mygopen.example".into(),
            contact: "LINE: @mygopen".into(),
            about: "Checks messages\nof every day.".into(),
            ..OrganisationDraft::named("麥擱騙", "MyGoPen")
        };
        let mut ids = Vec::new();
        for _ in 0..2 {
            let made: Result<OrganisationId, Problem> =
                act!(world, tx => actions::open_organisation(&mut tx, &world.owner, draft.clone()));
            ids.push(made.unwrap());
            world.test.clock.advance(clock::SECOND);
        }
        let found: Result<_, Problem> = act!(world, tx => saksi_network::organisation_by_slug(&mut tx, "mygopen-2"));
        let found = found.unwrap().unwrap();
        assert_eq!(found.id, ids[1]);
        assert_eq!(found.draft(), draft.clone().tidy().unwrap());
        let all: Result<Vec<_>, Problem> = act!(world, tx => saksi_network::organisations(&mut tx));
        let all = all.unwrap();
        assert_eq!(
            all.iter().map(|o| o.english_name.as_str()).collect::<Vec<_>>(),
            ["MyGoPen", "MyGoPen", "Saksi Nusantara"]
        );
        assert_eq!(all.iter().find(|o| o.id == ids[1]), Some(&found), "the list and the single record agree");

        for name in ["麥擱騙", "MyGoPen", "MyGoPen 麥擱騙"] {
            let same: Result<OrganisationId, Problem> =
                act!(world, tx => actions::find_or_import_organisation(&mut tx, name, None, None));
            assert_eq!(same.unwrap(), ids[0], "{name}");
        }
        let imported: Result<OrganisationId, Problem> = act!(world, tx => actions::find_or_import_organisation(
            &mut tx, "蘭姆酒吐司", None, Some("https://www.rumtoast.com/")
        ));
        let imported = imported.unwrap();
        let read: Result<_, Problem> = act!(world, tx => saksi_network::organisation(&mut tx, imported));
        let read = read.unwrap().unwrap();
        assert!(read.imported && !read.verified);
        assert_eq!(read.english_name, "www.rumtoast.com");
        let space: Result<_, Problem> = act!(world, tx => saksi_network::organisation_space(&mut tx, imported));
        assert!(space.unwrap().is_some());
    }
}

#[tokio::test]
async fn only_an_operator_changes_what_belongs_to_the_network_and_the_last_one_stays() {
    for world in worlds().await {
        let bayu = world.person("Bayu", &[Role::Owner]).await;
        let draft = OrganisationDraft::named("Baru", "Baru");
        let opened: Result<OrganisationId, Problem> =
            act!(world, tx => actions::open_organisation(&mut tx, &bayu, draft.clone()));
        assert_eq!(said(opened), "problem-forbidden");
        let changed: Result<(), Problem> =
            act!(world, tx => actions::change_settings(&mut tx, &bayu, NetworkSettings::default()));
        assert_eq!(said(changed), "problem-forbidden");
        let alone: Result<(), Problem> =
            act!(world, tx => actions::set_operator(&mut tx, &world.owner, world.owner.person, false));
        assert_eq!(said(alone), "network-last-operator");
        let made: Result<(), Problem> =
            act!(world, tx => actions::set_operator(&mut tx, &world.owner, bayu.person, true));
        made.unwrap();
        let stepped_down: Result<(), Problem> =
            act!(world, tx => actions::set_operator(&mut tx, &world.owner, world.owner.person, false));
        stepped_down.unwrap();
        let stale: Result<OrganisationId, Problem> =
            act!(world, tx => actions::open_organisation(&mut tx, &world.owner, draft.clone()));
        assert_eq!(said(stale), "problem-forbidden", "what the session remembers does not count");

        let settings = NetworkSettings {
            name: "Jaring Saksi".into(),
            expiry_days: 90,
            intake: Some(world.organisation),
            ..NetworkSettings::default()
        };
        let changed: Result<(), Problem> =
            act!(world, tx => actions::change_settings(&mut tx, &bayu, settings.clone()));
        changed.unwrap();
        let read: Result<NetworkSettings, Problem> = act!(world, tx => saksi_network::network_settings(&mut tx));
        assert_eq!(read.unwrap(), settings);
    }
}

#[tokio::test]
async fn a_token_does_what_its_scopes_say_until_it_is_revoked() {
    for world in worlds().await {
        let scopes = Scopes::new([Scope::ChecksRead, Scope::MessagesWrite]);
        let owner = &world.owner;
        let made: Result<_, Problem> = act!(world, tx => actions::create_token(&mut tx, owner, "LINE bot", &scopes));
        let (token, text) = made.unwrap();
        assert!(text.starts_with("saksi_"));
        let used = async |text: &str| {
            let found: Result<_, Problem> = act!(world, tx => actions::use_token(&mut tx, text));
            found.unwrap()
        };
        let found = used(&text).await.unwrap();
        assert_eq!((found.organisation, &found.scopes), (world.organisation, &scopes));
        assert!(used("saksi_made-up").await.is_none() && used("").await.is_none());

        let checker = world.person("Eko", &[Role::Checker]).await;
        let refused: Result<_, Problem> = act!(world, tx => actions::create_token(&mut tx, &checker, "x", &scopes));
        assert_eq!(said(refused), "problem-forbidden");
        let none = Scopes::default();
        let refused: Result<_, Problem> = act!(world, tx => actions::create_token(&mut tx, owner, " ", &none));
        assert_eq!(refused.unwrap_err().fields.len(), 2);

        let revoked: Result<(), Problem> = act!(world, tx => actions::revoke_token(&mut tx, owner, token.id));
        revoked.unwrap();
        assert!(used(&text).await.is_none());
    }
}

#[tokio::test]
async fn the_journal_holds_what_happened_but_no_name() {
    for world in worlds().await {
        world.person("Bayu", &[Role::Owner]).await;
        let entries = world.test.db.follow(0).read().await.unwrap();
        let kinds: Vec<&str> = entries.iter().map(|entry| entry.kind.as_str()).collect();
        for kind in ["organisation-entered", "person-entered", "affiliation-begun"] {
            assert!(kinds.contains(&kind), "{kind} in {kinds:?}");
        }
        for entry in entries.iter().filter(|entry| entry.kind.starts_with("person")) {
            assert_eq!(entry.at, entry.at.day(), "of people only the day is kept");
        }
    }
}

#[tokio::test]
async fn second_step_secrets_stand_sealed_and_readable_ones_are_sealed_at_the_start() {
    for world in worlds().await {
        let person = world.owner.person;
        let (secret, codes) = world.two_step(person).await;
        let kept = async || {
            let kept: Result<Option<Vec<u8>>, Problem> = act!(world, tx => async {
                Ok(saksi_db::fetch_scalar!(&mut tx, Vec<u8>, "SELECT two_step_secret FROM credential WHERE person = $1", person)?)
            });
            kept.unwrap().unwrap()
        };
        assert_eq!(kept().await.len(), 61, "{}: way, nonce, secret, tag", world.test.engine);

        // As a version before this one kept it.
        let readable = b"12345678901234567890".to_vec();
        let put: Result<u64, Problem> = act!(world, tx => async {
            Ok(saksi_db::execute!(&mut tx, "UPDATE credential SET two_step_secret = $2 WHERE person = $1", person, readable.clone())?)
        });
        assert_eq!(put.unwrap(), 1);
        let sealed: Result<Option<u64>, Problem> = act!(world, tx => actions::seal_second_steps(&mut tx, &KEY));
        assert_eq!(sealed.unwrap(), Some(1));
        assert_eq!(kept().await.len(), 61);
        let again: Result<Option<u64>, Problem> = act!(world, tx => actions::seal_second_steps(&mut tx, &KEY));
        assert_eq!(again.unwrap(), Some(0));
        world.test.clock.advance(60 * clock::SECOND);
        let now = world.now();
        let code = TwoStepSecret::from_text("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ").unwrap().code_at(now).unwrap();
        let SignIn::SecondStep(pending) = world.sign_in("siti", PASSWORD).await.unwrap() else { panic!() };
        let done: Result<LinkSecret, Problem> =
            act!(world, tx => actions::second_step(&mut tx, &KEY, &pending, &code, ""));
        assert!(done.is_ok(), "the same secret makes the same codes");
        drop(secret);

        // Another key is noticed before anybody is locked out; a recovery code needs none.
        let other = SealKey::new([5; 32]);
        let noticed: Result<Option<u64>, Problem> = act!(world, tx => actions::seal_second_steps(&mut tx, &other));
        assert_eq!(noticed.unwrap(), None);
        let SignIn::SecondStep(pending) = world.sign_in("siti", PASSWORD).await.unwrap() else { panic!() };
        let done: Result<LinkSecret, Problem> =
            act!(world, tx => actions::second_step(&mut tx, &other, &pending, &codes[0], ""));
        assert!(done.is_ok());
    }
}

#[tokio::test]
async fn codes_go_on_working_under_a_renewed_key_and_a_process_with_the_old_one_says_so() {
    for world in worlds().await {
        let person = world.owner.person;
        let begun: Result<Option<u64>, Problem> = act!(world, tx => actions::seal_second_steps(&mut tx, &KEY));
        assert_eq!(begun.unwrap(), Some(0));
        let (secret, codes) = world.two_step(person).await;
        let (old, new) = (KEY, SealKey::new([6; 32]));
        let refused: Result<Option<u64>, Problem> =
            act!(world, tx => actions::reseal_second_steps(&mut tx, &new, &old));
        assert_eq!(refused.unwrap(), None, "from a key that sealed nothing");
        let moved: Result<Option<u64>, Problem> = act!(world, tx => actions::reseal_second_steps(&mut tx, &old, &new));
        assert_eq!(moved.unwrap(), Some(1));
        let mark: Result<Option<String>, Problem> = act!(world, tx => actions::second_step_mark(&mut tx));
        assert_eq!(mark.unwrap(), Some(new.mark()));

        world.test.clock.advance(60 * clock::SECOND);
        let code = secret.code_at(world.now()).unwrap();
        let step = async |key: &SealKey, code: &str| {
            let SignIn::SecondStep(pending) = world.sign_in("siti", PASSWORD).await.unwrap() else { panic!() };
            let done: Result<LinkSecret, Problem> =
                act!(world, tx => actions::second_step(&mut tx, key, &pending, code, ""));
            done
        };
        // The right code is not called wrong; the sheet of recovery codes serves.
        assert_eq!(said(step(&old, &code).await), "network-code-unreadable");
        assert!(step(&new, &code).await.is_ok());
        assert!(step(&old, &codes[0]).await.is_ok());
        assert_eq!(said(step(&new, "000000").await), "network-code-wrong");

        let colleague = world.person("Budi", &[Role::Checker]).await.person;
        let begun: Result<TwoStepSecret, Problem> =
            act!(world, tx => actions::begin_two_step(&mut tx, &old, colleague));
        assert_eq!(said(begun), "network-two-step-key-changed");
        let begun: Result<TwoStepSecret, Problem> =
            act!(world, tx => actions::begin_two_step(&mut tx, &new, colleague));
        assert!(begun.is_ok());
    }
}
