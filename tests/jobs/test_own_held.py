"""The person sees all that is kept and who read it, corrects it, takes it along, stops, or has it erased."""

import csv
import io
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import Reading
from symbiose.jobs.actions.contacts import tell_contact
from symbiose.jobs.models import Candidate, CandidateContact, FirstDay, Outlook
from symbiose.jobs.queries.conditions import conditions_of
from tests.factories import make_actor, make_item
from tests.jobs.people import (
    as_person,
    make_basis,
    make_candidate,
    make_offer,
    make_placement,
    make_slip,
    person_client,
)
from tests.site.test_every_address import body

pytestmark = pytest.mark.django_db
OWN = ("home", "begin", "answers", "held", "contact", "download", "stop", "erase")


@pytest.fixture
def person(municipality):
    person = make_candidate(skills=["kitchen_help"], consultant=None)
    tell_contact(person, {"name": "Ida Eksempel", "phone": "12 34 56 78"}, by=as_person(person))
    return person


@pytest.fixture
def phone(client, person):
    return person_client(client, person)


def test_all_that_is_kept_stands_there_in_plain_words(phone, person):
    placement = make_placement(candidate=person)

    page = body(phone.get(reverse("own:held")))

    for told in ("5 timer", "Et roligt sted med lidt støj", "8600 Silkeborg", "På cykel", "45 minutter", "Hjælp i køkken",
                 "Ida Eksempel", "12 34 56 78", person.code.replace("-", "\u2011"), placement.position.title):  # fmt: skip
        assert told in page, told


def test_one_who_works_does_not_read_that_they_wait(phone, person):
    make_placement(person)

    page = body(phone.get(reverse("own:held")))

    answers = body(phone.get(reverse("own:answers")))

    assert "Du har arbejde" in page
    assert "Venter på en stilling" not in page
    assert "Du har arbejde" in answers
    assert "Vi leder efter arbejde" not in answers


def test_who_read_it_when_and_for_what_stands_there_with_name_and_role(phone, person):
    consultant = make_actor(Role.CONSULTANT)
    conditions_of([person], by=consultant, purpose="proposal")

    page = body(phone.get(reverse("own:held")))

    assert f"{consultant.name}, jobkonsulent" in page
    assert "Det har du brug for på arbejdet. For at finde arbejde til dig." in page
    assert "Du så det selv" in page  # one's own look as well


def test_a_long_log_has_pages(phone, person):
    for _ in range(25):
        conditions_of([person], by=make_actor(Role.CONSULTANT), purpose="talk")

    first = body(phone.get(reverse("own:held")))
    second = body(phone.get(reverse("own:held"), {"side": "2"}))

    assert "Ældre" in first
    assert "Nyere" in second
    assert phone.get(reverse("own:held"), {"side": "x"}).status_code == 200


def test_the_basis_is_the_municipalitys_own_text_or_said_to_be_missing(phone):
    before = body(phone.get(reverse("own:held")))
    make_item(
        "setting", "people_basis", data={"key": "people_basis", "value": "Efter lov om aktiv indsats, kapitel 2."}
    )

    after = body(phone.get(reverse("own:held")))

    assert "Kommunen har ikke skrevet det her endnu" in before
    assert "Efter lov om aktiv indsats, kapitel 2." in after


def test_a_person_corrects_how_they_are_reached(phone):
    phone.post(reverse("own:contact"), {"name": "Ida", "phone": "87 65 43 21", "address": ""})

    assert "87 65 43 21" in body(phone.get(reverse("own:held")))
    assert phone.post(reverse("own:contact"), {"name": "010190-1234"}).status_code == 422


@pytest.mark.parametrize("kind", ["json", "csv", "txt"])
def test_a_file_has_all_of_it(phone, person, kind):
    offer = make_offer(person)
    make_basis(offer, [{"code": "quiet_place", "met": True}])
    Outlook.objects.create(candidate=person, run=offer.run, has_option=True, refusals=[{"code": "too_far"}])
    make_placement(candidate=person)

    answer = phone.get(reverse("own:download"), {"format": kind})

    text = answer.content.decode()
    assert answer["Content-Disposition"] == f'attachment; filename="om-mig.{kind}"'
    for told in (person.code, "Ida Eksempel", "8600", offer.number, "too_far", "flex_job", "quiet_place"):
        assert told in text, told
    if kind == "json":
        assert json.loads(text)["answers"]["hours"] == "5.0"
        assert json.loads(text)["placements"][0]["hours"][0]["planned"] is False
    if kind == "csv":
        assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) > 20
    assert set(Reading.objects.values_list("what", flat=True)) == {"conditions", "contact", "basis", "outlook", "terms"}


def test_the_file_has_what_others_wrote_of_the_person_and_for_the_person(phone, person):
    placement = make_placement(person, mentor="Person Mentor", end_note="Det gik fint")
    placement.help_calls.create(voice="employer", note="Vi vil tale om tider", asked_at=timezone.now())
    placement.pauses.create(starts_on=timezone.localdate(), ends_on=timezone.localdate())
    FirstDay.objects.create(placement=placement, who_meets="Person Portner")
    make_offer(person, employer_comment="Vi glæder os")

    text, day = (
        phone.get(reverse("own:download"), {"format": "json"}).content.decode(),
        timezone.localdate().isoformat(),
    )

    for told in ("Person Mentor", "Det gik fint", "Vi vil tale om tider", "Person Portner", "Vi glæder os"):
        assert told in text, told
    assert json.loads(text)["placements"][0]["pauses"] == [{"from": day, "to": day}]


def test_a_day_of_waiting_is_not_told_as_the_day_a_break_began(phone):
    phone.post(reverse("own:stop"), {"what": "rest"})

    page = body(phone.get(reverse("own:held")))

    assert "siden" not in page[page.index("Sådan er det nu") :][:200]


def test_the_page_of_files_lets_the_person_choose(phone):
    assert "JSON" in body(phone.get(reverse("own:download")))


@pytest.mark.parametrize(("what", "state"), [("rest", "resting"), ("end", "ended")])
def test_a_person_says_ask_me_no_more(phone, what, state):
    page = body(phone.post(reverse("own:stop"), {"what": what}, follow=True))

    assert "Ingen spørger dig" in page
    assert Candidate.objects.get().state == state


def test_stop_without_a_choice_asks_again(phone):
    answer = phone.post(reverse("own:stop"), {})

    assert answer.status_code == 422
    assert "Vælg en af de to" in body(answer)


def test_after_a_break_the_person_is_ready_again(phone):
    phone.post(reverse("own:stop"), {"what": "rest"})
    phone.get(reverse("own:home"))  # what was said of the break stands there once

    home = body(phone.get(reverse("own:home")))
    phone.post(reverse("own:answers"), {})

    assert "Du holder pause" in home
    assert "Tryk her, når du er klar igen" in home
    assert reverse("own:answers") in home

    assert Candidate.objects.get().state == "waiting"


def test_an_ended_person_still_sees_and_erases_what_is_kept(phone):
    phone.post(reverse("own:stop"), {"what": "end"})

    page = body(phone.get(reverse("own:held")))

    assert "Slet det hele" in page
    assert "Spørg mig ikke mere" not in page


def test_erasing_asks_to_be_sure_and_then_everything_is_gone_and_the_code_is_dead(phone):
    unsure = phone.post(reverse("own:erase"), {})
    answer = phone.post(reverse("own:erase"), {"sure": "on"}, follow=True)

    assert unsure.status_code == 422
    assert "Du er slettet her" in body(answer)
    assert (Candidate.objects.get().state, CandidateContact.objects.count()) == ("erased", 0)
    assert phone.get(reverse("own:home")).url == reverse("own:enter")


def test_another_person_with_another_slip_sees_their_own_alone(person, client):
    other = make_candidate(postcode="4400", asks=["sit_stand"])
    make_slip(other, "BCDF-BCDF-BCDF")
    phone = person_client(client, other)

    pages = " ".join(body(phone.get(reverse(f"own:{name}"))) for name in OWN)
    file = phone.get(reverse("own:download"), {"format": "json"}).content.decode()

    for private in ("Ida Eksempel", "8600", person.code.replace("-", "\u2011"), "roligt sted"):
        assert private not in pages
    assert person.code not in file
    assert set(Reading.objects.filter(reader_role="person").values_list("subject_id", flat=True)) == {other.pk}


@pytest.mark.parametrize("role", [Role.VISITOR, Role.FIRM, Role.ENTRANCE, Role.ADVISER, Role.CONSULTANT, Role.LEADER])
def test_no_role_opens_a_persons_own_pages_without_a_code(person, client_as, role):
    client = client_as(role)
    addresses = [reverse(f"own:{name}") for name in OWN] + [reverse("own:question", args=["timer"])]

    for address in addresses:
        assert client.get(address).url == reverse("own:enter")
        assert client.post(address, {"sure": "on", "what": "end", "answer": "5"}).url == reverse("own:enter")
    person.refresh_from_db()
    assert (person.state, person.answered) == ("waiting", [])


def test_times_that_are_alike_are_said_together(phone):
    assert "Mandag–fredag 9–15" in body(phone.get(reverse("own:held")))
