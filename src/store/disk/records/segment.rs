//! The packed links of a plan.

use super::record;
use crate::model::{
    Basis, ChapterId, CityId, Comparator, Date, IndicatorKind, Role, SectionId, TaskId, UnitId, Via,
};
use crate::store::{IndicatorRow, Link, Place, Segment, TaskRow};

record! {
    Segment as SegmentRecord {
        chapters: Vec<ChapterId>,
        sections: Vec<SectionId>,
        units: Vec<UnitId>,
        cities: Vec<CityId>,
        tasks: Vec<TaskRow>,
        tasks_of_units: Vec<Vec<u32>>,
        tasks_of_cities: Vec<Vec<u32>>,
    }
    TaskRow as TaskRowRecord {
        id: TaskId,
        chapter: u32,
        section: Option<u32>,
        links: Vec<Link>,
        places: Vec<Place>,
        indicators: Vec<IndicatorRow>,
        due: Option<Date>,
        has_deadline: bool,
    }
    Link as LinkRecord { unit: u32, role: Role, basis: Basis }
    Place as PlaceRecord { city: u32, via: Via }
    IndicatorRow as IndicatorRowRecord {
        kind: IndicatorKind,
        normalized_value: Option<f64>,
        comparator: Comparator,
        is_binding: bool,
        period_start: Option<u16>,
        period_end: Option<u16>,
    }
}
