"""An extract of the company register: what it changes is shown, what contradicts us is asked, what is new is offered."""

from __future__ import annotations

import json
import re
from datetime import date
from io import BytesIO
from itertools import count, islice
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.common.plans import PlanChanged
from symbiose.common.states import NotAllowed
from symbiose.files.actions import receive_upload
from symbiose.organisations.actions import register
from symbiose.organisations.models import Organisation, ProductionUnit, RegisterFact
from tests.factories import WEIGHTS, company_number, make_actor, make_organisation, make_unit, make_year

pytestmark = pytest.mark.usefixtures("demo")
ONE, TWO, THREE = company_number(11), company_number(12), company_number(13)
HEAD = "CVR-nr;Navn;P-numre;Adresse;Postnr;Branchekode;Ansatte;Status;Virksomhedsform;Startdato;Slutdato\n"
DAY = date(2026, 10, 31)


def line(number=ONE, name="Eksempel Træværk", **more):
    """One company of an extract."""
    said = {"p": "", "street": "", "postcode": "", "trade": "", "employees": "", "status": "aktiv", "form": "ApS"}
    said |= {"start": "2010-05-01", "end": ""} | more
    return ";".join([number, name, *said.values()]) + "\n"


def upload(client, text, *, name="cvr.csv", **said):
    """The preview's address, or the answer where the file was refused."""
    data = text if isinstance(text, bytes) else text.encode()
    given = {"source": "CVR", "on": DAY.isoformat(), "trade_code_version": "DB25", **said}
    answer = client.post(reverse("organisations:import_register"), {"file": SimpleUploadedFile(name, data), **given})
    return answer["Location"] if answer.status_code == 302 else answer


def press(client, address, **ticks):
    """Say yes on the page as it is shown, with what is ticked."""
    page = client.get(address).text
    fields = dict(re.findall(r'name="(fingerprint|form_key)" value="([^"]+)"', page))
    return client.post(address, fields | ticks, follow=True)


def known(**values):
    return make_organisation("Eksempel Træværk", company_number=ONE, **values)


def facts(organisation):
    return {row.field: (row.value, row.taken) for row in organisation.register_facts.order_by("told_on")}


def test_what_is_empty_here_is_filled_and_shown_field_by_field(adviser):
    organisation = known(street="", postcode="", town="", trade_code="", trade_code_version="")
    text = HEAD + line(p="1000000001 1000000002", street="Havnen 1", postcode="8600", trade="16.24.00", employees="24")

    address = upload(adviser, text)
    shown = adviser.get(address).text
    before = RegisterFact.objects.count()
    answer = press(adviser, address)

    assert before == 0
    for told in (
        "Adresse: Ukendt → Havnen 1, 8600 Silkeborg",
        "Branchekode: Ukendt → DB25 162400",
        "Status: Ukendt → aktiv",
    ):
        assert told in shown
    assert "1 organisation er skrevet ind." in answer.text
    organisation.refresh_from_db()
    assert (organisation.street, organisation.postcode, organisation.town) == ("Havnen 1", "8600", "Silkeborg")
    assert (organisation.trade_code, organisation.trade_code_version) == ("162400", "DB25")
    assert [(one.year, one.headcount, one.source) for one in organisation.years.all()] == [
        (2026, 24, "CVR, trukket 31. oktober 2026")
    ]
    assert set(organisation.units.values_list("p_number", flat=True)) == {"1000000001", "1000000002"}
    kept = organisation.register_facts.get(field="trade_code")
    assert (kept.value, kept.source, kept.told_on, kept.taken) == (
        "DB25 162400",
        "CVR, trukket 31. oktober 2026",
        DAY,
        True,
    )
    page = adviser.get(reverse("organisations:detail", args=[organisation.pk])).text
    assert "Det siger CVR" in page
    assert "Hentet fra et udtræk af CVR" in page


def test_one_row_of_the_trail_and_a_repeat_changes_nothing(adviser):
    known(postcode="")
    text = HEAD + line(postcode="8600", employees="24")
    rows = AuditEntry.objects.filter(verb="organisations.import_register")

    first = upload(adviser, text)
    press(adviser, first)
    press(adviser, first)
    again = adviser.get(upload(adviser, text)).text
    later = adviser.get(upload(adviser, text, on="2026-11-15")).text

    assert rows.count() == 1
    assert rows.get().changes["changed"] == [None, 1]
    for shown in (again, later):
        assert "Alt i udtrækket er her allerede." in shown


@pytest.mark.parametrize("tick", [False, True])
def test_the_municipality_s_word_stands_unless_the_register_s_is_taken(adviser, tick):
    organisation = known(street="Gammel Vej 2", postcode="8600", town="Silkeborg")
    text = HEAD + line(name="Træværk ApS", street="Ny Vej 3", postcode="8600")
    address = upload(adviser, text)
    shown = adviser.get(address).text

    press(adviser, address, **({"take": [f"{ONE}-address"]} if tick else {}))

    organisation.refresh_from_db()
    assert "Tag registrets adresse: »Ny Vej 3, 8600 Silkeborg«. Her står »Gammel Vej 2, 8600 Silkeborg«." in shown
    assert organisation.street == ("Ny Vej 3" if tick else "Gammel Vej 2")
    assert organisation.name == "Eksempel Træværk"  # never ticked
    assert facts(organisation)["address"] == ("Ny Vej 3, 8600 Silkeborg", tick)
    assert facts(organisation)["name"] == ("Træværk ApS", False)
    again = adviser.get(upload(adviser, text)).text
    assert ("Tag registrets adresse" in again) is not tick
    page = adviser.get(reverse("organisations:detail", args=[organisation.pk])).text
    assert "vores gælder" in page


def test_what_the_register_said_before_follows_the_register_and_is_not_asked(adviser):
    organisation = known(postcode="")
    press(adviser, upload(adviser, HEAD + line(postcode="8600")))

    shown = adviser.get(address := upload(adviser, HEAD + line(postcode="8653"), on="2026-11-15")).text
    press(adviser, address)

    organisation.refresh_from_db()
    assert "Adresse: 8600 Silkeborg → 8653 Them" in shown
    assert organisation.postcode == "8653"


def test_an_older_extract_does_not_take_back_what_a_newer_one_said(adviser):
    organisation = known(postcode="")
    press(adviser, upload(adviser, HEAD + line(postcode="8653"), on="2026-11-15"))

    shown = adviser.get(upload(adviser, HEAD + line(postcode="8600"))).text

    organisation.refresh_from_db()
    assert "Et nyere udtræk fra 15. november 2026 er her allerede" in shown
    assert organisation.postcode == "8653"


def test_a_headcount_of_another_source_is_asked_about(adviser):
    organisation = known()
    make_year(organisation, year=2026, headcount=20)
    address = upload(adviser, HEAD + line(employees="24"))

    assert "Tag registrets ansatte: »24 (2026)«. Her står »20 (2026)«." in adviser.get(address).text
    press(adviser, address)
    assert organisation.years.get().headcount == 20
    press(adviser, upload(adviser, HEAD + line(employees="24")), take=[f"{ONE}-headcount"])
    assert organisation.years.get().headcount == 24


def test_unknown_companies_are_offered_and_added_only_where_ticked(adviser):
    text = (
        HEAD + line() + line(TWO, "Eksempel Boldklub", form="forening", postcode="8653") + line(THREE, status="ophørt")
    )
    address = upload(adviser, text)
    shown = adviser.get(address).text

    press(adviser, address)
    none = Organisation.objects.filter(company_number__in=[ONE, TWO, THREE]).count()
    press(adviser, address, add=[TWO, THREE])

    assert "Tilføj Eksempel Boldklub som ny" in shown
    assert shown.count('name="add"') == 2
    assert "den kan ikke tilføjes" in shown
    assert none == 0
    assert not Organisation.objects.filter(company_number=TWO).exists()  # three is not offered, so nothing is written
    press(adviser, address, add=[TWO])
    club = Organisation.objects.get(company_number=TWO)
    assert (club.name, club.kind, club.town) == ("Eksempel Boldklub", "association", "Them")
    assert not Organisation.objects.filter(company_number=ONE).exists()
    assert facts(club)["form"] == ("forening", True)


@pytest.mark.parametrize("status", ["ophørt", "under konkurs"])
def test_what_has_closed_in_the_register_is_proposed_to_be_closed_and_is_not_closed(adviser, status):
    organisation = known()
    address = upload(adviser, HEAD + line(status=status, end="2026-09-30"))
    shown = adviser.get(address).text

    press(adviser, address)

    organisation.refresh_from_db()
    page = adviser.get(reverse("organisations:detail", args=[organisation.pk])).text
    listed = adviser.get(reverse("organisations:list"), {"cvr": "lukket"}).text
    form = adviser.get(reverse("organisations:close", args=[organisation.pk])).context["form"]
    assert organisation.state == "active"
    assert "Den bliver ikke lukket her af den grund" in shown
    assert "Den er ophørt i CVR" in page
    assert "Eksempel Træværk" in listed
    assert form["closed_on"].value() == date(2026, 9, 30)
    assert "i CVR (CVR, trukket 31. oktober 2026)" in form["reason"].value()


def test_somebody_says_why_it_stays_open_and_the_proposal_is_gone(adviser):
    organisation = known()
    text = HEAD + line(status="ophørt")
    press(adviser, upload(adviser, text))
    url = reverse("organisations:leave_open", args=[organisation.pk])

    for _twice in range(2):
        answer = adviser.post(url, {"reason": "Talte med lederen i dag"}, follow=True)

    assert "Den bliver åben." in answer.text
    assert "Luk den, eller fortæl" not in answer.text
    assert AuditEntry.objects.filter(verb="organisations.leave_open").count() == 1
    assert "Eksempel Træværk" not in adviser.get(reverse("organisations:list"), {"cvr": "lukket"}).text
    assert "Alt i udtrækket er her allerede." in adviser.get(upload(adviser, text)).text
    with pytest.raises(NotAllowed):
        register.leave_open(organisation, reason="x", by=make_actor(Role.FIRM, organisation))


def test_json_says_the_same_as_csv(adviser):
    organisation = known(postcode="")
    rows = [
        {"cvr": int(ONE) if ONE[0] != "0" else ONE, "navn": "Eksempel Træværk", "postnr": 8600, "p-numre": [1000000001]}
    ]
    rows[0] |= {"status": "aktiv", "ansatte": 24, "slutdato": None}

    press(adviser, upload(adviser, json.dumps({"virksomheder": rows}), name="cvr.json"))

    organisation.refresh_from_db()
    assert organisation.postcode == "8600"
    assert organisation.units.get().p_number == "1000000001"
    assert facts(organisation)["headcount"] == ("24 (2026)", True)


def test_an_address_in_one_line_is_parted(adviser):
    organisation = known(street="", postcode="")

    press(adviser, upload(adviser, HEAD + line(street="Ny Vej 3, 1. tv, 8600 Silkeborg")))

    organisation.refresh_from_db()
    assert (organisation.street, organisation.postcode) == ("Ny Vej 3, 1. tv", "8600")


def bomb():
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 60_000_000)
    return made.getvalue()


WRONG_DIGIT = ONE[:-1] + str((int(ONE[-1]) + 1) % 10)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEAD + line(WRONG_DIGIT), "sidste ciffer"),
        (HEAD + line() + line(name="En anden"), "Linje 2 har samme CVR-nummer og siger noget andet."),
        (HEAD + line(status="sovende"), "Vi kender ikke status »sovende«"),
        (HEAD + line(postcode="0001"), "Vi kender ikke det sted"),
        (HEAD + line(trade="x"), "er ikke en branchekode"),
        (HEAD + line(start="2020-01-01", end="2019-01-01"), "Slutdatoen ligger før startdatoen."),
        (HEAD + line(p="12"), "P-nummer"),
        (HEAD + line(name=""), "1 række har en fejl"),
        ("navn\nEksempel", "cvr"),
        ("[{", "JSON-filen er brudt af"),
        pytest.param("[" * 100_000, "JSON-filen er brudt af", id="deep"),
        ("[1]", "en liste med ét objekt for hver virksomhed"),
        ('[{"cvr": {"a": 1}}]', "indeholder mere end én værdi"),
        ('[{"cvr": "æ"}]'.encode("latin-1"), "ikke skrevet i UTF-8"),
        pytest.param(bomb(), "regneark", id="bomb"),
        (b"\x1f\x8b\x08\x00bombe", "tekst"),
    ],
)
def test_bad_input_gets_one_clear_sentence_and_writes_nothing(adviser, text, sentence):
    organisation = known(postcode="")

    address = upload(adviser, text)
    shown = adviser.get(address).text
    press(adviser, address)

    assert sentence in shown
    assert "Skriv det ind" not in shown
    organisation.refresh_from_db()
    assert (organisation.postcode, RegisterFact.objects.count()) == ("", 0)


def test_western_letters_are_read_and_said(adviser):
    known()

    shown = adviser.get(upload(adviser, (HEAD + line(name="Træværk på Ærø")).encode("latin-1"))).text

    assert "Træværk på Ærø" in shown


def test_the_same_number_twice_with_the_same_facts_is_read_once(adviser):
    organisation = known(postcode="")

    address = upload(adviser, HEAD + line(postcode="8600") + line(postcode="8600"))

    assert "Linje 2 siger det samme om samme virksomhed" in adviser.get(address).text
    press(adviser, address)
    assert organisation.register_facts.filter(field="address").count() == 1


def test_a_p_number_of_another_is_not_moved(adviser):
    known()
    other = make_organisation("Eksempel Anden")
    make_unit(other, "1000000001")
    address = upload(adviser, HEAD + line(p="1000000001"))

    assert "P-nummeret 1000000001 hører til Eksempel Anden her og bliver ikke flyttet." in adviser.get(address).text
    press(adviser, address)
    assert ProductionUnit.objects.get().organisation == other


def numbers(how_many):
    """Made-up company numbers that pass the check digit, others than the factory's first."""
    tried = (f"{serial:07d}" for serial in count(100_000))
    rests = ((digits, sum(int(one) * by for one, by in zip(digits, WEIGHTS, strict=True)) % 11) for digits in tried)
    return islice((f"{digits}{-rest % 11}" for digits, rest in rests if rest != 1), how_many)


@pytest.mark.slow
def test_ten_thousand_companies_are_previewed_by_pages_with_as_many_questions_to_the_database_as_a_thousand(
    adviser, django_assert_max_num_queries
):
    organisation = known(postcode="")
    lines = [line(number, f"Eksempel {number}") for number in numbers(10_000)]
    address = upload(adviser, HEAD + line(postcode="8600") + "".join(lines))

    with django_assert_max_num_queries(60):
        shown = adviser.get(address).text
    adviser.post(address, dict(re.findall(r'name="(fingerprint|form_key)" value="([^"]+)"', shown)))

    organisation.refresh_from_db()
    assert "Side 1 af 101" in shown
    assert shown.count('name="add"') <= 100
    assert organisation.postcode == "8600"
    assert Organisation.objects.exclude(kind="department").count() == 1


def test_what_changed_since_the_page_was_shown_is_shown_anew_and_not_written(adviser):
    organisation = known(postcode="")
    address = upload(adviser, HEAD + line(postcode="8600"))
    page = adviser.get(address).text
    fields = dict(re.findall(r'name="(fingerprint|form_key)" value="([^"]+)"', page))
    Organisation.objects.filter(pk=organisation.pk).update(postcode="8653", town="Them", version=7)

    answer = adviser.post(address, fields)

    organisation.refresh_from_db()
    assert "Intet er skrevet" in answer.text
    assert organisation.postcode == "8653"


@pytest.mark.django_db
def test_nobody_but_an_adviser_brings_an_extract_in(client_as, municipality):
    organisation = known()
    firm = client_as(Role.FIRM, organisation)
    by = make_actor(Role.FIRM, organisation)
    received = receive_upload(SimpleUploadedFile("cvr.csv", b"cvr;navn\n"), purpose="import", by=by)
    extract = register.Extract(register.FileExtract(b"cvr;navn\n"), "CVR", DAY, "DB25")

    for url in (
        reverse("organisations:import_register"),
        reverse("organisations:register_preview", args=[received.pk]),
        reverse("organisations:leave_open", args=[organisation.pk]),
    ):
        assert firm.get(url).status_code == 403
    with pytest.raises(NotAllowed):
        register.import_register(extract, yes=register.Yes(""), upload=received, by=by)
    with pytest.raises(PlanChanged):
        register.import_register(extract, yes=register.Yes(""), upload=received, by=make_actor(Role.ADVISER))


@pytest.mark.parametrize(
    "said",
    [{}, {"kilde": "CVR", "dag": "2999-01-01"}, {"kilde": "", "dag": "2026-10-31"}, {"kilde": "CVR", "dag": "x"}],
)
def test_an_address_without_source_or_day_is_none(adviser, said):
    address = upload(adviser, HEAD + line())

    answer = adviser.get(address.split("?")[0], {"brancheversion": "DB25", **said})

    assert answer.status_code == 404
    assert timezone.localdate() >= DAY
