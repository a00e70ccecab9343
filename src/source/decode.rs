//! Bytes to text: a byte order mark decides; then UTF-8; then UTF-16 by the shape of its zero bytes; then GB18030.

use std::borrow::Cow;

/// The encoding that a file was found to be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// GB18030 (and GBK, GB2312, which it contains).
    Gb18030,
}

/// Decodes `bytes`. The second value is false when some bytes are not valid in the encoding found;
/// they are replaced by U+FFFD and the rest is kept.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Encoding, bool) {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        let (text, bad) = encoding_rs::UTF_8.decode_without_bom_handling(rest);
        return (text, Encoding::Utf8, !bad);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        let (text, bad) = encoding_rs::UTF_16LE.decode_without_bom_handling(rest);
        return (text, Encoding::Utf16Le, !bad);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        let (text, bad) = encoding_rs::UTF_16BE.decode_without_bom_handling(rest);
        return (text, Encoding::Utf16Be, !bad);
    }
    if let Some(encoding) = utf16_by_shape(bytes) {
        let coder = if encoding == Encoding::Utf16Le { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
        let (text, bad) = coder.decode_without_bom_handling(bytes);
        return (text, encoding, !bad);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), Encoding::Utf8, true);
    }
    // Chinese text in another encoding is hardly ever valid UTF-8 by chance, while GB18030 makes some text of nearly
    // anything: where most of what is not ASCII reads as UTF-8, a few broken bytes stand in a UTF-8 file.
    let (mut fits, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        fits += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
        broken += chunk.invalid().len();
    }
    if fits > broken * 2 {
        return (String::from_utf8_lossy(bytes), Encoding::Utf8, false);
    }
    let (gb, bad) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    if bad && gb.chars().filter(|&c| c == '\u{FFFD}').count() >= broken {
        return (String::from_utf8_lossy(bytes), Encoding::Utf8, false);
    }
    (gb, Encoding::Gb18030, !bad)
}

/// UTF-16 without a mark: in the first 512 bytes, zero bytes stand often at one parity and hardly at the other.
fn utf16_by_shape(bytes: &[u8]) -> Option<Encoding> {
    if bytes.len() < 8 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let head = &bytes[..bytes.len().min(512)];
    let even = head.iter().step_by(2).filter(|&&b| b == 0).count();
    let odd = head.iter().skip(1).step_by(2).filter(|&&b| b == 0).count();
    let pairs = head.len() / 2;
    if odd * 4 >= pairs && even * 16 < pairs {
        Some(Encoding::Utf16Le)
    } else if even * 4 >= pairs && odd * 16 < pairs {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let text = "隐私政策 Privacy: 我们收集设备信息\n<manifest package=\"a.b\"/>";
        let (gb, _, _) = encoding_rs::GB18030.encode(text);
        let utf16 = |be: bool, mark: bool| -> Vec<u8> {
            let mut out = Vec::new();
            let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
            for unit in units {
                out.extend(if be { unit.to_be_bytes() } else { unit.to_le_bytes() });
            }
            out
        };
        let cases: [(Vec<u8>, Encoding); 7] = [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), Encoding::Utf8),
            (gb.into_owned(), Encoding::Gb18030),
            (utf16(false, true), Encoding::Utf16Le),
            (utf16(true, true), Encoding::Utf16Be),
            (utf16(false, false), Encoding::Utf16Le),
            (utf16(true, false), Encoding::Utf16Be),
        ];
        for (bytes, encoding) in cases {
            let (decoded, found, clean) = decode(&bytes);
            assert_eq!((decoded.as_ref(), found, clean), (text, encoding, true));
        }
    }

    #[test]
    fn broken_bytes_lose_nothing_else() {
        let (text, _, clean) = decode(b"before \xFF after");
        assert!(!clean && text.starts_with("before ") && text.ends_with(" after"));
        // A few broken bytes, or some in another encoding, do not make mojibake of a file.
        let (gb, _, _) = encoding_rs::GB18030.encode("混合编码");
        let mixed = ["隐私政策：我们收集设备信息。".as_bytes(), &gb].concat();
        let (text, encoding, clean) = decode(&mixed);
        assert!(encoding == Encoding::Utf8 && !clean && text.starts_with("隐私政策：我们收集设备信息。"), "{text}");
    }
}
