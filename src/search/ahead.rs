//! A query whose hits are all ahead by the same amount.
//!
//! What tantivy has for it, the query beside itself for a constant score, walks every posting list twice.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{
    COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, Result, Score, SeekDangerResult, SegmentReader, Term,
};

/// What a query finds, each hit with `lead` more than its score.
#[derive(Debug)]
pub(super) struct Ahead {
    pub(super) query: Box<dyn Query>,
    pub(super) lead: Score,
}

impl Clone for Ahead {
    fn clone(&self) -> Self {
        Self {
            query: self.query.box_clone(),
            lead: self.lead,
        }
    }
}

impl Query for Ahead {
    fn weight(&self, scoring: EnableScoring<'_>) -> Result<Box<dyn Weight>> {
        let weight = self.query.weight(scoring)?;
        let lead = self.lead;
        Ok(Box::new(AheadWeight { weight, lead }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.query.query_terms(visitor);
    }
}

struct AheadWeight {
    weight: Box<dyn Weight>,
    lead: Score,
}

impl AheadWeight {
    fn ahead(&self, scorer: Box<dyn Scorer>, boost: Score) -> Box<dyn Scorer> {
        let lead = boost * self.lead;
        Box::new(AheadScorer { scorer, lead })
    }
}

impl Weight for AheadWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> Result<Box<dyn Scorer>> {
        Ok(self.ahead(self.weight.scorer(reader, boost)?, boost))
    }

    fn scorer_danger(
        &self,
        reader: &SegmentReader,
        target: DocId,
        boost: Score,
    ) -> Result<(SeekDangerResult, Box<dyn Scorer>)> {
        let (found, scorer) = self.weight.scorer_danger(reader, target, boost)?;
        Ok((found, self.ahead(scorer, boost)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> Result<Explanation> {
        let inner = self.weight.explain(reader, doc)?;
        let mut explanation = Explanation::new("ahead", inner.value() + self.lead);
        explanation.add_detail(inner);
        Ok(explanation)
    }

    fn count(&self, reader: &SegmentReader) -> Result<u32> {
        self.weight.count(reader)
    }
}

struct AheadScorer {
    scorer: Box<dyn Scorer>,
    lead: Score,
}

impl DocSet for AheadScorer {
    fn advance(&mut self) -> DocId {
        self.scorer.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.scorer.seek(target)
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        self.scorer.seek_danger(target)
    }

    fn fill_buffer(&mut self, buffer: &mut [DocId; COLLECT_BLOCK_BUFFER_LEN]) -> usize {
        self.scorer.fill_buffer(buffer)
    }

    fn doc(&self) -> DocId {
        self.scorer.doc()
    }

    fn size_hint(&self) -> u32 {
        self.scorer.size_hint()
    }

    fn cost(&self) -> u64 {
        self.scorer.cost()
    }
}

impl Scorer for AheadScorer {
    fn score(&mut self) -> Score {
        self.scorer.score() + self.lead
    }
}

#[cfg(test)]
mod tests {
    use tantivy::collector::TopDocs;
    use tantivy::query::{BooleanQuery, BoostQuery, TermQuery};
    use tantivy::schema::{IndexRecordOption, Schema, TEXT};
    use tantivy::{Index, IndexWriter, doc};

    use super::*;

    #[test]
    fn every_hit_is_ahead_by_the_lead_times_the_boost() {
        let mut builder = Schema::builder();
        let text = builder.add_text_field("text", TEXT);
        let index = Index::create_in_ram(builder.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 1 << 24).unwrap();
        for line in ["a b", "a", "b c", "c a a"] {
            writer.add_document(doc!(text => line)).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let term = |word| -> Box<dyn Query> {
            let term = Term::from_field_text(text, word);
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
        };
        let boosted = |query| -> Box<dyn Query> { Box::new(BoostQuery::new(query, 2.0)) };
        let ahead = |query| boosted(Box::new(Ahead { query, lead: 4.0 }));
        let both = |one| Box::new(BooleanQuery::intersection(vec![one, term("b")]));
        let cases: [(Box<dyn Query>, Box<dyn Query>); 2] = [
            (boosted(term("a")), ahead(term("a"))),
            (both(boosted(term("a"))), both(ahead(term("a")))),
        ];
        for (plain, leading) in cases {
            let scores = |query: &dyn Query| {
                let mut found = searcher
                    .search(query, &TopDocs::with_limit(9).order_by_score())
                    .unwrap();
                found.sort_unstable_by_key(|(_, address)| *address);
                found
            };
            let (plain, leading) = (scores(&*plain), scores(&*leading));
            assert_eq!(plain.len(), leading.len());
            for (one, other) in plain.into_iter().zip(leading) {
                assert_eq!(one.1, other.1);
                assert!((other.0 - one.0 - 8.0).abs() < 1e-5, "{one:?} {other:?}");
            }
        }
    }
}
