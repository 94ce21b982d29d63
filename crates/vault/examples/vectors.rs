//! Makes and checks the test vectors of `docs/sealing.md`:
//!
//!     cargo run -p saksi-vault --example vectors -- make 1 > crates/vault/tests/vectors/saksi.json
//!     cargo run -p saksi-vault --example vectors -- check FILE

#[path = "../tests/format/mod.rs"]
mod format;

fn main() -> Result<(), format::Wrong> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["make", seed] => println!("{}", serde_json::to_string_pretty(&format::make(seed.parse()?)?)?),
        ["check", file] => {
            let vectors = serde_json::from_str(&std::fs::read_to_string(file)?)?;
            for (kind, count) in format::check(&vectors)? {
                println!("{kind} {count}");
            }
        }
        _ => return Err("say `make SEED` or `check FILE`".into()),
    }
    Ok(())
}
