//! Automatic numbering: which number Word prints before a paragraph.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::number_format;
use super::xml::{Step, Tag, Xml};
use crate::source::Problem;

/// How deep a list nests.
const LEVELS: usize = 9;

/// How many styles are followed from one that rests on another.
const STYLE_STEPS: usize = 32;

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// What lists look like.
    shapes: HashMap<u32, Shape>,
    lists: HashMap<u32, List>,
    styles: HashMap<String, Style>,
    counters: HashMap<u32, [Option<u32>; LEVELS]>,
    /// Lists and levels that have been counted at least once.
    begun: HashSet<(u32, usize)>,
}

#[derive(Debug, Default)]
struct Shape {
    levels: BTreeMap<usize, Level>,
    /// The style whose list has the levels.
    style: Option<String>,
}

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// What is printed: %1 stands for the number of the first level.
    text: String,
    /// Whether all numbers are printed as Arabic ones.
    is_legal: bool,
    /// Whether it goes on counting when a higher level has counted.
    runs_on: bool,
    /// The style of the paragraphs that it numbers.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            text: String::new(),
            is_legal: false,
            runs_on: false,
            style: None,
        }
    }
}

#[derive(Debug, Default)]
struct List {
    shape: u32,
    /// Levels that begin with another number.
    starts: HashMap<usize, u32>,
    /// Levels that look different.
    levels: BTreeMap<usize, Level>,
}

#[derive(Debug, Default)]
struct Style {
    list: Option<u32>,
    level: Option<usize>,
    rests_on: Option<String>,
}

impl Numbering {
    /// Reads the parts with the lists and the styles; each may be empty.
    pub(super) fn read(numbering: &str, styles: &str) -> Result<Self, Problem> {
        let mut read = Self::default();
        if !numbering.trim().is_empty() {
            read.read_lists(numbering)?;
        }
        if !styles.trim().is_empty() {
            read.read_styles(styles)?;
        }
        Ok(read)
    }

    fn read_lists(&mut self, part: &str) -> Result<(), Problem> {
        let mut xml = Xml::new("numbering.xml", part);
        let (mut shape, mut list) = (None, None);
        let mut level: Option<(usize, Level)> = None;
        let mut overridden = None;
        while let Some(step) = xml.next()? {
            match step {
                Step::Start(tag) => match tag.name() {
                    "abstractNum" => {
                        shape = tag.number("abstractNumId").map(|id| (id, Shape::default()));
                    }
                    "num" => list = tag.number("numId").map(|id| (id, List::default())),
                    "abstractNumId" => {
                        if let (Some((_, list)), Some(id)) = (&mut list, tag.number("val")) {
                            list.shape = id;
                        }
                    }
                    "numStyleLink" => {
                        if let Some((_, shape)) = &mut shape {
                            shape.style = tag.get("val");
                        }
                    }
                    "lvlOverride" => overridden = index(&tag, "ilvl"),
                    "startOverride" => {
                        if let (Some((_, list)), Some(at), Some(start)) =
                            (&mut list, overridden, tag.number("val"))
                        {
                            list.starts.insert(at, start);
                        }
                    }
                    "lvl" => level = index(&tag, "ilvl").map(|at| (at, Level::default())),
                    name => {
                        if let Some((_, level)) = &mut level {
                            level.read(name, &tag);
                        }
                    }
                },
                Step::End(name) => match name.as_str() {
                    "lvl" => {
                        let levels = match (&mut list, &mut shape) {
                            (Some((_, list)), _) => Some(&mut list.levels),
                            (None, Some((_, shape))) => Some(&mut shape.levels),
                            (None, None) => None,
                        };
                        if let (Some(levels), Some((at, level))) = (levels, level.take()) {
                            levels.insert(at, level);
                        }
                    }
                    "abstractNum" => self.shapes.extend(shape.take()),
                    "num" => self.lists.extend(list.take()),
                    _ => {}
                },
                Step::Text(_) => {}
            }
        }
        Ok(())
    }

    fn read_styles(&mut self, part: &str) -> Result<(), Problem> {
        let mut xml = Xml::new("styles.xml", part);
        let mut style: Option<(String, Style)> = None;
        while let Some(step) = xml.next()? {
            match step {
                Step::Start(tag) => {
                    if tag.name() == "style" {
                        style = tag.get("styleId").map(|id| (id, Style::default()));
                    } else if let Some((_, style)) = &mut style {
                        match tag.name() {
                            "basedOn" => style.rests_on = tag.get("val"),
                            "numId" => style.list = tag.number("val"),
                            "ilvl" => style.level = index(&tag, "val"),
                            _ => {}
                        }
                    }
                }
                Step::End(name) if name == "style" => self.styles.extend(style.take()),
                Step::End(_) | Step::Text(_) => {}
            }
        }
        Ok(())
    }

    /// Counts a paragraph and gives what Word prints before it; `list` and `level` are what the paragraph itself says.
    pub(super) fn count(
        &mut self,
        style: Option<&str>,
        list: Option<u32>,
        level: Option<usize>,
    ) -> Option<String> {
        let (of_style, style_level) = self.of_style(style);
        let list = list.or(of_style).filter(|&list| list != 0)?;
        let shape = self.shape_of(list)?;
        let level = level
            .or(style_level)
            .or_else(|| self.level_of_style(shape, style))
            .unwrap_or(0);
        let drawn = self.level(list, shape, level)?.clone();
        let is_first = self.begun.insert((list, level));
        let start = self
            .lists
            .get(&list)
            .and_then(|list| list.starts.get(&level))
            .copied();
        let deeper: Vec<_> = (level + 1..LEVELS)
            .filter(|&deeper| {
                self.level(list, shape, deeper)
                    .is_none_or(|level| !level.runs_on)
            })
            .collect();
        let counters = self.counters.entry(shape).or_default();
        let counter = counters.get_mut(level)?;
        *counter = Some(match (start, *counter) {
            (Some(start), _) if is_first => start,
            (_, Some(last)) => last.saturating_add(1),
            (_, None) => drawn.start,
        });
        for deeper in deeper {
            if let Some(counter) = counters.get_mut(deeper) {
                *counter = None;
            }
        }
        let counters = *counters;
        self.print(list, shape, &drawn, &counters)
    }

    fn print(
        &self,
        list: u32,
        shape: u32,
        drawn: &Level,
        counters: &[Option<u32>; LEVELS],
    ) -> Option<String> {
        if drawn.format == "bullet" {
            return None;
        }
        let mut printed = String::new();
        let mut characters = drawn.text.chars().peekable();
        while let Some(character) = characters.next() {
            let named = (character == '%')
                .then(|| characters.peek()?.to_digit(10))
                .flatten();
            let Some(at) = named.and_then(|number| (number as usize).checked_sub(1)) else {
                printed.push(character);
                continue;
            };
            characters.next();
            let level = self.level(list, shape, at);
            let start = level.map_or(1, |level| level.start);
            let number = counters.get(at).copied().flatten().unwrap_or(start);
            let format = level
                .filter(|_| !drawn.is_legal)
                .map_or("decimal", |level| &level.format);
            printed.extend(number_format::print(format, number));
        }
        let printed = printed.trim();
        (!printed.is_empty()).then(|| printed.to_owned())
    }

    /// The list and the level that a style gives its paragraphs.
    fn of_style(&self, style: Option<&str>) -> (Option<u32>, Option<usize>) {
        let mut next = style;
        for _ in 0..STYLE_STEPS {
            let Some(style) = next.and_then(|style| self.styles.get(style)) else {
                break;
            };
            if style.list.is_some() {
                return (style.list, style.level);
            }
            next = style.rests_on.as_deref();
        }
        (None, None)
    }

    /// The shape of a list, which may be that of a style's list.
    fn shape_of(&self, list: u32) -> Option<u32> {
        let id = self.lists.get(&list)?.shape;
        let shape = self.shapes.get(&id)?;
        let linked = shape.style.as_deref().filter(|_| shape.levels.is_empty());
        let linked = linked.and_then(|style| self.of_style(Some(style)).0);
        let linked = linked.and_then(|list| self.lists.get(&list));
        Some(linked.map_or(id, |list| list.shape))
    }

    fn level(&self, list: u32, shape: u32, at: usize) -> Option<&Level> {
        let own = self.lists.get(&list).and_then(|list| list.levels.get(&at));
        own.or_else(|| self.shapes.get(&shape)?.levels.get(&at))
    }

    /// The level of a shape that numbers the paragraphs of a style.
    fn level_of_style(&self, shape: u32, style: Option<&str>) -> Option<usize> {
        let levels = &self.shapes.get(&shape)?.levels;
        let numbers = |level: &Level| level.style.is_some() && level.style.as_deref() == style;
        levels
            .iter()
            .find(|(_, level)| numbers(level))
            .map(|(at, _)| *at)
    }
}

impl Level {
    fn read(&mut self, name: &str, tag: &Tag<'_>) {
        match name {
            "start" => self.start = tag.number("val").unwrap_or(1),
            "numFmt" => self.format = tag.get("val").unwrap_or_default(),
            "lvlText" => self.text = tag.get("val").unwrap_or_default(),
            "isLgl" => self.is_legal = tag.is_on(),
            "lvlRestart" => self.runs_on = tag.number("val") == Some(0),
            "pStyle" => self.style = tag.get("val"),
            _ => {}
        }
    }
}

/// The level that an attribute holds.
fn index(tag: &Tag<'_>, name: &str) -> Option<usize> {
    tag.number(name)
        .map(|number| number as usize)
        .filter(|&index| index < LEVELS)
}
