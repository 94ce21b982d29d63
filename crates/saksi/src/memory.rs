//! Keeps what is in this program's memory off the disk: no core dumps, and a word about swap. Whoever takes the disk away must not
//! find there what somebody wrote a moment ago.

use std::fs;
use std::path::Path;

use crate::doctor::State;
use crate::messages::Said;

/// Leaves no core dump, whatever the machine allows: neither a file nor one that is handed to another program.
pub(crate) fn leave_no_core_dump() {
    let none = rustix::process::Rlimit { current: Some(0), maximum: Some(0) };
    let _ = rustix::process::setrlimit(rustix::process::Resource::Core, none);
    // The limit does not hold for dumps that the kernel hands to a program, such as systemd-coredump (core(5)).
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}

/// Turns huge pages off before anything is allocated: the allocator asks for them, and the first that it gets is 2 MB, whatever is in it.
/// `main` says so again, for systems on which nothing runs before it.
#[cfg(target_os = "linux")]
#[expect(
    unsafe_code,
    reason = "what runs before everything else stands in a section of its own, and speaks to the kernel itself"
)]
#[used]
#[unsafe(link_section = ".init_array.00000")]
static FIRST_OF_ALL: extern "C" fn() = {
    extern "C" fn small_pages() {
        // SAFETY: it sets a flag of this process and touches no memory.
        unsafe { libc::prctl(libc::PR_SET_THP_DISABLE, 1, 0, 0, 0) };
    }
    small_pages
};

#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "the allocator's own function, for which its crate has no safe one")]
unsafe extern "C" {
    /// Of mimalloc, the program's allocator: gives what this thread freed back to the system.
    fn mi_collect(force: bool);
}

/// Hands back what only the start needed, or a busy moment: pages of the program's own code and constants, which the kernel keeps at hand
/// and gives back when they are used again, and what this program's allocator and the C library's keep free. On a small machine that is
/// room for others.
#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "there is no safe way to tell the kernel about one's own code")]
pub(crate) fn hand_back_the_start() {
    // SAFETY: both give back what is free and touch nothing that is in use, from any thread.
    unsafe {
        mi_collect(true);
        #[cfg(target_env = "gnu")]
        libc::malloc_trim(0);
    }
    let (Ok(maps), Ok(program)) = (fs::read_to_string("/proc/self/maps"), fs::read_link("/proc/self/exe")) else {
        return;
    };
    for (start, length) in code(&maps, &program.to_string_lossy()) {
        // SAFETY: the range is a private mapping of the program's file that was never writable (see `code`), so
        // no page differs from the file; what is dropped is read from the file again when it is next used.
        unsafe { libc::madvise(std::ptr::without_provenance_mut(start), length, libc::MADV_DONTNEED) };
    }
}

/// Does what only the start does on a thread that ends with it: what it laid on its stack is then free again.
pub(crate) fn with_a_stack_of_its_own<T: Send, F: Future<Output = T>>(
    begin: impl FnOnce() -> F + Send,
) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Handle::current();
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(8 << 20);
        let thread = thread.spawn_scoped(scope, || runtime.block_on(begin()))?;
        Ok(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// Elsewhere nothing is handed back.
#[cfg(not(target_os = "linux"))]
pub(crate) fn hand_back_the_start() {}

/// Where the code and the constants of a program lie, by `/proc/self/maps`: the first address and the length of each range.
fn code(maps: &str, program: &str) -> Vec<(usize, usize)> {
    let range = |line: &str| {
        let (range, rest) = line.split_once(' ')?;
        let mut words = rest.split_whitespace();
        let (allowed, offset) = (words.next()?, words.next()?);
        // What stands at the front of the file is constants and what the loader read; a later part without the right to write
        // was written by the loader before it lost that right, and must stay.
        let never_written = allowed == "r-xp" || (allowed == "r--p" && offset.trim_start_matches('0').is_empty());
        if !never_written || words.nth(2) != Some(program) {
            return None;
        }
        let (start, end) = range.split_once('-')?;
        let (start, end) = (usize::from_str_radix(start, 16).ok()?, usize::from_str_radix(end, 16).ok()?);
        end.checked_sub(start).map(|length| (start, length))
    };
    maps.lines().filter_map(range).collect()
}

/// What `saksi doctor` says about swap.
pub(crate) fn swap() -> (State, Said) {
    let swaps = fs::read_to_string("/proc/swaps").unwrap_or_default();
    let open = readable(&swaps, |device| is_sealed(Path::new("/sys/block"), device));
    let service = fs::read_to_string("/sys/fs/cgroup/system.slice/saksi.service/memory.swap.max");
    if open.is_empty() {
        (State::Ok, said!("cli-doctor-swap-none"))
    } else if service.is_ok_and(|most| most.trim() == "0") {
        (State::Ok, said!("cli-doctor-swap-kept-out", places = open.join(", ")))
    } else {
        (State::Warning, said!("cli-doctor-swap-open", places = open.join(", ")))
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

    #[test]
    fn only_code_that_nobody_can_write_is_handed_back() {
        let maps = "55d0c0000000-55d0c1bfd000 r--p 00000000 fd:00 7 /usr/bin/saksi\n\
            55d0c1bfd000-55d0c48f4000 r-xp 01bfd000 fd:00 7 /usr/bin/saksi\n\
            55d0c48f4000-55d0c4a00000 r--p 048f4000 fd:00 7 /usr/bin/saksi\n\
            55d0c4a00000-55d0c4a01000 rw-p 04a00000 fd:00 7 /usr/bin/saksi\n\
            7f0000000000-7f0000001000 r-xp 00000000 fd:00 8 /usr/lib/libc.so.6\n\
            7f0000002000-7f0000003000 rw-p 00000000 00:00 0\n";
        assert_eq!(code(maps, "/usr/bin/saksi"), [(0x55d0_c000_0000, 0x1bf_d000), (0x55d0_c1bf_d000, 0x2cf_7000)]);
        assert!(code("", "/usr/bin/saksi").is_empty());
    }

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
