//! Counts the characters that parsing looks at, in tests only: what it does must grow as its text does.

/// Notes that `steps` characters are looked at.
#[cfg(not(test))]
pub(super) fn count(_steps: usize) {}

#[cfg(test)]
pub(super) use counter::count;

#[cfg(test)]
mod counter {
    use std::cell::Cell;

    thread_local! {
        static STEPS: Cell<usize> = const { Cell::new(0) };
    }

    pub(in crate::parse) fn count(steps: usize) {
        STEPS.set(STEPS.get() + steps);
    }

    /// The steps since the last call.
    pub(super) fn taken() -> usize {
        STEPS.replace(0)
    }
}

#[cfg(test)]
mod tests {
    use super::counter::taken;
    use crate::model::{CleanText, Document, Encoding, Format};
    use crate::parse::parse;

    /// A document whose clean text is its source.
    fn document(text: String) -> Document {
        let mut clean = CleanText::new();
        for (place, character) in (0..).zip(text.chars()) {
            clean.push(character, place);
        }
        Document::new(
            "notice.txt",
            Format::Text,
            Encoding::Utf8,
            [0; 32],
            text,
            clean,
        )
    }

    /// What parsing a text of `times` copies of `part` takes.
    fn steps(head: &str, part: &str, times: usize) -> usize {
        let document = document([head, &part.repeat(times)].concat());
        taken();
        let outline = parse(&document);
        assert!(outline.coverage <= 1.0, "{part}");
        taken()
    }

    #[test]
    fn work_grows_as_the_text_does() {
        const TIMES: usize = 400;
        let head =
            "吉林省人民政府关于分解任务的通知\n吉政发〔2031〕9号\n各市人民政府：\n一、农业\n";
        for part in [
            "（一）做强农业。\n1.种粮。\n牵头单位：省农委。\n责任单位：省农委、省财政厅等。\n",
            "（一）做强农业。推进深松整地。（省农委牵头，省财政厅、各市政府按职责分工负责，2031年底前完成）\n",
            "推进深松整地。（省农委牵头）",
            "（一）种粮。推进深松整地。责任单位：省农委、省财政厅。",
            "由省农委会同省财政厅负责落实，",
            "种粮，由省农委负责。\n",
            "（省农委牵头",
            "牵头）负责）",
            "（一）",
            "1.2.",
            "（市农业局）；",
            "种粮（市农业局）；",
            "省农委和",
            "省农委、",
            "各县、区、",
            "责任单位：",
            "责任单位：省农委\n",
            "2031年3月5日",
            "附件1\n",
            "|序号|任务|责任单位|\n|1|种粮|省农委|\n",
            "序号\t任务\t责任单位\n1\t种粮\t省农委\n",
            "序号,任务,责任单位\n1,种粮,\"省农委、省财政厅\"\n",
            "以上任务由省农委负责。\n",
            "1.种粮。（省农委负责）\n以上任务年底前完成。\n",
            "由省农委、省财政厅负责对资金进行检查。",
            "（约束性指标，牵头单位：省农委）",
            "附件2\n任务分工\n1.种粮。（省农委负责）\n",
            "序号 任 务 责任单位\n1 种粮 省农委\n",
            "序号  任务  责任单位\n一  农业\n1  种粮  省农委\n      选种\n2  植树    省林业厅\n",
            "（省农委、\n",
            "（牵头单位：省农委\n",
            "（一）农业（省农委牵头）\n1.种粮。\n",
            "序号\n任务\n责任单位\n1\n种粮。\n省农委\n",
            "序号任务责任单位1种粮省农委2植树省林业厅",
            "序号\n任务\n责任单位\n",
            "指标2015年2020年约束性\n",
            "|序号|任务|内容|责任单位|\n|序号|任务|内容|配合单位|责任单位|\n",
            "列第一位者为牵头单位，",
            "加强农业综合生产能力建设，全面实施新增四十五亿斤粮食生产能力建设\n",
            "目录\n第一章 总则\n",
            "联系人：王明；",
            "由省农委牵头，会同省水利厅对灌区进行改造，",
            "未明确牵头单位的，第一个责任单位为牵头单位，",
            "专栏1 重大交通\n1.修路。（省交通厅负责）\n",
            "1.种粮。省农委、省财政厅\n",
            "1.种粮。\n省农委、省财政厅\n",
            "1.种粮。省农委、省财政厅2.植树。省林业厅",
            "。",
            "“",
            "《〈",
        ] {
            let (once, twice) = (steps(head, part, TIMES), steps(head, part, 2 * TIMES));
            assert!(
                2 * twice <= 5 * once,
                "{part}: {once} steps, {twice} for the double"
            );
        }
    }
}
