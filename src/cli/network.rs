//! `plangraph network`: the units of a network with their measures.

use serde_json::{Value, json};

use super::args::{Network as Arguments, NetworkChoice};
use super::context::Context;
use super::plans::plan;
use super::{Outcome, messages, output};
use crate::config::Language;
use crate::engine::{
    CityMatch, Listing as _, Measures, Network, NetworkFilter, Odds, TaskFilter, UnitMatch, View,
};
use crate::export::words::{PROJECTIONS, STANDINGS, WEIGHTINGS, name_of};
use crate::model::{NodeId, UnitId};

/// Words and partners of one unit that are shown.
const SHOWN: usize = 20;

pub(super) fn run(context: &Context, arguments: &Arguments) -> anyhow::Result<Outcome> {
    let view = context.engine()?.view();
    let language = context.language();
    let filter = filter(&view, &arguments.choice, language)?;
    if let Some(name) = &arguments.of {
        let unit = view.find_unit(name, None)?;
        return of_unit(context, &view, unit, &filter);
    }
    let network = view.network(&filter)?;
    let measures = network.measures(&view)?;
    let mut order: Vec<u32> = network.graph().nodes().collect();
    let graph = network.graph();
    order.sort_by(|one, other| {
        let weights = graph
            .weighted_degree(*other)
            .total_cmp(&graph.weighted_degree(*one));
        weights.then_with(|| one.cmp(other))
    });
    order.truncate(arguments.limit.unwrap_or(usize::MAX));
    if context.json {
        output::json(&in_json(&view, &network, &measures, &order))?;
        return Ok(Outcome::Done);
    }
    output::line(header(language))?;
    for node in order {
        output::line(line(&view, &network, &measures, node))?;
    }
    summary(language, &network, &measures);
    Ok(Outcome::Done)
}

/// The network that the arguments mean.
pub(super) fn filter(
    view: &View,
    choice: &NetworkChoice,
    language: Language,
) -> anyhow::Result<NetworkFilter> {
    let plans = choice.plan.iter().map(|name| plan(view, name, language));
    let plans: Vec<_> = plans.collect::<anyhow::Result<_>>()?;
    let tasks = TaskFilter {
        plans: given(&plans),
        chapters: given(&choice.chapter),
        units: given(&choice.unit).map(UnitMatch::any_of),
        cities: given(&choice.city).map(CityMatch::any_of),
        text: choice.text.clone(),
        ..TaskFilter::default()
    };
    Ok(NetworkFilter {
        tasks,
        projection: choice.projection,
        weighting: choice.weighting,
        kinds: given(&choice.kind),
        min_weight: choice.min_weight,
        roles: given(&choice.role),
        basis: given(&choice.basis).unwrap_or_else(|| NetworkFilter::default().basis),
    })
}

/// A list of arguments; `None` when nothing was given.
fn given<T: Clone>(list: &[T]) -> Option<Vec<T>> {
    (!list.is_empty()).then(|| list.to_vec())
}

fn header(language: Language) -> &'static str {
    match language {
        Language::En => {
            "degree  weight  between  close   eigen   rank    constr  size    core  clust   comm  unit"
        }
        Language::Zh => {
            "度      加权度  中介    接近    特征    PR      约束    有效    核数  聚类    社群  单位"
        }
    }
}

fn line(view: &View, network: &Network, measures: &Measures, node: u32) -> String {
    let at = node as usize;
    let of = |values: &[f64]| real(values.get(at).copied());
    let local = measures.local.get(at).copied().unwrap_or_default();
    let size = local
        .effective_size
        .map_or("-".to_owned(), |it| format!("{it:.2}"));
    format!(
        "{:<7} {:<7} {:<7}  {:<7} {:<7} {:<7} {:<7} {size:<7} {:<5} {:<7} {:<5} {}",
        network.graph().degree(node),
        short(network.graph().weighted_degree(node)),
        of(&measures.betweenness),
        of(&measures.closeness),
        measures.eigenvector.as_deref().map_or("-".to_owned(), of),
        of(&measures.page_rank),
        real(local.constraint),
        measures.core_numbers.get(at).copied().unwrap_or(0),
        real(Some(local.clustering)),
        measures.communities.get(at).copied().unwrap_or(0),
        name(view, network.unit(node)),
    )
}

fn name(view: &View, unit: Option<UnitId>) -> String {
    unit.map_or_else(String::new, |unit| view.unit_name(unit))
}

/// A measure; a stroke where it is not defined.
fn real(value: Option<f64>) -> String {
    value.map_or("-".to_owned(), |value| format!("{value:.4}"))
}

/// A number without needless digits.
fn short(number: f64) -> String {
    if number.fract() == 0.0 {
        format!("{number:.0}")
    } else {
        format!("{number:.2}")
    }
}

fn summary(language: Language, network: &Network, measures: &Measures) {
    let graph = network.graph();
    let alone = graph
        .nodes()
        .filter(|node| graph.degree(*node) == 0)
        .count();
    let whole = measures.whole;
    let communities = measures.communities.iter().max().copied().unwrap_or(0);
    output::note(messages::network_counts(
        language,
        network.units().len(),
        network.edges().len(),
        short(network.total_weight()),
        alone,
    ));
    output::note(messages::network_whole(
        language,
        real(Some(whole.density)),
        whole.component_count,
        real(whole.average_clustering),
        real(whole.modularity),
        communities,
    ));
    let diameter = whole.diameter.map_or("-".to_owned(), |it| it.to_string());
    output::note(messages::network_distances(
        language,
        diameter,
        real(whole.mean_distance),
        real(whole.centralization),
        real(whole.reciprocity),
    ));
}

fn in_json(view: &View, network: &Network, measures: &Measures, order: &[u32]) -> Value {
    let units = order.iter().map(|&node| {
        let at = node as usize;
        let of = |values: &[f64]| values.get(at).copied();
        let local = measures.local.get(at).copied().unwrap_or_default();
        let unit = network.unit(node).and_then(|id| view.unit(id));
        let kind = unit.map(|unit| unit.kind.word());
        json!({
            "id": network.unit(node).map(|id| id.to_string()),
            "name": name(view, network.unit(node)),
            "kind": kind,
            "degree": network.graph().degree(node),
            "inDegree": network.graph().entering(node).len(),
            "outDegree": network.graph().out(node).len(),
            "weightedDegree": network.graph().weighted_degree(node),
            "betweenness": of(&measures.betweenness),
            "closeness": of(&measures.closeness),
            "eigenvector": measures.eigenvector.as_deref().and_then(of),
            "pageRank": of(&measures.page_rank),
            "constraint": local.constraint,
            "effectiveSize": local.effective_size,
            "coreNumber": measures.core_numbers.get(at),
            "clustering": local.clustering,
            "community": measures.communities.get(at),
            "standing": name_of(STANDINGS, &network.standings().of(node)),
        })
    });
    let whole = measures.whole;
    json!({
        "projection": name_of(PROJECTIONS, &network.filter().projection),
        "weighting": name_of(WEIGHTINGS, &network.filter().weighting),
        "isDirected": network.graph().is_directed(),
        "nodeCount": network.units().len(),
        "edgeCount": network.edges().len(),
        "totalWeight": network.total_weight(),
        "taskCount": network.task_count(),
        "density": whole.density,
        "componentCount": whole.component_count,
        "averageClustering": whole.average_clustering,
        "modularity": whole.modularity,
        "centralization": whole.centralization,
        "reciprocity": whole.reciprocity,
        "diameter": whole.diameter,
        "meanDistance": whole.mean_distance,
        "dataVersion": view.data_version(),
        "nodes": units.collect::<Vec<_>>(),
    })
}

/// What one unit has more of than chance gives, and with whom it works.
fn of_unit(
    context: &Context,
    view: &View,
    unit: UnitId,
    filter: &NetworkFilter,
) -> anyhow::Result<Outcome> {
    let within = (filter.tasks != TaskFilter::default()).then_some(&filter.tasks);
    let mut chapters = Vec::new();
    for found in view.emphasised_chapters(unit, within)? {
        let title = view.title(NodeId::Chapter(found.chapter))?;
        chapters.push((title.unwrap_or_default(), found.odds));
    }
    let terms = view.emphasised_terms(unit, within)?.into_iter();
    let terms: Vec<_> = terms
        .take(SHOWN)
        .map(|found| (found.term, found.odds))
        .collect();
    let partners = view.collaborators(unit, filter)?;
    if context.json {
        let partners = partners.items().map(|partner| {
            json!({
                "name": name(view, Some(partner.unit)), "weight": partner.weight,
                "sharedTaskCount": partner.tasks.len(),
            })
        });
        output::json(&json!({
            "unit": unit.to_string(),
            "chapters": chapters.iter().map(emphasis_json).collect::<Vec<_>>(),
            "terms": terms.iter().map(emphasis_json).collect::<Vec<_>>(),
            "partners": partners.collect::<Vec<_>>(),
        }))?;
        return Ok(Outcome::Done);
    }
    let language = context.language();
    let own = name(view, Some(unit));
    output::line(messages::more_chapters(language, &own))?;
    print_emphasis(language, &chapters)?;
    output::line(messages::more_terms(language, &own))?;
    print_emphasis(language, &terms)?;
    output::line(messages::partners(language, &own))?;
    for (_, partner) in partners.slice(0..SHOWN) {
        let weight = short(partner.weight);
        output::line(format!("  {weight:>6}  {}", name(view, Some(partner.unit))))?;
    }
    Ok(Outcome::Done)
}

fn emphasis_json((name, odds): &(String, Odds)) -> Value {
    json!({
        "name": name, "observed": odds.observed, "expected": odds.expected(),
        "pValue": odds.p_value, "adjusted": odds.adjusted,
    })
}

fn print_emphasis(language: Language, rows: &[(String, Odds)]) -> anyhow::Result<()> {
    for (name, odds) in rows {
        let expected = format!("{:.1}", odds.expected());
        let value = format!("{:.2e}", odds.adjusted);
        let said = messages::observed(language, odds.observed, expected, value);
        output::line(format!("  {name}  {said}"))?;
    }
    Ok(())
}
