"""Runs through the front door: from listings to proposals, one at a time, failing without loss."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.states import NotAllowed
from symbiose.matching import actions
from symbiose.matching.actions import runs
from symbiose.matching.models import Proposal, Run
from tests.factories import make_listing, make_organisation
from tests.matching.cases import adviser, firm, make_run, parties, party_of

pytestmark = pytest.mark.django_db


def market():
    """Wood from one to another: the smallest market that has a proposal."""
    giver, taker = parties(2)
    make_listing(giver, codes=["wood_offcuts"])
    make_listing(
        taker, side="need", codes=["wood_offcuts"], title="Mangler træ", text="Vi mangler træafskær", quantity=60
    )


def ring(many):
    """Each has what the next lacks, and nothing else fits."""
    members = parties(many)
    families = ["wood_offcuts", "pallets", "coffee_grounds", "textile_offcuts"]
    for place, giver in enumerate(members):
        code = families[place]
        make_listing(giver, codes=[code], text=code, unit="kg")
        make_listing(members[(place + 1) % many], side="need", codes=[code], text=code, unit="kg")


def run_now(by=None):
    """Start and carry out, as the worker would."""
    run = actions.start_run(by=by or adviser())
    runs.carry_out.func(run.pk)
    run.refresh_from_db()
    return run


def test_a_run_writes_a_proposal_with_reasons_from_two_listings():
    market()

    run = run_now()

    assert (run.state, run.error, run.new_proposals, run.listings) == ("done", "", 1, 2)
    flow = Proposal.objects.get().flows.get()
    assert flow.quantity == 60
    assert {reason["code"] for reason in flow.reasons} >= {"same_family", "same_place", "quantity_covers"}
    assert flow.points == pytest.approx(sum(part["points"] for part in flow.parts))


@pytest.mark.parametrize("many", [2, 3, 4])
def test_a_run_finds_the_loop_and_draws_it_in_the_order_of_the_ring(many, client_as):
    ring(many)

    run_now()

    loop = Proposal.objects.get(kind="loop")
    flows = list(loop.flows.order_by("position"))
    assert len(flows) == many
    for flow, following in zip(flows, flows[1:] + flows[:1], strict=True):
        assert flow.need.organisation_id == following.have.organisation_id
    page = client_as(Role.ADVISER).get(reverse("matching:proposal", args=[loop.number]))
    assert page.status_code == 200


def test_a_second_run_over_the_same_listings_writes_nothing_new():
    market()
    run_now()

    second = run_now()

    assert (second.new_proposals, second.lapsed) == (0, 0)
    assert Proposal.objects.count() == 1


def test_a_no_is_remembered_by_the_next_run():
    market()
    run_now()
    proposal = actions.send(Proposal.objects.get(), by=adviser())
    party = party_of(proposal)
    actions.answer(party, answer="no", by=firm(party.organisation))

    second = run_now()

    assert second.new_proposals == 0
    assert second.candidates == 0


def test_a17_4_a_hazardous_pair_is_written_as_stopped_with_its_reason():
    giver, taker = parties(2)
    make_listing(giver, codes=["wood_offcuts"], stopped=True)
    make_listing(taker, side="need", codes=["wood_offcuts"])

    run_now()

    proposal = Proposal.objects.get()
    assert proposal.stopped
    assert "hazard_stop" in {reason["code"] for reason in proposal.flows.get().reasons}
    with pytest.raises(actions.Stopped):
        actions.send(proposal, by=adviser())


def test_only_one_run_at_a_time():
    actions.start_run(by=adviser())

    with pytest.raises(actions.RunUnderway):
        actions.start_run(by=adviser())


def test_the_database_itself_lets_only_one_run_be_open():
    make_run(state="queued")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_run(state="running")
    make_run(state="done")
    make_run(state="failed")


def test_starting_twice_in_the_browser_says_one_sentence_and_shows_the_run(client_as):
    running = make_run(state="running")
    client = client_as(Role.ADVISER)

    page = client.post(reverse("matching:start_run"), follow=True)

    assert page.redirect_chain[-1][0] == reverse("matching:run", args=[running.pk])
    assert "kun én ad gangen" in page.content.decode()


def test_a_run_whose_worker_was_killed_is_marked_failed_when_the_next_starts():
    dead = make_run(state="running", started_at=timezone.now())
    Run.objects.filter(pk=dead.pk).update(changed_at=timezone.now() - timedelta(minutes=11))

    run = actions.start_run(by=adviser())

    dead.refresh_from_db()
    assert (dead.state, dead.error) == ("failed", "stopped")
    assert run.state == "queued"


def test_a_run_that_was_given_up_writes_nothing_when_it_ends_after_all():
    market()
    run = actions.start_run(by=adviser())
    Run.objects.filter(pk=run.pk).update(state="failed")

    runs.carry_out.func(run.pk)

    assert Proposal.objects.count() == 0


def test_a_failing_run_says_why_and_changes_nothing(client_as):
    market()
    run_now()
    make_listing(windows="hver anden tirsdag")  # no form lets this through; an old import might have

    failed = run_now()

    assert failed.state == "failed"
    assert Proposal.objects.get().state == "found"
    page = client_as(Role.ADVISER).get(reverse("matching:run", args=[failed.pk])).content.decode()
    assert "hver anden tirsdag" in page
    assert "Intet er ændret" in page


def test_firms_start_no_runs():
    with pytest.raises(NotAllowed):
        actions.start_run(by=firm(make_organisation()))


def test_the_button_starts_a_run_at_once_where_there_is_no_worker(client_as, django_capture_on_commit_callbacks):
    market()
    client = client_as(Role.ADVISER)

    with django_capture_on_commit_callbacks(execute=True):
        started = client.post(reverse("matching:start_run"))
    page = client.get(started.url).content.decode()

    assert "Søgningen er færdig" in page
    assert "1 nyt forslag" in page


def test_the_page_of_a_run_underway_fetches_itself_and_works_without_scripts(client_as):
    run = make_run(state="running", step="solve", done=2, total=4)
    client = client_as(Role.ADVISER)
    url = reverse("matching:run", args=[run.pk])

    page = client.get(url).content.decode()
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()

    assert 'hx-trigger="every 1s"' in page
    assert "Leder efter udvekslinger" in page
    assert "<noscript>" in page
    assert "<html" not in part
    assert 'value="2"' in part


def test_why_not_names_every_condition_with_its_values(client_as):
    giver, taker = parties(2)
    have = make_listing(giver, codes=["wood_offcuts"])
    need = make_listing(taker, side="need", codes=["wood_offcuts"], latitude=55.68, longitude=12.57)

    page = client_as(Role.ADVISER).get(reverse("matching:why_not"), {"have": have.pk, "need": need.pk}).content.decode()

    assert "betingelse holder ikke" in page
    assert "km" in page


def test_why_not_searches_among_many_listings_and_shows_a_few(client_as):
    giver = make_organisation()
    for place in range(15):
        make_listing(giver, title=f"Brædder {place}", text="brædder")
    wanted = make_listing(giver, title="Blomsterpotter", text="blomsterpotter")
    client = client_as(Role.ADVISER)

    newest = client.get(reverse("matching:why_not")).context["form"].fields["have"].queryset
    found = client.get(reverse("matching:why_not") + "?q_have=blomsterpotter").context["form"].fields["have"].queryset

    assert newest.count() == 12
    assert list(found) == [wanted]
