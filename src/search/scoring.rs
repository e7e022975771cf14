//! Reading what terms find, and the board on which lists of it are put together.

use std::cell::{RefCell, RefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use quick_cache::Weighter;
use quick_cache::sync::Cache;
use tantivy::TantivyError;
use tantivy::query::{EnableScoring, Query};
use tantivy::schema::Field;

use super::board::Board;
use super::reader::TantivyReader;
use super::weighed::{Scored, Weighed};

/// The most boards that wait for somebody to score on them.
const IDLE: usize = 8;

/// Boards that nobody scores on: their room is used again.
#[derive(Default)]
pub(super) struct Boards(Mutex<Vec<Board>>);

impl Boards {
    fn idle(&self) -> MutexGuard<'_, Vec<Board>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Scores the passages of one state.
pub(super) struct Scoring<'a> {
    reader: &'a TantivyReader,
    board: RefCell<Board>,
}

impl<'a> Scoring<'a> {
    pub(super) fn new(reader: &'a TantivyReader) -> Self {
        let board = reader.boards.idle().pop().unwrap_or_default();
        Self {
            reader,
            board: RefCell::new(board),
        }
    }

    pub(super) fn board(&self) -> RefMut<'_, Board> {
        self.board.borrow_mut()
    }

    /// Everything, each with this score.
    pub(super) fn everything<'l>(&self, score: f32) -> Weighed<'l> {
        let each = self.reader.everything();
        let list: Scored = each.map(|(number, _)| (number, score)).collect();
        Weighed::new(list, 1.0)
    }

    /// What some list holds, with the sum of the scores.
    pub(super) fn sum<'l>(&self, lists: Vec<Weighed<'l>>) -> Weighed<'l> {
        self.merged(lists, Board::sum)
    }

    /// What some list holds, with the best score and `tie` of the lesser ones.
    pub(super) fn best<'l>(&self, lists: Vec<Weighed<'l>>, tie: f32) -> Weighed<'l> {
        self.merged(lists, |board, lists| board.best(lists, tie))
    }

    /// What at least so many lists hold, or all of them when they are fewer, with the sum of the scores; nothing without a
    /// list.
    pub(super) fn at_least<'l>(&self, least: usize, lists: Vec<Weighed<'l>>) -> Weighed<'l> {
        let least = least.min(lists.len());
        self.merged(lists, |board, lists| board.at_least(least, lists))
    }

    /// What `all` holds, with the scores that the others have for it besides.
    pub(super) fn besides<'l>(&self, all: Weighed<'l>, others: Vec<Weighed<'_>>) -> Weighed<'l> {
        if others.iter().all(|other| other.passages().is_empty()) {
            return all;
        }
        self.held_against(all, others, Board::besides)
    }

    /// What `all` holds and no other does.
    pub(super) fn except<'l>(&self, all: Weighed<'l>, others: Vec<Weighed<'_>>) -> Weighed<'l> {
        if others.is_empty() {
            return all;
        }
        self.held_against(all, others, Board::except)
    }

    /// What `make` makes of a list that is held against others.
    fn held_against<'l>(
        &self,
        all: Weighed<'l>,
        others: Vec<Weighed<'_>>,
        make: impl FnOnce(&mut Board, &Weighed<'_>, &[Weighed<'_>]) -> Scored,
    ) -> Weighed<'l> {
        let mut board = self.board();
        let found = make(&mut board, &all, &others);
        board.give_back(others.into_iter().chain([all]));
        Weighed::new(found, 1.0)
    }

    /// What several lists make together by `make`; one alone is that already.
    fn merged<'l>(
        &self,
        mut lists: Vec<Weighed<'l>>,
        make: impl FnOnce(&mut Board, &[Weighed<'_>]) -> Scored,
    ) -> Weighed<'l> {
        if lists.len() == 1
            && let Some(only) = lists.pop()
        {
            return only;
        }
        let mut board = self.board();
        let found = make(&mut board, &lists);
        board.give_back(lists);
        Weighed::new(found, 1.0)
    }

    /// What a query finds; what has a key is kept for this state.
    pub(super) fn read(
        &self,
        key: Option<&Key>,
        query: &dyn Query,
    ) -> Result<Arc<Scored>, TantivyError> {
        let kept = &self.reader.postings;
        if let Some(found) = key.and_then(|key| kept.get(key)) {
            return Ok(found);
        }
        let searcher = &self.reader.searcher;
        let by_query = query.weight(EnableScoring::enabled_from_searcher(searcher))?;
        let (mut found, mut first) = (Scored::new(), 0);
        for segment in searcher.segment_readers() {
            by_query.for_each(segment, &mut |doc, score| found.push((first + doc, score)))?;
            first += segment.max_doc();
        }
        found.shrink_to_fit();
        let read = Arc::new(found);
        if let Some(key) = key {
            kept.insert(key.clone(), Arc::clone(&read));
        }
        Ok(read)
    }
}

/// A term, or the stretch of grams that stands for it, in a field.
pub(super) type Key = (Field, String);

/// What the terms of queries find, kept for a state: the words of one query come again in the next.
pub(super) type Postings = Cache<Key, Arc<Scored>, ByBytes>;

/// The most bytes that are kept of them.
const MOST_BYTES: u64 = 32 << 20;

pub(super) fn postings() -> Postings {
    Cache::with_weighter(1_024, MOST_BYTES, ByBytes)
}

#[derive(Clone)]
pub(super) struct ByBytes;

impl Weighter<Key, Arc<Scored>> for ByBytes {
    fn weight(&self, (_, term): &Key, list: &Arc<Scored>) -> u64 {
        (size_of::<Key>() + term.len() + size_of::<(u32, f32)>() * list.len()) as u64
    }
}

impl Drop for Scoring<'_> {
    fn drop(&mut self) {
        let mut idle = self.reader.boards.idle();
        // What a panic has left on a board is nobody's score.
        if idle.len() < IDLE && !thread::panicking() {
            idle.push(std::mem::take(self.board.get_mut()));
        }
    }
}
