"""Charts drawn from their Vega-Lite specifications, which are data: as SVG, and as PNG of the same picture."""

import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Any
from xml.etree import ElementTree

import vl_convert

from aigov_checklist.harmless import visible
from aigov_checklist.language import Language
from aigov_checklist.report.blocks import Chart
from aigov_checklist.resources import data_folder

_VEGA_LITE = "5.21"
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWN = frozenset(("svg", "g", "path", "rect", "line", "circle", "text", "tspan", "defs", "clipPath"))
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_LONGEST = 150
"""No line of a chart can hold more characters: the rest is in the table beside it."""

_THIN_SPACE = "\u202f"


def draw_svg(chart: Chart, language: Language) -> str:
    """The chart as an SVG element that says in words what it shows and refers to nothing outside itself.

    Several can stand in one page: the ids inside begin with the chart's own.
    """
    _register_fonts()
    written = [value for row in chart.rows for value in row.values() if isinstance(value, str)]
    drawn = vl_convert.vegalite_to_svg(
        _specification(chart, language),
        vl_version=_VEGA_LITE,
        config=_theme() | {"font": _fonts((*chart.labels.values(), *written))},
        allowed_base_urls=[],
        format_locale={
            "decimal": language.decimal_sign,
            "minus": "-",  # the sign for it in mathematics is not in every font
            "thousands": _THIN_SPACE,
            "grouping": [3],
            "currency": ["", ""],
        },
    )
    root = ElementTree.fromstring(drawn)
    _keep_the_picture(root, chart.id)
    root.attrib.pop("class", None)
    root.set("xmlns", _SVG.strip("{}"))
    root.set("role", "img")
    root.set("aria-label", visible(f"{chart.title}. {chart.text}"))
    root.set("direction", "ltr")  # what a right-to-left page hands down would turn every text's anchor round
    return ElementTree.tostring(root, encoding="unicode")


def draw_png(chart: Chart, language: Language, *, scale: float = 2) -> bytes:
    """The same picture as PNG, `scale` times as large."""
    picture: bytes = vl_convert.svg_to_png(draw_svg(chart, language), scale=scale)
    return picture


def _specification(chart: Chart, language: Language) -> dict[str, Any]:
    """The chart's specification with its rows, its labels and the direction of the script filled in."""
    specification: dict[str, Any] = json.loads(_data_file(f"{chart.kind}.vl.json"))
    rows = [
        {key: _shown(value) if isinstance(value, str) else value for key, value in row.items()} for row in chart.rows
    ]
    labels = [{"key": key, "label": _shown(label)} for key, label in chart.labels.items()]
    specification["datasets"] = {"rows": rows, "labels": labels}
    specification["params"].append({"name": "rtl", "value": language.direction == "rtl"})
    return specification


def _shown(text: str) -> str:
    """The text as it is measured and drawn: to measure what no line could hold takes long."""
    return visible(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def _keep_the_picture(element: ElementTree.Element, prefix: str) -> None:
    """Drop what is no drawing (scripts, links, images, handlers) and begin every id with the chart's."""
    element.tag = element.tag.removeprefix(_SVG)
    for child in list(element):
        if child.tag.removeprefix(_SVG) in _DRAWN:
            _keep_the_picture(child, prefix)
        else:
            element.remove(child)
    for name, value in list(element.attrib.items()):
        if name.startswith("on") or name.endswith("href"):
            del element.attrib[name]
        else:
            element.set(name, f"{prefix}-{value}" if name == "id" else _REFERENCE.sub(rf"url(#{prefix}-\1)", value))
    if element.tag == "text":
        element.set("font-family", _fonts((element.text or "",)))


def _fonts(texts: Iterable[str]) -> str:
    """The families for these texts, that of their script first.

    Where the first family lacks a character, some renderers search all fonts of the machine: slow, and never
    the same twice.
    """
    found = (family for text in texts for family, script in _scripts().items() if script.search(text))
    return ", ".join(filter(None, (next(found, None), _theme()["font"])))


@cache
def _scripts() -> dict[str, re.Pattern[str]]:
    """Families of fonts, each with the characters of its script."""
    scripts: dict[str, str] = json.loads(_data_file("scripts.json"))
    return {family: re.compile(f"[{signs}]") for family, signs in scripts.items()}


@cache
def _theme() -> dict[str, Any]:
    theme: dict[str, Any] = json.loads(_data_file("theme.json"))
    return theme


@cache
def _data_file(name: str) -> str:
    return (data_folder("charts") / name).read_text(encoding="utf-8")


@cache
def _register_fonts() -> None:
    """Let the shipped fonts be found, so that text looks the same on every machine."""
    folder = data_folder("fonts")
    if folder.is_dir():
        vl_convert.register_font_directory(str(folder))
