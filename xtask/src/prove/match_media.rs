//! `match-media`: pictures under twenty edits, videos and sounds as they come back, hashes beside the reference's.
//!
//! The pictures are made from a seed that was not used when the bounds of the matcher were set. They go through the built
//! program as files; the reference of PDQ is the package `pdqhash` of PyPI, reading the same files with Pillow.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::Options;
use crate::shop::{Halt, Shop, tail};
use crate::site::program;
use crate::statistics::{Row, number};

/// Compares hashes with the reference: reads lines "hash quality file", prints counts as JSON.
const REFERENCE: &str = r"
import json, sys
import numpy, pdqhash
from PIL import Image
worst, sum_, count, low = 0, 0, 0, 0
within = True
for line in open(sys.argv[1]):
    own, quality, path = line.rstrip('\n').split(' ', 2)
    vector, reference = pdqhash.compute(numpy.asarray(Image.open(path).convert('RGB')))
    theirs = int(''.join(str(int(bit)) for bit in vector), 2)
    distance = bin(int(own, 16) ^ theirs).count('1')
    if reference >= 80:
        count += 1
        sum_ += distance
        worst = max(worst, distance)
    else:
        low += 1
print(json.dumps({'worst': worst, 'mean': sum_ / max(count, 1), 'compared': count, 'of low quality': low}))
";

/// Seed of the measured pictures.
const SEED: &str = "20261207";

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let folder = shop.scratch.path().join("media");
    let sizes: [&str; 3] = if options.short { ["12", "18", "30"] } else { ["60", "240", "400"] };
    media_set(shop, &["make", &folder.to_string_lossy(), SEED, sizes[0], sizes[1], sizes[2]])?;
    let set: Vec<Value> = serde_json::from_slice(&std::fs::read(folder.join("set.json"))?)?;
    let out = media(shop, &[folder.join("known")], &[folder.join("queries")], &["--limit", "20", "--hashes"])?;
    let mut rows = pictures(&set, &out)?;
    rows.extend(hashes(shop, &out)?);
    let count = if options.short { "100000" } else { "1000000" };
    let speed: Value = serde_json::from_str(media_set(shop, &["speed", count])?.lines().last().unwrap_or("{}"))?;
    let figure = |name: &str| speed.get(name).and_then(Value::as_f64).with_context(|| format!("no {name}"));
    rows.push(options.at_most(&format!("search among {count} hashes, p50"), figure("search_ms_p50")?, 100.0, "ms"));
    rows.push(options.at_most("fingerprint of a picture of 0.7 megapixels", figure("fingerprint_ms")?, 200.0, "ms"));
    rows.extend(films(shop, &folder)?);
    Ok(rows)
}

/// Runs the example that makes pictures and measures without files.
fn media_set(shop: &Shop, words: &[&str]) -> Result<String> {
    let mut command = shop.cargo(&[
        "run",
        "--quiet",
        "--release",
        "--locked",
        "--package",
        "saksi-media",
        "--example",
        "media_set",
        "--",
    ]);
    shop.quiet(command.args(words))
}

/// `saksi match media --json`: one object a line.
fn media(shop: &Shop, known: &[PathBuf], queries: &[PathBuf], more: &[&str]) -> Result<Vec<Value>> {
    let mut command = program(shop)?;
    command.args(["match", "media", "--json", "--known"]).args(known).arg("--query").args(queries).args(more);
    let text = shop.quiet(&mut command)?;
    for line in text.lines().filter(|line| !line.starts_with('{')) {
        println!("  {line}");
    }
    text.lines().filter(|line| line.starts_with('{')).map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn name(value: Option<&Value>) -> String {
    let path = value.and_then(Value::as_str).unwrap_or_default();
    Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// The names of the known files that each query found.
fn found(out: &[Value]) -> BTreeMap<String, Vec<String>> {
    out.iter()
        .filter(|line| line.get("query").is_some())
        .map(|line| {
            let hits = line.get("hits").and_then(Value::as_array).into_iter().flatten();
            (name(line.get("query")), hits.map(|hit| name(hit.get("known"))).collect())
        })
        .collect()
}

fn pictures(set: &[Value], out: &[Value]) -> Result<Vec<Row>> {
    let found = found(out);
    let mut edits: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let (mut hit, mut sought, mut wrong, mut wrong_pairs, mut strangers) = (0_u32, 0_u32, 0_u32, 0_usize, 0_u32);
    for query in set {
        let names = found.get(text(query, "file")).with_context(|| format!("no answer for {}", text(query, "file")))?;
        let known = text(query, "known");
        let others = names.iter().filter(|name| *name != known).count();
        wrong += u32::from(others > 0);
        wrong_pairs += others;
        if known.is_empty() {
            strangers += 1;
            continue;
        }
        let (right, all) = edits.entry(text(query, "edit")).or_default();
        let is_right = names.iter().any(|name| name == known);
        *right += u32::from(is_right);
        *all += 1;
        hit += u32::from(is_right);
        sought += 1;
    }
    ensure!(sought > 0, "no picture was looked for");
    let mut rows: Vec<Row> = edits
        .iter()
        .map(|(edit, (right, all))| Row::note(&format!("recall, {edit}"), format!("{right} of {all}")))
        .collect();
    let share = |part: f64, whole: u32| part / f64::from(whole.max(1));
    rows.push(Row::at_least(&format!("recall over {sought} edited pictures"), share(f64::from(hit), sought), 0.95, ""));
    rows.push(Row::at_most(
        &format!("share of {} queries ({strangers} strangers) with a false match", sought + strangers),
        share(f64::from(wrong), sought + strangers),
        0.001,
        "",
    ));
    rows.push(Row::note("false pairs", wrong_pairs.to_string()));
    Ok(rows)
}

fn hashes(shop: &Shop, out: &[Value]) -> Result<Vec<Row>, Halt> {
    let bin = shop.need(shop.python())?;
    let list = shop.scratch.path().join("pdq.txt");
    let lines: Vec<String> = out
        .iter()
        .filter(|line| line.get("pdq").is_some())
        .map(|line| {
            let quality = line.get("quality").and_then(Value::as_u64).unwrap_or(0);
            format!("{} {quality} {}\n", text(line, "pdq"), text(line, "file"))
        })
        .collect();
    std::fs::write(&list, lines.concat())?;
    let said = shop.quiet(Command::new(bin.join("python")).args(["-c", REFERENCE]).arg(&list))?;
    let said: Value = serde_json::from_str(said.lines().last().unwrap_or("{}"))?;
    let figure = |name: &str| said.get(name).and_then(Value::as_f64).with_context(|| format!("no {name}"));
    let compared = figure("compared")?;
    Ok(vec![
        Row::at_least("pictures of quality 80 and more beside the reference", compared, 30.0, ""),
        Row::at_most("their largest distance from the reference's hash", figure("worst")?, 10.0, "bits"),
        Row::note("their mean distance", number(figure("mean")?, "bits")),
    ])
}

/// Six videos of six scenes with a melody each, and what comes back of them.
fn films(shop: &Shop, folder: &Path) -> Result<Vec<Row>, Halt> {
    let ffmpeg = shop.need(shop.tool(&["ffmpeg"], &[], &["ffmpeg"]))?;
    let (known, queries) = (folder.join("films"), folder.join("film-queries"));
    std::fs::create_dir_all(&known)?;
    std::fs::create_dir_all(&queries)?;
    let ffmpeg = |words: &[&str]| -> Result<()> {
        let (ok, text) =
            shop.capture(Command::new(&ffmpeg).args(["-nostdin", "-loglevel", "error", "-y"]).args(words))?;
        ensure!(ok, "ffmpeg {}\n{}", words.join(" "), tail(&text, 20));
        Ok(())
    };
    let mut wanted = Vec::new();
    for film in 0..5_u32 {
        let file = known.join(format!("{film}.mp4")).to_string_lossy().into_owned();
        // All of one size first: a film whose pictures change size starts anew at each.
        for scene in 0..6 {
            let picture = folder.join(format!("known/{:04}.jpg", film * 6 + scene)).to_string_lossy().into_owned();
            let still = folder.join(format!("scene-{film}-{scene}.png")).to_string_lossy().into_owned();
            ffmpeg(&["-i", &picture, "-vf", "scale=640:480,setsar=1,format=rgb24", &still])?;
        }
        let pictures = folder.join(format!("scene-{film}-%d.png")).to_string_lossy().into_owned();
        // Notes whose pitch jumps twice a second along a sequence of its own, with an overtone.
        let tune = format!(
            "aevalsrc='0.4*sin(2*PI*t*110*pow(2,mod(floor(t*2)*{a}+floor(t*2)*floor(t*2)*{b},29)/12))+0.2*sin(2*PI*t*165*pow(2,mod(floor(t*3)*{b}+{a},23)/12))':s=22050:d=24",
            a = 5 + film * 7,
            b = 3 + film * 4
        );
        let scenes = "zoompan=z='1+0.002*on':d=96:s=480x360:fps=24";
        ffmpeg(&[
            "-framerate",
            "1",
            "-start_number",
            "0",
            "-i",
            &pictures,
            "-f",
            "lavfi",
            "-i",
            &tune,
            "-vf",
            scenes,
            "-t",
            "24",
            "-c:v",
            "libx264",
            "-preset",
            "veryfast",
            "-crf",
            "23",
            "-c:a",
            "aac",
            "-shortest",
            &file,
        ])?;
        let mut query = |kind: &str, extension: &str, words: &[&str]| -> Result<()> {
            let out = queries.join(format!("{film}-{kind}.{extension}")).to_string_lossy().into_owned();
            ffmpeg(&[&["-i", &file], words, &[&out]].concat())?;
            wanted.push((format!("{film}-{kind}.{extension}"), format!("{film}.mp4"), kind.to_owned()));
            Ok(())
        };
        query(
            "a clip, small and recompressed",
            "mp4",
            &["-ss", "5.3", "-t", "10", "-vf", "scale=240:-2", "-c:v", "libx264", "-crf", "34", "-an"],
        )?;
        query("mirrored", "mp4", &["-vf", "hflip", "-c:v", "libx264", "-preset", "veryfast", "-an"])?;
        query("as a voice message", "ogg", &["-vn", "-c:a", "libopus", "-b:a", "16k", "-ar", "16000", "-ac", "1"])?;
        query("a cut-out of its sound", "mp3", &["-vn", "-ss", "7.1", "-t", "9", "-c:a", "libmp3lame", "-b:a", "32k"])?;
    }
    let out = media(shop, &[known], &[queries], &["--limit", "5"])?;
    let found = found(&out);
    let mut kinds: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let mut wrong = 0_u32;
    for (file, known, kind) in &wanted {
        let names = found.get(file).with_context(|| format!("no answer for {file}"))?;
        let (right, all) = kinds.entry(kind).or_default();
        *right += u32::from(names.contains(known));
        *all += 1;
        if names.iter().any(|name| name != known) {
            println!("  {file} is taken for {}", names.join(", "));
            wrong += 1;
        }
    }
    let mut rows: Vec<Row> = kinds
        .iter()
        .map(|(kind, (right, all))| {
            Row::at_least(&format!("videos found, {kind} (of {all})"), f64::from(*right), f64::from(*all), "")
        })
        .collect();
    rows.push(Row::at_most("videos and sounds with a false match", f64::from(wrong), 0.0, ""));
    Ok(rows)
}
