"""Machine code made beforehand and kept, so that the first large plan need not wait for the compiler.

python -m symbiose.engine.placement.warm
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from symbiose.engine.placement.compiled import LARGE
from symbiose.engine.placement.limit import Clock
from symbiose.engine.placement.links import Links
from symbiose.engine.placement.model import Stop
from symbiose.engine.placement.prices import by_steps
from symbiose.engine.placement.search import search

_POLITE = 10  # others who use the processor come first
KEPT = ("knapsack", "moves", "wanted")  # modules of kernels


def kept() -> bool:
    """True where machine code of every module of kernels is kept that is no older than the module."""
    source = Path(__file__).parent
    folder = Path(os.environ.get("NUMBA_CACHE_DIR") or source / "__pycache__")
    return all(
        any(found.stat().st_mtime >= (source / f"{name}.py").stat().st_mtime for found in folder.rglob(f"{name}.*.nbi"))
        for name in KEPT
    )


def warm_up() -> None:
    """Plans a small problem with as many links as machine code asks for, by every way that uses it."""
    count = round(LARGE**0.5)
    person, job = np.repeat(np.arange(count), count), np.tile(np.arange(count), count)
    thing = np.column_stack((job, count + job, 2 * count + job, 3 * count + job, np.full(len(job), 4 * count)))
    takes = np.tile(np.array((1, 1, 1, 0, -1), np.int32), (len(job), 1))
    links = Links(
        person=person,
        job=job,
        thing=thing.astype(np.int32),
        takes=takes,
        room=np.append(np.ones(4 * count, np.int64), 0),
        aim=1 + (person + job) % count,
        tier=np.zeros(len(job), np.int64),
        first_tier=4 * count,
    )
    none = np.zeros(len(links), np.bool_)
    search(links, Stop(rounds=0), 0, start=none, warm=none, clock=Clock())
    by_steps(links, 0)


if __name__ == "__main__":
    os.nice(_POLITE)
    warm_up()
