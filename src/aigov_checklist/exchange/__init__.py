"""Documents in the formats of other tools: what of a rubric, a crosswalk or a result they can hold, and no more."""
