"""When a search ends: work limits give the same result on any machine, a limit in seconds does not."""

from __future__ import annotations

import math
import time


class Clock:
    """Seconds that are left of a limit; without one, as many as it takes."""

    def __init__(self, seconds: float | None = None) -> None:
        self._end = math.inf if seconds is None else time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds, not below 0."""
        return max(0.0, self._end - time.monotonic())

    @property
    def out(self) -> bool:
        """True where no time is left."""
        return self.left <= 0
