"""Closing with its day and reason, succession, and opening again; every transition × role."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import VISITOR, Role
from symbiose.common.models import AuditEntry, Link
from symbiose.common.states import NotAllowed
from symbiose.listings.actions import add_listing, keep_alert
from symbiose.listings.models import Alert, Listing
from symbiose.organisations import actions, closing
from symbiose.organisations.states import STATES
from tests.factories import (
    company_number,
    make_actor,
    make_fact,
    make_listing,
    make_membership,
    make_organisation,
    make_shown,
)

TODAY = timezone.localdate()


def page(client, organisation):
    return client.get(reverse("organisations:detail", args=[organisation.pk]))


def close(client, organisation, **values):
    said = {"closed_on": "2025-05-01", "reason": "Konkurs", "successor": "", "version": organisation.version, **values}
    return client.post(reverse("organisations:close", args=[organisation.pk]), said, follow=True)


def reopen(client, organisation, reason="Det var en fejl"):
    return client.post(reverse("organisations:reopen", args=[organisation.pk]), {"reason": reason}, follow=True)


def in_state(organisation, state):
    values = {"closed": {"closed_on": TODAY}, "merged": {"merged_into": make_organisation()}}.get(state, {})
    for name, value in {"state": state, **values}.items():
        setattr(organisation, name, value)
    organisation.save()
    return organisation


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("state", ["active", "closed", "merged"])
@pytest.mark.parametrize("row", STATES.transitions, ids=lambda row: row.verb)
def test_the_table_opens_each_verb_to_advisers_in_its_states_alone(organisation, role, state, row):
    in_state(organisation, state)
    actor = (
        VISITOR if role is Role.VISITOR else make_actor(role if role is not Role.SYSTEM else Role.ADVISER, organisation)
    )
    may = role in {Role.ADVISER, Role.SYSTEM} and state in row.sources

    assert (row in STATES.open_to(actor, organisation, state)) is may


@pytest.mark.parametrize("role", [Role.FIRM, Role.VISITOR])
def test_the_verbs_themselves_refuse_others(organisation, role):
    by = VISITOR if role is Role.VISITOR else make_actor(role, organisation)

    with pytest.raises(NotAllowed):
        actions.close_organisation(organisation, closed_on=TODAY, reason="Nej", by=by)
    in_state(organisation, "closed")
    with pytest.raises(NotAllowed):
        actions.reopen_organisation(organisation, reason="Nej", by=by)


def test_closing_and_opening_twice_say_what_is_so(adviser, organisation, form_key):
    led = [(reverse("organisations:detail", args=[organisation.pk]), 302)]
    close(adviser, organisation, form_key=form_key)
    pages = [close(adviser, organisation, form_key=form_key), close(adviser, organisation, reason="I en anden fane")]
    assert [(page.redirect_chain, f"{organisation.name} er lukket." in page.text) for page in pages] == [
        (led, True)
    ] * 2

    reopen(adviser, organisation)
    pages = [reopen(adviser, organisation), close(adviser, organisation, form_key=form_key)]

    assert [page.redirect_chain for page in pages] == [led, led]
    assert f"{organisation.name} er åben." in pages[0].text
    assert "Det blev gjort, da du sendte det før. Der sker ikke mere nu." in pages[1].text
    organisation.refresh_from_db()
    assert organisation.state == "active"


def test_who_may_not_close_is_told_nothing(client_as, organisation):
    in_state(organisation, "closed")

    assert close(client_as(Role.FIRM), organisation).status_code == 403


def test_closing_needs_a_reason_and_so_does_opening_again(organisation, actor_adviser):
    with pytest.raises(NotAllowed):
        actions.close_organisation(organisation, closed_on=TODAY, reason=" ", by=actor_adviser)
    in_state(organisation, "closed")
    with pytest.raises(NotAllowed):
        actions.reopen_organisation(organisation, reason="", by=actor_adviser)


def test_one_that_closed_says_so_and_can_still_be_read(adviser, client_as, client, organisation):
    make_shown(organisation)
    own = client_as(Role.FIRM, organisation)

    text = close(adviser, organisation).text

    assert "Lukket 1. maj 2025." in text
    assert "Konkurs" in text
    assert "Invitér en person" not in text
    assert "Lukket 1. maj 2025." in page(own, organisation).text
    assert "Konkurs" in page(own, organisation).text
    assert page(client, organisation).status_code == 200
    assert organisation.name not in client.get(reverse("home:directory")).text
    assert "Lukket</span>" in adviser.get(reverse("organisations:list"), {"tilstand": "closed"}).text


def test_its_people_read_and_no_longer_write(adviser, client_as, organisation):
    own = client_as(Role.FIRM, organisation)
    close(adviser, organisation)

    assert own.get(reverse("organisations:change", args=[organisation.pk])).status_code == 403
    assert own.get(reverse("organisations:state_year", args=[organisation.pk])).status_code == 403
    assert own.get(reverse("listings:add")).status_code == 403
    assert own.get(reverse("listings:own")).status_code == 200


def test_its_listings_and_alerts_end_and_no_new_one_is_taken(adviser, organisation, actor_adviser):
    shown, draft = make_listing(organisation), make_listing(organisation, state="draft", shown_at=None)
    other = make_listing()
    keep_alert(organisation, query="q=tr", by=make_actor(Role.FIRM, organisation))

    close(adviser, organisation)

    assert [Listing.objects.get(pk=one.pk).state for one in (shown, draft, other)] == [
        "withdrawn",
        "withdrawn",
        "shown",
    ]
    assert not Alert.objects.get().active
    assert "Konkurs" in AuditEntry.objects.filter(verb="listings.withdraw").values_list("reason", flat=True)
    organisation.refresh_from_db()
    with pytest.raises(NotAllowed):
        add_listing(organisation, by=make_actor(Role.FIRM, organisation), side="have", text="Træ")


def test_a_withdrawn_listing_comes_back_only_after_opening_again(adviser, organisation):
    listing = make_listing(organisation)
    close(adviser, organisation)
    restore = reverse("listings:detail", args=[listing.pk])
    assert "Fortryd" not in adviser.get(restore).text.split("<main")[1].split("Kæden")[0]

    reopen(adviser, organisation)

    assert "Fortryd" in adviser.get(restore).text


def test_a_room_above_is_asked_to_end_its_own(organisation, actor_adviser, monkeypatch):
    asked = []
    monkeypatch.setitem(closing.CLOSERS, "x.y", lambda pk, *, on, by, reason: asked.append((pk, on, by, reason)) or 1)

    actions.close_organisation(organisation, closed_on=TODAY, reason="Konkurs", by=actor_adviser)

    assert asked == [(organisation.pk, TODAY, actor_adviser, "Konkurs")]


def test_a_successor_is_named_linked_and_found_by_number(adviser, organisation):
    heir = make_organisation("Eksempel Arving", company_number=company_number(31))

    text = close(adviser, organisation, successor=company_number(31)).text

    assert "Konkurs. Føres videre af" in text
    assert "Videreføres af: Eksempel Arving" in text
    assert "Lukket den: 1. maj 2025" in text
    assert "Ikke på den offentlige liste" in text
    assert f'{reverse("organisations:detail", args=[heir.pk])}">Eksempel Arving</a>' in text
    assert Link.objects.get(kind="succeeded").to_id == heir.pk


def test_its_people_are_not_told_the_name_of_a_successor_that_they_may_not_see(adviser, client_as, organisation):
    make_organisation("Eksempel Skjult Arving", company_number=company_number(31))
    close(adviser, organisation, successor=company_number(31))

    text = page(client_as(Role.FIRM, organisation), organisation).text

    assert "Videreføres af: en anden organisation" in text
    assert "Skjult" not in text


def test_the_public_is_not_told_of_a_successor_that_it_may_not_see(client, organisation):
    heir = make_organisation("Eksempel Skjult Arving")
    make_shown(organisation)
    organisation.succeeded_by = heir
    in_state(organisation, "closed")

    assert "Arving" not in page(client, organisation).text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"reason": ""}, "påkrævet"),
        ({"closed_on": (TODAY + timedelta(days=1)).isoformat()}, "er ikke kommet endnu"),
        ({"closed_on": "1066-01-01"}, "Se årstallet"),
        ({"closed_on": "i går"}, "dato"),
        ({"successor": "Findes slet ikke her"}, "Vi kender ingen anden organisation"),
        ({"successor": "Eksempel Arving"}, "Flere passer: Eksempel Arving, 8600 Silkeborg; Eksempel Arving"),
        ({"successor": "Eksempel Sig Selv"}, "Vi kender ingen anden organisation"),
    ],
)
def test_what_cannot_be_right_is_refused_with_a_sentence(adviser, municipality, values, sentence):
    organisation = make_organisation("Eksempel Sig Selv")
    for _ in range(2):
        make_organisation("Eksempel Arving")

    assert sentence in close(adviser, organisation, **values).text
    organisation.refresh_from_db()
    assert organisation.state == "active"


def test_one_that_closed_carries_nothing_on(organisation, actor_adviser):
    gone = in_state(make_organisation(), "closed")

    for successor in (gone, organisation):
        with pytest.raises(actions.NoSuccessor):
            actions.close_organisation(
                organisation, closed_on=TODAY, reason="Konkurs", succeeded_by=successor, by=actor_adviser
            )


def test_a_repeat_changes_nothing(organisation, actor_adviser):
    for _ in range(2):
        actions.close_organisation(organisation, closed_on=date(2025, 5, 1), reason="Konkurs", by=actor_adviser)
    for _ in range(2):
        actions.reopen_organisation(organisation, reason="Fejl", by=actor_adviser)

    assert AuditEntry.objects.filter(verb="organisations.close").count() == 1
    assert AuditEntry.objects.filter(verb="organisations.reopen").count() == 1


def test_somebody_changed_it_meanwhile(adviser, organisation, actor_adviser):
    actions.change_organisation(organisation, by=actor_adviser, description="Ny tekst")

    assert "Begge tekster er vist" in close(adviser, organisation).text


def test_opening_again_takes_day_reason_and_successor_back(adviser, organisation):
    heir = make_organisation("Eksempel Arving")
    make_fact(organisation, "registered")
    make_membership(Role.FIRM, organisation)
    close(adviser, organisation, successor=heir.name)

    text = reopen(adviser, organisation).text

    organisation.refresh_from_db()
    assert (organisation.state, organisation.closed_on, organisation.close_reason, organisation.succeeded_by) == (
        *("active", None, "", None),
    )
    assert not Link.objects.filter(kind="succeeded").exists()
    assert "Det, der blev taget ned, kommer ikke af sig selv" in text
    assert "Invitér en person" in text
    assert "Lukket den: 1. maj 2025 → ikke længere" in text
    assert "Organisation lukket" in text
    assert "påkrævet" in reopen(adviser, in_state(make_organisation(), "closed"), reason="").text
