"""A hand-made graph and short ways to say hubs and what is round them, so that a test shows only what it is about."""

from dataclasses import replace
from datetime import date
from typing import Any

from symbiose.engine.exchange.candidates import find_candidates
from symbiose.engine.exchange.model import Code, Listing, Side
from symbiose.engine.exchange.model import Problem as ExchangeProblem
from symbiose.engine.geography import Place
from symbiose.engine.placement.model import Position
from symbiose.engine.reason import Reason
from symbiose.engine.resources.model import Condition, Family, Graph, Kind, Reach, UseEdge
from symbiose.engine.symbiosis.model import Effort, Hub, Problem, Role, Stop
from symbiose.engine.symbiosis.plan import Bundle, Party, Refusal, Result
from symbiose.engine.symbiosis.solve import solve
from symbiose.engine.units import Per
from symbiose.reference import exchange_policy, symbiosis_policy

TODAY = date(2026, 5, 4)
EXCHANGE_POLICY = exchange_policy(TODAY)
POLICY = symbiosis_policy(TODAY)
HERE = Place(56.17, 9.55, "Eksempel By")
NEAR = Place(56.17, 9.63, "Eksempel Nabo")  # 6.4 km by road as an estimate


def family(code: str, kind: Kind = Kind.MATERIAL, unit: str = "kg", reach: Reach = Reach.VAN, **more: Any) -> Family:
    return Family(code=code, kind=kind, name_da=code, name_en=code, unit=unit, reach=reach, **more)


GRAPH = Graph(
    families={
        one.code: one
        for one in (
            family("wood", kg_per_m3=500.0),
            family("offcuts", parent="wood", kg_per_m3=500.0),
            family("crates", unit="piece"),
            family("boards", kg_per_m3=400.0),
            family("paint", hazard=True, hazard_source="EWC"),
            family("heat", kind=Kind.ENERGY_WATER, unit="MWh", reach=Reach.PIPE),
            family("hall", kind=Kind.SPACE, unit="hour", reach=Reach.PERSON),
            family("yard", kind=Kind.SPACE, unit="m2", reach=Reach.PERSON),
            family("saw", kind=Kind.EQUIPMENT, unit="hour", reach=Reach.PERSON),
            family("boxes", kind=Kind.PRODUCT, unit="piece", kg_per_piece=2.0),
            family("gifts", kind=Kind.PRODUCT, unit="piece"),
            family("packing", kind=Kind.SERVICE, unit="hour", reach=Reach.PERSON),
            family("lorry", kind=Kind.TRANSPORT, unit="trip"),
        )
    },
    synonyms=(),
    conditions={"dry": Condition("dry", "dry", "dry", ("dry",), ("wet",))},
    edges=(UseEdge("crates", "boards", (), 0.5, "reasoning", "Eksempel", "certain"),),
    digest="hand-made",
)
WORK = Effort("wood", "kg", 0.2, 0.26, 0.4, "Eksempel, 2026")  # 1000 kg a year are 5 hours a week


def listing(name: str, side: Side, what: str, **more: Any) -> Listing:
    """A listing of an organisation of its own (`org NAME`), 1000 a year in the family's unit, here."""
    said = {
        "organisation": f"org {name}",
        "kind": None,
        "text": name,
        "quantity": 1000.0,
        "per": Per.YEAR,
        "place": HERE,
        **more,
    }
    return Listing(id=name, side=side, codes=(Code(what),), **said)


def have(name: str, what: str, **more: Any) -> Listing:
    return listing(name, Side.HAVE, what, **more)


def need(name: str, what: str, **more: Any) -> Listing:
    return listing(name, Side.NEED, what, **more)


def hub(name: str = "hub", **more: Any) -> Hub:
    return Hub(name, **{"own_room": True, **more})


def position(name: str = "p", hours: float = 10.0, organisation: str = "hub", **more: Any) -> Position:
    said = {"unit": "unit", "min_hours": 1.0, "windows": (), "place": HERE, **more}
    return Position(id=name, organisation=organisation, hours=hours, **said)


def at_hub(one: Listing, name: str = "hub") -> Listing:
    return replace(one, organisation=name)


def workshop(name: str = "hub") -> tuple[Listing, ...]:
    """A hub that lacks wood and makes boxes."""
    return at_hub(need(f"{name} wood", "wood"), name), at_hub(have(f"{name} boxes", "boxes", quantity=500.0), name)


def problem(*rows: Listing | Hub | Position | Effort, **more: Any) -> Problem:
    """A problem of these rows; one hub that has a room where none is said, and the exchange's own candidates."""
    of = {kind: tuple(row for row in rows if isinstance(row, kind)) for kind in (Listing, Hub, Position, Effort)}
    listings = of[Listing]
    exchange = ExchangeProblem(listings, TODAY)
    said: dict[str, Any] = {
        "hubs": of[Hub] or (hub(),),
        "listings": listings,
        "candidates": find_candidates(exchange, graph=GRAPH, policy=EXCHANGE_POLICY) if listings else (),
        "graph": GRAPH,
        "positions": of[Position],
        "efforts": of[Effort],
        **more,
    }
    return Problem(**said)


def birdhouses(*rows: Any, **more: Any) -> Problem:
    """The plain case: offcuts to the hub, boxes to a garden centre, a position of ten hours."""
    return problem(
        have("offcuts", "offcuts"),
        need("garden", "boxes", quantity=500.0),
        *workshop(),
        position(),
        WORK,
        *rows,
        **more,
    )


def solved(case: Problem, *, stop: Stop | None = None, seed: int = 0, **changed: Any) -> Result:
    return solve(case, policy=replace(POLICY, **changed), stop=stop, seed=seed)


def only(case: Problem, **changed: Any) -> Bundle:
    """The one bundle that is proposed."""
    (bundle,) = solved(case, **changed).bundles
    return bundle


def near(case: Problem, code: str, **changed: Any) -> Reason:
    """The reason of that code that a refusal gives, where there is one."""
    found = [reason for one in solved(case, told=50, **changed).refusals for reason in one.reasons]
    return next(reason for reason in found if reason.code == code)


def refused(result: Result) -> set[str]:
    return {reason.code for one in result.refusals for reason in one.reasons}


def party(bundle: Bundle | Refusal, role: Role) -> Party:
    return next(one for one in bundle.parties if role in one.roles)


def gains(bundle: Bundle | Refusal, role: Role) -> dict[str, float | None]:
    """Quantity by measure of a party."""
    return {one.measure.value: one.quantity for one in party(bundle, role).gains}


def codes(bundle: Bundle) -> list[str]:
    return [one.code for one in bundle.reasons]
