//! A text that long lists of words are looked for in. Nearly all of them are not there, and to search it for each
//! costs more to begin than to do: which letters the text holds is written down once, and tells so at once.

use std::ops::Deref;
use std::rc::Rc;

/// A text that is asked for many words. It is the string that it was made of in everything else.
#[derive(Clone)]
pub struct Words<'t> {
    text: &'t str,
    marks: Rc<Marks>,
}

impl<'t> Words<'t> {
    /// Looks through a text once.
    pub fn new(text: &'t str) -> Self {
        Self::marked(text, &Rc::new(Marks::of(text)))
    }

    /// A text of which is known what it holds, or what the whole holds that it is a part of.
    pub fn marked(text: &'t str, marks: &Rc<Marks>) -> Self {
        Self { text, marks: Rc::clone(marks) }
    }

    /// A part of the text.
    pub fn part(&self, text: &'t str) -> Self {
        Self::marked(text, &self.marks)
    }

    /// The text up to an offset.
    pub fn upto(&self, at: usize) -> Self {
        self.part(&self.text[..at])
    }

    /// Whether the text holds a word.
    pub fn has(&self, word: &str) -> bool {
        self.marks.may_hold(word) && self.text.contains(word)
    }

    /// Whether the text holds one of some words.
    pub fn has_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }

    /// Where the text holds a word first.
    pub fn place(&self, word: &str) -> Option<usize> {
        if self.marks.may_hold(word) { self.text.find(word) } else { None }
    }

    /// Where the text holds a word last.
    pub fn last_place(&self, word: &str) -> Option<usize> {
        if self.marks.may_hold(word) { self.text.rfind(word) } else { None }
    }

    /// All places of a word.
    pub fn all_places(&self, word: &'t str) -> impl Iterator<Item = usize> + use<'t> {
        let found = self.marks.may_hold(word).then(|| self.text.match_indices(word));
        found.into_iter().flatten().map(|(at, _)| at)
    }
}

impl Deref for Words<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.text
    }
}

/// Which three bytes in a row a text holds. Several may share a mark, so a mark that is there promises nothing; one
/// that is not does.
#[derive(Default)]
pub struct Marks([u64; 32]);

impl Marks {
    /// Looks through a text.
    pub fn of(text: &str) -> Self {
        let mut marks = [0; 32];
        for three in text.as_bytes().windows(3) {
            let (at, bit) = mark(three);
            marks[at] |= bit;
        }
        Self(marks)
    }

    fn may_hold(&self, word: &str) -> bool {
        word.as_bytes().windows(3).map(mark).all(|(at, bit)| self.0[at] & bit != 0)
    }
}

/// The place of the mark of three bytes: the upper eleven bits of a product that mixes them.
fn mark(three: &[u8]) -> (usize, u64) {
    let number = u32::from_le_bytes([three[0], three[1], three[2], 0]);
    let mixed = number.wrapping_mul(0x9e37_79b1) >> 21;
    ((mixed >> 6) as usize, 1 << (mixed & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_strings_find_them() {
        let text = "我们不会收集您的位置,we do not collect your location";
        let words = Words::new(text);
        for word in ["我", "收集", "不会收集您", "do", "not collect", "location", "", "locations", "我们会", "除", "no"]
        {
            assert_eq!(words.has(word), text.contains(word), "{word}");
            assert_eq!(words.place(word), text.find(word), "{word}");
        }
        let part = words.part(&text[..12]);
        assert!(part.has("我们") && !part.has("收集"));
        assert_eq!(words.all_places("o").count(), text.matches('o').count());
    }
}
