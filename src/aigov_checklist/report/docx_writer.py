"""Reports as Word documents: to be edited, commented and sent on, with headings, contents and links that work."""

import io
import re
from datetime import UTC
from itertools import count, zip_longest
from typing import BinaryIO

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph as WordParagraph
from wcwidth import wcswidth

from aigov_checklist.harmless import visible
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
)
from aigov_checklist.report.docx_parts import (
    add_bookmark,
    add_field,
    add_text,
    close_field,
    follow_text,
    link_inside,
    link_outside,
    open_field,
    shape_table,
)
from aigov_checklist.report.docx_styles import TEXT_WIDTH, new_document
from aigov_checklist.report.drawing import draw_png
from aigov_checklist.report.writing import Look

_MAKER = "aigov-checklist"
_ADDRESS = re.compile(r"https?://\S+")
_TALLEST = Mm(215)
_LONGEST_PROPERTY = 255
_NARROWEST, _BROADEST = 8, 26
"""The least and the most letters that a column is given before the wide ones share what is left."""


def write(report: Report, stream: BinaryIO, look: Look) -> None:
    """Write the report as a Word document."""
    draft = _Draft(report)
    draft.add_front()
    for section in report.sections:
        draft.add_section(section)
    properties = draft.document.core_properties
    properties.title, properties.subject = (_short(text) for text in (report.title, report.subtitle))
    properties.author = properties.last_modified_by = _MAKER
    properties.language = report.language.code
    properties.created = properties.modified = look.created.astimezone(UTC).replace(tzinfo=None)
    properties.comments, properties.keywords, properties.revision = "", "", 1
    written = io.BytesIO()
    draft.document.save(written)
    stream.write(stamped(written.getvalue(), look.created))


class _Draft:
    """A document that grows block by block, and the places in it that links lead to."""

    def __init__(self, report: Report) -> None:
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
            line.add_run("\t")
            add_field(line, f"PAGEREF {self.sections[section.id]} \\h")
        if report.sections:
            close_field(line)
        page = self.document.sections[0]
        header, footer = page.header.paragraphs[0], page.footer.paragraphs[0]
        add_text(header, report.title)
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
        for block, following in zip_longest(section.blocks, section.blocks[1:]):
            last = self.add_block(block, section)
            if isinstance(block, Paragraph) and isinstance(following, Listing | Table | Chart) and last is not None:
                last.paragraph_format.keep_with_next = True

    def add(self, style: str, text: str = "") -> WordParagraph:
        """A paragraph in a style, its direction that of its text."""
        paragraph = self.document.add_paragraph(style=style)
        if text:
            add_text(paragraph, text)
            follow_text(paragraph, text, page_to_left=self.page_to_left)
        return paragraph

    def add_block(self, block: Block, section: Section) -> WordParagraph | None:
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
                if block.caption != section.title:
                    self.add("Caption", block.caption)
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
        if not _ADDRESS.fullmatch(item):
            self.add("List Bullet", item)
            return
        link_outside(self.add("List Bullet"), item, item)

    def add_table(self, block: Table) -> None:
        """A table whose headings are repeated on every page."""
        table = self.document.add_table(0, len(block.columns))
        for place, cells in enumerate((tuple(column.title for column in block.columns), *block.rows)):
            for column, cell, text in zip(block.columns, table.add_row().cells, cells, strict=True):
                paragraph = cell.paragraphs[0]
                paragraph.style = "Cell" if place else "Cell Heading"
                add_text(paragraph, text)
                if column.side == "right":
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                elif place:
                    follow_text(paragraph, text, page_to_left=self.page_to_left)
        shape_table(table, _widths(block), title=visible(block.caption), page_to_left=self.page_to_left)
        self.add("Description")

    def add_finding(self, finding: Finding) -> None:
        """One indicator: heading, question, labelled lines, links to its evidence."""
        add_bookmark(self.add("Heading 2", finding.title), self.findings[finding.id], next(self.bookmarks))
        if finding.question:
            self.add("Question", finding.question)
        for label, text in finding.lines:
            line = self.add_labelled(label)
            line.add_run("\t")
            add_text(line, text)
        if finding.evidence:
            line = self.add_labelled(finding.evidence_label)
            for place, number in enumerate(finding.evidence):
                line.add_run(", " if place else "\t")
                link_inside(line, self.evidence[number], f"[{number}]")

    def add_labelled(self, label: str) -> WordParagraph:
        """A line of a finding, so far with its label only."""
        line = self.add("Answer")
        add_text(line, label, "Strong")
        return line

    def add_citation(self, citation: Citation, label: str) -> None:
        """One item of the register, with links to its place in the web and to the findings that cite it."""
        line = self.add("Reference")
        add_text(line, f"[{citation.number}]", "Strong")
        line.add_run("\t")
        add_text(line, f"{citation.text} ")
        if _ADDRESS.fullmatch(citation.url):
            link_outside(line, citation.url, citation.url)
        else:
            add_text(line, citation.url)
        add_text(line, f" {label}: ")
        for place, name in enumerate(citation.cited_by):
            line.add_run(", " if place else "")
            if name in self.findings:
                link_inside(line, self.findings[name], name)
            else:
                add_text(line, name)
        add_bookmark(line, self.evidence[citation.number], next(self.bookmarks))

    def add_chart(self, chart: Chart) -> None:
        """A picture with its title above, and below in words what it shows, which is its alternative text too."""
        self.add("Caption", chart.title)
        paragraph = self.add("Normal")
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(io.BytesIO(draw_png(chart, self.report.language)))
        shrink = min(TEXT_WIDTH / picture.width, _TALLEST / picture.height)
        picture.width, picture.height = Length(round(picture.width * shrink)), Length(round(picture.height * shrink))
        properties = picture._inline.docPr
        properties.set("title", visible(chart.title))
        properties.set("descr", visible(chart.text))
        self.add("Description", chart.text)


def _widths(table: Table) -> list[int]:
    """Column widths in twentieths of a point: narrow columns by their longest text, wide ones share what is left."""
    natural = [
        max(wcswidth(visible(text)) for text in (column.title, *(row[place] for row in table.rows)))
        for place, column in enumerate(table.columns)
    ]
    letters = [min(max(size, _NARROWEST), _BROADEST) for size in natural]
    wide = [place for place, column in enumerate(table.columns) if column.is_wide]
    room = 95 - sum(size for place, size in enumerate(letters) if place not in wide)
    total = sum(min(natural[place], 120) for place in wide) or 1
    for place in wide:
        letters[place] = max(_NARROWEST * 2, round(room * min(natural[place], 120) / total))
    return [round(TEXT_WIDTH.twips * size / sum(letters)) for size in letters]


def _short(text: str) -> str:
    """A property of the file, cut where the format ends; the page shows it whole."""
    shown = visible(text)
    return shown if len(shown) <= _LONGEST_PROPERTY else f"{shown[: _LONGEST_PROPERTY - 1]}…"
