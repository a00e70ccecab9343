//! stub
/// s
pub fn likely(_: &crate::source::Files) -> Vec<String> {
    vec![]
}
