"""Making strangers' text harmless where it is rendered."""

import re
from urllib.parse import quote, urlsplit

# Controls can drive a terminal; bidirectional overrides can make text read as something else.
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
# Halves of characters and two codes that are none: no XML, so no page, no Word and no Excel file, can hold them.
_NONE = "\ud800-\udfff\ufffe\uffff"
_UNSAFE = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{_BIDI}{_NONE}]")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_IN_ADDRESSES = "%/:=&?~#+!$,;'@()*[]"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-!|~.$^=:@])")


def visible(text: str, *, keep_lines: bool = False) -> str:
    """The text with control and direction characters written out: `\\x1b`; line breaks become spaces or stay."""
    if keep_lines:
        return "\n".join(visible(line) for line in text.splitlines())
    return _UNSAFE.sub(_written_out, text)


def markdown(text: str) -> str:
    """The text as Markdown that shows just this text: no markup, no HTML, one line."""
    escaped = _MARKDOWN.sub(r"\\\1", visible(text))
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def spreadsheet(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula: an apostrophe goes before = + - @ and controls."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


def address(text: str) -> str:
    """The text as the target of a link, percent-encoded where it must be; empty if it is no web address."""
    if not _ADDRESS.fullmatch(text) or visible(text) != text:
        return ""
    try:
        return quote(text, safe=_IN_ADDRESSES) if urlsplit(text).hostname else ""
    except ValueError:
        return ""


def _written_out(found: re.Match[str]) -> str:
    sign = found[0]
    if sign in "\n\r\t\u2028\u2029":
        return " "
    code = ord(sign)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
