"""Problem and policy of a placement, as frozen data.

Hours are a week's, in steps of half an hour; mentor hours in quarters. Nothing about worth, origin, gender, age or
health has a field here, so none of it can enter a plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from symbiose.engine.geography import Place
from symbiose.engine.reason import Reason


class Mode(StrEnum):
    """How a person travels."""

    WALK = "walk"
    BIKE = "bike"
    PUBLIC = "public"
    CAR = "car"


class Use(StrEnum):
    """How a position uses its windows: hours anywhere inside them, every one a shift, or some of the shifts."""

    FLEXIBLE = "flexible"
    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Pattern:
    """`least` is the number of shifts that must be worked, where any of them may be chosen."""

    use: Use = Use.FLEXIBLE
    least: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pseudonymous person who wants to work.

    `hours` is the most that they can do, `windows` half-hour bits when they can be at work, `max_travel` minutes one
    way. `wishes` are codes of tasks; `never` holds codes of tasks, organisations and positions that they said no to.
    `knows` are production units where they have been before. `mentor_hours` is support at work: what a workplace must
    have room for, never a cost of the person. `forms` are the job forms that are possible; none means that nobody said.
    """

    id: str
    hours: float
    windows: int
    place: Place | None
    transport: Mode
    max_travel: int
    accommodations: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    wishes: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    knows: frozenset[str] = frozenset()
    waiting_weeks: float = 0.0
    mentor_hours: float = 0.0
    forms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Position:
    """Hours carved from tasks: at least `min_hours` and at most `hours` of one person.

    `windows` are half-hour bits of each window as it was written; none means any time where the pattern is flexible.
    `total_hours` is what all its persons may work together; None means as much as its seats give. `subsidised` is True
    where the dated counting rule counts its job form.
    """

    id: str
    organisation: str
    unit: str
    hours: float
    min_hours: float
    windows: tuple[int, ...]
    place: Place | None
    pattern: Pattern = Pattern()
    form: str = ""
    seats: int = 1
    total_hours: float | None = None
    subsidised: bool = False
    accommodations: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    tasks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Workplace:
    """A production unit with the mentor hours that it has in all, and the ratio rule's numbers for it.

    `most_subsidised` is how many subsidised places the rule allows (None: no limit is known), `subsidised_now` how many
    there are, those of existing placements among them.
    """

    unit: str
    organisation: str
    mentor_hours: float = 0.0
    most_subsidised: int | None = None
    subsidised_now: int = 0


@dataclass(frozen=True, slots=True)
class Existing:
    """A placement that runs. It takes its room, and no plan ever moves it; `main` is the person's main placement."""

    candidate: str
    position: str
    hours: float
    mentor_hours: float = 0.0
    main: bool = True


@dataclass(frozen=True, slots=True)
class Way:
    """A journey one way: minutes, and the minutes after midnight between which hours at work must lie.

    `near`: home and work are one point of the map, so that the way between them is unknown. `minutes` is then 0: what
    nobody knows keeps nobody out and takes no points away.
    """

    minutes: int
    first_out: int | None = None
    last_home: int | None = None
    estimated: bool = False
    near: bool = False


Ways = Mapping[tuple[str, str, Mode], Way]


@dataclass(frozen=True, slots=True)
class Problem:
    """Everybody who waits and every position. Where `travel` is given, a pair of places without a row is out of reach."""

    candidates: tuple[Candidate, ...]
    positions: tuple[Position, ...]
    workplaces: tuple[Workplace, ...] = ()
    existing: tuple[Existing, ...] = ()
    travel: Ways | None = None
    refused: frozenset[tuple[str, str]] = frozenset()  # (candidate, position) that somebody said no to


@dataclass(frozen=True, slots=True)
class Weights:
    """Points by name, shown one by one; points order proposals and are never a reported result.

    `own_hours` for all the hours that the person can do, in part for fewer; `wishes` where all tasks of the position are
    wished; `waiting` a year waited, two at most; `continuity` at a workplace that the person knows; `workplace_hour` an
    hour that the workplace gets; `travel_minute` is taken away.
    """

    own_hours: float
    wishes: float
    waiting: float
    continuity: float
    workplace_hour: float
    travel_minute: float


@dataclass(frozen=True, slots=True)
class Speed:
    """Estimate of a mode's travel: km an hour by road, minutes beside it, and the hours of its first and last way."""

    km_per_hour: float
    minutes: float = 0.0
    first_out: int | None = None
    last_home: int | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """Dated choices of the municipality: who is covered first, to within what tolerance, and what weighs how much.

    `tiers` are least weeks waited, longest first. `tolerance` is the share of a tier's best coverage that may be given
    up. `change` says how large a step each kind of change is, so that the smallest can be named. `most_hours` a week of
    one person by job form; "" for all others.
    """

    version: str
    tiers: tuple[float, ...]
    tolerance: float
    weights: Weights
    speeds: Mapping[Mode, Speed]
    change: Mapping[str, float]
    most_hours: Mapping[str, float] = field(default_factory=dict)
    keep: int = 40

    def tier(self, weeks: float) -> int:
        """Number of the tier of somebody who waited so many weeks: 0 has waited longest."""
        return sum(weeks < least for least in self.tiers)


@dataclass(frozen=True, slots=True)
class Stop:
    """Work limits, not seconds, so that the same input gives the same result on any machine.

    `rounds` of improvement, a neighbourhood each, and `nodes` of each exact search. `seconds` is for somebody who waits: no
    part of the work begins after them, and what was found until then is the result, which is then not reproducible. `gap` is
    the share of the bound that may be missing for a plan to be good enough; guarantees are sought to the end all the same.
    """

    rounds: int = 20
    nodes: int = 1
    seconds: float | None = None
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row: which it is, and a reason for each thing."""

    kind: str  # candidate, position or workplace
    id: str
    reasons: tuple[Reason, ...]
