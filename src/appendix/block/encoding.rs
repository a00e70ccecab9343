//! Blocks in the bytes of a file, whatever its encoding. The markers are ASCII, and `<` is never a part of another
//! character in any encoding that is read, so that they can be searched for as bytes.

use std::ops::Range;

use super::BlockError;
use crate::source::{Encoding, decode};

/// The word of a begin marker.
pub(super) const BEGIN: &str = "qingdan:begin";
/// The word of an end marker.
const END: &str = "qingdan:end";

/// The bytes of a file with their encoding.
pub(super) struct Bytes<'a> {
    bytes: &'a [u8],
    encoding: Encoding,
}

impl<'a> Bytes<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, encoding: decode(bytes).1 }
    }

    /// The blocks, from the first byte of the begin marker to the last of the end marker.
    pub(super) fn blocks(&self) -> Result<Vec<Range<usize>>, BlockError> {
        let mut blocks = Vec::new();
        let mut open: Option<usize> = None;
        for comment in self.comments() {
            let text = self.decode(comment.clone());
            let word = text.trim_start_matches("<!--").trim_start();
            // A marker that lacks its `-->` reaches to the end of a later comment: what lies between is not ours.
            if (word.starts_with(BEGIN) || word.starts_with(END)) && word.contains("<!--") {
                return Err(BlockError::Unbalanced(self.line(comment.start)));
            }
            if word.starts_with(BEGIN) {
                if let Some(start) = open {
                    return Err(BlockError::Unbalanced(self.line(start)));
                }
                open = Some(comment.start);
            } else if let Some(rest) = word.strip_prefix(END) {
                // What else stands in an end marker would be written again with every update.
                if !rest.trim_end_matches("-->").trim().is_empty() {
                    return Err(BlockError::Unbalanced(self.line(comment.start)));
                }
                let start = open.take().ok_or_else(|| BlockError::Unbalanced(self.line(comment.start)))?;
                blocks.push(start..comment.end);
            }
        }
        match open {
            Some(start) => Err(BlockError::Unbalanced(self.line(start))),
            None => Ok(blocks),
        }
    }

    /// Every comment, as byte ranges.
    fn comments(&self) -> Vec<Range<usize>> {
        let (start, end) = (self.encode("<!--"), self.encode("-->"));
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(from) = self.find(&start, at) {
            let Some(to) = self.find(&end, from + start.len()) else { break };
            at = to + end.len();
            found.push(from..at);
        }
        found
    }

    fn find(&self, needle: &[u8], from: usize) -> Option<usize> {
        let step = if matches!(self.encoding, Encoding::Utf16Le | Encoding::Utf16Be) { 2 } else { 1 };
        (from..self.bytes.len()).step_by(step).find(|&at| self.bytes[at..].starts_with(needle))
    }

    /// The text of a part of the file.
    pub(super) fn decode(&self, range: Range<usize>) -> String {
        let bytes = &self.bytes[range];
        let coder = match self.encoding {
            Encoding::Utf8 => encoding_rs::UTF_8,
            Encoding::Utf16Le => encoding_rs::UTF_16LE,
            Encoding::Utf16Be => encoding_rs::UTF_16BE,
            Encoding::Gb18030 => encoding_rs::GB18030,
        };
        coder.decode_without_bom_handling(bytes).0.into_owned()
    }

    /// Text in the encoding of the file.
    pub(super) fn encode(&self, text: &str) -> Vec<u8> {
        match self.encoding {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            // GB18030 has every character of Unicode.
            Encoding::Gb18030 => encoding_rs::GB18030.encode(text).0.into_owned(),
        }
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.decode(0..at).matches('\n').count() + 1
    }

    /// Whether the line that holds a byte, or else the one before it, ends with `\r\n`.
    pub(super) fn ends_lines_with_crlf(&self, at: usize) -> bool {
        let after = self.decode(at..self.bytes.len());
        match after.find('\n') {
            Some(end) => after[..end].ends_with('\r'),
            None => self.decode(0..at).contains("\r\n"),
        }
    }
}

/// The begin marker, the content and the end marker of a block, line ends made plain.
pub(super) fn split(block: &str) -> Option<(&str, String, &str)> {
    let body = block.find("-->")? + 3;
    let end = block.rfind("<!--").filter(|&end| end >= body)?;
    Some((&block[..body], block[body..end].replace("\r\n", "\n"), &block[end..]))
}
