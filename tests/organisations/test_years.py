"""Employees, turnover and balance by year with their source; whether it is an SME follows from them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.engine.law.enterprise_size import Tier, Verdict
from symbiose.organisations import queries
from symbiose.organisations.actions import YearKnown, state_year
from symbiose.organisations.models import OrganisationYear
from tests.factories import make_organisation, make_year


def page(client, organisation):
    return client.get(reverse("organisations:detail", args=[organisation.pk])).text


def state(client, organisation, **values):
    said = {"year": "2024", "headcount": "24", "turnover": "", "balance": "", "source": "Årsrapport 2024", **values}
    return client.post(reverse("organisations:state_year", args=[organisation.pk]), said, follow=True)


def mend(client, known, **values):
    said = {"headcount": "24", "turnover": "", "balance": "", "source": "Eksempel", "version": known.version, **values}
    return client.post(reverse("organisations:change_year", args=[known.organisation_id, known.pk]), said, follow=True)


def test_figures_are_stated_with_their_source_and_shown_with_their_year(adviser, organisation):
    text = state(adviser, organisation, turnover="12.500.000", balance="4.000.000,50").text

    known = OrganisationYear.objects.get()
    assert (known.year, known.headcount, known.turnover, known.balance) == (
        *(2024, 24, Decimal(12_500_000), Decimal("4000000.50")),
    )
    assert "12.500.000" in text
    assert "Årsrapport 2024" in text
    assert "24 (2024)" in text


def test_a_firm_states_its_own_and_no_other(client_as, organisation):
    own = client_as(Role.FIRM, organisation)

    assert state(own, organisation).status_code == 200
    assert state(own, make_organisation("Eksempel Anden")).status_code == 403
    assert [one.organisation for one in OrganisationYear.objects.all()] == [organisation]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"headcount": ""}, "Skriv mindst et af de tre tal"),
        ({"headcount": "-1"}, "helt antal"),
        ({"turnover": "-1"}, "kan ikke være under 0"),
        ({"balance": "-1"}, "kan ikke være under 0"),
        ({"turnover": "mange"}, "Skriv et tal"),
        ({"turnover": "99999999999999"}, "for stort"),
        ({"turnover": "1,234"}, "højst 2 decimaler"),
        ({"year": "2999"}, "Skriv et år"),
        ({"year": "i fjor"}, "heltal"),
        ({"source": ""}, "påkrævet"),
    ],
)
def test_bad_figures_are_refused_with_a_sentence(adviser, organisation, values, sentence):
    assert sentence in state(adviser, organisation, **values).text
    assert not OrganisationYear.objects.exists()


def test_two_sources_that_disagree_are_both_shown_and_one_is_chosen(adviser, organisation):
    state(adviser, organisation)

    asked = state(adviser, organisation, headcount="31", source="Ejeren i telefonen").text
    assert "Der står allerede andre tal for 2024. Se begge herunder." in asked
    assert "To kilder siger hver sit" in asked
    assert all(said in asked for said in ("Årsrapport 2024", "Ejeren i telefonen", ">24<", ">31<"))
    assert OrganisationYear.objects.get().headcount == 24

    chosen = state(adviser, organisation, headcount="31", source="Ejeren i telefonen", replace="on").text
    known = OrganisationYear.objects.get()
    assert (known.headcount, known.source) == (31, "Ejeren i telefonen")
    assert "24 → 31" in chosen
    assert "Årsrapport 2024 → Ejeren i telefonen" in chosen


def test_a_figure_that_was_unknown_joins_those_that_stand(organisation, actor_adviser):
    make_year(organisation, headcount=24)

    joined = state_year(organisation, year=2024, turnover=Decimal(9), source="Årsrapport", by=actor_adviser)

    assert (joined.headcount, joined.turnover, joined.source) == (24, Decimal(9), "Eksempel; Årsrapport")


def test_a_repeat_changes_nothing(organisation, actor_adviser):
    said = {"year": 2024, "headcount": 24, "source": "Årsrapport", "by": actor_adviser}

    first, again = state_year(organisation, **said), state_year(organisation, **{**said, "source": "Igen"})

    assert (first.pk, again.version, again.source) == (again.pk, 1, "Årsrapport")
    assert AuditEntry.objects.filter(verb__endswith="_year").count() == 1
    with pytest.raises(YearKnown):
        state_year(organisation, **{**said, "headcount": 25})


def test_mending_keeps_what_stood_in_the_history(adviser, organisation):
    known = make_year(organisation)

    text = mend(adviser, known, headcount="25", turnover="61.500.000", reason="Tastefejl").text

    assert "24 → 25" in text
    assert "61.500.000</p>" in text
    assert "Tastefejl" in text


def test_two_who_mend_at_once_see_both(adviser, organisation):
    known = make_year(organisation)
    mend(adviser, known, headcount="25")

    text = mend(adviser, known, headcount="26").text

    known.refresh_from_db()
    assert known.headcount == 25
    assert "Begge tekster er vist" in text


def test_what_is_removed_stays_in_the_history_with_its_reason(adviser, organisation):
    known = make_year(organisation, 2023, headcount=7)
    address = reverse("organisations:remove_year", args=[organisation.pk, known.pk])

    refused = adviser.post(address, {"reason": ""}).text
    text = adviser.post(address, {"reason": "Tallene er fra et andet firma"}, follow=True).text

    assert "påkrævet" in refused
    assert not OrganisationYear.objects.exists()
    assert "Tallene er fra et andet firma" in text
    assert "Ansatte: 7 → Ukendt" in text


def test_removing_twice_says_what_is_so(adviser, organisation, form_key):
    known = make_year(organisation, 2023, headcount=7)
    address = reverse("organisations:remove_year", args=[organisation.pk, known.pk])
    others = make_year(make_organisation())
    said = {"reason": "Forkert firma", "form_key": form_key}

    adviser.post(address, said)
    again = adviser.post(address, said, follow=True)
    from_another_tab = adviser.post(address, {"reason": "Forkert"}, follow=True)
    not_ours = adviser.post(
        reverse("organisations:remove_year", args=[organisation.pk, others.pk]), said | {"form_key": ""}
    )

    for page in (again, from_another_tab):
        assert page.redirect_chain == [(reverse("organisations:detail", args=[organisation.pk]), 302)]
        assert "Tallene er der ikke mere." in page.text
    assert not_ours.status_code == 404


def test_figures_of_another_organisation_are_not_found(adviser, organisation):
    known = make_year(make_organisation())

    assert adviser.get(reverse("organisations:change_year", args=[organisation.pk, known.pk])).status_code == 404


def test_the_public_sees_no_figures(client, municipality):
    public = make_organisation("Eksempel Åben", in_directory=True)
    make_year(public, turnover=Decimal(4_321_000))

    text = page(client, public)

    assert "4.321.000" not in text
    assert "SMV" not in text


def test_older_years_are_folded(adviser, organisation):
    for year in range(2019, 2025):
        make_year(organisation, year)

    assert "Vis alle 6 år" in page(adviser, organisation)


def test_a7_3_sme_status_comes_from_headcount_and_turnover(adviser, organisation):
    make_year(organisation, 2023, headcount=24, turnover=Decimal(30_000_000))
    make_year(organisation, 2024, headcount=26, turnover=Decimal(31_000_000))

    size = queries.size_status(organisation)
    text = page(adviser, organisation)

    assert (size.verdict, size.tier, size.years) == (Verdict.SME, Tier.SMALL, (2023, 2024))
    assert "Ja, en lille virksomhed" in text
    assert "2024: 26 ansatte, omsætning 31,0 mio. kr." in text
    assert "Vi ved ikke, om den hører sammen med andre virksomheder" in text
    assert "under 250 ansatte og enten højst 373,0 mio. kr." in text


def test_a7_3_what_is_missing_is_said_and_never_guessed(adviser, organisation):
    nothing = page(adviser, organisation)
    make_year(organisation, 2024, headcount=26)
    half = page(adviser, organisation)

    assert "Der mangler antallet af ansatte og omsætning eller balancesum" in nothing
    assert "For 2024 mangler vi omsætning eller balancesum." in half
    assert queries.size_status(organisation).verdict is Verdict.UNKNOWN


def test_a7_3_too_many_employees_settle_it_alone_and_one_year_does_not(adviser, organisation):
    make_year(organisation, 2023, headcount=200, turnover=Decimal(9))
    make_year(organisation, 2024, headcount=300)

    first = page(adviser, organisation)
    OrganisationYear.objects.filter(year=2023).delete()

    assert "Ja, en mellemstor virksomhed" in first
    assert "for første gang på den anden side af grænsen" in first
    assert "Nej, den er større end en SMV" in page(adviser, organisation)


def test_a7_3_a_department_is_no_enterprise(adviser, municipality):
    assert "SMV" not in page(adviser, make_organisation(kind="department"))
