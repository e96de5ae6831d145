"""Logs for a machine to gather: one line each, and without the address of a personal link, which is a key."""

from __future__ import annotations

import logging
import re

LINK = re.compile(r"(/svar/)(?!besked/)[^/\s\"']+")


class WithoutLinks(logging.Filter):
    """Blots out the key of a personal link wherever its address stands in a line."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if LINK.search(said):
            record.msg, record.args = LINK.sub(r"\1…", said), ()
        return True


class OneLine(logging.Formatter):
    """A traceback stands on the line of its error, its own lines parted by bars."""

    def format(self, record: logging.LogRecord) -> str:
        """The record without line breaks."""
        line = " | ".join(part.strip() for part in super().format(record).splitlines() if part.strip())
        return LINK.sub(r"\1…", line)
