//! Whatever calls itself a WAV file is refused or has a fingerprint.
#![no_main]

use saksi_media::SoundFingerprint;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(sound) = SoundFingerprint::of_wav(bytes) {
        assert_eq!(SoundFingerprint::from_bytes(&sound.to_bytes()), Some(sound));
    }
});
