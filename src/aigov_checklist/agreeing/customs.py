"""What a coefficient of agreement is customarily taken to mean."""

RELIABLE = 0.8
"""Krippendorff (2004), Content Analysis, 2nd ed., p. 241: conclusions are customarily relied on from here."""

TENTATIVE = 0.667
"""The same: the lowest value at which even tentative conclusions are drawn."""

FEW = 30
"""Under so many indicators one answer moves a coefficient visibly. This mark is ours, no test."""
