"""Kernels: plain Python for few pairs, machine code for many. They count in whole numbers, so that both give the same.

The compiler is loaded by the first plan that is large enough to pay for it, and what it made is kept beside the file (or
where `NUMBA_CACHE_DIR` says). Where it is not installed, large plans are made all the same, many times more slowly.
"""

from __future__ import annotations

from functools import cache
from types import FunctionType, ModuleType
from typing import Any

LARGE = 400  # pairs from which machine code pays
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
            space[name] = njit(cache=True)(plain)
        except RuntimeError:  # there is nowhere to keep it
            space[name] = njit(plain)
    return twin
