//! What sites print around a notice: links, trails, titles printed again, metadata without colons.

use plangraph::model::TextRange;

use super::forms::tasks;
use super::read;

const BODY: &str = "一、交通\n1.修路。\n责任单位：市交通局。\n";

/// Title and number of a notice that opens with `head`.
fn check(head: &str, title: &str, number: Option<&str>) {
    let (document, outline) = read(&format!("{head}\n{BODY}"));
    let get = |range: TextRange| document.get(range);
    let lines: Vec<_> = outline.head.title.iter().copied().map(get).collect();
    assert_eq!(lines.concat(), title, "{head}");
    assert_eq!(outline.head.document_number.map(get), number, "{head}");
    assert_eq!(outline.blocks.len(), 1, "{head}");
}

#[test]
fn links_and_trails_of_a_site_are_no_title() {
    let title = "抚州市人民政府关于分解任务的通知";
    for chrome in [
        "返回首页",
        "手机版\n\n首页 > 政务公开",
        "- 设为首页\n- 加入收藏\n当前位置：首页>文件",
        "浏览量：12 时间：2031-03-05 20:49:00",
    ] {
        check(&format!("{chrome}\n{title}"), title, None);
    }
    check(&format!("• 来源：本网\n• {title}"), title, None);
    check(
        &format!("日前，抚州印发通知。全文如下：\n{title}"),
        title,
        None,
    );
}

#[test]
fn a_title_may_be_printed_again_behind_its_number() {
    let number = "抚府发〔2031〕9号";
    let title = "抚州市人民政府关于分解任务的通知";
    check(&format!("{title}\n\n{number}{title}"), title, Some(number));
    check(
        &format!("{number}《{title}》\n浏览量：5\n《{title}》"),
        title,
        Some(number),
    );
}

#[test]
fn metadata_may_stand_without_colons() {
    let (document, outline) = read(&format!(
        "索 引 号 AB12/2031-1 发文日期 2031-03-05\n发布机构 抚州市政府 文    号 抚府发〔2031〕9号\n{BODY}"
    ));
    let get = |range: Option<TextRange>| range.map(|range| document.get(range));
    assert_eq!(get(outline.head.document_number), Some("抚府发〔2031〕9号"));
    assert_eq!(get(outline.head.issued_on), Some("2031-03-05"));
    assert_eq!(get(outline.head.issuer), Some("抚州市政府"));
    // A number in the wrong place issues nothing.
    let (_, outline) = read(&format!("【颁布单位】抚府发〔2031〕号\n{BODY}"));
    assert_eq!(outline.head.issuer, None);
}

#[test]
fn rows_may_lack_the_merged_cell_that_groups_them() {
    let table = "类别 | 事项 | 目标 | 责任单位 | 分管领导 |\n\
                 四、教育 | 14.建校 | 建成2所。 | 市教育局 | 王明 |\n\
                 15.修操场 | 修好3处。 | 市体育局 | 王明 | |\n\
                 16.办课 | 办好课。 | 市教育局 | 王明 | |\n\
                 索引号： | 113/2031-1 | 成文日期： | 2031-03-05 |\n";
    assert_eq!(
        tasks(table),
        [
            "教育/建校 | 建成2所。 R:市教育局",
            "教育/修操场 | 修好3处。 R:市体育局",
            "教育/办课 | 办好课。 R:市教育局",
        ]
    );
}

#[test]
fn enumerators_of_rows_show_which_cells_are_names() {
    let table = "领域\n主要目标\n主要责任单位\n责任单位\n1.提高入园率。\n省教育厅\n省人口计生\n省妇联\n\
                 ——辍学率降低。\n省教育厅\n省新闻出版\n省公安厅\n";
    assert_eq!(
        tasks(table),
        [
            "/1.提高入园率。 L:省教育厅 R:省人口计生 省妇联",
            "/——辍学率降低。 L:省教育厅 R:省新闻出版 省公安厅",
        ]
    );
}

#[test]
fn the_imprint_is_neither_date_nor_body() {
    let imprint = "歙县人民政府办公室          2031年3月9日印发";
    let check = |signature: &str, date: Option<&str>| {
        let (document, outline) = read(&format!("{BODY}{signature}\n{imprint}\n"));
        let get = |range: TextRange| document.get(range);
        assert_eq!(outline.head.issued_on.map(get), date, "{signature}");
        assert_eq!(outline.blocks.len(), 1, "{signature}");
    };
    check("　　二〇三一年三月五日", Some("二〇三一年三月五日"));
    check("歙县人民政府\n2031年3月5日", Some("2031年3月5日"));
    check("", None);
    // Whose seal stands for that of the body that signs.
    let seal = "歙县质量强县领导小组办公室\n（歙县市场监管局代章）\n2031年3月5日";
    check(seal, Some("2031年3月5日"));
    let (document, outline) = read(&format!("{BODY}{seal}\n"));
    let issuer = outline.head.issuer.map(|range| document.get(range));
    assert_eq!(issuer, Some("歙县质量强县领导小组办公室"));
    let cells =
        "序号\n任务\n牵头单位\n配合单位\n1\n修路\n县交通局\n县财政局\n2\n种粮\n县农委\n县水利局\n";
    let read = tasks(&format!("歙县2031年重点工作台账\n{cells}\n{imprint}\n"));
    assert_eq!(
        read,
        ["/修路 L:县交通局 S:县财政局", "/种粮 L:县农委 S:县水利局"]
    );
}

#[test]
fn the_number_of_a_page_and_whom_to_ask_are_no_text() {
    for line in [
        "第 1 页 共 2 页",
        "第3页（共12页）",
        "第2页",
        "3/12",
        "联系人：王明，联系电话：0431-8890。",
    ] {
        let text = format!(
            "一、农业\n1.种粮。\n责任单位：市农委\n{line}\n2.选种（市农委牵头）。\n{line}\n"
        );
        assert_eq!(
            tasks(&text),
            ["农业/种粮。 R:市农委", "农业/选种 L:市农委"],
            "{line}"
        );
    }
    // What only looks alike is text.
    let text = "一、治安\n1.电话网络诈骗治理：建立预警机制。\n牵头单位：市公安局\n2.禁毒。\n联系人：王明；牵头单位：市禁毒办\n电话网络诈骗治理：建立预警机制。（市公安局牵头）\n";
    assert_eq!(
        tasks(text),
        [
            "治安/电话网络诈骗治理：建立预警机制。 L:市公安局",
            "治安/禁毒。 L:市禁毒办",
            "治安/电话网络诈骗治理：建立预警机制。 L:市公安局",
        ]
    );
}

#[test]
fn heads_of_pages_are_no_text() {
    let head = "豫政〔2016〕5号";
    let lines = "河南省人民政府关于分解任务的通知\n\n各市人民政府：\n现将任务分解如下。\n一、交通\n（一）修路。（省交通厅牵头）\n（二）架桥。（省水利厅牵头，各市";
    let text = format!(
        "{head}\n{lines}\n— 1 —\n{head}\n州人民政府负责）\n— 2 —\n{head}\n二、农业\n（一）种粮。（省农业厅牵头）\n"
    );
    assert_eq!(
        tasks(&text),
        [
            "交通/修路。 L:省交通厅",
            "交通/架桥。 L:省水利厅 R:各市— 1 —豫政〔2016〕5号州人民政府",
            "农业/种粮。 L:省农业厅",
        ]
    );
}
