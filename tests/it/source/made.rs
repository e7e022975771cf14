//! Containers made on the spot: zip archives, Word documents, PDF files.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, ZlibEncoder};
use rawzip::{CompressionMethod, ZipArchiveWriter};

/// A zip archive of these files.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (name, content) in files {
        let file = archive.new_file(name);
        let (mut entry, config) = file
            .compression_method(CompressionMethod::DEFLATE)
            .start()
            .unwrap();
        let encoder = DeflateEncoder::new(&mut entry, Compression::fast());
        let mut writer = config.wrap(encoder);
        writer.write_all(content).unwrap();
        let (encoder, descriptor) = writer.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap();
    bytes
}

const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A Word document with this body, and these definitions of lists and styles.
pub(crate) fn docx(body: &str, numbering: &str, styles: &str) -> Vec<u8> {
    let part = |root: &str, inside: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:{root} xmlns:w=\"w\" xmlns:mc=\"mc\">{inside}</w:{root}>"
        )
    };
    let relations = |all: &[(&str, &str)]| {
        let mut list = "<Relationships>".to_owned();
        for (kind, target) in all {
            write!(
                list,
                "<Relationship Type=\"{DOCUMENT}/{kind}\" Target=\"{target}\"/>"
            )
            .unwrap();
        }
        list + "</Relationships>"
    };
    let document = part("document", &format!("<w:body>{body}</w:body>"));
    let (numbering, styles) = (part("numbering", numbering), part("styles", styles));
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "_rels/.rels",
            relations(&[("officeDocument", "word/document.xml")]).as_bytes(),
        ),
        ("word/document.xml", document.as_bytes()),
        (
            "word/_rels/document.xml.rels",
            relations(&[("numbering", "numbering.xml"), ("styles", "styles.xml")]).as_bytes(),
        ),
        ("word/numbering.xml", numbering.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
    ])
}

/// Packed as PDF streams are.
pub(crate) fn zlib(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// A PDF file of these objects, from number 1 on; the first is the catalogue.
pub(crate) fn pdf_of(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(bytes.len());
        writeln!(bytes, "{number} 0 obj").unwrap();
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let table = bytes.len();
    write!(
        bytes,
        "xref\n0 {}\n0000000000 65535 f \n",
        objects.len() + 1
    )
    .unwrap();
    for place in places {
        writeln!(bytes, "{place:010} 00000 n ").unwrap();
    }
    write!(
        bytes,
        "trailer\n<</Size {}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    )
    .unwrap();
    bytes
}

pub(crate) fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let mut object = format!("<<{dictionary}/Length {}>>\nstream\n", data.len()).into_bytes();
    object.extend(data);
    object.extend(b"\nendstream");
    object
}

/// A PDF file with these pages of A4, in a font whose codes are UTF-16 and whose characters are square.
pub(crate) fn pdf(pages: &[String]) -> Vec<u8> {
    let font = "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[<<\
        /Type/Font/Subtype/CIDFontType0/BaseFont/SimSun>>]>>";
    let kids: Vec<_> = (0..pages.len())
        .map(|index| format!("{} 0 R", 4 + 2 * index))
        .collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!(
            "<</Type/Pages/Count {}/Kids[{}]/MediaBox[0 0 595 842]>>",
            pages.len(),
            kids.join(" ")
        )
        .into_bytes(),
        font.as_bytes().to_vec(),
    ];
    for (index, content) in pages.iter().enumerate() {
        let contents = 5 + 2 * index;
        let page = format!(
            "<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>/Contents {contents} 0 R>>"
        );
        objects.push(page.into_bytes());
        objects.push(stream("/Filter/FlateDecode", &zlib(content.as_bytes())));
    }
    pdf_of(&objects, "")
}

/// Draws a text with its first character at this place.
pub(crate) fn show(x: i32, y: i32, size: i32, text: &str) -> String {
    let mut code = String::new();
    for unit in text.encode_utf16() {
        write!(code, "{unit:04X}").unwrap();
    }
    format!("BT /F {size} Tf {x} {y} Td <{code}> Tj ET\n")
}
