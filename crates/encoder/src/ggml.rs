//! The kinds of numbers in which a GGUF file holds weights, and how each becomes 32-bit floats. ggml's Q8_1 and Q8_K are not among
//! them: they are what it makes of inputs on the way to a product.
//!
//! Written from the layouts of blocks in ggml (`ggml-common.h`, and `dequantize_row_*` in `ggml-quants.c`,
//! <https://github.com/ggml-org/ggml>). Every product and sum is rounded where ggml rounds it, so that the floats are the same
//! to the last bit; `tests/golden` holds what candle makes of the same blocks.

use half::{bf16, f16};

use crate::engine::Kind as Multiplied;

/// Weights in one of the larger blocks.
const LARGE: usize = 256;

/// A kind of numbers, under the name that ggml gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(non_camel_case_types, reason = "these are the names by which people know them")]
pub(crate) enum Kind {
    F32,
    F16,
    BF16,
    Q4_0,
    Q4_1,
    Q5_0,
    Q5_1,
    Q8_0,
    Q2_K,
    Q3_K,
    Q4_K,
    Q5_K,
    Q6_K,
}

impl Kind {
    /// The kind with this number in a file (`ggml_type`).
    pub(crate) const fn of(number: u32) -> Option<Self> {
        Some(match number {
            0 => Self::F32,
            1 => Self::F16,
            2 => Self::Q4_0,
            3 => Self::Q4_1,
            6 => Self::Q5_0,
            7 => Self::Q5_1,
            8 => Self::Q8_0,
            10 => Self::Q2_K,
            11 => Self::Q3_K,
            12 => Self::Q4_K,
            13 => Self::Q5_K,
            14 => Self::Q6_K,
            30 => Self::BF16,
            _ => return None,
        })
    }

    /// Numbers in one block.
    pub(crate) const fn block(self) -> usize {
        match self {
            Self::F32 | Self::F16 | Self::BF16 => 1,
            Self::Q4_0 | Self::Q4_1 | Self::Q5_0 | Self::Q5_1 | Self::Q8_0 => 32,
            Self::Q2_K | Self::Q3_K | Self::Q4_K | Self::Q5_K | Self::Q6_K => LARGE,
        }
    }

    /// Bytes of one block.
    pub(crate) const fn bytes(self) -> usize {
        match self {
            Self::F32 => 4,
            Self::F16 | Self::BF16 => 2,
            Self::Q4_0 => 18,
            Self::Q4_1 => 20,
            Self::Q5_0 => 22,
            Self::Q5_1 => 24,
            Self::Q8_0 => 34,
            Self::Q2_K => 84,
            Self::Q3_K => 110,
            Self::Q4_K => 144,
            Self::Q5_K => 176,
            Self::Q6_K => 210,
        }
    }

    /// The kind of blocks that the engine multiplies as they are, where it is one.
    pub(crate) const fn multiplied(self) -> Option<Multiplied> {
        match self {
            Self::Q4_0 => Some(Multiplied::Q4),
            Self::Q8_0 => Some(Multiplied::Q8),
            _ => None,
        }
    }

    /// The numbers of whole blocks; what is left over at the end is not looked at.
    pub(crate) fn floats(self, blocks: &[u8]) -> Vec<f32> {
        let mut out = Vec::with_capacity(blocks.len() / self.bytes() * self.block());
        match self {
            Self::F32 => out.extend(blocks.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes))),
            Self::F16 => out.extend(blocks.as_chunks().0.iter().map(|bytes| f16::from_le_bytes(*bytes).to_f32())),
            Self::BF16 => out.extend(blocks.as_chunks().0.iter().map(|bytes| bf16::from_le_bytes(*bytes).to_f32())),
            _ => {
                for block in blocks.chunks_exact(self.bytes()) {
                    self.unpack(&mut Fields(block), &mut out);
                }
            }
        }
        out
    }

    fn unpack(self, block: &mut Fields<'_>, out: &mut Vec<f32>) {
        match self {
            Self::F32 | Self::F16 | Self::BF16 => {}
            Self::Q4_0 => {
                let (scale, quants) = (block.half(), block.bytes::<16>());
                out.extend(quants.iter().map(|q| whole(q & 15, 8) * scale));
                out.extend(quants.iter().map(|q| whole(q >> 4, 8) * scale));
            }
            Self::Q4_1 => {
                let (scale, least, quants) = (block.half(), block.half(), block.bytes::<16>());
                out.extend(quants.iter().map(|q| f32::from(q & 15) * scale + least));
                out.extend(quants.iter().map(|q| f32::from(q >> 4) * scale + least));
            }
            Self::Q5_0 => {
                let (scale, quants) = (block.half(), five_bits(block));
                out.extend(quants.iter().map(|q| whole(*q, 16) * scale));
            }
            Self::Q5_1 => {
                let (scale, least, quants) = (block.half(), block.half(), five_bits(block));
                out.extend(quants.iter().map(|q| f32::from(*q) * scale + least));
            }
            Self::Q8_0 => {
                let scale = block.half();
                out.extend(block.bytes::<32>().iter().map(|q| f32::from(q.cast_signed()) * scale));
            }
            Self::Q2_K => {
                let (scales, quants) = (block.bytes::<16>(), block.bytes::<64>());
                let (scale, least) = (block.half(), block.half());
                let mut scales = scales.iter();
                for quants in quants.as_chunks::<32>().0 {
                    for shift in [0, 2, 4, 6] {
                        for (quants, both) in quants.as_chunks::<16>().0.iter().zip(&mut scales) {
                            let (scale, least) = (scale * f32::from(both & 15), least * f32::from(both >> 4));
                            out.extend(quants.iter().map(|q| scale * f32::from((q >> shift) & 3) - least));
                        }
                    }
                }
            }
            Self::Q3_K => {
                let (high, quants) = (block.bytes::<32>(), block.bytes::<64>());
                let scales = sixteen_scales(block.bytes::<12>());
                let scale = block.half();
                let mut scales = scales.iter();
                // A bit of `high` that is not set stands for four less.
                let mut bit = 1;
                for quants in quants.as_chunks::<32>().0 {
                    for shift in [0, 2, 4, 6] {
                        let halves = quants.as_chunks::<16>().0.iter().zip(high.as_chunks::<16>().0);
                        for ((quants, high), own) in halves.zip(&mut scales) {
                            let scale = scale * whole(*own, 32);
                            out.extend(
                                quants.iter().zip(high).map(|(q, high)| {
                                    scale * whole((q >> shift) & 3, if high & bit == 0 { 4 } else { 0 })
                                }),
                            );
                        }
                        bit <<= 1;
                    }
                }
            }
            Self::Q4_K => {
                let (scale, least) = (block.half(), block.half());
                let scales = scales_and_leasts(block.bytes::<12>());
                let quants = block.bytes::<128>();
                for (quants, [low, high]) in quants.as_chunks::<32>().0.iter().zip(scales.as_chunks::<2>().0) {
                    let own = |(own, below): &(u8, u8)| (scale * f32::from(*own), least * f32::from(*below));
                    let (scale, least) = own(low);
                    out.extend(quants.iter().map(|q| scale * f32::from(q & 15) - least));
                    let (scale, least) = own(high);
                    out.extend(quants.iter().map(|q| scale * f32::from(q >> 4) - least));
                }
            }
            Self::Q5_K => {
                let (scale, least) = (block.half(), block.half());
                let scales = scales_and_leasts(block.bytes::<12>());
                let (fifth, quants) = (block.bytes::<32>(), block.bytes::<128>());
                let mut bit = 1;
                for (quants, scales) in quants.as_chunks::<32>().0.iter().zip(scales.as_chunks::<2>().0) {
                    for ((own, below), shift) in scales.iter().zip([0, 4]) {
                        let (scale, least) = (scale * f32::from(*own), least * f32::from(*below));
                        out.extend(quants.iter().zip(fifth).map(|(q, fifth)| {
                            let high = if fifth & bit == 0 { 0 } else { 16 };
                            scale * f32::from(((q >> shift) & 15) + high) - least
                        }));
                        bit <<= 1;
                    }
                }
            }
            Self::Q6_K => {
                let (low, high) = (block.bytes::<128>(), block.bytes::<64>());
                let scales = block.bytes::<16>();
                let scale = block.half();
                let mut scales = scales.iter();
                for (low, high) in low.as_chunks::<64>().0.iter().zip(high.as_chunks::<32>().0) {
                    for (nibble, shifts) in [(0, [0, 2]), (4, [4, 6])] {
                        for (low, shift) in low.as_chunks::<32>().0.iter().zip(shifts) {
                            let halves = low.as_chunks::<16>().0.iter().zip(high.as_chunks::<16>().0);
                            for ((low, high), own) in halves.zip(&mut scales) {
                                let scale = scale * f32::from(own.cast_signed());
                                out.extend(low.iter().zip(high).map(|(low, high)| {
                                    scale * whole(((low >> nibble) & 15) | (((high >> shift) & 3) << 4), 32)
                                }));
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The fields of a block, one after the other.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    /// The next bytes; noughts where a block were too short, which [`Kind::bytes`] rules out.
    fn bytes<const N: usize>(&mut self) -> &'a [u8; N] {
        let Some((taken, rest)) = self.0.split_first_chunk::<N>() else {
            debug_assert!(false, "a block is longer than it says");
            return &[0; N];
        };
        self.0 = rest;
        taken
    }

    fn half(&mut self) -> f32 {
        f16::from_le_bytes(*self.bytes()).to_f32()
    }
}

/// A small number less what stands for nought.
fn whole(number: u8, nought: i8) -> f32 {
    f32::from(i16::from(number) - i16::from(nought))
}

/// Thirty-two numbers of five bits: the fifth bits of all, then the lower four of two each.
fn five_bits(block: &mut Fields<'_>) -> [u8; 32] {
    let (fifth, quants) = (u32::from_le_bytes(*block.bytes()), block.bytes::<16>());
    let mut out = [0; 32];
    let lower = quants.iter().map(|q| q & 15).chain(quants.iter().map(|q| q >> 4));
    for (at, (out, lower)) in out.iter_mut().zip(lower).enumerate() {
        *out = lower | if fifth >> at & 1 == 1 { 16 } else { 0 };
    }
    out
}

/// Sixteen scales of six bits in twelve bytes, as Q3_K has them: 32 stands for nought.
fn sixteen_scales(bytes: &[u8; 12]) -> [u8; 16] {
    let (low, high) = (bytes.iter().take(8), bytes.iter().skip(8));
    let lower = low.clone().map(|byte| byte & 15).chain(low.map(|byte| byte >> 4));
    let upper = [0, 2, 4, 6].into_iter().flat_map(|shift| high.clone().map(move |byte| (byte >> shift) & 3));
    let mut out = [0; 16];
    for (out, (lower, upper)) in out.iter_mut().zip(lower.zip(upper)) {
        *out = lower | upper << 4;
    }
    out
}

/// Eight scales and eight leasts of six bits in twelve bytes, as Q4_K and Q5_K have them.
fn scales_and_leasts(bytes: &[u8; 12]) -> [(u8, u8); 8] {
    let (scales, leasts, rest) = (bytes.iter(), bytes.iter().skip(4), bytes.iter().skip(8));
    let first = scales.clone().zip(leasts.clone()).take(4).map(|(scale, least)| (scale & 63, least & 63));
    let second = rest
        .zip(scales.zip(leasts))
        .map(|(low, (scale, least))| ((low & 15) | scale >> 6 << 4, low >> 4 | least >> 6 << 4));
    let mut out = [(0, 0); 8];
    for (out, pair) in out.iter_mut().zip(first.chain(second)) {
        *out = pair;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gguf::Gguf;

    const ALL: [Kind; 13] = [
        Kind::F32,
        Kind::F16,
        Kind::BF16,
        Kind::Q4_0,
        Kind::Q4_1,
        Kind::Q5_0,
        Kind::Q5_1,
        Kind::Q8_0,
        Kind::Q2_K,
        Kind::Q3_K,
        Kind::Q4_K,
        Kind::Q5_K,
        Kind::Q6_K,
    ];

    #[test]
    fn every_kind_gives_the_floats_of_candle_to_the_last_bit() {
        let golden = include_bytes!("../tests/golden/kinds.gguf");
        let file = Gguf::read(golden).unwrap();
        for kind in ALL {
            let name = format!("{kind:?}").to_lowercase();
            let (found, blocks) = file.find(&name).map(|tensor| (tensor.kind, tensor.bytes)).unwrap();
            let expected = file.find(&format!("{name}.floats")).unwrap();
            assert_eq!((found, expected.kind), (kind, Kind::F32), "{name}");
            let ours: Vec<u8> = kind.floats(blocks).iter().flat_map(|float| float.to_le_bytes()).collect();
            assert_eq!(ours.len(), 8 * 256 * 4, "{name}");
            let apart = ours.as_chunks::<4>().0.iter().zip(expected.bytes.as_chunks::<4>().0).position(|(a, b)| a != b);
            assert_eq!(apart, None, "{name}: the first float that differs");
            assert_eq!(ours.len(), expected.bytes.len(), "{name}");
        }
    }

    #[test]
    fn what_the_engine_multiplies_as_it_is_has_the_same_floats() {
        let golden = include_bytes!("../tests/golden/kinds.gguf");
        let file = Gguf::read(golden).unwrap();
        for (name, kind) in [("q4_0", Multiplied::Q4), ("q8_0", Multiplied::Q8)] {
            let tensor = file.find(name).unwrap();
            assert_eq!(tensor.kind.multiplied(), Some(kind));
            assert_eq!(tensor.kind.bytes(), kind.bytes());
            let floats: Vec<f32> = tensor
                .bytes
                .chunks_exact(kind.bytes())
                .flat_map(|block| {
                    let (scale, weights) = kind.block(block);
                    weights.map(|weight| f32::from(weight) * scale)
                })
                .collect();
            assert_eq!(floats, tensor.kind.floats(tensor.bytes));
        }
    }

    #[test]
    fn a_block_has_as_many_bytes_as_its_fields() {
        for kind in ALL {
            let floats = kind.floats(&vec![0; kind.bytes() * 3 + kind.bytes() / 2]);
            assert_eq!(floats.len(), 3 * kind.block(), "{kind:?}");
            if kind.block() > 1 {
                let bytes = vec![0; kind.bytes()];
                let mut fields = Fields(&bytes);
                kind.unpack(&mut fields, &mut Vec::new());
                assert_eq!(fields.0.len(), 0, "{kind:?}");
            }
        }
    }
}
