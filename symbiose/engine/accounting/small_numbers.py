"""Small groups of people are hidden, also from those who subtract what is shown from a total, and figures of people are rounded."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal


def hide_small(groups: Mapping[str, int], *, fewest: int) -> dict[str, int | None]:
    """The groups of people with None for those that are hidden; the total of all groups may be shown beside them.

    A group of 1 to `fewest` - 1 is hidden. What is hidden is at least two groups with at least `fewest` people
    together, so that no subtraction tells a small group; where the groups do not reach so far, all are hidden, and
    then the total must be hidden by its own size. Raises ValueError where a group or `fewest` is below 0.
    """
    if fewest < 0 or any(size < 0 for size in groups.values()):
        raise ValueError("A group of people cannot have less than nobody in it.")
    hidden = {name for name, size in groups.items() if 0 < size < fewest}
    if not hidden:
        return dict(groups)
    rest = sorted(
        (name for name in groups if name not in hidden), key=lambda name: (groups[name] == 0, groups[name], name)
    )
    for name in rest:
        if len(hidden) > 1 and sum(groups[one] for one in hidden) >= fewest:
            break
        hidden.add(name)
    return {name: None if name in hidden else size for name, size in groups.items()}


def rounded(amount: Decimal | int | None, *, step: int) -> int | None:
    """To the nearest step, halves away from nothing, so that two figures side by side never tell of a few; None is hidden."""
    return None if amount is None else int((Decimal(amount) / step).quantize(Decimal(1), ROUND_HALF_UP)) * step
