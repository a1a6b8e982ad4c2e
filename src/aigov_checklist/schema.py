"""The published contract: JSON Schemas generated from the models, and the check of a document against them."""

import json
import re
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema
from referencing import Registry

from aigov_checklist.errors import Problem, UsageError
from aigov_checklist.message import Message
from aigov_checklist.models.assessment import Assessment
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.resources import data_folder

_MODELS: dict[str, Any] = {"assessment": Assessment, "problem": Problem, "profile": Profile, "rubric": Rubric}

NAMES = tuple(_MODELS)
"""The published schemas, in alphabetical order."""


def generate_schema(name: str) -> str:
    """The text of one published schema, from the model of that name.

    Its id is a URN, because the project owns no domain.
    """
    body = TypeAdapter(_MODELS[name]).json_schema(by_alias=True, schema_generator=_PublishedSchema)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:aigov-checklist:schema:{name}:1",
    }
    return json.dumps(head | body, ensure_ascii=False, indent=2) + "\n"


def published_schema(name: str) -> str:
    """The text of one shipped schema. Raises UsageError for a name that is not shipped."""
    if name not in NAMES:
        raise UsageError(Message("There is no schema {name!r}. There are: {known}.", name=name, known=", ".join(NAMES)))
    return (data_folder("schemas") / f"{name}.schema.json").read_text(encoding="utf-8")


def schema_errors(name: str, document: Any) -> Iterator[ValidationError]:
    """What the published schema says against a document; nothing is ever fetched from the network.

    Two readings are fixed here, since validators differ: `3.0` is not an integer, and `$` in a pattern is the
    very end of the text (Python's own would allow a line break after it).
    """
    schema = json.loads(published_schema(name))
    yield from _VALIDATOR(schema, registry=_OFFLINE).iter_errors(document)


class _PublishedSchema(GenerateJsonSchema):
    """Optional keys are left out, not null: no `default: null`, no titles that repeat the key."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        if schema.get("default", 0) is None:
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Every key must have the form of a key: the library's own version lets the others through unchecked."""
        keys = self.generate_inner(schema["keys_schema"])
        values = self.generate_inner(schema["values_schema"])
        return {"type": "object", "propertyNames": keys, "additionalProperties": values}

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - the library's signature
        return False


_OFFLINE: Registry[Any] = Registry()
"""Holds nothing and fetches nothing: our schemas stand alone."""


def _is_integer(_checker: Any, instance: Any) -> bool:
    return type(instance) is int


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


_VALIDATOR = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {"pattern": _pattern},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer),
)
