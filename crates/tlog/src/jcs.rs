//! JSON in the one canonical way (RFC 8785), for values without fractions.
//!
//! Records hold whole numbers alone, so the part of the RFC that writes floating-point numbers is not needed; a fraction
//! or a number that other programs would round is refused.

use serde_json::Value;

/// The largest whole number that every reader of JSON keeps (2^53 - 1).
pub(crate) const LARGEST_NUMBER: u64 = (1 << 53) - 1;

/// The canonical text of a value. `None`: it holds a number that cannot be written safely.
pub(crate) fn canonical(value: &Value) -> Option<String> {
    let mut text = String::new();
    write(value, &mut text)?;
    Some(text)
}

fn write(value: &Value, text: &mut String) -> Option<()> {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(true) => text.push_str("true"),
        Value::Bool(false) => text.push_str("false"),
        Value::Number(number) => {
            let whole = number.as_i64().filter(|number| number.unsigned_abs() <= LARGEST_NUMBER)?;
            text.push_str(&whole.to_string());
        }
        Value::String(string) => write_string(string, text),
        Value::Array(values) => {
            text.push('[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(value, text)?;
            }
            text.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            // By UTF-16 code units (RFC 8785, section 3.2.3), which differs from the order of code points.
            members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            text.push('{');
            for (index, (name, value)) in members.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_string(name, text);
                text.push(':');
                write(value, text)?;
            }
            text.push('}');
        }
    }
    Some(())
}

/// Escapes what RFC 8785, section 3.2.2.2, names, and nothing else.
fn write_string(string: &str, text: &mut String) {
    text.push('"');
    for letter in string.chars() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\u{8}' => text.push_str("\\b"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\u{c}' => text.push_str("\\f"),
            '\r' => text.push_str("\\r"),
            control if control < ' ' => {
                text.push_str("\\u00");
                text.push_str(&crate::hash::to_hex(&[u8::try_from(control).unwrap_or(0)]));
            }
            letter => text.push(letter),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_the_rfc_says() {
        let value: Value = serde_json::from_str(
            r#"{"\ufb33":1,"\ud83d\ude00":2,"\u0080":[3,true,null],"\r":"\u000f\n€$A'B\"\\\\\"/","1":"One","a":{"z":0,"b":-1}}"#,
        )
        .unwrap();
        assert_eq!(
            canonical(&value).unwrap(),
            "{\"\\r\":\"\\u000f\\n€$A'B\\\"\\\\\\\\\\\"/\",\"1\":\"One\",\"a\":{\"b\":-1,\"z\":0},\"\u{80}\":[3,true,null],\"😀\":2,\"\u{fb33}\":1}"
        );
    }

    #[test]
    fn numbers_that_others_would_round_are_refused() {
        assert_eq!(canonical(&serde_json::json!(LARGEST_NUMBER)).unwrap(), "9007199254740991");
        assert_eq!(canonical(&serde_json::json!(LARGEST_NUMBER + 1)), None);
        assert_eq!(canonical(&serde_json::json!(u64::MAX)), None);
        assert_eq!(canonical(&serde_json::json!(0.5)), None);
    }
}
