"""Pages of placements: who opens which, what is told there, the same twice, two windows at once, and what a firm never sees."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role, system
from symbiose.common.models import Reading
from symbiose.files.models import Upload
from symbiose.jobs.actions.erasing import erase
from symbiose.jobs.actions.placement_life import end_placement
from symbiose.jobs.models import FirstDay, HelpCall, Placement, PlacementTerms
from symbiose.jobs.queries.placement_beside import beside
from symbiose.ledger.models import Entry
from symbiose.notices import links
from symbiose.notices.models import AnswerLink, Notice
from symbiose.organisations.models import Absence, Membership
from tests.factories import make_actor, make_membership, make_organisation, make_user
from tests.jobs.people import make_candidate, make_offer, make_placement, make_position, make_workplace, person_client
from tests.listings.test_photos import picture

pytestmark = pytest.mark.django_db


def ago(days):
    return timezone.localdate() - timedelta(days=days)


@pytest.fixture
def consultant(client_as):
    return client_as(Role.CONSULTANT)


def user_of(client):
    return int(client.session["_auth_user_id"])


@pytest.fixture
def placement(municipality):
    workplace = make_workplace(make_organisation("Eksempel Fuglekassen", contact_email="kontakt@firma.example"))
    return make_placement(position=make_position(workplace), mentor="Person Mentor")


def at(name, placement, *args):
    return reverse(f"placements:{name}", args=[placement.number, *args])


PAGES = ("detail", "curve_csv", "change", "terms", "first_day", "print_first_day", "left")
POSTS = ("tell", "pauses", "hours", "talks", "help", "calls", "send_link", "photo_change")


@pytest.mark.parametrize("role", [Role.VISITOR, Role.FIRM, Role.ENTRANCE, Role.ADVISER, Role.LEADER])
def test_others_than_consultants_and_the_workplace_open_nothing(client_as, placement, role):
    client = Client() if role in {Role.VISITOR, Role.ENTRANCE} else client_as(role)

    for name in PAGES:
        assert client.get(at(name, placement)).status_code in {302, 403, 404}, name
    for name in POSTS:
        assert client.post(at(name, placement)).status_code in {302, 403, 404}, name
    assert client.get(reverse("placements:add")).status_code in {302, 403}
    listed = client.get(reverse("placements:list"))
    assert listed.status_code in {302, 403} or placement.number not in listed.content.decode()
    assert not HelpCall.objects.exists()


def test_a_person_by_slip_opens_no_page_of_the_staff(placement):
    client = person_client(Client(), placement.candidate)

    for name in PAGES:
        assert client.get(at(name, placement)).status_code == 302


def test_the_workplace_sees_code_hours_and_talks_and_neither_conditions_nor_terms(client_as, placement):
    client = client_as(Role.FIRM, placement.position.organisation)
    page = client.get(at("detail", placement)).content.decode()

    assert placement.candidate.code.replace("-", "\N{NON-BREAKING HYPHEN}") in page
    assert "Vi vil have hjælp" in page
    for never in ("roligt sted", "quiet", "Fleksjob", "VITAS", "Slags virksomhed"):
        assert never not in page
    for name in ("change", "terms", "left"):
        assert client.get(at(name, placement)).status_code == 403, name
    for name in ("tell", "pauses", "hours", "talks", "calls", "send_link"):
        assert client.post(at(name, placement)).status_code == 403, name
    assert not Reading.objects.exists()


def test_a_consultant_tells_its_whole_life_on_its_page(consultant, placement):
    Placement.objects.filter(pk=placement.pk).update(state="agreed", firm_kind="")

    consultant.post(at("tell", placement), {"verb": "begin", "begin-on": ago(20).isoformat()})
    consultant.post(at("hours", placement), {"from_day": ago(5).isoformat(), "hours": "8"})
    consultant.post(at("tell", placement), {"verb": "pause", "pause-on": ago(2).isoformat()})
    consultant.post(at("tell", placement), {"verb": "resume", "resume-on": ago(1).isoformat()})
    done = consultant.post(
        at("tell", placement),
        {"verb": "end", "end-outcome": "ordinary", "end-on": ago(0).isoformat(), "end-note": "Fast job"},
        follow=True,
    )

    placement.refresh_from_db()
    assert (placement.state, placement.outcome, placement.firm_kind) == ("ended", "ordinary", "ordinary")
    assert [row.hours for row in placement.curve.all()] == [5, 8]
    assert placement.pauses.count() == 1
    assert "Det sluttede" in done.content.decode()
    assert Entry.objects.filter(measure="persons_in_work").exists()


def test_a_pause_is_put_right_and_taken_out_on_the_page(consultant, placement):
    pause = placement.pauses.create(starts_on=ago(10), ends_on=ago(5))

    consultant.post(
        at("pauses", placement), {"row": pause.pk, "starts": ago(9).isoformat(), "ends": ago(4).isoformat()}
    )

    changed = placement.pauses.get()
    assert (changed.starts_on, changed.ends_on) == (ago(9), ago(4))
    for _ in range(2):
        consultant.post(at("pauses", placement), {"row": changed.pk, "remove": ""})
        assert not placement.pauses.exists()


def test_days_of_a_pause_that_cannot_be_stay_in_its_fields(consultant, placement):
    pause, other = (
        placement.pauses.create(starts_on=ago(first), ends_on=ago(last)) for first, last in ((20, 15), (9, 5))
    )
    told = {"row": pause.pk, "starts": ago(21).isoformat(), "ends": ago(22).isoformat()}

    page = consultant.post(at("pauses", placement), told)

    text = page.content.decode()
    assert page.status_code == 422
    for value in (told["starts"], told["ends"], other.starts_on.isoformat()):
        assert f'value="{value}"' in text, value


def test_a_placement_with_several_talks_ahead_is_counted_once(consultant, placement):
    for days in (20, 80, 170):
        placement.reviews.create(due_on=ago(-days))

    answer = consultant.get(reverse("placements:list"))

    assert answer.context["shown"].total == 1
    assert "(1)" in answer.content.decode()
    assert "(3)" not in answer.content.decode()


def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_stays(consultant, placement):
    answer = consultant.post(
        at("tell", placement),
        {"verb": "end", "end-outcome": "ordinary", "end-on": ago(-3).isoformat(), "end-note": "x1"},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "ikke kommet endnu" in page
    assert 'value="x1"' in page


def test_a_form_that_is_sent_twice_acts_once_and_an_old_window_is_answered_kindly(consultant, placement):
    told = {"verb": "end", "end-outcome": "ordinary", "end-on": ago(0).isoformat()}
    told |= {"end-form_key": "9b2f0a1e-2a52-4e3f-8c1b-0d6a5a0b9d11"}

    for _again in range(2):
        assert consultant.post(at("tell", placement), told).status_code == 302
    other = consultant.post(at("tell", placement), {"verb": "pause", "pause-on": ago(1).isoformat()}, follow=True)

    assert placement.reviews.count() == 0
    assert "måske har en anden allerede gjort det" in other.content.decode()


@pytest.mark.parametrize("hours", ["-5", "50000", "0,1"])
def test_support_that_cannot_be_is_said_at_its_field(consultant, placement, hours):
    page = consultant.post(at("change", placement), {"version": "1", "main": "on", "mentor_hours": hours})

    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"mentor_hours"}


@pytest.mark.parametrize("name", ["change", "terms"])
def test_an_old_window_about_somebody_who_was_erased_is_answered_kindly(consultant, placement, name):
    erase(placement.candidate, by=system("clock"))
    placement.refresh_from_db()
    version = placement.version if name == "change" else placement.terms.version
    told = {"mentor": "Person Mentor", "main": "on", "form": "flex_job", "version": str(version)}

    answer = consultant.post(at(name, placement), told, follow=True)

    assert "Det kan ikke lade sig gøre nu" in answer.content.decode()
    assert at("change", placement) not in answer.content.decode()
    placement.refresh_from_db()
    assert placement.mentor == ""


def test_two_who_change_the_same_see_both_texts(consultant, placement):
    address = at("change", placement)
    told = {"mentor": "Person En", "mentor_hours": "2", "main": "on", "version": placement.version}

    assert consultant.post(address, told).status_code == 302
    second = consultant.post(address, told | {"mentor": "Person To"})

    assert second.status_code == 422
    assert "Person En" in second.content.decode()
    assert "Person To" in second.content.decode()


def test_terms_are_opened_with_a_row_in_the_log_and_hold_vitas_by_reference(consultant, placement):
    address = at("terms", placement)
    page = consultant.get(address).content.decode()

    assert "Din læsning er skrevet i loggen" in page
    assert Reading.objects.get().what == "terms"
    version = PlacementTerms.objects.get().version
    told = {"form": "work_trial", "pay_basis": "", "vitas_state": "sent", "vitas_reference": "V-77", "version": version}
    assert "datoen" in consultant.post(address, told).content.decode()
    assert consultant.post(address, told | {"vitas_on": ago(3).isoformat()}).status_code == 302
    terms = PlacementTerms.objects.get()
    assert (terms.form, terms.pay_basis, terms.vitas_state, terms.vitas_reference) == (
        "work_trial",
        "benefit_kept",
        "sent",
        "V-77",
    )


def test_a_form_that_has_expired_stays_readable(consultant, placement):
    PlacementTerms.objects.update(form="an_old_form", pay_basis="an_old_pay")

    page = consultant.get(at("terms", placement)).content.decode()
    version = PlacementTerms.objects.get().version
    kept = consultant.post(
        at("terms", placement), {"form": "an_old_form", "pay_basis": "an_old_pay", "version": version}
    )

    assert "an_old_form" in page
    assert kept.status_code == 302


def test_talks_are_planned_moved_and_held_and_the_next_one_follows(consultant, placement):
    address = at("talks", placement)
    consultant.post(address, {"due_on": ago(-7).isoformat()})
    talk = placement.reviews.get()
    consultant.post(address, {"row": talk.pk, "due_on": ago(-9).isoformat()})
    wrong = consultant.post(address, {"row": talk.pk, "held_on": ago(0).isoformat(), "note": "010190-1234", "hold": ""})
    assert wrong.status_code == 422
    consultant.post(address, {"row": talk.pk, "held_on": ago(0).isoformat(), "note": "Vi går til 8 timer", "hold": ""})

    talk.refresh_from_db()
    assert (talk.due_on, talk.held_on, talk.note) == (ago(-9), ago(0), "Vi går til 8 timer")
    assert placement.reviews.filter(held_on__isnull=True).get().due_on == ago(-26 * 7)


def test_a_talk_is_planned_on_no_day_before_the_placement_and_one_that_was_held_can_be_written_in(
    consultant, placement
):
    before = consultant.post(at("talks", placement), {"due_on": "2020-01-01"})
    consultant.post(at("talks", placement), {"due_on": placement.starts_on.isoformat()})

    assert before.status_code == 422
    assert "Det er før den første dag" in before.content.decode()
    assert placement.reviews.get().due_on == placement.starts_on


def test_the_hours_are_drawn_with_a_table_and_a_file(consultant, placement):
    placement.curve.create(from_day=ago(10), hours=Decimal(8))
    placement.curve.create(from_day=ago(-20), hours=Decimal(12), planned=True)

    page = consultant.get(at("detail", placement)).content.decode()
    file = consultant.get(at("curve_csv", placement)).content.decode("utf-8-sig")

    assert 'id="curve-desk-title"' in page
    assert [line.split(";")[2:] for line in file.split("\r\n")[1:4]] == [
        ["5", "som det var"],
        ["8", "som det var"],
        ["12", "planlagt"],
    ]


def agreed_offer(**values):
    return make_offer(
        state="agreed", person_answer="yes", employer_answer="yes", person_answered_at=timezone.now(), **values
    )


def test_one_that_is_paused_from_its_first_day_has_a_page_although_no_hours_were_worked(consultant, placement):
    placement.pauses.create(starts_on=placement.starts_on)

    page = consultant.get(at("detail", placement))

    assert page.status_code == 200
    assert 'id="curve-desk-title"' in page.content.decode()


def test_an_offer_leads_to_its_placement_and_back_along_the_chain(consultant):
    offer = agreed_offer()
    address = reverse("placements:agree", args=[offer.number])
    assert "Aftal ansættelsen" in consultant.get(address).content.decode()

    told = {"starts_on": ago(-7).isoformat(), "hours": "5", "form": "flex_job"}
    done = consultant.post(address, told, follow=True)

    made = Placement.objects.get()
    assert (made.offer, made.state) == (offer, "agreed")
    assert "Ansættelsen er aftalt" in done.content.decode()
    assert consultant.get(address).url == at("detail", made)
    assert consultant.get(reverse("placements:agree", args=[make_offer().number])).status_code == 404


def test_one_made_elsewhere_is_written_down_by_code_and_number(consultant):
    person, position = make_candidate(), make_position()
    address = reverse("placements:add")
    told = {"starts_on": ago(3).isoformat(), "hours": "5", "form": "flex_job", "consent": "Aftalt ved besøg"}

    unknown = consultant.post(address, told | {"code": "K-9999", "position": position.number})
    assert "Der er ingen person med denne kode" in unknown.content.decode()
    too_many = consultant.post(address, told | {"code": person.code, "position": position.number, "hours": "9"})
    assert "højst have 5 timer" in too_many.content.decode()
    assert (
        consultant.post(address, told | {"code": person.code.lower(), "position": position.number}).status_code == 302
    )
    assert Placement.objects.get().on_behalf


def test_all_placements_beside_a_position_or_a_person_open_to_as_many_as_are_told(consultant, placement):
    position, person = make_position(), make_candidate()
    for number in range(6):
        make_placement(position=position)
        make_placement(person, main=number == 0)
    by = make_actor(Role.CONSULTANT)

    for subject in (position, person):
        related = beside(subject, by)
        assert related.total == 6
        assert consultant.get(related.url).context["shown"].total == 6


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_same_questions_for_one_and_for_three(consultant, many):
    for _one in range(many):
        make_placement()
    consultant.get(reverse("placements:list"))

    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = consultant.get(reverse("placements:list"))

    assert f"{many} ansættelse" in page.content.decode()
    assert len(asked) == 10


def test_the_list_is_narrowed_to_who_waits_and_given_as_a_file(consultant, placement):
    placement.reviews.create(due_on=ago(2))
    make_placement()

    page = consultant.get(reverse("placements:list"), {"need": "talk"}).content.decode()
    file = consultant.get(reverse("placements:list"), {"need": "talk", "format": "csv"})

    assert "1 ansættelse<" in page
    assert placement.number in b"".join(file.streaming_content).decode("utf-8-sig")
    for strange in ({"need": "evil"}, {"consultant": "²"}, {"state": "evil"}, {"sort": "talk"}, {"q": "K‑"}):
        assert consultant.get(reverse("placements:list"), strange).status_code == 200


# Help


def test_help_is_with_the_consultant_at_once_first_on_the_start_page(consultant, placement):
    placement.candidate.consultant_id = user_of(consultant)
    placement.candidate.save()
    person = person_client(Client(), placement.candidate)

    person.post(reverse("own:help"), {"note": "Jeg kan ikke finde ind"})
    person.post(reverse("own:help"), {"note": ""})

    call = HelpCall.objects.get()
    assert (call.voice, call.note) == ("person", "Jeg kan ikke finde ind")
    today = consultant.get(reverse("home:today")).content.decode()
    assert today.index('id="help"') < min(today.index(mark) for mark in ('id="deadline"', "</main>") if mark in today)
    assert "Jeg kan ikke finde ind" in today
    assert Notice.objects.get(kind="help").user_id == user_of(consultant)
    assert not any("Jeg kan" in letter.body or placement.candidate.code in letter.body for letter in mail.outbox)


def test_help_goes_to_who_stands_in(consultant, client_as, placement):
    deputy = client_as(Role.CONSULTANT)
    placement.candidate.consultant_id = user_of(consultant)
    placement.candidate.save()
    Absence.objects.create(user_id=user_of(consultant), valid_from=ago(1), valid_to=ago(-1), deputy_id=user_of(deputy))

    person_client(Client(), placement.candidate).post(reverse("own:help"), {})

    assert Notice.objects.get(kind="help").user_id == user_of(deputy)
    assert "Personen vil have hjælp" in deputy.get(reverse("home:today")).content.decode()


def test_where_nobody_has_the_person_all_consultants_hear_of_it(consultant, client_as, placement):
    other = client_as(Role.CONSULTANT)
    former = make_membership(Role.CONSULTANT, user=make_user())
    Membership.objects.filter(pk=former.pk).update(valid_to=ago(1))

    client_as(Role.FIRM, placement.position.organisation).post(at("help", placement), {"voice": "mentor"})

    assert {row.user_id for row in Notice.objects.all()} == {user_of(consultant), user_of(other)}


def test_a_consultant_who_writes_a_call_down_is_not_told_that_the_consultant_calls_back(consultant, placement):
    page = consultant.post(at("help", placement), {"voice": "mentor"}, follow=True).content.decode()

    assert "Det er skrevet ned" in page
    assert "vender tilbage" not in page


def test_the_number_beside_wants_help_is_of_the_calls_that_are_open(consultant, placement):
    for voice, settled in (("mentor", timezone.now()), ("person", None)):
        HelpCall.objects.create(placement=placement, voice=voice, asked_at=timezone.now(), settled_at=settled)

    page = consultant.get(at("detail", placement)).content.decode()

    assert 'Vil have hjælp <span class="count">1</span>' in page


def test_a_call_is_taken_and_settled_and_then_the_button_makes_a_new_one(consultant, client_as, placement):
    firm = client_as(Role.FIRM, placement.position.organisation)
    firm.post(at("help", placement), {"voice": "employer", "note": "Ring til os"})
    call = HelpCall.objects.get()

    consultant.post(at("calls", placement), {"row": call.pk, "take": ""})
    consultant.post(at("calls", placement), {"row": call.pk, "settlement": "Talte om tirsdage"})
    consultant.post(at("calls", placement), {"row": call.pk, "settlement": "Igen"})
    firm.post(at("help", placement), {"voice": "employer"})

    call.refresh_from_db()
    assert (call.settlement, bool(call.taken_at)) == ("Talte om tirsdage", True)
    assert HelpCall.objects.count() == 2


def test_a_firm_does_not_speak_for_the_person_and_nobody_after_the_end(client_as, placement):
    firm = client_as(Role.FIRM, placement.position.organisation)
    firm.post(at("help", placement), {"voice": "person"})
    Placement.objects.update(state="ended", ends_on=ago(0), outcome="ordinary")
    firm.post(at("help", placement), {"voice": "mentor"})

    assert not HelpCall.objects.exists()


@pytest.mark.parametrize("role", [Role.FIRM, Role.CONSULTANT])
@pytest.mark.parametrize(
    ("note", "why"),
    [
        ("Ring om 010190-1234", "Det ligner et CPR-nummer"),
        ("Vi har brug for jer. " * 20, "300 tegn"),
    ],
)
def test_words_of_a_call_that_cannot_be_kept_stay_on_the_page_with_why(client_as, placement, role, note, why):
    client = client_as(role, placement.position.organisation if role is Role.FIRM else None)

    page = client.post(at("help", placement), {"voice": "employer", "note": note})

    assert page.status_code == 422
    text = page.content.decode()
    assert why in text
    assert note in text
    assert "Vælg, hvem der vil have hjælp" not in text
    assert not HelpCall.objects.exists()


def test_what_was_done_about_a_call_stays_on_the_page_where_it_cannot_be_kept(consultant, placement):
    call = HelpCall.objects.create(placement=placement, voice="person", asked_at=timezone.now())

    page = consultant.post(at("calls", placement), {"row": call.pk, "settlement": "Ring om 010190-1234"})

    assert page.status_code == 422
    assert 'value="Ring om 010190-1234"' in page.content.decode()


def test_the_workplace_asks_for_help_by_its_link_without_an_account(consultant, placement):
    consultant.post(at("send_link", placement))
    letter = mail.outbox[-1] if mail.outbox else None
    from symbiose.notices.links import address
    from symbiose.notices.models import AnswerLink

    link = AnswerLink.objects.get(purpose="placement")
    client = Client()
    path = address(link).split("//", 1)[1].split("/", 1)[1]
    page = client.get(f"/{path}").content.decode()
    assert re.search(r'value="employer"[^>]*checked', page)  # one press is enough
    nobody = client.post(f"/{path}", {"note": "Ingen er valgt"}).content.decode()
    assert "Ingen er valgt" in nobody
    assert "Vælg, hvem der vil have hjælp." in nobody
    assert not HelpCall.objects.exists()
    client.post(f"/{path}", {"voice": "mentor", "note": "Må vi ringe?"})
    sheet = client.get(f"/{path}?ark=1").content.decode()
    client.post(f"/{path}", {"who_meets": "Person Mentor", "version": "0"})

    assert "Vi vil have hjælp" in page
    assert HelpCall.objects.get().voice == "mentor"
    assert "Hvem tager imod personen?" in sheet
    placement.refresh_from_db()
    assert placement.first_day.who_meets == "Person Mentor"
    assert letter is None or placement.candidate.code not in letter.body


def test_the_workplace_gives_a_photo_by_its_link_without_an_account_and_takes_it_away(consultant, placement):
    consultant.post(at("send_link", placement))
    client = Client()
    path = "/" + links.address(AnswerLink.objects.get(purpose="placement")).split("//", 1)[1].split("/", 1)[1]
    none = client.get(f"{path}?foto=1").status_code

    form = client.get(f"{path}?ark=1").content.decode()
    refused = client.post(f"{path}?ark=1", {"photo": picture(), "show_photo": ""}, follow=True).content.decode()
    shown = client.post(f"{path}?ark=1", {"photo": picture(), "given": "on", "show_photo": ""}, follow=True)
    photo = client.get(f"{path}?foto=1")
    stored = Upload.objects.get(purpose="photo")
    client.post(f"{path}?ark=1", {"remove": ""})

    assert none == 404
    assert 'enctype="multipart/form-data"' in form
    assert "at de, der er på det, har sagt ja" in refused or "har sagt ja" in refused
    assert 'name="show_photo"' in refused  # the form stands there again
    assert 'src="?foto=1"' in shown.content.decode()
    assert photo["Content-Type"] == "image/jpeg"
    stored.refresh_from_db()
    assert stored.file.name == ""
    assert client.get(f"{path}?foto=1").status_code == 404


# The first day


def test_the_sheet_is_filled_in_and_empty_items_say_who_tells(client_as, consultant, placement):
    placement.candidate.consultant_id = user_of(consultant)
    placement.candidate.save()
    name = placement.candidate.consultant.name
    firm = client_as(Role.FIRM, placement.position.organisation)
    person = person_client(Client(), placement.candidate)
    assert person.get(reverse("own:first_day")).content.decode().count(f"Det får du at vide af {name}.") == 6

    firm.post(at("first_day", placement), {"at": "09:30", "way": "Bus 311", "version": "0"})
    page = person.get(reverse("own:first_day")).content.decode()

    assert "Kl. 9.30." in page
    assert "Bus 311" in page
    assert page.count("Det får du at vide af") == 4
    second = consultant.post(at("first_day", placement), {"way": "Bus 6", "version": "0"})
    assert "Bus 311" in second.content.decode()
    printed = consultant.get(at("print_first_day", placement)).content.decode()
    assert "Min første dag" in printed
    assert "data-print" in printed


def test_a_photo_is_shown_where_those_in_it_said_yes_and_erased_when_it_goes(client_as, placement):
    firm = client_as(Role.FIRM, placement.position.organisation)
    person = person_client(Client(), placement.candidate)
    assert person.get(reverse("own:first_day_photo")).status_code == 404

    refused = firm.post(at("photo_change", placement), {"photo": picture()})
    assert refused["Location"] == at("first_day", placement)  # where another is chosen
    assert person.get(reverse("own:first_day_photo")).status_code == 404
    firm.post(at("photo_change", placement), {"photo": picture(), "given": "on"})
    assert person.get(reverse("own:first_day_photo"))["Content-Type"] == "image/jpeg"
    assert firm.get(at("photo", placement)).status_code == 200
    firm.post(at("photo_change", placement), {"remove": ""})
    assert person.get(reverse("own:first_day_photo")).status_code == 404


# What is left each month


def test_what_is_left_is_a_range_with_its_year_and_stores_nothing(consultant, placement):
    person = person_client(Client(), placement.candidate)
    before = {kind: kind.objects.count() for kind in (Placement, Entry, HelpCall)}

    own = person.post(reverse("own:left"), {"benefit": ""}).content.decode()
    theirs = consultant.post(at("left", placement), {"benefit": ""}).content.decode()

    for page in (own, theirs):
        assert "Skøn" in page
        assert "Fleksløntilskud" in page
        assert "2022" in page
    assert before == {kind: kind.objects.count() for kind in before}
    assert {row.reader_role for row in Reading.objects.filter(purpose="money")} == {"person", "consultant"}


# The person's own pages


def test_where_a_part_falls_as_the_pay_rises_it_is_said_which_figures_go_together(consultant, placement):
    said = "Det første tal i hver række hører til den laveste løn, det andet til den højeste."
    placement.position.wage_low, placement.position.wage_high = Decimal(140), Decimal(165)
    placement.position.save()
    assert said in consultant.post(at("left", placement), {"benefit": ""}).content.decode()

    placement.position.wage_high = Decimal(140)
    placement.position.save()
    assert said not in consultant.post(at("left", placement), {"benefit": ""}).content.decode()


OWN = ("work", "help", "first_day", "left")


@pytest.mark.parametrize("name", OWN)
def test_own_pages_open_by_the_slip_alone(client_as, placement, name):
    for client in (Client(), client_as(Role.CONSULTANT), client_as(Role.ADVISER)):
        assert client.get(reverse(f"own:{name}")).status_code == 302
    assert person_client(Client(), placement.candidate).get(reverse(f"own:{name}")).status_code == 200


def test_whoever_presses_help_in_an_old_window_after_the_end_is_told_whom_to_call(placement):
    phone = person_client(Client(), placement.candidate)
    end_placement(placement, by=system("Symbiose"), outcome="agreed_time")

    page = phone.post(reverse("own:help"), {"note": "Jeg vil gerne tale med nogen"}, follow=True)

    assert page.status_code == 200
    assert "Arbejdet er slut. Ring til din jobkonsulent." in page.content.decode()


def test_another_person_sees_nothing_of_it(placement):
    other = person_client(Client(), make_candidate())

    assert "Du har ikke noget arbejde her endnu" in other.get(reverse("own:work")).content.decode()
    for name in ("help", "first_day", "left", "first_day_photo"):
        assert other.get(reverse(f"own:{name}")).status_code == 404
    assert other.post(reverse("own:help"), {}).status_code == 404


def test_my_work_is_told_in_short_sentences_and_stands_on_the_start_page(placement):
    person = person_client(Client(), placement.candidate)

    page = person.get(reverse("own:work")).content.decode()
    home = person.get(reverse("own:home")).content.decode()

    assert "Du arbejder 5 timer om ugen." in page
    assert "Person Mentor hjælper dig på arbejdet." in page
    for tile in ("Mit arbejde", "Jeg vil have hjælp", "Hvad har jeg tilbage hver måned?"):
        assert tile in home


def test_the_first_day_of_a_second_job_can_be_read_beside_the_one_that_runs(placement):
    begins = timezone.localdate() + timedelta(days=5)
    told = {"state": "agreed", "main": False, "firm_kind": "", "starts_on": begins}
    FirstDay.objects.create(placement=make_placement(placement.candidate, **told), who_meets="Person Portner")
    phone = person_client(Client(), placement.candidate)

    assert reverse("own:first_day") in phone.get(reverse("own:home")).content.decode()
    assert "Person Portner" in phone.get(reverse("own:first_day")).content.decode()


def test_an_earlier_pause_is_written_down_on_the_page_of_one_that_is_paused(consultant, placement):
    Placement.objects.filter(pk=placement.pk).update(state="paused")
    placement.pauses.create(starts_on=ago(3))
    given = {"verb": "pause", "pause-on": ago(20), "pause-until": ago(18)}

    assert "Det har også været på pause før" in consultant.get(at("detail", placement)).text
    answer = consultant.post(at("tell", placement), given, follow=True)

    assert "Pausen er skrevet ind." in answer.text
    assert list(placement.pauses.order_by("starts_on").values_list("ends_on", flat=True)) == [ago(18), None]
