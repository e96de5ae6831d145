"""Authority steps: opened by what a listing is, given to somebody, recorded, taken back, run out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import VISITOR, Role, system
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.engine.law.working_days import is_working_day
from symbiose.listings import authority, bridge
from symbiose.listings.actions import (
    add_listing,
    assign_step,
    change_listing,
    expire_steps,
    open_step,
    open_steps,
    record_step,
    undo_step,
)
from symbiose.listings.models import AuthorityStep, Listing
from symbiose.listings.states import STEP
from tests.factories import make_actor, make_organisation

ANSWER = {
    "outcome": "allowed",
    "authority": "Kommunens miljøafdeling",
    "note": "De må overdrages i lukket beholder.",
    "settled_on": date(2026, 11, 2),
}


@pytest.fixture
def owner(municipality):
    return make_organisation("Eksempel Maler")


def written(owner, *, by=None, **values):
    fields = {"side": "have", "kind": "material", "text": "Træafskær, ubehandlet", "waste": "by_product", **values}
    return add_listing(owner, by=by or make_actor(Role.FIRM, owner), show=True, **fields)


def hazardous(owner, **values):
    return written(owner, text="20 dunke malingrester", hazard=True, **values)


def test_hazard_stops_and_opens_a_task_for_the_entrance(owner):
    listing = hazardous(owner)

    step = listing.steps.get()
    assert listing.stopped
    assert (step.kind, step.state, step.owner_user, step.owner_organisation) == ("hazard", "open", None, None)
    assert step.due_on > timezone.localdate() + timedelta(days=authority.kinds_today()["hazard"].working_days)
    assert is_working_day(step.due_on, closed=())


@pytest.mark.parametrize(("waste", "kind"), [("unknown", "classify"), ("waste", "receiver")])
def test_waste_opens_a_task_that_stops_nothing(owner, waste, kind):
    listing = written(owner, waste=waste)

    step = listing.steps.get()
    assert not listing.stopped
    assert (step.kind, step.owner_organisation) == (kind, owner)


@pytest.mark.parametrize("fields", [{"waste": "by_product"}, {"side": "need"}, {"kind": "space"}])
def test_what_needs_no_authority_opens_nothing(owner, fields):
    listing = written(owner, **fields)

    assert not listing.steps.exists()


def test_a_listing_written_on_behalf_leaves_the_task_at_the_entrance(owner):
    by = make_actor(Role.ADVISER).acting_for(owner.pk, consent="Aftalt i telefonen")

    listing = written(owner, by=by, waste="unknown")

    assert listing.steps.get().owner_organisation is None


def test_opening_again_opens_nothing_twice(owner):
    listing = hazardous(owner, waste="unknown")

    again = open_steps([listing], by=system("clock"))

    assert again == 0
    assert sorted(listing.steps.values_list("kind", flat=True)) == ["classify", "hazard"]


def test_a_settled_status_lets_its_task_go(owner):
    listing = written(owner, waste="unknown")

    change_listing(listing, by=make_actor(Role.FIRM, owner), waste="by_product")

    assert listing.steps.get().state == "dropped"


def test_a17_4_what_is_hazardous_stays_stopped_until_the_answer_is_recorded(owner):
    listing = hazardous(owner)
    before = bridge.to_engine([listing])[0]

    record_step(listing.steps.get(), by=make_actor(Role.ADVISER), **ANSWER)

    now = Listing.objects.get(pk=listing.pk)
    after = bridge.to_engine([now])[0]
    assert (before.hazard, before.hazard_step_recorded) == (True, False)
    assert (now.stopped, now.step_recorded, after.hazard_step_recorded) == (False, True, True)


def test_a_refusal_keeps_the_stop(owner):
    listing = hazardous(owner)

    record_step(listing.steps.get(), by=make_actor(Role.ADVISER), **{**ANSWER, "outcome": "refused"})

    listing.refresh_from_db()
    assert (listing.stopped, listing.step_recorded) == (True, False)


def test_the_same_answer_twice_changes_nothing(owner):
    listing, by = hazardous(owner), make_actor(Role.ADVISER)
    record_step(listing.steps.get(), by=by, **ANSWER)
    rows = AuditEntry.objects.count()

    record_step(listing.steps.get(), by=by, **ANSWER)

    assert AuditEntry.objects.count() == rows


def test_another_answer_to_a_settled_step_is_refused(owner):
    listing, by = hazardous(owner), make_actor(Role.ADVISER)
    record_step(listing.steps.get(), by=by, **ANSWER)

    with pytest.raises(NotAllowed):
        record_step(listing.steps.get(), by=by, **{**ANSWER, "outcome": "refused"})


@pytest.mark.parametrize("change", [{"text": "30 dunke opløsningsmiddel"}, {"codes": []}])
def test_an_answer_holds_only_for_what_was_asked(owner, change):
    listing, by = hazardous(owner), make_actor(Role.ADVISER)
    listing.codes.create(family="material.wood", confirmed=True)
    record_step(listing.steps.get(), by=by, **ANSWER)

    changed = change_listing(Listing.objects.get(pk=listing.pk), by=by, **change)

    assert (changed.stopped, changed.step_recorded) == (True, False)
    assert sorted(listing.steps.values_list("state", flat=True)) == ["open", "recorded"]


def test_a_change_of_something_else_keeps_the_answer(owner):
    listing, by = hazardous(owner), make_actor(Role.ADVISER)
    record_step(listing.steps.get(), by=by, **ANSWER)

    changed = change_listing(Listing.objects.get(pk=listing.pk), by=by, terms="Ring først")

    assert (changed.stopped, changed.step_recorded) == (False, True)


def test_an_answer_taken_back_stops_again(owner):
    listing, by = hazardous(owner), make_actor(Role.ADVISER)
    record_step(listing.steps.get(), by=by, **ANSWER)

    undo_step(listing.steps.get(), reason="Det var et andet parti", by=by)

    listing.refresh_from_db()
    step = listing.steps.get()
    assert (listing.stopped, listing.step_recorded, step.state, step.outcome) == (True, False, "open", "")


def test_an_answer_that_has_run_out_stops_again(owner):
    listing = hazardous(owner)
    until = timezone.localdate() + timedelta(days=30)
    record_step(listing.steps.get(), by=make_actor(Role.ADVISER), valid_until=until, **ANSWER)

    on_the_day = expire_steps(on=until)
    after = expire_steps(on=until + timedelta(days=1))
    again = expire_steps(on=until + timedelta(days=1))

    listing.refresh_from_db()
    assert (on_the_day, after, again) == (0, 1, 0)
    assert listing.stopped
    assert listing.steps.filter(state="open").count() == 1


def test_the_status_that_was_settled_stands_on_the_listing(owner):
    listing = written(owner, waste="unknown")

    record_step(listing.steps.get(), by=make_actor(Role.FIRM, owner), waste="waste", **ANSWER)

    listing.refresh_from_db()
    assert listing.waste == "waste"
    assert set(listing.steps.values_list("kind", "state")) == {("classify", "recorded"), ("receiver", "open")}


def test_a_settled_status_taken_back_is_unknown_again(owner):
    listing = written(owner, waste="unknown")
    step = record_step(listing.steps.get(), by=make_actor(Role.FIRM, owner), waste="waste", **ANSWER)

    undo_step(step, reason="Miljøafdelingen svarede om en anden bunke", by=make_actor(Role.ADVISER))

    listing.refresh_from_db()
    assert listing.waste == "unknown"
    assert set(listing.steps.values_list("kind", "state")) == {("classify", "open"), ("receiver", "dropped")}


def test_a_status_changed_back_to_unknown_is_a_task_again(owner):
    listing, by = written(owner, waste="unknown"), make_actor(Role.FIRM, owner)
    record_step(listing.steps.get(), by=by, waste="by_product", **ANSWER)

    change_listing(Listing.objects.get(pk=listing.pk), by=by, waste="unknown")

    assert sorted(listing.steps.values_list("kind", "state")) == [("classify", "open"), ("classify", "recorded")]


def test_an_old_answer_is_not_taken_back_while_it_is_asked_anew(client_as, owner):
    listing, by = hazardous(owner), make_actor(Role.ADVISER)
    old = record_step(listing.steps.get(), by=by, **ANSWER)
    change_listing(Listing.objects.get(pk=listing.pk), by=by, text="30 dunke opløsningsmiddel")

    page = client_as(Role.ADVISER).post(
        reverse("listings:step_undo", args=[old.pk]), {"reason": "Det var et andet parti"}, follow=True
    )

    assert "Det er ikke muligt nu" in page.content.decode()
    assert sorted(listing.steps.values_list("state", flat=True)) == ["open", "recorded"]


def test_stopped_says_how_it_stands_now(owner):
    listing, other = hazardous(owner), written(owner)

    assert (authority.stopped(listing), authority.stopped(other)) == (True, False)
    assert authority.stopped_among([listing.pk, other.pk])
    assert not authority.stopped_among([other.pk])
    record_step(listing.steps.get(), by=make_actor(Role.ADVISER), **ANSWER)
    assert not authority.stopped(listing)


ACTORS = ("visitor", "other firm", "owner", "adviser", "system")


def actor_named(name, owner):
    return {
        "visitor": lambda: VISITOR,
        "other firm": lambda: make_actor(Role.FIRM),
        "owner": lambda: make_actor(Role.FIRM, owner),
        "adviser": lambda: make_actor(Role.ADVISER),
        "system": lambda: system("clock"),
    }[name]()


MAY = {"assign": {"adviser", "system"}, "record": {"owner", "adviser", "system"}, "undo": {"adviser", "system"}}


@pytest.mark.parametrize("name", ACTORS)
@pytest.mark.parametrize("row", STEP.transitions, ids=lambda row: row.verb)
def test_every_transition_by_every_role(owner, row, name):
    listing = written(owner, waste="unknown")
    step, by = listing.steps.get(), actor_named(name, owner)
    if row.verb == "undo":
        step = record_step(step, by=make_actor(Role.ADVISER), **ANSWER)
    verbs = {
        "assign": lambda: assign_step(step, by=by, due_on=timezone.localdate()),
        "record": lambda: record_step(step, by=by, **ANSWER),
        "undo": lambda: undo_step(step, by=by, reason="Forkert listing"),
    }

    if name in MAY[row.verb]:
        moved = verbs[row.verb]()
        assert moved.state == row.target
    else:
        with pytest.raises(NotAllowed):
            verbs[row.verb]()


def test_a_firm_does_not_settle_what_is_hazardous(owner):
    listing = hazardous(owner)

    with pytest.raises(NotAllowed):
        record_step(listing.steps.get(), by=make_actor(Role.FIRM, owner), **ANSWER)


def test_taking_back_needs_a_reason(owner):
    listing, by = hazardous(owner), make_actor(Role.ADVISER)
    step = record_step(listing.steps.get(), by=by, **ANSWER)

    with pytest.raises(NotAllowed):
        undo_step(step, reason=" ", by=by)


def test_a_task_has_one_owner_by_constraint(owner):
    step = hazardous(owner).steps.get()
    adviser = make_actor(Role.ADVISER)
    step.owner_user_id, step.owner_organisation = adviser.user_id, owner

    with pytest.raises(IntegrityError, match="step_one_owner"):
        step.save()


def test_start_pages_show_a_task_to_whose_it_is(owner):
    hazardous(owner)
    mine = make_actor(Role.ADVISER)
    other = make_actor(Role.ADVISER)
    assigned = written(owner, text="Malingspande", hazard=True).steps.get()
    assign_step(assigned, by=mine, due_on=timezone.localdate() - timedelta(days=1), user=mine_user(mine))

    for_me, for_other = authority.waiting(mine), authority.waiting(other)
    for_firm = authority.waiting(make_actor(Role.FIRM, owner))

    assert [(line.title, line.late) for line in for_me] == [
        ("Eksempel Maler: Malingspande", True),
        ("Eksempel Maler: 20 dunke malingrester", False),
    ]
    assert len(for_other) == 1
    assert for_firm == []


def mine_user(actor):
    from symbiose.people.models import User

    return User.objects.get(pk=actor.user_id)


def test_what_stops_nothing_is_mentioned_a_week_before_its_day(owner):
    step = written(owner, waste="unknown").steps.get()
    by = make_actor(Role.FIRM, owner)
    before = authority.waiting(by)

    step.due_on = timezone.localdate() + timedelta(days=7)
    step.save()

    assert before == []
    assert [line.button_url for line in authority.waiting(by)] == [reverse("listings:step", args=[step.pk])]


def test_the_listing_says_what_is_open_and_who_has_it(client_as, owner):
    listing = hazardous(owner)
    client = client_as(Role.ADVISER)

    page = client.get(reverse("listings:detail", args=[listing.pk])).content.decode()

    assert "Spørg myndigheden om det farlige" in page
    assert "Indgangen har opgaven til" in page
    assert "ubekræftet" in page


def test_what_to_do_next_with_what_is_stopped_is_to_get_the_answer(client_as, owner):
    listing = hazardous(owner)
    address, answer = (
        reverse("listings:detail", args=[listing.pk]),
        reverse("listings:step", args=[listing.steps.get().pk]),
    )

    pages = [
        client_as(role, of).get(address).content.decode() for role, of in ((Role.ADVISER, None), (Role.FIRM, owner))
    ]

    assert all("Intet loves eller flyttes" in page for page in pages)
    assert [f'class="button button-primary" href="{answer}"' in page for page in pages] == [True, False]
    assert "Own rule" not in pages[0]
    assert "Produktets egen regel" in pages[0]


def test_the_public_sees_the_stop_and_not_the_task(client, owner):
    listing = hazardous(owner)

    page = client.get(reverse("listings:detail", args=[listing.pk])).content.decode()

    assert "Stoppet" in page
    assert "har opgaven" not in page


def test_recording_through_the_page_opens_the_listing(client_as, owner):
    listing = hazardous(owner)
    address = reverse("listings:step", args=[listing.steps.get().pk])
    client = client_as(Role.ADVISER)
    sent = {**ANSWER, "settled_on": "2026-11-02", "reference": "2026-44"}

    shown = client.get(address)
    answer = client.post(address, sent, follow=True)

    listing.refresh_from_db()
    assert shown.status_code == 200
    assert not listing.stopped
    assert "opslaget er åbnet" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("settled_on", "2099-01-01", "Dagen kan ikke ligge ude i fremtiden"),
        ("settled_on", "1492-01-01", "Dagen kan ikke ligge ude i fremtiden"),
        ("valid_until", "2001-01-01", "Den sidste dag skal ligge inden for ti år"),
        ("note", "Ring til 010190-1234 om det", "CPR-nummer"),
        ("outcome", "", "Vælg, hvad svaret var."),
        ("note", "", "Skriv i en sætning, hvad de svarede."),
        ("authority", "", "Skriv, hvem der svarede."),
        ("settled_on", "", "Skriv, hvilken dag de svarede."),
        ("outcome", "maybe", "Vælg et af de svar, der står her."),
    ],
)
def test_a_wrong_answer_says_how_to_mend_it_and_keeps_what_was_typed(client_as, owner, field, value, sentence):
    step = hazardous(owner).steps.get()
    sent = {**ANSWER, "settled_on": "2026-11-02", "reference": "journal 17", field: value}

    page = client_as(Role.ADVISER).post(reverse("listings:step", args=[step.pk]), sent).content.decode()

    assert sentence in page
    assert "journal 17" in page
    assert AuthorityStep.objects.get(pk=step.pk).state == "open"


def test_giving_the_task_away_and_taking_an_answer_back_through_the_pages(client_as, owner):
    step = hazardous(owner).steps.get()
    client = client_as(Role.ADVISER)
    person = authority.step_takers()[0]
    due = (timezone.localdate() + timedelta(days=3)).isoformat()

    assigned = client.post(
        reverse("listings:step_assign", args=[step.pk]), {"owner": person.pk, "due_on": due, "version": step.version}
    )
    client.post(reverse("listings:step", args=[step.pk]), {**ANSWER, "settled_on": "2026-11-02"})
    undone = client.post(reverse("listings:step_undo", args=[step.pk]), {"reason": "Det var et andet parti"})

    step.refresh_from_db()
    assert (assigned.status_code, undone.status_code) == (302, 302)
    assert (step.owner_user, step.state) == (person, "open")


def test_two_who_give_the_same_task_away_see_each_other(client_as, owner):
    step = hazardous(owner).steps.get()
    client = client_as(Role.ADVISER)
    due = timezone.localdate().isoformat()
    assign_step(step, by=make_actor(Role.ADVISER), due_on=timezone.localdate() + timedelta(days=2))

    page = client.post(
        reverse("listings:step_assign", args=[step.pk]), {"owner": "entrance", "due_on": due, "version": step.version}
    )

    assert page.status_code == 200
    assert "En anden har ændret" in page.content.decode()


def test_a_step_by_hand_is_opened_once(client_as, owner):
    listing = written(owner, waste="by_product")
    client = client_as(Role.FIRM, owner)
    address = reverse("listings:step_open", args=[listing.pk, "by_product"])

    first, second = client.post(address), client.post(address)

    assert first.url == second.url == reverse("listings:step", args=[listing.steps.get().pk])
    assert open_step(listing, "by_product", by=make_actor(Role.FIRM, owner)) == listing.steps.get()


@pytest.mark.parametrize("name", ["step", "step_assign", "step_undo"])
@pytest.mark.parametrize(("role", "expected"), [("visitor", 302), ("other", 404), ("adviser", 200)])
def test_who_may_open_the_pages_of_a_step(client, client_as, owner, *, name, role, expected):
    step = hazardous(owner).steps.get()
    reader = client if role == "visitor" else client_as(Role.ADVISER if role == "adviser" else Role.FIRM)

    answer = reader.get(reverse(f"listings:{name}", args=[step.pk]))

    assert answer.status_code == expected


def test_a_firm_reads_its_own_step_and_may_not_give_it_away(client_as, owner):
    step = written(owner, waste="unknown").steps.get()
    client = client_as(Role.FIRM, owner)

    read = client.get(reverse("listings:step", args=[step.pk]))
    given = client.get(reverse("listings:step_assign", args=[step.pk]))

    assert (read.status_code, given.status_code) == (200, 403)


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_page_with_steps_costs_the_same(client_as, owner, how_many, django_assert_num_queries):
    listing = written(owner, waste="unknown")
    for _number in range(how_many - 1):
        AuthorityStep.objects.create(listing=listing, kind="by_product", state="recorded", **ANSWER)
    client = client_as(Role.ADVISER)
    client.get(reverse("listings:detail", args=[listing.pk]))

    with django_assert_num_queries(STEP_PAGE_QUERIES):
        client.get(reverse("listings:detail", args=[listing.pk]))


STEP_PAGE_QUERIES = 15
