"""What a field form became in ODK, and what its server would export: all taken from the XForm that pyxform made."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Literal
from xml.etree import ElementTree as ET

import xlsxwriter
from pyxform.xls2xform import convert  # type: ignore[import-untyped]

from aigov_checklist.forms.questionnaire import questionnaire
from aigov_checklist.forms.xlsform import xlsform
from aigov_checklist.models.record import Kind, Tier
from aigov_checklist.models.rubric import Rubric

CODES = ("en", "id", "zh")
LANGUAGES = {"en": "English (en)", "id": "Bahasa Indonesia (id)", "zh": "中文 (zh)"}
CREATED = datetime(2026, 11, 21, tzinfo=UTC)
_X = "{http://www.w3.org/2002/xforms}"
_HEADS = "{http://www.w3.org/1999/xhtml}"

Path = tuple[str, ...]
Answers = Mapping[str, str]
"""Name of a question -> what was answered."""


def workbook(rubric: Rubric, kind: Kind = "country", tier: Tier = "full") -> bytes:
    form = questionnaire(rubric, kind=kind, tier=tier, codes=CODES)
    return xlsform(form, first_language="en", created=CREATED)


def xform(rubric: Rubric, kind: Kind = "country", tier: Tier = "full", *, validate: bool = False) -> "XForm":
    made = convert(io.BytesIO(workbook(rubric, kind, tier)), file_type=".xlsx", validate=validate)
    assert made.warnings == []
    return XForm(made.xform)


class XForm:
    """The form as ODK sees it."""

    def __init__(self, text: str) -> None:
        root = ET.fromstring(text)
        model = root.find(f"{_HEADS}head/{_X}model")
        body = root.find(f"{_HEADS}body")
        assert model is not None
        assert body is not None
        self.model, self.body = model, body
        instances = model.findall(f"{_X}instance")
        self.data = next(iter(instances[0]))
        self.lists = {instance.get("id", ""): instance for instance in instances[1:]}

    @cached_property
    def paths(self) -> list[Path]:
        """Where every question stands, below the form: its groups, then its name."""
        return [path for path in _leaves(self.data, ()) if path[0] != "meta"]

    @cached_property
    def binds(self) -> dict[str, dict[str, str]]:
        """What is said about each question or group, by its name."""
        return {bind.get("nodeset", "").rpartition("/")[2]: dict(bind.attrib) for bind in self.model.iter(f"{_X}bind")}

    @cached_property
    def texts(self) -> dict[str, dict[str, str]]:
        """Language -> id of a text -> the text."""
        return {
            translation.get("lang", ""): {
                text.get("id", ""): "".join(value.text or "" for value in text.iter(f"{_X}value"))
                for text in translation
            }
            for translation in self.model.iter(f"{_X}translation")
        }

    def label(self, path: Path, code: str) -> str:
        """What is asked; what has no label is known by its name."""
        return self.texts[LANGUAGES[code]].get(f"/data/{'/'.join(path)}:label", path[-1])

    def choices(self, name: str, code: str) -> dict[str, str]:
        """Value -> label of the answers that a question offers."""
        offered = {}
        for item in self.lists[name].iter(f"{_X}item"):
            held = {part.tag: part.text or "" for part in item}
            offered[held[f"{_X}name"]] = self.texts[LANGUAGES[code]][held[f"{_X}itextId"]]
        return offered


@dataclass(frozen=True)
class Dialect:
    """How a server exports: what stands between groups (nothing: no groups), and in which language, if with labels."""

    separator: str = "/"
    labels: str = ""
    delimiter: str = ";"
    mark: str = "\ufeff"
    before: Sequence[str] = ("start", "end")
    behind: Sequence[str] = ("__version__", "_id", "_uuid", "_submission_time", "meta/rootUuid", "_index")
    quoting: Literal[0, 1] = csv.QUOTE_MINIMAL

    def table(self, form: XForm, submissions: Sequence[Answers]) -> list[list[str]]:
        """The names of the columns, and a row a submission."""
        heads = [self.heading(form, path) for path in form.paths]
        rows = [[*self.before, *heads, *self.behind]]
        for answers in submissions:
            cells = [self.cell(form, path[-1], answers.get(path[-1], "")) for path in form.paths]
            rows.append([*("x" for _ in self.before), *cells, *("y" for _ in self.behind)])
        return rows

    def heading(self, form: XForm, path: Path) -> str:
        steps = [
            form.label(path[: depth + 1], self.labels) if self.labels else path[depth] for depth in range(len(path))
        ]
        return self.separator.join(steps) if self.separator else steps[-1]

    def cell(self, form: XForm, name: str, value: str) -> str:
        if not self.labels or name not in form.lists or not value:
            return value
        return form.choices(name, self.labels)[value]

    def csv(self, form: XForm, submissions: Sequence[Answers]) -> bytes:
        return csv_of(self.table(form, submissions), self.delimiter, self.mark, self.quoting)

    def xlsx(self, form: XForm, submissions: Sequence[Answers]) -> bytes:
        return xlsx_of(self.table(form, submissions))


CENTRAL = Dialect(
    "-",
    "",
    ",",
    "",
    ("SubmissionDate",),
    ("meta-instanceID", "KEY", "SubmitterID", "Status", "ReviewState", "FormVersion"),
)
DIALECTS = {
    "ODK Central": CENTRAL,
    "ODK Central without groups": Dialect("", "", ",", "", ("SubmissionDate",), ("instanceID", "KEY", "DeviceID")),
    "KoboToolbox, values": Dialect(),
    "KoboToolbox, values without groups": Dialect(""),
    "KoboToolbox, labels in English": Dialect(labels="en"),
    "KoboToolbox, labels in Indonesian without groups": Dialect("", "id"),
    "KoboToolbox, labels in Chinese, points between groups": Dialect(".", "zh"),
    "KoboToolbox, everything in quotation marks": Dialect(labels="en", quoting=csv.QUOTE_ALL),
    "with tabs": Dialect(delimiter="\t", mark=""),
}


def csv_of(
    rows: Sequence[Sequence[str]], delimiter: str = ",", mark: str = "", quoting: Literal[0, 1] = csv.QUOTE_MINIMAL
) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, quoting=quoting).writerows(rows)
    return f"{mark}{stream.getvalue()}".encode()


def xlsx_of(rows: Sequence[Sequence[str]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Submissions")
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
    return stream.getvalue()


def _leaves(node: ET.Element, above: Path) -> Iterator[Path]:
    for child in node:
        path = (*above, child.tag.rpartition("}")[2])
        if len(child):
            yield from _leaves(child, path)
        else:
            yield path
