"""Charts drawn from their Vega-Lite specifications, which are data: as SVG, and as PNG of the same picture."""

import json
import re
from functools import cache
from xml.etree import ElementTree

import vl_convert

from aigov_checklist.harmless import visible
from aigov_checklist.language import Language
from aigov_checklist.report.blocks import Chart
from aigov_checklist.resources import data_folder

_VEGA_LITE = "5.21"
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWN = frozenset(("svg", "g", "path", "rect", "line", "circle", "text", "tspan", "defs", "clipPath", "title"))
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
# What XML cannot hold; control characters are already written out.
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def draw_svg(chart: Chart, language: Language) -> str:
    """The chart as an SVG element that says in words what it shows and refers to nothing outside itself.

    Several can stand in one page: ids inside begin with the chart's own.
    """
    drawn = vl_convert.vegalite_to_svg(
        _specification(chart, language),
        vl_version=_VEGA_LITE,
        config=_theme(),
        allowed_base_urls=[],
        format_locale={
            "decimal": language.decimal_sign,
            "thousands": "\u202f",
            "grouping": [3],
            "currency": ["", ""],
        },
    )
    root = ElementTree.fromstring(drawn)
    _keep_the_picture(root, chart.id)
    root.attrib.pop("class", None)
    root.set("xmlns", _SVG[1:-1])
    root.set("role", "img")
    root.set("aria-label", _clean(f"{chart.title}. {chart.text}"))
    root.set("direction", "ltr")  # in a right-to-left page all anchors of text would turn round
    return ElementTree.tostring(root, encoding="unicode")


def draw_png(chart: Chart, language: Language, *, scale: float = 2) -> bytes:
    """The same picture as PNG, `scale` times as large."""
    _register_fonts()
    return vl_convert.svg_to_png(draw_svg(chart, language), scale=scale)


def _specification(chart: Chart, language: Language) -> dict[str, object]:
    """The chart's specification with its rows, its labels and the direction of the script filled in."""
    _register_fonts()
    specification = json.loads(_data_file(f"{chart.kind}.vl.json"))
    specification["datasets"] = {
        "rows": [{key: _clean(value) for key, value in row.items()} for row in chart.rows],
        "labels": [{"key": key, "label": _clean(label)} for key, label in chart.labels.items()],
    }
    specification["params"].append({"name": "rtl", "value": language.direction == "rtl"})
    return specification


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
        elif name == "id":
            element.set(name, f"{prefix}-{value}")
        else:
            element.set(name, _REFERENCE.sub(rf"url(#{prefix}-\1)", value))


def _clean(value: str | float | None) -> str | float | None:
    return _NOT_XML.sub("\ufffd", visible(value)) if isinstance(value, str) else value


@cache
def _data_file(name: str) -> str:
    return (data_folder("charts") / name).read_text(encoding="utf-8")


@cache
def _theme() -> dict[str, object]:
    theme: dict[str, object] = json.loads(_data_file("theme.json"))
    return theme


@cache
def _register_fonts() -> None:
    """Let the shipped fonts be found, so that text looks the same on every machine."""
    folder = data_folder("fonts")
    if folder.is_dir():
        vl_convert.register_font_directory(str(folder))
