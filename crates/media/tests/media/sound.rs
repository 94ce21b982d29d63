//! Melodies made from a seed, recompressed, cut and laid into longer ones.

use saksi_media::{SoundFingerprint, SoundIndex};

use crate::pictures::Dice;

const RATE: u32 = 16_000;

/// Notes of changing length and chords over a little noise.
fn melody(seed: u64, seconds: u32) -> Vec<f32> {
    let mut dice = Dice::new(seed);
    let mut samples = Vec::new();
    while samples.len() < (seconds * RATE) as usize {
        let length = (dice.between(0.15, 0.6) * RATE as f32) as usize;
        let tones: Vec<f32> = (0..3).map(|_| 110.0 * 2.0_f32.powf(dice.below(36) as f32 / 12.0)).collect();
        for at in 0..length {
            let time = at as f32 / RATE as f32;
            let fade = (1.0 - at as f32 / length as f32).powf(0.5);
            let sum: f32 = tones.iter().map(|tone| (time * tone * std::f32::consts::TAU).sin()).sum();
            samples.push(sum * fade * 0.25 + (dice.unit() - 0.5) * 0.02);
        }
    }
    samples.truncate((seconds * RATE) as usize);
    samples
}

fn print(samples: &[f32]) -> SoundFingerprint {
    let whole: Vec<i16> = samples.iter().map(|value| (value.clamp(-1.0, 1.0) * 32_000.0) as i16).collect();
    SoundFingerprint::of(RATE, 1, &whole).unwrap()
}

/// What a bad line leaves: quieter, eight bits, muffled, noisy.
fn worn(samples: &[f32]) -> Vec<f32> {
    let mut dice = Dice::new(1);
    let mut last = 0.0;
    samples
        .iter()
        .map(|value| {
            last += 0.6 * (value * 0.5 - last);
            (last * 128.0).round() / 128.0 + (dice.unit() - 0.5) * 0.03
        })
        .collect()
}

#[test]
fn a_worn_clip_is_found_where_it_was_cut_from() {
    let mut index = SoundIndex::new();
    for id in 0..5 {
        index.insert(id, &print(&melody(id, 60)));
    }
    let whole = melody(3, 60);
    let clip = worn(&whole[(20 * RATE) as usize..(35 * RATE) as usize]);
    let hits = index.search(&print(&clip), 5);
    assert_eq!(hits.len(), 1, "{hits:?}");
    assert_eq!((hits[0].id, hits[0].reason()), (3, "a cut-out of a known sound"));
    let start = hits[0].known_start - hits[0].query_start;
    assert!((start - 20.0).abs() < 0.5, "{start}");
}

#[test]
fn a_known_voice_inside_a_longer_one_is_found() {
    let mut index = SoundIndex::new();
    index.insert(9, &print(&melody(40, 20)));
    let longer = [melody(41, 25), worn(&melody(40, 20)), melody(42, 15)].concat();
    let hits = index.search(&print(&longer), 5);
    assert_eq!((hits[0].id, hits[0].reason()), (9, "a known sound inside a longer one"));
    assert!((hits[0].query_start - 25.0).abs() < 1.5, "{}", hits[0].query_start);
}

#[test]
fn strangers_silence_and_held_tones_match_nothing() {
    let mut index = SoundIndex::new();
    let silence = vec![0.0; (40 * RATE) as usize];
    let tone: Vec<f32> =
        (0..40 * RATE).map(|at| (at as f32 / RATE as f32 * 440.0 * std::f32::consts::TAU).sin()).collect();
    for (id, sound) in (0..).zip([&silence, &tone, &melody(60, 40), &melody(61, 40)]) {
        index.insert(id, &print(sound));
    }
    assert!(print(&silence).is_blank());
    for sound in [&silence, &tone, &melody(70, 40), &melody(71, 8), &melody(72, 3)] {
        let hits = index.search(&print(sound), 5);
        assert!(hits.is_empty(), "{hits:?}");
    }
}

#[test]
fn wav_files_are_read() {
    let samples = melody(80, 12);
    for (bits, format) in [
        (16, hound::SampleFormat::Int),
        (8, hound::SampleFormat::Int),
        (24, hound::SampleFormat::Int),
        (32, hound::SampleFormat::Float),
    ] {
        let spec = hound::WavSpec { channels: 2, sample_rate: RATE, bits_per_sample: bits, sample_format: format };
        let mut bytes = std::io::Cursor::new(Vec::new());
        let mut writer = hound::WavWriter::new(&mut bytes, spec).unwrap();
        for value in &samples {
            for _ in 0..2 {
                if format == hound::SampleFormat::Float {
                    writer.write_sample(value * 0.97).unwrap();
                } else {
                    writer.write_sample((value * 0.97 * 2.0_f32.powi(i32::from(bits) - 1)) as i32).unwrap();
                }
            }
        }
        writer.finalize().unwrap();
        let read = SoundFingerprint::of_wav(bytes.get_ref()).unwrap();
        let mut index = SoundIndex::new();
        index.insert(1, &print(&samples));
        let hits = index.search(&read, 1);
        assert_eq!(hits.first().map(saksi_media::SoundMatch::reason), Some("the same sound"), "{bits} bits");
    }
}

#[test]
fn stored_bytes_are_read_as_they_were_written() {
    let sound = print(&melody(90, 6));
    assert_eq!(SoundFingerprint::from_bytes(&sound.to_bytes()), Some(sound));
    assert!(SoundFingerprint::of(0, 1, &[]).is_err());
    assert!(SoundFingerprint::of(8_000, 0, &[]).is_err());
    assert!(SoundFingerprint::of(8_000, 1, &[]).unwrap().is_blank());
}
