use super::{Context, Rule, law};
use crate::finding::{Clause, Finding, Level};
use crate::source::Text;

/// See the page.
pub(super) const RULE: Rule = Rule {
    name: "wrong-privacy-link",
    level: Level::Warning,
    zh: "条目的隐私政策链接不是厂商的",
    en: "an entry's link is not the vendor's",
    page: include_str!("wrong_privacy_link.md"),
    check,
};

const BASIS: &[Clause] = &[law::PIPL_17, law::PIPL_23];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.policy.sdks {
        let (Some(id), Some(url)) = (entry.id.as_deref(), &entry.privacy_url) else { continue };
        let Some(record) = context.database.record(id) else { continue };
        let Some(vendor) = context.database.vendors().get(&record.vendor) else { continue };
        let Some(host) = host(&url.value) else { continue };
        let known =
            vendor.hosts.iter().map(String::as_str).chain(
                [record.privacy_url.zh.as_str(), record.privacy_url.en.as_str()].into_iter().filter_map(self::host),
            );
        if vendor.hosts.is_empty() || known.into_iter().any(|known| is_below(host, known)) {
            continue;
        }
        let operator = context.database.operator(&record);
        let message = Text::new(
            format!("“{}”的隐私政策链接指向 {host}，不是{}的网站", entry.name, operator.zh),
            format!("the privacy link of \"{}\" leads to {host}, which is not a site of {}", entry.name, operator.en),
        );
        let help = if record.privacy_url.zh.is_empty() {
            Text::new(
                format!("换成厂商网站（{}）上的链接", vendor.hosts.join("、")),
                format!("use a link on the vendor's site ({})", vendor.hosts.join(", ")),
            )
        } else {
            Text::new(format!("换成 {}", record.privacy_url.zh), format!("use {}", record.privacy_url.en))
        };
        findings.push(
            Finding::new(RULE.name, RULE.level, message)
                .help(help)
                .sdk(id)
                .subject(host)
                .policy([url.at.clone()])
                .basis(BASIS),
        );
    }
}

/// The host of a link, without scheme, port and path.
fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?;
    (host.contains('.') && host.is_ascii()).then_some(host)
}

/// Whether `host` is `domain` or below it.
fn is_below(host: &str, domain: &str) -> bool {
    let host = host.to_ascii_lowercase();
    host == domain || host.strip_suffix(domain).is_some_and(|head| head.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_read_from_links_as_people_write_them() {
        assert_eq!(host("https://www.umeng.com/policy?x=1"), Some("www.umeng.com"));
        assert_eq!(host("lbs.amap.com/pages/privacy/"), Some("lbs.amap.com"));
        assert_eq!(host("http://x.example:8080/a"), Some("x.example"));
        assert_eq!(host("见官网"), None);
        assert_eq!(host("localhost/privacy"), None);
        assert_eq!(host("https://官网.example/privacy"), None);
    }

    #[test]
    fn a_host_belongs_to_the_domains_above_it_only() {
        assert!(is_below("www.Umeng.com", "umeng.com"));
        assert!(is_below("umeng.com", "umeng.com"));
        assert!(!is_below("notumeng.com", "umeng.com"));
    }
}
