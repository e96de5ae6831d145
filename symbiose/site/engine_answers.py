"""What the engine's commands share: their options, how they speak on stderr, and how they end."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Timer
from typing import Any, ParamSpec, TypeVar

import click

from symbiose.engine.explain import sentence
from symbiose.engine.files import Finding, finding_line
from symbiose.engine.reason import Reason
from symbiose.engine.resources.graph import load_graph

SLOW_SECONDS = 1.0
_Arguments = ParamSpec("_Arguments")
_Answer = TypeVar("_Answer")


def common_options(command: Callable[_Arguments, _Answer]) -> Callable[_Arguments, _Answer]:
    """What every command on plain files takes."""
    for option in (
        click.argument("path", type=click.Path(path_type=Path)),
        click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The date to reckon from; today if not given."),
        click.option(
            "--language", type=click.Choice(["da", "en"]), default="da", show_default=True, help="Of reasons."
        ),
    ):
        command = option(command)
    return command


def day_of(today: datetime | None) -> date:
    """The day that was given, else today."""
    return today.date() if today else datetime.now(UTC).astimezone().date()


@contextmanager
def told_when_slow(text: str) -> Iterator[None]:
    """Say on stderr what is going on, if it goes on for more than a second."""
    timer = Timer(SLOW_SECONDS, click.echo, (text,), {"err": True})
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def tell(findings: Iterable[Finding], language: str) -> None:
    """Everything that was found, a line each, on stderr."""
    for finding in findings:
        click.echo(finding_line(finding, language=language), err=True)


def said(reasons: Iterable[Reason], language: str) -> list[str]:
    """The reasons as sentences."""
    graph = load_graph()
    return [sentence(one, language=language, graph=graph) for one in reasons]


def told_reason(reason: Reason, language: str) -> dict[str, Any]:
    """A reason with its sentence, for JSON."""
    return {
        "code": reason.code,
        "tone": reason.tone,
        "values": dict(reason.values),
        "sentence": said([reason], language)[0],
    }


def told_findings(findings: Iterable[Finding], language: str) -> list[dict[str, Any]]:
    """Findings with their sentences, for JSON."""
    return [{**asdict(one), "sentence": finding_line(one, language=language)} for one in findings]


def as_text(value: Mapping[str, Any]) -> str:
    """JSON as people can read it."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"


def finish(answer: str, errors: Collection[object]) -> None:
    """Write the answer, and exit with 1 where a row or a file could not be read. A reader may stop before the end."""
    try:
        click.echo(answer, nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        click.echo(f"The answer could not be written: {error.strerror}.", err=True)
        os._exit(1)  # the interpreter would try to write the rest once more, and say so at length
    sys.exit(1 if errors else 0)
