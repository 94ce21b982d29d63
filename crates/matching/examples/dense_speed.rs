//! Measures the vectors alone: `dense_speed COUNT QUERIES VECTORS`.
//!
//! VECTORS holds real sentence vectors, 384 32-bit floats each, little-endian, nothing else. They are grown to COUNT by mixing
//! two of them in changing parts and adding noise; the last QUERIES of the file are asked and not grown from. Prints how long
//! the exact and the quick search take, and how much of the exact one's first 50 the quick one finds.

use std::time::{Duration, Instant};

use saksi_matching::{
    dense::{Vector, Vectors},
    run::Percentiles,
};

const DIMENSIONS: usize = 384;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [count, queries, file] = arguments.as_slice() else {
        return Err("usage: dense_speed COUNT QUERIES VECTORS".into());
    };
    let (count, queries): (usize, usize) = (count.parse()?, queries.parse()?);
    let bytes = std::fs::read(file)?;
    let floats: Vec<f32> = bytes.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect();
    let mut real: Vec<&[f32]> = floats.chunks_exact(DIMENSIONS).collect();
    let asked = real.split_off(real.len().saturating_sub(queries));
    let mut random = Random(0x5eed);
    let mut vectors = Vectors::new();
    for id in 0..count {
        let vector = match real.get(id) {
            Some(vector) => Vector::from_f32(vector),
            None => mixed(&real, &mut random),
        };
        vectors.set(id as u128, &[vector]);
    }
    let asked: Vec<Vector> = asked.into_iter().map(Vector::from_f32).collect();
    println!("{} vectors, {} MiB", vectors.count(), vectors.bytes() >> 20);

    // What reading as much memory takes, in the same minute on the same machine.
    let memory: Vec<u64> = (0..(count * DIMENSIONS / 2 / 8) as u64).collect();
    let mut reading = Vec::new();
    for _ in 0..20 {
        let start = Instant::now();
        std::hint::black_box(memory.iter().fold(0_u64, |sum, &word| sum ^ word));
        reading.push(start.elapsed());
    }
    drop(memory);
    show("reading the upper halves", &reading, &[]);

    let (mut found, mut all, mut worst) = (0_usize, 0_usize, 1.0_f64);
    for threads in [1, 2] {
        let (mut exact_time, mut quick_time) = ((Vec::new(), Vec::new()), (Vec::new(), Vec::new()));
        for query in &asked {
            let exact = timed(&mut exact_time, || vectors.nearest_exact(query, 50, threads));
            let quick = timed(&mut quick_time, || vectors.nearest(query, 50, threads));
            let same = exact.iter().filter(|near| quick.iter().any(|other| other.id == near.id)).count();
            found += same;
            all += exact.len();
            worst = worst.min(same as f64 / exact.len().max(1) as f64);
        }
        show(&format!("exact, {threads} threads"), &exact_time.0, &exact_time.1);
        show(&format!("quick, {threads} threads"), &quick_time.0, &quick_time.1);
    }
    println!("recall at 50: {:.5}, of the worst query {worst:.3}", found as f64 / all as f64);
    Ok(())
}

fn timed<T>(times: &mut (Vec<Duration>, Vec<Duration>), work: impl FnOnce() -> T) -> T {
    let (start, before) = (Instant::now(), on_core());
    let result = work();
    times.1.push(on_core().saturating_sub(before));
    times.0.push(start.elapsed());
    result
}

fn show(name: &str, times: &[Duration], on_core: &[Duration]) {
    let fastest = times.iter().min().copied().unwrap_or_default().as_secs_f64() * 1000.0;
    let (all, core) = (Percentiles::of(times), Percentiles::of(on_core));
    println!(
        "{name:>24}: fastest {fastest:.1} ms, p50 {:.1}, p99 {:.1}; on a core p50 {:.1}, p99 {:.1}",
        all.p50, all.p99, core.p50, core.p99
    );
}

/// Two real vectors in changing parts, and noise.
fn mixed(real: &[&[f32]], random: &mut Random) -> Vector {
    let (a, b) = (random.pick(real), random.pick(real));
    let part = 0.5 + 0.45 * random.unit();
    let values: Vec<f32> =
        a.iter().zip(b).map(|(a, b)| part * a + (1.0 - part) * b + 0.02 * (random.unit() - 0.5)).collect();
    Vector::from_f32(&values)
}

/// A seeded source (Knuth's MMIX constants).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn unit(&mut self) -> f32 {
        self.next() as f32 / (1_u64 << 31) as f32
    }

    fn pick<'a>(&mut self, from: &[&'a [f32]]) -> &'a [f32] {
        usize::try_from(self.next()).ok().and_then(|at| from.get(at % from.len().max(1))).copied().unwrap_or_default()
    }
}

/// Time this thread was on a core, from Linux's `/proc`.
fn on_core() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(text.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0))
}
