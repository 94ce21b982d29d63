//! `dishonest-operator`: a lying operator in every way that the tests of `saksi-tlog` know, with many sizes, places and
//! times each; and an honest one, who must raise no alarm.

use anyhow::{Context, Result, ensure};

use super::Options;
use crate::shop::{Halt, Shop};
use crate::statistics::Row;

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    Ok(measure(shop, options)?)
}

fn measure(shop: &Shop, options: &Options) -> Result<Vec<Row>> {
    let rounds = if options.short { "20" } else { "300" };
    // Another seed each time; the workshop may look at the clock.
    let seed = std::time::UNIX_EPOCH.elapsed()?.as_micros().to_string();
    let mut command =
        shop.cargo(&["run", "--release", "--locked", "-q", "-p", "saksi-tlog", "--example", "dishonest", "--"]);
    let text = shop.quiet(command.args([rounds, &seed]))?;
    let plays = plays(&text)?;
    println!("seed {seed}");
    let mut rows = Vec::new();
    let attacks: Vec<&Play> = plays.iter().filter(|play| play.kind == "attack").collect();
    ensure!(attacks.len() > 30, "too few attacks were played:\n{text}");
    for play in &attacks {
        let what = format!("detected: {}", play.name);
        let figure = format!("{} of {}", play.counted, play.tried);
        let mut row = Row::must(&what, figure, "all", play.tried > 0 && play.counted == play.tried);
        // The table names each; the last line only what failed.
        if row.holds {
            row.bar.clear();
        }
        rows.push(row);
    }
    let tried: u64 = attacks.iter().map(|play| play.tried).sum();
    let detected: u64 = attacks.iter().map(|play| play.counted).sum();
    rows.push(Row::note("ways to lie", attacks.len().to_string()));
    rows.push(Row::must(&format!("attacks detected of {tried} tried"), detected.to_string(), "all", tried == detected));
    let honest = plays.iter().find(|play| play.kind == "honest").context("no honest operator was played")?;
    let what = format!("alarms about an honest operator in {} plays", honest.tried);
    rows.push(Row::must(&what, honest.counted.to_string(), "none", honest.counted == 0 && honest.tried > 0));
    Ok(rows)
}

/// A line of what was played.
struct Play {
    kind: String,
    name: String,
    tried: u64,
    counted: u64,
}

fn plays(text: &str) -> Result<Vec<Play>> {
    let lines = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let read = lines.filter_map(|words| match words.as_slice() {
        [kind, name, tried, counted] => Some((*kind, *name, *tried, *counted)),
        _ => None,
    });
    read.map(|(kind, name, tried, counted)| {
        let number = |text: &str| text.parse::<u64>().with_context(|| format!("`{text}` is no count"));
        Ok(Play { kind: kind.to_owned(), name: name.to_owned(), tried: number(tried)?, counted: number(counted)? })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plays_are_read_from_lines() {
        let read = plays("attack\ta cut\t7\t6\nsomething else\nhonest\tnothing\t7\t0\n").unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!((read[0].name.as_str(), read[0].tried, read[0].counted), ("a cut", 7, 6));
        assert!(plays("attack\ta cut\tmany\t6\n").is_err());
    }
}
