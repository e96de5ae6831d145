"""Trade codes (branchekoder): their shape and version. The list itself is not shipped.

A code is a NACE class of four digits with two Danish digits after it: DB07 on NACE rev. 2 (source: dst.dk), DB25 on
NACE 2.1, in the company register since January 2025 (source: semanticgis.org, secondary). The two give the same
digits different meanings, so that a code is kept together with its version.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

FULL_DIGITS = 6
_SHAPE = re.compile(r"(\d{2})(?:\.?(\d)(?:(\d)(?:\.?(\d{2}))?)?)?")


class TradeCodeVersion(StrEnum):
    """Which list a trade code belongs to."""

    DB07 = "DB07"
    DB25 = "DB25"


class TradeCodeError(ValueError):
    """A text that is not a trade code; `args[0]` is the text as written."""


@dataclass(frozen=True, slots=True)
class TradeCode:
    """Two to six digits without dots, and the version of the list; None where the version was not said."""

    digits: str
    version: TradeCodeVersion | None

    @property
    def complete(self) -> bool:
        """True of all six digits, as the company register holds them; shorter ones name a group of trades."""
        return len(self.digits) == FULL_DIGITS

    @property
    def dotted(self) -> str:
        """The code as people write it: 16.23.00."""
        return ".".join(filter(None, (self.digits[:2], self.digits[2:4], self.digits[4:])))


def read_trade_code(text: str, version: TradeCodeVersion | None = None) -> TradeCode:
    """The code in ``16.23.00``, ``162300``, ``16.23`` or ``DB25 16.23.00``; a version in the text wins.

    Only the shape is tested: two, three, four or six digits of which the first two are a division 01-99.
    Raises TradeCodeError.
    """
    bare = re.sub(r"\s", "", text).upper()
    for known in TradeCodeVersion:
        if bare.startswith(known):
            bare, version = bare.removeprefix(known).lstrip(":"), known
    found = _SHAPE.fullmatch(bare)
    if found is None or not bare.isascii() or found[1] == "00":
        raise TradeCodeError(text)
    return TradeCode("".join(filter(None, found.groups())), version)
