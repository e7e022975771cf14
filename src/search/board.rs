//! Passages with scores, and what is made of several such lists: their sum, the best of each, what enough of them hold.
//!
//! A query is a small tree over the postings of some dozens of terms. tantivy walks such a tree passage by passage, with a
//! call for every branch at every step; a list at a time takes a few additions for each posting, and what one step of the
//! ladder has read serves the next.

use std::borrow::Cow;

use super::weighed::{Scored, Weighed};

/// What is left of a list.
struct Rest<'a> {
    list: &'a [(u32, f32)],
    of: &'a Weighed<'a>,
}

impl Rest<'_> {
    /// Tells what stands in the window that begins with `first`, by its place there, and has it in the list no longer.
    fn tell_window(&mut self, first: u32, mut tell: impl FnMut(usize, f32)) {
        while let [(number, score), rest @ ..] = self.list
            && let place = number.wrapping_sub(first)
            && place < WINDOW
        {
            tell(place as usize, self.of.counted(*score));
            self.list = rest;
        }
    }
}

/// How many passages are scored at a time: 32 KiB of sums, and twice that of what is made of two numbers, which stay in the
/// processor's first caches however large the corpus is.
const WINDOW: u32 = 1 << 13;

/// What lists say of each passage of a window, in as few bytes as what is made of it needs. Empty between two lists.
#[derive(Default)]
struct Cells<C> {
    cells: Vec<C>,
    /// A bit for each passage that some list holds.
    met: Vec<u64>,
}

/// The most room that a board keeps of lists that nobody needs any more, in passages (8 MiB), and the room that is worth it.
/// All ways of a word live at once, with synonyms some dozens of lists.
const SPARE: usize = 1 << 20;
const LARGE: usize = 1 << 10;

/// Scores in the making.
#[derive(Default)]
pub(super) struct Board {
    sums: Cells<f32>,
    /// The sum and the best.
    bests: Cells<(f32, f32)>,
    /// The sum and how many lists hold it.
    counts: Cells<(f32, u32)>,
    /// Lists that nobody needs any more: fresh memory of that size costs more than what is written to it.
    spare: Vec<Scored>,
}

impl Board {
    /// What some list holds, with the sum of the scores.
    pub(super) fn sum(&mut self, lists: &[Weighed<'_>]) -> Scored {
        let mut found = self.room(passages(lists));
        let add = |sum: &mut f32, score| *sum += score;
        let tell = |number, sum| found.push((number, sum));
        self.sums.made(lists, add, tell);
        found
    }

    /// What some list holds, with the best score and `tie` of the lesser ones.
    pub(super) fn best(&mut self, lists: &[Weighed<'_>], tie: f32) -> Scored {
        let mut found = self.room(passages(lists));
        let add = |(sum, best): &mut (f32, f32), score| {
            *sum += score;
            *best = best.max(score);
        };
        self.bests.made(lists, add, |number, (sum, best)| {
            found.push((number, best + tie * (sum - best)));
        });
        found
    }

    /// What at least so many lists hold, with the sum of the scores.
    pub(super) fn at_least(&mut self, least: usize, lists: &[Weighed<'_>]) -> Scored {
        let mut found = self.room(passages(lists) / least.max(1));
        let add = |(sum, count): &mut (f32, u32), score| {
            *sum += score;
            *count += 1;
        };
        self.counts.made(lists, add, |number, (sum, count)| {
            if count as usize >= least {
                found.push((number, sum));
            }
        });
        found
    }

    /// What `all` holds, with the scores that the others have for it besides.
    pub(super) fn besides(&mut self, all: &Weighed<'_>, others: &[Weighed<'_>]) -> Scored {
        let mut found = self.room(all.passages().len());
        found.extend(all.each());
        let mut rest = found.iter_mut().peekable();
        let add = |sum: &mut f32, score| *sum += score;
        self.sums.made(others, add, |number, sum| {
            while rest.next_if(|(other, _)| *other < number).is_some() {}
            if let Some((_, score)) = rest.next_if(|(other, _)| *other == number) {
                *score += sum;
            }
        });
        found
    }

    /// What `all` holds and no other does.
    pub(super) fn except(&mut self, all: &Weighed<'_>, others: &[Weighed<'_>]) -> Scored {
        let mut found = self.room(all.passages().len());
        let mut rest = all.each().peekable();
        let add = |_: &mut f32, _| ();
        self.sums.made(others, add, |number, _| {
            found.extend(std::iter::from_fn(|| {
                rest.next_if(|(other, _)| *other < number)
            }));
            rest.next_if(|(other, _)| *other == number);
        });
        found.extend(rest);
        found
    }

    /// Takes lists that nobody needs any more, as far as they have room of their own; small ones are as quickly made anew.
    pub(super) fn give_back<'a>(&mut self, lists: impl IntoIterator<Item = Weighed<'a>>) {
        let mut kept: usize = self.spare.iter().map(Vec::capacity).sum();
        for list in lists {
            if let Cow::Owned(list) = list.list
                && list.capacity() >= LARGE
                && kept.saturating_add(list.capacity()) <= SPARE
            {
                kept += list.capacity();
                self.spare.push(list);
            }
        }
    }

    /// An empty list with room for so many passages: that of a spare one, the smallest with enough.
    fn room(&mut self, most: usize) -> Scored {
        let spare = self.spare.iter().enumerate();
        let large = spare.filter(|(_, list)| most >= LARGE && list.capacity() >= most);
        let Some((fitting, _)) = large.min_by_key(|(_, list)| list.capacity()) else {
            return Vec::with_capacity(most);
        };
        let mut list = self.spare.swap_remove(fitting);
        list.clear();
        list
    }
}

/// The most passages that lists make together.
fn passages(lists: &[Weighed<'_>]) -> usize {
    lists.iter().map(|list| list.passages().len()).sum()
}

impl<C: Copy + Default> Cells<C> {
    /// Adds each score of the lists to the cell of its passage, and tells the cells of all passages that some list holds, in
    /// order.
    fn made(
        &mut self,
        lists: &[Weighed<'_>],
        add: impl Fn(&mut C, f32),
        mut tell: impl FnMut(u32, C),
    ) {
        self.cells.resize(WINDOW as usize, C::default());
        self.met.resize(self.cells.len() / 64, 0);
        let mut lists: Vec<_> = lists
            .iter()
            .map(|list| Rest {
                list: list.passages(),
                of: list,
            })
            .collect();
        loop {
            let next = lists.iter().filter_map(|list| list.list.first());
            let Some(first) = next.map(|(number, _)| *number).min() else {
                break;
            };
            for list in &mut lists {
                list.tell_window(first, |place, score| {
                    if let (Some(cell), Some(met)) =
                        (self.cells.get_mut(place), self.met.get_mut(place / 64))
                    {
                        add(cell, score);
                        *met |= 1 << (place % 64);
                    }
                });
            }
            self.clear(|place, cell| tell(first + place, cell));
        }
    }

    /// Tells each cell of which something was said, in order, and empties it.
    fn clear(&mut self, mut tell: impl FnMut(u32, C)) {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: [(u32, f32); 3] = [(0, 1.0), (3, 2.0), (40_000, 4.0)];
    const OTHER: [(u32, f32); 3] = [(3, 4.0), (40_000, 0.5), (80_000, 8.0)];

    fn check(make: impl Fn(&mut Board, &[Weighed<'_>]) -> Scored, expected: &[(u32, f32)]) {
        let mut board = Board::default();
        let lists = [Weighed::new(&ONE, 1.0), Weighed::new(&OTHER, 2.0)];
        // The board is empty again after each list.
        for _ in 0..2 {
            assert_eq!(make(&mut board, &lists), expected);
        }
    }

    #[test]
    fn lists_make_lists() {
        let sums = [(0, 1.0), (3, 10.0), (40_000, 5.0), (80_000, 16.0)];
        check(Board::sum, &sums);
        let bests = [(0, 1.0), (3, 9.0), (40_000, 4.5), (80_000, 16.0)];
        check(|board, lists| board.best(lists, 0.5), &bests);
        let both = [(3, 10.0), (40_000, 5.0)];
        check(|board, lists| board.at_least(2, lists), &both);
        let besides = [(0, 1.0), (3, 10.0), (40_000, 5.0)];
        check(
            |board, lists| board.besides(&lists[0], &lists[1..]),
            &besides,
        );
        check(
            |board, lists| board.except(&lists[0], &lists[1..]),
            &[(0, 1.0)],
        );
        check(|board, _| board.sum(&[]), &[]);
    }
}
