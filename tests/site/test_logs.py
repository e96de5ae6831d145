"""Logs of an installation."""

from __future__ import annotations

import logging
import sys

from symbiose.site.logs import OneLine


def test_error_is_one_line_with_its_traceback_and_without_the_key_of_a_link():
    try:
        int("/svar/hemmelig/ er\nbrudt")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "Fejl", (), sys.exc_info())

    line = OneLine("%(levelname)s %(message)s").format(record)

    assert "\n" not in line
    assert line.startswith("ERROR Fejl | Traceback (most recent call last): | File ")
    assert "/svar/…" in line
    assert "hemmelig" not in line
