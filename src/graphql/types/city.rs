//! Types `City` and `CityConnection`.

use async_graphql::{Context, Enum, ID, Object};

use super::{TaskConnection, UnitConnection, Via};
use crate::engine;
use crate::graphql::error::{Fault, Result};
use crate::graphql::filters::{TaskFilter, TaskOrder};
use crate::graphql::page::{PageArguments, connection};
use crate::graphql::scope::Scope;
use crate::model;

/// The level of an administrative division (行政级别).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "model::DivisionLevel")]
pub(crate) enum DivisionLevel {
    /// The nation (国家).
    Nation,
    /// A province, autonomous region or municipality (省、自治区、直辖市).
    Province,
    /// A prefecture (地级市、州、盟).
    Prefecture,
    /// A county, district or county-level city (县、区、县级市).
    County,
}

connection! {
    /// One page of a list of divisions (行政区列表).
    CityConnection,
    /// A division in its place in a list (行政区条目).
    CityEdge,
    City
}

impl CityConnection {
    /// The page of the divisions of a level, or under another one.
    pub(crate) fn new(
        context: &Context<'_>,
        wanted: &engine::CitiesOf,
        page: &PageArguments,
    ) -> Result<Self> {
        let list = Scope::of(context)
            .view()
            .city_list(wanted)
            .map_err(|error| Fault::from(error).named_in("parent"))?;
        let page = page.page(context, &("cities", wanted), &list)?;
        let cities: Result<Vec<_>> = page
            .keys()
            .into_iter()
            .map(|id| City::named(context, id).map(Some))
            .collect();
        Ok(page.with(cities?).into())
    }
}

/// A division.
pub(crate) struct City(pub(crate) model::City);

impl City {
    /// The division that something of this state names.
    pub(crate) fn named(context: &Context<'_>, id: model::CityId) -> Result<Self> {
        let city = Scope::of(context).view().gazetteer().city(id).cloned();
        city.map(Self)
            .ok_or_else(|| Fault::dangling("division", id))
    }
}

/// An administrative division, province to county (行政区), with its GB/T 2260 code in the plan's year.
#[Object(serial)]
impl City {
    /// Its id, for `node` and `city`.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// Its GB/T 2260 code (行政区划代码): 210281; 000000 for the nation.
    async fn code(&self) -> String {
        format!("{:06}", self.0.id.code)
    }

    /// Its name (名称): 瓦房店市.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Its name without the level (简称): 瓦房店.
    async fn short_name(&self) -> &str {
        &self.0.short_name
    }

    /// Its level (级别).
    async fn level(&self) -> DivisionLevel {
        self.0.level.into()
    }

    /// The division above (上级行政区); null for the nation.
    async fn parent(&self, context: &Context<'_>) -> Result<Option<City>> {
        self.0
            .parent
            .map(|parent| City::named(context, parent))
            .transpose()
    }

    /// The divisions directly below (下级行政区), by code: those in force now, and those that were in the year of some plan
    /// (`since` and `until` tell them apart); empty for counties.
    async fn children(&self, context: &Context<'_>) -> Vec<City> {
        let children = Scope::of(context).view().cities_below(self.0.id);
        children.into_iter().map(City).collect()
    }

    /// The first year under this code and name (起始年份); null when the tables do not go back to it.
    async fn since(&self) -> Option<u16> {
        Some(self.0.id.since).filter(|since| *since > 0)
    }

    /// The last year under this code and name (截止年份); null while in force.
    async fn until(&self) -> Option<u16> {
        self.0.until
    }

    /// Tasks tied to it (任务).
    async fn tasks(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only ties of this kind (关联方式); null for both kinds.")] via: Option<
            Via,
        >,
        #[graphql(
            desc = "Whether ties to places within it count too (含下级行政区); null as if left out.",
            default_with = "Some(true)"
        )]
        include_descendants: Option<bool>,
        #[graphql(desc = "Which tasks (筛选); null for all.")] filter: Option<TaskFilter>,
        #[graphql(desc = "Their order (排序); null for the order of the document.")]
        order_by: Option<TaskOrder>,
        #[graphql(desc = "Items from the start: at most 100; null for 20 unless `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only items behind this cursor (游标); null for no bound.")] after: Option<
            String,
        >,
        #[graphql(desc = "Items from the end: at most 100; null to count from the start.")]
        last: Option<i32>,
        #[graphql(desc = "Only items before this cursor (游标); null for no bound.")]
        before: Option<String>,
    ) -> Result<TaskConnection> {
        let page = PageArguments::new(first, after, last, before);
        let cities = engine::CityMatch {
            via: via.map(Into::into),
            itself_only: include_descendants == Some(false),
            ..engine::CityMatch::any_of(vec![self.0.id.to_string()])
        };
        let within = engine::TaskFilter {
            cities: Some(cities),
            ..Default::default()
        };
        TaskConnection::new(context, Some(within), filter, order_by, page).await
    }

    /// Units that have a part in tasks tied to the place itself (单位), most tasks first.
    async fn units(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Items from the start: at most 100; null for 20 unless `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only items behind this cursor (游标); null for no bound.")] after: Option<
            String,
        >,
        #[graphql(desc = "Items from the end: at most 100; null to count from the start.")]
        last: Option<i32>,
        #[graphql(desc = "Only items before this cursor (游标); null for no bound.")]
        before: Option<String>,
    ) -> Result<UnitConnection> {
        let page = PageArguments::new(first, after, last, before);
        let list = Scope::of(context).view().units_of_city(self.0.id)?;
        let page = page.page(context, &("units of", self.0.id), &list)?;
        let units = page.keys().into_iter().map(|(unit, _count)| Some(unit));
        UnitConnection::of(context, page.with(units))
    }
}
