//! Measures the ways in which the network can be computed, on one text of a given number of tokens.

use std::time::Instant;

use saksi_encoder::{Encoder, ModelFiles, Role, Weights, packed};

use crate::reference;

/// `engines e5-small-q4.bin [ROUNDS [ours]]`
pub(crate) fn run(mut arguments: impl Iterator<Item = String>) -> crate::Result<()> {
    let path = arguments.next().ok_or("name the packed model, e5-small-q4.bin")?;
    let rounds: usize = arguments.next().map_or(Ok(20), |rounds| rounds.parse())?;
    let with_candle = arguments.next().is_none();
    let start = Instant::now();
    let repacked = packed::repack(&std::fs::read(path)?)?;
    println!("repacked in {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    let files = || ModelFiles {
        weights: Weights::Gguf(repacked.weights.clone()),
        tokenizer: repacked.tokenizer.clone(),
        config: repacked.config.clone(),
    };
    let start = Instant::now();
    let one = Encoder::with_threads(files(), 1)?;
    println!(
        "opened in {:.0} ms; {:.0} MB in memory; {}",
        start.elapsed().as_secs_f64() * 1e3,
        one.bytes() as f64 / 1e6,
        one.instructions()
    );
    println!("sha256 of the repacked weights: {}; name {}", one.name().weights, one.name());
    let two = Encoder::with_threads(files(), 2)?;
    let blocks = reference::Reference::open(&repacked.weights, 12, 1e-12, true)?;
    let floats = reference::Reference::open(&repacked.weights, 12, 1e-12, false)?;
    let sentence =
        "The ministry of health has announced that drinking hot water with lemon cures the flu within two days. ";
    for repeats in [1, 3, 5, 18] {
        let text = sentence.repeat(repeats);
        let pieces = one.pieces(Role::Query, &text);
        let exact = floats.encode(&pieces)?;
        let ours = one.encode(Role::Query, &[&text])?.remove(0);
        println!("{} tokens; ours and candle's floats: cosine {:.6}", pieces.len(), reference::cosine(&ours, &exact));
        let measure = |name: &str, work: &dyn Fn()| {
            let before = processor_ms();
            let mut times: Vec<f64> = (0..rounds)
                .map(|_| {
                    let start = Instant::now();
                    work();
                    start.elapsed().as_secs_f64() * 1e3
                })
                .collect();
            times.sort_by(f64::total_cmp);
            let processor = (processor_ms() - before) / rounds as f64;
            println!(
                "  {name:<28} p50 {:8.2} ms   least {:8.2} ms   processor {processor:8.2} ms",
                times[times.len() / 2],
                times[0]
            );
        };
        measure("ours, one thread", &|| drop(one.encode(Role::Query, &[&text])));
        measure("ours, two threads", &|| drop(two.encode(Role::Query, &[&text])));
        if with_candle {
            measure("candle, blocks of four bits", &|| drop(blocks.encode(&pieces)));
            measure("candle, floats", &|| drop(floats.encode(&pieces)));
        }
    }
    let texts: Vec<String> = (0..200).map(|at| sentence.repeat(1 + at % 4)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    for (name, encoder) in [("one thread", &one), ("two threads", &two)] {
        let start = Instant::now();
        encoder.encode(Role::Passage, &texts)?;
        println!("batch of 200 on {name}: {:.0} texts/s", 200.0 / start.elapsed().as_secs_f64());
    }
    Ok(())
}

/// Milliseconds of processor time that this program has used, where the system tells it.
fn processor_ms() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) * 10.0
}
