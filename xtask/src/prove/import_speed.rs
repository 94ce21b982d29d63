//! `import-speed`: rows per second of `saksi import cofacts`, from the start of the program to its end.

use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use super::Options;
use crate::shop::{Halt, Shop, tail};
use crate::statistics::Row;

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let folder = options.data.clone().unwrap_or_else(|| shop.root.join("demo/cofacts"));
    let rows_there = count_rows(&folder)?;
    let mut rows = vec![Row::note("rows in the files", format!("{rows_there}"))];
    let mut engines: Vec<(&str, Option<String>)> = vec![("SQLite", None)];
    match shop.need(shop.fresh_postgres("import_speed")) {
        Ok(url) => engines.push(("PostgreSQL", Some(url))),
        Err(Halt::Skip(reason)) => println!("  without PostgreSQL: {reason}"),
        Err(halt) => return Err(halt),
    }
    for (engine, database) in engines {
        let data = shop.scratch.path().join(format!("import-{engine}"));
        for (again, bar) in [(false, 3000.0), (true, 0.0)] {
            let mut command = crate::site::program(shop)?;
            command.args(["import", "cofacts"]).arg(&folder).arg("--data").arg(&data);
            if let Some(url) = &database {
                command.args(["--database", url]);
            }
            let start = Instant::now();
            let (status, text) = shop.run(&mut command)?;
            let seconds = start.elapsed().as_secs_f64();
            // 3 says that some rows were rejected, which real data always has.
            if !status.success() && status.code() != Some(3) {
                return Err(Halt::Fail(anyhow::anyhow!("the import failed:\n{}", tail(&text, 40))));
            }
            if again {
                rows.push(Row::note(&format!("the same again, {engine}"), format!("{seconds:.1} s")));
            } else {
                println!("{}", tail(&text, 8));
                rows.push(options.at_least(
                    &format!("import into {engine}"),
                    rows_there as f64 / seconds,
                    bar,
                    "rows/s",
                ));
            }
        }
    }
    Ok(rows)
}

/// Lines of all CSV files of the folder, less one header each: an upper bound that needs no parser of ours, read with the
/// system's own `unzip` where a file is zipped. Quoted line breaks make some lines no row of their own, so records are
/// counted by the quotes: a line break inside an open quote does not end a record.
fn count_rows(folder: &Path) -> Result<usize> {
    let mut rows = 0;
    let mut files = 0;
    for entry in std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        let name = path.to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        if name.ends_with(".csv.zip") {
            let output = Command::new("python3")
                .args(["-c", "import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nfor n in z.namelist(): sys.stdout.buffer.write(z.read(n))"])
                .arg(&path)
                .output()
                .context("unzipping with python3")?;
            ensure!(output.status.success(), "{} cannot be unzipped", path.display());
            bytes = output.stdout;
        } else if path.extension().is_some_and(|extension| extension == "csv") {
            std::fs::File::open(&path)?.read_to_end(&mut bytes)?;
        } else {
            continue;
        }
        files += 1;
        rows += records(&bytes).saturating_sub(1);
    }
    ensure!(files > 0, "{} holds no .csv and no .csv.zip", folder.display());
    Ok(rows)
}

/// Records of a CSV text (RFC 4180).
fn records(bytes: &[u8]) -> usize {
    let (mut records, mut quoted, mut pending) = (0, false, false);
    for byte in bytes {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                records += 1;
                pending = false;
                continue;
            }
            _ => {}
        }
        pending = true;
    }
    records + usize::from(pending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_line_breaks_end_no_record() {
        assert_eq!(records(b"a,b\n1,\"x\ny\"\n2,\"q\"\"\n\"\n"), 3);
        assert_eq!(records(b"a\n1"), 2);
        assert_eq!(records(b""), 0);
    }
}
