//! Apache Parquet, a table by columns, for pandas, Arrow, `DuckDB` and Spark: what each column holds is part of the file.

use std::io::{self, Write};
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::manifest::Manifest;
use super::rows::{Cell, Row, Rows};
use super::{ExportError, What};

/// Rows of a group: what a writer and a reader must take in at once.
const GROUP: usize = 8_192;

/// Under which key the file has its manifest.
const MANIFEST: &str = "plangraph";

/// What a column holds; an empty cell is null in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// UTF-8 text.
    Text,
    /// A count, a year, a line: 32 bits.
    Whole,
    /// A figure: 64 bits, floating.
    Figure,
    Truth,
}

impl Holds {
    fn of(column: &str) -> Self {
        match column {
            "number" | "chapterNumber" | "taskNumber" | "periodStart" | "periodEnd" | "line" => {
                Self::Whole
            }
            "value" | "valueMax" | "normalizedValue" => Self::Figure,
            "isBinding" | "isAspirational" => Self::Truth,
            _ => Self::Text,
        }
    }

    fn column(self, name: &str) -> Result<Type, ParquetError> {
        let (physical, logical) = match self {
            Self::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Self::Whole => (Physical::INT32, None),
            Self::Figure => (Physical::DOUBLE, None),
            Self::Truth => (Physical::BOOLEAN, None),
        };
        Type::primitive_type_builder(name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()
    }
}

/// Writes a table in the words of the API, a group of rows after the other.
pub(super) fn write(
    what: What,
    rows: Rows<'_>,
    manifest: &Manifest,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let Rows {
        header, mut each, ..
    } = rows;
    let columns = header
        .iter()
        .map(|name| Ok(Arc::new(Holds::of(name).column(name)?)));
    let columns = columns.collect::<Result<Vec<_>, ParquetError>>()?;
    let schema = Type::group_type_builder(what.word())
        .with_fields(columns)
        .build()?;
    let manifest = KeyValue::new(MANIFEST.to_owned(), manifest.json());
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(Some(vec![manifest]))
        .build();
    let pieces = Pieces::default();
    let mut file =
        SerializedFileWriter::new(pieces.clone(), Arc::new(schema), Arc::new(properties))?;
    loop {
        let rows = each.by_ref().take(GROUP);
        let rows = rows.collect::<Result<Vec<Row>, ExportError>>()?;
        if rows.is_empty() {
            break;
        }
        let mut group = file.next_row_group()?;
        let mut place = 0;
        while let Some(mut column) = group.next_column()? {
            let cells = rows
                .iter()
                .map(|row| row.get(place).unwrap_or(&Cell::Empty));
            write_column(column.untyped(), cells)?;
            column.close()?;
            place += 1;
        }
        group.close()?;
        out.write_all(&pieces.take())?;
    }
    file.close()?;
    out.write_all(&pieces.take())?;
    Ok(())
}

fn write_column<'a>(
    column: &mut ColumnWriter<'_>,
    cells: impl Iterator<Item = &'a Cell>,
) -> Result<(), ParquetError> {
    match column {
        ColumnWriter::ByteArrayColumnWriter(column) => {
            let (levels, values) = optional(cells, |cell| {
                let text = Some(cell.text()).filter(|text| !text.is_empty());
                text.map(|text| ByteArray::from(text.into_bytes()))
            });
            column.write_batch(&values, Some(&levels), None)?;
        }
        ColumnWriter::Int32ColumnWriter(column) => {
            let (levels, values) = optional(cells, |cell| match cell {
                Cell::Whole(number) => i32::try_from(*number).ok(),
                _ => None,
            });
            column.write_batch(&values, Some(&levels), None)?;
        }
        ColumnWriter::DoubleColumnWriter(column) => {
            let (levels, values) = optional(cells, |cell| match cell {
                Cell::Number(number) => Some(*number),
                _ => None,
            });
            column.write_batch(&values, Some(&levels), None)?;
        }
        ColumnWriter::BoolColumnWriter(column) => {
            let (levels, values) = optional(cells, |cell| match cell {
                Cell::Truth(is) => Some(*is),
                _ => None,
            });
            column.write_batch(&values, Some(&levels), None)?;
        }
        // No column is made of any other type.
        _ => {}
    }
    Ok(())
}

/// For each cell whether it has a value, and the values.
fn optional<'a, T>(
    cells: impl Iterator<Item = &'a Cell>,
    value: impl Fn(&Cell) -> Option<T>,
) -> (Vec<i16>, Vec<T>) {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    for cell in cells {
        let value = value(cell);
        levels.push(i16::from(value.is_some()));
        values.extend(value);
    }
    (levels, values)
}

/// What was written and not yet handed on: the writer of the format owns what it writes to.
#[derive(Clone, Default)]
struct Pieces(Arc<Mutex<Vec<u8>>>);

impl Pieces {
    fn take(&self) -> Vec<u8> {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
