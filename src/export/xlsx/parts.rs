//! The parts of a workbook that are the same for every table: styles, names of sheets, what belongs to what.

use super::xml;

/// Attributes of a heading.
pub(super) const HEADER: &str = " t=\"inlineStr\" s=\"1\"";
/// Of text.
pub(super) const TEXT: &str = " t=\"inlineStr\"";
/// Of date and time.
pub(super) const MOMENT: &str = " s=\"2\"";
/// Of a day.
pub(super) const DAY: &str = " s=\"3\"";
/// Of text that would be a formula, were it typed.
pub(super) const QUOTED: &str = " t=\"inlineStr\" s=\"4\"";
/// Of text in several lines.
pub(super) const WRAPPED: &str = " t=\"inlineStr\" s=\"5\"";

/// Where the data dictionary lies.
pub(super) const DICTIONARY_PATH: &str = "xl/worksheets/dictionary.xml";
/// What ends a sheet.
pub(super) const SHEET_END: &str = "</sheetData></worksheet>";

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const STYLES: &str = "<numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/>\
    <numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>\
    <fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
    <font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
    <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
    <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
    <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
    <cellXfs count=\"6\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
    <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>\
    <xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
    <xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
    <xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" applyNumberFormat=\"1\"/>\
    <xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\">\
    <alignment vertical=\"top\" wrapText=\"1\"/></xf></cellXfs>\
    <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";

/// Where the table's sheets lie, from 1.
pub(super) fn sheet_path(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

/// What begins a sheet: the first row stands still, and the columns have their widths.
pub(super) fn sheet_head(right_to_left: bool, selected: bool, widths: impl Iterator<Item = f64>) -> String {
    use std::fmt::Write;
    let direction = if right_to_left { " rightToLeft=\"1\"" } else { "" };
    let selected = if selected { " tabSelected=\"1\"" } else { "" };
    let mut head = format!(
        "{DECLARATION}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView{direction}{selected} workbookViewId=\"0\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>"
    );
    for (index, width) in widths.enumerate() {
        let column = index + 1;
        let _ = write!(head, "<col min=\"{column}\" max=\"{column}\" width=\"{width}\" customWidth=\"1\"/>");
    }
    head.push_str("</cols><sheetData>");
    head
}

/// A name that a sheet may have: at most 31 characters, and none that a reference uses.
fn sheet_name(name: &str) -> String {
    let fitting: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect();
    let mut escaped = Vec::new();
    xml::push_text(&mut escaped, &fitting);
    String::from_utf8_lossy(&escaped).replace('"', "&quot;")
}

/// Every part but the sheets.
pub(super) fn surroundings(table: &str, dictionary: &str, sheets: usize) -> Vec<(&'static str, String)> {
    let overridden = |number| format!("<Override PartName=\"/{}\" ContentType=\"{SHEET_TYPE}\"/>", sheet_path(number));
    let overrides = (1..=sheets).map(overridden).collect::<Vec<_>>().concat();
    let named =
        |name: &str, id: usize| format!("<sheet name=\"{}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>", sheet_name(name));
    let further = |number: usize| named(&format!("{table} ({number})"), number + 1);
    let further = (2..=sheets).map(further).collect::<Vec<_>>().concat();
    let relation = |id: usize, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    };
    // The first sheet has the id 1, the dictionary 2, further sheets 3 and on; the styles come after all.
    let sheet_relation = |number: usize| {
        let id = if number == 1 { 1 } else { number + 1 };
        relation(id, "worksheet", &format!("worksheets/sheet{number}.xml"))
    };
    let sheet_relations = (1..=sheets).map(sheet_relation).collect::<Vec<_>>().concat();
    vec![
        ("xl/styles.xml", format!("{DECLARATION}<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>")),
        (
            "xl/workbook.xml",
            format!(
                "{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><bookViews><workbookView/></bookViews>\
                 <sheets>{}{}{further}</sheets></workbook>",
                named(table, 1),
                named(dictionary, 2)
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relations(&format!(
                "{sheet_relations}{}{}",
                relation(2, "worksheet", "worksheets/dictionary.xml"),
                relation(sheets + 2, "styles", "styles.xml")
            )),
        ),
        ("_rels/.rels", relations(&relation(1, "officeDocument", "xl/workbook.xml"))),
        (
            "[Content_Types].xml",
            format!(
                "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
                 <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{WORKBOOK_TYPE}\"/>\
                 <Override PartName=\"/xl/styles.xml\" ContentType=\"{STYLES_TYPE}\"/>\
                 <Override PartName=\"/{DICTIONARY_PATH}\" ContentType=\"{SHEET_TYPE}\"/>{overrides}</Types>"
            ),
        ),
    ]
}

const SHEET_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const WORKBOOK_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const STYLES_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

fn relations(inner: &str) -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}\
         </Relationships>"
    )
}
