"""Letters that a person wrote and that were not read in: who is told, and what becomes of them."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Actor, Role, system
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.notices import actions
from symbiose.notices.actions.incoming import MOST_AN_HOUR, MOST_ATTEMPTS, SENDERS_KEPT
from symbiose.notices.incoming import LetterRefused
from symbiose.notices.models import IncomingMail, IncomingState
from symbiose.notices.states import LETTER
from symbiose.notices.waiting import waiting_for
from tests.factories import make_actor, make_organisation
from tests.notices.letters import letter

pytestmark = pytest.mark.django_db
CLOCK = system("Symbiose")
PAGE = "/indbakke/modtaget/ikke-laest-ind/"
PAGE_QUERIES = 7


def left(**headers):
    """A letter that a person wrote to a list that the entrance is on."""
    return actions.take_in(letter(**{"List_Id": "<faelles.kommune.example>", **headers}), by=CLOCK)


def page(client, address=PAGE):
    return " ".join(client.get(address).content.decode().split())


def send(client, name, mail, **values):
    answer = client.post(reverse(name, args=[mail.pk]), {"form_key": str(uuid.uuid4()), **values}, follow=True)
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    "headers",
    [
        {"List_Id": "<faelles.kommune.example>"},
        {"Precedence": "list"},
    ],
)
def test_a_person_s_letter_to_a_list_waits_on_the_start_page_and_says_why_it_was_not_read_in(desk, client_as, headers):
    mail = actions.take_in(letter(**headers), by=CLOCK)

    adviser = client_as(Role.ADVISER)
    assert (mail.state, mail.by_machine) == (IncomingState.REFUSED, False)
    assert "1 brev til indgangen blev ikke læst ind" in page(adviser, "/i-dag/")
    shown = page(adviser)
    assert all(
        word in shown
        for word in ("anna@firma.example", "Vi har træ til overs", "Brevet er sendt til mange på én gang.")
    )


def test_what_cannot_be_read_in_waits_for_people(desk):
    desk.fails = LetterRefused("Brevet er tomt.")
    empty = actions.take_in(letter(), by=CLOCK)
    desk.fails = RuntimeError()
    for _attempt in range(MOST_ATTEMPTS):
        broken = actions.take_in(letter("Andet\n", Message_ID="<2@x>"), by=CLOCK)
    large = actions.refuse_large(letter("Tredje\n", Message_ID="<3@x>"), by=CLOCK)

    lines = [line for line in waiting_for(make_actor(Role.ADVISER)) if line.url == PAGE]
    assert {mail.by_machine for mail in (empty, broken, large)} == {False}
    assert [line.title for line in lines] == ["3 breve til indgangen blev ikke læst ind"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"X_Loop": "symbiose"},
        {"Return_Path": "<>"},
        {"Precedence": "bulk"},
        {"List_Id": "<nyt.firma.example>", "List_Unsubscribe_Post": "List-Unsubscribe=One-Click"},
        {"List_Id": "<nyt.firma.example>", "From": "nyhedsbrev@firma.example"},
        {"List_Id": "<nyt.firma.example>", "From": "no-reply@firma.example"},
    ],
)
def test_what_a_machine_wrote_stays_silent(desk, headers):
    mail = actions.take_in(letter(**headers), by=CLOCK)

    assert (mail.state, mail.by_machine) == (IncomingState.REFUSED, True)
    assert not [line for line in waiting_for(make_actor(Role.ADVISER)) if line.url == PAGE]


def test_a_loop_stays_silent(desk):
    start = timezone.now() - timedelta(hours=2)
    for number in range(MOST_AN_HOUR + 1):
        mail = actions.take_in(letter(f"{number}\n", Message_ID=f"<{number}@x>"), by=CLOCK, arrived_at=start)

    assert (mail.state, mail.by_machine) == (IncomingState.REFUSED, True)


def test_a_large_letter_of_our_own_is_a_machine_s(desk):
    assert actions.refuse_large(letter(From="symbiose@example.dk"), by=CLOCK).by_machine is True


def test_an_enquiry_is_made_of_it_once_with_the_words_of_the_original(desk, client_as):
    mail = left()
    adviser = client_as(Role.ADVISER)
    assert "Skriv, hvad der står i brevet." in send(adviser, "inbox:tell", mail, text="")
    key = str(uuid.uuid4())

    for _time in range(2):
        shown = send(adviser, "inbox:tell", mail, text="Vi har 40 m egeplanker.", form_key=key)
    actions.take_in_by_hand(mail, text="Igen", by=make_actor(Role.ADVISER))

    (taken,) = desk.taken
    mail.refresh_from_db()
    assert "Eksempel Henvendelse" in shown
    assert (taken.text, taken.from_address, taken.subject) == (
        "Vi har 40 m egeplanker.",
        "anna@firma.example",
        "Vi har træ til overs",
    )
    assert (mail.state, mail.became_id, mail.refusal) == (IncomingState.HANDLED, desk.became.pk, "")
    assert "Alle breve, som et menneske har skrevet, er læst ind eller afgjort." in page(adviser)


def test_it_is_set_aside_with_a_reason_and_taken_up_again(desk, client_as):
    mail = left()
    adviser = client_as(Role.ADVISER)
    assert "Skriv hvorfor med en sætning." in send(adviser, "inbox:set_aside", mail, reason=" ")

    for reason in ("Det er en reklame.", "Igen"):
        actions.set_letter_aside(mail, reason=reason, by=make_actor(Role.ADVISER))

    mail.refresh_from_db()
    assert (mail.state, mail.set_aside_reason) == (IncomingState.SET_ASIDE, "Det er en reklame.")
    assert actions.take_in(letter(List_Id="<faelles.kommune.example>"), by=CLOCK).state == IncomingState.SET_ASIDE
    assert "blev ikke læst ind" not in page(adviser, "/i-dag/")
    assert "Det er en reklame." in page(adviser, reverse("inbox:left_letter", args=[mail.pk]))
    assert "Brevet venter igen." in send(adviser, "inbox:take_up", mail)
    assert mail.subject in page(adviser)


def test_the_trail_says_who_settled_it_and_why_and_holds_no_address(desk):
    mail, ann = left(), make_actor(Role.ADVISER)

    actions.set_letter_aside(mail, reason="Det er en reklame.", by=ann)
    actions.take_letter_up(mail, by=ann)
    actions.take_letter_up(mail, by=ann)
    actions.take_in_by_hand(mail, text="Vi har egeplanker.", by=ann)

    trail = AuditEntry.objects.filter(subject_label="notices.incomingmail", subject_id=mail.pk).order_by("pk")
    assert list(trail.values_list("verb", "reason"))[2:] == [
        ("notices.letter_set_aside", "Det er en reklame."),
        ("notices.letter_taken_up", ""),
        ("notices.letter_told", ""),
    ]
    assert {entry.actor_user_id for entry in trail[2:]} == {ann.user_id}
    assert "anna@" not in str(list(trail.values_list("changes", flat=True)))


WHO = ("adviser", "entrance", "firm", "visitor", "system")
TABLE = {
    "take_in": (["refused", "set_aside"], "handled", {"adviser"}),
    "set_aside": (["refused"], "set_aside", {"adviser", "system"}),
    "take_up": (["set_aside"], "refused", {"adviser"}),
}


def test_the_table_holds_these_transitions_and_no_others():
    assert {row.verb: (sorted(row.sources), row.target) for row in LETTER.transitions} == {
        verb: row[:2] for verb, row in TABLE.items()
    }


@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("who", WHO)
def test_each_transition_is_open_to_its_roles_from_its_states_alone(desk, verb, who):
    mail = left()
    sources, target, allowed = TABLE[verb]
    actor = {
        "adviser": make_actor(Role.ADVISER),
        "entrance": make_actor(Role.ENTRANCE, make_organisation("Eksempel Erhvervsråd", kind="association")),
        "firm": make_actor(Role.FIRM, make_organisation("Eksempel Træværk")),
        "visitor": Actor(),
        "system": CLOCK,
    }[who]

    for state in IncomingState.values:
        if state in sources and who in allowed:
            moved = LETTER.require(verb, state=state, actor=actor, subject=mail, reason="Derfor")
            assert moved.target == target
        else:
            with pytest.raises(NotAllowed):
                LETTER.require(verb, state=state, actor=actor, subject=mail, reason="Derfor")


def test_a_machine_s_letter_is_not_set_aside_and_nothing_is_without_a_reason_or_words(desk):
    ann = make_actor(Role.ADVISER)
    machine = actions.take_in(letter(Auto_Submitted="auto-replied"), by=CLOCK)
    person = left(Message_ID="<2@x>", Subject="Andet")

    for act in (
        lambda: actions.set_letter_aside(machine, reason="Derfor", by=ann),
        lambda: actions.set_letter_aside(person, reason=" ", by=ann),
        lambda: actions.take_in_by_hand(person, text=" ", by=ann),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_year_later_the_sender_is_forgotten_and_nobody_is_asked_to_read_it_any_more(desk):
    waits, aside = left(), left(Message_ID="<2@x>", Subject="Andet")
    actions.set_letter_aside(aside, reason="Anna skrev bare tak.", by=make_actor(Role.ADVISER))
    after = timezone.localdate() + SENDERS_KEPT + timedelta(days=2)

    assert actions.forget_letters(on=after, by=CLOCK) == 2
    assert actions.forget_letters(on=after, by=CLOCK) == 0

    kept = IncomingMail.objects.filter(pk__in=[waits.pk, aside.pk]).values_list(
        "from_address", "state", "set_aside_reason"
    )
    assert set(kept) == {("", "set_aside", "Fristen for at gemme det er gået.")}
    (entry,) = AuditEntry.objects.filter(verb="notices.letter_set_aside", subject_id=aside.pk)
    assert entry.reason.startswith("Slettet: et år efter")
    with pytest.raises(NotAllowed):
        actions.take_letter_up(waits, by=make_actor(Role.ADVISER))


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_takes_the_same_queries_however_many_there_are(desk, client_as, many, django_assert_num_queries):
    for number in range(many):
        left(Message_ID=f"<{number}@x>", Subject=f"Brev {number}")
    adviser = client_as(Role.ADVISER)
    page(adviser)

    with django_assert_num_queries(PAGE_QUERIES):
        assert len(re.findall("row-item", page(adviser))) == many


def test_only_advisers_see_and_settle_what_was_not_read_in(desk, client_as):
    mail = left()
    firm = client_as(Role.FIRM, make_organisation("Eksempel Træværk"))

    assert firm.get(PAGE).status_code == 403
    assert firm.get(reverse("inbox:left_letter", args=[mail.pk])).status_code == 403
    for name in ("tell", "set_aside", "take_up"):
        assert firm.post(reverse(f"inbox:{name}", args=[mail.pk])).status_code == 403
