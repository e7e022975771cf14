//! Passages with scores, and what is made of several such lists: their sum, the best of each, what enough of them hold.
//!
//! A query is a small tree over the postings of some dozens of terms. tantivy walks such a tree passage by passage, with a
//! call for every branch at every step; a list at a time takes a few additions for each posting, and what one step of the
//! ladder has read serves the next.

/// Passages by number, ascending, each with its score.
pub(super) type Scored = Vec<(u32, f32)>;

/// A list with what its scores count.
#[derive(Clone, Copy)]
pub(super) struct Weighed<'a> {
    pub(super) list: &'a [(u32, f32)],
    pub(super) weight: f32,
}

impl<'a> Weighed<'a> {
    /// A list whose scores count as they are.
    pub(super) fn plain(list: &'a [(u32, f32)]) -> Self {
        Self { list, weight: 1.0 }
    }

    fn each(self) -> impl Iterator<Item = (u32, f32)> + use<'a> {
        let weight = self.weight;
        let each = self.list.iter();
        each.map(move |(number, score)| (*number, weight * score))
    }

    /// What stands before `end`, which is in the list no longer.
    fn take(&mut self, end: usize) -> impl Iterator<Item = (u32, f32)> + use<'a> {
        let count = self
            .list
            .partition_point(|(number, _)| (*number as usize) < end);
        let (head, rest) = self.list.split_at_checked(count).unwrap_or_default();
        self.list = rest;
        let weight = self.weight;
        Self { list: head, weight }.each()
    }
}

/// What lists say of one passage.
#[derive(Clone, Copy, Default)]
struct Cell {
    sum: f32,
    best: f32,
    /// How many lists hold it.
    count: u16,
    /// The same for lists that stand beside the others.
    besides: u16,
    sum_besides: f32,
}

/// How many passages are scored at a time: their cells stay near the processor, however large the corpus is.
const WINDOW: usize = 1 << 15;

/// The most lists that a board keeps for their room.
const SPARE: usize = 4;

/// Scores in the making, of the passages of one window. Empty between two lists.
#[derive(Default)]
pub(super) struct Board {
    cells: Vec<Cell>,
    /// A bit for each passage that some list holds.
    met: Vec<u64>,
    /// Lists that nobody needs any more: fresh memory of that size costs more than what is written to it.
    spare: Vec<Scored>,
}

impl Board {
    /// Makes room for a window.
    pub(super) fn fit(&mut self) {
        self.cells.resize(WINDOW, Cell::default());
        self.met.resize(WINDOW / 64, 0);
    }

    /// What some list holds, with the sum of the scores and `lead` more.
    pub(super) fn sum(&mut self, lists: &[Weighed<'_>], lead: f32) -> Scored {
        if let [only] = lists {
            let mut found = self.room();
            found.extend(only.each().map(|(number, score)| (number, score + lead)));
            return found;
        }
        self.made(lists, &[], |cell| Some(cell.sum + lead))
    }

    /// What some list holds, with the best score and `tie` of the lesser ones.
    pub(super) fn best(&mut self, lists: &[Weighed<'_>], tie: f32) -> Scored {
        self.made(lists, &[], |cell| {
            Some(cell.best + tie * (cell.sum - cell.best))
        })
    }

    /// What at least so many lists hold, or all of them when they are fewer, with the sum of the scores; nothing without a
    /// list.
    pub(super) fn at_least(&mut self, least: usize, lists: &[Weighed<'_>]) -> Scored {
        let least = least.min(lists.len());
        if least <= 1 {
            return self.sum(lists, 0.0);
        }
        self.made(lists, &[], |cell| {
            (usize::from(cell.count) >= least).then_some(cell.sum)
        })
    }

    /// What `all` holds, with the scores that the others have for it besides.
    pub(super) fn besides(&mut self, all: Scored, others: &[Weighed<'_>]) -> Scored {
        self.beside(all, others, |cell| Some(cell.sum + cell.sum_besides))
    }

    /// What `all` holds and no other does.
    pub(super) fn except(&mut self, all: Scored, others: &[Weighed<'_>]) -> Scored {
        self.beside(all, others, |cell| (cell.besides == 0).then_some(cell.sum))
    }

    fn beside(
        &mut self,
        all: Scored,
        others: &[Weighed<'_>],
        score: impl Fn(Cell) -> Option<f32>,
    ) -> Scored {
        if others.is_empty() {
            return all;
        }
        let lists = [Weighed::plain(&all)];
        let found = self.made(&lists, others, |cell| {
            score(cell).filter(|_| cell.count > 0)
        });
        self.give_back(all);
        found
    }

    /// What `score` gives a score for, by what the lists and those beside them say.
    fn made(
        &mut self,
        lists: &[Weighed<'_>],
        beside: &[Weighed<'_>],
        score: impl Fn(Cell) -> Option<f32>,
    ) -> Scored {
        let mut found = self.room();
        let (mut lists, mut beside) = (lists.to_vec(), beside.to_vec());
        loop {
            let rest = lists.iter().chain(&beside);
            let next = rest
                .filter_map(|list| list.list.first())
                .map(|(number, _)| *number);
            let Some(first) = next.min() else { break };
            let end = first as usize + WINDOW;
            for (number, score) in lists.iter_mut().flat_map(|list| list.take(end)) {
                self.put(number - first, |cell| {
                    cell.sum += score;
                    cell.best = cell.best.max(score);
                    cell.count = cell.count.saturating_add(1);
                });
            }
            for (number, score) in beside.iter_mut().flat_map(|list| list.take(end)) {
                self.put(number - first, |cell| {
                    cell.sum_besides += score;
                    cell.besides = cell.besides.saturating_add(1);
                });
            }
            self.clear(|place, cell| {
                found.extend(score(cell).map(|score| (first + place, score)));
            });
        }
        found
    }

    fn put(&mut self, place: u32, say: impl FnOnce(&mut Cell)) {
        let place = place as usize;
        if let (Some(cell), Some(met)) = (self.cells.get_mut(place), self.met.get_mut(place / 64)) {
            say(cell);
            *met |= 1 << (place % 64);
        }
    }

    /// Tells each cell of which something was said, in order, and empties it.
    fn clear(&mut self, mut tell: impl FnMut(u32, Cell)) {
        for (first, bits) in (0..).step_by(64).zip(&mut self.met) {
            let mut bits = std::mem::take(bits);
            while bits != 0 {
                let place = first + bits.trailing_zeros();
                bits &= bits - 1;
                if let Some(cell) = self.cells.get_mut(place as usize) {
                    tell(place, std::mem::take(cell));
                }
            }
        }
    }

    /// Takes a list that nobody needs any more.
    pub(super) fn give_back(&mut self, list: Scored) {
        if self.spare.len() < SPARE {
            self.spare.push(list);
        }
    }

    /// An empty list.
    pub(super) fn room(&mut self) -> Scored {
        let mut list = self.spare.pop().unwrap_or_default();
        list.clear();
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: [(u32, f32); 3] = [(0, 1.0), (3, 2.0), (40_000, 4.0)];
    const OTHER: [(u32, f32); 3] = [(3, 4.0), (40_000, 0.5), (80_000, 8.0)];

    fn check(make: impl Fn(&mut Board, &[Weighed<'_>]) -> Scored, expected: &[(u32, f32)]) {
        let mut board = Board::default();
        board.fit();
        let lists = [
            Weighed {
                list: &ONE,
                weight: 1.0,
            },
            Weighed {
                list: &OTHER,
                weight: 2.0,
            },
        ];
        // The board is empty again after each list.
        for _ in 0..2 {
            assert_eq!(make(&mut board, &lists), expected);
        }
    }

    #[test]
    fn lists_make_lists() {
        let sums = [(0, 1.0), (3, 10.0), (40_000, 5.0), (80_000, 16.0)];
        check(|board, lists| board.sum(lists, 0.0), &sums);
        check(|board, lists| board.at_least(1, lists), &sums);
        let ahead = [(0, 3.0), (3, 12.0), (40_000, 7.0), (80_000, 18.0)];
        check(|board, lists| board.sum(lists, 2.0), &ahead);
        let ahead = [(3, 10.0), (40_000, 3.0), (80_000, 18.0)];
        check(|board, lists| board.sum(&lists[1..], 2.0), &ahead);
        let bests = [(0, 1.0), (3, 9.0), (40_000, 4.5), (80_000, 16.0)];
        check(|board, lists| board.best(lists, 0.5), &bests);
        for least in [2, 3] {
            let both = [(3, 10.0), (40_000, 5.0)];
            check(|board, lists| board.at_least(least, lists), &both);
        }
        let besides = [(0, 1.0), (3, 10.0), (40_000, 5.0)];
        check(
            |board, lists| board.besides(ONE.to_vec(), &lists[1..]),
            &besides,
        );
        check(
            |board, lists| board.except(ONE.to_vec(), &lists[1..]),
            &[(0, 1.0)],
        );
        check(|board, _| board.at_least(1, &[]), &[]);
    }
}
