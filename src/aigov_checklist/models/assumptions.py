"""What a simulation varies, and how far."""

from typing import Annotated, Literal

from pydantic import Field

from aigov_checklist.models.record import Maybe, Number, WholeDocument
from aigov_checklist.models.rubric import Method

Share = Annotated[Number, Field(ge=0, le=1)]

Steps = dict[Annotated[str, Field(pattern=r"^(0|-?[1-9][0-9]?)$")], Share]
"""Steps up or down the ladder, as text -> how likely; renormalised over the steps that the ladder has."""

Certainty = Literal["high", "medium", "low", "not_stated"]


class Assumptions(WholeDocument):
    """Each part may be left out, and then is not varied; the shipped file says what the words mean."""

    weights: Maybe[Literal["dirichlet", "box", "flat"]] = None
    concentration: Annotated[Number, Field(gt=0, le=1e6)] = 10.0
    box: Annotated[Number, Field(gt=0, lt=1)] = 0.25
    unanswered: Maybe[Literal["even"]] = None
    confidence: dict[Certainty, Steps] = {}
    coding: Maybe[Literal["spacing"]] = None
    aggregation: tuple[Method, ...] = ()
    floor: Annotated[Number, Field(gt=0)] = 1.0
