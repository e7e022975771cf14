//! Why a file is not read, and what to do instead.

use crate::model::DiagnosticCode;

/// A file that holds no text we read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {problem}; {}", problem.way_out())]
pub struct Refusal {
    /// The file's name as given.
    pub name: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// It has no visible character.
    #[error("{0}")]
    Empty(Empty),
    /// It is of a kind that holds no text we read.
    #[error("the file is {0}, not text")]
    Kind(Kind),
    /// No Chinese encoding explains its bytes.
    #[error("the bytes are neither UTF-8 nor UTF-16 nor GB18030")]
    Undecodable,
    /// It is cut short or was changed on its way.
    #[error("{0}")]
    Broken(Broken),
    /// It is beyond one of the limits.
    #[error("{0}")]
    TooLarge(TooLarge),
    /// It opens for nobody, or not for us.
    #[error("{0}")]
    Locked(Locked),
    /// It shows text and does not hold it.
    #[error("{0}")]
    WithoutText(WithoutText),
    /// The machine has no thread left to read it.
    #[error("no thread could be had to read the PDF file")]
    NoThread,
    /// Its text is no plan division notice.
    #[error(
        "its text is not Chinese, or has no responsibility statement, no head and no headings of a plan"
    )]
    NotAPlan,
}

/// What has no visible character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Empty {
    /// A file of no bytes.
    #[error("the file is empty")]
    File,
    /// A file whose text is nothing but spaces.
    #[error("the file holds no visible character")]
    Text,
    /// An archive without files.
    #[error("the zip archive is empty")]
    Archive,
}

/// A kind of file that holds no text we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Kind {
    /// An Office file of before 2007.
    #[error("an old Office file (.doc, .wps, .xls)")]
    OldOffice,
    /// An Excel workbook.
    #[error("an Excel workbook (.xlsx)")]
    Workbook,
    /// Slides.
    #[error("a PowerPoint file (.pptx)")]
    Slides,
    /// A document of the Chinese standard GB/T 33190.
    #[error("an OFD document")]
    Ofd,
    /// A file of the standard ODF.
    #[error("an OpenDocument file (.odt)")]
    OpenDocument,
    /// A rich text file.
    #[error("a rich text file")]
    RichText,
    /// An image, by the name of its format.
    #[error("a {0} image")]
    Image(&'static str),
    /// An archive that is not opened, by the name of its format.
    #[error("a {0} archive")]
    Archive(&'static str),
    /// A zip archive where one document was asked for.
    #[error("a zip archive of several files")]
    Files,
    /// A program.
    #[error("a program")]
    Program,
    /// Bytes of no kind that is known.
    #[error("binary data")]
    Data,
}

/// What is cut short or was changed on its way.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// A zip container.
    #[error("the zip container is broken or cut short")]
    Container,
    /// A zip container whose entries share bytes.
    #[error("the entries of the zip container are larger than the container")]
    Entries,
    /// An entry of a zip container, by its path.
    #[error("{0} in the zip container is broken")]
    Entry(String),
    /// A Word document without a text.
    #[error("the Word document has no text part")]
    NoText,
    /// A part of a Word document.
    #[error("{name} of the Word document {fault}")]
    Part {
        /// Its name in the document.
        name: String,
        /// What Word does not write so.
        fault: PartFault,
    },
    /// A PDF file.
    #[error("the PDF file is broken or cut short")]
    Pdf,
}

/// What is wrong with a part of a Word document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PartFault {
    /// Its bytes are no text.
    #[error("is no XML")]
    NoXml,
    /// Its syntax is wrong.
    #[error("is not well-formed")]
    Syntax,
    /// It ends within an element.
    #[error("is cut short")]
    CutShort,
    /// Its elements lie in each other beyond the limit.
    #[error("nests too deep")]
    TooDeep,
    /// It uses an entity that XML itself does not have.
    #[error("uses an entity that no Word document has")]
    Entity,
    /// It declares a document type, in which entities could be defined.
    #[error("has a document type")]
    DocumentType,
}

/// What is beyond one of the limits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TooLarge {
    /// The file, in MiB.
    #[error("the file has more than {0} MiB")]
    File(usize),
    /// Its text, in MiB.
    #[error("the file holds more than {0} MiB of text")]
    Text(usize),
    /// The elements of a page.
    #[error("the page has more than {0} elements")]
    Elements(usize),
    /// The entries of a zip container.
    #[error("the zip container has more than {0} entries")]
    Entries(usize),
    /// What an entry of a zip container unpacks to, in MiB.
    #[error("{name} in the zip container unpacks to more than {most} MiB")]
    Entry {
        /// Its path.
        name: String,
        /// The most that it may unpack to.
        most: u64,
    },
    /// Archives in archives.
    #[error("archives lie more than {0} deep in archives")]
    Depth(usize),
    /// The pages of a PDF file.
    #[error("the PDF file has more than {0} pages")]
    Pages(usize),
    /// The characters of one of its pages.
    #[error("a page of the PDF file has more than {0} characters")]
    Glyphs(usize),
    /// Its streams.
    #[error("the PDF file has more than {0} streams")]
    Streams(usize),
    /// What its streams unpack to, in MiB.
    #[error("the PDF file unpacks to more than {0} MiB")]
    Unpacked(u64),
    /// A stream that may unpack to anything.
    #[error("a stream of the PDF file is packed more than once")]
    PackedTwice,
}

/// What opens for nobody, or not for us.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Locked {
    /// An Office file with a password.
    #[error("the file is an encrypted Office file")]
    Office,
    /// An entry of a zip container with a password, by its path.
    #[error("{0} in the zip container is encrypted")]
    Entry(String),
    /// An entry of a zip container packed by a method that is not read, by its path.
    #[error("{0} in the zip container is packed in a way that is not read")]
    Method(String),
    /// A PDF file with a password for reading.
    #[error("the PDF file is encrypted and opens only with a password")]
    Pdf,
    /// A PDF file of which nothing may be copied.
    #[error("the PDF file forbids that its text is copied")]
    Copying,
    /// An encrypted PDF file whose parts may unpack to anything.
    #[error("the PDF file is encrypted, and its parts are too large to be opened safely")]
    Sealed,
}

/// What shows text and does not hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WithoutText {
    /// Images of pages.
    #[error("the PDF file is a scan: it holds images of pages and no text")]
    Scan,
    /// Pages without any character.
    #[error("the PDF file holds no text")]
    Blank,
    /// Fonts whose codes stand for nothing known.
    #[error("the fonts of the PDF file do not say which characters they print")]
    Fonts,
}

/// What to do instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WayOut {
    /// Give something that holds text.
    #[error("give a file that holds the text of a notice")]
    GiveText,
    /// Give a notice.
    #[error("give the text of a plan division notice")]
    GiveNotice,
    /// Give a format that is read.
    #[error("give the text of the notice: .txt, .md, .html, .docx or .pdf")]
    GiveFormat,
    /// Save it as text.
    #[error("save the notice as plain text in UTF-8")]
    SaveText,
    /// Save it from an editor.
    #[error("open it in an editor and save it as .docx or as plain text in UTF-8")]
    SaveFromEditor,
    /// Get or save it anew.
    #[error("get the file once more, or open it in the program that made it and save it anew")]
    GetAnew,
    /// Read an image.
    #[error("recognise its text first and save that in UTF-8")]
    Recognise,
    /// Read a scan, or have the document that was scanned.
    #[error("recognise its text first, or save the notice as .docx or as plain text in UTF-8")]
    RecogniseOrSave,
    /// Unpack an archive of another format.
    #[error("unpack it and give the files within, or pack them as .zip")]
    UnpackOrRepack,
    /// Unpack a part of an archive.
    #[error("unpack it and give the files")]
    Unpack,
    /// Unpack a locked part of an archive.
    #[error("unpack it with its password and give the files")]
    UnpackWithPassword,
    /// Give an archive to the command that opens it.
    #[error("give it to `plangraph ingest`, or unpack it and give the files one by one")]
    Ingest,
    /// Take the password off.
    #[error("open it and save it without its password")]
    TakePasswordOff,
    /// Take password and restrictions off.
    #[error("open it in a reader and save it without password and restrictions")]
    TakeRestrictionsOff,
    /// Wait.
    #[error("give it again when the machine has less to do")]
    TryAgain,
    /// Ask who published it.
    #[error(
        "ask its publisher for a copy without restrictions, or for the notice as .docx or text"
    )]
    AskPublisher,
}

impl Problem {
    /// `EmptyInput`, `BinaryInput`, `UndecodableInput` or `NotAPlan`.
    #[must_use]
    pub fn code(&self) -> DiagnosticCode {
        match self {
            Self::Empty(_) => DiagnosticCode::EmptyInput,
            Self::Undecodable => DiagnosticCode::UndecodableInput,
            Self::NotAPlan => DiagnosticCode::NotAPlan,
            Self::Kind(_)
            | Self::Broken(_)
            | Self::TooLarge(_)
            | Self::Locked(_)
            | Self::WithoutText(_)
            | Self::NoThread => DiagnosticCode::BinaryInput,
        }
    }

    /// What to do instead.
    #[must_use]
    pub fn way_out(&self) -> WayOut {
        match self {
            Self::Empty(_) => WayOut::GiveText,
            Self::Kind(kind) => kind.way_out(),
            Self::Undecodable | Self::TooLarge(_) => WayOut::SaveText,
            Self::Broken(_) => WayOut::GetAnew,
            Self::Locked(locked) => locked.way_out(),
            Self::WithoutText(_) => WayOut::RecogniseOrSave,
            Self::NoThread => WayOut::TryAgain,
            Self::NotAPlan => WayOut::GiveNotice,
        }
    }

    /// The refusal of the file `name`.
    pub(super) fn of(self, name: &str) -> Refusal {
        Refusal {
            name: name.to_owned(),
            problem: self,
        }
    }

    /// More text than one document may hold.
    pub(super) fn too_much_text() -> Self {
        TooLarge::Text(super::limits::TEXT_BYTES >> 20).into()
    }
}

impl Kind {
    fn way_out(self) -> WayOut {
        match self {
            Self::OldOffice
            | Self::Workbook
            | Self::Slides
            | Self::Ofd
            | Self::OpenDocument
            | Self::RichText => WayOut::SaveFromEditor,
            Self::Image(_) => WayOut::Recognise,
            Self::Archive(_) => WayOut::UnpackOrRepack,
            Self::Files => WayOut::Ingest,
            Self::Program => WayOut::GiveFormat,
            Self::Data => WayOut::SaveText,
        }
    }
}

impl Locked {
    fn way_out(&self) -> WayOut {
        match self {
            Self::Office => WayOut::TakePasswordOff,
            Self::Entry(_) => WayOut::UnpackWithPassword,
            Self::Method(_) => WayOut::Unpack,
            Self::Pdf | Self::Sealed => WayOut::TakeRestrictionsOff,
            Self::Copying => WayOut::AskPublisher,
        }
    }
}

// So that a reader says `Broken::Pdf.into()`, or `?` does it.
macro_rules! problems {
    ($($part:ident)+) => {
        $(impl From<$part> for Problem {
            fn from(part: $part) -> Self {
                Self::$part(part)
            }
        })+
    };
}

problems! { Empty Kind Broken TooLarge Locked WithoutText }
