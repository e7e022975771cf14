//! Tests of `source`.

mod docx;
mod formats;
mod hostile;
mod html;
pub(crate) mod made;
mod pdf;

use std::fs;

use encoding_rs::GB18030;
use plangraph::model::{DiagnosticCode, Encoding, TextRange};
use plangraph::source;
use proptest::prelude::*;

use crate::support::repository;

const NOTICE: &str =
    "　　1.全省粮食播种面积稳定在9900万亩以上。\r\n　　责任单位：省农委、省财政厅等。\r\n";

fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes_of).collect()
}

fn gb18030(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

#[test]
fn every_encoding_of_notices_gives_the_same_text() {
    let with_mark = |text: &str| format!("\u{FEFF}{text}");
    for (bytes, encoding) in [
        (NOTICE.as_bytes().to_vec(), Encoding::Utf8),
        (with_mark(NOTICE).into_bytes(), Encoding::Utf8),
        (utf16(NOTICE, u16::to_le_bytes), Encoding::Utf16Le),
        (
            utf16(&with_mark(NOTICE), u16::to_le_bytes),
            Encoding::Utf16Le,
        ),
        (utf16(NOTICE, u16::to_be_bytes), Encoding::Utf16Be),
        (
            utf16(&with_mark(NOTICE), u16::to_be_bytes),
            Encoding::Utf16Be,
        ),
        (gb18030(NOTICE), Encoding::Gb18030),
    ] {
        let document = source::read("notice.txt", &bytes).unwrap();
        assert_eq!(document.encoding(), encoding);
        assert_eq!(document.source(), NOTICE);
        assert_eq!(document.text(), NOTICE.replace("\r\n", "\n"));
        let codes: Vec<_> = document.diagnostics().iter().map(|d| d.code).collect();
        let converted = (encoding != Encoding::Utf8).then_some(DiagnosticCode::EncodingConverted);
        assert_eq!(codes, Vec::from_iter(converted));
    }
}

#[test]
fn what_is_no_text_is_refused_with_a_way_out() {
    use DiagnosticCode::{BinaryInput, EmptyInput, UndecodableInput};
    let old_office = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 64]].concat();
    let with_garbage = [
        "责任单位：省农委。".as_bytes(),
        b"\xFF\xFE\xFA\x80\x81\xC0\xFF",
    ]
    .concat();
    let cut_short = "责任单位：省农委。"
        .as_bytes()
        .split_last()
        .unwrap()
        .1
        .to_vec();
    let latin = "Äußere Größe für Übermut"
        .chars()
        .map(|c| u8::try_from(c).unwrap());
    for (bytes, code) in [
        (Vec::new(), EmptyInput),
        (b"\xEF\xBB\xBF \r\n".to_vec(), EmptyInput),
        ("　\u{E004}\n".as_bytes().to_vec(), EmptyInput),
        (old_office, BinaryInput),
        (b"%PDF-1.4 and so on".to_vec(), BinaryInput),
        (b"PK\x03\x04 and so on".to_vec(), BinaryInput),
        (vec![0; 100], BinaryInput),
        (with_garbage, UndecodableInput),
        (cut_short, UndecodableInput),
        (latin.collect(), UndecodableInput),
    ] {
        let refusal = source::read("notice.bin", &bytes).unwrap_err();
        assert_eq!(refusal.problem.code(), code, "{refusal}");
        assert!(refusal.to_string().starts_with("notice.bin: "), "{refusal}");
        assert!(refusal.to_string().contains("; "), "{refusal}");
    }
}

#[test]
fn private_use_characters_are_read_by_the_table() {
    for (source, clean, code) in [
        (
            "减少9\u{E010}2%。",
            "减少9.2%。",
            Some(DiagnosticCode::PuaDecimal),
        ),
        (
            "减少９\u{E010}２％。",
            "减少９.２％。",
            Some(DiagnosticCode::PuaDecimal),
        ),
        (
            "第\u{E010}章",
            "第\u{E010}章",
            Some(DiagnosticCode::PuaUnknown),
        ),
        (
            "省\u{E123}厅",
            "省\u{E123}厅",
            Some(DiagnosticCode::PuaUnknown),
        ),
        ("省农委。\u{E004}\n", "省农委。\n", None),
        ("省\u{200B}农\u{FEFF}委\r责任", "省农委\n责任", None),
    ] {
        let document = source::read("notice.txt", source.as_bytes()).unwrap();
        assert_eq!(document.text(), clean);
        let codes: Vec<_> = document.diagnostics().iter().map(|d| d.code).collect();
        assert_eq!(codes, Vec::from_iter(code), "{source}");
        for diagnostic in document.diagnostics() {
            let span = diagnostic.span.as_ref().unwrap();
            assert_eq!(document.quote(span.range), span.quote);
            assert_eq!(span.quote.chars().count(), 1);
        }
    }
}

#[test]
fn the_bundled_notice_is_read_with_its_one_decimal_point() {
    let bytes = fs::read(repository("data/plans/liaoning-2012-division.txt")).unwrap();
    let document = source::read("liaoning-2012-division.txt", &bytes).unwrap();
    assert_eq!(document.source().as_bytes(), bytes);
    assert!(document.text().contains("分别减少9.2%、10.7%、11%、13.7%"));
    assert!(!document.text().contains('\u{E004}'));
    let found: Vec<_> = document
        .diagnostics()
        .iter()
        .map(|d| (d.code, d.span.as_ref().map(|span| span.range.line)))
        .collect();
    assert_eq!(found, [(DiagnosticCode::PuaDecimal, Some(25))]);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = source::read("any", &bytes);
    }

    #[test]
    fn every_character_of_the_clean_text_leads_back_to_its_source(text in "[责任0-9.\u{E004}\u{E010}\u{E123}\r\n 　]{1,60}") {
        let Ok(document) = source::read("any", text.as_bytes()) else { return Ok(()) };
        for (start, character) in document.text().char_indices() {
            let span = document.span(TextRange::new(start, start + character.len_utf8()));
            prop_assert_eq!(span.quote.chars().count(), 1);
            let published = span.quote.chars().next().unwrap_or_default();
            let resolved = [('\u{E010}', '.'), ('\r', '\n')].contains(&(published, character));
            prop_assert!(published == character || resolved);
        }
    }
}
