"""A broken rule of the database becomes a sentence, by the rule's name, in either database."""

from datetime import date

import pytest
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from symbiose.organisations.actions import SENTENCES, broken_constraint, explain_constraint
from symbiose.organisations.forms import FIELD_OF
from symbiose.organisations.models import (
    Absence,
    AccessRequest,
    Champion,
    Contact,
    DirectoryConsent,
    Membership,
    Organisation,
    OrganisationFact,
    OrganisationYear,
    ProductionUnit,
)
from symbiose.people.models import User
from tests.factories import (
    company_number,
    make_champion,
    make_fact,
    make_membership,
    make_organisation,
    make_shown,
    make_unit,
    make_user,
    make_year,
)

KINDS = (
    *(Organisation, OrganisationFact, OrganisationYear, ProductionUnit, Membership, AccessRequest),
    *(Champion, DirectoryConsent, Contact, Absence),
)


def organisation_like(**values):
    return lambda: make_organisation(**values)


def twice(make, *args, **values):
    def act():
        organisation = make_organisation()
        make(organisation, *args, **values)
        make(organisation, *args, **values)

    return act


def itself(**values):
    return Organisation.objects.filter(pk=make_organisation().pk).update(**values)


def asked(organisation, **values):
    return AccessRequest.objects.create(
        organisation=organisation, **{"name": "Person Eksempel", "email": "person@firma.example", **values}
    )


def two_members():
    first = make_membership()
    make_membership("firm", first.organisation, first.user)


def another_yes():
    champion = make_champion()
    DirectoryConsent.objects.create(champion=champion, given_on=date(2024, 1, 1), how="mail", given_by="Eksempel")


def said(**values):
    return Contact.objects.create(
        **{"kind": "call", "happened_at": timezone.now(), "text": "De ringer igen.", **values}
    )


def away(user=None, **values):
    days = {"valid_from": date(2026, 1, 1), "valid_to": date(2026, 1, 9)}
    return Absence.objects.create(user=user or make_user(), **{**days, **values})


def away_twice():
    away(away().user)


def away_for_oneself():
    user = make_user()
    away(user, deputy=user)


BREAKS = {
    "contact_says_something": lambda: said(text=""),
    "contact_confidential_has_reason": lambda: said(confidential=True),
    "contact_withdrawn_says_why": lambda: said(withdrawn_at=timezone.now()),
    "contact_thread_whole": lambda: said(thread_label="frontdesk.case"),
    "absence_once": away_twice,
    "absence_dates": lambda: away(valid_to=date(2025, 1, 1)),
    "absence_deputy_is_another": away_for_oneself,
    "organisation_shown_with_consent": lambda: itself(in_directory=True),
    "champion_has_name_and_role": lambda: Champion.objects.filter(pk=make_champion().pk).update(name=""),
    "champion_erased_is_empty": lambda: Champion.objects.filter(pk=make_champion().pk).update(erased_at=timezone.now()),
    "directory_consent_is_of_one": lambda: make_shown(make_organisation(), champion=make_champion()),
    "directory_consent_one_open": twice(make_shown),
    "directory_consent_one_open_champion": another_yes,
    "directory_consent_dates": lambda: make_shown(make_organisation(), withdrawn_on=date(2020, 1, 1)),
    "directory_consent_says_who": lambda: make_shown(make_organisation(), given_by=""),
    "organisation_number_once": lambda: [make_organisation(company_number=company_number(9)) for _ in range(2)],
    "organisation_number_form": organisation_like(company_number="12"),
    "organisation_trade_code_has_version": organisation_like(trade_code="162400"),
    "organisation_closed_has_day": organisation_like(state="closed"),
    "organisation_merged_into_one": organisation_like(state="merged"),
    "organisation_succeeded_is_closed": lambda: make_organisation(succeeded_by=make_organisation()),
    "organisation_not_merged_into_itself": lambda: itself(state="merged", merged_into=F("pk")),
    "organisation_not_its_own_successor": lambda: itself(
        state="closed", closed_on=date(2025, 1, 1), succeeded_by=F("pk")
    ),
    "organisation_most_open_from_one": organisation_like(most_open=0),
    "organisation_year_once": twice(make_year),
    "organisation_year_range": lambda: make_year(make_organisation(), 1066),
    "organisation_year_says_something": lambda: make_year(make_organisation(), headcount=None),
    "organisation_year_not_negative": lambda: make_year(make_organisation(), turnover=-1),
    "organisation_year_has_source": lambda: make_year(make_organisation(), source="", headcount=3),
    "production_unit_one_open": lambda: [make_unit(make_organisation(), p_number="1000000001") for _ in range(2)],
    "production_unit_number_form": lambda: make_unit(make_organisation(), p_number="12"),
    "production_unit_dates": lambda: make_unit(
        make_organisation(), valid_from=date(2025, 1, 1), valid_to=date(2024, 1, 1)
    ),
    "organisation_fact_once": twice(make_fact, "registered", valid_to=date(2025, 1, 1)),
    "organisation_fact_one_open": lambda: [
        make_fact(organisation, valid_from=date(year, 1, 1))
        for organisation in [make_organisation()]
        for year in (2020, 2021)
    ],
    "organisation_fact_dates": lambda: make_fact(make_organisation(), valid_to=date(2000, 1, 1)),
    "organisation_fact_has_source": lambda: make_fact(make_organisation(), source=""),
    "membership_one_open": two_members,
    "membership_dates": lambda: Membership.objects.create(
        user=make_membership().user,
        organisation=make_organisation(),
        role="representative",
        valid_from=date(2024, 1, 2),
        valid_to=date(2024, 1, 1),
    ),
    "access_one_open": lambda: [asked(organisation) for organisation in [make_organisation()] for _ in range(2)],
    "access_one_open_unknown": lambda: [asked(None, organisation_text=text) for text in ("Eksempel", "EKSEMPEL")],
    "access_days": lambda: asked(make_organisation(), first_day=date(2026, 1, 2), last_day=date(2026, 1, 1)),
    "access_is_proven": lambda: asked(make_organisation(), state="invited"),
    "access_settled_has_time": lambda: asked(make_organisation(), state="withdrawn"),
    "access_refused_has_reason": lambda: asked(make_organisation(), state="refused", settled_at=timezone.now()),
    "access_erased_is_empty": lambda: asked(make_organisation(), erased_at=timezone.now()),
}


@pytest.mark.parametrize("name", BREAKS)
def test_every_rule_is_known_by_name_and_has_a_danish_sentence(db, name):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        BREAKS[name]()

    assert broken_constraint(caught.value, *KINDS) == name
    assert explain_constraint(caught.value, *KINDS) == str(SENTENCES[name])


def test_no_rule_lacks_a_sentence_a_field_or_a_test():
    named = {
        rule.name
        for kind in KINDS
        for rule in kind._meta.constraints
        if isinstance(rule, models.UniqueConstraint | models.CheckConstraint)
    }

    assert named == set(SENTENCES) == set(BREAKS) == set(FIELD_OF)


def test_a_unique_rule_on_an_expression_is_known_by_name_too(db):
    make_user("leder@firma.example")

    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        User.objects.create(email="Leder@Firma.example", name="Leder Eksempel")

    assert broken_constraint(caught.value) == "user_email_once"


def test_a_rule_without_a_sentence_is_our_fault_and_raised_again():
    with pytest.raises(IntegrityError):
        explain_constraint(IntegrityError("FOREIGN KEY constraint failed"), *KINDS)


def test_a_number_taken_between_check_and_save_is_a_sentence_at_the_field(adviser, written, demo, monkeypatch):
    """The form looks first; the database decides when two save in the same moment."""
    from symbiose.organisations import forms

    make_organisation(company_number=company_number(5))
    monkeypatch.setattr(forms.OrganisationForm, "clean_company_number", lambda form: company_number(5))

    answer = adviser.post("/organisationer/ny/", written())

    assert "En anden organisation har dette CVR-nummer." in answer.text
    assert not Organisation.objects.filter(name="Eksempel Træværk").exists()
