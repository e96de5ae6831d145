"""Values that hold from a date to a date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from symbiose.engine.exchange.model import Policy
from symbiose.engine.law.retention import RetentionPolicy
from symbiose.engine.placement.model import Mode, Speed, Weights
from symbiose.engine.placement.model import Policy as PlacementPolicy
from symbiose.engine.resources.model import Reach
from symbiose.engine.symbiosis.model import LINKED
from symbiose.engine.symbiosis.model import Policy as SymbiosisPolicy
from symbiose.engine.symbiosis.model import Weights as SymbiosisWeights
from symbiose.reference.rows import Certainty, in_force, newest, read_rows, validity


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A named number in a unit, valid on both dates and between them; an open end is None."""

    name: str
    value: float
    unit: str
    valid_from: date
    valid_to: date | None
    source: str
    certainty: Certainty


def exchange_policy_rows(on: date) -> Mapping[str, DatedValue]:
    """The named values by which exchanges are ordered and limited on a date. Before the first row, the first holds."""
    return _holding("exchange_policy.csv", on)


def placement_policy_rows(on: date) -> Mapping[str, DatedValue]:
    """The named values by which people are placed on a date. Before the first row, the first holds."""
    return _holding("placement_policy.csv", on)


def symbiosis_policy_rows(on: date) -> Mapping[str, DatedValue]:
    """The named values by which symbioses are joined on a date. Before the first row, the first holds."""
    return _holding("symbiosis_policy.csv", on)


def listing_policy(on: date) -> Mapping[str, DatedValue]:
    """The named values by which owners of listings are asked on a date. Before the first row, the first holds."""
    return _holding("listing_policy.csv", on)


def access_policy(on: date) -> Mapping[str, DatedValue]:
    """The named limits of asking for an account and inviting on a date. Before the first row, the first holds."""
    return _holding("access_policy.csv", on)


def merging_policy(on: date) -> Mapping[str, DatedValue]:
    """The named limits of undoing that records were gathered, on a date. Before the first row, the first holds."""
    return _holding("merging_policy.csv", on)


def frontdesk_policy(on: date) -> Mapping[str, DatedValue]:
    """The named limits by which enquiries are answered on a date. Before the first row, the first holds."""
    return _holding("frontdesk_policy.csv", on)


def outreach_policy(on: date) -> Mapping[str, DatedValue]:
    """The named limits and terms by which firms are called on, on a date. Before the first row, the first holds."""
    return _holding("outreach_policy.csv", on)


def people_policy(on: date) -> Mapping[str, DatedValue]:
    """How long slips, visits and what people told are kept, on a date. Before the first row, the first holds."""
    return _holding("people_policy.csv", on)


def exchange_limits(on: date) -> Mapping[str, DatedValue]:
    """The named limits by which running exchanges are looked after on a date. Before the first row, the first holds."""
    return _holding("exchange_limits.csv", on)


def enterprise_size_rows(on: date) -> Mapping[str, DatedValue]:
    """The named ceilings by which an enterprise is an SME, and the rate of the euro, on a date."""
    return _holding("enterprise_size.csv", on)


def funnel_yardstick(on: date) -> Mapping[str, DatedValue]:
    """How far things came in a pilot of others, to set beside one's own. Before the first row, the first holds."""
    return _holding("funnel_yardstick.csv", on)


def handover_policy(on: date) -> Mapping[str, DatedValue]:
    """The named limits of asking what was handed over, and of what is told. Before the first row, the first holds."""
    return _holding("handover_policy.csv", on)


def placement_follow_up(on: date) -> Mapping[str, DatedValue]:
    """The named limits by which placements are followed on a date: talks, help, the survey. Before the first row, the first holds."""
    return _holding("placement_follow_up.csv", on)


def ratio_rule_rows(on: date) -> Mapping[str, DatedValue]:
    """The numbers of the ratio rule on a date. Before the first row, the first holds."""
    return _holding("ratio_rule.csv", on)


def reuse_jobs(on: date) -> Mapping[str, DatedValue]:
    """Jobs for a thousand tonnes, as others reported them, and the hours of a full-time year, on a date."""
    return _holding("reuse_jobs.csv", on)


def retention_rows(on: date) -> Mapping[str, DatedValue]:
    """The named steps in which staying in work is followed, and what a pause means, on a date."""
    return _holding("retention_policy.csv", on)


def flex_subsidy_rows(on: date) -> Mapping[str, DatedValue]:
    """The newest known values of the flex subsidy on a date, also where their year is over. Before the first, the first."""
    return newest(map(_dated, read_rows("flex_subsidy.csv")), on, name=lambda row: row.name)


def left_each_month_rows(on: date) -> Mapping[str, DatedValue]:
    """What is reckoned with where nobody knows better, for what is left each month, on a date."""
    return _holding("left_each_month.csv", on)


def _holding(name: str, on: date) -> Mapping[str, DatedValue]:
    return {row.name: row for row in in_force(map(_dated, read_rows(name)), on)}


def exchange_policy(on: date) -> Policy:
    """The policy of a date as the engine takes it; its version is the date of its youngest row."""
    rows = exchange_policy_rows(on)
    values = {name: row.value for name, row in rows.items()}
    return Policy(
        version=max(row.valid_from for row in rows.values()).isoformat(),
        reach_km={reach: values[f"reach_km.{reach}"] for reach in Reach},
        same_family=values["same_family"],
        use_edge=values["use_edge"],
        per_km=values["per_km"],
        estimated=values["estimated"],
        uncertain_use=values["uncertain_use"],
        fixed_link=values["fixed_link"],
        loop_member=values["loop_member"],
        loop_length=int(values["loop_length"]),
        keep_per_have=int(values["keep_per_have"]),
        narrower_family=values["narrower_family"],
        other_kind=values["other_kind"],
        likeness=values["likeness"],
        words_least=values["words_least"],
        by_words=int(values["by_words"]),
    )


def offer_policy(on: date) -> Mapping[str, DatedValue]:
    """Days to answer a proposal of placement, and what its runs take for granted, on a date."""
    return _holding("offer_policy.csv", on)


def placement_policy(on: date) -> PlacementPolicy:
    """The policy of a date as the engine takes it; its version is the date of its youngest row."""
    rows = placement_policy_rows(on)
    values = {name: row.value for name, row in rows.items()}
    return PlacementPolicy(
        version=max(row.valid_from for row in rows.values()).isoformat(),
        tiers=tuple(sorted(_under("tier", values).values(), reverse=True)),
        tolerance=values["tolerance"],
        weights=Weights(**{name.name: values[name.name] for name in fields(Weights)}),
        speeds={mode: _speed(_under(mode.value, values)) for mode in Mode},
        change=_under("change", values),
        most_hours={"": values["most_hours"], **_under("most_hours", values)},
        keep=int(values["keep"]),
    )


def retention_policy(on: date) -> RetentionPolicy:
    """The steps and the pauses of a date as the engine takes them."""
    values = {name: row.value for name, row in retention_rows(on).items()}
    return RetentionPolicy(
        months=tuple(sorted(int(value) for value in _under("mark", values).values())),
        pause_days=int(values["pause_days"]),
    )


def symbiosis_policy(on: date) -> SymbiosisPolicy:
    """The policy of a date as the engine takes it; its version is the date of its youngest row."""
    rows = symbiosis_policy_rows(on)
    values = {name: row.value for name, row in rows.items()}
    return SymbiosisPolicy(
        version=max(row.valid_from for row in rows.values()).isoformat(),
        weights=SymbiosisWeights(**{name.name: values[name.name] for name in fields(SymbiosisWeights)}),
        reach_km={role: values[f"reach_km.{role}"] for role in LINKED},
        fewest_parties=int(values["fewest_parties"]),
        most_parties=int(values["most_parties"]),
        least_hours=values["least_hours"],
        position_hours=values["position_hours"],
        hub_hours=values["hub_hours"],
        fewest_people=int(values["fewest_people"]),
        sizes=tuple(sorted(_under("size", values).values(), reverse=True)),
        edges=int(values["edges"]),
        kept=int(values["kept"]),
        told=int(values["told"]),
    )


def _under(name: str, values: Mapping[str, float]) -> dict[str, float]:
    """Values of the names below a name: of ``tier`` those of ``tier.1`` and ``tier.2``."""
    start = f"{name}."
    return {key.removeprefix(start): value for key, value in values.items() if key.startswith(start)}


def _speed(values: Mapping[str, float]) -> Speed:
    first, last = (None if name not in values else int(values[name]) for name in ("first_out", "last_home"))
    return Speed(values["km_per_hour"], values["minutes"], first, last)


def _dated(row: Mapping[str, str]) -> DatedValue:
    first, last = validity(row)
    return DatedValue(
        name=row["name"],
        value=float(row["value"]),
        unit=row["unit"],
        valid_from=first,
        valid_to=last,
        source=row["source"],
        certainty=Certainty(row["certainty"]),
    )
