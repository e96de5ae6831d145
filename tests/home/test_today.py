"""The start page per role."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from symbiose.common import municipality, registry
from symbiose.common.actor import Role, system
from symbiose.common.registry import Waiting
from symbiose.home.actions import confirm_contact
from symbiose.home.queries import today as queries
from symbiose.notices.models import Notice
from symbiose.people.models import User
from tests.factories import make_actor, make_listing, make_membership, make_organisation, make_user
from tests.waiting import ASKED, asked, asked_by_all, providers


def line(section, title, *, late=False, days=0):
    order = timezone.now() + timedelta(days=days)
    return Waiting(section, title, "/x/", "Fordi", "i dag", "Svar", "/y/", late, order)


@pytest.fixture
def waiting(monkeypatch):
    """`waiting(lines)`: what a room above would register, in place of what the rooms have now."""

    def registered(*lines):
        monkeypatch.setattr(registry, "WAITING", [lambda actor: list(lines)])

    return registered


def test_visitors_are_sent_to_sign_in(silkeborg, client):
    answer = client.get("/i-dag/")

    assert answer.status_code == 302
    assert answer.url == "/konto/log-ind/?next=/i-dag/"


def test_adviser_is_asked_what_calls_today_with_date_and_week(silkeborg, client_as):
    shown = client_as(Role.ADVISER).get("/i-dag/").content.decode()

    assert "Hvad kalder i dag?" in shown
    assert f"uge {timezone.localdate().isocalendar().week:02d}" in shown


def test_sections_stand_by_who_is_hurt_by_waiting_and_late_lines_first(waiting, actor_adviser):
    waiting(
        line("expiring", "sidst"),
        line("deadline", "i morgen", days=1),
        line("deadline", "for sent", late=True, days=2),
        line("help", "et menneske"),
        line("andet", "ukendt rum"),
    )

    shown = [(section.code, [row.title for row in section.rows]) for section in queries.sections(actor_adviser)]

    assert shown == [
        ("help", ["et menneske"]),
        ("deadline", ["for sent", "i morgen"]),
        ("expiring", ["sidst"]),
        ("andet", ["ukendt rum"]),
    ]


def test_only_the_most_urgent_line_has_a_filled_button(waiting, silkeborg, client_as):
    waiting(line("proposals", "B"), line("help", "A"), line("help", "C", days=1))

    shown = client_as(Role.ADVISER).get("/i-dag/").content.decode()

    assert len(re.findall("button-primary", shown)) == 1
    assert re.search(r'button-primary" href="/y/">Svar<span class="sr-only"> A<', shown)
    assert '<li class="urgent"><a href="#help"><strong>2</strong>' in shown


def test_nothing_waits_says_what_is_next_and_whom_to_call(silkeborg, client_as):
    make_listing(valid_to=timezone.localdate() + timedelta(days=60))
    make_organisation("Eksempel Stille")
    for contact in municipality.items("contact"):
        confirm_contact(contact, by=system("test"))

    shown = client_as(Role.ADVISER).get("/i-dag/").content.decode()

    assert "Der er ikke mere, der venter på dig" in shown
    assert "Det næste opslag udløber" in shown
    assert "Eksempel Stille" in shown


def test_firm_sees_its_own_listings_and_no_other_firms(silkeborg, client_as, organisation):
    make_listing(organisation, title="Egne kasser")
    make_listing(title="Andres kasser")

    shown = client_as(Role.FIRM, organisation).get("/i-dag/").content.decode()

    assert "Egne kasser" in shown
    assert "Andres kasser" not in shown
    assert 'href="/opslag/nyt/"' in shown


def test_what_runs_out_soon_waits_for_the_firm_that_owns_it(silkeborg, client_as, organisation):
    soon = timezone.localdate() + timedelta(days=3)
    make_listing(organisation, title="Egne kasser", valid_to=soon)
    make_listing(title="Andres kasser", valid_to=soon)

    shown = client_as(Role.FIRM, organisation).get("/i-dag/").content.decode()

    assert "Udløber snart" in shown
    assert "Andres kasser" not in shown


def test_unread_news_is_opened_by_a_post(silkeborg, client_as):
    client = client_as(Role.ADVISER)
    reader = User.objects.get(pk=client.session["_auth_user_id"])
    notice = Notice.objects.create(
        user=reader, subject_label="listings.listing", subject_id=1, text="Nyt svar", url="/opslag/"
    )
    assert "Nyt svar" in client.get("/i-dag/").content.decode()

    answer = client.post(f"/svar/besked/{notice.pk}/")

    assert answer.url == "/opslag/"
    assert "Nyt svar" not in client.get("/i-dag/").content.decode()


def test_somebody_with_two_memberships_can_switch(silkeborg, client):
    person = make_user()
    first = make_membership(Role.FIRM, make_organisation("Eksempel Første"), person)
    second = make_membership(Role.FIRM, make_organisation("Eksempel Anden"), person)
    client.force_login(person)
    assert '<p class="lead">Eksempel Første</p>' in client.get("/i-dag/").content.decode()

    client.post("/konto/medlemskab/", {"membership": second.pk})

    assert '<p class="lead">Eksempel Anden</p>' in client.get("/i-dag/").content.decode()
    assert first.pk != second.pk


def test_somebody_without_an_organisation_is_told_whom_to_call(silkeborg, client):
    client.force_login(make_user())

    assert "Du handler ikke for en organisation endnu" in client.get("/i-dag/").content.decode()


def test_the_questions_of_every_room_are_counted():
    assert providers().keys() == ASKED.keys()


@pytest.mark.parametrize("role", [Role.ADVISER, Role.FIRM])
def test_each_room_asks_as_many_questions_for_what_waits_as_are_counted(role, organisation):
    actor = make_actor(role, organisation if role is Role.FIRM else None)

    asking = {}
    for name, waiting in providers().items():
        with CaptureQueriesContext(connection) as queries:
            list(waiting(actor))
        asking[name] = len(queries)

    assert asking == {name: asked(role, name) for name in ASKED}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("role", [Role.ADVISER, Role.FIRM])
def test_today_takes_the_same_queries_for_one_and_three(rows, role, client_as, organisation, django_assert_num_queries):
    soon = timezone.localdate() + timedelta(days=3)
    for _ in range(rows):
        make_listing(organisation, valid_to=soon)
    client = client_as(role, organisation if role is Role.FIRM else None)

    own = 13 if role is Role.ADVISER else 9
    with django_assert_num_queries(own + asked_by_all(role)):
        client.get("/i-dag/")
