//! Since when a text holds, and who speaks in it.

mod dates;
mod operator;

pub use dates::dates;
pub use operator::operator;

use super::sentence::Reading;

/// The blocks at the head and at the end of a text, where it speaks of itself.
fn ends(reading: &Reading<'_>) -> impl Iterator<Item = usize> + use<> {
    let count = reading.text.blocks.len();
    (0..count.min(80)).chain(count.saturating_sub(80).max(80)..count)
}
