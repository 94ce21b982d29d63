//! Whatever is read as a package is read within its bounds, and names nothing outside of itself.
#![no_main]

use std::io::Cursor;

use saksi_archive::wacz::{Package, PackageLimits};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = PackageLimits { files: 1000, whole: 1 << 20, file: 1 << 22, pages: 1000 };
    let Ok(mut package) = Package::with(Cursor::new(bytes), limits) else { return };
    for path in package.paths() {
        assert!(!path.starts_with('/') && !path.split('/').any(|part| part == ".."));
    }
    let _ = package.verify();
    let _ = package.pages();
    let _ = package.find("https://example.org/");
    for archive in package.archives() {
        let _ = package.place(&archive);
    }
});
