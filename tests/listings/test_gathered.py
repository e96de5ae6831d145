"""Many open steps: one line on the start page, rows by organisation, one answer for several, gone when all are clarified."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.listings import authority
from symbiose.listings.actions import add_listing, record_step
from symbiose.listings.models import AuthorityStep, Listing
from tests.factories import make_actor, make_organisation

pytestmark = pytest.mark.django_db
ALL, START = reverse("listings:steps"), reverse("home:today")
SAID = {
    "waste": "by_product",
    "authority": "Firmaet selv",
    "note": "Det kommer ud af produktionen og går direkte videre.",
    "settled_on": "2026-11-02",
}
ROWS_QUERIES = 8
GROUP_QUERIES = 8


def brought_in(*, many, name="Eksempel Savværk", days=3, **values):
    """Listings that an adviser has brought in for an organisation, whose waste status nobody knows."""
    owner = make_organisation(name)
    by = make_actor(Role.ADVISER).acting_for(owner.pk, consent="Aftalt på mødet")
    fields = {"side": "have", "kind": "material", "waste": "unknown", **values}
    made = [add_listing(owner, by=by, show=True, text=f"Træafskær {number}", **fields) for number in range(many)]
    due = timezone.localdate() + timedelta(days=days)
    AuthorityStep.objects.filter(listing__in=made).update(due_on=due)
    return owner, made


def group(owner, kind="classify"):
    return reverse("listings:steps_of", args=[kind, owner.pk])


def boxes(answer):
    """Every box with whether it is chosen."""
    tags = re.findall(r'<input[^>]*name="chosen"[^>]*>', answer.content.decode())
    return {re.search(r'value="(\d+)"', tag)[1]: " checked" in tag for tag in tags}


@pytest.fixture
def here(municipality):
    return make_actor(Role.ADVISER)


def test_many_tasks_of_one_kind_are_one_line_that_opens_to_as_many_rows(client_as, here):
    brought_in(many=5)
    brought_in(many=2, name="Eksempel Garveri", days=-1)
    client = client_as(Role.ADVISER)

    (line,) = authority.waiting(here)
    start, opened = client.get(START).content.decode(), client.get(line.url).content.decode()

    assert line.title == "Find ud af, om det er affald eller et biprodukt: 7 opslag"
    assert (line.why, line.late) == ("Fra 2 organisationer.", True)
    assert "Træafskær" not in start
    assert f'href="{line.url}"' in start
    assert "Der mangler 7 svar." in opened
    assert opened.index("Eksempel Garveri: 2 opslag") < opened.index("Eksempel Savværk: 5 opslag")


def test_a_few_tasks_stay_lines_of_their_own(here):
    brought_in(many=3)

    assert len(authority.waiting(here)) == 3


def test_before_its_time_a_task_is_on_its_page_and_not_on_the_start_page(client_as, here):
    brought_in(many=5, days=20)
    client = client_as(Role.ADVISER)

    own = client.get(reverse("listings:own")).content.decode()

    assert authority.waiting(here) == []
    assert f'<a href="{ALL}">Der mangler 5 svar om affald eller fare</a>' in own
    assert "Eksempel Savværk: 5 opslag" in client.get(ALL).content.decode()


def test_one_answer_clears_those_that_are_chosen_and_the_rest_waits(client_as, here):
    owner, _made = brought_in(many=5)
    client = client_as(Role.ADVISER)
    first = boxes(client.get(group(owner)))

    answer = client.post(group(owner), {**SAID, "chosen": list(first)[:3]}, follow=True)

    assert list(first.values()) == [True] * 5
    assert "Svaret er skrevet ind for 3 opslag." in answer.content.decode()
    assert len(boxes(answer)) == 2
    assert sorted(Listing.objects.values_list("waste", flat=True)) == ["by_product"] * 3 + ["unknown"] * 2
    assert len(authority.waiting(here)) == 2
    recorded = AuthorityStep.objects.filter(state="recorded")
    assert {step.note for step in recorded} == {SAID["note"]}
    history = client.get(reverse("listings:detail", args=[recorded[0].listing_id])).content.decode()
    assert SAID["note"] in history


def test_when_all_are_clarified_the_task_is_gone_everywhere(client_as, here):
    owner, _made = brought_in(many=4)
    client = client_as(Role.ADVISER)
    chosen = list(boxes(client.get(group(owner))))

    answer = client.post(group(owner), {**SAID, "chosen": chosen}, follow=True)

    assert answer.redirect_chain[-1][0] == ALL
    assert "Intet venter på at blive afklaret." in answer.content.decode()
    assert "Alt her er afklaret." in client.get(group(owner)).content.decode()
    assert authority.waiting(here) == []


def test_the_same_form_twice_answers_once(client_as, here):
    owner, _made = brought_in(many=4)
    client = client_as(Role.ADVISER)
    page = client.get(group(owner)).content.decode()
    key = re.search(r'name="form_key" value="([^"]+)"', page)[1]
    sent = {**SAID, "form_key": key, "chosen": list(boxes(client.get(group(owner))))[:2]}

    codes = [client.post(group(owner), sent).status_code for _ in range(2)]

    assert AuthorityStep.objects.filter(state="recorded").count() == 2
    assert codes[0] == 302


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("chosen", [], "Vælg mindst ét opslag."),
        ("chosen", ["999999"], "Nogen har svaret for et af dem i mellemtiden."),
        ("note", "", "Skriv i en sætning, hvad de svarede."),
        ("waste", "", "Vælg, hvad det er."),
    ],
)
def test_a_wrong_answer_says_how_to_mend_it_and_keeps_what_was_typed(client_as, here, field, value, sentence):
    owner, _made = brought_in(many=4)
    client = client_as(Role.ADVISER)
    chosen = list(boxes(client.get(group(owner))))

    page = client.post(group(owner), {**SAID, "chosen": chosen[:2], "reference": "journal 17", field: value})

    assert sentence in page.content.decode()
    assert "journal 17" in page.content.decode()
    assert field == "chosen" or list(boxes(page).values()) == [True, True, False, False]
    assert not AuthorityStep.objects.filter(state="recorded").exists()


def test_what_stops_is_chosen_by_hand(client_as, here):
    owner, _made = brought_in(many=4, hazard=True, waste="by_product")
    client = client_as(Role.ADVISER)
    shown = boxes(client.get(group(owner, "hazard")))

    client.post(group(owner, "hazard"), {**SAID, "outcome": "allowed", "chosen": list(shown)[:1]})

    assert list(shown.values()) == [False] * 4
    assert Listing.objects.filter(stopped=True).count() == 3


def test_a_firm_clears_its_own_and_learns_nothing_of_others(client_as, here):
    owner = make_organisation("Eksempel Maler")
    actor = make_actor(Role.FIRM, owner)
    made = [
        add_listing(owner, by=actor, side="have", kind="material", waste="unknown", text=f"Rest {number}", show=True)
        for number in range(4)
    ]
    AuthorityStep.objects.update(due_on=timezone.localdate())
    brought_in(many=4)
    firm, other = client_as(Role.FIRM, owner), client_as(Role.FIRM, make_organisation())

    (line,) = authority.waiting(actor)
    page = firm.get(ALL).content.decode()
    firm.post(line.url, {**SAID, "chosen": list(boxes(firm.get(line.url)))})

    assert line.why == "I kan svare for flere på én gang."
    assert "Eksempel Savværk" not in page
    assert {listing.steps.get().state for listing in made} == {"recorded"}
    assert other.get(group(owner)).status_code == 404
    assert client_as(Role.ADVISER).get(group(owner, "evil")).status_code == 404
    assert [client_as(Role.VISITOR).get(url).status_code for url in (ALL, group(owner))] == [302, 302]


def test_somebody_was_faster(client_as, here):
    owner, _made = brought_in(many=4)
    client = client_as(Role.ADVISER)
    chosen = list(boxes(client.get(group(owner))))
    firm = make_actor(Role.FIRM, owner)
    AuthorityStep.objects.filter(pk=chosen[0]).update(owner_organisation=owner)
    record_step(
        AuthorityStep.objects.get(pk=chosen[0]),
        by=firm,
        **{**SAID, "settled_on": timezone.localdate(), "outcome": "allowed"},
    )

    page = client.post(group(owner), {**SAID, "chosen": chosen}).content.decode()

    assert "Nogen har svaret for et af dem i mellemtiden." in page
    assert AuthorityStep.objects.filter(state="recorded").count() == 1


def test_more_than_a_page_holds_are_counted_and_come_after(client_as, here):
    owner, _made = brought_in(many=101)
    client = client_as(Role.ADVISER)

    page = client.get(group(owner))

    assert len(boxes(page)) == 100
    assert "Eksempel Savværk · 101 opslag" in page.content.decode()
    assert "1 mere kommer, når der er svaret på disse." in page.content.decode()


def test_one_kind_alone_and_all_of_them(client_as, here):
    brought_in(many=2)
    brought_in(many=3, name="Eksempel Maler", hazard=True, waste="by_product")
    client = client_as(Role.ADVISER)

    every, one = client.get(ALL).content.decode(), client.get(ALL, {"kind": "classify"}).content.decode()

    assert "Der mangler 5 svar." in every
    assert "Der mangler 2 svar." in one
    assert "Eksempel Maler" not in one


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_ask_the_same_number_of_queries(client_as, here, django_assert_num_queries, many):
    owners = [brought_in(many=many, name=f"Eksempel {number}")[0] for number in range(many)]
    client = client_as(Role.ADVISER)
    client.get(ALL)

    with django_assert_num_queries(ROWS_QUERIES):
        client.get(ALL)
    with django_assert_num_queries(GROUP_QUERIES):
        client.get(group(owners[0]))
