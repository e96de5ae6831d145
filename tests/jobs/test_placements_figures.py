"""Figures of placements: told apart by kind of firm, each opens to its rows, and small groups are hidden, by subtraction too."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from symbiose.common.actor import Role, system
from symbiose.engine.accounting import hide_small, measures
from symbiose.jobs.actions.placement_counting import count_placement
from symbiose.jobs.models import Placement
from symbiose.jobs.queries.placement_figures import COUNTED, figures_of, rows_of
from tests.jobs.people import make_candidate, make_placement, make_position, make_workplace

pytestmark = pytest.mark.django_db
BY = system("Symbiose")
DAY = date(2026, 6, 30)


def placed(kind, how_many, *, on=DAY):
    """So many people in a placement each at a kind of firm, since 1 February."""
    position = make_position(make_workplace(), seats=50, total_hours=250)
    for _one in range(how_many):
        person = make_candidate()
        placement = make_placement(
            candidate=person,
            position=position,
            starts_on=date(2026, 2, 1),
            firm_kind=kind,
            counted_as=f"person-{person.pk}",
        )
        count_placement(placement, by=BY, on=on)


def line(code, *, exact):
    """One line of the year: the amounts by kind of firm, and all together."""
    found = next(one for one in figures_of(on=DAY, exact=exact)[0].lines if one.measure == code)
    return [cell.amount for cell in found.every]


def test_figures_are_told_apart_by_kind_of_firm_and_agree_with_their_rows(municipality):
    placed("new_social", 2)
    placed("known_social", 1)
    placed("ordinary", 3)

    assert line("positions", exact=True) == [2, 1, 3, 6]
    assert line("hours_per_week", exact=True) == [10, 5, 15, 30]
    assert line("persons_in_work", exact=True) == [2, 1, 3, 6]
    assert line("retained_3_months", exact=True) == [2, 1, 3, 6]
    for code in COUNTED:
        for kind, amount in zip(("new_social", "known_social", "ordinary", ""), line(code, exact=True), strict=True):
            found = rows_of(code, 2026, kind, on=DAY)
            assert found.amount == amount
            assert sum(entry.quantity for entry, _placement in found.rows) == amount


def test_a16_5_groups_under_five_are_suppressed(client_as):
    placed("new_social", 2, on=timezone.localdate())
    placed("known_social", 7, on=timezone.localdate())
    placed("ordinary", 9, on=timezone.localdate())

    hidden, *others, total = line("persons_in_work", exact=False)
    assert hidden is None
    assert others.count(None) == 1  # so that nobody subtracts
    assert total == 18
    for client in (Client(), client_as(Role.LEADER), client_as(Role.ADVISER), client_as(Role.FIRM)):
        page = client.get(reverse("placements:figures")).content.decode()
        assert page.count("Skjult") >= 2
        assert ">2</td>" not in page
        assert client.get(reverse("placements:figure_rows")).status_code in {302, 403}


def test_a_few_people_in_all_are_hidden_whole(municipality):
    placed("ordinary", 4)

    for code in ("persons_in_work", "positions", "hours_per_week", "retained_3_months"):
        assert line(code, exact=False)[2:] == [None, None], code


def test_every_measure_of_people_is_among_those_that_are_hidden():
    people = {code for code, one in measures().items() if one.persons}

    assert people <= set(COUNTED)


@given(groups=st.fixed_dictionaries({kind: st.integers(0, 12) for kind in ("a", "b", "c")}))
def test_what_is_hidden_is_never_told_by_a_total(groups):
    shown = hide_small(groups, fewest=5)
    hidden = [groups[name] for name, size in shown.items() if size is None]

    assert not any(0 < size < 5 for size in shown.values() if size is not None)
    assert not hidden or len(hidden) > 1
    assert not hidden or sum(hidden) >= 5 or len(hidden) == len(groups)


def test_a_consultant_opens_each_figure_to_as_many_rows_as_it_says(client_as):
    placed("ordinary", 3, on=timezone.localdate())
    consultant = client_as(Role.CONSULTANT)

    page = consultant.get(reverse("placements:figures")).content.decode()
    asked = {"maal": "positions", "aar": str(timezone.localdate().year), "slags": "ordinary"}
    rows = consultant.get(reverse("placements:figure_rows"), asked).content.decode()

    assert re.search(r"maal=positions&amp;aar=\d{4}&amp;slags=ordinary", page)
    assert "3 rækker, alle i tallet" in rows
    assert all(row.number.replace("-", "\N{NON-BREAKING HYPHEN}") in rows for row in Placement.objects.all())
    for strange in ({"maal": "kg_kept_in_use"}, {"aar": "²"}, {"aar": "9999"}, {"slags": "evil"}):
        assert consultant.get(reverse("placements:figure_rows"), asked | strange).status_code == 404


def test_nothing_yet_says_how_it_begins(municipality):
    assert "Det begynder med et forslag" in Client().get(reverse("placements:figures")).content.decode()


def test_a_placement_that_ended_early_leaves_the_figure_and_its_rows(municipality):
    placed("ordinary", 5)
    one = Placement.objects.first()
    one.state, one.ends_on, one.outcome = "ended", DAY - timedelta(days=20), "ordinary"
    one.save()
    count_placement(one, by=BY, on=DAY)

    assert line("positions", exact=True)[-1] == 4
    assert len(rows_of("positions", 2026, "", on=DAY).rows) == 4
    assert line("persons_in_work", exact=True)[-1] == 5
