"""Figures of placements: told apart by kind of firm, each opens to its rows, and small groups are hidden, by subtraction too."""

import re
from datetime import UTC, date, datetime, time, timedelta

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


def line(code):
    """One line of the year for consultants: the amounts by kind of firm, and all together."""
    found = next(one for one in figures_of(on=DAY)[0].lines if one.measure == code)
    return [cell.amount for cell in found.every]


@pytest.fixture
def clock(monkeypatch):
    """Moves the clock to noon of a day."""

    def to(day):
        moment = datetime.combine(day, time(12), tzinfo=UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return to


def public(client=None):
    """What everybody reads: the page, and its numbers by what is counted, of the newest year."""
    page = (client or Client()).get(reverse("placements:figures")).content.decode()
    table = page.split("</table>", 1)[0]
    rows = re.findall(r'<tr><th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', table)
    return page, {name: re.findall(r'<td class="number"[^>]*>(.*?)</td>', cells) for name, cells in rows}


def test_figures_are_told_apart_by_kind_of_firm_and_agree_with_their_rows(municipality):
    placed("new_social", 2)
    placed("known_social", 1)
    placed("ordinary", 3)

    assert line("positions") == [2, 1, 3, 6]
    assert line("hours_per_week") == [10, 5, 15, 30]
    assert line("persons_in_work") == [2, 1, 3, 6]
    assert line("retained_3_months") == [2, 1, 3, 6]
    for code in COUNTED:
        for kind, amount in zip(("new_social", "known_social", "ordinary", ""), line(code), strict=True):
            found = rows_of(code, 2026, kind, on=DAY)
            assert found.amount == amount
            assert sum(entry.quantity for entry, _placement in found.rows) == amount


def test_a16_5_groups_under_five_are_suppressed(client_as, clock):
    clock(DAY)
    placed("new_social", 2)
    placed("known_social", 7)
    placed("ordinary", 9)
    clock(date(2026, 7, 15))

    for client in (Client(), client_as(Role.LEADER), client_as(Role.ADVISER), client_as(Role.FIRM)):
        page, lines = public(client)
        hidden, *others, total = lines["Mennesker i job"]
        assert hidden == "Skjult"
        assert others.count("Skjult") == 1  # so that nobody subtracts
        assert total == "20"
        assert "Opgjort pr. 30. juni 2026" in page
        assert client.get(reverse("placements:figure_rows")).status_code in {302, 403}


def test_a_few_people_in_all_are_told_no_more_than_nobody(municipality, clock):
    clock(DAY)
    placed("ordinary", 4)
    clock(date(2026, 7, 1))

    page, numbers = public()

    assert numbers == {}
    assert "Der er endnu ikke opgjort et kvartal med så mange personer" in page


def test_what_everybody_reads_stands_still_until_a_quarter_is_over(client_as, clock):
    clock(DAY)
    placed("ordinary", 6)
    clock(date(2026, 8, 10))
    before, consultant = public()[0], client_as(Role.CONSULTANT)
    live = public(consultant)[1]["Mennesker i job"][-1]

    placed("ordinary", 1)  # since February, and written down in August
    placed("ordinary", 1, on=date(2026, 8, 10))

    after = public()[0]
    assert re.findall("<table.*</table>", after, re.DOTALL) == re.findall("<table.*</table>", before, re.DOTALL)
    assert "Opgjort pr. 30. juni 2026" in after
    assert (">6<" in live, ">8<" in public(consultant)[1]["Mennesker i job"][-1]) == (True, True)


@pytest.mark.parametrize("joined", [1, 2, 3, 4])
def test_nobody_reckons_out_from_two_quarters_that_a_few_came(municipality, clock, joined):
    clock(DAY)
    placed("ordinary", 7)
    clock(date(2026, 9, 30))
    placed("ordinary", joined, on=date(2026, 9, 30))
    placed("new_social", joined, on=date(2026, 9, 30))
    for placement in Placement.objects.all():
        count_placement(placement, by=BY, on=date(2026, 9, 30), reason="En ny dag")

    clock(date(2026, 9, 1))
    earlier = public()[1]
    clock(date(2026, 10, 1))
    later, page = public()[1], public()[0]

    assert "Opgjort pr. 30. september 2026" in page
    for code in ("Mennesker i job", "Stillinger"):
        was, now = earlier[code], later[code]
        assert was[0] == now[0] == "Skjult"
        told = [(int(one), int(two)) for one, two in zip(was, now, strict=True) if "Skjult" not in {one, two}]
        assert told
        assert all(two - one not in {1, 2, 3, 4} for one, two in told)
    hours = [int(one) for one in (earlier["Timer om ugen"][-1], later["Timer om ugen"][-1])]
    assert all(number % 25 == 0 for number in hours)


def test_a_year_that_is_over_is_as_of_its_last_day(municipality, clock):
    clock(date(2026, 12, 31))
    placed("ordinary", 5, on=date(2026, 12, 31))
    clock(date(2027, 2, 1))

    page = public()[0]

    assert "Opgjort pr. 31. december 2026" in page
    assert "<h2>2027</h2>" not in page


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


def test_nothing_yet_says_how_it_begins(client_as):
    assert "Der er endnu ikke opgjort et kvartal med så mange personer" in public()[0]
    assert "Det begynder med et forslag" in public(client_as(Role.CONSULTANT))[0]


def test_a_placement_that_ended_early_leaves_the_figure_and_its_rows(municipality):
    placed("ordinary", 5)
    one = Placement.objects.first()
    one.state, one.ends_on, one.outcome = "ended", DAY - timedelta(days=20), "ordinary"
    one.save()
    count_placement(one, by=BY, on=DAY)

    assert line("positions")[-1] == 4
    assert len(rows_of("positions", 2026, "", on=DAY).rows) == 4
    assert line("persons_in_work")[-1] == 5
