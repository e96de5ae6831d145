"""Import from a file: preview row by row, nothing before the yes, everything or nothing after."""

import csv
import io
import re
import uuid
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from symbiose.common import links
from symbiose.common.models import AuditEntry, Link, SearchDocument
from symbiose.organisations import queries
from symbiose.organisations.actions import planning
from symbiose.organisations.enums import FactKind
from symbiose.organisations.models import Organisation, OrganisationFact, ProductionUnit
from tests.factories import company_number, make_fact, make_organisation, make_year

HEAD = "id;name;cvr;type;place;nace;employees;social_enterprise;registered\n"
ONE, TWO = company_number(11), company_number(12)
GOOD = (
    HEAD + f"a;Eksempel Træværk;{ONE};virksomhed;8600;16.24.00;24;nej;\n"
    f"b;Eksempel Fuglekassen;{TWO};social_enterprise;Gjern;DB07 16.29.00;6;ja;ja\n"
    "c;Eksempel Boldklub;;forening;8653 Them;;;;\n"
)

pytestmark = pytest.mark.usefixtures("demo")


def upload(client, text, *, name="navne.csv", **said):
    """The preview's address, or the answer where the file was refused."""
    data = text if isinstance(text, bytes) else text.encode()
    given = {"trade_code_version": "DB25", "headcount_year": "2025", **said}
    answer = client.post(reverse("organisations:import"), {"file": SimpleUploadedFile(name, data), **given})
    return answer["Location"] if answer.status_code == 302 else answer


def press(client, address):
    """Press “Importér” on the page as it is shown."""
    page = client.get(address).text
    fields = dict(re.findall(r'name="(fingerprint|form_key)" value="([^"]+)"', page))
    return client.post(address, fields, follow=True)


def headcounts(organisation):
    return dict(organisation.years.values_list("year", "headcount"))


def mine():
    return Organisation.objects.exclude(kind="department").order_by("name")


def test_the_preview_says_what_will_happen_and_writes_nothing(adviser):
    text = adviser.get(upload(adviser, GOOD)).text

    assert "3 nye" in text
    assert "Importér 3 rækker" in text
    assert "linje 3" in text
    assert not mine().exists()


def test_import_writes_all_rows_facts_search_and_one_row_of_the_trail(adviser):
    answer = press(adviser, upload(adviser, GOOD))

    club, birds, wood = mine()
    assert "3 organisationer er importeret." in answer.text
    assert (wood.kind, wood.company_number, wood.town, wood.trade_code, wood.trade_code_version) == (
        *("company", ONE, "Silkeborg", "162400", "DB25"),
    )
    assert (birds.trade_code_version, birds.postcode) == ("DB07", "8883")
    assert (club.kind, club.company_number) == ("association", "")
    assert [headcounts(one) for one in (wood, birds, club)] == [{2025: 24}, {2025: 6}, {}]
    assert wood.years.get().source.startswith("navne.csv, importeret ")
    assert queries.flags(birds) == {FactKind.SOCIAL_ENTERPRISE, FactKind.REGISTERED}
    assert queries.denied(wood) == {FactKind.SOCIAL_ENTERPRISE}
    assert queries.flags(club) == queries.denied(club) == set()
    assert birds.facts.first().source.startswith("navne.csv, importeret ")
    assert AuditEntry.objects.filter(verb="organisations.import").count() == 1
    assert SearchDocument.objects.filter(object_id__in=[club.pk, birds.pk, wood.pk]).count() == 3
    assert "Eksempel Boldklub" in adviser.get("/organisationer/", {"q": "boldklubben"}).text


def test_the_same_file_again_changes_nothing(adviser):
    press(adviser, upload(adviser, GOOD))

    text = adviser.get(upload(adviser, GOOD)).text

    assert "3 uændrede" in text
    assert "Der er intet at gemme" in text
    assert "Importér" not in text.split("<main")[1].replace("Importér organisationer", "")


def test_pressing_twice_imports_once(adviser):
    address = upload(adviser, GOOD)
    fields = dict(re.findall(r'name="(fingerprint|form_key)" value="([^"]+)"', adviser.get(address).text))

    first, second = adviser.post(address, fields), adviser.post(address, fields)

    assert first["Location"] == second["Location"] == "/organisationer/"
    assert mine().count() == 3
    assert AuditEntry.objects.filter(verb="organisations.import").count() == 1


def test_what_is_exported_can_be_imported_unchanged(adviser):
    press(adviser, upload(adviser, GOOD))
    make_organisation("=Eksempel Formel", kind="school", postcode="8653", town="Them")

    exported = b"".join(adviser.get("/organisationer/", {"format": "csv"}))

    assert "5 uændrede" in adviser.get(upload(adviser, exported)).text


def test_changes_are_shown_field_by_field_and_written(adviser):
    known = make_organisation("Eksempel Gammelt Navn", company_number=ONE)
    make_year(known, 2023, headcount=20)
    make_fact(known, "registered")
    text = HEAD + f"x;Eksempel Nyt Navn;{ONE};school;Them;;21;;nej\n"
    address = upload(adviser, text)

    shown = adviser.get(address).text
    press(adviser, address)

    for told in (
        "Navn: Eksempel Gammelt Navn → Eksempel Nyt Navn",
        "Type: virksomhed → skole eller uddannelse",
        "Postnummer: 8600 → 8653",
        "Ansatte i 2025: 20 (2023) → 21",
        "Registreret socialøkonomisk virksomhed (RSV): Ja → Nej",
    ):
        assert told in shown
    known.refresh_from_db()
    assert (known.name, known.kind, known.town, known.version) == ("Eksempel Nyt Navn", "school", "Them", 2)
    assert headcounts(known) == {2023: 20, 2025: 21}
    assert queries.denied(known) == {FactKind.REGISTERED}
    assert known.facts.get(holds=True).valid_to == timezone.localdate() - timedelta(days=1)
    history = adviser.get(reverse("organisations:detail", args=[known.pk])).text
    assert "Importeret fra en fil" in history
    assert "Eksempel Gammelt Navn → Eksempel Nyt Navn" in history


def test_an_empty_cell_leaves_what_is_known(adviser):
    known = make_organisation("Eksempel A", company_number=ONE)
    make_year(known, 2023, headcount=20)
    make_fact(known, "registered")

    press(adviser, upload(adviser, HEAD + f"x;Eksempel B;{ONE};;;;;;\n"))

    known.refresh_from_db()
    assert (known.name, known.kind, known.town) == ("Eksempel B", "company", "Silkeborg")
    assert headcounts(known) == {2023: 20}
    assert queries.flags(known) == {FactKind.REGISTERED}


def test_the_same_name_and_place_is_the_same_organisation_and_gets_its_number(adviser):
    known = make_organisation("Eksempel Træværk")
    make_organisation("Eksempel Træværk", postcode="8653", town="Them")

    press(adviser, upload(adviser, HEAD + f"x;Eksempel Træværk;{ONE};;8600;;;;\n"))

    known.refresh_from_db()
    assert known.company_number == ONE
    assert mine().count() == 2


def test_a_row_about_one_that_was_gathered_in_another_meets_the_one_that_stands(adviser):
    """By its old number and by its old name alike."""
    stands = make_organisation("Eksempel Træværk", company_number=TWO)
    make_organisation("Eksempel Trævaerk", company_number=ONE, state="merged", merged_into=stands)
    make_organisation("Eksempel Gammelt Navn", state="merged", merged_into=stands)

    press(adviser, upload(adviser, HEAD + f"x;Eksempel Træværk;{ONE};;8600;;21;;\n"))
    text = adviser.get(upload(adviser, HEAD + "x;Eksempel Gammelt Navn;;;8600;;22;;\n")).text

    assert headcounts(stands) == {2025: 21}
    assert "1 ændres" in text
    assert "Ansatte i 2025: 21 (2025) → 22" in text


def test_the_same_name_with_another_number_is_another_organisation(adviser):
    make_organisation("Eksempel Træværk", company_number=TWO)

    assert "1 ny<" in adviser.get(upload(adviser, HEAD + f"x;Eksempel Træværk;{ONE};firma;8600;;;;\n")).text


def test_a_fact_that_the_file_said_today_is_mended_today(adviser):
    press(adviser, upload(adviser, GOOD))
    press(adviser, upload(adviser, GOOD.replace(";ja;ja", ";ja;nej")))

    birds = Organisation.objects.get(name="Eksempel Fuglekassen")
    assert queries.flags(birds) == {FactKind.SOCIAL_ENTERPRISE}
    assert OrganisationFact.objects.filter(organisation=birds).count() == 2


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("a;Eksempel A;12345678;firma;8600;;;;", "CVR"),
        ("a;;;firma;8600;;;;", "skal udfyldes"),
        ("a;Eksempel A;;planet;8600;;;;", "planet"),
        ("a;Eksempel A;;;8600;;;;", "Skriv i kolonnen ”type”"),
        ("a;Eksempel A;;firma;Langtbortistan;;;;", "Langtbortistan"),
        ("a;Eksempel A;;firma;56.1,9.5;;;;", "Vi kender ikke det sted"),
        ("a;Eksempel A;;firma;8600;ærter;;;", "branchekode"),
        ("a;Eksempel A;;firma;8600;;mange;;", "mange"),
        ("a;Eksempel A;;firma;8600;;;måske;", "måske"),
        ("a;Eksempel 010190-1234;;firma;8600;;;;", "ligner et CPR-nummer"),
        ("a;Eksempel A;;firma;8600;;;;\nb;Eksempel A;;firma;8600;;;;", "Linje 3 handler om samme organisation"),
        (f"a;Eksempel A;{ONE};firma;8600;;;;\nb;Eksempel B;{ONE};firma;8600;;;;", "Linje 3 handler om samme"),
        ("a;Eksempel A;;firma;8600;;;;;for;mange", "felter"),
        ('a;"Eksempel A;;firma;8600;;;;', "anførselstegn"),
    ],
)
def test_one_wrong_row_is_named_with_its_mend_and_holds_everything_back(adviser, row, sentence):
    address = upload(adviser, HEAD + "g;Eksempel God;;firma;8600;;;;\n" + row + "\n")

    text = adviser.get(address).text
    adviser.post(address, {"fingerprint": "0" * 64, "form_key": str(uuid.uuid4())})

    assert sentence in text
    assert "række har en fejl. Ret den i filen" in text
    assert not mine().exists()


def test_several_here_with_one_name_and_place_ask_for_the_number(adviser):
    for _ in range(2):
        make_organisation("Eksempel Træværk")

    text = adviser.get(upload(adviser, HEAD + "x;Eksempel Træværk;;firma;8600;;;;\n")).text

    assert "Flere organisationer har dette navn og postnummer" in text


def test_a_fact_from_a_later_day_is_mended_by_hand(adviser):
    known = make_organisation("Eksempel Træværk", company_number=ONE)
    make_fact(known, "registered", valid_from=timezone.localdate() + timedelta(days=9))

    text = adviser.get(upload(adviser, HEAD + f"x;Eksempel Træværk;{ONE};;8600;;;;ja\n")).text

    assert "er allerede oplyst fra en senere dag" in text


def test_made_up_numbers_are_refused_outside_the_demo(adviser, settings):
    settings.DEMO = False

    assert "kan kun bruges i demoen" in adviser.get(upload(adviser, GOOD)).text


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "navne.csv", "Filen er tom"),
        (b"id,name\n1,A\n", "navne.exe", "kan ikke læses her"),
        (b"id,name\n" + b"x" * (5 * 1024 * 1024 + 1), "navne.csv", "del den i flere"),
    ],
)
def test_a_file_that_breaks_the_rules_is_refused_at_the_field(adviser, data, name, sentence):
    answer = upload(adviser, data, name=name)

    assert answer.status_code == 200
    assert sentence.lower() in answer.text.lower() or "tom" in answer.text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"   \n", "Filen er tom"),
        (b"id;name\n", "ingen r\u00e6kker"),
        (b"navn;sted\nA;8600\n", "Der mangler en kolonne"),
        (b"PK\x03\x04xxxx", "regneark"),
        (b"id;name\x00\n1;a", "ikke en tekstfil"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(adviser, data, sentence):
    address = upload(adviser, data)

    assert sentence in adviser.get(address).text


def test_latin_1_and_unknown_columns_are_read_and_told(adviser):
    data = "id;navn;type;sted;bemærkning\n1;Eksempel Ærøskøbing Sø;forening;8600;en note\n".encode("latin-1")
    address = upload(adviser, data)

    shown = adviser.get(address).text
    press(adviser, address)

    assert "Latin-1" in shown
    assert shown.count("bemærkning") == 1
    assert "Disse kolonner bliver ikke læst: bemærkning." in shown
    assert mine().get().name == "Eksempel Ærøskøbing Sø"


def test_a_formula_and_a_script_are_only_text(adviser):
    address = upload(adviser, HEAD + "a;\"=cmd|'/c calc'!A1\";;firma;8600;;;;\nb;<script>x</script>;;firma;8600;;;;\n")

    shown = adviser.get(address).text
    press(adviser, address)

    assert "<script>x" not in shown
    assert {row.name for row in mine()} == {"=cmd|'/c calc'!A1", "<script>x</script>"}


def test_something_changed_meanwhile_shows_the_preview_again(adviser):
    known = make_organisation("Eksempel Gammelt Navn", company_number=ONE)
    address = upload(adviser, HEAD + f"x;Eksempel Nyt Navn;{ONE};;8600;;;;\n")
    fields = dict(re.findall(r'name="(fingerprint|form_key)" value="([^"]+)"', adviser.get(address).text))
    Organisation.objects.filter(pk=known.pk).update(name="Eksempel Tredje Navn", version=2)

    answer = adviser.post(address, fields)

    assert "Noget er ændret imens. Intet er skrevet." in answer.text
    assert "Eksempel Tredje Navn → Eksempel Nyt Navn" in answer.text
    known.refresh_from_db()
    assert known.name == "Eksempel Tredje Navn"


def test_a_failure_half_way_leaves_nothing_behind(adviser, monkeypatch):
    """The last thing written fails: nothing of the file is here."""
    from symbiose.organisations.actions import importing

    address = upload(adviser, GOOD)
    fields = dict(re.findall(r'name="(fingerprint|form_key)" value="([^"]+)"', adviser.get(address).text))

    def broken(*args, **values):
        raise RuntimeError("half way")

    monkeypatch.setattr(importing, "record_import", broken)
    with pytest.raises(RuntimeError):
        adviser.post(address, fields)

    assert not mine().exists()
    assert not OrganisationFact.objects.exists()
    assert not Link.objects.exists()


def test_too_many_rows_are_refused_whole(adviser, monkeypatch):
    monkeypatch.setattr(planning, "MOST_ROWS", 2)

    text = adviser.get(upload(adviser, GOOD)).text

    assert "Der kan højst importeres 2 ad gangen" in text
    assert "Importér 3" not in text


def test_the_upload_form_asks_for_what_the_file_does_not_say(adviser):
    answer = upload(adviser, GOOD, headcount_year="2999")

    assert "Skriv et år" in answer.text


@pytest.mark.parametrize("said", ["", "?brancheversion=DB99&aar=2025", "?brancheversion=DB25&aar=x"])
def test_a_preview_without_what_was_said_is_not_found(adviser, said):
    address = upload(adviser, GOOD).partition("?")[0]

    assert adviser.get(address + said).status_code == 404


def test_the_chain_leads_from_the_file(adviser, actor_adviser):
    press(adviser, upload(adviser, GOOD))
    birds = Organisation.objects.get(name="Eksempel Fuglekassen")

    assert Link.objects.filter(from_label="files.upload", to_id=birds.pk).count() == 1
    assert [step.here for step in links.chain(birds, actor_adviser)][-1]


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_preview_asks_the_same_number_of_queries(adviser, how_many, django_assert_num_queries):
    rows = "".join(f"{n};Eksempel {n};{company_number(20 + n)};firma;8600;;;;ja\n" for n in range(how_many))
    address = upload(adviser, HEAD + rows)
    adviser.get(address)

    with django_assert_num_queries(8):
        adviser.get(address)


def test_contacts_figures_and_places_of_work_are_shown_and_written_without_a_person_in_the_trail(adviser):
    text = (
        "id;navn;type;cvr;kontaktperson;e-mail;telefon;hjemmeside;beskrivelse;P-numre;ansatte;ansatte år;omsætning;balance;regnskabsår\n"
        f"1;Eksempel Træværk;virksomhed;{ONE};Driftsleder Eksempel;drift@eksempel.example;00 00 00 00;www.eksempel.example;"
        "Laver paller;1003456789;24;2023;1.200.000,50;800000;2024\n"
    )
    address = upload(adviser, text)

    shown = adviser.get(address).text
    press(adviser, address)
    again = adviser.get(address).text

    wood = mine().get()
    assert "Driftsleder Eksempel" in shown
    assert "1003456789" in shown
    assert (wood.contact_name, wood.contact_email, wood.website, wood.description) == (
        *("Driftsleder Eksempel", "drift@eksempel.example", "https://www.eksempel.example", "Laver paller"),
    )
    assert {(one.year, one.headcount, one.turnover, one.balance) for one in wood.years.all()} == {
        (2023, 24, None, None),
        (2024, None, Decimal("1200000.50"), Decimal(800000)),
    }
    assert [unit.p_number for unit in wood.units.all()] == ["1003456789"]
    entry = AuditEntry.objects.get(verb="organisations.import")
    assert "Driftsleder" not in str(entry.changes)
    assert entry.changes["rows"][f"o{wood.pk}"]["contact_name"] == ["personal", "personal"]
    assert "Der er intet at gemme" in again


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("e-mail", "ring hellere", "Det er ikke en e-mailadresse"),
        ("hjemmeside", "javascript:alert(1)", "Det er ikke en webadresse"),
        ("P-numre", "1003456789", "hører allerede til Eksempel Anden"),
        ("beskrivelse", "Ring til 010190-1234", "ligner et CPR-nummer"),
    ],
)
def test_a_contact_or_place_that_cannot_be_stored_is_named_at_its_column(adviser, column, cell, sentence):
    ProductionUnit.objects.create(organisation=make_organisation("Eksempel Anden"), p_number="1003456789", name="x")

    text = adviser.get(upload(adviser, f"id;navn;type;{column}\n1;Eksempel Ny;virksomhed;{cell}\n")).text

    assert sentence in text


def test_one_p_number_on_two_rows_is_named(adviser):
    rows = "1;Eksempel A;virksomhed;1003456789\n2;Eksempel B;virksomhed;1003456789\n"

    assert "står også på linje 2" in adviser.get(upload(adviser, f"id;navn;type;P-numre\n{rows}")).text


def test_a_workbook_has_the_same_preview_as_its_csv(adviser):
    made = openpyxl.Workbook()
    for number, row in enumerate(csv.reader(io.StringIO(GOOD), delimiter=";")):
        made.active.append([int(cell) if number and cell.isdigit() and cell != ONE else cell for cell in row])
    out = io.BytesIO()
    made.save(out)

    from_csv = adviser.get(upload(adviser, GOOD)).context["page"]
    page = adviser.get(upload(adviser, out.getvalue(), name="navne.xlsx"))

    assert [(row.line, row.title, row.what, row.changes) for row in page.context["page"]] == [
        (row.line, row.title, row.what, row.changes) for row in from_csv
    ]
    assert "nuller forrest" in page.text


def test_the_empty_workbook_has_headings_that_are_read(adviser):
    data = adviser.get(reverse("organisations:import_blank")).content

    made = openpyxl.load_workbook(io.BytesIO(data))
    assert made.sheetnames == ["Organisationer", "Vejledning"]
    assert "har kolonnenavne, men ingen rækker" in adviser.get(upload(adviser, data, name="tom.xlsx")).text
    made["Organisationer"].append(["1", "Eksempel Ny", None, "virksomhed"])
    out = io.BytesIO()
    made.save(out)
    assert "1 ny<" in adviser.get(upload(adviser, out.getvalue(), name="navne.xlsx")).text
