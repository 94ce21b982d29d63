//! A small packed model with made-up weights: the tests of `packed` open it, and the fuzz targets start from it.

#![expect(clippy::cast_possible_truncation, reason = "made-up numbers that fit")]

/// A packed model of the smallest size, as the package's own converter would write it.
pub(crate) fn small() -> Vec<u8> {
    let (width, wide, layers, rows) = (32_u32, 64_u32, 1_u32, 8_u32);
    let mut out = b"E5S1".to_vec();
    let numbers = |out: &mut Vec<u8>, list: &[u32]| list.iter().for_each(|n| out.extend(n.to_le_bytes()));
    numbers(&mut out, &[1, width, layers, 1, wide, rows, 16, 2]);
    out.extend(1e-12_f32.to_le_bytes());
    numbers(&mut out, &[32]);
    let pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁query:", "▁water", "<mask>"];
    numbers(&mut out, &[8, 0, 2, 1, 3]);
    let text = pieces.concat();
    out.extend((text.len() as u64).to_le_bytes());
    let mut start = 0;
    numbers(&mut out, &[0]);
    for piece in pieces {
        start += piece.len() as u32;
        numbers(&mut out, &[start]);
    }
    out.extend((0..8_u8).flat_map(|at| (-f32::from(at)).to_le_bytes()));
    out.extend(text.as_bytes());
    let mut map = Vec::new();
    for (from, to) in [('\n', " "), ('½', "1⁄2"), ('\u{1}', "")] {
        numbers(&mut map, &[from as u32]);
        map.push(to.chars().count() as u8);
        to.chars().for_each(|c| numbers(&mut map, &[c as u32]));
    }
    numbers(&mut out, &[3, map.len() as u32]);
    out.extend(map);
    let mut tensors = vec![
        ("emb.word".to_owned(), rows * width, true),
        ("emb.pos".to_owned(), 16 * width, false),
        ("emb.type".to_owned(), 2 * width, false),
        ("emb.ln.w".to_owned(), width, false),
        ("emb.ln.b".to_owned(), width, false),
    ];
    for (name, outputs, inputs) in [
        ("q", width, width),
        ("k", width, width),
        ("v", width, width),
        ("ao", width, width),
        ("fi", wide, width),
        ("fo", width, wide),
    ] {
        tensors.push((format!("l0.{name}.w"), outputs * inputs, true));
        tensors.push((format!("l0.{name}.b"), outputs, false));
    }
    for name in ["aln", "oln"] {
        tensors.push((format!("l0.{name}.w"), width, false));
        tensors.push((format!("l0.{name}.b"), width, false));
    }
    let bytes = |count: u32, blocks: bool| if blocks { count / 32 * 18 } else { count * 4 };
    let directory: usize = 4 + tensors.iter().map(|(name, ..)| 2 + name.len() + 1 + 4 + 8 + 8).sum::<usize>();
    let mut place = (out.len() + directory) as u64;
    numbers(&mut out, &[tensors.len() as u32]);
    for (name, count, blocks) in &tensors {
        out.extend((name.len() as u16).to_le_bytes());
        out.extend(name.as_bytes());
        out.push(u8::from(*blocks));
        numbers(&mut out, &[*count]);
        out.extend(place.to_le_bytes());
        out.extend(u64::from(bytes(*count, *blocks)).to_le_bytes());
        place += u64::from(bytes(*count, *blocks));
    }
    for (at, (_, count, blocks)) in tensors.iter().enumerate() {
        let count = bytes(*count, *blocks) as usize;
        // Scales and floats that are neither nought nor too large: 0x3c is the upper byte of a half near one.
        out.extend((0..count).map(|byte| if byte % 2 == 1 { 0x3c } else { ((at * 37 + byte * 11) % 251) as u8 }));
    }
    out
}
