"""The funnel from listings to what still runs after half a year, beside a yardstick, as of any day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.engine.law.months import months_after
from symbiose.matching import actions
from symbiose.matching.dates import on_day
from symbiose.matching.exchanges.funnel import stages
from tests.matching.cases import adviser, all_say_yes, make_agreed, make_exchange, make_pair

pytestmark = pytest.mark.django_db


def counts(on=None):
    return {stage.code: stage.count for stage in stages(on=on or timezone.localdate())}


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def test_a17_7_each_figure_of_the_funnel_is_the_number_of_its_rows(client_as):
    actions.begin_exchange(make_agreed(), by=adviser(), on=on_day(days_ago(300)))
    actions.begin_exchange(make_agreed(), by=adviser(), on=on_day(days_ago(10)))
    make_agreed()
    all_say_yes(make_pair(sent=True))
    make_pair(sent=True)
    make_pair()
    make_exchange()  # declared, and so no step of this way
    client = client_as(Role.ADVISER)

    lines = client.get(reverse("matching:funnel")).context["lines"]

    assert [line.count for line in lines] == [6, 6, 6, 5, 4, 3, 2, 1]
    for line in lines:
        page = client.get(line.url)
        assert len(page.context["rows"]) == page.context["total"] == line.count


def test_a17_7_the_page_prints_the_yardstick_with_its_source(client_as):
    page = client_as(Role.ADVISER).get(reverse("matching:funnel")).content.decode()

    for text in ("150", "59", "68", "19 (28 %)", "materialsmarketplace.org", "anden hånd"):
        assert text in page


@pytest.mark.parametrize(
    ("ran", "lasted"),
    [((200, None), 1), ((200, 150), 0), ((200, 5), 1), ((100, None), 0)],
)
def test_what_ran_for_half_a_year_has_lasted_also_when_it_ended_later(ran, lasted):
    began, ended = ran
    exchange = actions.begin_exchange(make_agreed(), by=adviser(), on=on_day(days_ago(began)))
    if ended:
        actions.end_exchange(exchange, by=adviser(), why="other", on=on_day(days_ago(ended)))

    assert counts()["lasted"] == lasted


@pytest.fixture
def at(monkeypatch):
    """`at(2026, 3, 10)` sets the clock to noon of a day; records that are written then are recorded then."""

    def set_clock(*day):
        moment = datetime(*day, 12, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment.date()

    return set_clock


def test_x2_a_past_day_gives_the_figures_that_were_known_then(at):
    february = at(2026, 2, 10)
    first = make_agreed()
    as_known_in_february = counts()
    march = at(2026, 3, 10)
    actions.begin_exchange(first, by=adviser())
    as_known_in_march = counts()
    at(2026, 10, 12)
    make_agreed()
    as_known_in_october = counts()
    actions.end_exchange(first, by=adviser(), why="other", on=on_day(march + timedelta(days=60)))
    at(2026, 11, 20)

    once = dict.fromkeys(("have", "need", "found", "sent", "yes", "agreed"), 1)
    assert as_known_in_february == counts(february) == once | {"began": 0, "lasted": 0}
    assert as_known_in_march == counts(march) == once | {"began": 1, "lasted": 0}
    assert as_known_in_october["lasted"] == 1  # nobody had told yet that it had ended
    assert counts()["lasted"] == 0
    assert counts(february - timedelta(days=1))["found"] == 0


def test_a_day_that_has_not_come_gets_a_sentence(client_as):
    page = client_as(Role.ADVISER).get(reverse("matching:funnel") + "?on=2999-01-01").content.decode()

    assert "Den dag er ikke kommet endnu" in page


def test_an_unknown_step_is_not_found(client_as):
    assert client_as(Role.ADVISER).get(reverse("matching:funnel_rows", args=["noget"])).status_code == 404


def test_months_end_where_the_month_ends():
    assert months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)
