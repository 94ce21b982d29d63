//! What an operator must see to notice an attack: security events, each a line of the log and a number among the metrics.
//!
//! An event says what happened and on which route (its request's span names that), never who: no name, no address, no word of what
//! was typed. Who signed in or changed an account stands in the database, where it can be shown to those concerned and deleted.

/// The log's target of security events.
pub const TARGET: &str = "saksi::security";

/// Something that an attack would do too, or that shows whether one came through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecurityEvent {
    /// The password was right; nothing more was asked.
    SignedIn,
    /// The password was right; the second step is asked next.
    PasswordTaken,
    /// The second step was right, by a phone or by a recovery code.
    SecondStepTaken,
    /// A name and a password that do not belong together.
    SignInRefused,
    /// A wrong or spent code.
    SecondStepRefused,
    /// Signed out.
    SignedOut,
    /// Password, second step or recovery codes of an account were changed.
    SignInChanged,
    /// A wrong password or code where one must be given again.
    ConfirmationRefused,
    /// Somebody may not do that, or another site sent the form, or a program's token is not good.
    Refused,
    /// A form whose token is not ours, is for something else, or is too old.
    FormRefused,
    /// Too often.
    Slowed,
    /// A wrong receipt of a case, or none that exists.
    ReceiptRefused,
    /// A wrong passphrase or printed code for a helper's key.
    KeyRefused,
}

impl SecurityEvent {
    /// Its name in log and metrics.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SignedIn => "signed-in",
            Self::PasswordTaken => "password-taken",
            Self::SecondStepTaken => "second-step-taken",
            Self::SignInRefused => "sign-in-refused",
            Self::SecondStepRefused => "second-step-refused",
            Self::SignedOut => "signed-out",
            Self::SignInChanged => "sign-in-changed",
            Self::ConfirmationRefused => "confirmation-refused",
            Self::Refused => "refused",
            Self::FormRefused => "form-refused",
            Self::Slowed => "slowed",
            Self::ReceiptRefused => "receipt-refused",
            Self::KeyRefused => "key-refused",
        }
    }

    /// Notes it. `detail` is a word of ours: a message's id, a bucket, the purpose of a form.
    pub fn note(self, detail: &'static str) {
        metrics::counter!("saksi_security_events_total", "event" => self.name()).increment(1);
        tracing::info!(target: TARGET, event = self.name(), detail, "security");
    }
}
