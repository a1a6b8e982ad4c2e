"""Brings the message catalogues up to date: extracts the messages, merges them, compiles what is shipped.

    python tools/catalogues.py            # after a message was added or a translation changed

The .po files under src/aigov_checklist/data/locale/ are edited by hand; the .mo files are made from them here and
committed, so that nobody needs Babel to read a report.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "src" / "aigov_checklist"
LOCALE = PACKAGE / "data" / "locale"
KEYWORDS = {"say": None, "count": (1, 2)}
DECIMAL_SIGN = "."


def messages() -> Catalog:
    """Every message of the package, as a template."""
    template = Catalog(project="aigov-checklist", charset="utf-8")
    for file, _, message, _, _ in extract_from_dir(str(PACKAGE / "report"), keywords=KEYWORDS):
        template.add(message, locations=[(f"report/{file}", 0)])
    template.add(DECIMAL_SIGN, auto_comments=["The sign between whole and tenths in this language."])
    return template


def updated(language: str) -> Catalog:
    """The catalogue of a language with today's messages; new ones are empty, vanished ones leave."""
    path = LOCALE / language / "LC_MESSAGES" / "aigov.po"
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    catalogue.update(messages(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def po_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as a .po file, without dates that change by themselves."""
    stream = BytesIO()
    write_po(stream, catalogue, width=110, omit_header=True, sort_output=True, no_location=True)
    head = f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale_identifier}\\n"\n'
    head += '"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    return head.encode() + stream.getvalue()


def mo_bytes(po: bytes, language: str) -> bytes:
    """The compiled form of a .po file; the same file gives the same bytes."""
    catalogue = read_po(BytesIO(po), locale=language)
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)  # else it would be now
    stream = BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def main() -> None:
    """Update every language."""
    for folder in sorted(LOCALE.glob("*/LC_MESSAGES")):
        language = folder.parent.name
        po = po_bytes(updated(language))
        (folder / "aigov.po").write_bytes(po)
        (folder / "aigov.mo").write_bytes(mo_bytes(po, language))


if __name__ == "__main__":
    main()
