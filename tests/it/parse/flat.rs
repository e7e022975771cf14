//! Texts without line breaks, and what is left of them on wide pages: lists without marks, brackets, signatures.

use super::forms::tasks;
use super::read;

const HEAD: &str =
    "延吉市人民政府关于任务分解的通知延市政发〔2031〕9号各乡镇人民政府：现将任务分解如下。";

/// The tasks of a text in one line, and the date below it.
fn check(body: &str, expected: &[&str]) {
    let text = [HEAD, body].concat();
    assert_eq!(tasks(&text), expected, "{body}");
}

#[test]
fn lists_end_where_the_next_item_begins() {
    check(
        "一、农业1.种粮。市农业局、市财政局2.植树。市林业局二、交通3.修路。市交通局",
        &[
            "农业/种粮。 R:市农业局 市财政局",
            "农业/植树。 R:市林业局",
            "交通/修路。 R:市交通局",
        ],
    );
    check(
        "一、农业（一）种粮。责任单位：市粮食公司责任人：王明（二）选种。责任单位：市农业局责任人：李明",
        &["农业/种粮。 R:市粮食公司", "农业/选种。 R:市农业局"],
    );
    check(
        "一、清单一、农业（一）种粮。（市农业局负责）（二）统一、规范选种。（市农业局负责）",
        &["农业/种粮。 R:市农业局", "农业/统一、规范选种。 R:市农业局"],
    );
    check(
        "一、农业（一）种粮。◆牵头单位：市农业局◆责任单位：市财政局（二）选种。◆责任单位：市农业局",
        &[
            "农业/种粮。 L:市农业局 R:市财政局",
            "农业/选种。 R:市农业局",
        ],
    );
}

#[test]
fn chapters_may_run_into_what_they_head() {
    check(
        "第一章农业第一节粮食1.种粮。（市农业局负责）第二章交通1.修路。（市交通局负责）第三章保障措施各地各部门要制定方案。",
        &["农业/种粮。 R:市农业局", "交通/修路。 R:市交通局"],
    );
}

#[test]
fn sentences_within_brackets_are_of_one_statement() {
    check(
        "一、农业（一）种粮。（牵头单位：市农业局。责任单位：市财政局。完成时限：年底。）（二）选种。（责任单位：市农业局。）",
        &[
            "农业/种粮。 L:市农业局 R:市财政局 年底",
            "农业/选种。 R:市农业局",
        ],
    );
}

#[test]
fn whoever_the_title_names_signs() {
    for (text, date) in [
        (
            "一、农业（一）种粮。责任单位：市农业局（二）选种。责任单位：市农业局延吉市人民政府2031年3月5日",
            "2031年3月5日",
        ),
        (
            "请认真执行。二○三一年三月五日一、农业（一）种粮。责任单位：市农业局（二）选种。责任单位：市农业局",
            "二○三一年三月五日",
        ),
    ] {
        let (document, outline) = read(&[HEAD, text].concat());
        let found = outline.head.issued_on.map(|date| document.get(date));
        assert_eq!(found, Some(date));
        let bodies = tasks(&[HEAD, text].concat());
        assert_eq!(bodies, ["农业/种粮。 R:市农业局", "农业/选种。 R:市农业局"]);
    }
}

#[test]
fn a_code_may_hold_a_word_that_closes_titles() {
    let text = "国务院办公厅关于印发任务分工的通知国办函〔2031〕9号国务院有关部门：一、农业（一）种粮。（农业部负责）（二）选种。（农业部负责）";
    let (document, outline) = read(text);
    let number = outline
        .head
        .document_number
        .map(|number| document.get(number));
    assert_eq!(number, Some("国办函〔2031〕9号"));
}

#[test]
fn a_bracket_below_a_sentence_may_name_bodies_alone() {
    let text =
        "一、农业\n（一）种粮。\n（市农业局、市财政局）\n（二）选种。\n（市农业局、市林业局）\n";
    assert_eq!(
        tasks(text),
        [
            "农业/种粮。 R:市农业局 市财政局",
            "农业/选种。 R:市农业局 市林业局",
        ]
    );
}
