"""Every suggestion and refusal has its sentence, in Danish and in English."""

from __future__ import annotations

import pytest
from django.utils import timezone, translation

from symbiose.engine.exchange.reasons import REASON_CODES
from symbiose.matching import bridge, sentences
from symbiose.matching.models import Proposal
from symbiose.matching.queries import with_parts
from symbiose.matching.shown import show
from tests.factories import make_listing
from tests.matching.cases import adviser, firm, make_loop, make_pair, party_of, yesterday

pytestmark = pytest.mark.django_db


def shown(proposal, actor=None):
    return show(with_parts(Proposal.objects.filter(pk=proposal.pk)).get(), actor or adviser())


@pytest.mark.parametrize("language", ["da", "en"])
def test_x3_every_reason_of_a_proposal_is_a_sentence(language):
    proposal = make_pair(stopped=True)

    with translation.override(language):
        lines = shown(proposal).said

    assert len(lines) >= 6
    for line in lines:
        assert line.text[0].isupper() or line.text[0].isdigit()
        assert line.text.endswith(".")


def test_x3_every_code_of_the_engine_can_be_drawn():
    assert REASON_CODES.keys() >= {"distance", "hazard_stop", "no_common_use"}
    assert set(sentences.ICONS) == {"met", "unmet", "todo", "note", "stop"}


def test_a17_2_each_link_says_whether_it_is_estimated_and_what_happens_if_the_giver_drops_out():
    estimated, stated = shown(make_pair()).flows[0], shown(make_pair(estimated=False)).flows[0]
    unknown = shown(make_pair(quantity=None)).flows[0]

    assert [flow.certainty for flow in (estimated, stated, unknown)] == ["estimated", "stated", "unknown"]
    assert "(skøn)" in estimated.quantity
    assert unknown.quantity == "Ukendt"
    assert estimated.backup.endswith(".")
    assert shown(make_pair()).desk.arrows[0].dashed
    assert not shown(make_pair(estimated=False)).desk.arrows[0].dashed


def test_x6_what_nobody_stated_is_unknown_and_never_a_figure():
    gains = shown(make_pair(quantity=None)).gains

    assert [(gain.people, gain.planet, gain.economy) for gain in gains] == [("Ukendt",) * 3] * 2


def test_gains_stand_side_by_side_with_amounts_a_year():
    giver, taker = shown(make_pair()).gains

    assert "3.120 kg om året (skøn)" in giver.planet
    assert giver.economy == "Ukendt"
    assert taker.people == "Ukendt"


def test_a_party_reads_its_own_side():
    proposal = make_pair(sent=True)

    giver = shown(proposal, firm(party_of(proposal, 0).organisation))
    taker = shown(proposal, firm(party_of(proposal, 1).organisation))

    assert giver.title == "Nogen kan bruge jeres træafskær"
    assert taker.title.startswith("Nogen har det, I mangler")
    assert "17 km" in giver.lead


def test_a_loop_tells_how_long_it_is_round():
    loop = shown(make_loop())

    assert any("51 km" in line.text for line in loop.said)
    assert loop.badges == ["Kreds med tre parter", "1 af 3 tal er et skøn"]


@pytest.mark.parametrize("many", [2, 3, 4])
def test_a17_8_the_drawing_of_a_loop_follows_its_flows(many):
    loop = shown(make_loop(many))

    for drawing in (loop.desk, loop.phone):
        assert [(arrow.from_box, arrow.to_box) for arrow in drawing.arrows] == [
            (place, (place + 1) % many) for place in range(many)
        ]
        for box, party in zip(drawing.boxes, loop.parties, strict=True):
            assert box.lines[0].text.split()[0] == party.name.split()[0]


def test_a_party_of_a_loop_reads_the_reasons_of_its_own_flows_alone():
    loop = make_loop(4, sent=True)

    own = shown(loop, firm(party_of(loop, 0).organisation))

    assert [(flow.giver.name, flow.taker.name) for flow in own.own_flows] == [
        ("Eksempel Træværk", "Eksempel Fuglekassen"),
        ("Eksempel Bryghus", "Eksempel Træværk"),
    ]
    assert len(own.flows) == 4


REFUSALS = {
    "too_far": {"latitude": 55.68, "longitude": 12.57},
    "no_common_use": {"codes": ["coffee_grounds"], "text": "Kaffegrums til vores champignon"},
    "no_family": {"codes": [], "text": "Noget helt nyt"},
    "ended": {"valid_to": yesterday(), "valid_from": yesterday()},
    "refused": {},
    "own_organisation": {},
}


@pytest.mark.parametrize("code", REFUSALS)
@pytest.mark.parametrize("language", ["da", "en"])
def test_x3_every_refusal_says_why_in_a_sentence(code, language):
    have = make_listing(codes=["wood_offcuts"])
    values = {"codes": ["wood_offcuts"], "kind": "material"} | REFUSALS[code]
    need = make_listing(have.organisation if code == "own_organisation" else None, side="need", **values)
    refused = frozenset({(str(have.pk), str(need.pk))}) if code == "refused" else frozenset()

    reasons = bridge.why_not(have, need, refused=refused, today=timezone.localdate())
    with translation.override(language):
        lines = [sentences.said(reason) for reason in reasons]

    assert code in {reason.code for reason in reasons if reason.tone == "unmet"}
    for line in lines:
        assert line.text.endswith(".")
        assert "_" not in line.text
