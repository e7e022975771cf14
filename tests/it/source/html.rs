//! Web pages.

use plangraph::model::{Encoding, Format};
use plangraph::source;

fn check(body: &str, expected: &str) {
    let page =
        format!("<!DOCTYPE html><html><head><title>站名</title></head><body>{body}</body></html>");
    let document = source::read("page.html", page.as_bytes()).unwrap();
    assert_eq!(document.format(), Format::Html);
    assert_eq!(document.source().trim_end(), expected, "{body}");
}

#[test]
fn a_paragraph_or_heading_is_a_line() {
    check(
        "<h1>通知</h1><p>　　一、<b>农业</b></p><p>甲<p>乙",
        "通知\n一、农业\n甲\n乙",
    );
    check("<div>甲<br>乙</div>丙<hr>丁", "甲\n乙\n丙\n丁");
    check("<p>省农\n  业厅 and\n water</p>", "省农业厅 and water");
    check(
        "<p>（市场<span>监管局</span><span>负责）</span></p>",
        "（市场监管局负责）",
    );
    check("<p>办公厅&nbsp;&nbsp;印发</p>", "办公厅\u{A0}\u{A0}印发");
    check(
        "<p>国<ruby>務<rp>(</rp><rt>wù</rt><rp>)</rp></ruby>院&lt;1&gt;</p>",
        "国務院<1>",
    );
    check("<pre>甲\n乙</pre>", "甲\n乙");
    check(
        "<ol start=3><li>甲<li>乙</ol><ol><li>1.丙</ol><ul><li>丁</ul>",
        "3.甲\n4.乙\n1.丙\n丁",
    );
    check(
        "<p>甲<o:p></o:p></p><st1:chsdate>2012年</st1:chsdate>",
        "甲\n2012年",
    );
}

#[test]
fn a_row_of_a_table_is_a_line_of_cells() {
    check(
        "<table><tr><th>任务<th>单位<tr><td>甲<td>乙<br>丙</table>",
        "任务\t单位\n甲\t乙 丙",
    );
    check(
        "<table><tbody><tr><td rowspan=2>1<td>甲</tr><tr><td>乙</tr></tbody><tr><td colspan=2>二</table>",
        "1\t甲\n〃\t乙\n二",
    );
    check(
        "<table><tr><td rowspan=0>1<td>甲<tr><td>乙</table>",
        "1\t甲\n〃\t乙",
    );
    check(
        "<table><tr><td><p>甲</p><p>乙</p></td></tr></table>",
        "甲\n乙",
    );
    check(
        "<table><tr><td>左<td><table><tr><td>甲<td>乙</table><p>文末</table>",
        "左\n甲\t乙\n文末",
    );
    check("<table>游离<tr><td>甲</div><td>乙</table>", "游离\n甲\t乙");
}

#[test]
fn what_belongs_to_the_site_is_no_text() {
    let text =
        "<p>推进农业产业化。（省农委牵头）</p><p>加强水利建设，完善灌区配套。（省水利厅牵头）</p>";
    let expected = "推进农业产业化。（省农委牵头）\n加强水利建设，完善灌区配套。（省水利厅牵头）";
    for chrome in [
        "<script>var x = '责任单位：省测试厅';</script><style>p{}</style>",
        "<nav>首页</nav><footer>主办单位：省政府办公厅</footer>",
        "<div class=\"foot\">主办单位：省政府办公厅</div>",
        "<div id=\"top-nav\">首页 要闻</div>",
        "<ul><li><a href=1>要闻</a><li><a href=2>政策</a><li><a href=3>解读</a></ul>",
        "<p style=\"display: none\">隐藏</p><p hidden>隐藏</p>",
        "<p>版权所有：省政府 网站标识码：2100000000</p><p>字体：大 中 小</p><p>上一篇：无</p>",
        "<header><a href=1>省政府</a></header>",
    ] {
        check(&format!("{chrome}{text}"), expected);
        check(&format!("{text}{chrome}"), expected);
    }
    // A container that is only named so keeps what it holds, and a list of attachments is no menu.
    check(&format!("<div class=\"nav\">{text}</div>"), expected);
    check(
        "<p>现印发给你们，请认真贯彻执行，并将落实情况报送我办。</p>\
         <div>附件：<a href=1>1.任务分工表</a><a href=2>2.联系人名单</a><a href=3>3.模板</a></div>",
        "现印发给你们，请认真贯彻执行，并将落实情况报送我办。\n附件：1.任务分工表2.联系人名单3.模板",
    );
}

#[test]
fn a_page_is_known_by_how_it_begins_or_by_its_name_and_tags() {
    let page = "<p>责任单位：省农委。</p>";
    for (name, text, format) in [
        (
            "a.txt",
            format!("\u{FEFF}\n<!-- 存档 --><HTML><body>{page}"),
            Format::Html,
        ),
        (
            "a",
            format!("<?xml version=\"1.0\"?><!DOCTYPE html>{page}"),
            Format::Html,
        ),
        ("a.HTM", page.to_owned(), Format::Html),
        ("a", page.to_owned(), Format::Html),
        ("a.txt", "责任单位：省农委。<b>".to_owned(), Format::Text),
        ("a.html", "责任单位：省农委。".to_owned(), Format::Text),
        (
            "a.txt",
            "<docsh>浙政办发〔2022〕47号</docsh>".to_owned(),
            Format::Text,
        ),
        ("a.md", "# 责任单位：省农委。".to_owned(), Format::Markdown),
    ] {
        let document = source::read(name, text.as_bytes()).unwrap();
        assert_eq!(document.format(), format, "{name} {text}");
        if format == Format::Html {
            assert_eq!(document.source(), "责任单位：省农委。\n");
        } else {
            assert_eq!(document.source(), text);
        }
    }
    let encoded = encoding_rs::GB18030.encode(page).0;
    let document = source::read("a.htm", &encoded).unwrap();
    assert_eq!(
        (document.format(), document.encoding()),
        (Format::Html, Encoding::Gb18030)
    );
}
