//! How the program is used, in the reader's language: help, and what is wrong with a command line.
//!
//! The English texts are the doc comments of `args`; the Chinese ones stand here, a row per command and argument.

use std::env;
use std::error::Error as _;
use std::ffi::OsString;

use clap::builder::{PossibleValue, Resettable};
use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, Command, CommandFactory as _, FromArgMatches as _};

use super::args::Arguments;
use super::{context, messages, output};
use crate::config::Language;

/// The exit status of a command that was asked wrongly.
pub(super) const WRONG: i32 = 2;

/// The arguments of this process; a mistake is told, help is printed, and the exit status for it comes back.
pub(super) fn arguments() -> Result<Arguments, i32> {
    let words: Vec<OsString> = env::args_os().collect();
    let language = language_of(&words);
    parse(language, &words).map_err(|error| {
        match in_chinese(&error).filter(|_| language == Language::Zh) {
            Some(message) => output::note(message),
            // Help goes to standard output, a mistake to standard error; nobody may be reading.
            None => drop(error.print()),
        }
        error.exit_code()
    })
}

fn parse(language: Language, words: &[OsString]) -> Result<Arguments, clap::Error> {
    let mut command = command(language);
    let matches = command.try_get_matches_from_mut(words)?;
    Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// The language that a command line asks for before it is understood, else that of the environment.
fn language_of(words: &[OsString]) -> Language {
    let mut words = words.iter().filter_map(|word| word.to_str());
    let mut asked = None;
    while let Some(word) = words.next() {
        let language = match word.strip_prefix("--lang=") {
            None if word == "--lang" => words.next(),
            language => language,
        };
        // Whoever names a language that there is not has named another one before, or none.
        asked = language.and_then(|it| it.parse().ok()).or(asked);
    }
    asked
        .or_else(context::language_of_variable)
        .unwrap_or_else(context::language_of_environment)
}

/// The definition of the command line with its texts in `language`.
fn command(language: Language) -> Command {
    let mut command = Arguments::command();
    if language == Language::Zh {
        // Adds what is there by itself: the flags for help and version, the global ones in every command.
        command.build();
        command = told_in_chinese(command, "")
            .about("任务分工通知知识图谱：每条事实都有原文为证。")
            .after_help("退出状态：0 完成，1 失败，2 用法有误。");
    }
    command
}

/// A command with Chinese texts; `path` are the names of the commands that lead to it.
fn told_in_chinese(command: Command, path: &str) -> Command {
    const TEMPLATE: &str =
        "{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";
    let command = match command_text(path) {
        Some(text) => command.about(text),
        None => command,
    };
    command
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .mut_args(|argument| argument_in_chinese(argument, path))
        .mut_subcommands(|below| {
            let path = format!("{path} {}", below.get_name());
            told_in_chinese(below, path.trim_start())
        })
}

fn argument_in_chinese(argument: Arg, path: &str) -> Arg {
    let heading = match argument.get_help_heading() {
        Some(_) => "通用选项",
        None if argument.is_positional() => "参数",
        None => "选项",
    };
    let Some(text) = argument_text(path, argument.get_id().as_str()) else {
        return argument.help_heading(heading);
    };
    let mut parts = vec![text.to_owned()];
    let known = argument.get_possible_values();
    if !known.is_empty() {
        let known: Vec<_> = known.iter().map(PossibleValue::get_name).collect();
        parts.push(format!("[可选：{}]", known.join("、")));
    }
    if let [default] = argument.get_default_values()
        && argument.get_action().takes_values()
    {
        parts.push(format!("[默认：{}]", default.to_string_lossy()));
    }
    argument
        .help(parts.join(" "))
        .long_help(Resettable::Reset)
        .help_heading(heading)
        .hide_possible_values(true)
        .hide_default_value(true)
}

/// What is wrong with a command line; `None` for help, and for what has no sentence.
fn in_chinese(error: &clap::Error) -> Option<String> {
    let of = |kind| error.get(kind).map(ToString::to_string);
    let argument = of(ContextKind::InvalidArg).unwrap_or_default();
    let value = of(ContextKind::InvalidValue).unwrap_or_default();
    let fault = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 缺少取值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{argument} 的取值“{value}”无效")
        }
        ErrorKind::UnknownArgument => format!("没有参数 {argument}"),
        ErrorKind::InvalidSubcommand => {
            let name = of(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("没有命令“{name}”")
        }
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {argument}"),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::TooManyValues => format!("{argument} 的取值过多：“{value}”"),
        ErrorKind::ArgumentConflict => match of(ContextKind::PriorArg) {
            Some(other) if other != argument => format!("{argument} 不能与 {other} 同时使用"),
            _ => format!("{argument} 只能给出一次"),
        },
        _ => return None,
    };
    let mut lines = vec![format!("错误：{fault}")];
    let cause = error.source();
    lines.extend(
        cause
            .map(|cause| messages::explain(Language::Zh, cause))
            .map(|cause| format!("  原因：{cause}")),
    );
    let known = of(ContextKind::ValidValue).filter(|known| !known.is_empty());
    lines.extend(known.map(|known| format!("  可选：{known}")));
    let nearest = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let nearest = nearest.into_iter().filter_map(of);
    lines.extend(nearest.map(|near| format!("  是否指 {near}？")));
    let usage = of(ContextKind::Usage).map(|usage| usage.replacen("Usage: ", "用法：", 1));
    lines.extend(usage.map(|usage| format!("\n{usage}")));
    lines.push("\n详见 --help".to_owned());
    Some(lines.join("\n"))
}

fn command_text(path: &str) -> Option<&'static str> {
    let found = COMMANDS.iter().find(|(name, _)| *name == path);
    found.map(|(_, text)| *text)
}

/// What an argument of a command is, or of any command that has it.
fn argument_text(path: &str, id: &str) -> Option<&'static str> {
    let of = |command: &str| {
        let mut rows = ARGUMENTS.iter();
        rows.find(|(owner, name, _)| *owner == command && *name == id)
    };
    of(path).or_else(|| of("")).map(|(_, _, text)| *text)
}

/// Commands, and what they do.
const COMMANDS: &[(&str, &str)] = &[
    ("serve", "启动 HTTP 服务；数据目录为空时先载入内置文件"),
    ("ingest", "读取文件并入库"),
    ("search", "检索任务，可输入任意文字"),
    ("ask", "回答中文提问，附原文依据"),
    ("show", "查看一个文件、单位、地区或任务及其关联"),
    (
        "compare",
        "对比两个文件：任务的保留、删去、新增与改动，以及分工的变化",
    ),
    ("stats", "统计库中内容"),
    ("network", "显示单位网络及各项指标"),
    (
        "export",
        "导出 Gephi、NetworkX、UCINET、Pajek、Excel 等所用文件",
    ),
    ("check", "核验：引文与位置相符，日志、存储与检索索引一致"),
    ("eval", "用评判过的检索词衡量检索质量"),
    ("reindex", "由存储重建检索索引"),
    ("rebuild", "由日志重建存储与检索索引"),
    ("schema", "输出 GraphQL 模式"),
    ("backup", "将全部已接受内容写入一个文件，服务运行时亦可"),
    ("restore", "用备份填充空的数据目录"),
    ("key", "API 密钥：谁可写入、可写什么"),
    (
        "key create",
        "新建密钥；只显示一次，库中仅存摘要。须先停止服务",
    ),
    ("key list", "列出有效密钥，服务运行时亦可"),
    ("key revoke", "作废密钥。须先停止服务"),
    ("help", "显示帮助"),
    ("key help", "显示帮助"),
];

/// Arguments: the command, or none for what means the same in all, the argument, and what it is.
const ARGUMENTS: &[(&str, &str, &str)] = &[
    ("", "help", "显示帮助"),
    ("", "version", "显示版本"),
    ("", "data_dir", "日志、存储与检索索引所在目录 [默认：var]"),
    ("", "data_root", "代替内置文件、地名机构表与索引设置的目录"),
    ("", "config", "设置文件 [默认：plangraph.toml，如有]"),
    ("", "lang", "提示语言：en 或 zh [默认：依 LANG]"),
    ("", "json", "以 JSON 输出结果"),
    ("", "plan", "仅限该文件的任务：id、文号或标题"),
    ("", "chapter", "仅限该序号的章的任务"),
    ("", "unit", "仅限该单位参与的任务：id、名称或别名"),
    ("", "city", "仅限与该地区有关的任务：id、代码或名称"),
    ("", "limit", "最多显示几条"),
    (
        "serve",
        "bind",
        "地址与端口；端口 0 取任一空闲端口 [默认：127.0.0.1:8080]",
    ),
    ("serve", "print_config", "输出当前设置后退出"),
    ("ingest", "paths", "文件、目录或其 zip 压缩包；- 为标准输入"),
    ("ingest", "dry_run", "只读取并报告，不入库"),
    ("ingest", "replace", "以新版本替换已有文件"),
    (
        "search",
        "query",
        "检索词：粮食；“一县一业”；省农委牵头 粮食；单位:省水利厅 灌区",
    ),
    ("search", "role", "仅计该角色；不给 --unit 则为任一单位"),
    (
        "ask",
        "question",
        "问题：省农委牵头的任务有哪些；谁负责公立医院改革；森林覆盖率的目标是多少",
    ),
    ("show", "name", "id、单位或地区名称、文号或文件标题"),
    ("compare", "base", "较早或上级的文件：id、文号或标题"),
    ("compare", "target", "与之对比的文件"),
    ("", "projection", "边的含义：共同负责，或牵头→责任"),
    (
        "",
        "weighting",
        "边的权重：共同任务数、1/(k−1) 加权、Jaccard 系数或 Salton 余弦",
    ),
    (
        "",
        "kind",
        "仅限这些类别的单位；缺省为除地方政府与泛指单位外的各类",
    ),
    (
        "",
        "basis",
        "仅计有这些依据的分工；缺省为 stated、rule 与 corrected",
    ),
    ("network", "role", "仅计这些角色的分工；缺省为各种角色"),
    ("export", "role", "仅计这些角色的分工；缺省为各种角色"),
    ("", "text", "仅限含有这段文字的任务"),
    ("", "min_weight", "边的最小权重"),
    ("network", "of", "显示该单位比偶然更多的内容及其合作单位"),
    (
        "export",
        "format",
        "格式：gexf、graphml、csv、jsonl、jsonld、xlsx、parquet、md、matrix、dl、pajek 或 manifest",
    ),
    (
        "export",
        "what",
        "内容：network、nodes、tasks、ledger、indicators、responsibility、corrections、evaluation、all 或 codebook [默认：依格式]",
    ),
    ("export", "by", "责任矩阵的列"),
    ("export", "query", "仅限这一检索所得的任务，最相关者在前"),
    ("export", "order_by", "任务的排序"),
    ("export", "direction", "排序的方向"),
    ("export", "wording", "表头用语：en 同接口，zh 为中文"),
    ("export", "year", "评估到哪一年年底 [默认：规划期中间一年]"),
    ("export", "output", "写入的文件 [默认：标准输出]"),
    ("export", "bom", "CSV 以字节顺序标记开头，供 Excel 识别"),
    (
        "eval",
        "queries",
        "每行一条检索词及其评判：query、kind、filter、relevant、ignore",
    ),
    ("backup", "file", "写入的文件，须尚不存在"),
    ("restore", "file", "backup 写出的文件"),
    ("key create", "role", "密钥的权限，后者含前者"),
    (
        "key create",
        "name",
        "持有人，即所写内容的署名 [默认：角色名]",
    ),
    (
        "key create",
        "unit",
        "report 角色所代表的单位：id、名称或别名；可多次给出",
    ),
    ("key revoke", "id", "密钥编号，见 key list"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(Into::into).collect()
    }

    #[test]
    fn every_command_and_argument_has_its_chinese() {
        fn visit(command: &Command, path: &str, missing: &mut Vec<String>) {
            for argument in command.get_arguments() {
                let id = argument.get_id().as_str();
                if argument_text(path, id).is_none() {
                    missing.push(format!("{path} {id}"));
                }
            }
            for below in command.get_subcommands() {
                let name = below.get_name();
                let path = format!("{path} {name}");
                let path = path.trim_start();
                if command_text(path).is_none() {
                    missing.push(path.to_owned());
                }
                if name != "help" {
                    visit(below, path, missing);
                }
            }
        }
        let mut command = Arguments::command();
        command.build();
        let mut missing = Vec::new();
        visit(&command, "", &mut missing);
        assert!(missing.is_empty(), "say in Chinese: {missing:?}");
    }

    #[test]
    fn help_is_in_the_language_asked_for() {
        for (line, expected) in [
            ("plangraph --help", ["用法：", "命令", "读取文件并入库"]),
            (
                "plangraph search --help",
                ["参数", "通用选项", "[默认：10]"],
            ),
            (
                "plangraph network --help",
                ["[可选：co-responsible、", "选项", "显示帮助"],
            ),
            ("plangraph help key", ["用法：", "新建密钥", "命令"]),
        ] {
            let help = parse(Language::Zh, &words(line)).unwrap_err().to_string();
            for part in expected {
                assert!(help.contains(part), "{line}: {part}: {help}");
            }
            for english in [
                "Usage",
                "Options",
                "Commands",
                "possible values",
                "Print",
                "false",
            ] {
                assert!(!help.contains(english), "{line}: {english}: {help}");
            }
            let help = parse(Language::En, &words(line)).unwrap_err().to_string();
            assert!(help.contains("Usage"), "{line}: {help}");
        }
    }

    #[test]
    fn a_mistake_is_told_in_chinese_with_its_way_out() {
        for (line, expected) in [
            ("plangraph nonsense", "错误：没有命令“nonsense”"),
            ("plangraph ingset a", "是否指 ingest？"),
            ("plangraph ingest", "错误：缺少参数 <PATH>"),
            ("plangraph stats --jsno", "是否指 --json？"),
            ("plangraph stats --nonsense", "错误：没有参数 --nonsense"),
            (
                "plangraph serve --bind nonsense",
                "的取值“nonsense”无效\n  原因：应为带端口的地址，如 127.0.0.1:8080",
            ),
            ("plangraph serve --bind", "缺少取值"),
            ("plangraph network --weighting heavy", "可选：count, newman"),
            ("plangraph stats --json --json", "只能给出一次"),
            ("plangraph ingest", "用法：plangraph ingest"),
        ] {
            let error = parse(Language::Zh, &words(line)).unwrap_err();
            let message = in_chinese(&error).unwrap();
            assert!(message.contains(expected), "{line}: {message}");
        }
        let help = parse(Language::Zh, &words("plangraph --help")).unwrap_err();
        assert_eq!(in_chinese(&help), None);
    }

    #[test]
    fn a_flag_names_the_language_wherever_it_stands() {
        for (line, expected) in [
            ("plangraph --lang zh nonsense", Language::Zh),
            ("plangraph stats --lang=zh --nonsense", Language::Zh),
            ("plangraph stats --lang en", Language::En),
        ] {
            assert_eq!(language_of(&words(line)), expected, "{line}");
        }
    }
}
