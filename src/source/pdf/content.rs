//! What a page draws: glyphs with their places, and the rules that tables are made of.

use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream, String as PdfString};
use hayro_syntax::page::{Page, Resources};

use super::font::{Font, Fonts};
use super::guard::Budget;
use super::matrix::{Matrix, apply, shift, then};
use super::page::{Glyph, Rule};
use crate::source::Problem;
use crate::source::refusal::TooLarge;

/// The most glyphs of a page.
const GLYPHS: usize = 100_000;

/// The most rules of a page that are looked at.
const RULES: usize = 4_000;

/// How deep forms may lie in forms.
const FORM_DEPTH: usize = 8;

/// How deep graphics states may be saved.
const SAVED_STATES: usize = 512;

/// How thick a filled rectangle may be to be a rule, in points.
const RULE_THICKNESS: f64 = 3.0;

/// What a page draws.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    /// Number of glyphs of which nobody says what they stand for.
    pub(super) unreadable: usize,
    pub(super) has_images: bool,
    /// Width and height of the page.
    pub(super) size: (f64, f64),
}

/// Runs the content of a page.
pub(super) fn run(
    page: &Page<'_>,
    fonts: &mut Fonts,
    budget: &mut Budget,
) -> Result<Content, Problem> {
    let mut bytes = Vec::new();
    let contents = page.raw().get::<Object<'_>>("Contents");
    let streams = match contents {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(streams)) => streams.iter::<Stream<'_>>().collect(),
        _ => Vec::new(),
    };
    for stream in streams {
        // What is cut between two streams are words.
        bytes.extend(budget.unpack(&stream)?.unwrap_or_default());
        bytes.push(b'\n');
    }
    let (width, height) = page.render_dimensions();
    let mut runner = Runner {
        fonts,
        budget,
        content: Content {
            size: (width.into(), height.into()),
            ..Content::default()
        },
    };
    let state = State::new(page.initial_transform(false).as_coeffs());
    runner.run(&bytes, page.resources(), state, 0)?;
    Ok(runner.content)
}

/// The graphics state, as far as text goes.
#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    character_space: f64,
    word_space: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

impl State {
    fn new(matrix: Matrix) -> Self {
        Self {
            matrix,
            font: None,
            size: 0.0,
            character_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// Where text and paths have got to.
struct Cursor {
    text: Matrix,
    line: Matrix,
    /// The current point, and where the current figure began.
    point: (f64, f64),
    begin: (f64, f64),
    /// Pieces of the path that is being built, in page space; a rectangle also as a whole.
    path: Vec<Rule>,
    boxes: Vec<[f64; 4]>,
    /// For each piece of marked content that is open, what it does to the text inside.
    marks: Vec<Mark>,
}

/// What marked content does to the text inside.
enum Mark {
    /// Nothing.
    Plain,
    /// Page numbers and the like.
    Artifact,
    /// Another text stands for all of it.
    Replaced(Option<String>),
}

struct Runner<'r> {
    fonts: &'r mut Fonts,
    budget: &'r mut Budget,
    content: Content,
}

impl Runner<'_> {
    fn run(
        &mut self,
        bytes: &[u8],
        resources: &Resources<'_>,
        state: State,
        depth: usize,
    ) -> Result<(), Problem> {
        let mut state = state;
        let mut saved = Vec::new();
        let identity = shift(0.0, 0.0);
        let mut cursor = Cursor {
            text: identity,
            line: identity,
            point: (0.0, 0.0),
            begin: (0.0, 0.0),
            path: Vec::new(),
            boxes: Vec::new(),
            marks: Vec::new(),
        };
        let mut instructions = TypedIter::new(bytes);
        while let Some(instruction) = instructions.next() {
            use TypedInstruction as I;
            match instruction {
                I::SaveState(_) if saved.len() < SAVED_STATES => saved.push(state.clone()),
                I::RestoreState(_) => state = saved.pop().unwrap_or(state),
                I::Transform(t) => {
                    let matrix = [t.0, t.1, t.2, t.3, t.4, t.5].map(|n| n.as_f64());
                    state.matrix = then(&matrix, &state.matrix);
                }
                I::TextFont(font) => {
                    state.font = self.fonts.get(&resources.fonts, font.0, self.budget)?;
                    state.size = font.1.as_f64();
                }
                I::CharacterSpacing(space) => state.character_space = space.0.as_f64(),
                I::WordSpacing(space) => state.word_space = space.0.as_f64(),
                I::HorizontalScaling(scale) => state.scale = scale.0.as_f64() / 100.0,
                I::TextLeading(leading) => state.leading = leading.0.as_f64(),
                I::TextRise(rise) => state.rise = rise.0.as_f64(),
                I::BeginText(_) => cursor.begin_line(identity),
                I::SetTextMatrix(t) => {
                    cursor.begin_line([t.0, t.1, t.2, t.3, t.4, t.5].map(|n| n.as_f64()));
                }
                I::NextLine(by) => cursor.next_line(by.0.as_f64(), by.1.as_f64()),
                I::NextLineAndSetLeading(by) => {
                    state.leading = -by.1.as_f64();
                    cursor.next_line(by.0.as_f64(), by.1.as_f64());
                }
                I::NextLineUsingLeading(_) => cursor.next_line(0.0, -state.leading),
                I::ShowText(text) => self.show(&state, &mut cursor, text.0)?,
                I::NextLineAndShowText(text) => {
                    cursor.next_line(0.0, -state.leading);
                    self.show(&state, &mut cursor, text.0)?;
                }
                I::ShowTextWithParameters(text) => {
                    state.word_space = text.0.as_f64();
                    state.character_space = text.1.as_f64();
                    cursor.next_line(0.0, -state.leading);
                    self.show(&state, &mut cursor, text.2)?;
                }
                I::ShowTexts(texts) => self.show_all(&state, &mut cursor, texts.0)?,
                I::XObject(object) => {
                    if let Some(object) = resources.get_x_object(object.0) {
                        self.object(&object, resources, &state, depth)?;
                    }
                }
                I::InlineImage(_) => self.content.has_images = true,
                I::BeginMarkedContent(_) => cursor.marks.push(Mark::Plain),
                I::BeginMarkedContentWithProperties(mark) => {
                    cursor.marks.push(Mark::of(mark.0, mark.1, resources));
                }
                I::EndMarkedContent(_) => drop(cursor.marks.pop()),
                other => self.path(&state, &mut cursor, &other),
            }
        }
        Ok(())
    }

    /// Draws a form or an image.
    fn object(
        &mut self,
        object: &Stream<'_>,
        resources: &Resources<'_>,
        state: &State,
        depth: usize,
    ) -> Result<(), Problem> {
        let dictionary = object.dict();
        let kind = dictionary.get::<Name<'_>>("Subtype");
        if kind.as_ref().is_some_and(|kind| kind.as_str() == "Image") {
            self.content.has_images = true;
            return Ok(());
        }
        if depth >= FORM_DEPTH || kind.is_none_or(|kind| kind.as_str() != "Form") {
            return Ok(());
        }
        let Some(bytes) = self.budget.unpack(object)? else {
            return Ok(());
        };
        let mut inner = state.clone();
        if let Some(matrix) = matrix(dictionary) {
            inner.matrix = then(&matrix, &inner.matrix);
        }
        match dictionary.get::<Dict<'_>>("Resources") {
            Some(own) => self.run(&bytes, &Resources::new(own), inner, depth + 1),
            None => self.run(&bytes, resources, inner, depth + 1),
        }
    }

    fn show_all(
        &mut self,
        state: &State,
        cursor: &mut Cursor,
        texts: &Array<'_>,
    ) -> Result<(), Problem> {
        for text in texts.iter::<Object<'_>>() {
            match text {
                Object::String(text) => self.show(state, cursor, &text)?,
                Object::Number(by) => {
                    cursor.advance(-by.as_f64() / 1000.0 * state.size * state.scale);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn show(
        &mut self,
        state: &State,
        cursor: &mut Cursor,
        text: &PdfString<'_>,
    ) -> Result<(), Problem> {
        let Some(font) = &state.font else {
            return Ok(());
        };
        if self.content.glyphs.len() > GLYPHS {
            return Err(TooLarge::Glyphs(GLYPHS).into());
        }
        font.show(text.as_bytes(), |shown| {
            let place = then(&shift(0.0, state.rise), &then(&cursor.text, &state.matrix));
            let [across, along, skew, up, x, y] = place;
            let width = shown.width / 1000.0 * state.size * state.scale;
            let spacing = state.character_space
                + if shown.is_space {
                    state.word_space
                } else {
                    0.0
                };
            cursor.advance(width + spacing * state.scale);
            let text = match cursor.replaced(shown.text) {
                Ok(text) => text,
                Err(Unshown::Dropped) => return,
                Err(Unshown::Unreadable) => {
                    self.content.unreadable += 1;
                    return;
                }
            };
            if self.content.glyphs.len() > GLYPHS
                || ![across, along, skew, up, x, y, width]
                    .into_iter()
                    .all(f64::is_finite)
            {
                return;
            }
            self.content.glyphs.push(Glyph {
                text,
                x,
                y,
                along: (across * width, along * width),
                size: (skew.hypot(up) * state.size).abs(),
            });
        });
        Ok(())
    }

    /// Builds paths and keeps the rules among those that are drawn.
    fn path(&mut self, state: &State, cursor: &mut Cursor, instruction: &TypedInstruction<'_, '_>) {
        use TypedInstruction as I;
        let at = |x: Number, y: Number| apply(&state.matrix, x.as_f64(), y.as_f64());
        match instruction {
            I::MoveTo(to) => {
                cursor.point = at(to.0, to.1);
                cursor.begin = cursor.point;
            }
            I::LineTo(to) => cursor.line_to(at(to.0, to.1)),
            I::CubicTo(to) => cursor.point = at(to.4, to.5),
            I::ClosePath(_) => cursor.line_to(cursor.begin),
            I::RectPath(rectangle) => {
                let [x, y, width, height] =
                    [rectangle.0, rectangle.1, rectangle.2, rectangle.3].map(|n| n.as_f64());
                let (x0, y0) = apply(&state.matrix, x, y);
                let (x1, y1) = apply(&state.matrix, x + width, y + height);
                if cursor.boxes.len() < RULES {
                    cursor
                        .boxes
                        .push([x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)]);
                }
            }
            I::StrokePath(_) | I::CloseAndStrokePath(_) => self.paint(cursor, true),
            I::FillPathNonZero(_) | I::FillPathNonZeroCompatibility(_) | I::FillPathEvenOdd(_) => {
                self.paint(cursor, false);
            }
            I::FillAndStrokeNonZero(_)
            | I::FillAndStrokeEvenOdd(_)
            | I::CloseFillAndStrokeNonZero(_)
            | I::CloseFillAndStrokeEvenOdd(_) => {
                self.paint(cursor, true);
            }
            I::EndPath(_) => cursor.drop_path(),
            _ => {}
        }
    }

    fn paint(&mut self, cursor: &mut Cursor, is_stroked: bool) {
        let mut rules = if is_stroked {
            std::mem::take(&mut cursor.path)
        } else {
            thin(&cursor.path)
        };
        for &[x0, y0, x1, y1] in &cursor.boxes {
            let is_thin = x1 - x0 <= RULE_THICKNESS || y1 - y0 <= RULE_THICKNESS;
            if is_thin {
                rules.push(Rule::through_middle([x0, y0, x1, y1]));
            } else if is_stroked {
                let corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)];
                let next = corners.iter().cycle().skip(1);
                rules.extend(
                    corners
                        .iter()
                        .zip(next)
                        .map(|(&from, &to)| Rule { from, to }),
                );
            }
        }
        let room = RULES.saturating_sub(self.content.rules.len());
        self.content
            .rules
            .extend(rules.into_iter().filter(Rule::is_finite).take(room));
        cursor.drop_path();
    }
}

/// The rule that a thin filled figure of lines stands for.
fn thin(path: &[Rule]) -> Vec<Rule> {
    if path.is_empty() || path.len() > 6 {
        return Vec::new();
    }
    let points = || path.iter().flat_map(|piece| [piece.from, piece.to]);
    let low = |of: fn((f64, f64)) -> f64| points().map(of).fold(f64::INFINITY, f64::min);
    let high = |of: fn((f64, f64)) -> f64| points().map(of).fold(f64::NEG_INFINITY, f64::max);
    let around = [low(|p| p.0), low(|p| p.1), high(|p| p.0), high(|p| p.1)];
    let [x0, y0, x1, y1] = around;
    let is_thin = x1 - x0 <= RULE_THICKNESS || y1 - y0 <= RULE_THICKNESS;
    if is_thin {
        vec![Rule::through_middle(around)]
    } else {
        Vec::new()
    }
}

fn matrix(dictionary: &Dict<'_>) -> Option<Matrix> {
    let numbers: Vec<_> = dictionary
        .get::<Array<'_>>("Matrix")?
        .iter::<Number>()
        .map(|n| n.as_f64())
        .collect();
    numbers.try_into().ok()
}

/// Why a glyph is not shown.
enum Unshown {
    Dropped,
    Unreadable,
}

impl Cursor {
    fn begin_line(&mut self, matrix: Matrix) {
        self.text = matrix;
        self.line = matrix;
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.begin_line(then(&shift(x, y), &self.line));
    }

    fn advance(&mut self, by: f64) {
        self.text = then(&shift(by, 0.0), &self.text);
    }

    fn line_to(&mut self, to: (f64, f64)) {
        if self.path.len() < RULES {
            self.path.push(Rule {
                from: self.point,
                to,
            });
        }
        self.point = to;
    }

    fn drop_path(&mut self) {
        self.path.clear();
        self.boxes.clear();
    }

    /// The text of a glyph after what the marked content around it says.
    fn replaced(&mut self, text: Option<String>) -> Result<String, Unshown> {
        for mark in &mut self.marks {
            match mark {
                Mark::Plain => {}
                Mark::Artifact => return Err(Unshown::Dropped),
                // The first glyph stands for all of them.
                Mark::Replaced(text) => return text.take().ok_or(Unshown::Dropped),
            }
        }
        text.ok_or(Unshown::Unreadable)
    }
}

impl Mark {
    fn of(name: &Name<'_>, properties: &Object<'_>, resources: &Resources<'_>) -> Self {
        if name.as_str() == "Artifact" {
            return Self::Artifact;
        }
        let properties = match properties {
            Object::Dict(properties) => Some(properties.clone()),
            Object::Name(name) => resources.properties.get::<Dict<'_>>(name),
            _ => None,
        };
        let text = properties.and_then(|properties| properties.get::<PdfString<'_>>("ActualText"));
        match text.and_then(|text| utf16(text.as_bytes())) {
            Some(text) => Self::Replaced(Some(text)),
            None => Self::Plain,
        }
    }
}

/// A text string of the format in UTF-16; `None` in any other encoding.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (text, has_errors) =
        encoding_rs::UTF_16BE.decode_without_bom_handling(bytes.strip_prefix(b"\xFE\xFF")?);
    (!has_errors).then(|| text.into_owned())
}
