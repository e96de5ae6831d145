"""The handover's page, the personal link, the pictures, the table of an exchange, and who may see them."""

from __future__ import annotations

import re
import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.engine.files.workbook import read_workbook
from symbiose.ledger.models import Entry
from symbiose.matching import actions
from symbiose.matching.handing import rows
from symbiose.matching.models import Handover, HandoverPhoto, HandoverReport
from symbiose.notices.models import Notice
from tests.factories import make_membership, make_organisation
from tests.listings.test_photos import picture
from tests.matching.handed import CLOCK, GIVER, RECEIVER, form_of, kg, link_of, make_exchange, make_handover, on, tell

pytestmark = pytest.mark.django_db
OTHER = {"answer": "other", "unit": "kg", "how": "estimated"}


@pytest.fixture
def asked(municipality):
    """The carpenter's March, asked about by mail."""
    make_exchange(ask_on=date(2026, 4, 1))
    actions.ask_about_handovers(on=date(2026, 4, 1), by=CLOCK)
    return Handover.objects.select_related("exchange__giver", "exchange__receiver").get()


def body(answer) -> bytes:
    """The whole of a file that streams."""
    return b"".join(answer.streaming_content)


def send(client, url, **given):
    return client.post(url, form_of(client, url) | given)


def errors(answer):
    """The sentences of the error summary."""
    text = answer.content.decode()
    summary = re.search(r'id="form-errors".*?</ul>', text, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", summary.group())).strip() if summary else ""


def test_two_taps_from_the_link_without_an_account(asked, client):
    url = link_of(asked, GIVER)
    page = client.get(url)
    shown = page.content.decode()

    answer = send(client, url, answer="usual")

    report = HandoverReport.objects.get()
    assert "Ja, ca. 520 kg som aftalt" in shown
    assert "checked" not in shown
    assert (answer.status_code, answer.url) == (302, url)
    assert (report.side, report.quantity, report.how, report.said_by) == (
        "giver",
        520,
        "estimated",
        "Med personligt link",
    )
    assert Entry.objects.get().quantity == 520
    assert "Tak. Vi spørger den anden side" in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("answer", "thanks", "notice"),
    [
        ("unknown", "Tak. I siger begge, at det blev overdraget.", "I siger nu begge, at noget blev overdraget."),
        ("theirs", "Tak. I siger begge det samme.", "I siger nu det samme om en overdragelse."),
    ],
)
def test_who_does_not_know_how_much_is_not_said_to_say_the_same(asked, client, answer, thanks, notice):
    tell(asked, GIVER, kg(520))
    giver = on(asked, GIVER)
    url = link_of(asked, RECEIVER)

    send(client, url, answer=answer)

    assert thanks in client.get(url).content.decode()
    assert Notice.objects.get(user_id=giver.user_id).text.startswith(notice)


def test_looking_at_the_link_changes_nothing(asked, client):
    for _look in range(2):
        client.get(link_of(asked, GIVER))
        client.head(link_of(asked, RECEIVER))

    assert not HandoverReport.objects.exists()
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_the_receiver_sees_what_was_said_and_says_another_amount(asked, client):
    tell(asked, GIVER, kg(520))
    url = link_of(asked, RECEIVER)
    shown = client.get(url).content.decode()

    send(client, url, **OTHER, quantity="480,5")

    after = client.get(url).content.decode()
    assert "520 kg (skøn)" in shown
    assert "De to sider siger noget forskelligt" in after
    assert "−39,5 kg (−8 %)" in after
    assert HandoverReport.objects.get(side="receiver").quantity == Decimal("480.5")


def test_the_receiver_says_yes_to_the_givers_figure_in_two_taps(asked, client):
    tell(asked, GIVER, kg(500, "weighed"))

    send(client, link_of(asked, RECEIVER), answer="theirs")

    asked.refresh_from_db()
    assert asked.state == "confirmed"
    assert Entry.objects.get(reversed_by__isnull=True, reverses__isnull=True).evidence == "declared"


def test_no_needs_no_reason(asked, client):
    send(client, link_of(asked, GIVER), answer="nothing")

    asked.refresh_from_db()
    assert asked.state == "nothing"
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Vælg et af svarene."),
        ({"answer": "other", "unit": "kg", "how": "weighed"}, "Skriv cirka hvor meget det var."),
        ({**OTHER, "quantity": "-4"}, "Skriv, hvor meget det var, over 0."),
        ({**OTHER, "quantity": "en masse"}, "Skriv et tal, for eksempel 120 eller 1.200,5."),
        ({**OTHER, "quantity": "900.000"}, "900.000 kg er for meget til at kunne passe."),
        ({"answer": "other", "unit": "kg", "quantity": "12"}, "Vælg, om det er vejet eller et skøn."),
        (
            {**OTHER, "quantity": "12", "unit": "piece"},
            "Udvekslingen er aftalt i kg. Skriv mængden i kg, gram eller ton.",
        ),
        ({**OTHER, "quantity": "12", "comment": "CPR 010190-1234"}, "Det ligner et CPR-nummer."),
    ],
)
def test_a_wrong_answer_gets_one_sentence_and_keeps_what_was_typed(asked, client, given, sentence):
    answer = send(client, link_of(asked, GIVER), **given)

    said = errors(answer)
    assert answer.status_code == 422
    assert sentence in said
    assert said.count(".") <= 3
    assert not given.get("quantity") or f'value="{given["quantity"]}"' in answer.content.decode()
    assert not HandoverReport.objects.exists()


def test_three_times_the_usual_is_asked_about_once(asked, client):
    url = link_of(asked, GIVER)
    first = send(client, url, **OTHER, quantity="5200")
    hidden = dict(re.findall(r'name="(form_key|seen|sure)" value="([^"]*)"', first.content.decode()))

    second = client.post(url, {**OTHER, **hidden, "quantity": "5200"})

    assert "Er du sikker? 5.200 kg er cirka 10 gange så meget som aftalt (520 kg)" in errors(first)
    assert second.status_code == 302
    assert HandoverReport.objects.get().quantity == 5200


def test_the_same_link_from_two_phones_shows_what_the_first_said_and_nothing_counts_twice(asked):
    url = link_of(asked, GIVER)
    first, second = Client(), Client()
    seen_by_second = form_of(second, url)
    send(first, url, answer="usual")

    late = second.post(url, {**seen_by_second, **OTHER, "quantity": "400"})

    text = late.content.decode()
    assert late.status_code == 422
    assert "Med personligt link har svaret i mellemtiden: 520 kg (skøn)" in text
    assert 'value="400"' in text
    assert Entry.objects.count() == 1
    again = dict(re.findall(r'name="(form_key|seen)" value="([^"]*)"', text))
    assert second.post(url, {**again, **OTHER, "quantity": "400"}).status_code == 302
    assert HandoverReport.objects.get().quantity == 400
    assert Entry.objects.filter(reverses__isnull=True, reversed_by__isnull=True).get().quantity == 400


def test_the_same_form_twice_acts_once(asked, client):
    url = link_of(asked, GIVER)
    hidden = form_of(client, url)

    codes = [client.post(url, {**hidden, "answer": "usual"}).status_code for _tap in range(2)]

    assert codes == [302, 302]
    assert HandoverReport.objects.get().version == 1


def test_photos_by_link_are_made_anew_and_seen_by_both_sides_alone(asked, client, client_as):
    url = link_of(asked, GIVER)
    send(client, url, answer="usual")

    client.post(url, {"add_photos": "1", "photos": picture()})

    photo = HandoverPhoto.objects.get()
    small = f"{url}?photo={photo.pk}&small=1"
    page = f"/overdragelser/{asked.pk}/billede/{photo.pk}/"
    assert client.get(small)["Content-Type"] == "image/jpeg"
    assert client.get(link_of(asked, RECEIVER) + f"?photo={photo.pk}").status_code == 200
    assert client_as(Role.FIRM, asked.exchange.receiver).get(page).status_code == 200
    assert client_as(Role.ADVISER).get(page).status_code == 200
    assert client_as(Role.FIRM).get(page).status_code == 404
    assert Client().get(page).status_code == 302


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (lambda: SimpleUploadedFile("hus.jpg", b"GIF89a nej"), "billede"),
        (lambda: SimpleUploadedFile("tom.jpg", b""), "tom"),
    ],
)
def test_what_is_no_picture_gets_one_sentence(asked, client, file, sentence):
    url = link_of(asked, GIVER)
    send(client, url, answer="usual")

    answer = client.post(url, {"add_photos": "1", "photos": file()})

    assert answer.status_code == 422
    assert sentence in errors(answer)
    assert not HandoverPhoto.objects.exists()


def test_a_side_takes_its_own_photo_away_and_not_the_others(asked, client):
    send(client, link_of(asked, GIVER), answer="usual")
    client.post(link_of(asked, GIVER), {"add_photos": "1", "photos": picture()})
    photo = HandoverPhoto.objects.get()

    theirs = client.post(link_of(asked, RECEIVER), {"remove_photo": photo.pk})
    own = client.post(link_of(asked, GIVER), {"remove_photo": photo.pk})

    assert (theirs.status_code, own.status_code) == (403, 302)
    photo.upload.refresh_from_db()
    assert not photo.upload.file


def test_the_sixth_photo_of_a_side_is_refused(asked, client):
    by = on(asked, GIVER)
    for shade in range(5):
        actions.add_pictures(asked, side=GIVER, files=[picture(colour=(shade * 40, 0, 0))], by=by)

    answer = client.post(link_of(asked, GIVER), {"add_photos": "1", "photos": picture(colour=(0, 200, 0))})

    assert "højst tilføje fem billeder" in errors(answer)
    assert HandoverPhoto.objects.count() == 5


def test_pictures_that_are_refused_together_leave_no_file(asked, client, settings):
    send(client, link_of(asked, GIVER), answer="usual")
    client.post(link_of(asked, GIVER), {"add_photos": "1", "photos": picture()})
    stored = [one for one in settings.MEDIA_ROOT.rglob("*") if one.is_file()]
    broken = [picture(colour=(0, 0, 200)), SimpleUploadedFile("hus.jpg", b"GIF89a nej")]
    sixth = [picture(colour=(shade * 40, 200, 0)) for shade in range(5)]

    codes = [
        client.post(link_of(asked, GIVER), {"add_photos": "1", "photos": files}).status_code
        for files in (broken, sixth)
    ]

    assert codes == [422, 422]
    assert len(stored) == 1
    assert [one for one in settings.MEDIA_ROOT.rglob("*") if one.is_file()] == stored


def test_an_adviser_sees_both_sides_and_tells_for_one_with_consent(asked, client_as):
    tell(asked, GIVER, kg(520))
    adviser = client_as(Role.ADVISER)
    url = f"/overdragelser/{asked.pk}/for/receiver/"

    without = send(adviser, url, answer="theirs")
    kept = send(adviser, url, answer="theirs", consent="Aftalt i telefonen med Trine")

    assert without.status_code == 422
    assert kept.status_code == 302
    page = adviser.get(f"/overdragelser/{asked.pk}/").content.decode()
    assert "Aftalt i telefonen med Trine" in page
    assert "på vegne af" in page


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/overdragelser/{pk}/", "get"),
        ("/overdragelser/{pk}/", "post"),
        ("/overdragelser/{pk}/spoerg/", "post"),
        ("/overdragelser/{pk}/for/giver/", "get"),
        ("/overdragelser/{pk}/billeder/giver/", "post"),
        ("/overdragelser/ny/{number}/", "get"),
        ("/overdragelser/tabel/{number}/", "get"),
        ("/overdragelser/spoerg/{number}/start/", "post"),
        ("/overdragelser/spoerg/{number}/stop/", "post"),
    ],
)
def test_others_learn_of_no_handover(asked, client_as, path, method):
    url = path.format(pk=asked.pk, number=asked.exchange.number)

    other = getattr(client_as(Role.FIRM, make_organisation("Eksempel Anden")), method)(url)
    visitor = getattr(Client(), method)(url)

    assert other.status_code == 404
    assert visitor.status_code == 302


@pytest.mark.parametrize("path", ["for/giver/", "spoerg/"])
def test_only_advisers_tell_for_others_and_ask_again(asked, client_as, path):
    firm = client_as(Role.FIRM, asked.exchange.giver)

    assert firm.post(f"/overdragelser/{asked.pk}/{path}").status_code == 403


def test_a_firm_tells_unasked_of_a_day(municipality, client_as):
    exchange = make_exchange()
    firm = client_as(Role.FIRM, exchange.giver)
    url = f"/overdragelser/ny/{exchange.number}/?when=4.3.2026"

    send(firm, url, **OTHER, quantity="96")

    handover = Handover.objects.get()
    assert (handover.starts_on, handover.state) == (date(2026, 3, 4), "reported")
    assert Entry.objects.get().period == "2026-03-04"


def test_a_month_in_words_is_read(municipality, client_as):
    exchange = make_exchange()
    adviser = client_as(Role.ADVISER)
    url = f"/overdragelser/ny/{exchange.number}/?when=marts+2026&side=receiver"

    send(adviser, url, answer="usual", consent="Ringede")

    assert Handover.objects.get().ends_on == date(2026, 3, 31)
    assert HandoverReport.objects.get().side == "receiver"


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ("", "Skriv en dag eller en måned"),
        ("2026", "Skriv en dag eller en måned"),
        ("32.1.2026", "Skriv en dag eller en måned"),
        ("24.12.2025", "Udvekslingen begyndte 1. januar 2026."),
        ("1.1.2999", "Den dag er ikke kommet endnu."),
    ],
)
def test_a_day_that_cannot_be_gets_one_sentence(municipality, client_as, when, sentence):
    exchange = make_exchange()

    answer = client_as(Role.FIRM, exchange.giver).get(f"/overdragelser/ny/{exchange.number}/", {"when": when})

    assert answer.status_code == 422
    assert sentence in errors(answer)


def test_a_day_in_a_told_month_leads_to_that_month(asked, client_as):
    exchange = asked.exchange

    answer = client_as(Role.FIRM, exchange.giver).get(f"/overdragelser/ny/{exchange.number}/?when=4.3.2026")

    assert "Dagen ligger i marts 2026" in errors(answer)
    assert f'href="/overdragelser/{asked.pk}/"' in answer.content.decode()


def test_the_link_tells_of_another_day_too(asked, client):
    url = link_of(asked, GIVER) + "?another=1&when=7.4.2026"

    answer = send(client, url, **OTHER, quantity="96")

    assert answer.status_code == 302
    assert Handover.objects.filter(starts_on=date(2026, 4, 7)).exists()


def test_the_table_shows_both_sides_the_difference_what_counts_and_the_gaps(municipality):
    exchange = make_exchange(since=date(2026, 1, 1))
    march = make_handover(exchange)
    tell(march, GIVER, kg(520))
    tell(march, RECEIVER, kg(480, "weighed"))

    handed = rows.handed(exchange, on(march, GIVER), year=2026)

    told = [row for row in handed.rows if row.row]
    gaps = [row for row in handed.rows if not row.row]
    assert (told[0].said, told[0].difference) == (("520 kg (skøn)", "480 kg (vejet eller talt)"), "−40 kg (−8 %)")
    assert (told[0].counts, told[0].certainty) == ("480 kg", "Oplyst")
    assert gaps[-1].period == "januar 2026 – februar 2026"
    assert {(row.state, row.counts) for row in gaps} == {("Ikke oplyst", "Ikke oplyst")}


def test_a17_2_real_and_estimated_share_per_exchange_open_to_their_rows(municipality):
    exchange = make_exchange(since=date(2026, 1, 1))
    for month, how in ((1, "weighed"), (2, "estimated"), (3, "estimated")):
        days = (date(2026, month, 1), date(2026, month, 28 if month == 2 else 31))
        tell(make_handover(exchange, days=days), GIVER, kg(100 * month, how))

    total = rows.totals(exchange)[0]

    assert (total.year, total.quantity, total.estimated, total.lines) == ("2026", 600, 500, 3)
    assert (total.real, total.guessed) == (16, 84)


def test_the_share_on_the_exchanges_page_opens_to_the_ledgers_rows(municipality, client_as):
    handover = make_handover()
    tell(handover, GIVER, kg(120))
    firm = client_as(Role.FIRM, handover.exchange.receiver)

    page = firm.get(f"/udvekslinger/{handover.exchange.number}/").content.decode()
    opened = re.search(r'href="([^"]*/om/matching\.exchange/[^"]*)"', page).group(1).replace("&amp;", "&")
    entries = firm.get(opened)

    assert (
        opened == f"/posteringer/om/matching.exchange/{handover.exchange.pk}/?year=2026&measure=kg_kept_in_use#raekker"
    )
    assert "1 række" in page
    assert entries.status_code == 200
    assert "Kun giveren har sagt, hvor meget det var." in entries.content.decode()


def test_silence_is_not_told_and_never_nothing(municipality):
    handover = make_handover()

    row = rows.shown(rows.with_parts(Handover.objects.filter(pk=handover.pk)).get(), handover.exchange)

    assert row.said == ("Ikke oplyst", "Ikke oplyst")
    assert row.counts == "Ikke oplyst"


def test_pieces_without_weight_are_told_as_unknown_weight(municipality):
    handover = make_handover(make_exchange(unit="piece", quantity=Decimal(20)))
    tell(handover, GIVER, kg(80, unit="piece"))

    row = rows.shown(rows.with_parts(Handover.objects.filter(pk=handover.pk)).get(), handover.exchange)

    assert row.weight_unknown
    assert row.counts == "80 stk."


def test_the_file_holds_every_handover(asked, client_as):
    tell(asked, GIVER, kg(520))

    text = client_as(Role.FIRM, asked.exchange.giver).get(f"/overdragelser/tabel/{asked.exchange.number}/")

    lines = body(text).decode("utf-8-sig").splitlines()
    assert lines[0].startswith(
        "Fra;Til;Hvad giveren siger;Giver, mængde;Giver, enhed;Hvad modtageren siger;Modtager, mængde;Modtager, enhed;Forskel"
    )
    assert lines[1].startswith(
        "2026-03-01;2026-03-31;520 kg (skøn);520;kg;Ikke oplyst;;;;Oplyst af den ene side;520;kg;"
    )


def test_the_workbook_holds_numbers_as_numbers(asked, client_as):
    tell(asked, GIVER, kg(480.5))
    firm = client_as(Role.FIRM, asked.exchange.giver)

    sheet = read_workbook(body(firm.get(f"/overdragelser/tabel/{asked.exchange.number}/?format=xlsx")))[0]

    assert [cell.value for cell in sheet.rows[1][1][2:6]] == ["480,5 kg (skøn)", 480.5, "kg", "Ikke oplyst"]


@pytest.mark.parametrize("many", [1, 3])
def test_the_rows_of_an_exchange_cost_the_same_however_many(municipality, django_assert_num_queries, many):
    exchange = make_exchange(since=date(2026, 1, 1))
    for month in range(1, many + 1):
        tell(make_handover(exchange, days=(date(2026, month, 2),)), GIVER, kg(100))
    actor = on(Handover.objects.first(), GIVER)

    with django_assert_num_queries(7):
        handed = rows.handed(exchange, actor, year=2026)
        assert sum(bool(row.row) for row in handed.rows) == many


@pytest.mark.parametrize("many", [1, 3])
def test_the_file_costs_the_same_however_many(municipality, client_as, django_assert_num_queries, many):
    exchange = make_exchange()
    for month in range(1, many + 1):
        tell(make_handover(exchange, days=(date(2026, month, 2),)), GIVER, kg(100))
    firm = client_as(Role.FIRM, exchange.giver)
    url = f"/overdragelser/tabel/{exchange.number}/"
    firm.get(url)

    with django_assert_num_queries(9):
        assert len(body(firm.get(url)).splitlines()) == many + 1


def test_a_link_of_another_purpose_or_party_opens_nothing(asked, client):
    url = link_of(asked, GIVER)
    asked.exchange.giver = make_organisation("Eksempel Ny ejer")
    asked.exchange.save()

    assert client.get(url).status_code == 404


def test_the_adviser_asks_again_from_the_page(asked, client_as):
    adviser = client_as(Role.ADVISER)

    answer = adviser.post(f"/overdragelser/{asked.pk}/spoerg/", {"form_key": uuid.uuid4()})

    asked.refresh_from_db()
    assert answer.status_code == 302
    assert asked.reminded_at <= timezone.now()


def test_the_entry_in_the_ledger_says_how_it_came_about(municipality):
    from symbiose.ledger.sources import explained

    handover = make_handover()
    tell(handover, GIVER, kg(120))
    tell(handover, RECEIVER, kg(100))
    entry = Entry.objects.filter(reverses__isnull=True).latest("pk")

    said = explained("matching.handover", entry.why)

    assert said == (
        "Giveren: 120 kg (skøn). Modtageren: 100 kg (skøn). "
        "De siger noget forskelligt. Det laveste tal tæller; det kan begge stå inde for."
    )


def test_signed_in_firm_answers_on_its_page(asked):
    client = Client()
    client.force_login(make_membership(Role.FIRM, asked.exchange.receiver).user)

    answer = send(client, f"/overdragelser/{asked.pk}/", answer="unknown")

    assert answer.status_code == 302
    assert HandoverReport.objects.get().quantity is None
    assert not Entry.objects.exists()


@pytest.fixture
def once(municipality):
    """Twelve pallets to be collected once, asked about the day after."""
    make_exchange(per="once", unit="piece", quantity=Decimal(12), since=date(2026, 3, 4), ask_on=date(2026, 3, 5))
    actions.ask_about_handovers(on=date(2026, 3, 5), by=CLOCK)
    return Handover.objects.select_related("exchange__giver", "exchange__receiver").get()


def test_whoever_tells_first_says_on_which_day_it_was(once, client):
    url = link_of(once, GIVER)
    shown = client.get(url).content.decode()

    send(client, url, answer="usual", when="2026-03-09")

    once.refresh_from_db()
    assert 'value="2026-03-04"' in shown
    assert (once.starts_on, once.ends_on) == (date(2026, 3, 9), date(2026, 3, 9))
    assert "På hvilken dag?" not in client.get(link_of(once, RECEIVER)).content.decode()


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ("2999-01-01", "Den dag er ikke kommet endnu."),
        ("2026-01-01", "Udvekslingen begyndte 4. marts 2026."),
        ("i går", "Skriv en dag, for eksempel 4.3.2026."),
    ],
)
def test_a_day_of_ones_own_that_cannot_be_gets_one_sentence(once, client, when, sentence):
    answer = send(client, link_of(once, GIVER), answer="usual", when=when)

    assert answer.status_code == 422
    assert sentence in errors(answer)
    assert not HandoverReport.objects.exists()
