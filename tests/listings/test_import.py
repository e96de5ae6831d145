"""Listings from a file: the preview says what will happen, the yes writes all or nothing."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry, Link
from symbiose.listings import actions
from symbiose.listings.models import Listing
from symbiose.organisations.actions import close_organisation, merge_organisations
from tests.factories import company_number, make_actor, make_organisation

pytestmark = pytest.mark.django_db

HEAD = "id;organisation;side;kind;text;quantity;unit;per;place;windows;code;hazard;price;valid_from;valid_to\n"
PALLETS = "A-1;{0};have;;20 europaller om måneden;20;piece;month;8600;man 08:00-12:00;pallets;;;;\n"
READ = "A-2;{0};need;;Vi mangler træafskær;;;;;;;;;;\n"


@pytest.fixture
def firm(client_as, organisation):
    return client_as(Role.FIRM, organisation)


def upload(client, text, name="opslag.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(reverse("listings:import"), {"file": SimpleUploadedFile(name, content)})


def preview(client, text):
    answer = upload(client, text)
    assert answer.status_code == 302
    return answer.url, client.get(answer.url)


def accept(client, url, page, **more):
    fields = dict(re.findall(r'name="(form_key|fingerprint)" value="([^"]*)"', page.content.decode()))
    return client.post(url, {**fields, **more}, follow=True)


def rows_of(page):
    return [(row.line, row.what) for row in page.context["page"]]


def test_import_shows_row_by_row_and_writes_nothing_before_yes(firm, organisation):
    _url, page = preview(firm, HEAD + PALLETS.format("") + READ.format(""))

    assert rows_of(page) == [(2, "new"), (3, "new")]
    assert "læst i teksten og ikke bekræftet" in page.content.decode()
    assert not Listing.objects.exists()


def test_import_writes_all_with_one_row_of_the_trail(firm, organisation):
    url, page = preview(firm, HEAD + PALLETS.format(organisation.name) + READ.format(""))
    before = AuditEntry.objects.count()

    answer = accept(firm, url, page)

    assert "2 opslag er importeret" in answer.content.decode()
    pallets, wood = Listing.objects.order_by("pk")
    assert (pallets.external_id, pallets.quantity, pallets.windows, pallets.state) == (
        "A-1",
        20,
        "man 08:00-12:00",
        "shown",
    )
    assert [(one.family, one.confirmed) for one in pallets.codes.all()] == [("pallets", True)]
    assert [(one.family, one.confirmed) for one in wood.codes.all()] == [("wood_offcuts", False)]
    assert AuditEntry.objects.count() == before + 1
    assert Link.objects.filter(kind="import", to_label="listings.listing").count() == 2
    page = firm.get(reverse("listings:detail", args=[pallets.pk])).content.decode()
    assert "Importeret fra en fil" in page


def test_import_again_changes_nothing_and_a_changed_row_changes_that_row(firm):
    text = HEAD + PALLETS.format("") + READ.format("")
    url, page = preview(firm, text)
    accept(firm, url, page)

    _again, same = preview(firm, text)
    url, other = preview(firm, text.replace(";20;piece", ";30;piece"))
    accept(firm, url, other)

    assert rows_of(same) == [(2, "unchanged"), (3, "unchanged")]
    assert not same.context["ready"]
    assert rows_of(other) == [(2, "changed"), (3, "unchanged")]
    assert Listing.objects.get(external_id="A-1").quantity == 30
    assert Listing.objects.count() == 2


def test_double_submit_imports_once(firm):
    url, page = preview(firm, HEAD + PALLETS.format(""))

    accept(firm, url, page)
    accept(firm, url, page)

    assert Listing.objects.count() == 1


def test_one_wrong_row_holds_everything_back_and_says_how_to_mend_it(firm):
    bad = "A-3;;have;;Paller;mange;piece;month;;;;;;;\n"

    url, page = preview(firm, HEAD + PALLETS.format("") + bad)
    accept(firm, url, page, fingerprint="x")

    assert rows_of(page) == [(3, "wrong"), (2, "new")]
    assert "mange" in page.content.decode()
    assert not Listing.objects.exists()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("A-1;Eksempel Ukendt;have;;Paller;;;;;;;;;;\n", "kun importere opslag for jeres egen organisation"),
        ("A-1;;have;;Ring 010190-1234;;;;;;;;;;\n", "CPR-nummer"),
        ("A-1;;have;;Paller;5000000000;kg;once;;;;;;;\n", "for stort til at være rigtigt"),
        (PALLETS.format("") + PALLETS.format(""), "er allerede brugt på linje 2"),
        ("A-1;;have;;Paller;;;;;;;;;2025-02-01;2025-01-01\n", "2025"),
    ],
)
def test_wrong_rows_get_one_sentence(firm, row, sentence):
    _url, page = preview(firm, HEAD + row)

    assert sentence in page.content.decode()
    assert "wrong" in [what for _line, what in rows_of(page)]


def test_firm_imports_only_its_own(firm):
    other = make_organisation("Eksempel Anden")

    _url, page = preview(firm, HEAD + PALLETS.format("Eksempel Anden"))

    assert "kun importere opslag for jeres egen organisation" in page.content.decode()
    assert not other.listings.exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Eksempel Ukendt", "Vi kender ikke organisationen “Eksempel Ukendt”"),
        ("Eksempel Tvilling", "Flere organisationer hedder “Eksempel Tvilling”"),
    ],
)
def test_organisation_that_cannot_be_told_is_a_finding(client_as, name, sentence):
    for _twin in range(2):
        make_organisation("Eksempel Tvilling")

    _url, page = preview(client_as(Role.ADVISER), HEAD + PALLETS.format(name))

    assert sentence in page.content.decode()


def test_adviser_imports_for_many_by_number_name_or_our_own_and_says_how_consent_was_given(client_as):
    adviser = client_as(Role.ADVISER)
    number = company_number(7)
    by_number, by_name, by_id = (
        make_organisation(company_number=number),
        make_organisation("Eksempel Æbleværk"),
        make_organisation(),
    )
    text = HEAD + "".join(
        PALLETS.format(one).replace("A-1", f"A-{line}")
        for line, one in enumerate((number, "Eksempel Æbleværk", by_id.pk))
    )
    url, page = preview(adviser, text)

    refused = accept(adviser, url, page)
    assert not Listing.objects.exists()
    accept(adviser, url, refused, consent="aftalt på mødet")

    assert {one.organisation for one in Listing.objects.all()} == {by_number, by_name, by_id}
    assert {(one.on_behalf, one.consent) for one in Listing.objects.all()} == {(True, "aftalt på mødet")}


def test_import_of_our_own_export_changes_nothing(firm, organisation):
    url, page = preview(firm, HEAD + PALLETS.format("") + READ.format(""))
    accept(firm, url, page)
    actions.add_listing(organisation, by=make_actor(Role.FIRM, organisation), side="have", text="Skrevet i hånden")
    exported = b"".join(firm.get(reverse("listings:own"), {"format": "csv"}).streaming_content)

    _url, again = preview(firm, exported)

    assert rows_of(again) == [(2, "unchanged"), (3, "unchanged"), (4, "unchanged")]


def test_hazard_in_a_file_raises_the_stop(firm):
    url, page = preview(firm, HEAD + "A-1;;have;;Spildolie 300 liter;300;l;once;;;waste_oil;;;;\n")

    accept(firm, url, page)

    assert Listing.objects.get().stopped


def test_something_changed_in_between_is_shown_again(firm, organisation):
    url, page = preview(firm, HEAD + PALLETS.format(""))
    by = make_actor(Role.FIRM, organisation)
    actions.add_listing(organisation, by=by, side="have", text="Andet", external_id="A-1")

    answer = accept(firm, url, page)

    assert "Noget er ændret imens" in answer.content.decode()
    assert Listing.objects.get().text == "Andet"


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "tom.csv", "tom"),
        (b"x", "billede.exe", "kan ikke læses her"),
        (b"x" * (5 * 1024 * 1024 + 1), "stor.csv", "MB"),
    ],
)
def test_files_that_cannot_be_received_are_refused(firm, content, name, sentence):
    answer = upload(firm, content, name)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "latin-1"])
def test_latin1_and_utf8_are_both_read(firm, encoding):
    _url, page = preview(firm, (HEAD + PALLETS.format("")).encode(encoding))

    assert "måneden" in page.content.decode()
    assert rows_of(page) == [(2, "new")]


def test_nobody_opens_anothers_file(firm, client_as):
    url = upload(firm, HEAD + PALLETS.format("")).url

    assert client_as(Role.ADVISER).get(url).status_code == 404
    assert client_as(Role.VISITOR).get(url).status_code == 302


@pytest.mark.parametrize(("role", "status"), [(Role.VISITOR, 302), (Role.FIRM, 200), (Role.ADVISER, 200)])
def test_import_is_for_those_who_may_write(client_as, role, status):
    assert client_as(role).get(reverse("listings:import")).status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_preview_queries_do_not_grow_with_rows(firm, django_assert_num_queries, count):
    url = upload(firm, HEAD + "".join(PALLETS.format("").replace("A-1", f"A-{n}") for n in range(count))).url
    firm.get(url)

    with django_assert_num_queries(8):
        firm.get(url)


def test_a_workbook_of_listings_is_imported_and_again_changes_nothing(firm):
    made = openpyxl.load_workbook(BytesIO(firm.get(reverse("listings:import_blank")).content))
    sheet = made["Opslag"]
    names = [cell.value for cell in sheet[1]]
    row = {"Id": 7, "Har eller mangler": "have", "Tekst": "20 europaller om måneden", "Mængde": 20.5, "Enhed": "piece"}
    sheet.append([row.get(name) for name in names])
    out = BytesIO()
    made.save(out)
    answer = firm.post(reverse("listings:import"), {"file": SimpleUploadedFile("opslag.xlsx", out.getvalue())})
    page = firm.get(answer.url)

    accept(firm, answer.url, page)

    known = Listing.objects.get()
    assert (known.external_id, known.quantity, known.unit) == ("7", Decimal("20.5"), "piece")
    assert rows_of(firm.get(answer.url)) == [(2, "unchanged")]


PAINT = "H-1;{0};have;material;20 dunke malingrester;20;piece;;8600;;paint;yes;{1};;\n"


def test_hazardous_rows_become_a_task_and_an_answer_outlives_the_next_import(client_as, organisation):
    entrance = client_as(Role.ADVISER)
    url, page = preview(entrance, HEAD + PAINT.format(organisation.name, ""))
    accept(entrance, url, page, consent="ringede")
    listing = Listing.objects.get()
    step = listing.steps.get(kind="hazard")
    before = (listing.stopped, step.state)
    answer = {"authority": "Miljøafdelingen", "note": "I lukket beholder.", "settled_on": timezone.localdate()}
    actions.record_step(step, by=make_actor(Role.ADVISER), outcome="allowed", **answer)

    url, page = preview(entrance, HEAD + PAINT.format(organisation.name, "10"))
    accept(entrance, url, page, consent="ringede")

    listing.refresh_from_db()
    assert before == (True, "open")
    assert (listing.price, listing.stopped, listing.step_recorded) == (10, False, True)
    assert listing.steps.filter(kind="hazard").count() == 1


def test_rows_of_one_that_has_closed_are_refused_in_words(client_as, organisation):
    adviser = make_actor(Role.ADVISER)
    close_organisation(organisation, closed_on=timezone.localdate(), reason="Konkurs", by=adviser)
    entrance = client_as(Role.ADVISER)

    url, page = preview(entrance, HEAD + PALLETS.format(organisation.name))
    answer = accept(entrance, url, page, consent="ringede")

    assert "er lukket og har ikke længere opslag" in page.content.decode()
    assert answer.status_code == 200
    assert not Listing.objects.exists()


def test_two_of_one_name_that_were_gathered_are_one(client_as, organisation):
    double = make_organisation(organisation.name)
    merge_organisations(organisation, double, by=make_actor(Role.ADVISER))
    entrance = client_as(Role.ADVISER)

    for name in (organisation.name, str(double.pk)):
        url, page = preview(entrance, HEAD + PALLETS.format(name))
        accept(entrance, url, page, consent="ringede")

    assert Listing.objects.get().organisation == organisation
