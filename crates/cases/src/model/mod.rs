//! The rules of case work, without any I/O.
//!
//! - [`words`]: the coded answers, with a label in every language of the site; [`answers`]: those of one case
//! - [`sheet`]: what helpers keep about a case, and who changed what of it
//! - [`vocabulary`]: what an organisation hides or adds of its own
//! - [`status`], [`service`]: the way of a case and of the help given in it
//! - [`priority`]: who comes first, and why
//! - [`calendar`], [`clocks`], [`rota`]: working hours, the three clocks, who is on duty
//! - [`consent`], [`referral`], [`passing`]: handing on, with consent and within the marking; [`notice`]: what a platform is told
//! - [`retention`]: when a case is deleted, and when the last copy is gone
//! - [`training`]: who was trained; [`counting`]: figures that show the work and nobody in it
//! - [`reply`]: templates and checklists; [`toolkit`]: what people can read by themselves
//!
//! Defaults are the field's published figures; each says where it comes from. What nobody has published is said to be ours.

/// A list of coded answers: stable codes, and the message that names each one.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $prefix:literal { $($(#[$item:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$item])* #[serde(rename = $code)] $variant,)* }

        impl $name {
            /// Every entry, in the order in which a form shows it.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable code, as stored and as sent over the API.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The key of the message that names it.
            pub const fn message(self) -> &'static str {
                match self { $(Self::$variant => concat!($prefix, $code),)* }
            }

            /// Reads a stable code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

pub mod answers;
pub mod bells;
pub mod calendar;
pub mod case;
pub mod clocks;
pub mod consent;
pub mod counting;
pub mod events;
pub mod notice;
pub mod passing;
pub mod priority;
pub mod referral;
pub mod reply;
pub mod retention;
pub mod rota;
pub mod service;
pub mod settings;
pub mod sheet;
pub mod status;
pub mod toolkit;
pub mod training;
pub mod vocabulary;
pub mod words;
