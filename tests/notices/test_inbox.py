"""The inbox: what waits for a person and what they were told, through the front door."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common import registry
from symbiose.common.actor import Actor, Role
from symbiose.common.registry import Waiting
from symbiose.notices import actions
from symbiose.notices.kinds import KINDS, UnknownKindError
from symbiose.notices.models import Notice
from tests.factories import make_membership, make_organisation, make_user
from tests.waiting import asked_by_all

pytestmark = pytest.mark.django_db
INBOX = "/indbakke/"
OWN_QUERIES = 9


@pytest.fixture
def member(municipality):
    return make_membership(Role.FIRM)


@pytest.fixture
def page(member):
    client = Client()
    client.force_login(member.user)
    return client


def tell(user, text="Et forslag venter på svar.", **values):
    return Notice.objects.create(
        **{
            "user": user,
            "subject_label": "organisations.organisation",
            "subject_id": 1,
            "kind": "proposal",
            "text": text,
            "url": "/opslag/",
            **values,
        }
    )


def texts(answer):
    return re.findall(r"<p lang=\"da\">(?:<strong>)?([^<]+)", answer.content.decode())


def test_it_shows_what_one_was_told_newest_first_and_nobody_else_s(page, member):
    for text in ("Først", "Så"):
        tell(member.user, text)
    tell(make_user(), "En andens")

    answer = page.get(INBOX)

    assert texts(answer) == ["Så", "Først"]
    assert "2 beskeder" in answer.content.decode()
    assert answer.content.decode().count('<span class="badge badge-info">Ny</span>') == 2


@pytest.mark.parametrize("many", [1, 3])
def test_it_takes_the_same_number_of_queries_however_much_there_is(page, member, many, django_assert_num_queries):
    for number in range(many):
        tell(member.user, f"Nummer {number}")
    page.get(INBOX)

    with django_assert_num_queries(OWN_QUERIES + asked_by_all(Role.FIRM)):
        page.get(INBOX)


def test_an_empty_inbox_says_what_will_come(page):
    said = page.get(INBOX).content.decode()

    assert "Du har ikke fået noget at vide endnu" in said
    assert "Intet venter på dig." in said


def test_it_is_narrowed_by_kind_by_what_is_unread_and_by_words(page, member):
    tell(member.user, "Et forslag", kind="proposal")
    tell(member.user, "En overdragelse", kind="handover", read_at=timezone.now())

    assert texts(page.get(INBOX + "?slags=handover")) == ["En overdragelse"]
    assert texts(page.get(INBOX + "?ulaest=True")) == ["Et forslag"]
    assert texts(page.get(INBOX + "?q=overdragelse")) == ["En overdragelse"]
    assert texts(page.get(INBOX + "?q=findes+ikke")) == []
    assert texts(page.get(INBOX + "?sort=aeldste")) == ["Et forslag", "En overdragelse"]


def test_the_same_rows_come_as_a_file(page, member):
    tell(member.user, "Et forslag")

    file = b"".join(page.get(INBOX + "?format=csv").streaming_content)
    rows = file.decode("utf-8-sig").splitlines()

    assert rows[0].split(";") == ["at", "about", "text", "read"]
    assert rows[1].split(";")[1:3] == ["Forslag", "Et forslag"]


def test_opening_a_line_reads_it_and_leads_on(page, member):
    line = tell(member.user)

    answer = page.post(f"/svar/besked/{line.pk}/")

    assert answer.url == "/opslag/"
    line.refresh_from_db()
    assert line.read_at


def test_a_line_is_marked_and_marked_back_and_the_list_stays_as_it_was(page, member):
    line = tell(member.user)

    assert (
        page.post(f"{INBOX}{line.pk}/laest/", {"back": "/indbakke/?slags=proposal"}).url == "/indbakke/?slags=proposal"
    )
    line.refresh_from_db()
    assert line.read_at
    assert page.post(f"{INBOX}{line.pk}/ulaest/", {"back": "//evil.example/"}).url == INBOX
    line.refresh_from_db()
    assert line.read_at is None


def test_all_is_read_up_to_what_the_page_showed(page, member):
    shown = tell(member.user)
    later = tell(member.user, "Kom imens")

    page.post(f"{INBOX}alle-laest/", {"upto": shown.pk})
    page.post(f"{INBOX}alle-laest/", {"upto": "evil"})

    assert list(Notice.objects.filter(read_at=None)) == [later]


def test_the_header_counts_what_is_unread_on_every_page_without_a_query_more(page, member, django_assert_num_queries):
    answer = page.get(reverse("listings:own"))
    assert "Indbakke</a>" in answer.content.decode()

    tell(member.user)
    tell(member.user, read_at=timezone.now())
    said = page.get(reverse("listings:own")).content.decode()

    assert 'Indbakke <span class="badge badge-info">1<span class="sr-only"> ulæste</span></span></a>' in said
    assert "Indbakke" not in Client().get("/").content.decode()


def test_the_count_is_there_for_somebody_without_an_organisation(municipality):
    user = make_user()
    tell(user)
    client = Client()
    client.force_login(user)

    assert 'badge-info">1<' in client.get(INBOX).content.decode()


def test_what_waits_in_every_room_stands_on_top_late_ones_first(page, member, monkeypatch):
    def lines(actor):
        for number in range(8):
            yield Waiting("waiting", f"Linje {number}", "/x/", "Fordi", "i dag", "Svar", "/x/", late=number == 7)

    monkeypatch.setattr(registry, "WAITING", [lines])

    said = page.get(INBOX).content.decode()

    assert re.findall(r'row-title" href="/x/">(Linje \d)', said) == [
        "Linje 7",
        *[f"Linje {number}" for number in range(3)],
    ]
    assert "Og 4 mere under “I dag”" in said


@pytest.mark.parametrize("name", ["read", "unread"])
def test_nobody_marks_another_s_line(page, name):
    line = tell(make_user())

    assert page.post(reverse(f"inbox:{name}", args=[line.pk])).status_code == 404
    assert page.get(reverse(f"inbox:{name}", args=[line.pk])).status_code == 405


@pytest.mark.parametrize("name", ["list", "letters", "undelivered", "incoming", "drop", "texts"])
def test_pages_of_letters_are_for_those_who_are_signed_in(municipality, name):
    answer = Client().get(reverse(f"inbox:{name}"))

    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


def test_a_kind_that_no_room_registered_is_refused(municipality):
    with pytest.raises(UnknownKindError):
        actions.notify([make_user().pk], subject=make_organisation(), text="x", url="/", kind="findes ikke")
    assert not Notice.objects.exists()


def test_every_kind_has_a_danish_name_and_says_what_belongs_to_it():
    assert {code: str(kind.name) for code, kind in KINDS.items() if code in {"proposal", "alert", "general"}} == {
        "proposal": "Forslag",
        "alert": "Søgninger, I har gemt",
        "general": "Andet nyt",
    }
    assert all(str(kind.about) for kind in KINDS.values())
    assert [kind.code for kind in KINDS.values() if kind.required] == ["proposal", "placement_offer", "help"]


def test_a_line_is_marked_by_its_owner_alone(municipality):
    one, other = make_user(), make_user()
    line = tell(one, read_at=timezone.now())

    actions.unread_notice(line, by=Actor(user_id=other.pk))

    line.refresh_from_db()
    assert line.read_at
