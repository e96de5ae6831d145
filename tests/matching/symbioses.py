"""Symbioses as tests need them: offcuts to a hub that builds bird boxes, hours of a position, and a garden centre that buys."""

from __future__ import annotations

from decimal import Decimal

from symbiose.matching import actions
from symbiose.matching.actions import runs
from symbiose.matching.models import Proposal
from tests.factories import make_fact, make_listing, make_organisation
from tests.jobs.people import make_candidate, make_position, make_workplace
from tests.matching.cases import adviser

GIVER, HUB, BUYER = "Eksempel Træværk", "Eksempel Fuglekassen", "Eksempel Havecenter"


def make_market(at="", *, hours=12, anonymous=(), price=38, position=True, names=None, family="wood_offcuts", people=1):
    """A giver, a hub and a buyer with their four listings, a position and so many people who could fill it.

    `anonymous` names sides that hide: giver, hub or buyer.
    """
    giver, hub, buyer = (
        make_organisation(f"{name}{at}", contact_email=f"kontakt{place}{at.strip()}@firma.example")
        for place, name in enumerate(names or (GIVER, HUB, BUYER))
    )
    make_fact(hub)
    if position:
        make_position(
            make_workplace(hub),
            hours=Decimal(hours),
            total_hours=Decimal(hours),
            min_hours=Decimal(1),
            title="Samle fuglekasser",
        )
        for _ in range(people):
            make_candidate()
    make_listing(
        giver, codes=[family], anonymous="giver" in anonymous, quantity=60, unit="kg", per="week", text="Træafskær"
    )
    make_listing(
        hub,
        side="need",
        codes=[family],
        anonymous="hub" in anonymous,
        title="Træ til fuglekasser",
        text="Vi mangler træ",
    )
    make_listing(
        hub,
        kind="product",
        codes=["product_birdhouses"],
        anonymous="hub" in anonymous,
        title="Fuglekasser",
        text="Vi laver fuglekasser",
        quantity=50,
        unit="piece",
        per="month",
        price=price,
    )
    make_listing(
        buyer,
        side="need",
        kind="product",
        codes=["product_birdhouses"],
        anonymous="buyer" in anonymous,
        title="Fuglekasser til butikken",
        text="Vi mangler fuglekasser",
        quantity=50,
        unit="piece",
        per="month",
    )
    return giver, hub, buyer


def run_now():
    """Start a run and carry it out, as the worker would."""
    run = actions.start_run(by=adviser())
    runs.carry_out.func(run.pk)
    run.refresh_from_db()
    return run


def make_symbiosis(*, sent=False, **values):
    """The symbiosis that a run finds in a small market."""
    parties = make_market(**values)
    run = run_now()
    assert run.state == "done", run.error
    proposal = Proposal.objects.get(kind="symbiosis", parties__organisation=parties[1])
    return actions.send(proposal, by=adviser()) if sent else proposal
