//! What is noted about the names of units, in words.

use crate::model::Told;

pub(super) fn second_name(plate: &str, printed: &str, base: &str) -> Told {
    Told::new(
        format!("“{plate}” in “{printed}” was read as a second name of “{base}”"),
        format!("“{printed}”中的“{plate}”读作“{base}”的别名"),
    )
}

pub(super) fn with_prefix(base: &str, name: &str) -> Told {
    Told::new(
        format!("“{base}” was read as “{name}”"),
        format!("“{base}”读作“{name}”"),
    )
}

pub(super) fn group(name: &str) -> Told {
    Told::new(
        format!("“{name}” stands for the bodies of a group"),
        format!("“{name}”代表一组单位"),
    )
}

/// `nearest` is the known name that is most like it, if one is.
pub(super) fn unknown(name: &str, nearest: Option<&str>) -> Told {
    match nearest {
        Some(nearest) => Told::new(
            format!("“{name}” is not in the gazetteer; the nearest name is “{nearest}”"),
            format!("“{name}”不在名录中，最相近的名称是“{nearest}”"),
        ),
        None => Told::new(
            format!("“{name}” is not in the gazetteer"),
            format!("“{name}”不在名录中"),
        ),
    }
}
