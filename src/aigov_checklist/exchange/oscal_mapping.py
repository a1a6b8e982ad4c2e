"""A crosswalk as an OSCAL mapping collection: each link as a relation between sets of controls."""

from aigov_checklist.crosswalks.correspondence import Side, correspondence
from aigov_checklist.exchange.identity import NAMESPACE, midnight, token, uuid_of
from aigov_checklist.exchange.markup import paragraphs, prose_text
from aigov_checklist.exchange.oscal import Part, catalog_resource, metadata, prop, props, reference, title, whole
from aigov_checklist.exchange.oscal_catalog import last_days
from aigov_checklist.models.crosswalk import Crosswalk, Link
from aigov_checklist.models.reference import Relation
from aigov_checklist.models.rubric import Indicator, Rubric
from aigov_checklist.structure import Structure

# OSCAL's "equal-to" is for the same requirements but for spelling and grammar: more than a crosswalk claims.
_RELATIONSHIPS: dict[Relation, str] = {
    "equal": "equivalent-to",
    "subset": "subset-of",
    "superset": "superset-of",
    "intersects": "intersects-with",
    "opposed": "opposed",
    "none": "no-relationship",
}

_LIMITS = (
    "A map says that two texts are about the same matter. It does not say that one fulfils the other, and no result "
    "can be carried along it. Where the crosswalk links an area or a whole rubric, the map holds all of its controls "
    "as one set: it speaks of the set, not of each control in it; the properties from and to name what was linked. "
    "What was looked for and not found has no-relationship. What is about the same matter and pulls the opposite way "
    "has the relationship opposed in a namespace of our own, because OSCAL knows none for it."
)
_UNMAPPED = (
    "Controls in a gap summary were not compared by themselves or through their area; that nothing stands in the other "
    "rubric is not said of them."
)


def oscal_mapping(crosswalk: Crosswalk, one: Rubric, other: Rubric, *, day: str | None = None) -> Part:
    """The mapping collection of a sound crosswalk between two rubrics, seen from the first.

    `day` is its last change, without it that of the newer of the two rubrics.  Raises UsageError if there is no such
    day.
    """
    found = correspondence(crosswalk, one, other)
    maps = [_map(link, crosswalk, found.one.structure, found.other.structure) for link in crosswalk.links]
    gaps = [_gap(crosswalk, side) for side in (found.one, found.other)]
    name = title(f"{one.label} / {other.label}", f"{one.id} / {other.id}")
    return {
        "mapping-collection": whole(
            uuid=uuid_of("mappings", crosswalk.digest, one.digest, other.digest),
            metadata=metadata(
                name,
                version=f"{one.version}+{other.version}",
                modified=midnight([day] if day else [*last_days(one), *last_days(other)]),
                found=[prop("crosswalk-sha256", crosswalk.digest), prop("language", crosswalk.language)],
                remarks=paragraphs(_LIMITS, _UNMAPPED if any(gaps) else ""),
            ),
            provenance={
                "method": "human",
                "matching-rationale": "semantic",
                "status": "not-complete" if any(gaps) else "complete",
                "mapping-description": prose_text(crosswalk.note or "") or name,
            },
            mappings=[
                whole(
                    uuid=uuid_of("mapping", crosswalk.digest, one.digest, other.digest),
                    source_resource=_resource(one),
                    target_resource=_resource(other),
                    maps=maps,
                    source_gap_summary=gaps[0],
                    target_gap_summary=gaps[1],
                )
            ],
            back_matter={"resources": [catalog_resource(one), catalog_resource(other)]},
        )
    }


def _resource(rubric: Rubric) -> Part:
    return {"type": "catalog", "href": reference(catalog_resource(rubric)["uuid"])}


def _map(link: Link, crosswalk: Crosswalk, one: Structure, other: Structure) -> Part:
    is_opposed = link.relation == "opposed"
    reason = prose_text(link.reason)
    return whole(
        uuid=uuid_of("map", crosswalk.one.id, crosswalk.other.id, link.one, link.other),
        ns=NAMESPACE if is_opposed else None,
        relationship=_RELATIONSHIPS[link.relation],
        sources=_controls(link.one, one),
        targets=_controls(link.other, other),
        qualifiers=[_incompatible(reason)] if is_opposed else [],
        props=props(
            prop("from", link.one),
            prop("to", link.other),
            prop("strength", link.strength),
            prop("source-status", link.source_status),
        ),
        remarks=reason,
    )


def _incompatible(reason: str) -> Part:
    words = reason or "The two pull in opposite directions."
    return {"subject": "both", "predicate": "has-incompatibility", "category": "blocked", "description": words}


def _controls(name: str, structure: Structure) -> list[Part]:
    """The controls of a node: itself, or all that lie inside."""
    node = structure.nodes[name]
    leaves = [node] if isinstance(node, Indicator) else node.leaves()
    return [{"type": "control", "id-ref": token(leaf.id)} for leaf in leaves]


def _gap(crosswalk: Crosswalk, side: Side) -> Part | None:
    missing = [token(name) for name, standing in side.standings.items() if standing == "not_compared"]
    if not missing:
        return None
    return {"uuid": uuid_of("gap", crosswalk.digest, side.rubric.digest), "unmapped-controls": [{"with-ids": missing}]}
