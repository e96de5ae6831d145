"""`symbiose solve`: one plan of what flows where and who works where, on plain files, without a database."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from symbiose.engine.exchange.model import Result
from symbiose.engine.files import Finding, Folder, People, names_in, read_folder, read_people
from symbiose.engine.resources.graph import load_graph
from symbiose.reference import find_place
from symbiose.site.bundle_answers import bundles_told
from symbiose.site.engine_answers import as_text, day_of, finish, tell, told_findings, told_when_slow
from symbiose.site.engine_commands import Case, case_of, exchange_options, flows_told
from symbiose.site.place_command import PeopleCase, outcomes_of, people_case, people_told, rules_of, rules_told

if TYPE_CHECKING:
    from symbiose.engine.placement.outcome import Outcome
    from symbiose.engine.placement.plan import Result as Placements

_NOTHING = Folder((), (), ())
_NOBODY = People((), (), None, ())


@dataclass(frozen=True, slots=True)
class _Read:
    """What a folder holds of either side; a side whose files are not there is empty."""

    listings: Folder
    people: People

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found; what both sides read is told once."""
        more = (one for one in self.people.findings if one not in self.listings.findings)
        return (*self.listings.findings, *more)

    @property
    def has_people(self) -> bool:
        """True where somebody could be placed."""
        return bool(self.people.candidates and self.people.positions)


@click.command()
@exchange_options
@click.option("--seed", type=int, default=0, show_default=True, help="Same files and seed, same answer.")
@click.option("--json", "as_json", is_flag=True, help="The full structure; solve writes nothing else.")
def solve(path: Path, *, seed: int, language: str, today: datetime | None, radius: float | None, **_json: bool) -> None:
    """Plan what of PATH flows where, who works where and what joins the two, with reasons and bounds, as JSON."""
    day = day_of(today)
    read = _read(path, day)
    tell(read.findings, language)
    if not read.listings.listings and not read.has_people:
        sys.exit(1)
    flows = case_of(read.listings, today=today, radius=radius, language=language)
    people = people_case(read.people, today=day, language=language)
    planned, placed = _flows(flows, seed), outcomes_of(people, seed=seed)
    told = {**flows_told(flows, planned), **_placements(people, *placed)}
    told |= bundles_told(flows, planned, people, placed[0], seed=seed)
    told["findings"] = told_findings(read.findings, language)
    finish(as_text(told), [one for side in (flows.folder.errors, people.errors) for one in side])


def _read(path: Path, day: date) -> _Read:
    """Either side whose files are there; where neither is, one sentence about that."""
    names = names_in(path)
    listings, people = _NOTHING, _NOBODY
    if path.is_dir() and not names & {"listings", "candidates", "positions"}:
        where = {"folder": str(path)}
        listings = replace(_NOTHING, findings=(Finding(0, "", "empty_folder", where, file="listings.csv"),))
    elif "listings" in names or not names & {"candidates", "positions"}:
        listings = read_folder(path, graph=load_graph(), find_place=find_place)
    if names & {"candidates", "positions"}:
        with told_when_slow("Reading …"):
            people = read_people(path, find_place=find_place, rules=rules_of(day))
    return _Read(listings, people)


def _flows(case: Case, seed: int) -> Result:
    from symbiose.engine.exchange.solve import solve as plan

    with told_when_slow("Solving …"):
        return plan(case.problem, graph=case.graph, policy=case.policy, seed=seed)


def _placements(case: PeopleCase, plan: Placements, outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """The placements beside the flows, and all that belongs to them under one name: no figure adds the two."""
    told = people_told(case, plan, outcomes)
    placements = told.pop("placements")
    return {"placements": placements, "placing": {**rules_told(case), **told}}
