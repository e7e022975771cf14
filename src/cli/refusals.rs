//! Why a file is not read, in Chinese.

use crate::source::{
    Broken, Empty, Kind, Locked, PartFault, Problem, TooLarge, WayOut, WithoutText,
};

/// What is wrong with a file, and what to do instead.
pub(super) fn in_chinese(problem: &Problem) -> String {
    let wrong = match problem {
        Problem::Empty(what) => empty(*what).to_owned(),
        Problem::Kind(what) => format!("文件是{}，不是文本", kind(*what)),
        Problem::Undecodable => "无法识别编码：既不是 UTF-8、UTF-16，也不是 GB18030".to_owned(),
        Problem::Broken(what) => broken(what),
        Problem::TooLarge(what) => too_large(what),
        Problem::Locked(what) => locked(what),
        Problem::WithoutText(what) => without_text(*what).to_owned(),
        Problem::NoThread => "系统没有可用线程来读取 PDF 文件".to_owned(),
        Problem::NotAPlan => {
            "正文不是中文，或者没有责任单位、文头和规划章节，不像任务分工通知".to_owned()
        }
    };
    format!("{wrong}；{}", way_out(problem.way_out()))
}

fn empty(what: Empty) -> &'static str {
    match what {
        Empty::File => "文件为空",
        Empty::Text => "文件中没有可见文字",
        Empty::Archive => "压缩包为空",
    }
}

fn kind(what: Kind) -> String {
    let name = match what {
        Kind::OldOffice => "旧版 Office 文件（.doc、.wps、.xls）",
        Kind::Workbook => " Excel 工作簿（.xlsx）",
        Kind::Slides => "演示文稿（.pptx）",
        Kind::Ofd => " OFD 版式文件",
        Kind::OpenDocument => " OpenDocument 文件（.odt）",
        Kind::RichText => " RTF 文件",
        Kind::Image(format) => return format!(" {format} 图片"),
        Kind::Archive(format) => return format!(" {format} 压缩包"),
        Kind::Files => "含多个文件的 zip 压缩包",
        Kind::Program => "程序",
        Kind::Data => "二进制数据",
    };
    name.to_owned()
}

fn broken(what: &Broken) -> String {
    match what {
        Broken::Container => "压缩包已损坏或不完整".to_owned(),
        Broken::Entries => "压缩包各部分之和大于压缩包本身".to_owned(),
        Broken::Entry(name) => format!("压缩包中的 {name} 已损坏"),
        Broken::NoText => "Word 文档中没有正文".to_owned(),
        Broken::Part { name, fault } => {
            let fault = match fault {
                PartFault::NoXml => "不是 XML",
                PartFault::Syntax => "不合 XML 语法",
                PartFault::CutShort => "不完整",
                PartFault::TooDeep => "嵌套过深",
                PartFault::Entity => "含有 Word 文档不用的实体",
                PartFault::DocumentType => "含有文档类型声明",
            };
            format!("Word 文档中的 {name} {fault}")
        }
        Broken::Pdf => "PDF 文件已损坏或不完整".to_owned(),
    }
}

fn too_large(what: &TooLarge) -> String {
    match what {
        TooLarge::File(most) => format!("文件超过 {most} MiB"),
        TooLarge::Text(most) => format!("文件中的文字超过 {most} MiB"),
        TooLarge::Elements(most) => format!("网页元素超过 {most} 个"),
        TooLarge::Entries(most) => format!("压缩包中的文件超过 {most} 个"),
        TooLarge::Entry { name, most } => format!("压缩包中的 {name} 解压后超过 {most} MiB"),
        TooLarge::Depth(most) => format!("压缩包嵌套超过 {most} 层"),
        TooLarge::Pages(most) => format!("PDF 文件超过 {most} 页"),
        TooLarge::Glyphs(most) => format!("PDF 文件中有一页超过 {most} 字"),
        TooLarge::Streams(most) => format!("PDF 文件中的数据流超过 {most} 个"),
        TooLarge::Unpacked(most) => format!("PDF 文件解压后超过 {most} MiB"),
        TooLarge::PackedTwice => "PDF 文件中有数据流被多次压缩".to_owned(),
    }
}

fn locked(what: &Locked) -> String {
    match what {
        Locked::Office => "Office 文件已加密".to_owned(),
        Locked::Entry(name) => format!("压缩包中的 {name} 已加密"),
        Locked::Method(name) => format!("压缩包中的 {name} 使用了不支持的压缩方式"),
        Locked::Pdf => "PDF 文件已加密，需要密码才能打开".to_owned(),
        Locked::Copying => "PDF 文件禁止复制文字".to_owned(),
        Locked::Sealed => "PDF 文件已加密，且各部分过大，无法安全打开".to_owned(),
    }
}

fn without_text(what: WithoutText) -> &'static str {
    match what {
        WithoutText::Scan => "PDF 文件是扫描件：只有页面图像，没有文字",
        WithoutText::Blank => "PDF 文件中没有文字",
        WithoutText::Fonts => "PDF 文件的字体没有说明各字是什么字",
    }
}

fn way_out(way_out: WayOut) -> &'static str {
    match way_out {
        WayOut::GiveText => "请提供有通知正文的文件",
        WayOut::GiveNotice => "请提供任务分工通知的正文",
        WayOut::GiveFormat => "请提供 .txt、.md、.html、.docx 或 .pdf 格式的通知",
        WayOut::SaveText => "请另存为 UTF-8 纯文本",
        WayOut::SaveFromEditor => "请用编辑软件打开，另存为 .docx 或 UTF-8 纯文本",
        WayOut::GetAnew => "请重新获取该文件，或用原软件打开后重新保存",
        WayOut::Recognise => "请先识别文字，再存为 UTF-8 纯文本",
        WayOut::RecogniseOrSave => "请先识别文字，或将通知另存为 .docx 或 UTF-8 纯文本",
        WayOut::UnpackOrRepack => "请解压后提供其中的文件，或重新打包为 .zip",
        WayOut::Unpack => "请解压后提供其中的文件",
        WayOut::UnpackWithPassword => "请用密码解压后提供其中的文件",
        WayOut::Ingest => "请交给 plangraph ingest，或解压后逐个提供",
        WayOut::TakePasswordOff => "请打开后去掉密码再保存",
        WayOut::TakeRestrictionsOff => "请用阅读软件打开，去掉密码和限制后保存",
        WayOut::TryAgain => "请在系统空闲时重新提供",
        WayOut::AskPublisher => "请向发布单位索取不加限制的文件，或 .docx、文本格式的通知",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_the_thing_and_the_way_out() {
        let entry = || "附件/分工表.docx".to_owned();
        for (problem, expected) in [
            (Empty::File.into(), "文件为空；请提供有通知正文的文件"),
            (
                Kind::OldOffice.into(),
                "文件是旧版 Office 文件（.doc、.wps、.xls），不是文本；请用编辑软件打开，另存为 .docx 或 UTF-8 纯文本",
            ),
            (
                Kind::Image("PNG").into(),
                "文件是 PNG 图片，不是文本；请先识别文字，再存为 UTF-8 纯文本",
            ),
            (
                WithoutText::Scan.into(),
                "PDF 文件是扫描件：只有页面图像，没有文字；请先识别文字，或将通知另存为 .docx 或 UTF-8 纯文本",
            ),
            (
                Locked::Entry(entry()).into(),
                "压缩包中的 附件/分工表.docx 已加密；请用密码解压后提供其中的文件",
            ),
            (
                Broken::Part {
                    name: "document.xml".to_owned(),
                    fault: PartFault::CutShort,
                }
                .into(),
                "Word 文档中的 document.xml 不完整；请重新获取该文件，或用原软件打开后重新保存",
            ),
            (
                Problem::NoThread,
                "系统没有可用线程来读取 PDF 文件；请在系统空闲时重新提供",
            ),
            (
                WithoutText::Fonts.into(),
                "PDF 文件的字体没有说明各字是什么字；请先识别文字，或将通知另存为 .docx 或 UTF-8 纯文本",
            ),
            (
                TooLarge::Entry {
                    name: entry(),
                    most: 64,
                }
                .into(),
                "压缩包中的 附件/分工表.docx 解压后超过 64 MiB；请另存为 UTF-8 纯文本",
            ),
            (
                Problem::NotAPlan,
                "正文不是中文，或者没有责任单位、文头和规划章节，不像任务分工通知；请提供任务分工通知的正文",
            ),
        ] {
            assert_eq!(in_chinese(&problem), expected);
        }
    }
}
