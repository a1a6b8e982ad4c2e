"""What python-docx has no words for: fields, bookmarks, links and texts that run to the left."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from aigov_checklist.harmless import address, visible
from aigov_checklist.report.directions import direction_of, parts

# What may follow `bidi` among a paragraph's properties: their order is fixed.
_AFTER_BIDI = (
    *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents"),
    *("w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl"),
    *("w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"),
)


def element(name: str, /, *children: BaseOxmlElement, **attributes: object) -> BaseOxmlElement:
    """An element of WordprocessingML with its attributes, both without the prefix `w:`."""
    made: BaseOxmlElement = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend(children)
    return made


def add_text(paragraph: Paragraph, text: str, style: str | None = None) -> None:
    """Add text that shows what it is made of; each of its lines, and what stands apart in it, runs its own way."""
    for place, line in enumerate(visible(text, keep_lines=True).split("\n")):
        if place:
            paragraph.add_run().add_break()
        for part, is_apart in parts(line):
            run = paragraph.add_run(part, style)
            if direction_of(part if is_apart else line) < 0:
                run.font.rtl = True


def set_direction(properties: BaseOxmlElement, *, to_left: bool) -> None:
    """Let a paragraph, or all of a style, run from right to left or from left to right."""
    properties.insert_element_before(element("bidi", val=int(to_left)), *_AFTER_BIDI)


def runs_against(text: str, *, page_to_left: bool) -> bool:
    """Whether the text runs in the other direction than the page."""
    direction = direction_of(text)
    return direction > 0 if page_to_left else direction < 0


def follow_text(paragraph: Paragraph, text: str, *, page_to_left: bool) -> bool:
    """Turn a paragraph round if its text runs against the page; whether it was turned."""
    turned = runs_against(text, page_to_left=page_to_left)
    if turned:
        set_direction(paragraph._p.get_or_add_pPr(), to_left=not page_to_left)
    return turned


def add_field(paragraph: Paragraph, instruction: str, shown: str = "") -> None:
    """Add a field that Word works out, such as a page number; `shown` stands there until it has."""
    open_field(paragraph, instruction)
    paragraph.add_run(shown)
    close_field(paragraph)


def open_field(paragraph: Paragraph, instruction: str) -> None:
    """Begin a field; what is added until `close_field` is what it shows at first."""
    text = element("instrText")
    text.text = f" {instruction} "
    for part in (element("fldChar", fldCharType="begin"), text, element("fldChar", fldCharType="separate")):
        paragraph.add_run()._r.append(part)


def close_field(paragraph: Paragraph) -> None:
    """End the field that was opened last."""
    paragraph.add_run()._r.append(element("fldChar", fldCharType="end"))


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Make the paragraph a place that links lead to; the number is its own in the whole document."""
    start = element("bookmarkStart", id=number, name=name)
    paragraph._p.insert_element_before(start, "w:r", "w:hyperlink", "w:bookmarkStart", "w:bookmarkEnd")
    paragraph._p.append(element("bookmarkEnd", id=number))


def link_inside(paragraph: Paragraph, bookmark: str, text: str, style: str | None = "Hyperlink") -> None:
    """Add a link to a bookmark of the same document."""
    _link(paragraph, element("hyperlink", anchor=bookmark, history=1), text, style)


def link_outside(paragraph: Paragraph, url: str) -> None:
    """Add a web address that can be followed; anything else than http and https stays text."""
    target = address(url)
    if not target:
        add_text(paragraph, url)
        return
    link = element("hyperlink", history=1)
    link.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    _link(paragraph, link, url, "Hyperlink")


def _link(paragraph: Paragraph, link: BaseOxmlElement, text: str, style: str | None) -> None:
    paragraph._p.append(link)
    add_text(Paragraph(link, paragraph), text, style)
