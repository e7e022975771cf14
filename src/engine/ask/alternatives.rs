//! Of what one is enough: 省农委或省水利厅牵头, 涉及沈阳还是大连, 粮食或水利.

use super::lexer::{Kind, Token};
use super::reading::{Focus, Reader, UnitSlot};
use super::words::Word;

impl Reader<'_> {
    /// Reads what each 或 joins; what it joins otherwise is beyond any slot.
    pub(super) fn read_alternatives(&mut self) {
        for (at, token) in self.tokens.iter().enumerate() {
            if token.kind != Kind::Word(Word::Or) {
                continue;
            }
            match self.joined(at) {
                Some(joined) => self.alternate(joined),
                None => self.reading.beyond.push(token.bytes.clone()),
            }
        }
    }

    /// Where each of what the 或 at `at` joins begins.
    fn joined(&self, at: usize) -> Option<Vec<usize>> {
        let passes = |(_, token): &(usize, &Token)| is_between(&token.kind);
        let mut before = self.tokens.iter().enumerate().take(at).rev();
        let mut behind = self.tokens.iter().enumerate().skip(at + 1);
        let (left, before) = before.by_ref().find(|it| !passes(it))?;
        let (right, behind) = behind.by_ref().find(|it| !passes(it))?;
        let numbers = |kind: &Kind| matches!(kind, Kind::Chapters(_) | Kind::SectionNumber(_));
        match (&before.kind, &behind.kind) {
            // Of several chapters any is meant, whatever joins them.
            (one, other) if numbers(one) && numbers(other) => Some(Vec::new()),
            (Kind::Text { .. }, Kind::Text { .. }) => {
                Some(vec![before.bytes.start, behind.bytes.start])
            }
            (Kind::Name(_), Kind::Name(_)) => {
                let mut joined = vec![before.bytes.start, behind.bytes.start];
                let left = left.checked_sub(1).map(|link| (link, link.checked_sub(1)));
                self.listed(left, &mut joined)?;
                let right = (right + 1, Some(right + 2));
                self.listed(Some(right), &mut joined)?;
                Some(joined)
            }
            _ => None,
        }
    }

    /// Adds the rest of a list: 省农委、省水利厅或省林业厅; of 省农委和省水利厅或省林业厅 nobody knows what it means.
    fn listed(&self, next: Option<(usize, Option<usize>)>, joined: &mut Vec<usize>) -> Option<()> {
        let mut next = next;
        while let Some((link, Some(name))) = next {
            let (Some(link_token), Some(token)) = (self.tokens.get(link), self.tokens.get(name))
            else {
                break;
            };
            if link_token.kind != Kind::Word(Word::And) || !matches!(token.kind, Kind::Name(_)) {
                break;
            }
            if self.question.text(&link_token.bytes) != "、" {
                return None;
            }
            joined.push(token.bytes.start);
            next = if name > link {
                Some((name + 1, Some(name + 2)))
            } else {
                name.checked_sub(1).map(|link| (link, link.checked_sub(1)))
            };
        }
        Some(())
    }

    /// Adds alternatives, to those with which they share one.
    fn alternate(&mut self, joined: Vec<usize>) {
        let groups = &mut self.reading.alternatives;
        let known = groups
            .iter_mut()
            .find(|group| joined.iter().any(|start| group.contains(start)));
        match known {
            Some(group) => group.extend(joined),
            None if !joined.is_empty() => groups.push(joined),
            None => {}
        }
    }

    /// Takes for alternatives what is asked of each by itself, 省农委和省水利厅分别牵头哪些任务, and divisions of which no plan is
    /// of both: 甲省和乙省的森林覆盖率.
    pub(super) fn read_each(&mut self, focus: Option<Focus>) {
        let mut tokens = self.tokens.iter();
        let each = tokens.find(|token| token.kind == Kind::Word(Word::Each));
        let of_tasks =
            |token: &Token| matches!(token.kind, Kind::Word(Word::Task | Word::HowManyTasks));
        let governed = self.governed_side_by_side();
        let reading = &mut self.reading;
        if focus != Some(Focus::Regions) && governed.len() > 1 {
            reading.alternatives.push(governed);
        }
        let units = reading.units.iter();
        let bodies: Vec<_> = units.map(|slot| slot.bytes.start).collect();
        let mut units = reading.units.iter();
        let same = |slot: &UnitSlot| {
            let first = reading.units.first().map(|first| first.part);
            !slot.is_negated && Some(slot.part) == first
        };
        let is_of_each = match focus {
            Some(Focus::Tasks) => {
                bodies.len() > 1
                    && units.all(same)
                    && reading.cities.is_empty()
                    && reading.chapter_count() < 2
                    && reading.alternatives.is_empty()
                    && reading.whether.is_none()
            }
            Some(Focus::Documents) => self.tokens.iter().any(of_tasks),
            _ => false,
        };
        let Some(each) = each.filter(|_| is_of_each) else {
            return;
        };
        reading.is_of_each = Some((each.bytes.clone(), true));
        if focus == Some(Focus::Tasks) {
            reading.alternatives.push(bodies);
        }
    }

    /// Where divisions begin that plans govern and that stand side by side; none where one is denied.
    fn governed_side_by_side(&self) -> Vec<usize> {
        let is_governed = |token: &Token| {
            let mut cities = self.reading.cities.iter();
            let start = token.bytes.start;
            self.question.is_governed(start)
                && cities.any(|slot| slot.bytes.start == start && !slot.is_negated)
        };
        let lists = self.tokens.windows(3).filter(|list| {
            matches!(list, [one, link, other]
                if is_governed(one) && link.kind == Kind::Word(Word::And) && is_governed(other))
        });
        let names = lists.flat_map(|list| [list.first(), list.last()]).flatten();
        let mut starts: Vec<_> = names.map(|token| token.bytes.start).collect();
        starts.dedup();
        starts
    }

    /// Whether alternatives are all asserted or all denied; 不由省农委牵头或由省水利厅牵头 is no filter.
    pub(super) fn check_alternatives(&mut self) {
        let reading = &mut self.reading;
        for group in &reading.alternatives {
            let units = reading.units.iter();
            let units = units.map(|slot| (&slot.bytes, slot.is_negated));
            let cities = reading.cities.iter();
            let cities = cities.map(|slot| (&slot.bytes, slot.is_negated));
            let slots = units.chain(cities);
            let members = slots.filter(|(bytes, _)| group.contains(&bytes.start));
            let members: Vec<_> = members.collect();
            let denied = members.iter().filter(|(_, is_negated)| *is_negated).count();
            if denied > 0 && denied < members.len() {
                let bytes = members.iter().map(|(bytes, _)| (*bytes).clone());
                reading.beyond.extend(bytes);
            }
        }
    }
}

/// What may stand between 或 and what it joins.
fn is_between(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Word(
            Word::Particle
                | Word::Filler
                | Word::About
                | Word::Task
                | Word::Part(_)
                | Word::PartUnit(_)
        )
    )
}
