//! What a question says of tasks and targets by a word: 没有牵头单位, 约束性, 国家下达, 2015年.

use std::ops::Range;

use super::reading::{Focus, Lacking, Reading, Said};
use super::slots::Finder;
use super::words::Part;
use crate::engine::TaskFilter;

/// Something that is or is not so of a task.
struct Flag {
    said: fn(&Reading) -> &Said<bool>,
    apply: fn(&mut TaskFilter, bool),
    /// How a condition says that it is so.
    yes: &'static str,
    no: &'static str,
}

/// Every one that a filter has.
const FLAGS: &[Flag] = &[
    Flag {
        said: |reading| &reading.has_lead,
        apply: |filter, wanted| filter.has_lead = Some(wanted),
        yes: "有牵头单位",
        no: "没有牵头单位",
    },
    Flag {
        said: |reading| &reading.has_assignment,
        apply: |filter, wanted| filter.has_assignment = Some(wanted),
        yes: "有承担单位",
        no: "没有任何承担单位",
    },
    Flag {
        said: |reading| &reading.has_deadline,
        apply: |filter, wanted| filter.has_deadline = Some(wanted),
        yes: "有时限",
        no: "没有时限",
    },
    Flag {
        said: |reading| &reading.is_ongoing,
        apply: |filter, wanted| filter.is_ongoing = Some(wanted),
        yes: "长期或持续推进",
        no: "不是长期推进",
    },
    Flag {
        said: |reading| &reading.has_indicator,
        apply: |filter, wanted| filter.has_indicator = Some(wanted),
        yes: "有量化目标",
        no: "没有量化目标",
    },
    Flag {
        said: |reading| &reading.is_binding,
        apply: |filter, wanted| filter.is_binding = Some(wanted),
        yes: "约束性",
        no: "非约束性",
    },
];

impl Reading {
    /// What is said of the tasks by a word, each with where it stands.
    pub(super) fn flagged(&self) -> impl Iterator<Item = &Range<usize>> {
        let said = FLAGS.iter().filter_map(|flag| (flag.said)(self).as_ref());
        said.map(|(bytes, _)| bytes)
    }
}

impl Finder<'_> {
    pub(super) fn flags(&mut self) {
        let reading = self.reading;
        let is_indicators = reading.focus == Some(Focus::Indicators);
        for flag in FLAGS {
            let Some((bytes, wanted)) = (flag.said)(reading) else {
                continue;
            };
            // What has none of them is found by counting those that there are.
            let wanted = *wanted || matches!(reading.focus, Some(Focus::Lacking(_)));
            let mut filter = TaskFilter::default();
            (flag.apply)(&mut filter, wanted);
            // 量化指标 asks for indicators, which all are.
            if is_indicators && filter.has_indicator.is_some() {
                continue;
            }
            self.take(bytes);
            // Who leads none of the tasks has a part in those that others lead.
            if reading.focus == Some(Focus::Lacking(Lacking::Units)) && filter.has_lead.is_some() {
                continue;
            }
            let words = if wanted { flag.yes } else { flag.no };
            self.asked.conditions.push(words.to_owned());
            // Of indicators it is a condition of their own.
            if !(is_indicators && filter.is_binding.is_some()) {
                self.asked.narrow(filter);
            }
        }
        for (bytes, _) in reading.is_sole.iter().chain(&reading.share) {
            self.take(bytes);
        }
        if let Some((bytes, _)) = &reading.bound {
            self.take(bytes);
        }
        if let Some((bytes, _)) = &reading.is_assigned_by_state {
            self.take(bytes);
            self.asked.conditions.push("国家下达".to_owned());
        }
        if let Some((bytes, amount)) = &reading.amount {
            self.take(bytes);
            if reading.focus != Some(Focus::TasksByUnits) {
                self.asked.conditions.push(amount.words());
            }
        }
        self.times(is_indicators);
    }

    /// When targets are to be met, and by when tasks are due.
    fn times(&mut self, is_indicators: bool) {
        let reading = self.reading;
        if let (true, Some((bytes, year))) = (is_indicators, &reading.year) {
            self.take(bytes);
            self.asked.conditions.push(format!("{year}年"));
        }
        if let Some((bytes, due)) = &reading.due {
            self.take(bytes);
            let (year, month, day) = (due.year(), due.month(), due.day());
            self.asked.conditions.push(if is_indicators {
                format!("{year}年")
            } else {
                format!("时限不晚于{year}年{month}月{day}日")
            });
        }
    }

    /// Says that a stretch of the question was understood.
    fn take(&mut self, bytes: &Range<usize>) {
        let term = self.term(bytes, None, Part::Any);
        self.asked.understood.push(term);
    }
}
