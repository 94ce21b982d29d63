//! What can be done in the network, each as a function over a transaction. Whoever acts is passed in and checked here,
//! never only in a page.

mod api_tokens;
mod closing;
mod joining;
mod organisations;
mod people;
mod recovery;
mod room_keys;
mod sign_in;

pub use api_tokens::{create_token, revoke_token, use_token};
pub use closing::close_account;
pub use joining::{
    SetUp, ensure_set_up_link, invitation, invite, invite_owner, join_as_new, join_as_person, revoke_invitation,
    set_up, set_up_link_waits, waiting_invitations,
};
pub use organisations::{
    SETTINGS_CHANGED, change_organisation, change_settings, close_organisation, create_organisation,
    find_or_import_organisation, forget_changes, open_organisation, reopen_organisation, verify_organisation,
};
pub use people::{
    add_affiliation, change_person, change_roles, create_person, end_affiliation, end_affiliations, give_credential,
    set_operator, sign_out_member, switch_organisation,
};
pub use recovery::{
    begin_two_step, finish_two_step, issue_reset_link, lose_second_step_key, new_recovery_codes, reseal_second_steps,
    reset_link, reset_password, seal_second_steps, second_step_mark, stop_two_step,
};
pub use room_keys::room_key;
pub use sign_in::{
    LiveSession, SESSION_IDLE, SignIn, browser_is_known, change_password, confirm, forget_browser, live_session,
    remember_browser, renew_session, second_step, sign_in, sign_out, sign_out_everywhere, sign_out_one, start_session,
    sweep_sessions, touch_session,
};
