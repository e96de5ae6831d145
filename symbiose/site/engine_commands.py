"""`symbiose match` and `symbiose solve`: the engine on plain files, without a database."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Timer
from typing import Any, ParamSpec, TypeVar

import click

from symbiose.engine.exchange.model import Candidate, Flow, Listing, Policy, Problem, Result
from symbiose.engine.explain import number, sentence
from symbiose.engine.files import Folder, finding_line, read_folder, safe_cell, to_listing
from symbiose.engine.reason import Reason
from symbiose.engine.resources.model import Graph, Reach
from symbiose.reference import exchange_policy, find_place

SLOW_SECONDS = 1.0
_Arguments = ParamSpec("_Arguments")
_Answer = TypeVar("_Answer")
_HEADINGS = {
    "da": ("point", "Ingen forslag.", "{0} af {1} tekster er læst."),
    "en": ("points", "No proposals.", "{0} of {1} texts read."),
}


class Kilometres(click.FloatRange):
    """A length on earth; “nan” is a number to Python, and no length."""

    name = "km"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number, refused where it is none."""
        number_given = float(super().convert(value, param, ctx))
        if math.isnan(number_given):
            self.fail(f"{value} is not a length.", param, ctx)
        return number_given


@dataclass(frozen=True, slots=True)
class Case:
    """What a command works on: the files as read, the engine's problem, and how to speak of it."""

    folder: Folder
    problem: Problem
    graph: Graph
    policy: Policy
    language: str

    def said(self, reasons: Iterable[Reason]) -> list[str]:
        """The reasons as sentences."""
        return [sentence(one, language=self.language, graph=self.graph) for one in reasons]


def _options(command: Callable[_Arguments, _Answer]) -> Callable[_Arguments, _Answer]:
    """What both commands take."""
    day = click.DateTime(["%Y-%m-%d"])
    for option in (
        click.argument("path", type=click.Path(path_type=Path)),
        click.option("--today", type=day, help="The date to reckon from; today if not given."),
        click.option("--radius", type=Kilometres(0, 20_000), help="Longest way by van or lorry, in km."),
        click.option(
            "--language", type=click.Choice(["da", "en"]), default="da", show_default=True, help="Of reasons."
        ),
    ):
        command = option(command)
    return command


@click.command()
@_options
@click.option("--top", type=click.IntRange(min=1), default=10, show_default=True, help="Proposals to each offer.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The full structure, as --format json.")
def match(path: Path, top: int, form: str, as_json: bool, **options: Any) -> None:
    """Propose which needs fit each offer in PATH, a folder or a file with listings, the most promising first."""
    case = _read_case(path, **options)
    from symbiose.engine.exchange.candidates import find_candidates

    with _told_when_slow("Finding pairs …"):
        found = find_candidates(case.problem, graph=case.graph, policy=case.policy, each=top)
    ranked = list(_ranked(case.problem, found, top))
    write = {"table": _table, "csv": _csv, "json": _match_json}["json" if as_json else form]
    _finish(case.folder, write(case, ranked))


@click.command()
@_options
@click.option("--seed", type=int, default=0, show_default=True, help="Same files and seed, same answer.")
@click.option("--json", "as_json", is_flag=True, help="The full structure; solve writes nothing else.")
def solve(path: Path, seed: int, as_json: bool, **options: Any) -> None:
    """Plan how much of what flows where in PATH, with loops, reasons and a bound, as JSON."""
    case = _read_case(path, **options)
    from symbiose.engine.exchange.solve import solve as plan

    with _told_when_slow("Solving …"):
        result = plan(case.problem, graph=case.graph, policy=case.policy, seed=seed)
    _finish(case.folder, _as_text(_result(case, result)))


engine_commands: tuple[click.Command, ...] = (match, solve)


def _read_case(path: Path, *, today: datetime | None, radius: float | None, language: str) -> Case:
    from symbiose.engine.resources.graph import load_graph

    graph = load_graph()
    folder = read_folder(path, graph=graph, find_place=find_place)
    for finding in folder.findings:
        click.echo(finding_line(finding, language=language), err=True)
    if not folder.listings:
        sys.exit(1)
    day = today.date() if today else _today()
    policy = exchange_policy(day)
    if radius is not None:
        policy = replace(policy, reach_km={**policy.reach_km, Reach.VAN: radius, Reach.LORRY: radius})
    listings = tuple(_listings(folder, graph, language))
    return Case(folder, Problem(listings, day), graph, policy, language)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _listings(folder: Folder, graph: Graph, language: str) -> Iterator[Listing]:
    from symbiose.engine.resources.reading import read_text

    told = time.monotonic()
    for done, row in enumerate(folder.listings, start=1):
        yield to_listing(row, graph=graph, find_place=find_place, read_text=read_text)
        if time.monotonic() - told > SLOW_SECONDS:
            told = time.monotonic()
            click.echo(_HEADINGS[language][2].format(done, len(folder.listings)), err=True)


@contextmanager
def _told_when_slow(text: str) -> Iterator[None]:
    """Say on stderr what is going on, if it goes on for more than a second."""
    timer = Timer(SLOW_SECONDS, click.echo, (text,), {"err": True})
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _ranked(problem: Problem, found: Iterable[Candidate], top: int) -> Iterator[tuple[Listing, list[Candidate]]]:
    """Haves in the order of the file, each with its best candidates first."""
    by_have: dict[str, list[Candidate]] = {}
    for candidate in found:
        by_have.setdefault(candidate.have, []).append(candidate)
    for listing in problem.listings:
        if listing.id in by_have:
            yield listing, by_have[listing.id][:top]


def _finish(folder: Folder, answer: str) -> None:
    """Write the answer, and exit with 1 where a row or a file could not be read. A reader may stop before the end."""
    try:
        click.echo(answer, nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        click.echo(f"The answer could not be written: {error.strerror}.", err=True)
        os._exit(1)  # the interpreter would try to write the rest once more, and say so at length
    sys.exit(1 if folder.errors else 0)


def _csv(case: Case, ranked: Iterable[tuple[Listing, list[Candidate]]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["have_id", "need_id", "score", "reasons"])
    for have, candidates in ranked:
        for one in candidates:
            reasons = " ".join(case.said(one.reasons))
            writer.writerow([safe_cell(have.id), safe_cell(one.need), f"{one.points:.15g}", safe_cell(reasons)])
    return out.getvalue()


def _table(case: Case, ranked: list[tuple[Listing, list[Candidate]]]) -> str:
    points, nothing, _ = _HEADINGS[case.language]
    texts = {listing.id: " ".join(listing.text.split()) for listing in case.problem.listings}
    lines: list[str] = [] if ranked else [nothing]
    for have, candidates in ranked:
        lines.append(f"{have.id}: {texts[have.id]}")
        for rank, one in enumerate(candidates, start=1):
            told = number(one.points, language=case.language)
            lines.append(f"  {rank}. {one.need}: {texts[one.need]} ({told} {points})")
            lines.extend(f"     - {text}" for text in case.said(one.reasons))
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _match_json(case: Case, ranked: Iterable[tuple[Listing, list[Candidate]]]) -> str:
    proposals = [_candidate(case, one) for _, candidates in ranked for one in candidates]
    return _as_text({**_setting(case), "proposals": proposals})


def _setting(case: Case) -> dict[str, Any]:
    findings = [
        {**asdict(finding), "sentence": finding_line(finding, language=case.language)}
        for finding in case.folder.findings
    ]
    return {
        "today": case.problem.today.isoformat(),
        "graph": case.graph.digest,
        "policy": asdict(case.policy),
        "findings": findings,
    }


def _candidate(case: Case, candidate: Candidate) -> dict[str, Any]:
    told = {name: value for name, value in asdict(candidate).items() if name != "reasons"}
    return told | {"reasons": [_reason(case, one) for one in candidate.reasons]}


def _reason(case: Case, reason: Reason) -> dict[str, Any]:
    values: Mapping[str, Any] = dict(reason.values)
    return {"code": reason.code, "tone": reason.tone, "values": values, "sentence": case.said([reason])[0]}


def _result(case: Case, result: Result) -> dict[str, Any]:
    return {
        **_setting(case),
        "flows": [_flow(case, flow) for flow in result.flows],
        "loops": [
            {
                "organisations": loop.organisations,
                "points": loop.points,
                "flows": [_flow(case, flow) for flow in loop.flows],
            }
            for loop in result.loops
        ],
        "value": result.value,
        "bound": result.bound,
        "gap": result.gap,
        "loop_value": result.loop_value,
        "loop_bound": result.loop_bound,
        "left_out": dict(result.left_out),
        "digest": result.digest,
        "summary": result.summary(),
    }


def _flow(case: Case, flow: Flow) -> dict[str, Any]:
    return {
        "quantity": flow.quantity,
        "unit": flow.unit,
        "per": flow.per,
        "estimated": flow.estimated,
        **_candidate(case, flow.candidate),
    }


def _as_text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"
