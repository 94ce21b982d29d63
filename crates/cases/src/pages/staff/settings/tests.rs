//! What the forms of the settings write, they read back.

use saksi_base::Place;

use super::*;
use crate::model::bells::Bells;
use crate::model::clocks::Targets;
use crate::model::referral::{Fees, PartnerKind, ProviderProfile, StartTime, WeeklyHours};
use crate::model::reply::{Checklist, Template};
use crate::model::retention::RetentionRules;
use crate::model::toolkit::{Toolkit, ToolkitKind, ToolkitText};
use crate::model::vocabulary::OwnEntry;
use crate::model::words::{Beneficiary, IncidentType, ServiceKind};
use crate::pages::staff::coded::Words;

#[test]
fn a_template_with_a_macro_that_nobody_knows_is_refused_beside_its_text() {
    let form = TemplateForm {
        name: "hello".into(),
        en: "Hello {organisation}".into(),
        ur: "سلام {nobody}".into(),
        ..TemplateForm::default()
    };
    let problem = form.read().unwrap_err();
    assert_eq!(problem.fields[0].field, "ur");
    assert_eq!(problem.fields[0].message, "cases-staff-problem-macro");
    let form = TemplateForm { th: "สวัสดี".into(), ur: String::new(), ..form };
    let problem = form.read().unwrap_err();
    assert_eq!((problem.fields[0].field, problem.fields[0].message), ("th", "cases-staff-problem-differs"));
    for template in Template::defaults() {
        assert_eq!(TemplateForm::of("0", &template).read().unwrap(), template);
    }
}

#[test]
fn checklists_words_clocks_days_and_profiles_survive_their_forms() {
    let list = Checklist::first_hour();
    assert_eq!(ChecklistForm::of("0", &list).read().unwrap(), list);
    let wrong = ChecklistForm { name: "a".into(), steps: "no colon here".into(), ..ChecklistForm::default() };
    assert_eq!(wrong.read().unwrap_err().fields[0].message, "cases-staff-problem-step-form");

    let mut words = Words::default();
    words.incidents.hidden.push(IncidentType::NetworkOutage);
    words.incidents.own.push(OwnEntry {
        code: "sim-swap".into(),
        counts_as: IncidentType::AccountCompromise,
        labels: [("en".to_owned(), "SIM swap".to_owned()), ("id".to_owned(), "Pembajakan SIM".to_owned())].into(),
    });
    let form = WordsForm::of("0", &words);
    assert_eq!(form.read().unwrap().incidents, words.incidents);
    let wrong = WordsForm { own_groups: "mine = nobody: Mine".into(), ..form };
    assert_eq!(wrong.read().unwrap_err().fields[0].field, "own_groups");

    let targets = Targets::default();
    assert_eq!(ClocksForm::of("0", &targets).read().unwrap(), targets);
    let wrong = ClocksForm { update_due: "1".into(), ..ClocksForm::of("0", &targets) };
    assert_eq!(wrong.read().unwrap_err().fields[0].field, "update_due");

    let bells = Bells { remind: vec!["duty@help.example".into()], escalate: vec!["lead@help.example".into()] };
    assert_eq!(BellsForm::of("0", &bells).read().unwrap(), bells);
    let wrong = BellsForm { escalate: "lead".into(), ..BellsForm::of("0", &bells) };
    assert_eq!(wrong.read().unwrap_err().fields[0].field, "escalate");

    let mut rules = RetentionRules::default();
    rules.by_incident.insert(IncidentType::Abuse, 365);
    assert_eq!(KeepingForm::of("0", &rules).read().unwrap(), rules);
    let wrong = KeepingForm { days: "1".into(), ..KeepingForm::of("0", &rules) };
    assert_eq!(wrong.read().unwrap_err().fields[0].field, "days");

    let organisation = saksi_base::OrganisationId::new(saksi_base::Timestamp(0), &saksi_base::SeededRandom::new(1));
    let profile = ProviderProfile {
        organisation,
        kind: PartnerKind::Cert,
        services: vec![ServiceKind::Legal],
        languages: vec!["ur".parse().unwrap(), "zh-Hant".parse().unwrap()],
        places: vec![Place::Territory("TW"), Place::Territory("PK")],
        incidents: vec![IncidentType::Abuse],
        groups: vec![Beneficiary::Journalist],
        weekly_hours: WeeklyHours::FiveToTen,
        cases_per_week: 4,
        start: StartTime::Days,
        fees: Fees::Free,
        code_of_practice: Some("https://example.org/code".into()),
    };
    assert_eq!(ProviderForm::of("0", &profile).read(organisation).unwrap(), profile);
    let wrong = ProviderForm { places: "Atlantis".into(), ..ProviderForm::of("0", &profile) };
    assert_eq!(wrong.read(organisation).unwrap_err().fields[0].field, "places");
}

#[test]
fn a_toolkit_survives_its_form_and_what_cannot_be_listed_is_said_beside_its_field() {
    let text = |title: &str, about: &str, address: &str| ToolkitText {
        title: title.into(),
        about: about.into(),
        address: address.into(),
    };
    let toolkit = Toolkit {
        code: "first-aid".into(),
        kind: ToolkitKind::MentalHealth,
        incidents: vec![IncidentType::Abuse, IncidentType::Theft],
        texts: [
            ("id".to_owned(), text("Pertolongan pertama", "", "https://kit.example/id")),
            ("zh-Hant".to_owned(), text("急救", "兩行\n都可以", "https://kit.example/zh")),
        ]
        .into(),
    };
    let form = ToolkitForm::of("0", &toolkit);
    assert_eq!(form.read().unwrap(), toolkit);
    let refused = |form: ToolkitForm| {
        let problem = form.read().unwrap_err();
        (problem.fields[0].field, problem.fields[0].message)
    };
    let again = || ToolkitForm::of("0", &toolkit);
    assert_eq!(
        refused(ToolkitForm { link_zh_hant: "javascript:alert(1)".into(), ..again() }),
        ("link_zh_hant", "cases-staff-problem-toolkit-address")
    );
    assert_eq!(
        refused(ToolkitForm { title_ur: "مدد".into(), ..again() }),
        ("link_ur", "cases-staff-problem-toolkit-address")
    );
    assert_eq!(
        refused(ToolkitForm { title_id: " ".into(), ..again() }),
        ("title_id", "cases-staff-problem-toolkit-title")
    );
    assert_eq!(refused(ToolkitForm { about_id: "x".repeat(401), ..again() }), ("about_id", "cases-staff-problem-long"));
    assert_eq!(refused(ToolkitForm { name: "First aid".into(), ..again() }), ("name", "cases-staff-problem-code"));
    let empty = ToolkitForm { name: "a".into(), kind: "toolkit".into(), ..ToolkitForm::default() };
    assert_eq!(refused(empty), ("title_en", "cases-staff-problem-toolkit-empty"));
}

#[test]
fn an_entry_of_a_list_goes_to_its_place_and_keeps_a_name_of_its_own() {
    let list = || vec![("a", 1), ("b", 2)];
    let code: for<'a> fn(&'a (&'static str, i32)) -> &'a str = |entry| entry.0;
    assert_eq!(with_one(list(), "a", code, Some(("c", 3))).unwrap(), [("c", 3), ("b", 2)]);
    assert_eq!(with_one(list(), NEW, code, Some(("c", 3))).unwrap().len(), 3);
    assert_eq!(with_one(list(), "b", code, None).unwrap(), [("a", 1)]);
    for name in ["b", NEW] {
        let problem = with_one(list(), "a", code, Some((name, 3))).unwrap_err();
        assert_eq!(problem.fields[0].message, "cases-staff-problem-code-taken");
    }
}
