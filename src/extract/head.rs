//! The head of a plan: each part with what it rests on.

mod division;

use std::borrow::Cow;

use division::{division, issuer, region};

use super::calendar;
use super::ids::plan_id;
use super::read_at;
use crate::gazetteer::Gazetteer;
use crate::model::{
    Basis, CityId, Date, Diagnostic, DiagnosticCode, Document, HeadFact, HeadField, Outline,
    OutlineHead, PlanId, PlanManifest, TextRange, Told,
};
use crate::text::fold::fold;
use crate::text::script;

/// What the head of a document says, completed from the manifest.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) id: PlanId,
    pub(super) title: String,
    pub(super) document_number: Option<String>,
    pub(super) issuer: Option<String>,
    pub(super) issued_on: Option<Date>,
    pub(super) period: Option<(u16, u16)>,
    pub(super) region: Option<CityId>,
    pub(super) facts: Vec<HeadFact>,
    /// What was noticed, each with the part that it is about.
    noticed: Vec<(HeadField, Diagnostic)>,
}

impl Head {
    /// What was noticed.
    pub(super) fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.noticed.iter().map(|(_, diagnostic)| diagnostic)
    }

    /// Takes a part of the head as somebody has put it right; one that makes no sense is left as it was read.
    ///
    /// The plan stays the one that it is: its id rests on the head as read.
    pub(super) fn correct(&mut self, field: HeadField, value: &str, gazetteer: &Gazetteer) {
        let Some(value) = canonical(field, value, gazetteer) else {
            return;
        };
        match field {
            HeadField::Title => self.title.clone_from(&value),
            HeadField::DocumentNumber => self.document_number = Some(value.clone()),
            HeadField::Issuer => self.issuer = Some(value.clone()),
            HeadField::IssuedOn => self.issued_on = calendar::date(&value),
            HeadField::Period => self.period = years(&value),
            HeadField::Region => self.region = division(&value, gazetteer),
        }
        let fact = HeadFact {
            field,
            value,
            basis: Basis::Corrected,
            span: None,
        };
        match self.facts.iter_mut().find(|fact| fact.field == field) {
            Some(known) => *known = fact,
            None => self.facts.push(fact),
        }
        self.noticed.retain(|(about, _)| *about != field);
    }

    /// The year whose divisions and bodies the document means.
    pub(super) fn year(&self) -> Option<u16> {
        self.issued_on
            .map(Date::year)
            .or(self.period.map(|(first, _)| first))
    }
}

/// Reads the head.
pub(super) fn read(
    document: &Document,
    text: &str,
    outline: &Outline,
    manifest: &PlanManifest,
    gazetteer: &Gazetteer,
) -> Head {
    let mut facts = Findings {
        document,
        text,
        gaps: outline,
        found: Vec::new(),
        noticed: Vec::new(),
    };
    let first_task = outline.blocks.first().map(|block| block.text.start);
    let opening = text.get(..first_task.unwrap_or(text.len())).unwrap_or(text);
    let outline = &outline.head;
    let title = title(&mut facts, outline, manifest);
    let number = number(&mut facts, outline, manifest);
    let issued_on = issued_on(&mut facts, outline, manifest);
    let texts = [&fold(&title), opening];
    let period = period(&mut facts, outline, texts, issued_on, manifest);
    let stated_issuer = outline
        .issuer
        .map(|range| (without_space(&facts.read(range)), range));
    let region = region(
        &mut facts,
        [
            stated_issuer.as_ref().map(|(name, _)| name.as_str()),
            manifest.issuer.as_deref(),
            Some(fold(&title).as_str()),
        ],
        number.as_deref(),
        manifest,
        gazetteer,
    );
    let issuer = issuer(
        &mut facts,
        stated_issuer,
        number.as_deref(),
        region,
        manifest,
        gazetteer,
    );
    Head {
        id: plan_id(
            issuer.as_deref(),
            number.as_deref(),
            manifest.key.as_deref(),
            document.sha256(),
        ),
        title,
        document_number: number,
        issuer,
        issued_on,
        period,
        region,
        facts: facts.found,
        noticed: facts.noticed,
    }
}

/// The canonical form of a value that somebody gives for a part of the head; `None` when it makes no sense.
pub(crate) fn canonical(field: HeadField, value: &str, gazetteer: &Gazetteer) -> Option<String> {
    let plain = without_space(value);
    let value = match field {
        HeadField::Title | HeadField::Issuer => Some(plain),
        HeadField::DocumentNumber => Some(canonical_number(&plain)),
        HeadField::IssuedOn => calendar::date(&plain).map(|date| date.to_string()),
        HeadField::Period => years(&plain).map(period_text),
        HeadField::Region => {
            let city = division(&plain, gazetteer).and_then(|id| gazetteer.city(id));
            city.map(|city| {
                // A name that leads to another division of the same name tells less than the code.
                let is_told = division(&city.name, gazetteer) == Some(city.id);
                let code = city.id.code.to_string();
                if is_told { city.name.clone() } else { code }
            })
        }
    };
    value.filter(|value| !value.is_empty())
}

/// Head facts as they are found.
struct Findings<'a> {
    document: &'a Document,
    /// The clean text as it is read: in simplified characters.
    text: &'a str,
    /// What knows the breaks within it.
    gaps: &'a Outline,
    found: Vec<HeadFact>,
    noticed: Vec<(HeadField, Diagnostic)>,
}

impl<'a> Findings<'a> {
    /// A stretch of the text as it is read.
    fn read(&self, range: TextRange) -> Cow<'a, str> {
        read_at(self.text, range, self.gaps)
    }

    fn stated(&mut self, field: HeadField, value: impl Into<String>, range: TextRange) {
        self.found.push(HeadFact {
            field,
            value: value.into(),
            basis: Basis::Stated,
            span: Some(self.document.span(range)),
        });
    }

    fn inferred(&mut self, field: HeadField, value: impl Into<String>) {
        self.found.push(HeadFact {
            field,
            value: value.into(),
            basis: Basis::Inferred,
            span: None,
        });
    }

    fn missing(&mut self, field: HeadField) {
        let message = Told::new(
            format!(
                "the head prints no {}, and none is given with the document",
                field.in_words()
            ),
            format!("文头没有{}，也未随文给出", field.in_chinese()),
        );
        self.notice(field, message);
    }

    /// Notes that a part is not printed but known from elsewhere.
    fn not_printed(&mut self, field: HeadField) {
        let message = Told::new(
            format!("the head prints no {}; it is inferred", field.in_words()),
            format!("文头没有{}，由推断得出", field.in_chinese()),
        );
        self.notice(field, message);
    }

    fn notice(&mut self, field: HeadField, message: Told) {
        let diagnostic = Diagnostic::new(DiagnosticCode::HeadMissing, message, None);
        self.noticed.push((field, diagnostic));
    }
}

fn title(facts: &mut Findings<'_>, outline: &OutlineHead, manifest: &PlanManifest) -> String {
    if let (Some(first), Some(last)) = (outline.title.first(), outline.title.last()) {
        let title: String = outline
            .title
            .iter()
            .map(|&range| without_space(&read_at(facts.document.text(), range, facts.gaps)))
            .collect();
        let title = if facts.gaps.is_traditional {
            script::mainland(&title)
        } else {
            title
        };
        facts.stated(
            HeadField::Title,
            title.clone(),
            TextRange::new(first.start, last.end),
        );
        return title;
    }
    if let Some(title) = &manifest.title {
        facts.not_printed(HeadField::Title);
        facts.inferred(HeadField::Title, title.clone());
        return title.clone();
    }
    facts.missing(HeadField::Title);
    facts.document.name().to_owned()
}

fn number(
    facts: &mut Findings<'_>,
    outline: &OutlineHead,
    manifest: &PlanManifest,
) -> Option<String> {
    if let Some(range) = outline.document_number {
        let number = canonical_number(&facts.read(range));
        facts.stated(HeadField::DocumentNumber, number.clone(), range);
        return Some(number);
    }
    let number = manifest.document_number.as_deref().map(canonical_number);
    match &number {
        Some(number) => {
            facts.not_printed(HeadField::DocumentNumber);
            facts.inferred(HeadField::DocumentNumber, number.clone());
        }
        None => facts.missing(HeadField::DocumentNumber),
    }
    number
}

/// A document number with its year in 〔〕 and without spaces, whatever brackets it is printed with.
fn canonical_number(printed: &str) -> String {
    without_space(&fold(printed))
        .chars()
        .map(|character| match character {
            '(' | '[' | '【' | '（' | '［' | '〔' => '〔',
            ')' | ']' | '】' | '）' | '］' | '〕' => '〕',
            other => other,
        })
        .collect()
}

fn issued_on(
    facts: &mut Findings<'_>,
    outline: &OutlineHead,
    manifest: &PlanManifest,
) -> Option<Date> {
    if let Some((range, date)) = outline
        .issued_on
        .and_then(|range| Some((range, calendar::date(&facts.read(range))?)))
    {
        facts.stated(HeadField::IssuedOn, date.to_string(), range);
        return Some(date);
    }
    match manifest.issued_on {
        Some(date) => {
            facts.not_printed(HeadField::IssuedOn);
            facts.inferred(HeadField::IssuedOn, date.to_string());
        }
        None => facts.missing(HeadField::IssuedOn),
    }
    manifest.issued_on
}

/// The period: of the five-year plan that the title or the words before the first task name, of the year in the title, or
/// of the manifest. The plan that a task speaks of is another's.
fn period(
    facts: &mut Findings<'_>,
    outline: &OutlineHead,
    [title, opening]: [&str; 2],
    issued_on: Option<Date>,
    manifest: &PlanManifest,
) -> Option<(u16, u16)> {
    let title_range = outline
        .title
        .first()
        .zip(outline.title.last())
        .map(|(first, last)| TextRange::new(first.start, last.end));
    let in_title = calendar::five_years(title, None)
        .map(|(_, first, last)| (first, last))
        .or_else(|| calendar::year(title).map(|(_, year)| (year, year)));
    if let Some((period, range)) = in_title.zip(title_range) {
        facts.stated(HeadField::Period, period_text(period), range);
        return Some(period);
    }
    // “十五”期间增长10%: of the years before the plan.
    let issued_in = issued_on.map(Date::year);
    if let Some((range, first, last)) = calendar::five_years(opening, issued_in) {
        facts.stated(HeadField::Period, period_text((first, last)), range);
        return Some((first, last));
    }
    let given = manifest.period_start.zip(manifest.period_end).or(in_title);
    match given {
        Some(period) => facts.inferred(HeadField::Period, period_text(period)),
        None => facts.missing(HeadField::Period),
    }
    given
}

fn period_text((first, last): (u16, u16)) -> String {
    format!("{first}–{last}")
}

/// The years of a period as somebody writes it: 2011–2015, 2011-2015年, 2011.
fn years(text: &str) -> Option<(u16, u16)> {
    let years = |text: &str| {
        let text = text.strip_suffix('年').unwrap_or(text);
        let year = text.parse().ok();
        year.filter(|year| (1900..2200).contains(year))
    };
    let marks = ['–', '-', '—', '－', '~', '至'];
    let (first, last) = match text.split_once(marks) {
        Some((first, last)) => (years(first)?, years(last)?),
        None => (years(text)?, years(text)?),
    };
    (first <= last).then_some((first, last))
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::canonical_number;

    #[test]
    fn a_number_has_one_form_whatever_its_brackets() {
        for printed in [
            "辽政发〔2012〕8号",
            "辽政发[2012]8号",
            "辽政发 （2012） 8号",
            "辽政发【２０１２】８号",
        ] {
            assert_eq!(canonical_number(printed), "辽政发〔2012〕8号");
        }
    }
}
