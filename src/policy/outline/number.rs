//! The numbers of headings and items: 一、, (二), 1.2, II., a).

/// The level that a number tells, and what follows it.
pub fn numbering(folded: &str) -> (Option<u8>, &str) {
    const HAN: &str = "一二三四五六七八九十百";
    let after = |rest: &'_ str| rest.trim_start_matches(['.', '、', ')', ':', ',', '章', '条', '节']).len();
    let tail = |left: usize| &folded[folded.len() - left..];
    let Some(first) = folded.chars().next() else { return (None, folded) };
    if let Some(rest) = folded.strip_prefix('第') {
        let rest = rest.trim_start_matches(|c: char| HAN.contains(c) || c.is_ascii_digit());
        if rest.starts_with(['章', '条', '节', '部']) {
            let rest = rest.strip_prefix("部分").unwrap_or(rest);
            return (Some(1), tail(after(rest)));
        }
    }
    if HAN.contains(first) {
        let rest = folded.trim_start_matches(|c: char| HAN.contains(c));
        if rest.starts_with(['、', '.', ',', ':']) {
            return (Some(2), tail(after(rest)));
        }
        return (None, folded);
    }
    if let Some(rest) = folded.strip_prefix(['(', '[']) {
        let inner = rest.find([')', ']']).filter(|&at| at > 0 && at <= 9);
        if let Some(at) = inner {
            let mark = &rest[..at];
            if mark.chars().all(|c| HAN.contains(c)) {
                return (Some(3), &rest[at + 1..]);
            }
            if mark.bytes().all(|b| b.is_ascii_digit())
                || mark.len() <= 4 && mark.bytes().all(|b| b.is_ascii_alphabetic())
            {
                return (Some(7), &rest[at + 1..]);
            }
        }
        return (None, folded);
    }
    if first.is_ascii_digit() {
        let digits = folded.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let mark = folded[..folded.len() - digits.len()].trim_end_matches('.');
        let dots = mark.matches('.').count();
        let closed = folded[mark.len()..].starts_with(['.', '、', ')', ':', ',']);
        if mark.len() <= 8 && (closed || dots > 0 || digits.starts_with(|c: char| !c.is_ascii()) && mark.len() <= 2) {
            let level = if dots == 0 {
                if folded[mark.len()..].starts_with(')') { 7 } else { 4 }
            } else {
                4 + dots.min(3) as u8
            };
            // 年月日 and units after a bare number are dates and sizes, not headings.
            let unit = if dots > 0 {
                ["小时", "个月", "天", "年", "元", "万", "亿", "米", "倍", "版"]
                    .iter()
                    .any(|unit| digits.starts_with(unit))
                    && !["天气", "年龄"].iter().any(|word| digits.starts_with(word))
            } else {
                digits.starts_with(['年', '月', '日', '个', '周', '岁', '天', '小', '项', '次', '条', '分'])
                    && !digits.starts_with("个人")
            };
            if !closed && unit {
                return (None, folded);
            }
            return (Some(level), tail(after(digits)));
        }
        return (None, folded);
    }
    let roman = folded.trim_start_matches(['I', 'V', 'X']);
    let mark = folded.len() - roman.len();
    if (1..=5).contains(&mark) && roman.starts_with(['.', '、', ')']) {
        return (Some(2), tail(after(roman)));
    }
    if first.is_ascii_alphabetic() && folded[1..].starts_with(['.', ')', '、']) {
        return (
            Some(if folded[1..].starts_with('.') && first.is_ascii_uppercase() { 5 } else { 8 }),
            tail(after(&folded[1..])),
        );
    }
    (None, folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_tell_levels() {
        for (text, level) in [
            ("一、定义", 2),
            ("(二)共享", 3),
            ("1.我们收集", 4),
            ("1.2存储", 5),
            ("(3)权限", 7),
            ("II.Howwestore", 2),
            ("第三章总则", 1),
        ] {
            assert_eq!(numbering(text).0, Some(level), "{text}");
        }
        assert_eq!(numbering("2021年6月30日").0, None);
    }
}
