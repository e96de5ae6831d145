"""`symbiose match`: the engine on plain files of listings, without a database; and what `symbiose solve` says of flows."""

from __future__ import annotations

import csv
import io
import math
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from symbiose.engine.exchange.model import Candidate, Flow, Listing, Policy, Problem, Result
from symbiose.engine.explain import number
from symbiose.engine.files import Folder, read_folder, safe_cell, to_listing
from symbiose.engine.resources.graph import load_graph
from symbiose.engine.resources.model import Graph, Reach
from symbiose.reference import exchange_policy, find_place
from symbiose.site import engine_answers
from symbiose.site.engine_answers import (
    as_text,
    common_options,
    day_of,
    finish,
    said,
    tell,
    told_findings,
    told_reason,
    told_when_slow,
)

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


def exchange_options(command: Callable[_Arguments, _Answer]) -> Callable[_Arguments, _Answer]:
    """What every command on listings takes."""
    radius = click.option("--radius", type=Kilometres(0, 20_000), help="Longest way by van or lorry, in km.")
    return radius(common_options(command))


@click.command()
@exchange_options
@click.option("--top", type=click.IntRange(min=1), default=10, show_default=True, help="Proposals to each offer.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The full structure, as --format json.")
def match(path: Path, top: int, form: str, as_json: bool, **options: Any) -> None:
    """Propose which needs fit each offer in PATH, a folder or a file with listings, the most promising first."""
    case = _read_case(path, **options)
    from symbiose.engine.exchange.candidates import find_candidates

    with told_when_slow("Finding pairs …"):
        found = find_candidates(case.problem, graph=case.graph, policy=case.policy, each=top)
    ranked = list(_ranked(case.problem, found, top))
    write = {"table": _table, "csv": _csv, "json": _match_json}["json" if as_json else form]
    finish(write(case, ranked), case.folder.errors)


def _read_case(path: Path, *, language: str, **options: Any) -> Case:
    """What a folder or a file of listings holds; the program ends where there is none."""
    folder = read_folder(path, graph=load_graph(), find_place=find_place)
    tell(folder.findings, language)
    if not folder.listings:
        sys.exit(1)
    return case_of(folder, language=language, **options)


def case_of(folder: Folder, *, today: datetime | None, radius: float | None, language: str) -> Case:
    """The engine's problem of the listings that loaded."""
    graph = load_graph()
    day = day_of(today)
    policy = exchange_policy(day)
    if radius is not None:
        policy = replace(policy, reach_km={**policy.reach_km, Reach.VAN: radius, Reach.LORRY: radius})
    listings = tuple(_listings(folder, graph, language))
    return Case(folder, Problem(listings, day), graph, policy, language)


def _listings(folder: Folder, graph: Graph, language: str) -> Iterator[Listing]:
    from symbiose.engine.resources.reading import read_text

    told = time.monotonic()
    for done, row in enumerate(folder.listings, start=1):
        yield to_listing(row, graph=graph, find_place=find_place, read_text=read_text)
        if time.monotonic() - told > engine_answers.SLOW_SECONDS:
            told = time.monotonic()
            click.echo(_HEADINGS[language][2].format(done, len(folder.listings)), err=True)


def _ranked(problem: Problem, found: Iterable[Candidate], top: int) -> Iterator[tuple[Listing, list[Candidate]]]:
    """Haves in the order of the file, each with its best candidates first."""
    by_have: dict[str, list[Candidate]] = {}
    for candidate in found:
        by_have.setdefault(candidate.have, []).append(candidate)
    for listing in problem.listings:
        if listing.id in by_have:
            yield listing, by_have[listing.id][:top]


def _csv(case: Case, ranked: Iterable[tuple[Listing, list[Candidate]]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["have_id", "need_id", "score", "reasons"])
    for have, candidates in ranked:
        for one in candidates:
            reasons = " ".join(said(one.reasons, case.language))
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
            lines.extend(f"     - {text}" for text in said(one.reasons, case.language))
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _match_json(case: Case, ranked: Iterable[tuple[Listing, list[Candidate]]]) -> str:
    proposals = [_candidate(case, one) for _, candidates in ranked for one in candidates]
    return as_text({**_setting(case), "proposals": proposals})


def _setting(case: Case) -> dict[str, Any]:
    return {
        "today": case.problem.today.isoformat(),
        "graph": case.graph.digest,
        "policy": asdict(case.policy),
        "findings": told_findings(case.folder.findings, case.language),
    }


def _candidate(case: Case, candidate: Candidate) -> dict[str, Any]:
    told = {name: value for name, value in asdict(candidate).items() if name != "reasons"}
    return told | {"reasons": [told_reason(one, case.language) for one in candidate.reasons]}


def flows_told(case: Case, result: Result) -> dict[str, Any]:
    """Setting, flows and loops of a plan with its certificate, for JSON."""
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
