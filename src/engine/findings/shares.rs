//! Units that lead far more, or far fewer, of their tasks than units of the plan do.

use super::{Case, Found, Rule};
use crate::engine::chance::{adjusted, binomial_tail, float};
use crate::engine::{NetworkFilter, QueryError, TaskFilter};
use crate::model::{NodeId, Role, Told, UnitId};

const LEADS: Rule = Rule {
    name: "LEADS_MUCH_SHARES_LITTLE",
    title: "a unit leads far more of its tasks than units do (牵头多、参与少)",
};

const SHARES: Rule = Rule {
    name: "SHARES_MUCH_LEADS_LITTLE",
    title: "a unit leads far fewer of its tasks than units do (参与多、牵头少)",
};

/// The probability by chance below which a share counts as odd: one half of 0.05 on either side.
const CUT_OFF: f64 = 0.025;

/// Spans that show what a unit does.
const EVIDENCE: usize = 20;

impl Case<'_> {
    /// Binomial tests against the share of leads in the plan; what they come to when all units are looked at together is told.
    pub(super) fn shares_out_of_proportion(&mut self) -> Result<(), QueryError> {
        let kinds = NetworkFilter::default();
        let uses = self.view.snapshot().units().filter_map(|entry| {
            let used = entry.uses.iter().find(|used| used.plan == self.plan.id)?;
            let is_counted = used.task_count > 0 && kinds.holds(entry.unit.kind);
            is_counted.then(|| (entry.unit.id, used.lead_count, used.task_count))
        });
        let uses: Vec<(UnitId, u32, u32)> = uses.collect();
        let sum =
            |of: fn(&(UnitId, u32, u32)) -> u32| uses.iter().map(|it| u64::from(of(it))).sum();
        let (leads, tasks): (u64, u64) = (sum(|it| it.1), sum(|it| it.2));
        if tasks == 0 {
            return Ok(());
        }
        let share = float(leads) / float(tasks);
        let more = uses
            .iter()
            .map(|(_, leads, tasks)| binomial_tail(u64::from(*tasks), share, u64::from(*leads)));
        // Leading at most so many is sharing at least the rest.
        let fewer = uses.iter().map(|(_, leads, tasks)| {
            binomial_tail(u64::from(*tasks), 1.0 - share, u64::from(tasks - leads))
        });
        let (more, fewer): (Vec<_>, Vec<_>) = (more.collect(), fewer.collect());
        for (rule, values) in [(LEADS, more), (SHARES, fewer)] {
            self.view.check_time()?;
            let together = adjusted(&values);
            for ((unit, leads, tasks), (value, all)) in uses.iter().zip(values.iter().zip(together))
            {
                if *value < CUT_OFF {
                    let expected = share * f64::from(*tasks);
                    let of = uses.len();
                    let (name, percent) = (self.view.unit_name(*unit), 100.0 * share);
                    let detail = Told::new(
                        format!(
                            "{name} leads {leads} of its {tasks} tasks; {expected:.1} are expected at the plan's share of {percent:.1} % (binomial test, one-sided p = {value:.4}, cut-off {CUT_OFF}; adjusted over {of} units by Benjamini and Hochberg {all:.4})"
                        ),
                        format!(
                            "{name}的 {tasks} 项任务中牵头 {leads} 项；按全文 {percent:.1}% 的牵头比例应为 {expected:.1} 项（二项检验，单侧 p = {value:.4}，界限 {CUT_OFF}；按 Benjamini–Hochberg 对 {of} 个单位校正后 {all:.4}）"
                        ),
                    );
                    self.note_share(rule, *unit, detail);
                }
            }
        }
        Ok(())
    }

    fn note_share(&mut self, rule: Rule, unit: UnitId, detail: Told) {
        let wants_lead = rule.name == LEADS.name;
        let mut tasks = Vec::new();
        let mut evidence = Vec::new();
        for task in &self.tasks {
            let own = task.parts().filter(|it| it.unit == unit);
            let own = own.filter(|it| (it.role == Role::Lead) == wants_lead);
            let spans: Vec<_> = own.map(|it| it.span.clone()).collect();
            if !spans.is_empty() {
                tasks.push(self.ordinal(task));
                evidence.extend(spans);
            }
        }
        evidence.truncate(EVIDENCE);
        let filter = format!("filter: {{ plans: [\"{}\"] }}", self.plan.id);
        let id = NodeId::Unit(unit);
        let found = Found {
            detail,
            tasks,
            units: vec![unit],
            evidence,
            query: format!(
                "{{ node(id: \"{id}\") {{ ... on Unit {{ id name taskCount({filter}) leadCount: taskCount(role: LEAD, {filter}) tasks({filter}, first: 100) {{ nodes {{ id number leads {{ id }} }} }} }} }} }}"
            ),
        };
        self.note(rule, &id.to_string(), found);
    }

    /// The network of the plan with its defaults.
    pub(super) fn network_filter(&self) -> NetworkFilter {
        NetworkFilter::of_tasks(TaskFilter::of_plans(Some(vec![self.plan.id])))
    }
}
