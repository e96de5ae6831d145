"""`symbiose place`: who fits where, on plain files of candidates and positions, without a database."""

from __future__ import annotations

import csv
import io
import sys
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from symbiose.engine.explain import law_sentence, number
from symbiose.engine.files import Finding, People, PeopleRules, PositionRow, read_people, safe_cell, site_of, to_problem
from symbiose.engine.law.cpr_pattern import find_cpr_like
from symbiose.engine.law.ratio_rule import CountingRule, RatioRule, most_subsidised, ratio_of
from symbiose.engine.placement.model import Fault, Policy, Problem
from symbiose.engine.reason import Reason, Tone
from symbiose.engine.windows import format_windows
from symbiose.reference import counting_rule, find_place, job_forms, placement_policy, ratio_rule
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

if TYPE_CHECKING:
    from symbiose.engine.placement.outcome import Outcome
    from symbiose.engine.placement.pair import Pair
    from symbiose.engine.placement.plan import Result

_COLUMNS = ("candidate_id", "position_id", "hours", "verdict", "reasons")
_TONES = {
    "da": {Tone.MET: "Opfyldt:", Tone.UNMET: "Ikke opfyldt:", Tone.NOTE: "Godt at vide:"},
    "en": {Tone.MET: "Met:", Tone.UNMET: "Not met:", Tone.NOTE: "Good to know:"},
}
_SUMMARY = {
    "da": "{placed} af {waiting} personer har fået et forslag. Værdi {value} point af højst {bound} (afstand {gap} %).",
    "en": "{placed} of {waiting} persons have a proposal. Value {value} points of at most {bound} (gap {gap} %).",
}
_PROGRESS = {"da": "{0} af {1} personer er gjort op.", "en": "{0} of {1} persons done."}


@dataclass(frozen=True, slots=True)
class PeopleCase:
    """What a command works on: the files as read, the engine's problem without its faulty rows, and the rules of the day."""

    people: People
    problem: Problem
    faults: tuple[Fault, ...]
    policy: Policy
    ratio: RatioRule
    counting: CountingRule
    today: date
    language: str

    @property
    def errors(self) -> tuple[object, ...]:
        """What kept a row or a file from taking part."""
        return (*self.people.errors, *self.faults)


@click.command()
@common_options
@click.option("--seed", type=int, default=0, show_default=True, help="Same files and seed, same answer.")
@click.option("--pair", metavar="CANDIDATE,POSITION", help="One pair alone, with every condition met and unmet.")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The full structure, as --format json.")
def place(path: Path, seed: int, pair: str | None, form: str, as_json: bool, **options: Any) -> None:
    """Propose a position to each candidate in PATH, a folder or a workbook, or say what would open one."""
    case = _read_case(path, **options)
    full = as_json or form == "json"
    if pair is not None:
        finish(_one_pair(case, pair, full=full), case.errors)
    told = outcomes_of(case, seed=seed)
    if full:
        answer = as_text({**_setting(case), **people_told(case, *told)})
    else:
        answer = _csv(_row(case, one) for one in told[1])
        click.echo(_certificate(case, told[0]), err=True)
    finish(answer, case.errors)


def people_case(people: People, *, today: date, language: str) -> PeopleCase:
    """The engine's problem of the rows that loaded, by the rules of a day; rows with a fault are told on stderr."""
    from symbiose.engine.placement.faults import sound

    ratio, counting, policy = ratio_rule(today), counting_rule(today), placement_policy(today)
    whole = to_problem(
        people.candidates,
        people.positions,
        people.travel,
        find_place=find_place,
        counts_form=lambda form: counting.counts(form) is True,
        most_places=lambda employees: most_subsidised(employees, ratio),
    )
    problem, faults = sound(whole, policy)
    for fault in faults:
        click.echo(f"{fault.id}: {' '.join(said(fault.reasons, language))}", err=True)
    return PeopleCase(people, problem, faults, policy, ratio, counting, today, language)


def rules_of(today: date) -> PeopleRules:
    """The job forms and the longest hours of a day."""
    return PeopleRules(placement_policy(today).most_hours, {one.code: one.name for one in job_forms(today).values()})


def outcomes_of(case: PeopleCase, *, seed: int) -> tuple[Result, tuple[Outcome, ...]]:
    """The plan, and what comes of each person beside it; what takes long is told on stderr."""
    from symbiose.engine.placement.outcome import outcomes
    from symbiose.engine.placement.solve import solve

    with told_when_slow("Placing …"):
        result = solve(case.problem, policy=case.policy, seed=seed)
    told = _told_now_and_then(outcomes(case.problem, result, policy=case.policy), case)
    return result, tuple(told)


def people_told(case: PeopleCase, result: Result, told: Iterable[Outcome]) -> dict[str, Any]:
    """Placements, what would open a position to the others, and the certificate of the plan, for JSON."""
    every = list(told)
    return {
        "placements": [_outcome(case, one) for one in every if one.proposed],
        "without": [_outcome(case, one) for one in every if not one.proposed],
        "value": result.value,
        "bound": result.bound,
        "gap": result.gap,
        "tiers": [asdict(tier) for tier in result.tiers],
        "left_out": result.left_out,
        "faults": [
            {"kind": one.kind, "id": one.id, "reasons": [told_reason(reason, case.language) for reason in one.reasons]}
            for one in case.faults
        ],
        "digest": result.digest,
        "summary": result.summary(),
    }


def rules_told(case: PeopleCase) -> dict[str, Any]:
    """The policy and the ratio rule of the day, each with its source, for JSON."""
    return {"policy": asdict(case.policy), "ratio_rule": asdict(case.ratio), "counting_rule": asdict(case.counting)}


def _read_case(path: Path, *, language: str, today: Any) -> PeopleCase:
    day = day_of(today)
    with told_when_slow("Reading …"):
        people = read_people(path, find_place=find_place, rules=rules_of(day))
    tell(people.findings, language)
    if not people.candidates or not people.positions:
        if all(one.line for one in people.errors):
            tell([Finding(0, "", "no_people_left")], language)
        sys.exit(1)
    return people_case(people, today=day, language=language)


def _told_now_and_then(found: Iterable[Outcome], case: PeopleCase) -> Iterator[Outcome]:
    last = time.monotonic()
    for done, one in enumerate(found, start=1):
        yield one
        if time.monotonic() - last > engine_answers.SLOW_SECONDS:
            last = time.monotonic()
            click.echo(_PROGRESS[case.language].format(done, len(case.problem.candidates)), err=True)


def _setting(case: PeopleCase) -> dict[str, Any]:
    findings = told_findings(case.people.findings, case.language)
    return {"today": case.today.isoformat(), **rules_told(case), "findings": findings}


def _certificate(case: PeopleCase, result: Result) -> str:
    waiting = sum(tier.waiting for tier in result.tiers)
    shown = {"value": result.value, "bound": result.bound, "gap": 100 * result.gap}
    return _SUMMARY[case.language].format(
        placed=len(result.placements),
        waiting=waiting,
        **{name: number(round(value, 2), language=case.language) for name, value in shown.items()},
    )


def _one_pair(case: PeopleCase, written: str, *, full: bool) -> str:
    from symbiose.engine.placement.every import every_condition
    from symbiose.engine.placement.pair import judge

    people = {one.id: one for one in case.problem.candidates}
    jobs = {one.id: one for one in case.problem.positions}
    candidate, position = _ids(written, people.keys(), jobs.keys(), case.language)
    judged = judge(people[candidate], jobs[position], problem=case.problem, policy=case.policy)
    reasons = every_condition(people[candidate], jobs[position], problem=case.problem, policy=case.policy)
    law = _law(case, next(row for row in case.people.positions if row.id == position))
    if full:
        return as_text({**_setting(case), "pair": {**_pair(case, judged, reasons), "ratio_reasons": law}})
    text = " ".join([_grouped(case, reasons), *law])
    return _csv([(candidate, position, f"{judged.hours:g}", _verdict(judged), text)])


def _ids(written: str, people: Collection[str], jobs: Collection[str], language: str) -> tuple[str, str]:
    """The two ids of a pair, parted by a comma; an id may hold a comma itself."""
    if "," not in written:
        raise click.UsageError("--pair takes CANDIDATE,POSITION.")
    pieces = written.split(",")
    splits = [(",".join(pieces[:at]).strip(), ",".join(pieces[at:]).strip()) for at in range(1, len(pieces))]
    known = next((pair for pair in splits if pair[0] in people and pair[1] in jobs), None)
    if known is not None:
        return known
    candidate, position = next((pair for pair in splits if pair[0] in people), splits[0])
    code, value = ("unknown_position", position) if candidate in people else ("unknown_candidate", candidate)
    tell([Finding(0, "", code, {"value": "…" if find_cpr_like(value) else value})], language)
    sys.exit(1)


def _law(case: PeopleCase, row: PositionRow) -> list[str]:
    """The ratio rule of the position's production unit with its sources, where it counts the job form."""
    if not case.counting.counts(row.form):
        return []
    unit = next(one for one in case.problem.workplaces if one.unit == site_of(row))
    employees = (one.ordinary_employees for one in case.people.positions if site_of(one) == site_of(row))
    known = next((one for one in employees if one is not None), None)
    ratio = ratio_of(known, {row.form: unit.subsidised_now}, rule=case.ratio, counting=case.counting)
    return [law_sentence(one, language=case.language) for one in ratio.reasons]


def _row(case: PeopleCase, one: Outcome) -> tuple[str, str, str, str, str]:
    reasons = _grouped(case, one.reasons)
    if one.pair is None:
        return (one.candidate, "", "0", _verdict(None), reasons)
    return (one.candidate, one.pair.position, f"{one.pair.hours:g}", _verdict(one.pair), reasons)


def _outcome(case: PeopleCase, one: Outcome) -> dict[str, Any]:
    if one.pair is not None:
        return _pair(case, one.pair, one.reasons)
    reasons = [told_reason(reason, case.language) for reason in one.reasons]
    return {"candidate": one.candidate, "position": None, "verdict": _verdict(None), "reasons": reasons}


def _pair(case: PeopleCase, pair: Pair, reasons: Iterable[Reason]) -> dict[str, Any]:
    return {
        "candidate": pair.candidate,
        "position": pair.position,
        "hours": pair.hours,
        "windows": format_windows(pair.windows, danish=False),
        "minutes": pair.minutes,
        "verdict": _verdict(pair),
        "points": pair.points,
        "parts": [asdict(part) for part in pair.parts],
        "reasons": [told_reason(one, case.language) for one in reasons],
    }


def _verdict(pair: Pair | None) -> str:
    return "feasible" if pair is not None and pair.feasible else "infeasible"


def _grouped(case: PeopleCase, reasons: Iterable[Reason]) -> str:
    """What is met, what is not, and what is good to know, each behind its heading."""
    every = list(reasons)
    parts: list[str] = []
    for tone, heading in _TONES[case.language].items():
        texts = said((one for one in every if one.tone is tone), case.language)
        parts += [heading, *texts] if texts else []
    return " ".join(parts)


def _csv(rows: Iterable[tuple[str, str, str, str, str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for candidate, position, hours, verdict, reasons in rows:
        writer.writerow([safe_cell(candidate), safe_cell(position), hours, verdict, safe_cell(reasons)])
    return out.getvalue()
