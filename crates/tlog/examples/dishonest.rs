//! Plays a dishonest operator many times over, for `cargo xtask prove dishonest-operator`:
//!
//!     cargo run --release -p saksi-tlog --example dishonest -- ROUNDS SEED
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a play that cannot go on must fail loudly")]

#[path = "../tests/attacks/mod.rs"]
mod attacks;
#[path = "../tests/world/mod.rs"]
mod world;

use attacks::{ATTACKS, Play, honest};

fn main() {
    let words: Vec<u64> = std::env::args().skip(1).map(|word| word.parse().unwrap()).collect();
    let [rounds, seed] = words[..] else { panic!("say `ROUNDS SEED`") };
    let plays = || (0..rounds).map(|round| Play::new(seed.wrapping_add(round)));
    for attack in ATTACKS {
        let detected = plays().filter_map(|mut play| (attack.play)(&mut play).then_some(())).count();
        println!("attack\t{}\t{rounds}\t{detected}", attack.name);
    }
    let alarms = plays().filter_map(|mut play| (!honest(&mut play).is_empty()).then_some(())).count();
    println!("honest\tmonitors, witnesses and proofs of an honest operator\t{rounds}\t{alarms}");
}
