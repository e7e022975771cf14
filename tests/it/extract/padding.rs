//! Figures with spaces around them, as programs print them into Chinese text.

use plangraph::model::Comparator;

use super::read;

#[test]
fn a_deadline_may_have_spaces_around_its_figures() {
    let item = "到 2012 年建成 5G 基站 20 个，占比达到 8% 以上。";
    let facts = read(&format!(
        "一、信息\n1.{item}\n责任单位：省通信管理局\n完成时限：2012 年 6 月底前\n2.{item}\n责任单位：省通信管理局\n"
    ));
    let deadline = facts.tasks[0].deadlines[0].date.unwrap();
    assert_eq!(deadline.to_string(), "2012-06-30");
    let compared = facts.tasks[0].indicators[1].comparator;
    assert_eq!(compared, Comparator::AtLeast);
    assert_eq!(facts.tasks[0].text, item.replace(' ', ""));
}
