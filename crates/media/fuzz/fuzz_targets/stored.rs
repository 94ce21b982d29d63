//! Forged fingerprints are refused or searched for like any other.
#![no_main]

use saksi_media::{Fingerprint, MediaIndex, SoundFingerprint, SoundIndex, VideoFingerprint, VideoIndex};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(print) = Fingerprint::from_bytes(bytes) {
        assert_eq!(print.to_bytes(), bytes);
        let mut index = MediaIndex::new();
        index.insert(1, &print);
        index.search(&print, 5);
        let mut videos = VideoIndex::new();
        videos.insert(1, &VideoFingerprint::new());
        videos.search_still(&print, 5);
    }
    if let Some(video) = VideoFingerprint::from_bytes(bytes) {
        assert_eq!(video.to_bytes(), bytes);
        let mut index = VideoIndex::new();
        index.insert(1, &video);
        for hit in index.search(&video, 5) {
            assert!(hit.query_share <= 1.0 && hit.known_share <= 1.0);
        }
    }
    if let Some(sound) = SoundFingerprint::from_bytes(bytes) {
        assert_eq!(sound.to_bytes(), bytes);
        let mut index = SoundIndex::new();
        index.insert(1, &sound);
        for hit in index.search(&sound, 5) {
            assert!(hit.query_share <= 1.0 && hit.known_share <= 1.0);
        }
    }
});
