//! What a crowd at the door costs: `cargo run -p saksi-network --example hashing`. Five hundred sign-ins at once, at the
//! cost the server uses; prints how long they took and the most memory the process held.

use std::sync::Arc;
use std::time::Instant;

use saksi_base::SeededRandom;
use saksi_network::Hashing;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let hashing = Hashing::new(Arc::new(SeededRandom::new(1)));
    let started = Instant::now();
    for _ in 0..5 {
        let _ = hashing.verify(None, "one after the other").await;
    }
    println!("one hash: {:?}", started.elapsed() / 5);
    let started = Instant::now();
    let crowd: Vec<_> = (0..500)
        .map(|_| {
            let hashing = hashing.clone();
            tokio::spawn(async move { hashing.verify(None, "all at once").await.is_ok() })
        })
        .collect();
    let mut served = 0;
    for person in crowd {
        served += usize::from(person.await.unwrap_or(false));
    }
    println!("500 at once: {served} served, {} told to come back, in {:?}", 500 - served, started.elapsed());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: not known on this system");
    println!("{peak}");
}
