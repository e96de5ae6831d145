"""Kernels: plain Python for few pairs, machine code for many. They count in whole numbers, so that both give the same.

The compiler is loaded by the first plan that is large enough to pay for it, and what it made is kept beside the file (or
where `NUMBA_CACHE_DIR` says). Where it is not installed, large plans are made all the same, many times more slowly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from types import FunctionType, ModuleType
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

LARGE = 400  # pairs from which machine code pays
_AT_ONCE = 2  # processors that are used
_PARTS = 4
Part = TypeVar("Part")
Found = TypeVar("Found")
_INNER: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def kernels(module: ModuleType, pairs: int) -> ModuleType:
    """The module itself, or its twin in machine code. `KERNELS` names its functions, those that others call first."""
    return _compiled(module) if pairs >= LARGE else module


@cache
def _compiled(module: ModuleType) -> ModuleType:
    try:
        from numba import njit
    except ImportError:
        return module
    twin = ModuleType(module.__name__)
    space = twin.__dict__
    space.update(vars(module))
    for name in module.KERNELS:
        plain = FunctionType(space[name].__code__, space, name)
        if name.startswith("_"):  # called by the others alone
            space[name] = njit(**_INNER)(plain)
            continue
        try:
            space[name] = njit(cache=True, nogil=True)(plain)
        except RuntimeError:  # there is nowhere to keep it
            space[name] = njit(nogil=True)(plain)
    return twin


def shared_out(counts: NDArray[np.int64], least: int) -> list[tuple[int, int]]:
    """Numbers from 0 on in parts, each with some so many of what is counted, at least `least`; one where there is little."""
    total = int(counts.sum())
    parts = max(1, min(_PARTS, total // least))
    marks = np.searchsorted(np.cumsum(counts), np.arange(1, parts) * total // parts).tolist()
    ends = [0, *marks, len(counts)]
    return list(pairwise(ends))


def at_once(run: Callable[[Part], Found], parts: Sequence[Part]) -> list[Found]:
    """What each part gives, two at a time. Parts share nothing, so that their order decides nothing."""
    if len(parts) == 1:
        return [run(parts[0])]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return list(threads.map(run, parts))
