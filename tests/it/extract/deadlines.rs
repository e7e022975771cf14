//! Deadlines of tasks: their year, and what they take over.

use plangraph::model::DiagnosticCode;

use super::{has, one_task, read};

#[test]
fn a_deadline_without_a_year_takes_the_plan_s() {
    let facts = one_task("6月底前建成泵站。", "责任单位：省水利厅。");
    let [deadline] = &facts.tasks[0].deadlines[..] else {
        panic!("one deadline expected: {:?}", facts.tasks[0].deadlines);
    };
    assert_eq!(deadline.date.unwrap().to_string(), "2012-06-30");
    assert!(has(&facts, DiagnosticCode::YearAssumed));
}

#[test]
fn a_task_is_due_by_the_sentence_that_speaks_of_all_above_it_unless_it_says_so_itself() {
    let facts = read(
        "一、水利\n1.建泵站。（省水利厅负责）\n2.建水库。（省水利厅负责，6月底前完成）\n3.9月底前建渠。（省水利厅负责）\n\
         以上任务2031年底前完成。\n二、农业\n4.种粮。（省农委负责）\n2031年2月17日\n",
    );
    let due = facts.tasks.iter().map(|task| {
        let date = task.deadlines.first().and_then(|due| due.date);
        date.map_or("-".to_owned(), |date| date.to_string())
    });
    let due: Vec<_> = due.collect();
    assert_eq!(due, ["2031-12-31", "2031-06-30", "2031-09-30", "-"]);
}
