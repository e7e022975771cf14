//! A code generator for Rust, `graphql_client`, takes the schema and the operations of the page, and its types take our
//! answers.

use graphql_client::{GraphQLQuery, Response};

use super::sample::Sample;
use types::{Changes, MonitoringPage, RecordProgress, SearchPage, TaskList, UnitLookup};

/// What the generator makes of our operations; it brings its own style.
#[expect(unreachable_pub, reason = "code of a generator")]
mod types {
    use graphql_client::GraphQLQuery;

    type Date = String;
    type DateTime = String;

    #[derive(GraphQLQuery)]
    #[graphql(
        schema_path = "schema/schema.graphql",
        query_path = "schema/operations/TaskList.graphql",
        response_derives = "Debug"
    )]
    pub struct TaskList;

    #[derive(GraphQLQuery)]
    #[graphql(
        schema_path = "schema/schema.graphql",
        query_path = "schema/operations/UnitLookup.graphql",
        response_derives = "Debug"
    )]
    pub struct UnitLookup;

    #[derive(GraphQLQuery)]
    #[graphql(
        schema_path = "schema/schema.graphql",
        query_path = "schema/operations/SearchPage.graphql",
        response_derives = "Debug"
    )]
    pub struct SearchPage;

    #[derive(GraphQLQuery)]
    #[graphql(
        schema_path = "schema/schema.graphql",
        query_path = "schema/operations/MonitoringPage.graphql",
        response_derives = "Debug"
    )]
    pub struct MonitoringPage;

    #[derive(GraphQLQuery)]
    #[graphql(
        schema_path = "schema/schema.graphql",
        query_path = "schema/operations/RecordProgress.graphql",
        response_derives = "Debug"
    )]
    pub struct RecordProgress;

    #[derive(GraphQLQuery)]
    #[graphql(
        schema_path = "schema/schema.graphql",
        query_path = "schema/operations/Changes.graphql",
        response_derives = "Debug"
    )]
    pub struct Changes;
}

/// Sends what the generator makes of an operation and reads the answer with its types.
fn data<Q: GraphQLQuery>(sample: &Sample, variables: Q::Variables) -> Q::ResponseData {
    let body = Q::build_query(variables);
    let variables = serde_json::to_value(body.variables).unwrap();
    let answer = sample.answer(body.query, variables);
    let response: Response<Q::ResponseData> = serde_json::from_value(answer).unwrap();
    assert!(response.errors.is_none());
    response.data.unwrap()
}

#[test]
fn answers_fit_the_types_of_a_generator() {
    let sample = Sample::bundled();
    let page = data::<TaskList>(
        &sample,
        types::task_list::Variables {
            filter: None,
            order_by: None,
            first: Some(5),
            after: None,
        },
    );
    assert_eq!((page.tasks.total_count, page.tasks.nodes.len()), (148, 5));
    let unit = data::<UnitLookup>(
        &sample,
        types::unit_lookup::Variables {
            name: "省财政厅".to_owned(),
            jurisdiction: None,
        },
    );
    assert_eq!(unit.unit.unwrap().name, "省财政厅");
    // A union: its members are told apart.
    let found = data::<SearchPage>(
        &sample,
        types::search_page::Variables {
            query: "粮食".to_owned(),
            types: None,
            filter: None,
            keep_as_text: None,
            order_by: None,
            first: Some(3),
            after: None,
            facets: Some(3),
        },
    );
    assert!(found.search.edges.iter().all(|edge| matches!(
        edge.node,
        types::search_page::SearchPageSearchEdgesNode::Task(_)
    )));
    let plan = sample.data("{ plans { nodes { id } } }")["plans"]["nodes"][0]["id"].clone();
    let monitoring = data::<MonitoringPage>(
        &sample,
        types::monitoring_page::Variables {
            plan: plan.as_str().unwrap().to_owned(),
            year: 2012,
            language: None,
        },
    );
    assert_eq!(monitoring.monitoring.due_on, "2013-02-28");
}

#[test]
fn mutations_and_subscriptions_are_generated() {
    let input = types::record_progress::RecordProgressInput {
        task: "a".to_owned(),
        unit: "b".to_owned(),
        year: 2012,
        status: types::record_progress::ProgressStatus::DONE,
        text: "已完成".to_owned(),
        attachment_url: None,
    };
    let body = RecordProgress::build_query(types::record_progress::Variables { input });
    let sent = serde_json::to_value(&body).unwrap();
    assert_eq!(sent["variables"]["input"]["status"], "DONE");
    assert_eq!(body.operation_name, "RecordProgress");
    let body = Changes::build_query(types::changes::Variables {
        plan: None,
        since: Some("7".to_owned()),
    });
    assert!(body.query.contains("subscription Changes"));
}
