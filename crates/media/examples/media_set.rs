//! Makes the pictures on which the matcher is measured, or measures what speaks for and against matches among them.
//!
//! `media_set make FOLDER SEED KNOWN OTHERS STRANGERS` writes `known/` (the pictures and OTHERS more), `queries/` (each of
//! the KNOWN under every edit, and STRANGERS that nobody knows) and `set.json` (per query: file, edit, the known file or null).
//! `media_set evidence SEED KNOWN` prints one line per pair of an edited picture and a known one.
//! `media_set speed COUNT` times a search among COUNT hashes.

#[path = "../tests/media/pictures.rs"]
mod pictures;

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

use pictures::{EDITS, KINDS, edited, jpeg, picture};
use saksi_media::{Fingerprint, Limits, MediaIndex, Picture};

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["make", folder, seed, known, others, strangers] => {
            make(Path::new(folder), seed.parse()?, known.parse()?, others.parse()?, strangers.parse()?)
        }
        ["evidence", seed, known] => evidence(seed.parse()?, known.parse()?),
        ["speed", count] => speed(count.parse()?),
        _ => Err("media_set make FOLDER SEED KNOWN OTHERS STRANGERS | evidence SEED KNOWN | speed COUNT".into()),
    }
}

fn make(folder: &Path, seed: u64, known: u64, others: u64, strangers: u64) -> Result<(), Box<dyn Error>> {
    let (knowns, queries) = (folder.join("known"), folder.join("queries"));
    fs::create_dir_all(&knowns)?;
    fs::create_dir_all(&queries)?;
    let mut set = Vec::new();
    for number in 0..known + others {
        let image = picture(seed, number);
        let name = format!("{number:04}.jpg");
        fs::write(knowns.join(&name), jpeg(&image, 88))?;
        if number < known {
            for (edit, what) in EDITS.iter().enumerate() {
                let file = format!("{number:04}-{edit:02}.jpg");
                fs::write(queries.join(&file), edited(&image, edit, seed ^ number))?;
                let kind = KINDS.get(usize::try_from(number % 6)?).unwrap_or(&"");
                set.push(serde_json::json!({ "file": file, "edit": what, "kind": kind, "known": name }));
            }
        }
    }
    for number in 0..strangers {
        let image = picture(seed.wrapping_add(0x5000_0000), number);
        let file = format!("stranger-{number:04}.jpg");
        fs::write(queries.join(&file), jpeg(&image, 80))?;
        set.push(serde_json::json!({ "file": file, "edit": "not known", "known": null }));
    }
    fs::write(folder.join("set.json"), serde_json::to_vec_pretty(&set)?)?;
    Ok(())
}

fn evidence(seed: u64, known: u64) -> Result<(), Box<dyn Error>> {
    let print = |bytes: &[u8]| -> Result<Fingerprint, Box<dyn Error>> {
        Ok(Fingerprint::of(&Picture::decode(bytes, &Limits::default())?))
    };
    let mut index = MediaIndex::new();
    let images: Vec<_> = (0..known).map(|number| picture(seed, number)).collect();
    for (number, image) in (0..).zip(&images) {
        index.insert(number, &print(&jpeg(image, 88))?);
    }
    let mut took = 0.0;
    let mut queries = 0_u32;
    for (number, image) in (0_u64..).zip(&images) {
        for (edit, what) in EDITS.iter().enumerate() {
            let query = print(&edited(image, edit, seed ^ number))?;
            let start = Instant::now();
            let hits = index.search(&query, 50);
            took += start.elapsed().as_secs_f64();
            queries += 1;
            let shown: Vec<(u64, f32)> = hits.iter().map(|hit| (hit.id, hit.likeness)).collect();
            let own = hits.iter().find(|hit| hit.id == number);
            for other in 0..known {
                if other != number && other % 6 != number % 6 && !hits.iter().any(|hit| hit.id == other) {
                    continue;
                }
                if let Some(found) = index.evidence(&query, other) {
                    println!(
                        "{}\t{what}\t{number}\t{}\t{}\t{}\t{}\t{:.3}\t{:.3}\t{:.3}\t{:.3}\t{}\t{}",
                        if other == number { "same" } else { "other" },
                        number % 6,
                        found.distance,
                        found.quality,
                        found.agreeing,
                        found.share,
                        found.spread,
                        found.shown,
                        found.filled,
                        if other == number { own.is_some() } else { shown.iter().any(|(id, _)| *id == other) },
                        own.filter(|_| other == number).map(|hit| hit.reason().to_string()).unwrap_or_default(),
                    );
                }
            }
        }
    }
    eprintln!("{:.1} ms a search", took / f64::from(queries) * 1000.0);
    Ok(())
}

fn speed(count: u64) -> Result<(), Box<dyn Error>> {
    let seen = Picture::decode(&jpeg(&picture(1, 0), 88), &Limits::default())?;
    let start = Instant::now();
    for _ in 0..10 {
        Fingerprint::of(&seen);
    }
    let print_ms = start.elapsed().as_secs_f64() * 100.0;
    // Hashes only: pictures too plain for marks, so that a million fit anywhere.
    let mut index = MediaIndex::new();
    let mut dice = pictures::Dice::new(5);
    let plain = Fingerprint::of(&Picture::from_luma(6, 6, &[128; 36]).ok_or("six by six")?).to_bytes();
    for id in 0..count {
        let mut bytes = plain.clone();
        for byte in bytes.iter_mut().skip(14).take(256) {
            *byte = u8::try_from(dice.next() & 255)?;
        }
        index.insert(id, &Fingerprint::from_bytes(&bytes)?);
    }
    let query = Fingerprint::of(&seen);
    index.insert(count, &query);
    let mut times: Vec<f64> = (0..20)
        .map(|_| {
            let start = Instant::now();
            let hits = index.search(&query, 5);
            assert_eq!(hits.first().map(|hit| hit.id), Some(count));
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "{}",
        serde_json::json!({ "hashes": count, "search_ms_p50": times.get(10), "search_ms_max": times.last(), "fingerprint_ms": print_ms, "pixels": seen.width() * seen.height() })
    );
    Ok(())
}
