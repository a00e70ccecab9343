//! The help of the command line in Chinese. The English help stands in the types; this table follows it, and a
//! test finds whatever has no Chinese yet.

use clap::builder::StyledStr;
use clap::{Arg, Command};

/// What commands do, by their words.
const COMMANDS: &[(&str, &str)] = &[
    ("", "Android 工程的数据清单与 SDK 披露检查工具"),
    ("check", "检查：应用收集的内容，隐私政策是否都写明"),
    ("inventory", "列出应用收集的内容及其依据"),
    ("policy", "列出隐私政策声明的内容及其位置"),
    ("appendix", "生成可公示的第三方 SDK 目录、已收集个人信息清单和权限清单"),
    ("data-safety", "填写或检查 Google Play 的数据安全表单"),
    ("diff", "比较两个目录、两份保存的清单或两个 git 版本"),
    ("sdk", "查询内置的 SDK 数据库"),
    ("sdk list", "列出全部 SDK"),
    ("sdk show", "显示一个 SDK 的记录"),
    ("sdk search", "按名称、坐标、类名或公司查找 SDK，容忍少量拼写错误"),
    ("sdk check", "检查一个 SDK 记录目录"),
    ("sdk new", "生成一份记录的模板"),
    ("rules", "列出规则"),
    ("explain", "解释一条规则"),
    ("init", "写出适合本工程、带注释的 qingdan.toml"),
    ("config", "显示 qingdan.toml 可以写什么"),
    ("config schema", "输出 qingdan.toml 的 JSON Schema"),
    ("completions", "生成 shell 补全脚本"),
    ("man", "生成手册页"),
];

/// What arguments mean, by the words of the command and the id; an id alone is for every command.
const ARGUMENTS: &[(&str, &str)] = &[
    ("lang", "输出语言［默认：随系统区域设置］"),
    ("color", "何时使用颜色"),
    ("quiet", "只输出摘要"),
    ("verbose", "完整输出提示和已屏蔽的结果"),
    ("sdk_db", "自有 SDK 记录的目录（可重复）"),
    ("help", "显示帮助"),
    ("version", "显示版本"),
    ("path", "工程目录"),
    ("module", "要检查的应用模块，写 Gradle 路径［默认：全部］"),
    ("variant", "要检查的构建变体［默认：所有会发布的变体］"),
    ("follow_links", "跟随指向工程之外的符号链接"),
    ("sdk_list", "隐私政策所指向的单独 SDK 清单（可重复）"),
    ("config", "配置文件［默认：工程中的 qingdan.toml］"),
    ("check policy", "隐私政策文本（可重复）［默认：在工程中查找］"),
    ("check format", "标准输出的报告格式"),
    ("check output", "另把报告写入文件（可重复）"),
    ("path_prefix", "工程在代码仓库中的目录：加在 sarif、github、gitlab、junit、rdjson 的路径之前"),
    ("fail_on", "从哪个级别起判为不通过［默认：error］"),
    ("merged_manifest", "构建写出的合并清单：显示与其变体的静态合并有何差异"),
    ("baseline", "基线文件：其中已记录的结果不会导致失败"),
    ("write_baseline", "把本次结果写为基线"),
    ("format", "输出格式"),
    ("policy files", "隐私政策文本"),
    ("policy annotate", "输出原文，并在每行下方标出从中读到的内容"),
    ("init policy", "隐私政策文本（可重复）［默认：在工程中查找］"),
    ("init force", "覆盖已有的配置"),
    ("appendix format", "清单的格式［默认：由 --output 的文件名决定，否则为 markdown］"),
    ("appendix list", "要生成的清单（可重复，或以逗号分隔）［默认：sdk］"),
    ("appendix list_lang", "清单的语言［默认：输出语言］"),
    (
        "appendix columns",
        "各列的名称，按顺序：number、name、version、category、operator、purpose、scenario、data、permissions、method、privacy、site、count、source、users",
    ),
    ("appendix group", "按类别分组"),
    ("appendix all", "列出各 SDK 可能收集的全部信息和全部权限，包括本工程未触发的"),
    ("appendix output", "把清单写入文件，而不是标准输出"),
    (
        "appendix write",
        "更新 Markdown 或 HTML 隐私政策中 `<!-- qingdan:begin -->` 与 `<!-- qingdan:end -->` 之间的内容，保留其中的人工修改；被手工删除的行会重新列出并给出提示，除非用 `[[omit]]` 写明原因",
    ),
    ("appendix check", "隐私政策中的清单过期时失败，并显示差异"),
    ("data-safety form", "Play 管理中心导出的表单（CSV）"),
    ("data-safety check", "将表单与 SDK 和权限对照，不做修改"),
    ("data-safety output", "将填好的表单写入文件，不写标准输出"),
    ("data-safety explain", "只说明理由，不输出表单"),
    ("diff old", "旧的一方：目录、保存的 `inventory --format json`、git 版本，或 `旧..新`"),
    ("diff new", "新的一方［默认：OLD 为版本时取工作目录］"),
    ("diff repo", "版本所在的代码仓库，或其中的工程目录"),
    ("diff policy", "隐私政策文本（可重复）［默认：在新的一方中查找］"),
    ("sdk show id", "SDK 的 id"),
    ("sdk search word", "要查找的内容"),
    ("sdk check directory", "目录，内为 <厂商>/<产品>.toml 和 <厂商>/vendor.toml"),
    ("sdk new id", "记录的 id，形如 `厂商-产品`"),
    ("sdk new into", "写入 <目录>/<厂商>/<产品>.toml；没有 <目录>/<厂商>/vendor.toml 时一并写入［默认：输出到终端］"),
    ("explain rule", "规则名"),
    ("completions shell", "shell 的名称"),
    ("man command", "手册页所述的命令［默认：程序本身］"),
];

const TEMPLATE: &str = "{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The command with its help in Chinese.
pub(super) fn chinese(mut command: Command) -> Command {
    // The flags and commands that clap adds by itself are there after this, and global flags everywhere.
    command.build();
    translate(command, "")
}

fn translate(mut command: Command, path: &str) -> Command {
    if let Some(about) = find(COMMANDS, path) {
        command = command.about(about);
    } else if command.get_name() == "help" {
        command = command.about("显示帮助");
    }
    let names: Vec<String> = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    for name in names {
        let inner = format!("{path} {name}");
        command = command.mut_subcommand(name, |command| translate(command, inner.trim_start()));
    }
    command
        .mut_args(|argument| translate_argument(argument, path))
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
}

fn translate_argument(argument: Arg, path: &str) -> Arg {
    let heading = if argument.is_positional() { "参数" } else { "选项" };
    let Some(mut help) = chinese_help(&argument, path) else { return argument.help_heading(heading) };
    // clap writes these two in English, so they are written here instead.
    let takes_value = argument.get_action().takes_values();
    let default: Vec<String> =
        argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    if takes_value && !default.is_empty() && !argument.is_hide_default_value_set() {
        help.push_str(&format!("［默认：{}］", default.join(" ")));
    }
    let possible: Vec<String> =
        argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    if takes_value && !possible.is_empty() {
        help.push_str(&format!("［可选：{}］", possible.join("、")));
    }
    argument.help(StyledStr::from(help)).help_heading(heading).hide_default_value(true).hide_possible_values(true)
}

fn chinese_help(argument: &Arg, path: &str) -> Option<String> {
    let id = argument.get_id().as_str();
    find(ARGUMENTS, &format!("{path} {id}")).or_else(|| find(ARGUMENTS, id)).map(str::to_owned)
}

fn find(table: &[(&'static str, &'static str)], key: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == key).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{command, spoken};
    use crate::source::Language;

    fn walk(command: &Command, path: &str, see: &mut impl FnMut(&Command, &str)) {
        see(command, path);
        for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
            walk(inner, format!("{path} {}", inner.get_name()).trim_start(), see);
        }
    }

    #[test]
    fn every_command_and_argument_has_help_in_both_languages() {
        let mut english = command(Language::En);
        english.build();
        let (mut lacking, mut used) = (Vec::new(), Vec::new());
        walk(&english, "", &mut |command, path| {
            if command.get_about().is_none() {
                lacking.push(format!("`{path}` has no English help"));
            }
            if find(COMMANDS, path).is_none() {
                lacking.push(format!("`{path}` is not in COMMANDS"));
            }
            used.push(path.to_owned());
            for argument in command.get_arguments() {
                let id = argument.get_id().as_str();
                if argument.get_help().is_none() {
                    lacking.push(format!("`{path} {id}` has no English help"));
                }
                if chinese_help(argument, path).is_none() {
                    lacking.push(format!("`{path} {id}` is not in ARGUMENTS"));
                }
                let own = format!("{path} {id}");
                used.push(if find(ARGUMENTS, &own).is_some() { own } else { id.to_owned() });
            }
        });
        assert!(lacking.is_empty(), "{lacking:#?}");
        let unused: Vec<&str> = COMMANDS
            .iter()
            .chain(ARGUMENTS)
            .map(|(key, _)| *key)
            .filter(|key| !used.iter().any(|known| known == key))
            .collect();
        assert!(unused.is_empty(), "nothing has this help: {unused:?}");
    }

    #[test]
    fn the_chinese_help_is_chinese() {
        let mut chinese = command(Language::Zh);
        walk(&chinese.clone(), "", &mut |command, path| {
            let help = command.clone().render_long_help().to_string();
            for english in ["Usage", "Options", "Arguments", "Commands", "[default", "[possible", "Print"] {
                assert!(!help.contains(english), "{path}: {english}\n{help}");
            }
        });
        chinese.clone().debug_assert();
        let matches = chinese.try_get_matches_from_mut(["qingdan", "check", "x", "--format", "sarif"]).unwrap();
        assert_eq!(matches.subcommand_name(), Some("check"));
    }

    #[test]
    fn the_language_is_known_before_the_arguments_are() {
        let words = |line: &str| line.split(' ').map(Into::into).collect::<Vec<_>>();
        assert_eq!(spoken(&words("qingdan check --lang zh --help")), Language::Zh);
        assert_eq!(spoken(&words("qingdan --lang=zh --bad")), Language::Zh);
        assert_eq!(spoken(&words("qingdan --lang en")), Language::En);
    }
}
