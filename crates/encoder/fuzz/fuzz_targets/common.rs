//! What the targets share: settings and pieces of a small model, and what may be asked of whatever opens.
#![allow(dead_code, reason = "not every target needs all of it")]

use saksi_encoder::{EncodeError, Encoder, ModelFiles, Role, Tuning, Weights};

/// Eight pieces.
pub const TOKENIZER: &str = r#"{"pre_tokenizer":{"type":"Metaspace","replacement":"▁","add_prefix_space":true},
"post_processor":{"type":"RobertaProcessing","sep":["</s>",2],"cls":["<s>",0]},"model":{"type":"Unigram","unk_id":3,
"vocab":[["<s>",0],["<pad>",0],["</s>",0],["<unk>",0],["▁",-2],["▁water",-3],["q",-5],["e",-5]]}}"#;

/// The settings of a small model. With a width of 32 its 64 rows and everything else fit into a file of a few thousand bytes;
/// with one of 256 only the first tensor does, and that one may be of any kind.
pub fn config(width: usize) -> Vec<u8> {
    let (heads, rows) = (width / 32, if width == 32 { 64 } else { 8 });
    format!(
        r#"{{"model_type":"bert","hidden_size":{width},"num_hidden_layers":1,"num_attention_heads":{heads},
"intermediate_size":{width},"max_position_embeddings":16,"vocab_size":{rows},"type_vocab_size":1}}"#
    )
    .into_bytes()
}

/// Files that open give vectors of the right length, or say that they are damaged.
pub fn encode(files: ModelFiles) {
    encode_tuned(files, None);
}

/// The same with a change in the weights.
pub fn encode_tuned(files: ModelFiles, tuning: Option<&Tuning>) {
    let Ok(encoder) = Encoder::tuned(files, 1, tuning) else { return };
    match encoder.encode(Role::Query, &["water q", ""]) {
        Ok(vectors) => {
            assert_eq!(vectors.len(), 2);
            for vector in vectors {
                assert_eq!(vector.len(), encoder.dimensions());
                assert!(vector.iter().all(|value| value.abs() < 2.0));
            }
        }
        Err(EncodeError::NotANumber) => {}
    }
}

/// The same with these weights.
pub fn encode_with(weights: impl Fn() -> Weights) {
    for width in [32, 256] {
        encode(ModelFiles { weights: weights(), tokenizer: TOKENIZER.into(), config: config(width) });
    }
}
