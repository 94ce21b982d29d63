//! Keeps what is in this program's memory off the disk: no core dumps, and a word about swap. Whoever takes the disk away must not
//! find there what somebody wrote a moment ago.

use std::fs;
use std::path::Path;

use crate::doctor::State;

/// Leaves no core dump, whatever the machine allows: neither a file nor one that is handed to another program.
pub(crate) fn leave_no_core_dump() {
    let none = rustix::process::Rlimit { current: Some(0), maximum: Some(0) };
    let _ = rustix::process::setrlimit(rustix::process::Resource::Core, none);
    // The limit does not hold for dumps that the kernel hands to a program, such as systemd-coredump (core(5)).
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}

/// What `saksi doctor` says about swap.
pub(crate) fn swap() -> (State, String) {
    let swaps = fs::read_to_string("/proc/swaps").unwrap_or_default();
    let open = readable(&swaps, |device| is_sealed(Path::new("/sys/block"), device));
    let service = fs::read_to_string("/sys/fs/cgroup/system.slice/saksi.service/memory.swap.max");
    if open.is_empty() {
        (State::Ok, "nothing of the memory is written to a disk in the clear".to_owned())
    } else if service.is_ok_and(|most| most.trim() == "0") {
        (State::Ok, format!("the service's memory is kept out of {}", open.join(", ")))
    } else {
        (
            State::Warning,
            format!(
                "{} may hold what people write, unless that disk is encrypted. Start the server with deploy/saksi.service, which keeps it out of swap, encrypt the swap, or turn it off.",
                open.join(", ")
            ),
        )
    }
}

/// The places of `/proc/swaps` that a thief could read.
fn readable(swaps: &str, is_sealed: impl Fn(&str) -> bool) -> Vec<String> {
    let places = swaps.lines().skip(1).filter_map(|line| line.split_whitespace().next());
    let open = |place: &&str| match place.strip_prefix("/dev/") {
        // Compressed, in memory.
        Some(device) if device.starts_with("zram") => false,
        Some(device) => !is_sealed(device),
        None => true,
    };
    places.filter(open).map(ToOwned::to_owned).collect()
}

/// Whether a block device is a mapping of dm-crypt, or stands on one.
fn is_sealed(blocks: &Path, device: &str) -> bool {
    let folder = blocks.join(device);
    let is_crypt = fs::read_to_string(folder.join("dm/uuid")).is_ok_and(|id| id.starts_with("CRYPT-"));
    let below = || fs::read_dir(folder.join("slaves")).into_iter().flatten().flatten();
    let mut names = below().map(|entry| entry.file_name().to_string_lossy().into_owned()).peekable();
    is_crypt || (names.peek().is_some() && names.all(|below| is_sealed(blocks, &below)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn a_crash_leaves_no_core_dump() {
        leave_no_core_dump();
        let limits = fs::read_to_string("/proc/self/limits").unwrap();
        let line = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(words.get(4..6), Some(&["0", "0"][..]), "{line}");
        let behaviour = rustix::process::dumpable_behavior().unwrap();
        assert_eq!(behaviour, rustix::process::DumpableBehavior::NotDumpable);
    }

    #[test]
    fn swap_that_a_thief_could_read_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let device = |name: &str, id: Option<&str>, below: &[&str]| {
            let place = folder.path().join(name);
            fs::create_dir_all(place.join("dm")).unwrap();
            if let Some(id) = id {
                fs::write(place.join("dm/uuid"), id).unwrap();
            }
            for below in below {
                fs::create_dir_all(place.join("slaves").join(below)).unwrap();
            }
        };
        device("sda2", None, &[]);
        device("dm-0", Some("CRYPT-LUKS2-1\n"), &["sda2"]);
        device("dm-1", Some("LVM-1\n"), &["dm-0"]);
        device("dm-2", Some("LVM-2\n"), &["dm-0", "sda2"]);
        let swaps = "Filename Type Size Used Priority\n/dev/zram0 partition 1 0 100\n/dev/dm-0 partition 1 0 -2\n/dev/dm-1 partition 1 0 -2\n/dev/dm-2 partition 1 0 -2\n/dev/sda2 partition 1 0 -2\n/swapfile file 1 0 -3\n";
        let open = readable(swaps, |device| is_sealed(folder.path(), device));
        assert_eq!(open, ["/dev/dm-2", "/dev/sda2", "/swapfile"]);
        assert!(readable("Filename Type Size Used Priority\n", |_| false).is_empty());
    }
}
