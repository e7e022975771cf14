//! What the program says to people, in English and in Chinese; why a file is not read, `refusals` says in Chinese.

use std::error::Error;
use std::fmt::Display;
use std::io;

use super::refusals;
use crate::config::{ConfigError, Expected, Hint, Language, Misfit, Place, Unit};
use crate::engine::{IngestError, QueryError, with_ids};
use crate::export::ExportError;
use crate::journal::{BackupUse, JournalError};
use crate::model::{HeadField, Told};
use crate::telemetry::TelemetryError;

// A part that is a number `of` something stands in English with its word, in the plural when it must.
macro_rules! messages {
    ($($name:ident($($part:ident $(of $one:literal)?),*): $english:literal, $chinese:literal;)+) => {
        $(pub(super) fn $name(language: Language, $($part: impl Display),*) -> String {
            match language {
                Language::En => {
                    $($(let $part = counted($part, $one);)?)*
                    format!($english)
                }
                Language::Zh => format!($chinese),
            }
        })+
    };
}

messages! {
    failed(error): "error: {error}", "错误：{error}";
    because(cause): "  because {cause}", "  原因：{cause}";
    catching_up(): "bringing store and index up to date", "更新存储与索引";
    ingesting(): "reading documents", "读取文件";
    checking(): "checking", "检查";
    warning(what): "warning: {what}", "警告：{what}";
    journal_torn(bytes, file):
        "an entry that a crash had cut short was never acknowledged; its {bytes} bytes are kept in {file}",
        "发现因中断而未写完、从未确认的记录；其 {bytes} 字节保存在 {file}";
    bundled(name): "loaded the bundled plan {name}", "已载入内置文件 {name}";
    listening(address): "serving on {address}\n   GraphQL {address}graphql", "服务地址 {address}\n GraphQL {address}graphql";
    cannot_listen(address):
        "cannot listen on {address}: choose another --bind",
        "无法监听 {address}：请用 --bind 另选地址";
    open_to_others(address):
        "warning: {address} can be reached from other machines, and everyone there can read what is kept",
        "警告：其他机器可以访问 {address}，并可读取库中全部内容";
    stopped(): "stopped, everything is on the disk", "已停止，数据均已落盘";
    stored(name, plan): "{name}: stored as {plan}", "{name}：已入库，{plan}";
    already_there(name, plan): "{name}: already there as {plan}", "{name}：已在库中，{plan}";
    read_only(name, plan): "{name}: read as {plan}, not kept", "{name}：已读取（未入库），{plan}";
    refused(name, error): "{name}: refused: {error}", "{name}：未接受：{error}";
    ingested(accepted, refused): "{accepted} accepted, {refused} refused", "接受 {accepted} 件，拒绝 {refused} 件";
    plan_counts(chapters of "chapter", sections of "section", tasks of "task", assignments of "assignment", indicators of "indicator"):
        "{chapters}, {sections}, {tasks}, {assignments}, {indicators}",
        "{chapters} 章，{sections} 节，{tasks} 项任务，{assignments} 次分工，{indicators} 个指标";
    part_tasks(count of "task"): "{count}", "{count} 项任务";
    part_unstated(count): "{count} without a statement", "{count} 项未写明责任单位";
    attachment(title): "attachment, not part of the text: {title}", "附件（不在正文中）：{title}";
    comparing(base, target): "{base} → {target}", "{base} → {target}";
    shift(unit, base_leads, target_leads, base_tasks, target_tasks):
        "{unit}: leads {base_leads} → {target_leads}, tasks {base_tasks} → {target_tasks}",
        "{unit}：牵头 {base_leads} → {target_leads}，任务 {base_tasks} → {target_tasks}";
    coverage(per_cent): "{per_cent} % of the text understood", "已理解全文的 {per_cent}%";
    more_diagnostics(count of "note"): "{count} for the record (--json prints them)", "另有 {count} 条备注（--json 可全部输出）";
    at_line(line): "line {line}", "第 {line} 行";
    no_faults(quotes of "quote", tasks of "task", plans of "plan"):
        "everything is as it should be: {quotes} of {tasks} in {plans}",
        "一切正常：{plans} 个文件，{tasks} 项任务，{quotes} 处引文";
    faults(count of "fault"): "{count}", "{count} 处问题";
    rebuilt(tasks of "task", plans of "plan"): "the store is made anew: {tasks} in {plans}", "存储已重建：{plans} 个文件，{tasks} 项任务";
    reindexed(tasks of "task", plans of "plan"):
        "the search index is made anew: {tasks} in {plans}",
        "检索索引已重建：{plans} 个文件，{tasks} 项任务";
    found(total, milliseconds): "{total} found in {milliseconds} ms", "找到 {total} 项，用时 {milliseconds} 毫秒";
    found_loosely(total, close, milliseconds):
        "{total} found in {milliseconds} ms: {close} fit the whole query, the others loosely",
        "找到 {total} 项，用时 {milliseconds} 毫秒：{close} 项完全符合，其余近似";
    ruled_out(name): "without what {name} says", "不含“{name}”所指的任务";
    corrected(from, to): "{from} searched as {to}", "已将“{from}”作为“{to}”检索";
    meant(from, to): "did you mean {to} instead of {from}?", "“{from}”是否指“{to}”？";
    only_tasks_of(unit): "only tasks in which {unit} has a part", "仅限{unit}承担的任务";
    only_leads(unit): "only tasks that {unit} leads", "仅限{unit}牵头的任务";
    only_supports(unit): "only tasks that {unit} supports", "仅限{unit}配合的任务";
    only_within(what): "only within {what}", "仅限{what}";
    network_counts(nodes of "unit", edges of "edge", weight, alone):
        "{nodes}, {edges}, weight {weight}, {alone} without an edge",
        "{nodes} 个单位，{edges} 条边，总权重 {weight}，{alone} 个孤立单位";
    network_whole(density, components of "component", clustering, modularity, communities of "community"):
        "density {density}, {components}, clustering {clustering}, modularity {modularity} in {communities}",
        "密度 {density}，连通分量 {components}，平均聚类系数 {clustering}，模块度 {modularity}（{communities} 个社群）";
    network_distances(diameter, mean, centralization, reciprocity):
        "diameter {diameter}, mean distance {mean}, degree centralisation {centralization}, reciprocity {reciprocity}",
        "直径 {diameter}，平均距离 {mean}，度中心势 {centralization}，互惠性 {reciprocity}";
    more_chapters(unit): "chapters in which {unit} has more tasks than chance gives (Fisher, adjusted p < 0.05)", "{unit}偏重的章（Fisher 精确检验，校正 P < 0.05）";
    more_terms(unit): "words of more of its tasks than chance gives", "{unit}偏重的词语";
    observed(count, expected, value): "{count} observed, {expected} expected, p = {value}", "观测 {count}，期望 {expected}，P = {value}";
    partners(unit): "partners of {unit}", "{unit}的合作单位";
    exported(file): "written to {file}", "已写入 {file}";
    cannot_read(file): "cannot read {file}", "无法读取 {file}";
    input_unreadable(): "cannot read standard input", "无法读取标准输入";
    file_unreadable(): "cannot read the file", "无法读取文件";
    cannot_write(file):
        "cannot write {file}: see to its folder, or name another file with -o",
        "无法写入 {file}：请检查所在目录，或用 -o 另选文件";
    quality_head():
        "kind                 queries  nDCG@10 Recall@20 success@1",
        "类别                    条数  nDCG@10 Recall@20 success@1";
    quality_of_all(): "all", "全部";
    in_line(file, line): "{file} line {line}", "{file} 第 {line} 行";
    no_queries(file): "{file} holds no query: write one per line", "{file} 中没有检索词：请每行写一条";
    no_judged_query(file, line): "{file} line {line} is no judged query", "{file} 第 {line} 行不是已评判的查询";
    no_data(folder):
        "there is no data in {folder}: load some with `plangraph ingest` or `plangraph serve`, or name another --data-dir",
        "{folder} 中没有数据：请先运行 plangraph ingest 或 plangraph serve 载入，或用 --data-dir 另选目录";
    to_replace(error): "{error}: give --replace", "{error}：请加 --replace";
    not_understood(text): "not understood: {text}", "没有看懂：{text}";
    judged(count of "judged query"): "{count}", "{count} 条已评判查询";
    nothing_stored():
        "nothing is stored, so nothing can be found: run `plangraph ingest` first",
        "库中没有文件，无从检索：请先运行 plangraph ingest";
    no_plan(name): "no plan has the id, number or title {name}", "没有编号、文号或标题为 {name} 的文件";
    backed_up(records of "record", file): "{records} written to {file}", "已将 {records} 条记录写入 {file}";
    restored(records of "record", folder): "{records} restored into {folder}", "已将 {records} 条记录恢复到 {folder}";
    copied_damaged(count of "damaged record"):
        "{count} could not be read and went along as found: the warnings above name each",
        "{count} 条记录已损坏、无法读取，已原样复制：以上警告逐一指出";
    key_made(id, role, name):
        "made {id} for {name}, role {role}: keep the key, it is not shown again",
        "已为{name}创建 {id}，角色 {role}：请妥善保存密钥，今后不再显示";
    key_revoked(id): "{id} is valid no more", "{id} 已失效";
    no_such_key(id): "no valid key has the id {id}: `plangraph key list` lists them", "没有编号为 {id} 的有效密钥：请用 plangraph key list 查看";
    valid_keys(count of "valid key"): "{count}", "有效密钥 {count} 个";
    report_key_needs_units():
        "a key of role report reports for units: name them with --unit",
        "report 角色的密钥须用 --unit 指明所代表的单位";
    key_name_unfit(most):
        "a key's name has 1 to {most} characters on one line, and no control characters",
        "密钥名称须为 1 至 {most} 个字符，写在一行，不含控制字符";
    units_are_for_reports():
        "only a key of role report is for units: leave --unit out, or give --role report",
        "只有 report 角色的密钥才代表单位：请去掉 --unit，或改用 --role report";
    plans(): "plans", "文件";
    tasks(): "tasks", "任务";
    assignments(): "assignments", "分工";
    indicators(): "indicators", "指标";
    units(): "units", "单位";
    cities(): "cities", "地区";
    generation(): "generation of the store", "存储版本";
    sequence(): "last journal record", "日志末条编号";
    no_such_thing(id): "nothing here has the id {id}", "没有 id 为 {id} 的内容";
    not_shown(id):
        "{id} is a part of a plan or task: show the plan or the task",
        "{id} 是文件或任务的一部分：请查看该文件或任务";
    store_bytes(): "bytes of the store on disk", "存储占用字节";
}

/// So many of something, in English.
fn counted(count: impl Display, one: &str) -> String {
    let count = count.to_string();
    match one.strip_suffix('y') {
        _ if count == "1" => format!("{count} {one}"),
        Some(stem) => format!("{count} {stem}ies"),
        None => format!("{count} {one}s"),
    }
}

/// What is told, in `language`.
pub(super) fn told(language: Language, told: &Told) -> &str {
    match language {
        Language::En => &told.english,
        Language::Zh => &told.chinese,
    }
}

/// What went wrong, in the reader's language where there is a sentence for it.
pub(super) fn explain(language: Language, error: &(dyn Error + 'static)) -> String {
    let said = match language {
        Language::En => on_the_command_line(error),
        Language::Zh => in_chinese(error),
    };
    said.unwrap_or_else(|| match error.downcast_ref() {
        Some(IngestError::PlanExists { .. }) => to_replace(language, error),
        _ => error.to_string(),
    })
}

/// What is said in English with the flags of the command line, where the error itself names fields of the API.
fn on_the_command_line(error: &(dyn Error + 'static)) -> Option<String> {
    let said = match error.downcast_ref()? {
        ExportError::OnePlan => "an evaluation is of one plan: name one with --plan",
        ExportError::Whole => {
            "an evaluation is of a whole plan: only --plan and --year can be given with it"
        }
        ExportError::NoPeriod => {
            "the plan does not say for which years it is: name one with --year"
        }
        ExportError::NoYear => "only an evaluation is of a year: leave --year out",
        _ => return None,
    };
    Some(said.to_owned())
}

fn in_chinese(error: &(dyn Error + 'static)) -> Option<String> {
    let misfit = |Misfit(expected): &Misfit| format!("应为{}", expected_in_chinese(*expected));
    (error.downcast_ref().and_then(export_in_chinese))
        .or_else(|| error.downcast_ref().map(settings_in_chinese))
        .or_else(|| error.downcast_ref().map(misfit))
        .or_else(|| error.downcast_ref().map(telemetry_in_chinese))
        .or_else(|| error.downcast_ref().and_then(file_in_chinese))
        .or_else(|| error.downcast_ref().and_then(question_in_chinese))
        .or_else(|| error.downcast_ref().map(document_in_chinese))
        .or_else(|| error.downcast_ref().and_then(journal_in_chinese))
}

fn export_in_chinese(error: &ExportError) -> Option<String> {
    match error {
        ExportError::UnknownWord { word, known } => Some(format!("没有“{word}”，可选：{known}")),
        ExportError::NotTogether {
            what,
            format,
            known,
        } => Some(format!("{what} 不能写为 {format}，该格式可写：{known}")),
        ExportError::Codebook { format } => {
            Some(format!("codebook 只能写为 csv，不能写为 {format}"))
        }
        ExportError::BadYear { year } => Some(format!("{year} 不是可评估的年份")),
        ExportError::OnePlan => Some("评估只针对一个文件：请用 --plan 指明".to_owned()),
        ExportError::Whole => Some("评估针对整份文件：只能同时给出 --plan 和 --year".to_owned()),
        ExportError::NoYear => Some("只有评估按年度进行：请去掉 --year".to_owned()),
        ExportError::NoPeriod => Some("文件未写明规划期：请用 --year 指明年份".to_owned()),
        ExportError::NotSearched { what } => Some(format!("{what} 不能按检索缩小范围，tasks 可以")),
        ExportError::NotWorded { what } => Some(format!(
            "{what} 没有中文表头，写为 csv 或 xlsx 的 tasks、ledger、indicators、responsibility、corrections 有"
        )),
        ExportError::Query(error) => question_in_chinese(error),
        ExportError::Write(_) => Some("导出内容无法写出".to_owned()),
        ExportError::Parquet(_) => Some("无法生成 Parquet 文件".to_owned()),
        ExportError::Workbook(_) => Some("无法生成工作簿".to_owned()),
        ExportError::TooManyRows { limit, rows } => Some(format!(
            "Excel 工作表最多 {limit} 行，需要 {rows} 行：请缩小范围或写为 csv"
        )),
    }
}

fn settings_in_chinese(error: &ConfigError) -> String {
    match error {
        ConfigError::Unreadable { path, .. } => {
            format!("无法读取配置文件 {}", path.display())
        }
        ConfigError::Malformed { path, .. } => {
            format!("配置文件 {} 格式有误", path.display())
        }
        ConfigError::UnknownKey { place, key, hint } => {
            let place = place_in_chinese(place);
            match hint {
                Hint::Nearest(near) => format!("{place}：没有配置项 `{key}`，是否指 `{near}`？"),
                Hint::Known(known) => {
                    format!("{place}：没有配置项 `{key}`，可用：{}", known.join("、"))
                }
            }
        }
        ConfigError::Value {
            place,
            key,
            value,
            expected,
        } => format!(
            "{}：`{key}` 的值“{value}”无效，应为{}",
            place_in_chinese(place),
            expected_in_chinese(*expected)
        ),
    }
}

fn place_in_chinese(place: &Place) -> String {
    match place {
        Place::Environment => "环境变量".to_owned(),
        Place::File(path) => path.display().to_string(),
    }
}

fn expected_in_chinese(expected: Expected) -> String {
    match expected {
        Expected::Address => "带端口的地址，如 127.0.0.1:8080".to_owned(),
        Expected::Folder => "目录".to_owned(),
        Expected::Language => " en 或 zh".to_owned(),
        Expected::LogFormat => " compact 或 json".to_owned(),
        Expected::LogFilter => "日志过滤规则，如 info,plangraph=debug".to_owned(),
        Expected::Collector => "地址，如 http://127.0.0.1:4318，或留空".to_owned(),
        Expected::Switch => " true 或 false".to_owned(),
        Expected::Proxies => "以逗号分隔的 IP 地址，如 10.0.0.1,10.0.0.2".to_owned(),
        Expected::Origins => {
            "以逗号分隔的网页来源，如 https://example.org,http://localhost:3000".to_owned()
        }
        Expected::Number { unit, least, most } => {
            let unit = match unit {
                Unit::Ones => "",
                Unit::Kibibytes => "（KiB）",
                Unit::Mebibytes => "（MiB）",
                Unit::Milliseconds => "（毫秒）",
                Unit::Seconds => "（秒）",
            };
            format!(" {least} 至 {most} 的整数{unit}")
        }
    }
}

fn telemetry_in_chinese(error: &TelemetryError) -> String {
    match error {
        TelemetryError::Filter(_) => "配置项 `log_filter` 的值无效".to_owned(),
        TelemetryError::Endpoint(value) => format!(
            "配置项 `otlp_endpoint` 的值“{value}”无效，应为以 HTTP 接收 OTLP 的采集器地址，如 http://127.0.0.1:4318"
        ),
        TelemetryError::Thread(_) => "无法投递跟踪数据".to_owned(),
    }
}

fn file_in_chinese(error: &io::Error) -> Option<String> {
    match error.kind() {
        io::ErrorKind::NotFound => Some("文件或目录不存在".to_owned()),
        io::ErrorKind::PermissionDenied => Some("没有权限".to_owned()),
        _ => None,
    }
}

fn question_in_chinese(error: &QueryError) -> Option<String> {
    match error {
        QueryError::UnknownUnit {
            name,
            within,
            nearest,
        } => {
            let within = within.as_deref().unwrap_or_default();
            let nearest = suggestion(nearest);
            Some(format!("{within}没有名为“{name}”的单位{nearest}"))
        }
        QueryError::UnknownPlan(id) => Some(format!("没有编号为 {id} 的文件")),
        QueryError::UnknownCity { name, nearest } => {
            Some(format!("没有名为“{name}”的地区{}", suggestion(nearest)))
        }
        QueryError::AmbiguousName {
            name,
            candidates,
            units,
        } => Some(format!(
            "“{name}”可能指{}，请写明其一的 id",
            with_ids(candidates, units)
        )),
        _ => None,
    }
}

fn document_in_chinese(error: &IngestError) -> String {
    match error {
        IngestError::Refused(refusal) => refusals::in_chinese(&refusal.problem),
        IngestError::Impossible { field, value, .. } => {
            let part = field.in_chinese();
            let wanted = match field {
                HeadField::Title | HeadField::DocumentNumber | HeadField::Issuer => "文字",
                HeadField::IssuedOn => "日期（2012-02-17）",
                HeadField::Period => "起止年份（2011–2015）",
                HeadField::Region => "行政区划的名称或代码",
            };
            format!("随文给出的{part}“{value}”不是{wanted}")
        }
        IngestError::PlanExists { plan, title, .. } => {
            format!("库中已有《{title}》的另一版本（{plan}）：如要替换，请加 --replace")
        }
        IngestError::NotFolded { .. } => "已记入日志，重新启动后方可查询".to_owned(),
        IngestError::NotKept { .. } => "未能入库".to_owned(),
        IngestError::Conflict(conflict) => format!("{} 已被他人更改：请重新查看", conflict.plan),
    }
}

fn journal_in_chinese(error: &JournalError) -> Option<String> {
    match error {
        JournalError::InUse { directory, owner } => Some(format!(
            "{} 正被 {owner} 使用：请先停止该进程，或用 --data-dir 另选目录",
            directory.display()
        )),
        JournalError::File { path, .. } => Some(format!(
            "无法读写 {}：请检查权限，或用 --data-dir 另选目录",
            path.display()
        )),
        JournalError::BackupFile {
            use_of: BackupUse::Write,
            path,
            ..
        } => Some(format!(
            "无法写入备份文件 {}：请检查所在目录，或另选文件",
            path.display()
        )),
        JournalError::BackupFile {
            use_of: BackupUse::Read,
            path,
            ..
        } => Some(format!(
            "无法读取备份文件 {}：请指明 plangraph backup 写出的文件",
            path.display()
        )),
        JournalError::Exists { path } => Some(format!("{} 已存在：请另取文件名", path.display())),
        JournalError::NotEmpty { directory } => Some(format!(
            "{} 中已有日志：请恢复到空目录",
            directory.display()
        )),
        JournalError::Append { path, .. } => Some(format!(
            "无法写入 {}：本次内容未保存，此前内容不受影响；请腾出空间后重新启动",
            path.display()
        )),
        JournalError::Poisoned => Some("上次写入失败后日志不再接受记录：请重新启动".to_owned()),
        JournalError::InvalidBackup { path, .. } => Some(format!(
            "{} 不是完整的备份文件：请换用其他备份",
            path.display()
        )),
        _ => None,
    }
}

fn suggestion(nearest: &[String]) -> String {
    match nearest {
        [] => String::new(),
        names => format!("，是否指{}？", names.join("、")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_stands_in_the_number_that_it_has() {
        for (count, one, expected) in [
            (0, "record", "0 records"),
            (1, "record", "1 record"),
            (2, "record", "2 records"),
            (1, "community", "1 community"),
            (11, "judged query", "11 judged queries"),
        ] {
            assert_eq!(counted(count, one), expected);
        }
    }
}
