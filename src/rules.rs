//! The rules: each sees facts, never text, and says what the policy does not mention.
//!
//! A rule is one file of logic and one bilingual page, `<rule>.rs` and `<rule>.md`. The page is the documentation,
//! the text of `explain`, and the test: its examples are run. [`RULES`] is the one ordered list.

mod declared;
pub mod law;
mod permissions;

mod contradictory_policy;
mod denied_data;
mod denied_sharing;
mod expired_allowance;
mod incomplete_sdk_entry;
mod missing_policy;
mod missing_sdk_list;
mod misspelt_sdk;
mod stale_permission;
mod stale_sdk;
mod undeclared_optional_data;
mod undeclared_permission;
mod undeclared_permission_data;
mod undeclared_play_data;
mod undeclared_sdk;
mod undeclared_sdk_data;
mod unfilled_placeholder;
mod unknown_sdk;
mod unread_sdk_list;
mod unresolved_dependency;
mod unused_allowance;
mod vague_data;
mod wrong_privacy_link;

use crate::finding::{Finding, Level};
use crate::inventory::Inventory;
use crate::policy::Policy;
use crate::sdk::database::Database;
use crate::sdk::permissions::PermissionTable;
use crate::sdk::vocabulary::Vocabulary;
use crate::source::{Language, Text};

pub use declared::{Cover, cover_in_entry, cover_in_policy, entries_of};

/// The rule about the Data safety form, whose findings `data-safety --check` makes, as it alone has the form. What
/// allows them is therefore not for `check` to miss.
pub const OF_THE_FORM: &str = undeclared_play_data::RULE.name;

/// What rules see.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// What the applications carry.
    pub inventory: &'a Inventory,
    /// What the texts declare.
    pub policy: &'a Policy,
    /// The SDK records.
    pub database: &'a Database,
    /// The data types.
    pub vocabulary: &'a Vocabulary,
    /// The permissions.
    pub permissions: &'a PermissionTable,
}

impl<'a> Context<'a> {
    /// What was read, beside the bundled data types and permissions.
    pub fn new(inventory: &'a Inventory, policy: &'a Policy, database: &'a Database) -> Self {
        Self { inventory, policy, database, vocabulary: Vocabulary::get(), permissions: PermissionTable::get() }
    }
}

/// A rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The name; it reads well after "allow".
    pub name: &'static str,
    /// The level when the configuration names none.
    pub level: Level,
    /// One line, Chinese.
    pub zh: &'static str,
    /// One line, English.
    pub en: &'static str,
    /// The bilingual page.
    pub page: &'static str,
    /// Finds what the rule is about.
    pub check: fn(&Context<'_>, &mut Vec<Finding>),
}

impl Rule {
    /// The line in a language.
    pub fn title(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }

    /// The part of the page that is written in a language, without the examples.
    pub fn explanation(&self, language: Language) -> &'static str {
        let heading = match language {
            Language::Zh => "## 中文\n",
            Language::En => "## English\n",
        };
        let Some((_, rest)) = self.page.split_once(heading) else { return "" };
        rest.split("\n## ").next().unwrap_or(rest).trim()
    }

    /// The examples of the page.
    pub fn examples(&self) -> &'static str {
        self.page.split_once("## Examples\n").map_or("", |(_, rest)| rest.trim())
    }
}

/// Every rule, in the order in which a reader should mend what they find.
pub static RULES: &[Rule] = &[
    missing_policy::RULE,
    missing_sdk_list::RULE,
    unread_sdk_list::RULE,
    undeclared_sdk::RULE,
    undeclared_sdk_data::RULE,
    undeclared_optional_data::RULE,
    vague_data::RULE,
    denied_data::RULE,
    denied_sharing::RULE,
    undeclared_permission::RULE,
    undeclared_permission_data::RULE,
    contradictory_policy::RULE,
    incomplete_sdk_entry::RULE,
    wrong_privacy_link::RULE,
    unfilled_placeholder::RULE,
    undeclared_play_data::RULE,
    misspelt_sdk::RULE,
    stale_sdk::RULE,
    stale_permission::RULE,
    unknown_sdk::RULE,
    unresolved_dependency::RULE,
    expired_allowance::RULE,
    unused_allowance::RULE,
];

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// Runs every rule. The findings are in a fixed order: the worst first, then by SDK, rule, data type and place.
pub fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        (rule.check)(context, &mut findings);
    }
    sort(&mut findings);
    findings
}

/// Puts findings into their fixed order.
pub fn sort(findings: &mut [Finding]) {
    let order = |name: &str| RULES.iter().position(|rule| rule.name == name);
    findings.sort_by(|a, b| {
        (std::cmp::Reverse(a.level), order(a.rule), a.sort_key(), &a.evidence, &a.policy).cmp(&(
            std::cmp::Reverse(b.level),
            order(b.rule),
            b.sort_key(),
            &b.evidence,
            &b.policy,
        ))
    });
}

impl Context<'_> {
    /// The name of a data type, as messages write it.
    fn data(&self, id: &str) -> Text {
        self.vocabulary.label(id)
    }

    /// The name of a permission, as messages write it: its label and its full name.
    fn permission(&self, name: &str) -> Text {
        match self.permissions.label(name) {
            Some(label) => Text::new(format!("{}（{name}）", label.zh), format!("{} ({name})", label.en)),
            None => Text::new(name, name),
        }
    }
}
