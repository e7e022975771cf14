//! A search index in memory, as plain as can be: what the engine asks of the seam, without any engine of search.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex};

use plangraph::search::query::{Expression, Form};
use plangraph::search::{
    Change, Changes, Completion, Hit, Hits, Index, Interrupted, Kind, MatchKind, Part, Passage,
    Reader, Request, SearchError, Similar, TermMatch,
};
use plangraph::text::fold::fold;

/// The index. Clones are the same index, so that a test can open it again after a crash.
#[derive(Clone, Default)]
pub(crate) struct MemoryIndex {
    state: Arc<Mutex<Arc<State>>>,
    /// Commits that fail before one succeeds again.
    failures: Arc<Mutex<usize>>,
}

#[derive(Clone, Default)]
struct State {
    generation: Option<u64>,
    groups: BTreeMap<u64, Vec<Passage>>,
}

impl MemoryIndex {
    /// Makes the next `commits` fail.
    pub(crate) fn fail(&self, commits: usize) {
        *self.failures.lock().unwrap() = commits;
    }

    /// Everything that it holds, by group.
    pub(crate) fn groups(&self) -> BTreeMap<u64, Vec<Passage>> {
        self.state.lock().unwrap().groups.clone()
    }
}

impl Index for MemoryIndex {
    fn generation(&self) -> Option<u64> {
        self.state.lock().unwrap().generation
    }

    fn commit(&self, generation: u64, changes: Changes<'_>) -> Result<(), SearchError> {
        let mut failures = self.failures.lock().unwrap();
        if *failures > 0 {
            *failures -= 1;
            return Err(SearchError::Engine {
                action: "commit",
                source: "the disk is full".into(),
            });
        }
        let mut state = self.state.lock().unwrap();
        let mut next = State::clone(&state);
        next.generation = Some(generation);
        for change in changes {
            match change.map_err(|Interrupted| SearchError::Interrupted)? {
                Change::Put { group, passages } => {
                    next.groups.insert(group, passages);
                }
                Change::Delete(group) => {
                    next.groups.remove(&group);
                }
                Change::Clear => next.groups.clear(),
            }
        }
        *state = Arc::new(next);
        Ok(())
    }

    fn reader(&self) -> Arc<dyn Reader> {
        Arc::clone(&*self.state.lock().unwrap()) as Arc<dyn Reader>
    }

    fn damaged(&self) -> Result<Vec<String>, SearchError> {
        Ok(Vec::new())
    }
}

impl Reader for State {
    fn word_ranges(&self, _: &str) -> Vec<Range<usize>> {
        Vec::new()
    }

    fn generation(&self) -> Option<u64> {
        self.generation
    }

    fn search(&self, request: &Request<'_>) -> Result<Hits, SearchError> {
        let mut found = Vec::new();
        for passage in self.groups.values().flatten() {
            let allowed =
                passage.kind == request.kind && (request.allowed)(passage.kind, passage.ordinal);
            let among = |set: usize| {
                let set = request.sets.get(set);
                set.is_some_and(|set| set(passage.kind, passage.ordinal))
            };
            if allowed && holds(request.expression, &texts(passage), &among) {
                found.push((passage.ordinal, passage));
            }
        }
        found.sort_by_key(|(ordinal, passage)| (*ordinal, passage.id));
        let tasks = found
            .iter()
            .filter(|(_, passage)| passage.kind == Kind::Task);
        let terms: Vec<_> = request
            .expression
            .literals()
            .into_iter()
            .map(|literal| literal.text.clone())
            .collect();
        let page = found.iter().skip(request.offset).take(request.limit);
        Ok(Hits {
            total: found.len() as u64,
            close: found.len() as u64,
            tasks: tasks.map(|(ordinal, _)| *ordinal).collect(),
            items: page.map(|(_, passage)| hit(passage, &terms)).collect(),
            terms,
            ..Hits::default()
        })
    }

    fn similar(&self, _request: &Similar<'_>) -> Result<Hits, SearchError> {
        Ok(Hits::default())
    }

    fn complete(&self, _typed: &str, _at_most: usize) -> Result<Vec<Completion>, SearchError> {
        Ok(Vec::new())
    }

    fn words(&self, _prefix: &str, _at_most: usize) -> Result<Vec<(String, u64)>, SearchError> {
        Ok(Vec::new())
    }

    fn terms(&self, text: &str) -> Result<Vec<String>, SearchError> {
        Ok(text.split_whitespace().map(str::to_owned).collect())
    }
}

fn hit(passage: &Passage, terms: &[String]) -> Hit {
    let matches = terms.iter().map(|term| TermMatch {
        term: term.clone(),
        part: Part::Text,
        how: MatchKind::Word,
        weight: 1.0,
    });
    Hit {
        kind: passage.kind,
        ordinal: passage.ordinal,
        id: passage.id,
        score: 1.0,
        is_close: true,
        matches: matches.collect(),
    }
}

fn texts(passage: &Passage) -> String {
    let mut texts = vec![passage.text.clone()];
    texts.extend(passage.names.iter().cloned());
    texts.extend(passage.headings.iter().cloned());
    texts.extend(
        passage
            .units
            .iter()
            .flat_map(|unit| unit.names.iter().map(str::to_owned)),
    );
    texts.extend(passage.cities.iter().cloned());
    fold(&texts.join("|"))
}

fn holds(expression: &Expression, text: &str, among: &dyn Fn(usize) -> bool) -> bool {
    let holds = |part: &Expression| holds(part, text, among);
    match expression {
        Expression::Nothing => true,
        Expression::Among(set) => among(*set),
        Expression::Literal(literal) if literal.form == Form::Phrase => {
            text.contains(&fold(&literal.text))
        }
        Expression::Literal(literal) => literal
            .text
            .split_whitespace()
            .all(|word| text.contains(&fold(word))),
        Expression::Together(parts) | Expression::All(parts) => parts.iter().all(holds),
        Expression::Any(parts) => parts.iter().any(holds),
        Expression::Not(inner) => !holds(inner),
        Expression::Near { left, right, .. } => {
            text.contains(&fold(&left.text)) && text.contains(&fold(&right.text))
        }
    }
}
