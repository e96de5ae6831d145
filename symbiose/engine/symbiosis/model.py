"""Problem and policy of symbioses, as frozen data.

Hours are a week's, in steps of half an hour; money is DKK. Nothing
here names a person: how many of those who wait could fill a position is a number, and under five it is only "few".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from symbiose.engine.accounting.measures import Column
from symbiose.engine.exchange.model import Candidate, Flow, Listing
from symbiose.engine.placement.model import Position
from symbiose.engine.resources.model import Graph


class HubKind(StrEnum):
    """What sort of place the work is done at."""

    SOCIAL_ENTERPRISE = "social_enterprise"
    WORKSHOP = "workshop"
    DEPARTMENT = "department"


class Role(StrEnum):
    """What a party does in a bundle; the first four are also the kinds of link that a bundle is joined from."""

    GIVER = "giver"  # has something left over
    SPACE = "space"  # has the room
    EQUIPMENT = "equipment"  # has the machine
    BUYER = "buyer"  # lacks what the hub makes or does
    HUB = "hub"  # does the work
    PEOPLE = "people"  # those who wait for hours


LINKED = (Role.GIVER, Role.SPACE, Role.EQUIPMENT, Role.BUYER)


class Measure(StrEnum):
    """What a party can gain or lose. The same kg and the same hours pass several hands: parties are never added."""

    HOURS = "hours_per_week"  # work at the hub
    POSITIONS = "positions"
    ROOM_HOURS = "room_hours"  # hours a week that are worked in the party's room
    KG_KEPT = "kg_kept_in_use"
    KG_IN_GOODS = "kg_in_goods"  # of what is kept in use, in what the party buys
    CO2E = "kg_co2e"  # only where somebody gave a figure
    PRICE_RECEIVED = "price_received"
    RENT_RECEIVED = "rent_received"
    SALES = "sales"
    SAVED = "saved_below_ceiling"  # what it pays less than it would at most
    FEE_SAVED = "fee_saved"  # what it no longer pays to get rid of it; only where somebody gave a figure
    PRICE_PAID = "price_paid"
    RENT_PAID = "rent_paid"
    WAGES = "wages"
    HANDLING = "handling"  # what it costs to hand over or receive; only where somebody gave a figure


COLUMN_OF: Mapping[Measure, Column] = {
    **dict.fromkeys((Measure.HOURS, Measure.POSITIONS, Measure.ROOM_HOURS), Column.PEOPLE),
    **dict.fromkeys((Measure.KG_KEPT, Measure.KG_IN_GOODS, Measure.CO2E), Column.PLANET),
    **dict.fromkeys((Measure.PRICE_RECEIVED, Measure.RENT_RECEIVED, Measure.SALES, Measure.SAVED), Column.ECONOMY),
    **dict.fromkeys((Measure.FEE_SAVED, Measure.PRICE_PAID, Measure.RENT_PAID), Column.ECONOMY),
    **dict.fromkeys((Measure.WAGES, Measure.HANDLING), Column.ECONOMY),
}
UNIT_OF: Mapping[Measure, str] = {
    **dict.fromkeys(COLUMN_OF, "DKK"),
    **dict.fromkeys((Measure.HOURS, Measure.ROOM_HOURS), "hour"),
    **dict.fromkeys((Measure.KG_KEPT, Measure.KG_IN_GOODS), "kg"),
    Measure.POSITIONS: "position",
    Measure.CO2E: "kg CO2e",
}
COSTS = frozenset({Measure.PRICE_PAID, Measure.RENT_PAID, Measure.WAGES, Measure.HANDLING})
STATED = frozenset({Measure.CO2E, Measure.FEE_SAVED, Measure.HANDLING})  # what an `Effect` can say


@dataclass(frozen=True, slots=True)
class Hub:
    """An organisation that bundles are built round.

    `own_room` is whether it has a place to do the work (None: not known). `most_hours` a week that it could take on
    beside its positions, `pay` what an hour costs it in DKK; None where nobody said. `made_share` is how much of what
    comes in is in what goes out, by weight.
    """

    organisation: str
    kind: HubKind = HubKind.SOCIAL_ENTERPRISE
    own_room: bool | None = None
    most_hours: float | None = None
    pay: float | None = None
    made_share: float = 1.0


@dataclass(frozen=True, slots=True)
class Effort:
    """Hours of work that one `unit` of a resource family takes, with the range and where it is known from."""

    family: str
    unit: str
    low: float
    central: float
    high: float
    source: str
    certainty: str = "assumption"


@dataclass(frozen=True, slots=True)
class Effect:
    """What the owner of a listing gains (below 0: loses) for each of its units that moves, where somebody gave a figure.

    `measure` is one of `STATED`.
    """

    listing: str
    measure: Measure
    per_unit: float
    source: str
    estimated: bool = True


@dataclass(frozen=True, slots=True)
class Accepted:
    """A loss a year that an organisation declared acceptable in a column, in `unit`."""

    organisation: str
    column: Column
    quantity: float
    unit: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Hours a week of a position that somebody has or is proposed for, one seat each; who it is does not matter here."""

    position: str
    hours: float


@dataclass(frozen=True, slots=True)
class Problem:
    """Hubs, and what they can be joined with.

    `candidates` and `flows` are the exchange's, of these `listings`; a bundle takes what the flows leave, and may carry
    what already flows between its own pairs. `fitting` is how many who wait fit a position and have no other; a position
    that is not in it is not known. `refused` are keys of bundles that somebody said no to.
    """

    hubs: tuple[Hub, ...]
    listings: tuple[Listing, ...]
    candidates: Sequence[Candidate]
    graph: Graph
    flows: Sequence[Flow] = ()
    positions: tuple[Position, ...] = ()
    taken: tuple[Taken, ...] = ()
    fitting: Mapping[str, int] = field(default_factory=dict)
    efforts: tuple[Effort, ...] = ()
    effects: tuple[Effect, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    refused: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Weights:
    """Points by name, shown one by one; points order proposals and are never a reported result.

    `hour` a week, `position`, `tonne` kept in use a year, `thousand_kroner` that the buyer is known to pay a year, and
    `party` for each organisation are given; `per_km` of all links, `estimate` each and `bundle` once are taken away.
    """

    hour: float
    position: float
    tonne: float
    thousand_kroner: float
    party: float
    per_km: float
    estimate: float
    bundle: float


@dataclass(frozen=True, slots=True)
class Policy:
    """Dated choices: what weighs how much, how far, how many parties, and how little work is too little.

    `reach_km` is by the role at the other end of a link. `sizes` are the shares of what a bundle could move that are
    weighed, the whole first. `least_hours` a week of a bundle; `position_hours` of one position that is proposed, and
    `hub_hours` that a hub could take on where it did not say. `edges` best links of each role, and `kept` bundles and
    `told` refusals of each hub.
    """

    version: str
    weights: Weights
    reach_km: Mapping[Role, float]
    fewest_parties: int
    most_parties: int
    least_hours: float
    position_hours: float
    hub_hours: float
    fewest_people: int
    sizes: tuple[float, ...]
    edges: int
    kept: int
    told: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Work limits, not seconds, so that the same input gives the same result on any machine.

    `joins` that are weighed of each hub and choice of roles, `rounds` in which hubs that go without are joined to what is
    left, and `nodes` of each exact search.
    """

    joins: int = 12
    rounds: int = 3
    nodes: int = 2000
