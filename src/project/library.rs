//! stub
use crate::source::*;
use std::sync::Arc;
/// stub
#[derive(Debug, Default)]
pub struct Archive {
    /// p
    pub path: String,
    /// c
    pub classes: Vec<String>,
    /// n
    pub native: Vec<String>,
    /// m
    pub manifest: Option<Arc<Source>>,
    /// p
    pub problems: Vec<Problem>,
}
impl Archive {
    /// at
    pub fn at(&self) -> Span {
        Span::file(&Source::new(self.path.clone(), ""))
    }
}
/// stub
pub fn read(_: &Files, path: &str) -> Archive {
    Archive { path: path.into(), ..Default::default() }
}
