"""Tiny proposals, small enough to hold in the head: a pair over wood, and a loop of three."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from symbiose.common.actor import Role, system
from symbiose.matching import actions
from symbiose.matching.actions.writing import write_found
from symbiose.matching.bridge import Draft, FlowDraft, Found, key_of
from symbiose.matching.dates import in_month
from symbiose.matching.enums import ProposalKind
from symbiose.matching.models import Proposal, Run
from tests.factories import make_actor, make_fact, make_listing, make_organisation

REASONS = [
    {"code": "same_family", "tone": "met", "values": {"family": "wood_offcuts"}},
    {
        "code": "distance",
        "tone": "met",
        "values": {"km": 17.0, "limit_km": 50.0, "straight_km": 13.1, "factor": 1.3},
    },
    {
        "code": "quantity_estimated",
        "tone": "note",
        "values": {"side": "have", "quantity": 60.0, "unit": "kg", "per": "week"},
    },
    {"code": "waste_unknown", "tone": "todo", "values": {}},
    {"code": "price_unknown", "tone": "todo", "values": {"side": "have"}},
    {"code": "only_have", "tone": "note", "values": {}},
]
STOP = {
    "code": "hazard_stop",
    "tone": "stop",
    "values": {"side": "have", "family": "", "source": ""},
}
PARTS = [
    {"code": "same_family", "quantity": 1, "unit": "pair", "points": 100.0},
    {"code": "distance", "quantity": 17.0, "unit": "km", "points": -8.5},
]
NAMES = ("Eksempel Træværk", "Eksempel Fuglekassen", "Eksempel Havecenter", "Eksempel Bryghus")


def adviser():
    return make_actor(Role.ADVISER)


def firm(organisation):
    return make_actor(Role.FIRM, organisation)


def make_run(**values):
    return Run.objects.create(
        **{"state": "done", "started_by": "Mette Eksempel", "policy_version": "2026-01-01", "new_proposals": 0} | values
    )


def flow_draft(have, need, **values):
    return FlowDraft(
        **{
            "have": have.pk,
            "need": need.pk,
            "have_family": "wood_offcuts",
            "need_family": "wood_offcuts",
            "quantity": 60.0,
            "unit": "kg",
            "per": "week",
            "estimated": True,
            "km": 17.0,
            "points": 91.5,
            "parts": PARTS,
            "reasons": REASONS,
        }
        | values
    )


def draft(flows, kind=ProposalKind.PAIR, **values):
    from symbiose.listings.models import Listing

    owners = dict(Listing.objects.values_list("pk", "organisation_id"))
    organisations = [owners[flow.have] for flow in flows] + [owners[flow.need] for flow in flows]
    return Draft(
        **{
            "kind": kind,
            "key": key_of(kind, [(str(flow.have), str(flow.need)) for flow in flows]),
            "points": sum(flow.points for flow in flows),
            "stopped": False,
            "organisations": tuple(dict.fromkeys(organisations)),
            "flows": tuple(flows),
        }
        | values
    )


def found(*drafts):
    return Found(
        tuple(drafts),
        listings=6,
        candidates=9,
        value=91.5,
        bound=91.5,
        digest="d",
        graph_digest="g",
        policy_version="2026-01-01",
    )


def untouched():
    """Drafts of everything that nobody has touched, so that one more proposal does not let them lapse."""
    for proposal in Proposal.objects.filter(state="found"):
        flows = [
            flow_draft(
                flow.have,
                flow.need,
                have_family=flow.have_family,
                need_family=flow.need_family,
                quantity=None if flow.quantity is None else float(flow.quantity),
                estimated=flow.estimated,
                reasons=flow.reasons,
            )
            for flow in proposal.flows.all()
        ]
        yield draft(flows, ProposalKind(proposal.kind), stopped=proposal.stopped)


def write(*drafts, run=None):
    return write_found(found(*drafts), run=run or make_run(), by=system("Matching run"))


def parties(many):
    made = [
        make_organisation(name, contact_email=f"kontakt{place}@firma.example", contact_phone="00 00 00 00")
        for place, name in enumerate(NAMES[:many])
    ]
    make_fact(made[1])
    return made


def make_pair(*, anonymous=(), sent=False, stopped=False, organisations=None, **flow):
    """Offcuts from the first organisation to the second; `anonymous` names the sides ("have", "need") that hide."""
    giver, taker = organisations or parties(2)
    have = make_listing(giver, codes=["wood_offcuts"], anonymous="have" in anonymous, estimated=True)
    need = make_listing(
        taker,
        side="need",
        codes=["wood_offcuts"],
        anonymous="need" in anonymous,
        title="Træ til fuglekasser",
        text="Vi mangler træ",
        postcode="8620",
        town="Kjellerup",
    )
    reasons = [*REASONS, STOP] if stopped else REASONS
    one = draft([flow_draft(have, need, reasons=reasons, **flow)], stopped=stopped)
    write(one, *untouched())
    proposal = Proposal.objects.get(key=one.key)
    return actions.send(proposal, by=adviser()) if sent else proposal


def make_loop(many=3, *, anonymous=False, sent=False):
    """A ring in which each gives offcuts, pallets or birdhouses to the next."""
    members = parties(many)
    families = ("wood_offcuts", "pallets", "wood_crates", "wood")
    flows = []
    for place, giver in enumerate(members):
        taker = members[(place + 1) % many]
        have = make_listing(giver, codes=[families[place]], anonymous=anonymous, title=f"Har {place}")
        need = make_listing(taker, side="need", codes=[families[place]], title=f"Mangler {place}")
        flows.append(
            flow_draft(have, need, have_family=families[place], need_family=families[place], estimated=place == 0)
        )
    one = draft(flows, ProposalKind.LOOP)
    write(one, *untouched())
    proposal = Proposal.objects.get(key=one.key)
    return actions.send(proposal, by=adviser()) if sent else proposal


def party_of(proposal, place=0):
    return proposal.parties.select_related("organisation", "proposal").order_by("position")[place]


def all_say_yes(proposal):
    for party in proposal.parties.select_related("organisation"):
        actions.answer(party, answer="yes", by=firm(party.organisation))
    proposal.refresh_from_db()
    return proposal


def yesterday():
    return timezone.localdate() - timedelta(days=1)


def make_exchange(*, giver=None, receiver=None, **values):
    """A declared exchange of offcuts that runs, recorded by an adviser; what a test does not name gets a plain value."""
    known = {
        "title": "Træafskær",
        "source": "Sekretariatets liste fra 2024",
        "evidence": "declared",
        "since": in_month(2024, 3),
        "family": "wood_offcuts",
        "kind": "material",
        "quantity": Decimal(200),
        "unit": "kg",
        "per": "month",
    }
    return actions.declare_exchange(
        giver=giver or make_organisation(), receiver=receiver or make_organisation(), by=adviser(), **known | values
    )


def make_agreed(**values):
    """The exchange of a pair to which both said yes, agreed by the giver and not begun."""
    proposal = all_say_yes(make_pair(sent=True, **values))
    return actions.agree_exchanges(proposal, by=firm(party_of(proposal, 0).organisation))[0]
