//! Sizes in steps, so that the length of what is sealed says little about what it is.

/// The size to which a text of this many bytes, its length field included, is filled up: powers of two from 256 bytes to
/// 64 KiB, then Padmé. "yes", "no" and a paragraph look alike; a text costs at most twice its size.
pub(crate) const fn text_step(length: u64) -> u64 {
    if length <= 256 {
        256
    } else if length <= 65_536 {
        length.next_power_of_two()
    } else {
        padme(length)
    }
}

/// The size to which a file of this many bytes is filled up: at least 4 KiB, then Padmé.
pub(crate) const fn file_step(length: u64) -> u64 {
    if length <= 4_096 { 4_096 } else { padme(length) }
}

/// Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", PoPETs 2019,
/// algorithm 1): at most 12 % longer, less the larger the file, and of a file's length only O(log log) bits show.
const fn padme(length: u64) -> u64 {
    let exponent = length.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1_u64 << (exponent - kept)) - 1;
    // A length within one step of 2⁶⁴ is not rounded; no such file exists.
    length.saturating_add(mask) & !mask
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn steps_are_those_of_the_document() {
        for (length, text, file) in [
            (0, 256, 4_096),
            (256, 256, 4_096),
            (257, 512, 4_096),
            (4_096, 4_096, 4_096),
            (4_097, 8_192, 4_352),
            (65_536, 65_536, 65_536),
            (65_537, 67_584, 67_584),
            (1_000_000, 1_015_808, 1_015_808),
            (20_000_000, 20_447_232, 20_447_232),
        ] {
            assert_eq!((text_step(length), file_step(length)), (text, file), "{length}");
        }
    }

    proptest! {
        #[test]
        fn a_step_is_its_own_step_and_never_shorter(length in 0_u64..1 << 45) {
            for step in [text_step, file_step] {
                let size = step(length);
                prop_assert!(size >= length);
                prop_assert_eq!(step(size), size);
                prop_assert!(step(length.saturating_sub(1)) <= size);
            }
            if length > 4_096 {
                prop_assert!(file_step(length) - length <= length * 12 / 100);
            }
            if length > 256 {
                prop_assert!(text_step(length) < 2 * length);
            }
        }
    }
}
