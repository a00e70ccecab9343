//! The language of a text: the two that are read, and the sign that it is in another one.

use super::sentence::floor;

/// `zh`, `en` or `mixed`, by the letters of a folded text.
pub(super) fn of(folded: &str) -> &'static str {
    let (mut han, mut latin) = (0usize, 0usize);
    for c in folded.chars() {
        match c {
            '\u{3400}'..='\u{9fff}' => han += 1,
            'a'..='z' | 'A'..='Z' => latin += 1,
            _ => {}
        }
    }
    // A Chinese character says about as much as three Latin letters; names of SDKs and links are Latin in both.
    if han * 10 < latin / 3 {
        "en"
    } else if latin / 3 < han * 2 {
        "zh"
    } else {
        "mixed"
    }
}

/// Whether a text is written in another language than Chinese or English: most of its letters are of another script, or
/// the small words of other languages outnumber the English ones by far. Lists of names decide nothing.
pub(super) fn is_foreign(written: &str) -> bool {
    /// So much of a text tells its language, in bytes.
    const ENOUGH: usize = 60_000;
    /// Fewer letters or small words are a name or a quotation.
    const LETTERS: usize = 20;
    const WORDS: usize = 10;
    let written = &written[..floor(written, ENOUGH)];
    let (mut own, mut other, mut kana) = (0usize, 0usize, 0usize);
    for c in written.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '\u{3400}'..='\u{9fff}' => own += 1,
            '\0'..='\x7f' => {}
            '\u{3040}'..='\u{30ff}' => kana += 1,
            c if !c.is_alphabetic() => {}
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => own += 1,
            _ => other += 1,
        }
    }
    // Japanese is written with Chinese characters too; links and markup are Latin in every language.
    if other >= LETTERS && other * 3 > own || kana >= LETTERS && kana * 5 > own {
        return true;
    }
    if of(written) == "zh" {
        return false;
    }
    let (mut english, mut foreign) = (0usize, 0usize);
    for word in written.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        if ENGLISH.contains(&word.as_str()) {
            english += 1;
        } else if FOREIGN.contains(&word.as_str()) {
            foreign += 1;
        }
    }
    foreign >= WORDS && foreign > english * 2
}

const ENGLISH: &[&str] =
    &["the", "and", "of", "to", "you", "your", "we", "our", "is", "are", "this", "that", "with", "from", "or", "not"];

/// Small words of German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Danish, Polish, Czech, Romanian, Turkish,
/// Indonesian and Vietnamese that are no English words.
const FOREIGN: &[&str] = &[
    "und",
    "der",
    "das",
    "nicht",
    "wir",
    "ihre",
    "sie",
    "mit",
    "für",
    "von",
    "werden",
    "ist",
    "et",
    "les",
    "des",
    "vous",
    "nous",
    "votre",
    "vos",
    "pour",
    "dans",
    "est",
    "los",
    "las",
    "usted",
    "nosotros",
    "su",
    "del",
    "por",
    "una",
    "que",
    "você",
    "seus",
    "nós",
    "dados",
    "não",
    "uma",
    "os",
    "ao",
    "che",
    "di",
    "il",
    "sono",
    "della",
    "dei",
    "nostri",
    "het",
    "een",
    "wij",
    "uw",
    "voor",
    "och",
    "att",
    "som",
    "för",
    "vi",
    "og",
    "til",
    "ikke",
    "oraz",
    "się",
    "jest",
    "nie",
    "dane",
    "są",
    "nebo",
    "jsou",
    "și",
    "sau",
    "este",
    "dumneavoastră",
    "ve",
    "bir",
    "için",
    "veya",
    "olarak",
    "dan",
    "yang",
    "untuk",
    "kami",
    "anda",
    "dengan",
    "và",
    "của",
    "cho",
    "chúng",
    "bạn",
];

#[cfg(test)]
mod tests {
    use super::is_foreign;

    #[test]
    fn texts_in_other_languages_are_told() {
        for text in [
            "Мы собираем ваше имя, адрес электронной почты и номер телефона. Мы используем Firebase SDK.",
            "우리는 귀하의 이름, 이메일 주소, 전화번호를 수집합니다. Firebase SDK를 사용합니다.",
            "当社は、お客様の氏名、メールアドレス、電話番号を収集します。また、端末の識別子を取得します。",
            "Wir erheben Ihren Namen und Ihre Adresse. Sie werden von uns nicht an Dritte weitergegeben, und das ist für \
             die Nutzung der App nicht nötig. Wir speichern sie mit der Nummer.",
        ] {
            assert!(is_foreign(text), "{text}");
        }
    }

    #[test]
    fn chinese_english_and_lists_of_names_are_not() {
        for text in [
            "",
            "我们会收集您的姓名和电话号码。",
            "我們會收集您的姓名和電話號碼。",
            "We collect your name and your phone number.",
            "We collect your name. Deutsche Telekom und der Verlag are partners of ours, and we send them your address.",
            "Firebase Crashlytics\nUmeng\nVia del Corso\nLos Angeles\nPangle\nAdjust GmbH",
        ] {
            assert!(!is_foreign(text), "{text}");
        }
    }
}
