"""How a Word report looks: its page, its paragraph styles, its fonts for every script."""

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from aigov_checklist.language import Language
from aigov_checklist.report.docx_parts import element, set_direction

TEXT_WIDTH = Mm(166)
LABEL_WIDTH = Mm(30)

_FONTS = {"ascii": "Calibri", "hAnsi": "Calibri", "eastAsia": "Microsoft YaHei", "cs": "Arial"}
_TAGS = {"en": "en-GB", "id": "id-ID", "zh": "zh-CN", "ar": "ar-SA"}
"""Word knows languages by region, too."""

_INK = RGBColor(0x1B, 0x1F, 0x24)
_BLUE = RGBColor(0x1F, 0x3A, 0x5F)
_LINK = RGBColor(0x0B, 0x57, 0xA4)
_GREY = RGBColor(0x4A, 0x52, 0x5C)

# name: size, bold, colour, space before and after in points
_STYLES = {
    "Normal": (10.5, False, _INK, 0, 6),
    "Title": (24, True, _BLUE, 0, 4),
    "Subtitle": (12, False, _GREY, 0, 14),
    "Heading 1": (16, True, _BLUE, 20, 6),
    "Heading 2": (12, True, _BLUE, 14, 3),
    "Caption": (10, True, _BLUE, 8, 4),
    "List Bullet": (10.5, False, _INK, 0, 3),
    "Footer": (9, False, _GREY, 0, 0),
    "Header": (9, False, _GREY, 0, 0),
}
_NEW_STYLES = {
    "toc 1": (10.5, False, _INK, 0, 3),
    "Question": (10.5, False, _GREY, 0, 4),
    "Answer": (10.5, False, _INK, 0, 3),
    "Answer Text": (10.5, False, _INK, 0, 3),
    "Notice": (10.5, False, _INK, 6, 10),
    "Reference": (10, False, _INK, 0, 5),
    "Description": (9, False, _GREY, 2, 10),
    "After Table": (4, False, _INK, 0, 0),
    "Cell": (9.5, False, _INK, 0, 0),
    "Cell Heading": (9.5, True, _BLUE, 0, 0),
}
_KEPT = {*_STYLES, "Default Paragraph Font", "Normal Table", "No List", "Strong"}
"""The template's styles that are used; a hundred others would only slow Word and us."""

_LEFT_OUT = ("/thumbnail", "/extended-properties", "/stylesWithEffects", "/customXml")
"""Parts of the template that say nothing about this document."""

_HANGING = {"Answer": LABEL_WIDTH, "Reference": Mm(12)}
_WITH_NEXT = ("Heading 1", "Heading 2", "Caption", "Question", "Cell Heading")


def new_document(language: Language) -> WordDocument:
    """An empty A4 document in our styles, in the language's direction."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin, page.bottom_margin = Mm(22), Mm(20)
    _drop_styles(document)
    _set_fonts(document, language)
    for name, values in (_STYLES | _NEW_STYLES).items():
        _set_style(document, name, *values)
    for name, indent in _HANGING.items():
        form = document.styles[name].paragraph_format
        form.left_indent, form.first_line_indent = indent, -indent
        form.tab_stops.add_tab_stop(indent)
    document.styles["Answer Text"].paragraph_format.left_indent = LABEL_WIDTH
    for name in _WITH_NEXT:
        document.styles[name].paragraph_format.keep_with_next = True
    document.styles["toc 1"].paragraph_format.tab_stops.add_tab_stop(
        TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
    )
    _frame(document.styles["Notice"])
    _unframe(document.styles["Title"])
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = _LINK, True
    if language.direction == "rtl":
        set_direction(document.styles["Normal"].element.get_or_add_pPr(), to_left=True)
        page._sectPr.insert_element_before(element("bidi"), "w:rtlGutter", "w:docGrid", "w:printerSettings")
    _set_up(document)
    return document


def _drop_styles(document: WordDocument) -> None:
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.delete()
    for link in list(document.styles.element.iter(qn("w:link"))):
        link.getparent().remove(link)


def _set_fonts(document: WordDocument, language: Language) -> None:
    """One family in all styles, with a named font for each kind of script."""
    styles = document.styles.element
    for fonts in list(styles.iter(qn("w:rFonts"))):
        fonts.getparent().remove(fonts)
    tag = _TAGS.get(language.code, language.code)
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.insert(0, element("rFonts", **_FONTS))
    named = {"eastAsia": tag} if language.code == "zh" else {"eastAsia": "zh-CN"}
    named |= {"bidi": tag} if language.direction == "rtl" else {"bidi": "ar-SA"}
    # `val` is for Latin letters: as Chinese they would be broken anywhere in a word.
    latin = _TAGS["en"] if language.code == "zh" else tag
    defaults.replace(defaults.find(qn("w:lang")), element("lang", val=latin, **named))


def _set_style(
    document: WordDocument, name: str, size: float, bold: bool, colour: RGBColor, before: int, after: int
) -> None:
    is_new = name in _NEW_STYLES
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) if is_new else document.styles[name]
    if is_new:
        style.base_style = document.styles["Normal"]
    font, form = style.font, style.paragraph_format
    font.size, font.bold, font.italic, font.color.rgb = Pt(size), bold, False, colour
    font.cs_bold, font.cs_italic = bold, False
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:szCs")) + properties.findall(qn("w:spacing")):
        properties.remove(old)
    properties.find(qn("w:sz")).addnext(element("szCs", val=round(size * 2)))
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.12


def _frame(style: ParagraphStyle) -> None:
    """A bar before the text and a shade behind it: not by colour alone."""
    properties = style.element.get_or_add_pPr()
    borders = element("pBdr", *(element(side, val="single", sz=24, space=8, color="9A5B00") for side in ("left",)))
    later = ("w:shd", "w:tabs", "w:bidi", "w:spacing", "w:ind", "w:jc")
    properties.insert_element_before(borders, *later)
    properties.insert_element_before(element("shd", val="clear", color="auto", fill="FFF6E5"), *later[1:])
    style.paragraph_format.left_indent = Mm(4)


def _unframe(style: ParagraphStyle | CharacterStyle) -> None:
    for border in list(style.element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)


def _set_up(document: WordDocument) -> None:
    """Fields are worked out when the document is opened; today's Word layout; nothing of the template's own."""
    settings = document.settings.element
    compatible = settings.find(qn("w:compat"))
    compatible.addprevious(element("updateFields", val="true"))
    for setting in compatible.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(_LEFT_OUT):
                del relations[key]
