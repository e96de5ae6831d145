"""A hand-made graph and short ways to say listings, so that a test shows only what it is about."""

from datetime import date
from typing import Any

from symbiose.engine.exchange.model import Code, Listing, Policy, Problem, Side
from symbiose.engine.geography import Place
from symbiose.engine.reason import Reason
from symbiose.engine.resources.model import Condition, Family, Graph, Kind, Reach, UseEdge
from symbiose.engine.units import Per
from symbiose.reference import exchange_policy

TODAY = date(2026, 5, 4)
STANDARD_POLICY = exchange_policy(TODAY)
HERE = Place(56.17, 9.55, "Eksempel By")
NEAR = Place(56.17, 9.63, "Eksempel Nabo")  # 5 km east, 6.4 km by road as an estimate
FAR = Place(55.4, 10.4, "Eksempel Fjern")


def family(code: str, kind: Kind = Kind.MATERIAL, unit: str = "kg", reach: Reach = Reach.VAN, **more: Any) -> Family:
    return Family(code=code, kind=kind, name_da=code, name_en=code, unit=unit, reach=reach, **more)


def edge(source: str, target: str, conditions: tuple[str, ...] = (), **more: Any) -> UseEdge:
    said = {"share": 1.0, "basis": "reasoning", "reference": "Eksempel", "certainty": "certain", **more}
    return UseEdge(source=source, target=target, conditions=conditions, **said)


GRAPH = Graph(
    families={
        one.code: one
        for one in (
            family("wood", kg_per_m3=500.0),
            family("offcuts", parent="wood"),
            family("pallets", unit="piece", parent="wood", kg_per_piece=25.0),
            family("boards", kg_per_m3=400.0),
            family("crates", unit="piece"),
            family("solvent", hazard=True, hazard_source="EWC 14 06 03*"),
            family("cleaner"),
            family("steam", kind=Kind.ENERGY_WATER, unit="MWh", reach=Reach.PIPE),
            family("hall", kind=Kind.SPACE, unit="hour", reach=Reach.PERSON),
        )
    },
    synonyms=(),
    conditions={code: Condition(code, code, code, (code,), (f"not {code}",)) for code in ("clean", "dry")},
    edges=(
        edge("pallets", "boards", ("dry",), share=0.5, certainty="likely"),
        edge("offcuts", "crates", certainty="unverified"),
        edge("solvent", "cleaner"),
    ),
    digest="hand-made",
)


def listing(name: str, side: Side, families: str | tuple[Code, ...], **more: Any) -> Listing:
    """A listing of an organisation of its own, 100 a year in the family's unit, here."""
    codes = tuple(Code(code) for code in families.split()) if isinstance(families, str) else families
    said = {
        "organisation": f"org {name}",
        "kind": None,
        "text": name,
        "quantity": 100.0,
        "per": Per.YEAR,
        "place": HERE,
        **more,
    }
    return Listing(id=name, side=side, codes=codes, **said)


def have(name: str = "h", families: str | tuple[Code, ...] = "wood", **more: Any) -> Listing:
    return listing(name, Side.HAVE, families, **more)


def need(name: str = "n", families: str | tuple[Code, ...] = "wood", **more: Any) -> Listing:
    return listing(name, Side.NEED, families, **more)


def problem(*listings: Listing, **more: Any) -> Problem:
    return Problem(listings=listings, today=TODAY, **more)


def policy(**more: Any) -> Policy:
    from dataclasses import replace

    return replace(STANDARD_POLICY, **more)


def codes(reasons: tuple[Reason, ...]) -> set[str]:
    return {reason.code for reason in reasons}


def one(reasons: tuple[Reason, ...], code: str) -> Reason:
    """The only reason of that code."""
    (found,) = [reason for reason in reasons if reason.code == code]
    return found
