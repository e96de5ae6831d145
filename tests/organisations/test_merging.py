"""Two records of one organisation are gathered in one: all moves, nothing is lost, it can be undone, once is enough."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from symbiose.common.actor import VISITOR, Role, system
from symbiose.common.models import AuditEntry, Link
from symbiose.common.states import NotAllowed
from symbiose.listings.actions import keep_alert
from symbiose.listings.models import Alert, Listing
from symbiose.notices.models import AnswerLink
from symbiose.organisations import queries
from symbiose.organisations.actions import (
    Choices,
    NotActive,
    Undecided,
    change_organisation,
    close_organisation,
    merge_organisations,
    part_organisations,
)
from symbiose.organisations.models import Membership, Merge, Organisation, OrganisationFact
from tests.factories import (
    company_number,
    make_actor,
    make_fact,
    make_listing,
    make_membership,
    make_organisation,
    make_shown,
    make_unit,
    make_year,
)

ONE, TWO = company_number(41), company_number(42)


@pytest.fixture
def stays(municipality):
    return make_organisation("Eksempel Træværk", company_number=ONE)


@pytest.fixture
def goes(municipality):
    return make_organisation("Eksempel Trævaerk Gjern", postcode="8883", town="Gjern", description="Kasser og paller")


def address(survivor, merged):
    return reverse("organisations:merge", args=[survivor.pk, merged.pk])


def gather(client, survivor, merged, **values):
    return client.post(
        address(survivor, merged), {"field_name": "survivor", "field_place": "survivor", **values}, follow=True
    )


def merge(survivor, merged, by, **chosen):
    return merge_organisations(survivor, merged, by=by, choices=Choices(**chosen))


def everything(organisation):
    """All that a test can tell of an organisation and its own rows, without what merely counts changes."""
    row = Organisation.objects.filter(pk=organisation.pk).values().get()
    for name in ("version", "changed_at"):
        row.pop(name)
    facts = list(
        organisation.facts.order_by("pk").values_list("pk", "kind", "holds", "valid_from", "valid_to", "source")
    )
    years = list(organisation.years.order_by("pk").values_list("pk", "year", "headcount", "turnover", "source"))
    units = list(organisation.units.order_by("pk").values_list("pk", flat=True))
    people = list(organisation.memberships.order_by("pk").values_list("pk", flat=True))
    listings = list(organisation.listings.order_by("pk").values_list("pk", flat=True))
    return row, facts, years, units, people, listings


def test_everything_moves_and_the_page_shows_how_much_beforehand(adviser, stays, goes, actor_adviser):
    listing, unit, year = make_listing(goes), make_unit(goes), make_year(goes)
    fact, member = make_fact(goes, "registered"), make_membership(Role.FIRM, goes)
    alert = keep_alert(goes, query="q=tr", by=make_actor(Role.FIRM, goes))
    link = AnswerLink.objects.create(
        purpose="refresh",
        subject_label="listings.listing",
        subject_id=listing.pk,
        organisation_id=goes.pk,
        valid_until=timezone.localdate(),
    )

    shown = adviser.get(address(stays, goes)).text
    text = gather(adviser, stays, goes, reason="Samme ejer").text

    for told in (
        "Opslag</dt><dd>1",
        "Arbejdssteder</dt><dd>1",
        "Personer, der kan svare</dt><dd>2",
        "Personlige links</dt><dd>1",
    ):
        assert told in shown
    assert "læses med" not in shown
    for row in (listing, unit, year, fact, member, alert):
        row.refresh_from_db()
        assert row.organisation_id == stays.pk
    link.refresh_from_db()
    assert link.organisation_id == stays.pk
    assert "Samlet med Eksempel Trævaerk Gjern" in text
    assert "Samme ejer" in text
    assert "Kasser og paller" in text


def test_the_old_address_leads_to_the_survivor_and_old_name_and_number_find_it(adviser, client_as, stays, goes):
    goes.company_number = TWO
    goes.save()
    own = make_membership(Role.FIRM, goes).user
    gather(adviser, stays, goes, field_company_number="survivor")
    page = reverse("organisations:detail", args=[stays.pk])

    assert adviser.get(reverse("organisations:detail", args=[goes.pk]))["Location"] == page
    for asked in ("Gjern", TWO, ONE):
        assert f'{page}">Eksempel Træværk</a>' in adviser.get(reverse("organisations:list"), {"q": asked}).text
    listed = adviser.get(reverse("organisations:list")).text
    assert "Eksempel Trævaerk Gjern</a>" not in listed
    assert f"(CVR {TWO})" in adviser.get(page).text
    signed_in = Client()
    signed_in.force_login(own)
    assert signed_in.get(page).status_code == 200


def test_a_person_in_both_acts_for_the_survivor_alone(adviser, stays, goes):
    person = make_membership(Role.FIRM, stays).user
    make_membership(Role.FIRM, goes, person)
    own = Client()
    own.force_login(person)

    gather(adviser, stays, goes)

    assert Membership.objects.filter(organisation=stays, user=person).count() == 1
    assert own.get(reverse("organisations:change", args=[stays.pk])).status_code == 200


def test_fields_are_chosen_one_by_one_and_what_only_one_says_is_kept(adviser, stays, goes):
    goes.website = "https://eksempel.example"
    goes.save()

    gather(adviser, stays, goes, field_name="merged", field_place="merged")

    stays.refresh_from_db()
    assert (stays.name, stays.postcode, stays.town, stays.company_number, stays.website) == (
        *("Eksempel Trævaerk Gjern", "8883", "Gjern", ONE, "https://eksempel.example"),
    )


def test_a_company_number_goes_along_and_two_stay_known(stays, goes, actor_adviser):
    goes.company_number = TWO
    goes.save()

    known = merge(stays, goes, actor_adviser, fields=frozenset({"company_number"}))
    numbers = [Organisation.objects.get(pk=one.pk).company_number for one in (stays, goes)]
    part_organisations(known, by=actor_adviser, reason="Fejl")

    assert numbers == [TWO, ONE]
    assert [Organisation.objects.get(pk=one.pk).company_number for one in (stays, goes)] == [ONE, TWO]


def test_the_only_number_goes_along_and_back(goes, actor_adviser):
    bare = make_organisation("Eksempel Uden Nummer")
    goes.company_number = TWO
    goes.save()

    known = merge(bare, goes, actor_adviser)
    during = Organisation.objects.get(pk=bare.pk).company_number
    part_organisations(known, by=actor_adviser, reason="Fejl")

    assert during == TWO
    assert [Organisation.objects.get(pk=one.pk).company_number for one in (bare, goes)] == ["", TWO]


@pytest.mark.parametrize(("chosen", "lie"), [("survivor", (True, False)), ("merged", (False, True))])
def test_facts_that_contradict_each_other_are_shown_chosen_and_none_is_lost(adviser, stays, goes, chosen, lie):
    """The same kind, from the very same day, and the opposite is said."""
    make_fact(stays, "registered", holds=True, source="Registret")
    make_fact(goes, "registered", holds=False, source="Brev fra ejeren")

    asked = gather(adviser, stays, goes).text
    assert "Vælg, hvad der er rigtigt." in asked
    assert "Registret" in asked
    assert "Brev fra ejeren" in asked
    assert not Merge.objects.exists()

    gather(adviser, stays, goes, fact_registered=chosen)
    assert (stays.facts.get().holds, goes.facts.get().holds) == lie


@pytest.mark.parametrize(("chosen", "lie"), [("survivor", (24, 31)), ("merged", (31, 24))])
def test_figures_that_contradict_each_other_are_shown_chosen_and_none_is_lost(adviser, stays, goes, chosen, lie):
    make_year(stays, 2024, headcount=24, source="Årsrapport")
    make_year(goes, 2024, headcount=31, source="Ejeren")
    make_year(goes, 2023, headcount=30)

    asked = gather(adviser, stays, goes).text
    assert "ansatte: 24" in asked
    assert "ansatte: 31" in asked

    gather(adviser, stays, goes, year_2024=chosen)
    assert dict(stays.years.values_list("year", "headcount")) == {2024: lie[0], 2023: 30}
    assert dict(goes.years.values_list("year", "headcount")) == {2024: lie[1]}


def test_the_verb_itself_wants_every_contradiction_decided(stays, goes, actor_adviser):
    make_fact(stays, "registered")
    make_fact(goes, "registered", holds=False)
    make_year(stays, 2024)
    make_year(goes, 2024, headcount=1)

    with pytest.raises(Undecided) as undecided:
        merge(stays, goes, actor_adviser)

    assert undecided.value.args[0] == ["registered", 2024]


def test_series_that_do_not_meet_join(stays, goes, actor_adviser):
    make_fact(stays, "registered", valid_from=date(2024, 1, 1))
    make_fact(goes, "registered", valid_from=date(2020, 1, 1), valid_to=date(2023, 12, 31))
    make_fact(goes, "social_enterprise")

    merge(stays, goes, actor_adviser)

    assert stays.facts.count() == 3


def test_an_open_series_that_meets_a_later_one_must_be_decided(stays, goes, actor_adviser):
    make_fact(stays, "registered", valid_from=date(2024, 1, 1))
    make_fact(goes, "registered", valid_from=date(2020, 1, 1))

    with pytest.raises(Undecided):
        merge(stays, goes, actor_adviser)
    merge(stays, goes, actor_adviser, facts=frozenset({"registered"}))

    assert stays.facts.get().valid_from == date(2020, 1, 1)


def test_what_both_have_of_alerts_and_own_marks_stands_once(stays, goes, actor_adviser):
    for one in (stays, goes):
        keep_alert(one, query="q=tr", by=make_actor(Role.FIRM, one))
        make_listing(one, external_id="1")

    merge(stays, goes, actor_adviser)

    assert Alert.objects.filter(organisation=stays).count() == 1
    assert sorted(Listing.objects.filter(organisation=stays).values_list("external_id", flat=True)) == [
        "1",
        f"{goes.pk}:1",
    ]


def test_a_repeat_gives_the_gathering_that_stands(adviser, stays, goes, actor_adviser):
    first, again = (merge(stays, goes, actor_adviser) for _ in range(2))

    assert first == again
    assert AuditEntry.objects.filter(verb="organisations.merge").count() == 1
    assert adviser.get(address(stays, goes))["Location"] == reverse("organisations:detail", args=[stays.pk])


def test_one_that_is_closed_or_gathered_already_is_not_gathered(adviser, stays, goes, actor_adviser):
    other = make_organisation()
    close_organisation(other, closed_on=timezone.localdate(), reason="Konkurs", by=actor_adviser)
    for one, two in ((stays, other), (other, stays)):
        with pytest.raises(NotActive):
            merge(one, two, actor_adviser)
    merge(stays, goes, actor_adviser)
    with pytest.raises(NotActive):
        merge(make_organisation(), goes, actor_adviser)

    text = adviser.get(address(stays, other)).text

    assert "lukket eller allerede samlet i en anden" in text
    assert "Saml dem" not in text.split("<main")[1]
    assert gather(adviser, stays, other).status_code == 200
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("role", [Role.FIRM, Role.VISITOR])
def test_the_verbs_refuse_others_than_advisers(stays, goes, actor_adviser, role):
    by = VISITOR if role is Role.VISITOR else make_actor(role, stays)

    with pytest.raises(NotAllowed):
        merge(stays, goes, by)
    known = merge(stays, goes, actor_adviser)
    with pytest.raises(NotAllowed):
        part_organisations(known, by=by, reason="Fejl")


def test_an_organisation_is_not_gathered_in_itself(adviser, stays):
    assert adviser.get(address(stays, stays)).status_code == 404


def test_a_failure_half_way_leaves_both_as_they_were(stays, goes, actor_adviser, monkeypatch):
    from symbiose.organisations import merging

    make_fact(goes, "registered")
    before = everything(stays), everything(goes)

    def broken(*args, **values):
        raise RuntimeError("half way")

    monkeypatch.setattr(merging, "move_all", broken)
    with pytest.raises(RuntimeError):
        merge(stays, goes, actor_adviser)

    assert (everything(stays), everything(goes)) == before


def test_undoing_restores_both_exactly(adviser, stays, goes):
    make_fact(stays, "registered")
    make_fact(goes, "registered", holds=False)
    make_fact(goes, "shown_to_trade")
    make_year(stays, 2024)
    make_year(goes, 2024, headcount=1, turnover=Decimal(5))
    make_year(goes, 2023)
    make_unit(goes)
    make_membership(Role.FIRM, goes)
    make_listing(goes)
    before = everything(stays), everything(goes)

    gather(adviser, stays, goes, field_name="merged", fact_registered="merged", year_2024="merged")
    during = everything(stays)
    undo = reverse("organisations:part", args=[stays.pk, Merge.objects.get().pk])
    refused = adviser.post(undo, {"reason": ""}).text
    text = adviser.post(undo, {"reason": "Det var to firmaer"}, follow=True).text

    assert during != before[0]
    assert "påkrævet" in refused
    assert (everything(stays), everything(goes)) == before
    assert "De er to igen." in text
    assert "Det var to firmaer" in text
    assert not Link.objects.filter(kind="gathered").exists()
    assert "Eksempel Trævaerk Gjern</a>" in adviser.get(reverse("organisations:list"), {"q": "Gjern"}).text


def test_what_came_since_stays_and_a_repeat_changes_nothing(stays, goes, actor_adviser):
    make_listing(goes)
    known = merge(stays, goes, actor_adviser, fields=frozenset({"name"}))
    change_organisation(Organisation.objects.get(pk=stays.pk), by=actor_adviser, name="Eksempel Nyt Navn")
    new = make_listing(stays)

    for _ in range(2):
        part_organisations(known, by=actor_adviser, reason="Fejl")

    new.refresh_from_db()
    stays.refresh_from_db()
    assert (new.organisation, stays.name) == (stays, "Eksempel Nyt Navn")
    assert goes.listings.count() == 1
    assert AuditEntry.objects.filter(verb="organisations.part").count() == 2


def test_undoing_waits_for_what_was_gathered_later(adviser, stays, goes, actor_adviser):
    last = make_organisation("Eksempel Sidst")
    first = merge(stays, goes, actor_adviser)
    merge(last, stays, actor_adviser)

    text = adviser.post(reverse("organisations:part", args=[stays.pk, first.pk]), {"reason": "Fejl"}).text

    assert "Eksempel Træværk er lukket eller siden samlet i en anden. Fortryd det først." in text
    assert queries.stands_for(Organisation.objects.get(pk=goes.pk)) == last
    assert queries.same_as(last) == {last.pk, stays.pk, goes.pk}
    assert "Eksempel Sidst</a>" in adviser.get(reverse("organisations:list"), {"q": "Gjern"}).text


def test_the_other_record_is_found_by_name_and_shown_beside(adviser, stays, goes):
    choose = reverse("organisations:choose", args=[stays.pk])

    unknown = adviser.post(choose, {"other": "Findes ikke"}).text
    found = adviser.post(choose, {"other": goes.name})

    assert "Vi kender ingen anden organisation" in unknown
    assert found["Location"] == address(stays, goes)
    assert address(goes, stays) in adviser.get(found["Location"]).text


def test_two_open_gatherings_of_one_record_are_refused_by_the_database(stays, goes, actor_adviser):
    merge(stays, goes, actor_adviser)

    with pytest.raises(IntegrityError):
        Merge.objects.create(survivor=make_organisation(), merged=goes)


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_page_asks_the_same_number_of_queries(client_as, stays, goes, how_many, django_assert_num_queries):
    client = client_as(Role.ADVISER)
    for _ in range(how_many):
        make_listing(goes)
        make_unit(goes)
    client.get(address(stays, goes))

    with django_assert_num_queries(50):
        client.get(address(stays, goes))


statements = st.lists(
    st.tuples(st.sampled_from(["registered", "shown_to_trade"]), st.booleans(), st.integers(0, 5), st.integers(0, 3)),
    max_size=4,
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(statements, statements, st.booleans())
def test_no_statement_is_lost_whatever_is_chosen_and_undoing_restores_it(mine, theirs, other_way):
    """Facts of two records in any order: all are somewhere, none twice, and parted they lie as before."""
    from django.db import transaction

    with transaction.atomic():
        stays, goes = make_organisation(), make_organisation()
        for organisation, said in ((stays, mine), (goes, theirs)):
            taken = set()
            for kind, holds, start, length in said:
                years = set(range(2000 + start * 5, 2000 + start * 5 + length + 1))
                if {(kind, year) for year in years} & taken:
                    continue
                taken |= {(kind, year) for year in years}
                dates = {"valid_from": date(min(years), 1, 1), "valid_to": date(max(years), 12, 31)}
                make_fact(organisation, kind, holds=holds, **dates)
        before = {fact.pk: fact.organisation_id for fact in OrganisationFact.objects.all()}
        kinds = frozenset({"registered", "shown_to_trade"})
        choices = Choices(facts=kinds if other_way else frozenset(), asked=kinds)

        known = merge_organisations(stays, goes, by=system("test"), choices=choices)
        during = set(OrganisationFact.objects.values_list("pk", flat=True))
        doubled = [
            (one.pk, other.pk)
            for one in stays.facts.all()
            for other in stays.facts.all()
            if one.pk < other.pk
            and one.kind == other.kind
            and one.valid_from <= other.valid_to
            and other.valid_from <= one.valid_to
        ]
        part_organisations(known, by=system("test"), reason="Fejl")
        after = {fact.pk: fact.organisation_id for fact in OrganisationFact.objects.all()}
        transaction.set_rollback(True)

    assert during == set(before)
    assert doubled == []
    assert after == before


def test_a_mark_that_both_use_is_the_same_again_when_they_are_parted(stays, goes):
    adviser, mark = make_actor(Role.ADVISER), "A" * 80
    make_listing(stays, external_id=mark)
    theirs, other = make_listing(goes, external_id=mark), make_listing(goes, external_id="B")

    known = merge(stays, goes, adviser)
    during = set(stays.listings.values_list("external_id", flat=True))
    part_organisations(known, by=adviser, reason="Fejl")

    assert during == {mark, f"{goes.pk}:{mark}", "B"}
    assert max(map(len, during)) <= Listing._meta.get_field("external_id").max_length
    assert list(goes.listings.order_by("pk").values_list("pk", "external_id")) == [(theirs.pk, mark), (other.pk, "B")]


def test_nobody_is_made_public_by_being_gathered_without_a_choice(client_as, stays, goes):
    make_shown(goes)
    page = client_as(Role.ADVISER).get(address(stays, goes)).content.decode()

    merge(stays, goes, make_actor(Role.ADVISER))

    stays.refresh_from_db()
    assert not stays.in_directory
    assert 'name="field_in_directory"' in page


def test_a_chosen_yes_follows_into_the_one_that_stays_and_goes_back(stays, goes):
    consent, adviser = make_shown(goes), make_actor(Role.ADVISER)

    known = merge(stays, goes, adviser, fields=frozenset({"in_directory"}))
    stays.refresh_from_db()
    consent.refresh_from_db()
    during = (stays.in_directory, stays.directory_consent_id, consent.organisation_id)
    part_organisations(known, by=adviser, reason="Fejl")

    for one in (stays, goes, consent):
        one.refresh_from_db()
    assert during == (True, consent.pk, stays.pk)
    assert (stays.in_directory, stays.directory_consent_id) == (False, None)
    assert (goes.in_directory, goes.directory_consent_id, consent.organisation_id) == (True, consent.pk, goes.pk)


def test_two_yes_stay_with_their_own_record(stays, goes):
    mine, theirs = make_shown(stays), make_shown(goes)

    merge(stays, goes, make_actor(Role.ADVISER))

    stays.refresh_from_db()
    theirs.refresh_from_db()
    assert (stays.directory_consent_id, theirs.organisation_id) == (mine.pk, goes.pk)
