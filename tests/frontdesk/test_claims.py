"""Whoever writes a firm's name, number or address only claims to write for it, until somebody at the entrance confirms it."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from symbiose.common.actor import Actor, Role
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.frontdesk import actions
from symbiose.frontdesk.models import Enquiry
from symbiose.frontdesk.queries.threads import addresses_of
from symbiose.frontdesk.waiting import waiting
from symbiose.organisations.actions import merge_organisations
from symbiose.organisations.models import Contact
from tests.factories import make_actor, make_membership, make_organisation
from tests.frontdesk.cases import acting, ask, make_case, make_department, make_desk, make_external, rule
from tests.frontdesk.letters import take, typed

pytestmark = pytest.mark.django_db
NAME, NUMBER, ADDRESS = "Eksempel Træværk", "00002011", "post@traevaerk.example"
PERHAPS = f"Skriver måske for {NAME}."


@pytest.fixture
def ann(db, client):
    (ann,) = make_desk("Ann")
    client.force_login(ann.user)
    return ann


@pytest.fixture
def firm(ann):
    return make_organisation(NAME, company_number=NUMBER, contact_email=ADDRESS, contact_name="Kirsten Kontakt")


def page(client, url):
    return " ".join(client.get(url).content.decode().split())


def stranger(way="name"):
    """What somebody whom nobody knows wrote in the firm's name."""
    if way == "letter":
        return take("Giv os jeres priser.\n", From=f"Sven Svindel <{ADDRESS}>", Subject="Priser")
    said = {"name": f" {NAME.lower()} ", "number": "0000 2011"}[way]
    Client().post("/skriv/", typed(organisation_text=said, text="Giv os jeres priser.", name="Sven Svindel"))
    return Enquiry.objects.get()


def settle(client, enquiry, firm, verb, *, key=None):
    url = reverse(f"enquiries:{verb}_firm", args=[enquiry.number])
    return client.post(url, {"firm": firm.pk, "form_key": key or str(uuid.uuid4())}, follow=True)


def under(client, firm):
    """Everything that the firm's own pages show of what was written in its name."""
    shown = page(client, reverse("organisations:detail", args=[firm.pk]))
    return shown + page(client, reverse("cases:list") + f"?party={firm.pk}")


@pytest.mark.parametrize("way", ["name", "number", "letter"])
def test_a_stranger_in_the_name_of_a_firm_stands_under_it_only_when_it_is_confirmed(client, ann, firm, way):
    enquiry = stranger(way)
    url = reverse("enquiries:detail", args=[enquiry.number])
    shown = page(client, url)

    assert enquiry.organisation is None
    assert PERHAPS in shown
    assert "Giv os" not in under(client, firm)
    assert not Contact.objects.filter(organisation=firm).exists()
    assert "Kirsten Kontakt" not in shown
    if way != "letter":
        assert ADDRESS not in addresses_of(enquiry)
    case = actions.open_case(enquiry, by=acting(ann))
    assert case.organisation is None
    assert "Giv os" not in under(client, firm)

    settle(client, enquiry, firm, "confirm")

    enquiry.refresh_from_db()
    case.refresh_from_db()
    assert (enquiry.organisation, enquiry.claimed, case.organisation) == (firm, None, firm)
    assert case.title in under(client, firm)
    assert PERHAPS not in page(client, url)
    assert Contact.objects.get().organisation == firm
    assert case.parties.get().organisation == firm


def test_the_lists_and_the_start_page_say_perhaps(client, ann, firm):
    enquiry = stranger()

    assert [line.title for line in waiting(acting(ann))] == [f"Sven Svindel, måske {NAME}"]
    assert f"Sven Svindel, måske {NAME}" in page(client, reverse("enquiries:list"))
    file = b"".join(client.get(reverse("enquiries:list") + "?format=csv").streaming_content).decode()
    assert f"måske {NAME}" in file
    settle(client, enquiry, firm, "confirm")
    assert [line.title for line in waiting(acting(ann))] == [NAME]


def test_a_no_leaves_it_as_unknown_as_any_other(client, ann, firm):
    enquiry = stranger()

    settle(client, enquiry, firm, "refuse")

    enquiry.refresh_from_db()
    assert (enquiry.organisation, enquiry.claimed) == (None, None)
    shown = page(client, reverse("enquiries:detail", args=[enquiry.number]))
    assert PERHAPS not in shown
    assert "Skriver ikke for virksomheden" in shown
    assert "Giv os" not in under(client, firm)


@pytest.mark.parametrize(("first", "second"), [("confirm", "refuse"), ("refuse", "confirm")])
def test_two_tabs_do_no_harm_and_the_second_is_told(client, ann, firm, first, second):
    enquiry = stranger()
    for _time in range(2):
        settle(client, enquiry, firm, first)
    rows = AuditEntry.objects.filter(subject_label="frontdesk.enquiry", subject_id=enquiry.pk)
    before = rows.count()

    told = settle(client, enquiry, firm, second).content.decode()

    enquiry.refresh_from_db()
    assert enquiry.organisation == (firm if first == "confirm" else None)
    assert "Nogen har afgjort det anderledes imens." in told
    assert rows.count() == before
    entry = rows.get(verb=f"frontdesk.{first}_firm")
    assert (entry.actor_name, entry.changes["claimed"]) == ("Ann", [firm.pk, None])


def test_it_is_confirmed_for_the_firm_that_the_page_named_and_for_no_other(client, ann, firm):
    enquiry, other = stranger(), make_organisation("Eksempel Smedje")

    told = settle(client, enquiry, other, "confirm").content.decode()

    enquiry.refresh_from_db()
    assert (enquiry.organisation, enquiry.claimed) == (None, firm)
    assert "Nogen har afgjort det anderledes imens." in told
    missing = {"firm": 999_999, "form_key": str(uuid.uuid4())}
    assert client.post(reverse("enquiries:confirm_firm", args=[enquiry.number]), missing).status_code == 404


WHO = ("adviser", "external", "department", "firm", "visitor")


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("verb", ["confirm", "refuse"])
def test_only_its_entrance_says_whether_they_write_for_the_firm(ann, firm, who, verb):
    department = make_department()
    enquiry = ask(organisation_text=NAME, door=department.organisation)
    members = {"adviser": ann, "external": make_external(), "department": department}
    members["firm"] = make_membership(Role.FIRM, firm)
    reader = Client()
    if who != "visitor":
        reader.force_login(members[who].user)

    url = reverse(f"enquiries:{verb}_firm", args=[enquiry.number])
    code = reader.post(url, {"firm": firm.pk, "form_key": str(uuid.uuid4())}).status_code

    enquiry.refresh_from_db()
    assert (enquiry.claimed is None) is (who == "adviser")
    assert (code == 302) is (who in {"adviser", "visitor"})


@pytest.mark.parametrize("verb", ["confirm_firm", "refuse_firm"])
@pytest.mark.parametrize("state", ["new", "answered", "in_case", "noise", "passed_on"])
def test_it_is_settled_in_whatever_state_is_still_ours(ann, firm, verb, state):
    external = make_external()
    enquiry = ask(organisation_text=NAME, entrance=external.organisation)
    by = acting(external)
    {
        "new": lambda: None,
        "answered": lambda: actions.answer_now(enquiry, answer="Ja", by=by),
        "in_case": lambda: actions.open_case(enquiry, by=by),
        "noise": lambda: actions.set_aside(enquiry, reason="Reklame", by=by),
        "passed_on": lambda: actions.pass_on(enquiry, consent="Ja", by=by),
    }[state]()
    act = getattr(actions, verb)
    strangers = [acting(ann), make_actor(Role.FIRM, firm), Actor()]

    for nobody in strangers if state in {"new", "answered", "in_case"} else [*strangers, by]:
        with pytest.raises(NotAllowed):
            act(enquiry, firm=firm, by=nobody)
    if state in {"new", "answered", "in_case"}:
        for _time in range(2):
            assert act(enquiry, firm=firm, by=by).organisation == (firm if verb == "confirm_firm" else None)


def test_what_is_typed_in_at_the_entrance_stands_under_the_firm_at_once(ann, firm):
    found = ask(by=acting(ann), channel="phone", organisation_text=NAME)

    assert (found.organisation, found.claimed) == (firm, None)


def test_whoever_knows_the_firm_gets_it_and_the_reason_says_perhaps(ann, firm):
    held = make_case(acting(ann), organisation=firm)
    bo = make_membership(Role.ADVISER, ann.organisation)
    rule(bo, topic="listing")

    enquiry = ask(organisation_text=NAME, topic="listing")

    assert enquiry.owner == ann.user
    assert enquiry.owner_reason == f"Har forløb {held.number} med den virksomhed, som de måske skriver for."


@pytest.mark.parametrize("said", ["open", "refused"])
def test_what_is_passed_on_takes_the_claim_along_and_never_makes_a_firm_of_it(ann, firm, said):
    external = make_external()
    enquiry = ask(organisation_text=NAME, entrance=external.organisation)
    if said == "refused":
        actions.refuse_firm(enquiry, firm=firm, by=acting(external))

    passed = actions.pass_on(enquiry, consent="Ja", by=acting(external))

    assert (passed.organisation, passed.claimed) == (None, firm if said == "open" else None)


def test_the_firm_that_is_chosen_by_hand_settles_the_claim(ann, firm):
    right = make_organisation("Eksempel Smedje")
    first, second = ask(organisation_text=NAME), ask(organisation_text=NAME)

    changed = actions.change_enquiry(first, organisation=right, by=acting(ann))
    case = actions.open_case(second, organisation=firm, by=acting(ann))

    assert (changed.organisation, changed.claimed) == (right, None)
    assert (case.organisation, case.enquiries.get().claimed) == (firm, None)


def test_a_claim_follows_a_firm_that_is_gathered_and_is_erased_with_the_rest(ann, firm):
    kept = make_organisation("Eksempel Træ")
    enquiry = ask(organisation_text=NAME)

    merge_organisations(kept, firm, reason="Den samme", by=acting(ann))
    enquiry.refresh_from_db()
    assert enquiry.claimed == kept
    actions.set_aside(enquiry, reason="Reklame", by=acting(ann))
    assert actions.forget_enquiry(enquiry, reason="Bad om det", by=acting(ann)).claimed is None


def test_the_database_keeps_no_claim_beside_a_firm_that_is_known(ann, firm):
    enquiry = ask(organisation_text=NAME)

    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.filter(pk=enquiry.pk).update(organisation=firm)
