//! Wrong arguments, said in Chinese: the parser of the command line speaks English alone.

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The message for a mistake in the arguments, or none where the parser's own is not about one.
pub(super) fn chinese(error: &clap::Error) -> Option<String> {
    let words = |kind: ContextKind| match error.get(kind)? {
        ContextValue::String(word) => Some(word.clone()),
        ContextValue::Strings(words) => Some(words.join("、")),
        ContextValue::StyledStr(word) => Some(word.to_string()),
        ContextValue::StyledStrs(words) => Some(words.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")),
        ContextValue::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let argument = words(ContextKind::InvalidArg).unwrap_or_default();
    let value = words(ContextKind::InvalidValue).unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有参数 {argument}"),
        ErrorKind::InvalidSubcommand => {
            format!("没有命令 {}", words(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 缺少取值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("{argument} 不能取值 {value}"),
        ErrorKind::MissingRequiredArgument => format!("缺少参数：{argument}"),
        ErrorKind::ArgumentConflict => {
            let other = words(ContextKind::PriorArg).unwrap_or_default();
            if other == argument || other.is_empty() {
                format!("{argument} 只能出现一次")
            } else {
                format!("{argument} 不能与 {other} 同时使用")
            }
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("{argument} 的取值个数不对")
        }
        ErrorKind::NoEquals => format!("{argument} 的取值要用等号连接"),
        ErrorKind::InvalidUtf8 => "参数不是有效的 UTF-8".to_owned(),
        _ => return None,
    };
    let mut out = format!("错误：{message}\n");
    if let Some(valid) = words(ContextKind::ValidValue) {
        out.push_str(&format!("可取的值：{valid}\n"));
    }
    let like = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(like) = like.into_iter().find_map(words) {
        out.push_str(&format!("是否想写：{like}\n"));
    }
    if let Some(usage) = words(ContextKind::Usage) {
        out.push_str(&format!("\n{}\n", usage.trim().replacen("Usage: ", "用法：", 1)));
    }
    out.push_str("\n完整说明见 --help。\n");
    Some(out)
}
