//! stub
use crate::source::Text;
/// stub
#[derive(Debug)]
pub struct PermissionTable;
impl PermissionTable {
    /// s
    pub fn get() -> &'static Self {
        &Self
    }
    /// s
    pub fn label(&self, _: &str) -> Option<Text> {
        None
    }
    /// s
    pub fn protection(&self, _: &str) -> &'static str {
        "unknown"
    }
    /// s
    pub fn data(&self, _: &str) -> &[String] {
        &[]
    }
    /// s
    pub fn needs_disclosure(&self, _: &str) -> bool {
        false
    }
    /// s
    pub fn names_its_data(&self, _: &str) -> bool {
        false
    }
    /// s
    pub fn stands_for(&self, _: &str, _: &str) -> bool {
        false
    }
    /// s
    pub fn words(&self) -> crate::policy::permissions::Words {
        Default::default()
    }
}
