"""What every record shares: frozen, strict, no unknown keys, an absent key instead of null."""

import hashlib
from functools import cached_property
from types import NoneType
from typing import Annotated, Any, Literal, TypeVar, get_args

import rfc8785
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, WithJsonSchema
from pydantic.config import JsonDict
from pydantic_core import CoreSchema, core_schema

T = TypeVar("T")


class Record(BaseModel):
    """A frozen document part: what it says never changes after the door has accepted it."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


class WholeDocument(Record):
    """A record that stands in a file of its own and has a fingerprint."""

    def canonical_json(self) -> bytes:
        """The RFC 8785 form of what the document says: keys sorted, what was not written left out."""
        return rfc8785.dumps(self.model_dump(mode="json", by_alias=True, exclude_unset=True))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal: the same content has the same digest in any notation."""
        return hashlib.sha256(self.canonical_json()).hexdigest()


class _NeverNull:
    """Validates the inner type only: the key may be left out, but null is not an answer."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        inner = [one for one in get_args(source) if one is not NoneType]
        if len(inner) == 1:
            return handler.generate_schema(inner[0])
        schema: CoreSchema = handler(source)["schema"]
        return schema


Maybe = Annotated[T | None, _NeverNull()]
"""An optional key: absent, or a value of the type; an explicit null is refused."""


class TextForm:
    """What a text must be like.  Its schema is made once, not at each of the many keys that hold such a text."""

    def __init__(self, pattern: str, *, min_length: int | None = None, max_length: int | None = None) -> None:
        self.pattern = pattern
        self.schema = core_schema.str_schema(pattern=pattern, min_length=min_length, max_length=max_length)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return self.schema


def pattern_of(annotated: Any) -> str:
    """The regular expression of a type of text, such as `record.Url`."""
    return next(part.pattern for part in get_args(annotated) if isinstance(part, TextForm))


# Not `\S`: what counts as a space differs between the JSON Schema and pydantic engines.
_NOT_BLANK = r"[^ \t\r\n]"

Text = Annotated[str, TextForm(_NOT_BLANK, min_length=1, max_length=2_000)]
"""A title, name, reason or sentence."""

LongText = Annotated[str, TextForm(_NOT_BLANK, min_length=1, max_length=200_000)]
"""A note, comment or excerpt."""

Id = Annotated[str, TextForm(r"^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$", max_length=100)]
"""An identifier that a person can type; it never changes meaning."""

Version = Annotated[str, TextForm(r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$", max_length=50)]
"""A semantic version: three numbers."""

Url = Annotated[str, TextForm(r"^https?://[^ \t\r\n<>\"]+$", max_length=4_000)]
"""A web address. Only http and https: a report turns it into a link."""

Day = Annotated[str, TextForm(r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
"""A calendar day, ISO 8601. Whether the month has that day is checked with the other rules."""

_PARTIAL = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"


def _year_as_text(value: Any) -> Any:
    """YAML reads an unquoted year as a number; a person means the year."""
    return str(value) if type(value) is int else value


PartialDate = Annotated[
    str,
    TextForm(_PARTIAL),
    BeforeValidator(_year_as_text),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": _PARTIAL}, {"type": "integer", "minimum": 1000, "maximum": 9999}]}
    ),
]
"""A year, a month or a day, ISO 8601; a bare year may be a number."""

Sha256 = Annotated[str, TextForm(r"^[0-9a-f]{64}$")]
"""A SHA-256 digest in hexadecimal."""

Number = float
"""A finite number; NaN and the infinities are refused."""

Decimals = Annotated[int, Field(ge=0, le=6)]
"""How many digits after the point a number is rounded to."""


def exactly_one_of(*keys: str) -> JsonDict:
    """The schema of "one of these keys stands here, and only one"."""
    return {"oneOf": [{"required": [key]} for key in keys]}


Kind = Literal["country", "organization"]
Tier = Literal["essential", "full"]
