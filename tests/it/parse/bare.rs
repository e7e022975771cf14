//! Bodies that no label, bracket or verb marks.

use super::forms::{check, tasks};

#[test]
fn bodies_may_stand_bare_behind_a_task() {
    check("市教育局、市财政局", "R:市教育局 市财政局");
    check(
        "市教育局、宝塔区、安塞区政府。",
        "R:市教育局 宝塔区 安塞区政府",
    );
    check("\n市教育局", "R:市教育局");
    check("\n市教育局、市财政局等\n", "R:市教育局 市财政局");
    check("各县区政府", "R:各县区政府");
    // What says more, begins with no department, or signs, is none.
    for (text, expected) in [
        (
            "一、城建\n1.种粮。加强市教育局。\n2.修路。（市交通局负责）\n",
            ["城建/种粮。加强市教育局。", "城建/修路。 R:市交通局"],
        ),
        (
            "一、城建\n1.种粮。（市农业局负责）\n2.修路。\n市政府\n2031年3月5日\n",
            ["城建/种粮。 R:市农业局", "城建/修路。"],
        ),
    ] {
        assert_eq!(tasks(text), expected, "{text}");
    }
}
