//! Type `IngestReport`.

use std::sync::Arc;

use async_graphql::Object;

use super::{Date, Diagnostic};
use crate::engine;

/// What was read.
pub(crate) struct IngestReport(pub(crate) Arc<engine::IngestReport>);

/// What was read from a document, and whether it was kept (入库报告).
#[Object(serial)]
impl IngestReport {
    /// The document's name as given (文件名).
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The title of its plan (标题).
    async fn title(&self) -> &str {
        &self.0.plan.title
    }

    /// Its own document number (文号); null when it has none.
    async fn document_number(&self) -> Option<&str> {
        self.0.plan.document_number.as_deref()
    }

    /// Who issued it (发文机关); null when neither its text nor its manifest says so.
    async fn issuer(&self) -> Option<&str> {
        self.0.issuer.as_deref()
    }

    /// The date of signature (成文日期); null when not known.
    async fn issued_on(&self) -> Option<Date> {
        self.0.plan.issued_on.map(Date)
    }

    /// Whether it was kept now (是否入库); false when the same bytes were there already, and for a dry run.
    async fn stored(&self) -> bool {
        self.0.is_stored
    }

    /// The ways in which it prints who is responsible (版式).
    async fn layouts(&self) -> Vec<&'static str> {
        self.0
            .plan
            .layouts
            .iter()
            .map(|layout| layout.name())
            .collect()
    }

    /// Number of tasks (任务数).
    async fn task_count(&self) -> usize {
        self.0.task_count
    }

    /// Number of units that it names (单位数).
    async fn unit_count(&self) -> usize {
        self.0.unit_count
    }

    /// Number of assignments (分工数).
    async fn assignment_count(&self) -> usize {
        self.0.assignment_count
    }

    /// Number of indicators (指标数).
    async fn indicator_count(&self) -> usize {
        self.0.indicator_count
    }

    /// Share of the visible characters that were understood (覆盖率), 0 to 1.
    async fn coverage(&self) -> f64 {
        self.0.plan.coverage
    }

    /// What was noticed (诊断), in the order of the document.
    async fn diagnostics(&self) -> Vec<Diagnostic> {
        let diagnostics = self.0.plan.diagnostics.iter().cloned();
        diagnostics.map(Diagnostic).collect()
    }
}
