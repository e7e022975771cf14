//! Tables without lines: cells behind spaces or on lines of their own, cut by narrow columns and by the ends of pages.

use plangraph::model::{DiagnosticCode, Document, Outline, TextRange};

use super::forms::tasks;
use super::{codes, read};

/// The tasks of rows with spaces between their cells.
fn check_spaced(rows: &str, expected: &[&str]) {
    let text = format!("序号 工作任务 牵头单位 配合单位 完成时限 备注\n{rows}\n");
    assert_eq!(tasks(&text), expected, "{rows}");
}

/// What stands at `range`, as it is read: without the breaks in it.
fn as_read(document: &Document, outline: &Outline, range: TextRange) -> String {
    let inside = outline
        .gaps
        .iter()
        .filter(|gap| gap.start >= range.start && gap.end <= range.end);
    let (mut read, mut from) = (String::new(), range.start);
    for gap in inside {
        read.push_str(document.get(TextRange::new(from, gap.start)));
        from = gap.end;
    }
    read + document.get(TextRange::new(from, range.end))
}

/// The tasks of cells on lines of their own.
fn check_lines(cells: &str, expected: &[&str]) {
    let text = format!("序号\n工作任务\n分管领导\n责任单位\n完成时限\n{cells}\n");
    assert_eq!(tasks(&text), expected, "{cells}");
}

#[test]
fn a_level_may_be_a_word_with_another_level_in_it() {
    check_spaced(
        "1 修路 自治州交通运输局 自治州财政局 10月底前",
        &["/修路 L:自治州交通运输局 S:自治州财政局 10月底前"],
    );
    check_spaced("1 修路 自治县交通局", &["/修路 L:自治县交通局"]);
    // Where nothing stands between the cells too.
    let text =
        "序号任务牵头单位配合单位1建草场。自治区农牧厅自治区财政厅2修路自治区交通厅自治区公安厅";
    assert_eq!(
        tasks(text),
        [
            "/建草场。 L:自治区农牧厅 S:自治区财政厅",
            "/修路 L:自治区交通厅 S:自治区公安厅",
        ]
    );
    let text = "序号主要内容分管领导牵头单位1建敬老院6所。陈正平自治县民政局";
    assert_eq!(tasks(text), ["/建敬老院6所。 L:自治县民政局"]);
}

#[test]
fn rows_parted_by_spaces_stay_rows() {
    let check = |text: &str, expected: &[&str]| assert_eq!(tasks(text), expected, "{text}");
    // As long as a page is wide, and none closed by a full stop.
    check(
        "序号  实事项目  责任领导  责任单位  完成时间\n\
         1  新建廉租住房五百套  李建新  市建设局  10月底\n\
         2  新建村级文化室二十个  李建新  市文体局  9月\n\
         3  为老人免费体检六千人  李建新  市卫生局  全年\n\
         4  硬化居民巷道八十公里  李建新  市交通局  2008年\n\
         5  更新城市公交车三十辆  李建新  市交通局  第三季度\n",
        &[
            "/新建廉租住房五百套 R:市建设局 10月底",
            "/新建村级文化室二十个 R:市文体局 9月",
            "/为老人免费体检六千人 R:市卫生局 全年",
            "/硬化居民巷道八十公里 R:市交通局 2008年",
            "/更新城市公交车三十辆 R:市交通局 第三季度",
        ],
    );
    // Heads far apart, and cells that begin near them.
    let head = [
        "序号    实事内容",
        "牵头单位       责任单位            完成时限\n",
    ]
    .join(&" ".repeat(60));
    check(
        &[
            &head,
            "1       新建沼气池 市农业局      市林业局、市扶贫办  全年\n",
        ]
        .concat(),
        &["/新建沼气池 L:市农业局 R:市林业局 市扶贫办 全年"],
    );
    check(
        "序号  任务        牵头单位    责任单位    完成时限\n\
         1     修路                    市财政局    全年\n\
         2.    植树        市林业局                6月\n\
         3、   建塘         市水利局   市农业局、各乡镇\n",
        &[
            "/修路 R:市财政局 全年",
            "/植树 L:市林业局 6月",
            "/建塘 L:市水利局 R:市农业局 各乡镇",
        ],
    );
}

#[test]
fn rows_parted_by_spaces_have_headings_and_further_lines() {
    let check = |rows: &str, expected: &[&str]| {
        let text = format!("序号    目标任务      责任单位      时限要求\n{rows}");
        assert_eq!(tasks(&text), expected, "{rows}");
    };
    check(
        "一    经济\n（一）农业\n1    种粮    市农业局    6月\n二    民生\n2    办学    市教育局    9月\n",
        &["经济/种粮 R:市农业局 6月", "民生/办学 R:市教育局 9月"],
    );
    // Each piece stands below its head.
    check(
        "1       改造旧城      市住建局      6月底前\n\
         \u{20}                     市财政局\n\
         2       建公厕        市城管局      12月\n\
         \u{20}                     市财政局\n",
        &[
            "/改造旧城 R:市住建局 市财政局 6月底前",
            "/建公厕 R:市城管局 市财政局 12月",
        ],
    );
    // Where it does not, its form tells while a row follows. What a figure counts opens no row.
    check(
        "1 修路，新增 市交通局 全年\n35个村通路\n市公路局\n2 修桥 市交通局 9月\n二、其他\n（一）护林。（市林业局）\n",
        &[
            "/修路，新增 R:市交通局 市公路局 全年",
            "/修桥 R:市交通局 9月",
            "其他/护林。 R:市林业局",
        ],
    );
}

#[test]
fn rows_that_are_not_read_are_noted() {
    let check = |text: &str, code: DiagnosticCode, expected: &str| {
        let (_, outline) = read(text);
        let mut found = outline.diagnostics.iter().filter(|d| d.code == code);
        let found = found.find(|d| d.message.english == expected);
        assert!(found.is_some(), "{text}: {:?}", outline.diagnostics);
    };
    check(
        "一、农业\n1.种粮。（省农委负责）\n二、林业\n序号 任务 责任单位\n甲 植树 省林业厅\n",
        DiagnosticCode::NoResponsibility,
        "“序号 任务 责任单位” heads a table whose rows are not read",
    );
    check(
        "一、农业\n1.种粮。（省农委负责）\n二、林业\n|序号|任务|责任单位|\n\n1 植树 省林业厅\n",
        DiagnosticCode::NoResponsibility,
        "“|序号|任务|责任单位|” heads a table whose rows are not read",
    );
    check(
        "序号\n任务\n责任单位\n1 修路\n2 植树\n市林业局\n",
        DiagnosticCode::CountMismatch,
        "row 1, “1 修路 2 植树 市林业局”, holds what begins as row 2",
    );
}

#[test]
fn a_dash_behind_a_space_is_an_empty_cell() {
    check_spaced(
        "1 植树3万亩 市林业局 — 全年",
        &["/植树3万亩 L:市林业局 全年"],
    );
    check_spaced(
        "1 植树3万亩 — 市林业局 6月底前",
        &["/植树3万亩 S:市林业局 6月底前"],
    );
    check_spaced("1 植树3万亩 市林业局 / -", &["/植树3万亩 L:市林业局"]);
    check_spaced(
        "1 植树 5 万亩 市林业局 — 全年 重点",
        &["/植树 5 万亩 L:市林业局 全年"],
    );
    check_spaced("1 植树 护林 — 市林业局", &["/植树 护林 S:市林业局"]);
}

#[test]
fn as_many_pieces_as_columns_are_its_cells() {
    // A name that has no form of a name, and a list that a space parts.
    check_spaced(
        "1 架线 市发改委 江南供电 2031年10月底前",
        &["/架线 L:市发改委 S:江南供电 2031年10月底前"],
    );
    check_spaced(
        "1 修渠 市水利局 市财政局、 各区县 2031 年 9 月底前",
        &["/修渠 L:市水利局 S:市财政局 各区县 2031 年 9 月底前"],
    );
    // As many of them, and a cell less: the text holds a space.
    check_spaced(
        "1 推进 棚户区改造 市住建局 年底前",
        &["/推进 棚户区改造 L:市住建局 年底前"],
    );
    let text =
        "序号 任务 责任领导 牵头单位 时限\n1 种粮 李 华 县农委 全年\n2 修路 — 县交通局 全年\n";
    assert_eq!(
        tasks(text),
        ["/种粮 L:县农委 全年", "/修路 L:县交通局 全年"]
    );
}

#[test]
fn a_new_page_prints_the_heads_again() {
    let text = "序号 任务 牵头单位\n1 种粮 省农委\n- 2 -\n序号  任务  牵头单位\n2 植树 省林业厅\n二、科技\n（续表）\n3 建所 省科技厅\n";
    assert_eq!(
        tasks(text),
        ["/种粮 L:省农委", "/植树 L:省林业厅", "科技/建所 L:省科技厅"]
    );
    // Within a row as well, whose number holds for two tasks.
    check_lines(
        "1\n修完东环路。\n赵明\n市建委\n8月底前\n新建公厕9座。\n- 5 -\n序号\n工作任务\n分管领导\n责 任 单 位\n完成时限\n市城管局\n9月底前\n2\n植树。\n钱伟\n市林业局\n全年",
        &[
            "/修完东环路。 R:市建委 8月底前",
            "/新建公厕9座。 R:市城管局 9月底前",
            "/植树。 R:市林业局 全年",
        ],
    );
}

#[test]
fn a_narrow_cell_cuts_what_it_holds() {
    // A name, in two lines and in three.
    check_lines(
        "1\n办画展3场。\n赵明\n市文化广电新\n闻出版局\n市教育局\n5月\n2\n植树。\n钱伟\n市林业局\n全年",
        &[
            "/办画展3场。 R:市文化广电新闻出版局 市教育局 5月",
            "/植树。 R:市林业局 全年",
        ],
    );
    check_lines(
        "1\n建馆\n市文化馆\n市住房\n和城乡\n建设局\n5月\n2\n植树\n市林业局\n全年",
        &[
            "/建馆 R:市文化馆 市住房和城乡建设局 5月",
            "/植树 R:市林业局 全年",
        ],
    );
    check_lines(
        "1\n建馆。\n赵明\n市住房和城乡\n建设局\n市人力资源和社会\n保障局\n5月",
        &["/建馆。 R:市住房和城乡建设局 市人力资源和社会保障局 5月"],
    );
    // The last name of a list, and the ends of a commission and of a day.
    check_lines(
        "1\n修渠。\n赵明\n市财政局、市水\n利局、市交\n通局\n市发展和改革委\n员会\n2031年10月\n底前完成",
        &["/修渠。 R:市财政局 市水利局 市交通局 市发展和改革委员会 2031年10月底前完成"],
    );
    // A task below the same number is none, although a name stands below it.
    check_lines(
        "1\n修路\n市交通局\n6月\n市中心菜场改造\n漳河园区管委会\n7月",
        &[
            "/修路 R:市交通局 6月",
            "/市中心菜场改造 R:漳河园区管委会 7月",
        ],
    );
    check_lines(
        "1\n修路\n市交通局\n市中心菜场改造\n市商务局\n7月",
        &["/修路 R:市交通局", "/市中心菜场改造 R:市商务局 7月"],
    );
}

#[test]
fn the_mark_of_an_empty_cell_is_no_text() {
    check_lines(
        "1\n种粮。\n—\n市农委\n全年\n2\n植树。\n钱伟\n—\n6月",
        &["/种粮。 R:市农委 全年", "/植树。 6月"],
    );
}

#[test]
fn a_cut_text_is_read_as_one() {
    let check = |cells: &str, expected: &str| {
        let (document, outline) = read(&format!(
            "序号\n工作任务\n分管领导\n责任单位\n{cells}\n赵明\n市旅游局\n2\n植树。\n市林业局\n"
        ));
        let text = outline.blocks.first().unwrap().text;
        assert_eq!(as_read(&document, &outline, text), expected, "{cells}");
        assert_eq!(outline.blocks.len(), 2, "{cells}");
    };
    check(
        "1\n办好灯会，游客突破\n90万人次，建亭\n2座。",
        "办好灯会，游客突破90万人次，建亭2座。",
    );
    check(
        "1\n办好灯会，游客突破\n- 6 -\n序号\n工作任务\n分管领导\n责任单位\n90万人次。",
        "办好灯会，游客突破90万人次。",
    );
    // Items on lines of their own stay apart.
    check("1\n建亭2座\n修桥3座", "建亭2座\n修桥3座");
}

#[test]
fn metadata_printed_twice_is_a_head_printed_twice() {
    let rows = "索引号: | 0123/2031-1 | 信息分类: | 通知 |\n发文字号: | 聊政办发〔2031〕6号 | 发布日期: | 2031-03-05 |\n";
    let lines = "索引号：0123/2031-1\n发文字号：聊政办发〔2031〕6号\n";
    let number = "发文字号：聊政办发〔2031〕6号\n";
    for (head, count) in [
        (format!("{rows}\n{rows}"), 1),
        (format!("{lines}\n{lines}"), 1),
        (rows.to_owned(), 0),
        // One field alone may stand at two places of a page.
        (format!("{lines}\n{number}"), 0),
        (format!("{number}来源：\n{number}来源：\n"), 0),
    ] {
        let (_, outline) = read(&format!(
            "{head}\n聊城市人民政府关于分解任务的通知\n\n各县人民政府：\n一、绿化\n1.植树。\n责任单位：市林业局。\n"
        ));
        let found = codes(&outline, DiagnosticCode::DuplicatedHead);
        assert_eq!(found, count, "{head}");
    }
}

#[test]
fn cells_between_tabs_may_stand_in_quotation_marks() {
    let text = "序号\t任务\t责任单位\n1\t种粮\t\"市农委，各县\"\n2\t修路\t市交通局\n";
    assert_eq!(tasks(text), ["/种粮 R:市农委 各县", "/修路 R:市交通局"]);
}

#[test]
fn a_cell_may_span_the_columns_of_text() {
    let heads = "领域\t一级任务\t二级任务\t责任单位（排第一的为牵头单位）\n";
    let text = format!(
        "{heads}工业\t园区\t建设园区5个\t市经信局、市财政局\n〃\t〃\t引进企业9家\t市商务局\n生态\t植树3万亩\t\t市林业局、各县\n〃\t治水9处\t\t市水利局\n"
    );
    assert_eq!(
        tasks(&text),
        [
            "工业/建设园区5个 L:市经信局 R:市经信局 市财政局",
            "工业/引进企业9家 L:市商务局 R:市商务局",
            "生态/植树3万亩 L:市林业局 R:市林业局 各县",
            "生态/治水9处 L:市水利局 R:市水利局",
        ]
    );
}
