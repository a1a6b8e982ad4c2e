"""The parts that every OSCAL document is made of: properties, texts, resources and metadata."""

from collections.abc import Iterable, Sequence
from typing import Any

from aigov_checklist.exchange.identity import NAMESPACE, catalog_uuid, token, uuid_of
from aigov_checklist.exchange.markup import line_text, prose_text, value_text
from aigov_checklist.harmless import address
from aigov_checklist.models.rubric import Document, Rubric

OSCAL_VERSION = "1.2.1"

Part = dict[str, Any]
"""An object of an OSCAL document, with OSCAL's keys."""


def whole(**members: Any) -> Part:
    """The members that say something, as an object; `_` in a name stands for `-`."""
    said = {name: value for name, value in members.items() if value not in (None, "", [], {})}
    return {name.rstrip("_").replace("_", "-"): value for name, value in said.items()}


def prop(name: str, value: object, *, kind: str | None = None, remarks: str | None = None) -> Part | None:
    """A property in our own namespace; `kind` becomes its class. None if nothing is left to say."""
    text = value_text(str(value)) if value is not None else ""
    return whole(name=name, ns=NAMESPACE, value=text, class_=kind and token(kind), remarks=remarks) if text else None


def props(*found: Part | None) -> list[Part]:
    """The properties that say something."""
    return [one for one in found if one]


def title(*candidates: str | None) -> str:
    """The first of the texts of which anything is left, as a line of Markdown."""
    return next(line for text in candidates if text and (line := line_text(text)))


def metadata(
    name: str,
    *,
    version: str,
    modified: str,
    found: Iterable[Part | None],
    remarks: str,
    revisions: Sequence[Part] = (),
) -> Part:
    """What a document says of itself."""
    return whole(
        title=name,
        last_modified=modified,
        version=version,
        oscal_version=OSCAL_VERSION,
        revisions=list(revisions),
        props=props(*found),
        remarks=remarks,
    )


def reference(uuid: str) -> str:
    """How a document points to a resource at its own end."""
    return f"#{uuid}"


def document_uuid(rubric: Rubric, document: Document) -> str:
    """The UUID of a source document of a rubric."""
    return uuid_of("document", rubric.id, document.id)


def document_resource(rubric: Rubric, document: Document) -> Part:
    """A source document as a resource, with where it can be read."""
    facts = (document.title, document.issuer, document.publisher, document.date, document.legal_status)
    return whole(
        uuid=document_uuid(rubric, document),
        title=title(document.title, document.id),
        description=prose_text(". ".join(fact for fact in facts if fact)),
        props=props(
            prop("document", document.id),
            prop("issuer", document.issuer),
            prop("publisher", document.publisher),
            prop("date", document.date),
            prop("legal-status", document.legal_status),
            *(prop("title", text, kind=code) for code, text in document.titles.items()),
        ),
        rlinks=[{"href": link} for url in document.urls if (link := address(url))],
        remarks=prose_text(document.note or ""),
    )


def catalog_resource(rubric: Rubric) -> Part:
    """A rubric's catalog as a resource of another document, which says how to come by it."""
    uuid = catalog_uuid(rubric)
    return whole(
        uuid=uuid,
        title=title(rubric.label, rubric.id),
        description="The OSCAL catalog of this rubric: the identifiers of controls in this document are those in it. "
        f"It is written with: aigov export oscal-catalog {prose_text(rubric.id)}",
        props=rubric_props(rubric),
        document_ids=[{"scheme": NAMESPACE, "identifier": f"urn:uuid:{uuid}"}],
    )


def rubric_props(rubric: Rubric) -> list[Part]:
    """Which rubric is meant, in which version, to the letter."""
    return props(
        prop("rubric", rubric.id), prop("rubric-version", rubric.version), prop("rubric-sha256", rubric.digest)
    )
