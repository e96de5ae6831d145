"""What shifts give of many pairs at once, as `placement.hours` says it of one."""

from __future__ import annotations

import numpy as np

from symbiose.engine.placement.columns import Ints, Jobs, Mask, Words
from symbiose.engine.placement.hours import most_of

_SHIFT_BITS = 32  # of a position that go into one number
_CAP_BITS = 9  # of half hours: a week has 336


def of_shifts(free: Words, job: Ints, cap: Ints, jobs: Jobs) -> Ints:
    """The most that shifts give: all that can be worked, or where they are too many, the best choice of them."""
    lengths = jobs.shift_length
    works = np.column_stack([((jobs.shifts[job, at] & ~free) == 0).all(axis=1) for at in range(lengths.shape[1])])
    works &= lengths[job] > 0
    enough = works.sum(axis=1) >= jobs.least_shifts[job]
    found = np.where(enough, (works * lengths[job]).sum(axis=1), 0)
    over = np.flatnonzero(found > cap)
    found[over] = _chosen_shifts(works[over], job[over], cap[over], jobs)
    return found


def _chosen_shifts(works: Mask, job: Ints, cap: Ints, jobs: Jobs) -> Ints:
    """The most of some shifts: pairs that can work the same shifts of a position within the same hours are one case."""
    lengths, case = jobs.shift_length, job
    for start in range(0, works.shape[1], _SHIFT_BITS):
        part = works[:, start : start + _SHIFT_BITS]
        bits = part @ (1 << np.arange(part.shape[1], dtype=np.int64))
        _, case = np.unique(case << _SHIFT_BITS | bits, return_inverse=True)
    _, first, back = np.unique(case << _CAP_BITS | cap, return_index=True, return_inverse=True)
    most = np.zeros(len(first), np.int64)
    rows = zip(job[first].tolist(), works[first].tolist(), cap[first].tolist(), strict=True)
    for number, (one, can, room) in enumerate(rows):
        free_lengths = sorted(length for length, ok in zip(lengths[one].tolist(), can, strict=True) if ok)
        most[number] = most_of(tuple(free_lengths), int(jobs.least_shifts[one]), room)
    return most[back]
