"""Opening stock: contacts, listings and exchanges of one workbook; one preview, one yes, everything or nothing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry, Link
from symbiose.common.plans import OPENING, PlanChanged
from symbiose.common.states import NotAllowed
from symbiose.files.actions import receive_upload
from symbiose.listings.models import AuthorityStep, Listing
from symbiose.matching.actions import planning
from symbiose.matching.actions.importing import import_opening, plan_opening
from symbiose.matching.models import Exchange
from symbiose.organisations.models import Organisation
from tests.engine.books import damaged, parts, repacked, sheet_xml
from tests.factories import company_number, make_actor, make_fact, make_organisation

pytestmark = pytest.mark.django_db
ONE, TWO = company_number(11), company_number(12)
PEOPLE = [
    ["id", "navn", "cvr", "type", "sted", "kontaktperson", "ansatte", "registreret"],
    ["F1", "Eksempel Raffinaderi", int(ONE), "virksomhed", 4400, "Driftsleder", 300, None],
    ["F2", "Eksempel Gipsfabrik", int(TWO), "virksomhed", 4400, None, None, "nej"],
]
WANTED = [["id", "organisation", "side", "tekst"], ["A1", "F2", "need", "Vi mangler gips fra røgrensning"]]
FLOWS = [
    ["id", "fra", "til", "strøm", "mængde", "enhed", "pr", "siden", "slut", "status", "belæg", "kilde"],
    ["U1", "F1", ONE, "Damp", None, None, None, None, None, None, None, None],
]
GOOD_FLOWS = [
    FLOWS[0],
    ["U1", "F1", "Eksempel Gipsfabrik", "Gips", 80000.5, "ton", "år", 1993, None, None, "vejet", "Grønt regnskab"],
    ["U2", TWO, "F1", "Køle\u00advand", None, None, None, date(2001, 5, 3), 2009, None, None, None],
    [None, "F2", "F1", "Damp", 12, "ton", "måned", "03/2010", None, "på pause", "skøn", None],
]


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True


@pytest.fixture
def adviser(client_as):
    return client_as(Role.ADVISER)


def book(**sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def whole():
    return book(Organisationer=PEOPLE, Opslag=WANTED, Udvekslinger=GOOD_FLOWS)


def send(client, data, *, name="partnere.xlsx", **said):
    given = {"source": "Sekretariatets liste", "on": "2024-06-30", "trade_code_version": "DB25", **said}
    answer = client.post(reverse("opening:upload"), {"file": SimpleUploadedFile(name, data), **given})
    return answer["Location"] if answer.status_code == 302 else answer


def press(client, address, **more):
    fields = dict(re.findall(r'name="(fingerprint|form_key)" value="([^"]+)"', client.get(address).text))
    return client.post(address, {**fields, **more}, follow=True)


def counts():
    return Organisation.objects.exclude(kind="department").count(), Listing.objects.count(), Exchange.objects.count()


def test_one_workbook_brings_contacts_listings_and_exchanges_as_dated_sourced_facts(adviser):
    address = send(adviser, whole())
    shown = adviser.get(address).text
    before = counts()

    answer = press(adviser, address, consent="Aftalt på partnermødet")

    assert before == (0, 0, 0)
    assert "6 nye" in shown
    assert shown.count("Hvor ofte:") == 2  # the one without a quantity says nothing of how often
    assert "Udvekslinger, linje 2" in shown
    assert "6 rækker er importeret." in answer.text
    refinery, gypsum = Organisation.objects.get(company_number=ONE), Organisation.objects.get(company_number=TWO)
    assert [(one.year, one.headcount, one.source) for one in refinery.years.all()] == [
        (2024, 300, "Sekretariatets liste")
    ]
    fact = gypsum.facts.get()
    assert (fact.holds, fact.valid_from, fact.source) == (False, date(2024, 6, 30), "Sekretariatets liste")
    listing = Listing.objects.get()
    assert (listing.organisation, listing.on_behalf, listing.consent) == (gypsum, True, "Aftalt på partnermødet")
    gips, water, steam = Exchange.objects.order_by("pk")
    assert (gips.giver, gips.receiver, gips.quantity, gips.unit, gips.per) == (
        *(refinery, gypsum, Decimal("80000.5"), "t", "year"),
    )
    assert (gips.declared, gips.evidence, gips.source, gips.state) == (True, "weighed", "Grønt regnskab", "running")
    assert (gips.since, gips.since_precision, gips.estimated) == (date(1993, 1, 1), "year", False)
    assert (water.state, water.end_reason, water.since, water.since_precision, water.until, water.until_precision) == (
        *("ended", "historical", date(2001, 5, 3), "day", date(2009, 12, 31), "year"),
    )
    assert (water.evidence, water.source, water.giver) == ("declared", "Sekretariatets liste", gypsum)
    assert (steam.state, steam.paused_on, steam.since, steam.since_precision, steam.estimated) == (
        *("paused", date(2024, 6, 30), date(2010, 3, 1), "month", True),
    )
    year = timezone.localdate().year
    assert [one.number for one in (gips, water, steam)] == [f"U-{year}-{number:04d}" for number in (1, 2, 3)]
    entry = AuditEntry.objects.get(verb=OPENING)
    assert (entry.reason, entry.changes["added"]) == ("Sekretariatets liste", [None, 6])
    assert "Driftsleder" not in str(entry.changes)
    assert Link.objects.filter(kind="import").count() == 6
    assert "Gips" in adviser.get(reverse("exchanges:list"), {"q": "gips"}).text
    history = adviser.get(reverse("organisations:detail", args=[refinery.pk])).text
    assert "Hentet ind med det, der var kendt i forvejen" in history


def test_a_large_opening_stock_leaves_one_task_to_clarify_what_is_waste(adviser):
    listed = [WANTED[0], *([f"A{number}", "F2", "have", f"Gips fra røgrensning {number}"] for number in range(12))]
    press(adviser, send(adviser, book(Organisationer=PEOPLE, Opslag=listed)), consent="Aftalt på partnermødet")
    steps = AuthorityStep.objects.filter(kind="classify", state="open")
    steps.update(due_on=timezone.localdate())

    start = adviser.get(reverse("home:today")).text
    opened = adviser.get(reverse("listings:steps")).text

    assert steps.count() == 12
    assert start.count("affald eller et biprodukt: 12 opslag</a>") == 1
    assert "Gips fra røgrensning" not in start
    assert "Eksempel Gipsfabrik: 12 opslag" in opened


def test_the_same_workbook_again_changes_nothing(adviser):
    press(adviser, send(adviser, whole()), consent="Aftalt")

    text = adviser.get(send(adviser, whole())).text

    assert "6 uændrede" in text
    assert "Der er intet at gemme" in text
    assert AuditEntry.objects.filter(verb=OPENING).count() == 1


def test_pressing_twice_writes_once_and_a_second_page_of_the_same_upload_is_told(adviser):
    address = send(adviser, whole())
    first, second = (
        dict(re.findall(r'name="(fingerprint|form_key)" value="([^"]+)"', adviser.get(address).text)) for _ in range(2)
    )
    adviser.post(address, {**first, "consent": "Aftalt"})
    adviser.post(address, {**first, "consent": "Aftalt"})

    late = adviser.post(address, {**second, "consent": "Aftalt"})

    assert counts() == (2, 1, 3)
    assert "Noget er ændret imens. Intet er skrevet." in late.text
    assert AuditEntry.objects.filter(verb=OPENING).count() == 1


def test_a_stale_plan_shows_what_it_is_now(adviser):
    address = send(adviser, whole())
    fields = dict(re.findall(r'name="(fingerprint|form_key)" value="([^"]+)"', adviser.get(address).text))
    make_organisation("Eksempel Gammelt Navn", company_number=ONE)

    answer = adviser.post(address, {**fields, "consent": "Aftalt"})

    assert "Noget er ændret imens" in answer.text
    assert "Eksempel Gammelt Navn → Eksempel Raffinaderi" in answer.text
    assert counts() == (1, 0, 0)


def test_one_wrong_row_on_one_sheet_holds_all_sheets_back(adviser):
    flows = [*GOOD_FLOWS, ["U9", "Eksempel Ukendt", "F1", "Slam", None, None, None, None, None, None, None, None]]
    address = send(adviser, book(Organisationer=PEOPLE, Opslag=WANTED, Udvekslinger=flows))

    text = adviser.get(address).text
    adviser.post(address, {"fingerprint": "0" * 64, "consent": "x"})

    assert "1 med fejl" in text
    assert "Vi kender ikke organisationen ”Eksempel Ukendt”" in text
    assert "Udvekslinger, linje 5" in text
    assert "6 nye" in text
    assert counts() == (0, 0, 0)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["U1", "F1", "F1", "Damp"], "Vælg to forskellige organisationer"),
        (["U1", "F1", "F2", "Damp", 12], "Skriv også enheden"),
        (["U1", "F1", "F2", "Damp", 12, "ton"], "pr (G): Skriv, hvor tit den mængde går"),
        (["U1", "F1", "F2", "Damp", "mange", "ton"], "mængde (E): »mange« er ikke et tal"),
        (["U1", "F1", "F2", "Damp", None, None, None, "2999"], "siden"),
        (["U1", "F1", "F2", "Damp", None, None, None, 2019, 2018], "Byt dem om"),
        (["U1", "F1", None, "Damp"], "skal udfyldes"),
        (["U1", "F1", "Eksempel Lukket", "Damp"], "lukket"),
        (["U1", "F1", "Eksempel Dobbelt", "Damp"], "Flere organisationer hedder"),
        (["U1", "F1", "F2", "Ring 010190-1234"], "ligner et CPR-nummer"),
    ],
)
def test_a_wrong_exchange_is_named_with_sheet_line_and_mend(adviser, row, sentence):
    make_organisation("Eksempel Lukket", state="closed", closed_on=date(2020, 1, 1))
    for _ in range(2):
        make_organisation("Eksempel Dobbelt")
    filled = [*row, *([None] * (12 - len(row)))]

    text = adviser.get(send(adviser, book(Organisationer=PEOPLE, Udvekslinger=[FLOWS[0], filled]))).text

    assert sentence.lower() in text.lower()
    assert "Udvekslinger, linje 2" in text
    assert "1 med fejl" in text


def test_a_mended_row_changes_that_exchange_and_how_it_stands_is_left_alone(adviser):
    press(adviser, send(adviser, whole()), consent="Aftalt")
    mended = [list(row) for row in GOOD_FLOWS]
    mended[1][4], mended[1][9] = 75000, "pause"
    address = send(adviser, book(Organisationer=PEOPLE, Udvekslinger=mended))

    shown = adviser.get(address).text
    press(adviser, address)

    gips = Exchange.objects.get(external_id="U1")
    assert "1 ændres" in shown
    assert "Den er her allerede som" in shown
    assert (gips.quantity, gips.state, gips.version) == (75000, "running", 2)
    assert Exchange.objects.count() == 3


def test_an_id_that_belongs_to_other_parties_is_refused(adviser):
    press(adviser, send(adviser, whole()), consent="Aftalt")
    turned = [FLOWS[0], ["U1", "F2", "F1", "Gips", *([None] * 8)]]

    assert "har andre parter" in adviser.get(send(adviser, book(Organisationer=PEOPLE, Udvekslinger=turned))).text


def test_two_rows_that_are_one_exchange_are_named(adviser):
    row = [None, "F1", "F2", "Damp", *([None] * 8)]

    text = adviser.get(send(adviser, book(Organisationer=PEOPLE, Udvekslinger=[FLOWS[0], row, row]))).text

    assert "Linje 2 er den samme udveksling" in text


def test_exchanges_alone_come_as_csv_between_those_that_are_here(adviser):
    giver, receiver = make_organisation("Eksempel A"), make_organisation("Eksempel B", company_number=ONE)
    make_organisation("Eksempel C", state="merged", merged_into=giver)
    text = f"fra;til;strøm;mængde;enhed;pr\nEksempel C;{ONE};Paller;1.200;stk;år\n"

    press(adviser, send(adviser, text.encode(), name="udvekslinger.csv"))

    made = Exchange.objects.get()
    assert (made.giver, made.receiver, made.quantity, made.family, made.kind) == (
        *(giver, receiver, 1200, "pallets", "material"),
    )


def test_the_same_names_twice_in_the_workbook_need_their_id(adviser):
    people = [PEOPLE[0], ["F1", "Eksempel A", None, "virksomhed", 4400], ["F2", "Eksempel A", None, "virksomhed", 8600]]
    flows = [FLOWS[0], ["U1", "F1", "F2", "Damp", *([None] * 8)], ["U2", "F1", "Eksempel A", "Vand", *([None] * 8)]]

    text = adviser.get(send(adviser, book(Organisationer=people, Udvekslinger=flows))).text

    assert "3 nye" in text
    assert "Vi kender ikke organisationen ”Eksempel A”" in text


def test_a_fact_from_a_later_day_is_not_overwritten_from_the_past(adviser):
    known = make_organisation("Eksempel Gipsfabrik", company_number=TWO)
    make_fact(known, "registered", valid_from=date(2025, 1, 1))

    assert "er allerede oplyst fra en senere dag" in adviser.get(send(adviser, book(Organisationer=PEOPLE))).text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"source": ""}, "skal"),
        ({"on": "2999-01-01"}, "Skriv en dag mellem 1990 og i dag"),
        ({"on": "1850-01-01"}, "Skriv en dag mellem 1990 og i dag"),
        ({"source": "Ring 010190-1234"}, "ligner et CPR-nummer"),
    ],
)
def test_the_form_asks_for_source_and_day(adviser, said, sentence):
    answer = send(adviser, whole(), **said)

    assert answer.status_code == 200
    assert sentence in answer.text or "feltet" in answer.text.lower()


@pytest.mark.parametrize(
    "query", ["", "?kilde=x&dag=2024-01-01&brancheversion=DB99", "?kilde=&dag=2024-01-01&brancheversion=DB25"]
)
def test_a_preview_without_what_was_said_is_not_found(adviser, query):
    address = send(adviser, whole()).partition("?")[0]

    assert adviser.get(address + query).status_code == 404
    assert adviser.get(f"{address}?kilde=x&dag=%C2%B2&brancheversion=DB25").status_code == 404


def bombed():
    return repacked(parts("") | {"xl/worksheets/sheet1.xml": sheet_xml("<row/>") + " " * 30_000_000})


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (bombed, "ikke som et regneark, folk har skrevet"),
        (lambda: repacked(parts("") | {"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "folk har skrevet"),
        (lambda: whole()[:900], "Regnearket kan ikke åbnes"),
        (lambda: damaged(repacked(parts('<c r="A1"><v>1</v></c>'))), "Regnearket kan ikke åbnes"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "den gamle slags"),
        (lambda: book(Januar=PEOPLE, Februar=WANTED), "Januar, Februar"),
        (lambda: book(Organisationer=PEOPLE[:1]), "ingen rækker"),
        (lambda: repacked({"hej.txt": "hej"}), "pakket mappe"),
    ],
)
def test_a_bad_file_gets_one_sentence_and_leaves_nothing(adviser, data, sentence):
    address = send(adviser, data())

    text = adviser.get(address).text
    adviser.post(address, {"fingerprint": "0" * 64})

    assert sentence in text
    assert "Importér " not in text.split("<main")[1]
    assert counts() == (0, 0, 0)


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"id;navn\n", "liste.xlsx"), (b"PK\x03\x04" + bytes(50 * 1024 * 1024), "stor.xlsx"), (b"", "a.xlsx")],
)
def test_a_renamed_csv_a_file_of_50_mb_and_an_empty_one_are_refused_at_the_field(adviser, data, name):
    answer = send(adviser, data, name=name)

    assert answer.status_code == 200
    assert "form-errors" in answer.text
    assert counts() == (0, 0, 0)


def test_too_many_rows_are_refused_whole(adviser, monkeypatch):
    monkeypatch.setattr(planning, "MOST_ROWS", 2)

    assert "højst importeres 2 ad gangen" in adviser.get(send(adviser, whole())).text


def test_a_failure_half_way_leaves_nothing_behind(adviser, monkeypatch):
    from symbiose.matching.actions import importing

    address = send(adviser, whole())

    def broken(*args, **values):
        raise RuntimeError("half way")

    monkeypatch.setattr(importing, "record_import", broken)
    with pytest.raises(RuntimeError):
        press(adviser, address, consent="Aftalt")

    assert counts() == (0, 0, 0)
    assert not Link.objects.exists()


def test_two_people_who_say_yes_to_the_same_upload_write_once(municipality):
    first, second = make_actor(Role.ADVISER), make_actor(Role.ADVISER)
    upload = receive_upload(SimpleUploadedFile("a.xlsx", whole()), purpose="import", by=first)
    said = {"source": "Liste", "on": date(2024, 1, 1), "trade_code_version": "DB25"}
    plan = plan_opening(whole(), **said, by=first)
    given = {**said, "fingerprint": plan.whole.fingerprint, "upload": upload, "consent": "Aftalt"}

    import_opening(whole(), **given, by=first)
    with pytest.raises(PlanChanged):
        import_opening(whole(), **given, by=second)

    assert counts() == (2, 1, 3)


def test_only_advisers_bring_in_an_opening_stock(client_as, actor_firm):
    firm = client_as(Role.FIRM)
    upload = receive_upload(SimpleUploadedFile("a.xlsx", whole()), purpose="import", by=actor_firm)

    assert firm.get(reverse("opening:upload")).status_code == 403
    assert firm.get(reverse("opening:blank")).status_code == 403
    assert firm.get(reverse("opening:preview", args=[upload.pk])).status_code == 403
    with pytest.raises(NotAllowed):
        import_opening(
            whole(),
            fingerprint="",
            source="x",
            on=timezone.localdate() - timedelta(days=1),
            trade_code_version="DB25",
            upload=upload,
            by=actor_firm,
        )


def test_the_empty_workbook_can_be_filled_in_and_its_other_sheets_left_empty(adviser):
    made = openpyxl.load_workbook(BytesIO(adviser.get(reverse("opening:blank")).content))
    names = [cell.value for cell in made["Organisationer"][1]]
    row = {"Id": "F1", "Navn": "Eksempel Ny", "Type": "virksomhed", "CVR-nr.": ONE, "P-numre": "1003456789"}
    made["Organisationer"].append([row.get(name) for name in names])
    out = BytesIO()
    made.save(out)

    text = adviser.get(send(adviser, out.getvalue())).text

    assert made.sheetnames == ["Organisationer", "Opslag", "Udvekslinger", "Vejledning"]
    assert "1 ny<" in text
    assert "Importér 1 række" in text


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_preview_asks_the_same_number_of_queries(adviser, how_many, django_assert_num_queries):
    known = [make_organisation(f"Eksempel {number}") for number in range(how_many + 1)]
    rows = [[f"U{n}", known[n].name, known[n + 1].name, "Damp", *([None] * 8)] for n in range(how_many)]
    address = send(adviser, book(Udvekslinger=[FLOWS[0], *rows]))
    adviser.get(address)

    with django_assert_num_queries(9):
        adviser.get(address)
