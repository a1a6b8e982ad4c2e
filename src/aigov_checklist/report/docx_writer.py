"""Reports as Word documents: to be edited, commented and sent on, with headings, contents and links that work."""

import io
from datetime import UTC
from itertools import count, zip_longest
from typing import BinaryIO

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph as WordParagraph

from aigov_checklist.harmless import address, visible
from aigov_checklist.report.archives import stamped
from aigov_checklist.report.blocks import (
    Block,
    Chart,
    Citation,
    Finding,
    Listing,
    Notice,
    Paragraph,
    Register,
    Report,
    Section,
    Table,
    Told,
)
from aigov_checklist.report.captions import titled
from aigov_checklist.report.docx_parts import (
    add_bookmark,
    add_field,
    add_text,
    close_field,
    follow_text,
    link_inside,
    link_outside,
    open_field,
    runs_against,
)
from aigov_checklist.report.docx_styles import LABEL_WIDTH, TEXT_WIDTH, new_document
from aigov_checklist.report.docx_tables import column_widths, shape_table
from aigov_checklist.report.drawing import draw_png
from aigov_checklist.report.writing import Look

_MAKER = "aigov-checklist"
_TALLEST = Mm(215)
_LONGEST_PROPERTY, _LONGEST_HEADER = 255, 100
_SHORT = 1_000
"""Characters of an answer that are not worth a page break."""

_SCALE = 2
_SHOWN = 72 / (96 * _SCALE)
"""A picture is drawn `_SCALE` times as large as on screen, at 96 dots an inch; python-docx counts 72."""


def write(report: Report | Told, stream: BinaryIO, look: Look) -> None:
    """Write the report as a Word document."""
    draft = _Draft(report)
    draft.add_front()
    for section in report.sections:
        draft.add_section(section)
    properties = draft.document.core_properties
    titles = (report.title, report.subtitle)
    properties.title, properties.subject = (visible(text)[:_LONGEST_PROPERTY] for text in titles)
    properties.author = properties.last_modified_by = _MAKER
    properties.language = report.language.code
    properties.created = properties.modified = look.created.astimezone(UTC).replace(tzinfo=None)
    properties.comments, properties.keywords, properties.revision = "", "", 1
    written = io.BytesIO()
    draft.document.save(written)
    stream.write(stamped(written.getvalue(), look.created))


class _Draft:
    """A document that grows block by block, and the places in it that links lead to."""

    def __init__(self, report: Report | Told) -> None:
        self.report = report
        self.document = new_document(report.language)
        self.page_to_left = report.language.direction == "rtl"
        blocks = [block for section in report.sections for block in section.blocks]
        findings = [block.id for block in blocks if isinstance(block, Finding)]
        registers = [block for block in blocks if isinstance(block, Register)]
        self.findings = {name: f"finding_{place}" for place, name in enumerate(findings, start=1)}
        self.evidence = {
            citation.number: f"evidence_{citation.number}" for block in registers for citation in block.citations
        }
        self.sections = {section.id: f"section_{place}" for place, section in enumerate(report.sections, start=1)}
        self.bookmarks = count(1)
        # python-docx looks through all styles for each paragraph; that took a quarter of the time.
        self.styles = {style.name: style.style_id for style in self.document.styles}

    def add_front(self) -> None:
        """Title, table of contents, and what stands on every page."""
        report = self.report
        self.add("Title", report.title)
        self.add("Subtitle", report.subtitle)
        for place, section in enumerate(report.sections):
            line = self.add("toc 1")
            if place == 0:
                open_field(line, 'TOC \\o "1-1" \\h \\z')
            link_inside(line, self.sections[section.id], section.title, style=None)
        if report.sections:
            close_field(line)
        page = self.document.sections[0]
        header, footer = page.header.paragraphs[0], page.footer.paragraphs[0]
        shown = report.title if len(report.title) <= _LONGEST_HEADER else f"{report.title[:_LONGEST_HEADER]}…"
        add_text(header, shown)
        follow_text(header, report.title, page_to_left=self.page_to_left)
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_field(footer, "PAGE")
        footer.add_run(" / ")
        add_field(footer, "NUMPAGES")

    def add_section(self, section: Section) -> None:
        """A heading and what stands below it; the first section begins a page."""
        heading = self.add("Heading 1", section.title)
        heading.paragraph_format.page_break_before = section is self.report.sections[0]
        add_bookmark(heading, self.sections[section.id], next(self.bookmarks))
        parts = list(titled(section))
        for (title, block), following in zip_longest(parts, (block for _, block in parts[1:])):
            if title:
                self.add("Caption", title)
            last = self.add_block(block)
            if last is not None and isinstance(following, Listing | Table | Chart | Finding):
                last.paragraph_format.keep_with_next = True

    def add(self, style: str, text: str = "") -> WordParagraph:
        """A paragraph in a style, its direction that of its text."""
        paragraph = self.document.add_paragraph()
        paragraph._p.style = self.styles[style]
        if text:
            add_text(paragraph, text)
            follow_text(paragraph, text, page_to_left=self.page_to_left)
        return paragraph

    def add_block(self, block: Block) -> WordParagraph | None:
        """One block; the paragraph if it is one."""
        match block:
            case Paragraph(text=text):
                return self.add("Normal", text)
            case Notice(text=text):
                return self.add("Notice", text)
            case Listing(items=items):
                for item in items:
                    self.add_item(item)
            case Table():
                self.add_table(block)
            case Finding():
                self.add_finding(block)
            case Register(citations=citations, cited_by_label=label):
                for citation in citations:
                    self.add_citation(citation, label)
            case Chart():
                self.add_chart(block)
        return None

    def add_item(self, item: str) -> None:
        """One item of a list; an address becomes a link."""
        if address(item):
            link_outside(self.add("List Bullet"), item)
        else:
            self.add("List Bullet", item)

    def add_table(self, block: Table) -> None:
        """A table whose headings are repeated on every page."""
        table = self.document.add_table(0, len(block.columns))
        for place, cells in enumerate((tuple(column.title for column in block.columns), *block.rows)):
            for column, cell, text in zip(block.columns, table.add_row().cells, cells, strict=True):
                paragraph = cell.paragraphs[0]
                paragraph._p.style = self.styles["Cell" if place else "Cell Heading"]
                add_text(paragraph, text)
                turned = follow_text(paragraph, text, page_to_left=self.page_to_left)
                if turned or column.side == "right":
                    # In a turned paragraph Word's "right" is the side where its lines end: the column's own.
                    paragraph.alignment = None if turned and column.side == "right" else WD_ALIGN_PARAGRAPH.RIGHT
        shape_table(table, column_widths(block), title=visible(block.caption), page_to_left=self.page_to_left)
        self.add("After Table")

    def add_finding(self, finding: Finding) -> None:
        """One indicator: heading, question, labelled lines, links to its evidence."""
        add_bookmark(self.add("Heading 2", finding.title), self.findings[finding.id], next(self.bookmarks))
        if finding.question:
            self.add("Question", finding.question)
        is_short = sum(len(text) for _, text in finding.lines) < _SHORT
        last = len(finding.lines) - (not finding.evidence)
        for place, (label, text) in enumerate(finding.lines):
            line = self.add_labelled_text(label, text)
            line.paragraph_format.keep_with_next = place == 0 or (is_short and place < last)
        if finding.evidence:
            line = self.add_labelled(finding.evidence_label)
            for place, number in enumerate(finding.evidence):
                line.add_run(", " if place else "\t")
                link_inside(line, self.evidence[number], f"[{number}]")

    def add_labelled_text(self, label: str, text: str) -> WordParagraph:
        """A line of a finding: the label, beside it the text; a line that runs against the page stands below."""
        first, *others = text.splitlines() or [""]
        labelled = self.add_labelled(label)
        if runs_against(first, page_to_left=self.page_to_left):
            others.insert(0, first)
        else:
            labelled.add_run("\t")
            add_text(labelled, first)
        for other in others:
            line = self.add("Answer Text")
            add_text(line, other)
            if follow_text(line, other, page_to_left=self.page_to_left):
                line.paragraph_format.left_indent, line.paragraph_format.right_indent = Mm(0), LABEL_WIDTH
        return labelled

    def add_labelled(self, label: str) -> WordParagraph:
        """A line of a finding, so far with its label only."""
        line = self.add("Answer")
        add_text(line, label, "Strong")
        return line

    def add_citation(self, citation: Citation, label: str) -> None:
        """One item of the register, with links to its place in the web and to the findings that cite it."""
        line = self.add("Reference")
        line.paragraph_format.keep_together = True
        add_text(line, f"[{citation.number}]", "Strong")
        line.add_run("\t")
        add_text(line, citation.text)
        if citation.url:
            line.add_run().add_break()
            link_outside(line, citation.url)
        line.add_run().add_break()
        add_text(line, f"{label}: ")
        for place, name in enumerate(citation.cited_by):
            line.add_run(", " if place else "")
            if name in self.findings:
                link_inside(line, self.findings[name], name)
            else:
                add_text(line, name)
        add_bookmark(line, self.evidence[citation.number], next(self.bookmarks))

    def add_chart(self, chart: Chart) -> None:
        """A picture with its title above, and below in words what it shows, which is its alternative text too."""
        paragraph = self.add("Normal")
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(io.BytesIO(draw_png(chart, self.report.language, scale=_SCALE)))
        shrink = min(_SHOWN, TEXT_WIDTH / picture.width, _TALLEST / picture.height)
        picture.width, picture.height = Length(round(picture.width * shrink)), Length(round(picture.height * shrink))
        properties = picture._inline.docPr
        properties.set("title", visible(chart.title))
        properties.set("descr", visible(chart.text))
        self.add("Description", chart.text)
