//! The network's shared word lists. They belong to the network, not to one organisation, so that figures of different
//! organisations can be compared.

macro_rules! taxonomy {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $code:literal,)* }) => {
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

        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(code: &str) -> Result<Self, String> {
                Self::from_code(code).ok_or_else(|| {
                    format!("'{code}' is not one of: {}", Self::ALL.iter().map(|v| v.code()).collect::<Vec<_>>().join(", "))
                })
            }
        }
    };
}

taxonomy! {
    /// What a check found.
    Verdict {
        /// The claim is false.
        False = "false",
        /// Partly true, or true but presented so that it deceives.
        Misleading = "misleading",
        /// The claim is true.
        True = "true",
        /// A view, not a checkable statement; the references hold other views.
        Opinion = "opinion",
        /// Meant as humour or satire.
        Satire = "satire",
        /// Cannot be checked; needs no reference.
        NotCheckable = "not-checkable",
    }
}

taxonomy! {
    /// What kind of harm stands behind it (Wardle and Derakhshan, Council of Europe DGI(2017)09).
    HarmKind {
        /// False, shared without meaning harm.
        Misinformation = "misinformation",
        /// False, made or shared to harm.
        Disinformation = "disinformation",
        /// True, shared to harm.
        Malinformation = "malinformation",
        /// None of the three, or not known.
        None = "none",
    }
}

taxonomy! {
    /// What the message is made of, synthetic media included.
    ContentType {
        /// Written text.
        Text = "text",
        /// A web page or link.
        Link = "link",
        /// A photograph or picture.
        Image = "image",
        /// A moving picture.
        Video = "video",
        /// A recording.
        Audio = "audio",
        /// A picture made or changed by a generative model.
        SyntheticImage = "synthetic-image",
        /// A deepfake video: a face, body or scene made or changed by a generative model.
        SyntheticVideo = "synthetic-video",
        /// A cloned or generated voice.
        SyntheticAudio = "synthetic-audio",
        /// Text that a chatbot wrote.
        ChatbotText = "chatbot-text",
        /// A genuine picture, clip or text in the wrong context.
        OutOfContext = "out-of-context",
        /// Anything else.
        Other = "other",
    }
}

impl Verdict {
    /// Whether a check with this verdict must name references.
    pub const fn needs_references(self) -> bool {
        !matches!(self, Self::NotCheckable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::from_code(verdict.code()), Some(*verdict));
        }
        for kind in ContentType::ALL {
            assert_eq!(ContentType::from_code(kind.code()), Some(*kind));
        }
        for kind in HarmKind::ALL {
            assert_eq!(HarmKind::from_code(kind.code()), Some(*kind));
        }
        assert_eq!(Verdict::from_code("mostly-false"), None);
    }
}
