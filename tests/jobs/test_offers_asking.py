"""The person first, then the workplace: each side's yes, later and no through the pages, and what each gets to see."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role, system
from symbiose.common.models import Reading
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions import candidates, offer_answers, offer_clock, offers
from symbiose.jobs.enums import OfferState
from symbiose.jobs.models import Offer, Position, Veto
from symbiose.jobs.queries.placement_room import room_of
from symbiose.jobs.queries.runs import held_offers
from symbiose.jobs.states import OFFER
from symbiose.notices import links
from symbiose.notices.models import AnswerLink, Notice, OutgoingMail
from tests.factories import make_actor, make_membership, make_organisation
from tests.jobs.people import (
    as_person,
    make_basis,
    make_candidate,
    make_offer,
    make_placement,
    make_position,
    make_workplace,
    person_client,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now
COVERED = [{"code": "accommodation_met", "tone": "met", "values": {"accommodation": "quiet_place"}}]


@pytest.fixture
def consultant(municipality):
    return make_actor(Role.CONSULTANT)


def firm_of(offer):
    """Somebody who acts for the workplace."""
    return make_actor(Role.FIRM, offer.position.organisation)


def found(**values):
    return make_offer(overlap="man 10:00-12:00; ons 10:00-12:00", **values)


def asked(by, **values):
    return offers.ask_person(found(**values), by=by)


def wanted(by, **values):
    offer = asked(by, **values)
    return offer_answers.person_answers(offer, answer="yes", by=as_person(offer.candidate))


def shown(by, **values):
    return offers.show_workplace(wanted(by, **values), by=by)


def mailed():
    """An offer whose workplace can be written to."""
    place = make_workplace(make_organisation(contact_email="kontakt@vaerksted.example"))
    return make_position(place)


def body(answer):
    return answer.content.decode()


# The table


ROLES = (Role.CONSULTANT, Role.PERSON, Role.FIRM, Role.ADVISER, Role.LEADER, Role.ENTRANCE, Role.VISITOR, Role.SYSTEM)
ACTS, TELLS = {Role.CONSULTANT, Role.SYSTEM}, {Role.CONSULTANT, Role.SYSTEM, Role.PERSON}
PLACE = {Role.CONSULTANT, Role.SYSTEM, Role.FIRM}
TABLE = {
    "ask_person": (["found"], "asked", ACTS),
    "ask_no_more": (["asked"], "found", ACTS),
    "person_yes": (["asked"], "wanted", TELLS),
    "person_later": (["asked"], "asked", TELLS),
    "person_no": (["asked", "wanted", "shown", "agreed"], "declined", TELLS),
    "person_thinks_again": (["wanted", "declined"], "asked", TELLS),
    "show": (["wanted"], "shown", ACTS),
    "workplace_yes": (["shown"], "agreed", PLACE),
    "workplace_later": (["shown"], "shown", PLACE),
    "workplace_no": (["shown", "agreed"], "declined", PLACE),
    "remind_person": (["asked"], "asked", {Role.SYSTEM}),
    "remind_workplace": (["shown"], "shown", {Role.SYSTEM}),
    "set_aside": (["found"], "set_aside", ACTS),
    "take_up": (["set_aside"], "found", ACTS),
    "lapse": (["found", "asked", "wanted", "shown", "agreed"], "lapsed", {Role.SYSTEM}),
    "find_again": (["lapsed"], "found", {Role.SYSTEM}),
}


def test_the_table_of_an_offer_holds_these_transitions_and_no_others():
    assert {row.verb: (sorted(row.sources), row.target) for row in OFFER.transitions} == {
        verb: (sorted(sources), target) for verb, (sources, target, _who) in TABLE.items()
    }


@pytest.mark.parametrize("role", ROLES)
def test_each_transition_of_an_offer_is_open_to_its_roles_from_its_states_alone(municipality, role):
    offer = found()
    by = {
        Role.PERSON: lambda: as_person(offer.candidate),
        Role.FIRM: lambda: firm_of(offer),
        Role.SYSTEM: lambda: system("clock"),
    }.get(role, lambda: make_actor(role) if role is not Role.VISITOR else make_actor(Role.FIRM))()

    for verb, (sources, target, allowed) in TABLE.items():
        for state in OfferState.values:
            if state in sources and role in allowed:
                assert OFFER.require(verb, state=state, actor=by, subject=offer).target == target
            else:
                with pytest.raises(NotAllowed):
                    OFFER.require(verb, state=state, actor=by, subject=offer)


# The person first


def test_the_consultant_asks_and_the_person_sees_it_and_says_yes(client_as, client, consultant):
    offer = found(candidate=make_candidate(consultant_id=consultant.user_id))
    make_basis(offer, COVERED)

    client_as(Role.CONSULTANT).post(reverse("offers:ask", args=[offer.number]))
    person = person_client(client, offer.candidate)
    tile = body(person.get(reverse("own:home")))
    page = body(person.get(reverse("own:offer", args=[offer.number])))
    answer = person.post(reverse("own:answer_offer", args=[offer.number]), {"answer": "yes"}, follow=True)

    assert "Du er spurgt om et arbejde" in tile
    for text in (
        "Vil du høre mere om dette arbejde?",
        "Du må gerne sige nej.",
        "Du skal ikke sige hvorfor. Det ændrer ikke noget for dig.",
        "får de din kode, dine timer og dine tider",
        "Et roligt sted med lidt støj: Det tilbyder stedet.",
    ):
        assert text in page
    assert len(re.findall(r'class="button button-secondary" name="answer" value="(?:yes|later|no)"', page)) == 3
    assert "Du har sagt ja" in body(answer)
    offer.refresh_from_db()
    assert (offer.state, offer.person_answer, offer.person_said_by) == ("wanted", "yes", "")
    assert Notice.objects.get(user_id=consultant.user_id).text == "Der er svar på et forslag."


def test_nothing_is_shown_to_a_person_before_the_consultant_asked(client, consultant):
    offer = found()

    page = person_client(client, offer.candidate).get(reverse("own:offer", args=[offer.number]))

    assert page.status_code == 404


def test_a_person_sees_and_answers_no_other_persons_offer(client, consultant):
    offer = asked(consultant)
    other = person_client(client, make_candidate())

    assert other.get(reverse("own:offer", args=[offer.number])).status_code == 404
    assert other.post(reverse("own:answer_offer", args=[offer.number]), {"answer": "yes"}).status_code == 404
    assert Client().get(reverse("own:offer", args=[offer.number])).url == reverse("own:enter")


def test_a_no_is_a_pair_alone_and_the_page_asks_for_no_reason(client, client_as, consultant):
    offer = asked(consultant)
    person = person_client(client, offer.candidate)

    page = body(person.get(reverse("own:offer", args=[offer.number])))
    told = person.post(reverse("own:answer_offer", args=[offer.number]), {"answer": "no"}, follow=True)

    assert "<textarea" not in page
    assert "Det er helt i orden" in body(told)
    veto = Veto.objects.get()
    assert (veto.candidate_id, veto.position_id) == (offer.candidate_id, offer.position_id)
    exported = client_as(Role.CONSULTANT).get(reverse("offers:list") + "?format=csv")
    text = b"".join(exported.streaming_content).decode()
    assert "nej" not in text.lower().replace("nej tak", "nej")


def test_later_is_asked_again_on_the_day_and_answered_when_one_likes(client, consultant):
    offer = asked(consultant)
    person = person_client(client, offer.candidate)
    person.post(reverse("own:answer_offer", args=[offer.number]), {"answer": "later"})
    offer.refresh_from_db()
    assert (offer.state, offer.person_answer) == ("asked", "later")
    assert offer.answer_by == timezone.localdate() + timedelta(days=14)

    offer_clock.tend_offers(on=offer.answer_by, now=NOW(), by=system("clock"))

    offer.refresh_from_db()
    assert (offer.state, offer.person_answer) == ("asked", "")
    assert "Vil du høre mere" in body(person.get(reverse("own:offer", args=[offer.number])))


def test_a_yes_is_taken_back_before_it_is_shown_and_the_question_stands_again(client, consultant):
    offer = wanted(consultant)
    person = person_client(client, offer.candidate)

    person.post(reverse("own:take_back_answer", args=[offer.number]))

    offer.refresh_from_db()
    assert (offer.state, offer.person_answer, Veto.objects.count()) == ("asked", "", 0)


def test_a_yes_is_taken_back_after_it_was_shown_and_the_workplace_learns_no_reason(client, client_as, consultant):
    offer = shown(consultant, position=mailed())
    member = make_membership(Role.FIRM, offer.position.organisation)
    person = person_client(client, offer.candidate)

    person.post(reverse("own:take_back_answer", args=[offer.number]))

    offer.refresh_from_db()
    assert offer.state == "declined"
    notice = Notice.objects.get(user=member.user)
    assert notice.text == "Et forslag til en af jeres stillinger er ikke længere åbent. I skal ikke gøre noget."
    workplace = Client()
    workplace.force_login(member.user)
    page = body(workplace.get(notice.url))
    assert "Her venter ikke noget mere" in page
    assert offer.candidate.code.replace("-", "\u2011") not in page
    assert AnswerLink.objects.get().withdrawn_at


def agreed(by, **values):
    offer = shown(by, **values)
    return offer_answers.workplace_answers(offer, answer="yes", by=firm_of(offer))


def test_a_yes_is_taken_back_after_both_said_yes_until_the_first_day_is_agreed(client, client_as, consultant):
    offer = agreed(consultant, position=make_position(seats=1))
    person = person_client(client, offer.candidate)

    before = body(person.get(reverse("own:offer", args=[offer.number])))
    person.post(reverse("own:take_back_answer", args=[offer.number]))

    assert "Du kan tage dit ja tilbage, indtil den første dag er aftalt." in before
    offer.refresh_from_db()
    assert (offer.state, offer.person_answer) == ("declined", "no")
    page = body(client_as(Role.CONSULTANT).get(reverse("positions:detail", args=[offer.position.number])))
    assert "lovet" not in page
    assert room_of(offer.position).seats == 1


@pytest.mark.parametrize("by_link", [True, False])
def test_a_workplace_says_no_after_all_until_the_first_day_is_agreed(client_as, consultant, by_link):
    offer = agreed(consultant, position=mailed())
    if by_link:
        client, url = Client(), reverse("notices:answer", args=[links.token(AnswerLink.objects.get())])
    else:
        client = client_as(Role.FIRM, offer.position.organisation)
        url = reverse("offers:offer", args=[offer.number])

    page = body(client.get(url, follow=True))
    client.post(url if by_link else reverse("offers:answer", args=[offer.number]), {"answer": "no"})

    assert "Vi må sige nej alligevel" in page
    offer.refresh_from_db()
    assert (offer.state, offer.employer_answer) == ("declined", "no")


def test_nobody_takes_a_yes_back_once_the_first_day_is_agreed_for_then_the_placement_ends(
    client, client_as, consultant
):
    offer = agreed(consultant)
    make_placement(offer=offer, candidate=offer.candidate, position=offer.position, state="agreed")
    of_firm = client_as(Role.FIRM, offer.position.organisation)

    pages = [
        body(person_client(client, offer.candidate).get(reverse("own:offer", args=[offer.number]))),
        body(of_firm.get(reverse("offers:offer", args=[offer.number]))),
        body(client_as(Role.CONSULTANT).get(reverse("offers:person", args=[offer.candidate.code]))),
    ]
    for by, answers in (
        (as_person(offer.candidate), offer_answers.person_answers),
        (firm_of(offer), offer_answers.workplace_answers),
    ):
        with pytest.raises(NotAllowed):
            answers(offer, answer="no", by=by)

    assert not any("Tag mit ja tilbage" in page or "alligevel" in page for page in pages)
    assert "Åbn ansættelsen" in pages[2]
    assert "Lav aftalen" not in pages[2]


def test_the_consultant_writes_down_that_either_says_no_after_all(client_as, consultant):
    client = client_as(Role.CONSULTANT)
    first, second = agreed(consultant), agreed(consultant)

    page = body(client.get(reverse("offers:person", args=[first.candidate.code])))
    client.post(reverse("offers:answer_person", args=[first.number]), {"answer": "no", "how": "I telefonen"})
    told = {"answer": "no", "consent": "Sagt i telefonen af formanden"}
    client.post(reverse("offers:answer_workplace", args=[second.number]), told)

    assert "Personen siger nej alligevel" in page
    assert "Arbejdspladsen siger nej alligevel" in page
    assert [offer.state for offer in Offer.objects.order_by("pk")] == ["declined", "declined"]


def test_a_no_is_taken_back_and_may_be_proposed_again(client, consultant):
    offer = asked(consultant)
    offer_answers.person_answers(offer, answer="no", by=as_person(offer.candidate))

    person_client(client, offer.candidate).post(reverse("own:take_back_answer", args=[offer.number]))

    offer.refresh_from_db()
    assert (offer.state, Veto.objects.count()) == ("asked", 0)


def test_the_workplaces_no_is_not_taken_back_by_the_person(consultant):
    offer = shown(consultant)
    offer_answers.workplace_answers(offer, answer="no", by=firm_of(offer))

    with pytest.raises(NotAllowed):
        offer_answers.person_thinks_again(offer, by=as_person(offer.candidate))


def test_the_consultant_writes_the_answer_down_and_says_how_it_was_given(client_as, consultant):
    offer = asked(consultant)
    client = client_as(Role.CONSULTANT)
    url = reverse("offers:answer_person", args=[offer.number])

    lacking = client.post(url, {"answer": "yes", "how": ""})
    client.post(url, {"answer": "yes", "how": "I telefonen i dag"})

    assert lacking.status_code == 422
    offer.refresh_from_db()
    assert offer.state == "wanted"
    assert offer.person_said_by.endswith(": I telefonen i dag")
    assert "Skrevet ned af" in body(client.get(reverse("offers:person", args=[offer.candidate.code])))


def test_one_question_to_a_person_at_a_time(client_as, consultant):
    first = asked(consultant)
    second = found(candidate=first.candidate)

    page = client_as(Role.CONSULTANT).post(reverse("offers:ask", args=[second.number]), follow=True)

    second.refresh_from_db()
    assert second.state == "found"
    assert "Ét spørgsmål ad gangen" in body(page)


def test_a_question_is_taken_back_before_it_is_answered(client, client_as, consultant):
    offer = asked(consultant)

    client_as(Role.CONSULTANT).post(reverse("offers:ask_no_more", args=[offer.number]))

    offer.refresh_from_db()
    assert (offer.state, offer.person_asked_at) == ("found", None)
    assert person_client(client, offer.candidate).get(reverse("own:offer", args=[offer.number])).status_code == 404


def test_a_double_click_and_a_second_tab_do_nothing_twice(client, consultant):
    offer = asked(consultant)
    person = person_client(client, offer.candidate)
    url, key = reverse("own:answer_offer", args=[offer.number]), str(uuid.uuid4())

    for _ in range(2):
        person.post(url, {"answer": "yes", "form_key": key})
    again = person.post(url, {"answer": "yes", "form_key": str(uuid.uuid4())}, follow=True)
    other = person.post(url, {"answer": "later", "form_key": str(uuid.uuid4())}, follow=True)

    offer.refresh_from_db()
    assert (offer.state, offer.version) == ("wanted", 3)
    assert again.status_code == 200
    assert "Det er ikke muligt nu" in body(other)


# Then the workplace


def test_a_workplace_sees_and_hears_nothing_before_the_yes_and_the_showing(client_as, consultant):
    offer = asked(consultant, position=mailed())
    workplace = client_as(Role.FIRM, offer.position.organisation)
    url = reverse("offers:offer", args=[offer.number])
    assert workplace.get(url).status_code == 404
    offer_answers.person_answers(offer, answer="yes", by=as_person(offer.candidate))
    assert workplace.get(url).status_code == 404
    assert not OutgoingMail.objects.exists()

    client_as(Role.CONSULTANT).post(reverse("offers:show", args=[offer.number]))

    assert workplace.get(url).status_code == 200
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=found().pk).update(state="shown")


def test_x4_the_letter_says_that_something_waits_and_carries_no_personal_data(consultant):
    offer = shown(consultant, position=mailed())

    letter = OutgoingMail.objects.get()

    text = letter.subject + letter.body + mail.__name__
    for secret in (offer.candidate.code, offer.number, "10", "Samle fuglekasser", "timer", "rolig"):
        assert secret not in re.sub(r"https?://\S+", "", text).replace(letter.body.split("gælder")[-1], "")
    assert "/svar/" in letter.body


def test_x4_what_a_workplace_sees_is_the_same_for_whoever_asked_for_much_and_for_nothing(client_as, consultant):
    place = make_position(
        seats=2, total_hours=Decimal(10), accommodations=["quiet_place", "later_start", "fixed_contact"]
    )
    much = make_candidate(asks=("quiet_place", "later_start", "fixed_contact"), mentor_hours=Decimal(2))
    nothing = make_candidate(asks=())
    pages = []
    for person in (much, nothing):
        offer = shown(consultant, candidate=person, position=place)
        make_basis(offer, COVERED)
        workplace = client_as(Role.FIRM, place.organisation)
        page = body(workplace.get(reverse("offers:offer", args=[offer.number])))
        page = re.sub(r'value="[0-9a-f-]{36}"|csrfmiddlewaretoken" value="\w+"|Person Eksempel \d+', "", page)
        pages.append(page.replace(person.code.replace("-", "\u2011"), "KODE").replace(offer.number, "NR"))

    assert pages[0] == pages[1]
    assert "De vilkår, I tilbyder, dækker det." in pages[0]
    for word in ("roligt", "støj", "mødetid", "kontaktperson", "skånehensyn", "mentor"):
        assert word not in pages[0].lower()


@pytest.mark.parametrize(("answer", "state"), [("yes", "agreed"), ("later", "shown"), ("no", "declined")])
def test_a_workplace_answers_by_membership(client_as, consultant, answer, state):
    offer = shown(consultant)
    workplace = client_as(Role.FIRM, offer.position.organisation)

    page = workplace.post(reverse("offers:answer", args=[offer.number]), {"answer": answer}, follow=True)

    offer.refresh_from_db()
    assert (offer.state, offer.employer_answer, offer.on_behalf) == (state, answer, False)
    assert "Tak" in body(page)
    assert page.redirect_chain[-1][0] == ("/i-dag/" if answer == "no" else reverse("offers:offer", args=[offer.number]))
    assert Veto.objects.exists() is (answer == "no")


@pytest.mark.parametrize(("answer", "state"), [("yes", "agreed"), ("later", "shown"), ("no", "declined")])
def test_a_workplace_answers_by_a_personal_link_without_an_account(consultant, answer, state):
    offer = shown(consultant, position=mailed())
    url = reverse("notices:answer", args=[links.token(AnswerLink.objects.get())])
    visitor = Client()

    page = body(visitor.get(url))
    told = visitor.post(url, {"answer": answer, "form_key": str(uuid.uuid4())}, follow=True)

    assert "De vilkår, I tilbyder, dækker det." in page
    offer.refresh_from_db()
    assert offer.state == state
    assert told.status_code == 200
    assert "Tak" in body(told)


def test_the_consultant_answers_for_the_workplace_and_says_how_it_agreed(client_as, consultant):
    offer = shown(consultant)
    client = client_as(Role.CONSULTANT)
    url = reverse("offers:answer_workplace", args=[offer.number])

    assert client.post(url, {"answer": "yes", "consent": ""}).status_code == 422
    client.post(url, {"answer": "yes", "consent": "Aftalt i telefonen"})

    offer.refresh_from_db()
    assert (offer.state, offer.on_behalf, offer.consent) == ("agreed", True, "Aftalt i telefonen")
    assert "svarede på dens vegne: Aftalt i telefonen" in body(client.get(reverse("offers:offer", args=[offer.number])))


def test_no_other_firm_sees_or_answers(client_as, consultant):
    offer = shown(consultant)
    other = client_as(Role.FIRM, make_organisation())

    assert other.get(reverse("offers:offer", args=[offer.number])).status_code == 404
    assert other.post(reverse("offers:answer", args=[offer.number]), {"answer": "yes"}).status_code == 404


def test_the_last_seat_is_given_once(client_as, consultant):
    place = make_position()
    first, second = shown(consultant, position=place), shown(consultant, position=place)
    workplace = client_as(Role.FIRM, place.organisation)
    workplace.post(reverse("offers:answer", args=[first.number]), {"answer": "yes"})

    page = workplace.post(reverse("offers:answer", args=[second.number]), {"answer": "yes"}, follow=True)

    second.refresh_from_db()
    assert second.state == "shown"
    assert "Den sidste plads gik til en anden" in body(page)


def test_a_workplace_that_does_not_answer_is_reminded_once_by_the_clock(consultant):
    offer = shown(consultant, position=mailed())
    AnswerLink.objects.update(last_sent_at=timezone.localtime() - timedelta(days=8))
    day = offer.answer_by

    offer_clock.tend_offers(on=day, now=NOW(), by=system("clock"))
    offer.refresh_from_db()
    offer_clock.tend_offers(on=offer.answer_by, now=NOW(), by=system("clock"))

    assert OutgoingMail.objects.count() == 2
    assert offer.reminded_at


def test_what_is_gone_lapses_by_the_clock_and_the_workplace_is_told(consultant):
    offer = shown(consultant)
    member = make_membership(Role.FIRM, offer.position.organisation)
    today = timezone.localdate()
    Position.objects.update(state="closed", closed_on=today, close_reason="Flytter")

    offer_clock.tend_offers(on=today, now=NOW(), by=system("clock"))

    offer.refresh_from_db()
    assert offer.state == "lapsed"
    assert "ikke længere åbent" in Notice.objects.get(user=member.user).text


def test_nobody_says_yes_to_a_position_that_closed(client, consultant):
    offer = asked(consultant)
    Position.objects.update(state="closed", closed_on=timezone.localdate(), close_reason="Flytter")

    page = person_client(client, offer.candidate).post(
        reverse("own:answer_offer", args=[offer.number]), {"answer": "yes"}, follow=True
    )

    assert "Det er ikke længere muligt" in body(page)
    offer.refresh_from_db()
    assert offer.state == "asked"


def test_none_of_them_puts_all_away_and_one_is_taken_up_again(client_as, consultant):
    first = found()
    found(candidate=first.candidate)
    client = client_as(Role.CONSULTANT)

    client.post(reverse("offers:none_of_them", args=[first.candidate.code]))
    assert set(Offer.objects.values_list("state", flat=True)) == {"set_aside"}
    client.post(reverse("offers:take_up", args=[first.number]))
    client.post(reverse("offers:set_aside", args=[first.number]))
    client.post(reverse("offers:take_up", args=[first.number]))

    first.refresh_from_db()
    assert first.state == "found"


def test_the_person_thinks_again_through_the_consultant(client_as, consultant):
    offer = wanted(consultant)

    client_as(Role.CONSULTANT).post(reverse("offers:think_again", args=[offer.number]))

    offer.refresh_from_db()
    assert offer.state == "asked"


def test_each_reading_of_a_persons_own_page_is_logged_as_their_own(client, consultant):
    offer = asked(consultant)

    person_client(client, offer.candidate).get(reverse("own:offer", args=[offer.number]))

    assert list(Reading.objects.values_list("what", "purpose", "reader_role")) == [("basis", "own", "person")]


def test_who_is_asked_about_another_work_does_not_bring_an_earlier_no_back(consultant):
    person = make_candidate()
    first = asked(consultant, candidate=person)
    offer_answers.person_answers(first, answer="no", by=as_person(person))
    second = asked(consultant, candidate=person, position=make_position())

    with pytest.raises(offers.AlreadyAsked):
        offer_answers.person_thinks_again(first, by=as_person(person))

    first.refresh_from_db()
    assert first.state == "declined"
    web = person_client(Client(), person)
    page = web.post(reverse("own:take_back_answer", args=[first.number]), {"form_key": str(uuid.uuid4())}, follow=True)
    assert f"Du er spurgt om “{second.position.title}” nu. Svar på det først." in page.content.decode()


def test_a_person_without_mail_or_telephone_is_asked_by_a_sheet_on_paper(client_as):
    """What was asked for is neither read nor printed; the consultant writes the answer down."""
    consultant = client_as(Role.CONSULTANT)
    offer = found(candidate=make_candidate(asks=("quiet_place",)))
    sheet = reverse("offers:talk_sheet", args=[offer.number])
    assert sheet in consultant.get(reverse("offers:person", args=[offer.candidate.code])).content.decode()
    before = Reading.objects.count()

    page = consultant.get(sheet).content.decode()
    read = Reading.objects.count() - before
    consultant.post(reverse("offers:ask", args=[offer.number]))
    consultant.post(reverse("offers:answer_person", args=[offer.number]), {"answer": "yes", "how": "Sagt ved bordet"})

    assert read == 0
    for words in (offer.position.title, "Du må gerne sige nej", "Nej tak", "mandag"):
        assert words.lower() in page.lower()
    assert Offer.objects.get().person_answer == "yes"
    assert not mail.outbox
    assert client_as(Role.FIRM, offer.position.organisation).get(sheet).status_code == 403


@pytest.mark.parametrize(
    "stops",
    [
        partial(candidates.end, on=NOW().date()),
        partial(candidates.rest, until=None),
        candidates.wait_no_more,
        partial(candidates.tell, values={"hours": None}),
    ],
)
def test_who_stops_is_no_longer_shown_to_the_workplace_from_that_very_moment(consultant, stops):
    wanted = make_offer(state="wanted", person_answer="yes", person_answered_at=NOW())
    shown = offers.show_workplace(wanted, by=consultant)

    stops(shown.candidate, by=as_person(shown.candidate))

    assert Offer.objects.get().state == "lapsed"
    assert not AnswerLink.objects.filter(withdrawn_at__isnull=True).exists()


def test_a_promise_to_somebody_who_stops_holds_no_seat_and_is_no_longer_shown_to_the_workplace(client_as, consultant):
    wanted = make_offer(state="wanted", person_answer="yes", person_answered_at=NOW())
    shown = offers.show_workplace(wanted, by=consultant)
    promise = offer_answers.workplace_answers(shown, answer="yes", by=consultant, consent="Aftalt i telefon")
    placed = make_offer(state="agreed", person_answer="yes", employer_answer="yes")
    make_placement(placed.candidate, placed.position, offer=placed)

    for one in (promise, placed):
        candidates.end(one.candidate, on=NOW().date(), by=as_person(one.candidate))

    assert list(Offer.objects.order_by("pk").values_list("state", flat=True)) == ["lapsed", "agreed"]
    assert not held_offers().exists()
    assert not AnswerLink.objects.filter(withdrawn_at__isnull=True).exists()
    firm = client_as(Role.FIRM, promise.position.organisation)
    assert promise.candidate.code not in firm.get(reverse("offers:offer", args=[promise.number])).text
