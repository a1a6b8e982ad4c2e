"""Texts of strangers as the kinds of text that OSCAL knows: plain values, lines and paragraphs of Markdown.

What could be markup is escaped, so that a reader sees the text that was written; control and direction characters are
written out.
"""

import re

from aigov_checklist.harmless import visible

# What CommonMark, and what OSCAL adds to it, could take for markup in the midst of a line.
_INLINE = re.compile(r"([\\`*\[\]<>{}^~|]|&(?=#?[A-Za-z0-9]+;)|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9]))")
# What begins a heading, a rule or a list where it stands first on a line.
_FIRST = re.compile(r"(?m)^([#+=-])")
_NUMBERED = re.compile(r"(?m)^([0-9]+)([.)])")


def value_text(text: str) -> str:
    """The text as a plain value: one line, without space around it; empty if nothing is left."""
    return visible(text).strip()


def line_text(text: str) -> str:
    """The text as one line of Markdown that shows just this text."""
    return _escaped(value_text(text))


def prose_text(text: str) -> str:
    """The text as paragraphs of Markdown that show just this text, line by line."""
    lines = (line.strip() for line in visible(text, keep_lines=True).split("\n"))
    return _escaped("\n".join(lines).strip())


def bullets(items: tuple[str, ...]) -> str:
    """The texts as a list in Markdown."""
    return "\n".join(f"- {line_text(item)}" for item in items if value_text(item))


def paragraphs(*texts: str | None) -> str:
    """The texts, already Markdown, as paragraphs of one; what is empty is left out."""
    return "\n\n".join(text for text in texts if text)


def _escaped(text: str) -> str:
    text = _INLINE.sub(r"\\\1", text)
    return _FIRST.sub(r"\\\1", _NUMBERED.sub(r"\1\\\2", text))
