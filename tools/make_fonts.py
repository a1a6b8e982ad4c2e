"""Make the fonts of the PDF reports again: subsets of Noto, with the table of the characters that each family has.

    python tools/make_fonts.py [--source /usr/share/fonts]

Needs fontTools, and the Debian packages named in src/aigov_checklist/data/fonts/README.md; the same sources and
the same fontTools give the same bytes.
"""

import argparse
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

TARGET = Path(__file__).parent.parent / "src" / "aigov_checklist" / "data" / "fonts"


def between(*edges: tuple[int, int]) -> frozenset[int]:
    """The code points between these first and last ones."""
    return frozenset(point for first, last in edges for point in range(first, last + 1))


def gb2312() -> frozenset[int]:
    """The hanzi and signs of GB 2312, without the alphabets that Noto Sans has."""
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    signs = "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)
    return frozenset(map(ord, signs)) - GREEK_AND_CYRILLIC


GREEK_AND_CYRILLIC = between((0x370, 0x52F))
LATIN = between((0x20, 0x24F), (0x2B0, 0x36F), (0x1E00, 0x1FFF), (0x2000, 0x2BFF)) | {0xFFFD}
ARABIC = between((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0x200C, 0x200D), (0xFB50, 0xFEFC)) | {0x20, 0x25CC}
SIGNS = between((0x2190, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x27BF))
CHINESE = between((0x3000, 0x301F), (0xFF01, 0xFF5E))
# Charts ask one font for a whole label; a label in Arabic or Chinese names laws and figures in Latin letters, too.
GUESTS = between((0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2027), (0x2030, 0x203A), (0x20AC, 0x20AC))

INSTRUCTIONS = ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements", "SizeOfInstructions")


@dataclass(frozen=True)
class Face:
    """One font to make: where its outlines come from, and what is kept of them.

    `number` is the font's place in a collection.  A collection's features would bring in four times the glyphs,
    for vertical lines and other countries' forms.  `guests` is the font that lends its Latin letters.
    """

    source: str
    points: frozenset[int]
    number: int = -1
    guests: str = ""

    @property
    def name(self) -> str:
        """The name of the made file."""
        source = Path(self.source).stem
        return f"{self.renamed(source)}.ttf"

    def renamed(self, name: str) -> str:
        """A name of the source as that of what is made of it: programs must not take the one for the other."""
        if self.guests:
            return name.replace("Noto Naskh Arabic", "Noto Naskh Arabic Latin").replace(
                "NaskhArabic", "NaskhArabicLatin"
            )
        return name.replace("CJK SC", "SC").replace("CJKsc", "SC").replace("SansCJK", "SansSC")


FACES = (
    Face("truetype/noto/NotoSans-Regular.ttf", LATIN | GREEK_AND_CYRILLIC),
    Face("truetype/noto/NotoSans-Bold.ttf", LATIN | GREEK_AND_CYRILLIC),
    Face("truetype/noto/NotoNaskhArabic-Regular.ttf", ARABIC, guests="truetype/noto/NotoSans-Regular.ttf"),
    Face("truetype/noto/NotoNaskhArabic-Bold.ttf", ARABIC, guests="truetype/noto/NotoSans-Bold.ttf"),
    Face("truetype/noto/NotoSansMath-Regular.ttf", SIGNS),
    Face("truetype/noto/NotoSansSymbols-Regular.ttf", SIGNS),
    Face("truetype/noto/NotoSansSymbols2-Regular.ttf", SIGNS),
    Face("opentype/noto/NotoSansCJK-Regular.ttc", gb2312() | CHINESE | GUESTS, number=2),
)


def make(face: Face, source: Path) -> tuple[str, frozenset[int]]:
    """Write one font; its family and the code points that it has."""
    options = subset.Options(hinting=False, notdef_outline=True, recalc_timestamp=False, font_number=face.number)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14, 16, 17]
    options.name_languages = [0x409]
    options.drop_tables += ["DSIG", "vhea", "vmtx", "VORG", "BASE"]
    if face.number >= 0:
        options.layout_features = []
    font = subset.load_font(source / face.source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=face.points)
    subsetter.subset(font)
    for name in font["name"].names:
        name.string = face.renamed(str(name))
    if "CFF " in font:
        use_quadratic_outlines(font)
    if face.guests:
        font = with_guests(font, source / face.guests)
    font.save(TARGET / face.name)
    return font["name"].getBestFamilyName(), frozenset(font.getBestCmap())


def with_guests(font: TTFont, source: Path) -> TTFont:
    """The font with the Latin letters of another one of the same size, in place of the few that it may have."""
    options = subset.Options(hinting=False, layout_features=[])
    options.drop_tables += ["DSIG", "GDEF", "GPOS", "GSUB"]
    guests = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=GUESTS)
    subsetter.subset(guests)
    for table in font["cmap"].tables:
        table.cmap = {point: name for point, name in table.cmap.items() if point not in GUESTS}
    both = [io.BytesIO(), io.BytesIO()]
    for one, file in zip((font, guests), both, strict=True):
        one.save(file)
        file.seek(0)
    merged = Merger().merge(both)
    merged.recalcTimestamp = False
    merged["head"].created, merged["head"].modified = font["head"].created, font["head"].modified
    return merged


def use_quadratic_outlines(font: TTFont) -> None:
    """Turn the outlines into TrueType's, within a thousandth of an em.

    Checkers of PDF files do not agree on the widths of the other kind when a collection's font is cut down.
    """
    glyphs, pens = font.getGlyphSet(), {name: TTGlyphPen(None) for name in font.getGlyphOrder()}
    for name, pen in pens.items():
        glyphs[name].draw(Cu2QuPen(pen, font["head"].unitsPerEm / 1000, reverse_direction=True))
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder = font.getGlyphOrder()
    font["glyf"].glyphs = {name: pen.glyph() for name, pen in pens.items()}
    del font["CFF "]
    font.recalcBBoxes = True
    font.sfntVersion, font["post"].formatType = "\0\1\0\0", 3.0
    most = font["maxp"]
    most.tableVersion, most.maxZones = 0x00010000, 1
    # There are no instructions; the counts of outlines are made anew on saving.
    for count in INSTRUCTIONS:
        setattr(most, f"max{count}", 0)


def ranges(points: Iterable[int]) -> Iterator[list[int]]:
    """The code points as pairs of first and last."""
    found: list[int] = []
    for point in sorted(points):
        if found and point == found[1] + 1:
            found[1] = point
        else:
            if found:
                yield found
            found = [point, point]
    if found:
        yield found


def main() -> None:
    """Make all fonts and `coverage.json`: for each family what all its faces have, as pairs of first and last."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--source", type=Path, default=Path("/usr/share/fonts"))
    source = parser.parse_args().source
    coverage: dict[str, frozenset[int]] = {}
    for face in FACES:
        family, points = make(face, source)
        coverage[family] = coverage.get(family, points) & points
    lines = (f"  {json.dumps(family)}: {json.dumps(list(ranges(points)))}" for family, points in coverage.items())
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    (TARGET / "coverage.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
