//! `fetch-guard`: the real program is sent to servers and a name server that mean harm, on a network of its own.
//!
//! A network namespace has one public address, which is hostile, and the private, link-local and other special ones, on which traps listen;
//! names come from a server that changes its answers. So the guard is met as it is shipped, with no exception for tests. `tests/fetch/hostile.py`
//! holds the servers and says of each case how it went.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Options;
use crate::shop::{Halt, Shop};
use crate::statistics::Row;

/// Addresses of the namespace besides 127.0.0.1: the hostile one, and those behind which traps listen.
const ADDRESSES: &[&str] = &["93.184.216.34", "10.0.0.7", "192.168.1.1", "169.254.169.254", "100.64.0.1"];
/// Most megabytes of memory that a capture of a hostile page may take; the most comes of sixteen megabytes of a page that would be a gigabyte.
const MOST_MEMORY: f64 = 160.0;

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let unshare = shop.need(shop.tool(&["unshare"], &[], &["util-linux"]))?;
    shop.need(shop.tool(&["ip"], &["/usr/sbin/ip"], &["iproute2"]))?;
    shop.need(shop.tool(&["openssl"], &[], &["openssl"]))?;
    let python = shop.need(shop.python())?.join("python");
    let folder = shop.scratch.path().join("fetch-guard");
    fs::create_dir_all(&folder)?;
    let names = folder.join("resolv.conf");
    fs::write(&names, "nameserver 127.0.0.1\noptions timeout:1 attempts:2\n")?;
    let inside = format!(
        "for address in {}; do ip addr add $address/32 dev lo || exit 1; done; ip link set lo up && mount --bind \"$1\" /etc/resolv.conf && shift && exec \"$@\"",
        ADDRESSES.join(" ")
    );
    let own = |words: &[&std::ffi::OsStr]| {
        let mut command = Command::new(&unshare);
        command.args(["--map-root-user", "--net", "--mount", "sh", "-c", &inside, "sh"]);
        command.arg(&names).args(words).current_dir(&folder);
        command
    };
    let tried = shop.quiet(&mut own(&["true".as_ref()])).context("this machine makes no network of its own (unshare)");
    shop.need(tried)?;
    let script = shop.root.join("tests/fetch/hostile.py");
    let mut words = vec![python.as_os_str(), script.as_os_str(), shop.program()?.as_os_str(), folder.as_os_str()];
    if options.short {
        words.push("short".as_ref());
    }
    let said = shop.quiet(&mut own(&words))?;
    Ok(judge(&said)?)
}

/// Rows out of what the script says of each case.
fn judge(said: &str) -> Result<Vec<Row>> {
    let lines: Vec<Value> = said.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let text = |case: &Value, name: &str| case.get(name).map(ToString::to_string).unwrap_or_default();
    let figure = |case: &Value, name: &str| case.get(name).and_then(Value::as_f64);
    let cases: Vec<&Value> = lines.iter().filter(|line| line.get("what").is_some()).collect();
    let end =
        lines.iter().find(|line| line.get("trapped").is_some()).context("the servers did not come to their end")?;
    let wrong: Vec<&&Value> =
        cases.iter().filter(|case| case.get("right").and_then(Value::as_bool) != Some(true)).collect();
    for case in &wrong {
        println!(
            "  {}: status {} after {} s: {}",
            text(case, "what"),
            text(case, "status"),
            text(case, "seconds"),
            text(case, "said")
        );
    }
    let trapped = end.get("trapped").and_then(Value::as_array).context("no list of traps")?;
    for trap in trapped {
        println!("  somebody came to {trap}");
    }
    let most = |name: &str| cases.iter().filter_map(|case| figure(case, name)).fold(0.0, f64::max);
    Ok(vec![
        Row::at_least("hostile addresses, redirects, pages and servers", cases.len() as f64, 40.0, ""),
        Row::at_most("that were not refused, cut or bounded as they must be", wrong.len() as f64, 0.0, ""),
        Row::at_most("connections to what is not the public internet", trapped.len() as f64, 0.0, ""),
        Row::at_most(
            "requests to a server of 10,000 redirects",
            figure(end, "redirects").unwrap_or(f64::NAN),
            20.0,
            "",
        ),
        Row::at_least(
            "look-ups of the name that leads elsewhere later",
            figure(end, "rebound").unwrap_or(0.0),
            1.0,
            "",
        ),
        Row::at_most("most memory of one capture", most("megabytes"), MOST_MEMORY, "MB"),
        Row::note("longest capture", format!("{:.1} s", most("seconds"))),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    const END: &str = "{\"trapped\": [], \"redirects\": 6, \"rebound\": 1}\n";

    fn case(what: usize, right: bool) -> String {
        format!(
            "{{\"what\": \"{what}\", \"right\": {right}, \"status\": 1, \"seconds\": 0.1, \"megabytes\": 30, \"said\": \"\"}}\n"
        )
    }

    #[test]
    fn one_case_that_went_wrong_or_one_trap_is_enough_to_fail() {
        let whole: String = (0..40).map(|what| case(what, true)).collect();
        let holds = |said: &str| judge(said).unwrap().iter().all(|row| row.holds);
        assert!(holds(&format!("{whole}{END}")));
        assert!(!holds(&format!("{whole}{}{END}", case(40, false))));
        assert!(!holds(&format!("{whole}{}", END.replace("[]", "[\"10.0.0.7:80\"]"))));
        assert!(judge(&whole).is_err(), "without an end nothing is known of the traps");
    }
}
