"""Three dated facts with source: stated, mended, ended, and what held earlier stays."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from symbiose.common.actor import system
from symbiose.common.models import AuditEntry
from symbiose.organisations import queries
from symbiose.organisations.actions import FactOverlap, end_fact, state_fact
from symbiose.organisations.enums import FactKind
from symbiose.organisations.models import Organisation, OrganisationFact
from tests.factories import make_fact, make_organisation

TODAY = timezone.localdate()


def state(client, organisation, **values):
    said = {"kind": "registered", "holds": "yes", "valid_from": "2024-03-01", "source": "Registret", **values}
    return client.post(reverse("organisations:state_fact", args=[organisation.pk]), said, follow=True)


def test_the_three_are_separate(adviser, organisation):
    text = state(adviser, organisation, kind="social_enterprise").text

    assert queries.flags(organisation) == {FactKind.SOCIAL_ENTERPRISE}
    assert "Ja, siden 1. marts 2024" in text
    assert "Kilde: Registret" in text
    assert text.count("Ukendt") >= 2


def test_a_later_statement_ends_the_earlier_one_the_day_before(adviser, organisation):
    state(adviser, organisation)

    text = state(adviser, organisation, holds="no", valid_from="2025-01-01", source="Brev fra styrelsen").text

    earlier = OrganisationFact.objects.get(holds=True)
    assert earlier.valid_to == date(2024, 12, 31)
    assert queries.flags(organisation) == set()
    assert queries.denied(organisation) == {FactKind.REGISTERED}
    assert "Nej, oplyst fra 1. januar 2025" in text
    assert "1. marts 2024 – 31. december 2024: ja" in text


def test_the_same_day_again_mends_the_statement(adviser, organisation):
    state(adviser, organisation)
    state(adviser, organisation, source="Registret, slået op igen")

    fact = OrganisationFact.objects.get()

    assert fact.source == "Registret, slået op igen"
    assert AuditEntry.objects.get(verb="organisations.mend_fact").changes["source"] == [
        "Registret",
        "Registret, slået op igen",
    ]


def test_a_statement_cannot_reach_into_an_earlier_time(adviser, organisation):
    state(adviser, organisation, valid_from="2024-03-01")

    text = state(adviser, organisation, valid_from="2023-01-01", source="Et gammelt brev").text

    assert "Der er allerede oplyst noget om dette fra 1. marts 2024" in text
    assert "Et gammelt brev" in text
    assert OrganisationFact.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"valid_from": "2024-03-01", "valid_to": "2024-02-01"}, "kan ikke ligge før første dag"),
        ({"valid_from": "2204-03-01"}, "Se årstallet i datoen efter"),
        ({"valid_from": "0024-03-01"}, "Se årstallet i datoen efter"),
        ({"valid_from": "i går"}, "dato"),
        ({"source": ""}, "påkrævet"),
        ({"source": "Personen 010190-1234"}, "ligner et CPR-nummer"),
        ({"kind": "opdigtet"}, "Vælg et af de svar"),
    ],
)
def test_bad_statements_are_refused_with_a_sentence(adviser, organisation, values, sentence):
    assert sentence in state(adviser, organisation, **values).text
    assert not OrganisationFact.objects.exists()


def test_ending_needs_a_reason_and_keeps_what_held(adviser, organisation):
    fact = make_fact(organisation, "registered", valid_from=date(2024, 1, 1))
    address = reverse("organisations:end_fact", args=[organisation.pk, fact.pk])

    refused = adviser.post(address, {"valid_to": "2024-12-31", "reason": ""})
    early = adviser.post(address, {"valid_to": "2023-12-31", "reason": "Ophørt"})
    ended = adviser.post(address, {"valid_to": "2024-12-31", "reason": "Afmeldt i registret"}, follow=True)

    assert "påkrævet" in refused.text
    assert "kan ikke ligge før" in early.text
    assert "Ikke længere, sluttede 31. december 2024" in ended.text
    assert "Afmeldt i registret" in ended.text
    assert queries.flags(organisation) == set()


def test_a_fact_of_another_organisation_is_not_found(adviser, organisation):
    fact = make_fact(make_organisation())

    assert adviser.get(reverse("organisations:end_fact", args=[organisation.pk, fact.pk])).status_code == 404


def test_double_submit_states_once(adviser, organisation, form_key):
    for _ in range(2):
        state(adviser, organisation, form_key=form_key)

    assert AuditEntry.objects.filter(verb__contains="fact").count() == 1


def test_what_holds_today_and_what_is_unknown(organisation):
    make_fact(organisation, "registered", valid_from=TODAY, valid_to=TODAY)
    make_fact(organisation, "shown_to_trade", valid_from=TODAY - timedelta(days=9), valid_to=TODAY - timedelta(days=1))
    make_fact(organisation, "social_enterprise", valid_from=TODAY + timedelta(days=1))

    shown = {fact.kind.value: fact.state for fact in queries.facts_shown(organisation)}

    assert queries.flags(organisation) == {FactKind.REGISTERED}
    assert shown == {"social_enterprise": "unknown", "registered": "holds", "shown_to_trade": "ended"}


def test_flags_read_along_ask_nothing(organisation, django_assert_num_queries):
    make_fact(organisation, "registered")
    (row,) = queries.with_facts(Organisation.objects.filter(pk=organisation.pk))

    with django_assert_num_queries(0):
        assert queries.flags(row) == {FactKind.REGISTERED}
        assert queries.denied(row) == set()


@pytest.mark.django_db
@given(st.lists(st.tuples(st.integers(0, 60), st.booleans(), st.one_of(st.none(), st.integers(0, 9))), max_size=6))
def test_statements_never_overlap(steps):
    """Whatever is stated in whatever order, at most one statement of a kind holds on any day."""
    with transaction.atomic():
        organisation = make_organisation()
        for start, holds, length in steps:
            first = date(2024, 1, 1) + timedelta(days=start)
            last = None if length is None else first + timedelta(days=length)
            said = {"kind": "registered", "source": "Eksempel", "holds": holds, "valid_to": last}
            try:
                state_fact(organisation, valid_from=first, by=system("test"), **said)
            except FactOverlap:
                continue

        periods = list(organisation.facts.order_by("valid_from").values_list("valid_from", "valid_to"))
        transaction.set_rollback(True)

    assert all(earlier[1] and earlier[1] < later[0] for earlier, later in pairwise(periods))


def test_a_fact_without_source_is_refused_by_the_database(organisation, actor_adviser):
    with pytest.raises(IntegrityError), transaction.atomic():
        state_fact(organisation, kind="registered", valid_from=TODAY, source="", by=actor_adviser)


def test_the_end_lies_in_the_trail_with_its_reason(organisation, actor_adviser):
    fact = make_fact(organisation)

    end_fact(fact, valid_to=TODAY, reason="Afmeldt", by=actor_adviser)

    entry = AuditEntry.objects.get(verb="organisations.end_fact")
    assert (entry.reason, entry.changes) == ("Afmeldt", {"valid_to": [None, TODAY.isoformat()]})
