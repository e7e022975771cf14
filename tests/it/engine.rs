//! Tests of `engine`.

mod compare;
mod corrections;
mod facets;
mod filters;
mod index;
mod names;
mod people;
mod pinning;
mod regions;
mod titles;
mod writing;

use plangraph::engine::{Engine, IngestOptions, Submission, Writing};
use plangraph::model::{PlanId, PlanManifest};

/// Takes a text in, in the place of the plan that it is another state of.
fn ingest(engine: &Engine, text: &str) -> PlanId {
    let submission = Submission {
        name: "分工.txt".to_owned(),
        bytes: text.as_bytes().to_vec(),
        manifest: PlanManifest::default(),
    };
    let options = IngestOptions {
        replace: true,
        seen: None,
    };
    let report = engine.ingest_one(&submission, options, true, &Writing::quiet());
    report.unwrap().plan.id
}
