//! The stored form of domain values.
//!
//! The domain knows no serialisation, so each value has a record beside it. The tables in this folder are the schema:
//! postcard writes fields in their order, so adding, removing or moving one is a new `envelope::SCHEMA`.

mod catalogue;
mod ids;
mod plan;
mod segment;
mod task;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub(super) use catalogue::{CatalogueRow, State, UnitUseRow};

/// A domain value that has a stored form.
pub(super) trait Stored: Sized {
    /// The stored form.
    type Record: Serialize + DeserializeOwned;

    /// The stored form of the value.
    fn into_record(self) -> Self::Record;

    /// The value again; `None` when the domain has no such value.
    fn restore(record: Self::Record) -> Option<Self>;
}

/// Values that are their own stored form.
macro_rules! plain {
    ($($name:ty),+) => {
        $(impl Stored for $name {
            type Record = Self;

            fn into_record(self) -> Self {
                self
            }

            fn restore(record: Self) -> Option<Self> {
                Some(record)
            }
        })+
    };
}

plain!(bool, u16, u32, u64, f64, String, [u8; 32]);

impl<T: Stored> Stored for Option<T> {
    type Record = Option<T::Record>;

    fn into_record(self) -> Self::Record {
        self.map(T::into_record)
    }

    fn restore(record: Self::Record) -> Option<Self> {
        match record {
            Some(record) => T::restore(record).map(Some),
            None => Some(None),
        }
    }
}

impl<T: Stored> Stored for Vec<T> {
    type Record = Vec<T::Record>;

    fn into_record(self) -> Self::Record {
        self.into_iter().map(T::into_record).collect()
    }

    fn restore(record: Self::Record) -> Option<Self> {
        record.into_iter().map(T::restore).collect()
    }
}

/// A record with the fields of a domain type, in the order in which they are stored; what stands beside it is stored
/// elsewhere, and filled in by whoever reads.
macro_rules! record {
    ($($name:ident as $record:ident { $($field:ident: $type:ty),+ $(,)? $(; beside $($other:ident),+)? })+) => {
        $(
            #[derive(serde::Serialize, serde::Deserialize)]
            pub(in crate::store::disk) struct $record {
                $($field: <$type as $crate::store::disk::records::Stored>::Record),+
            }

            impl $crate::store::disk::records::Stored for $name {
                type Record = $record;

                fn into_record(self) -> $record {
                    let Self { $($field),+ $($(, $other: _)+)? } = self;
                    $record { $($field: <$type as $crate::store::disk::records::Stored>::into_record($field)),+ }
                }

                fn restore(record: $record) -> Option<Self> {
                    let $record { $($field),+ } = record;
                    Some(Self {
                        $($field: <$type as $crate::store::disk::records::Stored>::restore($field)?),+
                        $($(, $other: Default::default())+)?
                    })
                }
            }
        )+
    };
}

/// The number under which each value of a closed vocabulary is stored; a number is never given anew.
macro_rules! vocabulary {
    ($($name:ident { $($variant:ident = $number:literal),+ $(,)? })+) => {
        $(impl $crate::store::disk::records::Stored for $name {
            type Record = u8;

            fn into_record(self) -> u8 {
                match self { $(Self::$variant => $number),+ }
            }

            fn restore(record: u8) -> Option<Self> {
                match record { $($number => Some(Self::$variant),)+ _ => None }
            }
        })+
    };
}

use {record, vocabulary};
