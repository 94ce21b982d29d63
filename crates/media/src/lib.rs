//! Tells whether a picture, a video or a sound repeats one that is already known.
//!
//! Rumours travel as pictures more than as text, and no copy stays as it was: messengers recompress, people crop, add a
//! caption, mirror, or take a screenshot. This crate turns the bytes of a file into a small **fingerprint**, keeps
//! fingerprints in an index, and says which known thing a new one repeats and in which way, in words for people.
//!
//! It stands on the ground floor: bytes in, fingerprints out. It never opens a file, starts a program or asks the clock;
//! the program decodes video and sound with the tools of the machine and hands frames and samples in. Whatever comes in
//! may be hostile: every decoder is bounded in pixels, memory and time, and is fuzzed.
//!
//! ```
//! use saksi_media::{Fingerprint, Limits, MediaIndex, Picture};
//!
//! # fn png() -> Vec<u8> {
//! #     let mut bytes = std::io::Cursor::new(Vec::new());
//! #     image::RgbImage::from_fn(200, 150, |x, y| image::Rgb([(x * y % 251) as u8, (x / 3) as u8, (y * 7 % 256) as u8]))
//! #         .write_to(&mut bytes, image::ImageFormat::Png).unwrap();
//! #     bytes.into_inner()
//! # }
//! let picture = Picture::decode(&png(), &Limits::default())?;
//! let fingerprint = Fingerprint::of(&picture);
//! let mut index = MediaIndex::new();
//! index.insert(7, &fingerprint);
//! let hits = index.search(&fingerprint, 5);
//! assert_eq!(hits[0].id, 7);
//! assert_eq!(hits[0].reason().to_string(), "the same picture");
//! # Ok::<(), saksi_media::PictureError>(())
//! ```
//!
//! | what | how | where |
//! |---|---|---|
//! | whole pictures | PDQ, 256 bits and a quality, as the reference computes it | [`pdq`] |
//! | parts of pictures | up to 512 marks: places with a 256-bit description, checked for one common geometry | [`marks`] |
//! | videos | a PDQ hash per sampled frame, lined up in time | [`video`] |
//! | sounds | Chromaprint, lined up in time | [`sound`] |
//! | copies to look at | made anew from pixels, so that no metadata is left | [`still`] |

pub mod fingerprint;
pub mod index;
pub mod marks;
pub mod pdq;
pub mod picture;
pub mod sound;
pub mod still;
pub mod video;

pub use fingerprint::{Fingerprint, FingerprintError};
pub use index::{Hit, MediaIndex, Reason, Turn};
pub use pdq::PdqHash;
pub use picture::{Limits, Picture, PictureError, looks_like_a_picture};
pub use sound::{SoundFingerprint, SoundIndex, SoundMatch};
pub use still::Still;
pub use video::{Frame, VideoFingerprint, VideoIndex, VideoMatch};
