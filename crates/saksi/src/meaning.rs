//! Gives the desk the encoder of the model in use, and claims their vectors at the command line.

use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};
use saksi_db::Db;
use saksi_desk::matcher::{Desk, Matcher};
use saksi_desk::meaning::{self, Encode, Role};
use saksi_encoder::Encoder;

use crate::config::Config;
use crate::model;

/// How long the claims are worked on between two movements of the progress bar, in microseconds.
const STEP: i64 = 1_000_000;

struct Loaded {
    encoder: Encoder,
    model: [u8; 32],
}

impl Encode for Loaded {
    fn model(&self) -> [u8; 32] {
        self.model
    }

    fn encode(&self, role: Role, texts: &[&str]) -> Result<Vec<Vec<f32>>, String> {
        let role = match role {
            Role::Query => saksi_encoder::Role::Query,
            Role::Passage => saksi_encoder::Role::Passage,
        };
        self.encoder.encode(role, texts).map_err(|error| error.to_string())
    }
}

/// The encoder of the model in use. A damaged model must not keep the site from starting: it is said, and words alone serve.
pub(crate) fn encoder(config: &Config) -> Option<Arc<dyn Encode>> {
    match model::open_in_use(config, None) {
        Ok(Some(encoder)) => {
            let mut model = [0; 32];
            for (byte, digits) in model.iter_mut().zip(encoder.name().hash.as_bytes().chunks(2)) {
                *byte = std::str::from_utf8(digits)
                    .ok()
                    .and_then(|digits| u8::from_str_radix(digits, 16).ok())
                    .unwrap_or(0);
            }
            Some(Arc::new(Loaded { encoder, model }))
        }
        Ok(None) => None,
        Err(error) => {
            tracing::error!(
                error = format!("{error:#}"),
                "the model cannot be used; messages are matched by their words only"
            );
            None
        }
    }
}

/// Gives every claim that lacks them its vectors, with a progress bar. Nothing happens without a model. It may be interrupted
/// at any moment: what is done is kept, and the server goes on from there.
pub(crate) async fn catch_up(config: &Config, db: &Db) -> anyhow::Result<()> {
    let Some(encoder) = encoder(config) else { return Ok(()) };
    let desk = Desk { matcher: Matcher::with_encoder(None, Some(encoder)), media: saksi_desk::media::Media::none() };
    let problem = |problem: saksi_base::Problem| anyhow::Error::new(problem);
    let Some((all, done)) = meaning::progress(&desk, db).await.map_err(problem)? else { return Ok(()) };
    if done >= all {
        return Ok(());
    }
    let bar = ProgressBar::new(u64::try_from(all).unwrap_or(0));
    bar.set_style(ProgressStyle::with_template("comparing by meaning {wide_bar} {pos}/{len}, {eta} left")?);
    bar.set_position(u64::try_from(done).unwrap_or(0));
    hint!("cli-import-meaning");
    loop {
        let (made, more) = meaning::work_for(&desk.matcher, db, STEP).await.map_err(problem)?;
        bar.inc(made);
        if !more {
            bar.finish_and_clear();
            return Ok(());
        }
    }
}
