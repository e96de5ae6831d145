"""The engine's machine code, made before the first plan asks for it."""

from __future__ import annotations

import sys
from subprocess import Popen

from symbiose.engine.placement import warm


def compile_ahead() -> Popen[bytes] | None:
    """A process that makes what is lacking of it; None where all is there."""
    if warm.kept():
        return None
    return Popen([sys.executable, "-m", warm.__name__])  # noqa: S603  our own program
