//! Closed lists: stable codes for storing, messages for showing.

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident $code:literal $message:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub enum $name { $($(#[$each])* $variant,)* }

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The message that names it.
            pub const fn message(self) -> &'static str {
                match self { $(Self::$variant => $message,)* }
            }

            /// Reads a stable code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }

            /// Codes and messages, as a form offers them.
            pub fn options() -> Vec<(&'static str, &'static str)> {
                Self::ALL.iter().map(|one| (one.code(), one.message())).collect()
            }
        }
    )*};
}
pub(crate) use codes;

codes! {
    /// What a piece of evidence is.
    Kind {
        /// A page or file that was fetched.
        #[default]
        Capture "capture" "evidence-kind-capture",
        /// A file that somebody handed in.
        File "file" "evidence-kind-file",
        /// What somebody told.
        Testimony "testimony" "evidence-kind-testimony",
    }
    /// How far it is.
    State {
        /// It waits for its turn.
        #[default]
        Waiting "waiting" "evidence-state-waiting",
        /// It is being fetched.
        Working "working" "evidence-state-working",
        /// It is kept.
        Kept "kept" "evidence-state-kept",
        /// Nothing could be fetched.
        Failed "failed" "evidence-state-failed",
    }
    /// How it was come by (requirement O7).
    Acquisition {
        /// Anybody can see it.
        #[default]
        Public "public" "evidence-acquisition-public",
        /// From a system of our own.
        Own "own-system" "evidence-acquisition-own",
        /// Somebody shared it with us.
        Shared "shared" "evidence-acquisition-shared",
        /// It was bought.
        Purchased "purchased" "evidence-acquisition-purchased",
        /// Somebody was made to believe something.
        Engineered "social-engineering" "evidence-acquisition-engineered",
    }
}

impl Acquisition {
    /// Whether the rights of others are touched, so that it must be said why it was right to do it.
    pub const fn needs_reasons(self) -> bool {
        matches!(self, Self::Purchased | Self::Engineered)
    }
}
