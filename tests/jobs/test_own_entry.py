"""A person comes in by the code of a slip, stays while something is done, and leaves."""

import time
from datetime import timedelta

import pytest
from allauth.core.internal.ratelimit import get_cache_key, get_rates
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions.slips import give_slip, withdraw_slips
from symbiose.jobs.models import Slip
from symbiose.jobs.own_tiles import OwnTile, own_tiles, register_own_tiles
from symbiose.jobs.slips import SIGNS, new_code
from tests.factories import make_actor, make_membership
from tests.jobs.people import as_person, make_candidate, make_slip, person_client
from tests.site.test_every_address import body

pytestmark = pytest.mark.django_db
CODE = "BCDF-GHJK-MNPQ"
HOME, ENTER = "/mit/side/", "/mit/"
DOES_NOT_OPEN = "Koden virker ikke"


@pytest.fixture
def person(municipality):
    person = make_candidate()
    make_slip(person, CODE)
    return person


def written(code, client=None):
    return (client or Client()).post(reverse("own:enter"), {"code": code})


@pytest.mark.parametrize("code", [CODE, "bcdfghjkmnpq", " bcdf ghjk\u2011mnpq ", "BCDF–GHJK – MNPQ"])
def test_the_code_of_the_slip_opens_the_persons_page_however_it_is_spaced(person, code):
    client = Client()

    answer = written(code, client)

    assert (answer.status_code, answer.url) == (302, HOME)
    assert person.code.replace("-", "\u2011") in body(client.get(HOME))
    assert Slip.objects.get().last_used_at


def test_wrong_old_and_withdrawn_codes_are_told_apart_by_nobody(person):
    make_slip(make_candidate(), "2222-3333-4444", valid_until=timezone.localdate() - timedelta(days=1))
    make_slip(make_candidate(), "2222-3333-5555", withdrawn_at=timezone.now())
    make_slip(make_candidate(state="erased", erased_at=timezone.now(), hours=None, windows="", postcode="",
                             transport="", max_travel=None), "2222-3333-6666")  # fmt: skip

    answers = [written(code) for code in ("XXXX-XXXX-XXXX", "2222-3333-4444", "2222-3333-5555", "2222-3333-6666")]

    assert {answer.status_code for answer in answers} == {422}
    assert all(DOES_NOT_OPEN in body(answer) and "jobkonsulent" in body(answer) for answer in answers)
    assert all(HOME not in answer.headers.get("Location", "") for answer in answers)


def test_a_code_of_another_key_opens_while_that_key_is_named(person, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a-new-key", [settings.SECRET_KEY]

    assert written(CODE).status_code == 302
    settings.SECRET_KEY_FALLBACKS = []
    assert written(CODE).status_code == 422


def test_ten_wrong_codes_close_the_door_for_a_while_also_to_the_right_one(person):
    client = Client()

    codes = [written(f"{number:04d}-XXXX-XXXX", client).status_code for number in range(11)]
    right = written(CODE, client)

    assert codes == [422] * 10 + [429]
    assert right.status_code == 429
    assert "For mange koder var forkerte. Vent 10 minutter." in body(right)


def test_wrong_codes_elsewhere_lock_nobody_out(person):
    asked = {"app": "allauth.account", "action": "slip_code"}
    for rate in get_rates(**asked):
        if rate.per == "key":  # as many as thirty connections can write
            counted = get_cache_key(RequestFactory().post(ENTER), rate=rate, key="everybody", **asked)
            cache.set(counted, [time.time()] * 300, rate.duration)

    assert written("2345-XXXX-XXXX").status_code == 422
    assert written(CODE).status_code == 302


def test_wrong_codes_that_begin_alike_have_a_limit_wherever_they_come_from(person):
    make_slip(make_candidate(), "2222-3333-4444")
    tried = [Client(REMOTE_ADDR=f"192.0.2.{number}") for number in range(11)]

    codes = [written(f"bcdf {number:04d} XXXX", client).status_code for number, client in enumerate(tried)]

    assert codes == [422] * 10 + [429]
    assert "Vent 10 minutter" in body(written(CODE))
    assert written("2222-3333-4444").status_code == 302


def test_right_codes_do_not_count(person):
    assert {written(CODE).status_code for _ in range(12)} == {302}


def test_wrong_codes_from_everywhere_together_have_a_limit(person, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "slip_code": "2/h/key"}

    answers = [Client(REMOTE_ADDR=f"192.0.2.{number}").post(ENTER, {"code": "X"}) for number in range(1, 4)]

    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert "Vent 60 minutter" in body(answers[-1])


def test_who_was_signed_in_on_the_machine_is_signed_out(person, client_as):
    client = client_as(Role.CONSULTANT)

    written(CODE, client)

    assert "_auth_user_id" not in client.session
    assert client.session["slip"] == Slip.objects.get().pk


def test_a_visit_ends_after_thirty_idle_minutes_and_each_page_makes_it_last(person):
    client = Client()
    written(CODE, client)
    session = Session.objects.get(pk=client.session.session_key)
    assert timedelta(minutes=29) < session.expire_date - timezone.now() <= timedelta(minutes=30)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))

    assert client.get(HOME).status_code == 200
    assert Session.objects.get().expire_date - timezone.now() > timedelta(minutes=29)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get(HOME).url == ENTER


def test_done_leaves_and_the_browser_forgets(person):
    client = Client()
    written(CODE, client)

    answer = client.post(reverse("own:leave"))

    assert answer["Clear-Site-Data"] == '"cache"'
    assert client.get(HOME).url == ENTER
    assert client.get(reverse("own:leave")).status_code == 405


def test_done_signs_nobody_out_who_wrote_no_code(client_as):
    client = client_as(Role.CONSULTANT)

    client.post(reverse("own:leave"))

    assert "_auth_user_id" in client.session


def test_no_browser_keeps_a_persons_page_and_the_door_leads_back_to_it(person, client):
    person_client(client, person)

    assert "no-store" in client.get(HOME)["Cache-Control"]
    assert client.get(ENTER).url == HOME


def test_the_page_of_entry_has_no_menu_and_keeps_the_choice_of_language(person):
    page = body(Client().get(ENTER))

    assert "mainmenu" not in page
    assert "English" in page


@pytest.mark.parametrize("role", [Role.VISITOR, Role.FIRM, Role.ENTRANCE, Role.ADVISER, Role.CONSULTANT, Role.LEADER])
def test_nobody_comes_to_a_persons_page_without_a_code(person, client_as, role):
    client = client_as(role)

    assert client.get(HOME).url == ENTER
    assert client.get(ENTER).status_code == 200


def test_a_slip_that_is_withdrawn_or_renewed_ends_the_visit(person, client):
    consultant = make_actor(Role.CONSULTANT)
    person_client(client, person)
    assert client.get(HOME).status_code == 200

    slip, code = give_slip(person, on=timezone.localdate(), by=consultant)

    assert client.get(HOME).url == ENTER
    assert written(code).status_code == 302
    assert slip.valid_until == timezone.localdate() + timedelta(days=90)
    assert withdraw_slips(person, by=consultant) == 1
    assert written(code).status_code == 422


def test_the_code_stands_nowhere_but_on_the_slip(person):
    slip, code = give_slip(person, on=timezone.localdate(), by=make_actor(Role.CONSULTANT))

    trail = " ".join(str(entry.changes) for entry in AuditEntry.objects.all())

    assert code not in trail
    assert slip.digest not in trail
    assert code.replace("-", "") not in slip.digest


def test_a_code_has_twelve_signs_that_do_not_look_alike():
    codes = {new_code() for _ in range(200)}

    assert len(codes) == 200
    assert {len(code) for code in codes} == {14}
    assert set("".join(codes)) <= {*SIGNS, "-"}
    assert not set(SIGNS) & set("01ILOAEUY")


@pytest.mark.parametrize("role", [Role.VISITOR, Role.FIRM, Role.ENTRANCE, Role.ADVISER, Role.LEADER, Role.PERSON])
def test_only_a_consultant_gives_and_withdraws_slips(person, role):
    actor = as_person(person) if role is Role.PERSON else make_actor(role)

    with pytest.raises(NotAllowed):
        give_slip(person, on=timezone.localdate(), by=actor)
    with pytest.raises(NotAllowed):
        withdraw_slips(person, by=actor)


def test_tiles_of_every_subject_stand_on_the_start_page_what_waits_first(person, client, monkeypatch):
    monkeypatch.setattr("symbiose.jobs.own_tiles.OWN_TILES", [])
    later, waits = OwnTile("Om mig", "/mit/om/", order=1), OwnTile("Et arbejde", "/mit/a/", "Sig ja", waits=True)
    register_own_tiles(query := lambda _actor, _candidate: [later, waits])
    register_own_tiles(query)

    page = body(person_client(client, person).get(HOME))

    assert own_tiles(as_person(person), person) == [waits, later]
    assert "Det venter på dig" in page
    assert page.index("Et arbejde") < page.index("Om mig")


def test_a_visit_ends_where_somebody_signs_in_on_the_same_machine(person, client):
    web = person_client(client, person)
    assert web.get(reverse("own:home")).status_code == 200

    web.force_login(make_membership(Role.FIRM).user)

    for name in ("own:home", "own:held", "own:answers"):
        assert web.get(reverse(name)).url == reverse("own:enter")
