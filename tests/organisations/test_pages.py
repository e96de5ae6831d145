"""An organisation's page, adding and changing one, through the front door."""

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.organisations.actions import change_organisation
from symbiose.organisations.models import Organisation
from tests.factories import company_number, make_fact, make_membership, make_organisation, make_year

ADD = "/organisationer/ny/"


def page(organisation):
    return reverse("organisations:detail", args=[organisation.pk])


def change(organisation):
    return reverse("organisations:change", args=[organisation.pk])


def test_adviser_adds_an_organisation_with_town_and_point(adviser, written):
    answer = adviser.post(ADD, written(postcode="Silkeborg"), follow=True)

    added = Organisation.objects.get(name="Eksempel Træværk")
    assert answer.redirect_chain == [(page(added), 302)]
    assert (added.postcode, added.town, added.trade_code, added.trade_code_version) == (
        *("8600", "Silkeborg", "162400", "DB25"),
    )
    assert (added.years.get().year, added.years.get().headcount) == (2024, 24)
    assert added.latitude == pytest.approx(56.17, abs=0.1)
    assert "16.24.00" in answer.text
    assert AuditEntry.objects.get(verb="organisations.add").subject_id == added.pk


def test_double_click_adds_one(adviser, written, form_key):
    first = adviser.post(ADD, written(form_key=form_key))
    second = adviser.post(ADD, written(form_key=form_key))

    assert Organisation.objects.filter(name="Eksempel Træværk").count() == 1
    assert first["Location"] == second["Location"]


@pytest.mark.parametrize("kind", ["company", "social_enterprise", "department", "association", "school"])
def test_a23_1_an_association_or_school_can_be_everything_a_company_can(adviser, written, kind, demo):
    """The same fields, facts, people and place in the directory for every type."""
    given = written(kind=kind, company_number=company_number(7))
    answer = adviser.post(ADD, given)
    added = Organisation.objects.get(name="Eksempel Træværk")
    stated = {"kind": "registered", "holds": "yes", "valid_from": "2025-03-01", "source": "Registret"}
    person = {
        "email": "leder@traevaerk.example",
        "name": "Leder Eksempel",
        "role": "representative",
        "proof": "met",
        "proof_note": "Mødt",
    }
    person["proven_on"] = timezone.localdate().isoformat()

    assert answer.status_code == 302
    assert (added.kind, added.company_number, added.trade_code) == (kind, company_number(7), "162400")
    assert added.years.get().headcount == 24
    assert adviser.post(reverse("organisations:state_fact", args=[added.pk]), stated).status_code == 302
    assert adviser.post(reverse("organisations:add_member", args=[added.pk]), person).status_code == 302
    yes = {"how": "mail", "given_by": "Leder Eksempel", "given_on": timezone.localdate().isoformat()}
    assert adviser.post(reverse("organisations:show", args=[added.pk]), yes).status_code == 302
    assert added.name in adviser.get(reverse("home:directory"), {"slags": "registered"}).text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("company_number", "12345678", "det sidste ciffer passer ikke"),
        ("company_number", "1234", "har otte cifre"),
        ("company_number", "abcdefgh", "består kun af cifre"),
        ("company_number", company_number(3), "kan kun bruges i demoen"),
        ("trade_code", "ærter", "ikke en branchekode"),
        ("trade_code_version", "", "hvilken version"),
        ("headcount", "halvtreds", "Skriv et tal"),
        ("headcount", "2,5", "helt antal"),
        ("headcount", "-3", "helt antal"),
        ("headcount", "9999999999", "flere ansatte, end"),
        ("headcount_year", "", "hvilket år"),
        ("headcount_year", "2999", "Skriv et år"),
        ("postcode", "0000", "Vi kender ikke det sted"),
        ("postcode", "56.1, 9.5", "Vi kender ikke det sted"),
        ("website", "javascript:alert(1)", "URL"),
        ("contact_email", "ikke en adresse", "mail"),
        ("description", "Ring om 010190-1234", "ligner et CPR-nummer"),
        ("name", "", "påkrævet"),
    ],
)
def test_bad_values_are_refused_with_a_sentence_and_nothing_is_lost(adviser, written, field, value, sentence):
    answer = adviser.post(ADD, written(**{field: value}))

    assert answer.status_code == 200
    assert sentence.lower() in answer.text.lower()
    assert "drift@traevaerk.example" in answer.text or field == "contact_email"
    assert not Organisation.objects.filter(kind="company").exists()


def test_made_up_numbers_are_accepted_in_the_demo(adviser, written, demo):
    adviser.post(ADD, written(company_number=company_number(3)))

    assert Organisation.objects.get(name="Eksempel Træværk").company_number == company_number(3)


def test_a_number_that_is_taken_leads_to_its_owner(adviser, written, demo):
    owner = make_organisation("Eksempel <b>Først</b>", company_number=company_number(4))

    answer = adviser.post(ADD, written(company_number=company_number(4)))

    assert f'<a href="{page(owner)}">Eksempel &lt;b&gt;Først&lt;/b&gt;</a> har allerede dette CVR-nummer' in answer.text


def test_a_script_in_a_text_is_shown_as_text(adviser, written):
    answer = adviser.post(ADD, written(description="<script>alert(1)</script>"), follow=True)

    assert "&lt;script&gt;alert(1)" in answer.text
    assert "<script>alert" not in answer.text


def test_changing_keeps_the_reason_and_both_values_in_the_history(adviser, written, organisation):
    given = written(name="Eksempel Nyt Navn", version=1, reason="Navnet er ændret i registret")

    answer = adviser.post(change(organisation), given, follow=True)

    organisation.refresh_from_db()
    assert (organisation.name, organisation.version) == ("Eksempel Nyt Navn", 2)
    assert "Navnet er ændret i registret" in answer.text
    assert "→ Eksempel Nyt Navn" in answer.text


def test_a_long_history_is_folded_and_holds_everything(adviser, organisation, actor_adviser):
    for number in range(12):
        change_organisation(organisation, by=actor_adviser, description=f"Tekst nummer {number}")

    text = adviser.get(page(organisation)).text

    assert "Vis alle 12 hændelser" in text
    assert all(f"→ Tekst nummer {number}" in text for number in range(1, 12))


def test_personal_values_are_not_told_in_the_history(adviser, written):
    text = adviser.post(ADD, written(contact_name="Hemmelig Person"), follow=True).text

    told = text.split("Historik")[1]
    assert "Kontaktperson: skrevet eller ændret" in told
    assert "Hemmelig Person" not in told


def test_two_who_change_at_once_see_both_texts(adviser, written, organisation):
    adviser.post(change(organisation), written(version=1, description="Den første tekst"))

    answer = adviser.post(change(organisation), written(version=1, description="Den anden tekst"))

    assert answer.status_code == 200
    assert "Den første tekst" in answer.text
    assert "Den anden tekst" in answer.text
    organisation.refresh_from_db()
    assert organisation.description == "Den første tekst"

    adviser.post(change(organisation), written(version=2, description="Den anden tekst"))
    organisation.refresh_from_db()
    assert organisation.description == "Den anden tekst"


def test_a_firm_changes_its_own_words_but_neither_name_nor_number(client_as, written, organisation):
    client = client_as(Role.FIRM, organisation)
    name = organisation.name

    client.post(change(organisation), written(version=1, name="Et andet navn", company_number="25313763"))

    organisation.refresh_from_db()
    assert organisation.description == "Vi laver paller og kasser af fyrretræ."
    assert (organisation.name, organisation.company_number) == (name, "")


def test_the_public_sees_neither_contact_headcount_street_nor_history(client, client_as, municipality):
    public = make_organisation(
        "Eksempel Åben",
        in_directory=True,
        street="Eksempelvej 1",
        contact_name="Hemmelig Person",
        contact_email="hemmelig@firma.example",
    )
    make_year(public, 2024, headcount=17)
    make_membership(Role.FIRM, public)
    inside = ("Hemmelig Person", "hemmelig@firma.example", "17 (2024)", "Eksempelvej 1", "Historik", "De kan svare")

    assert all(text in client_as(Role.ADVISER).get(page(public)).text for text in inside)
    assert all(text in client_as(Role.FIRM, public).get(page(public)).text for text in inside)
    assert not any(text in client.get(page(public)).text for text in inside)
    assert not any(text in client_as(Role.FIRM).get(page(public)).text for text in inside)


def test_the_page_leads_to_the_ledger_those_who_may_read_it(client, client_as, municipality):
    public = make_organisation("Eksempel Åben", in_directory=True)
    make_membership(Role.FIRM, public)
    ledger = reverse("ledger:organisation", args=[public.pk])

    for reader in (client_as(Role.ADVISER), client_as(Role.FIRM, public)):
        assert f'href="{ledger}"' in reader.get(page(public)).text
        assert reader.get(ledger).status_code == 200
    for reader in (client, client_as(Role.FIRM)):
        assert ledger not in reader.get(page(public)).text


def test_a_contact_is_unknown_only_when_nothing_of_it_is_known(adviser, municipality):
    known = make_organisation("Eksempel Kendt", contact_name="", contact_email="kontakt@firma.example")
    unknown = make_organisation("Eksempel Ukendt", contact_name="", contact_email="", contact_phone="")

    assert "<dt>Kontakt</dt><dd><a" in adviser.get(page(known)).text
    assert "<dt>Kontakt</dt><dd>Ukendt" in adviser.get(page(unknown)).text


def test_x6_what_is_unknown_says_so_and_is_never_nought(adviser, municipality):
    bare = make_organisation("Eksempel Tom", postcode="", town="", latitude=None, longitude=None)

    shown = adviser.get(page(bare)).text
    row = adviser.get(reverse("organisations:list")).text

    assert shown.count("Ukendt") >= 8
    assert "Antal ansatte: ukendt" in row
    assert "CVR: ukendt" in row


def test_x6_made_up_organisations_are_marked(client, municipality):
    example = make_organisation("Eksempel Fuglekassen", in_directory=True, example=True)

    assert '<span class="badge badge-warning">Eksempel</span>' in client.get(page(example)).text
    assert '<span class="badge badge-warning">Eksempel</span>' in client.get(reverse("home:directory")).text


def test_x5_the_page_has_one_heading_and_its_parts_in_order(adviser, organisation):
    make_fact(organisation, "registered")

    text = adviser.get(page(organisation)).text

    order = ["<h1>", "Det næste, du kan gøre", "Fakta", "Socialøkonomi", "Historik"]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    assert text.count("<h1>") == 1


@pytest.mark.parametrize(
    ("lacks", "act"),
    [
        ({"postcode": "", "town": ""}, "Skriv postnummeret"),
        ({}, "Invitér en person"),
        ({"contact_email": "post@firma.example"}, "Skriv CVR-nummeret"),
        ({"contact_email": "post@firma.example", "kind": "department"}, "Ret oplysningerne"),
    ],
)
def test_the_next_step_is_what_is_lacking(adviser, municipality, lacks, act):
    organisation = make_organisation(**lacks)

    assert act in adviser.get(page(organisation)).text


def test_reading_writes_nothing_in_the_trail(adviser, organisation):
    before = AuditEntry.objects.count()

    for address in (page(organisation), change(organisation), "/organisationer/", ADD, "/organisationer/import/"):
        adviser.get(address)

    assert AuditEntry.objects.count() == before


def test_the_page_asks_as_many_queries_for_three_facts_as_for_one(
    client_as, organisation, django_assert_max_num_queries
):
    client = client_as(Role.ADVISER)
    make_fact(organisation, "registered")
    client.get(page(organisation))

    with django_assert_max_num_queries(35) as one:
        client.get(page(organisation))
    make_fact(organisation, "social_enterprise")
    make_fact(organisation, "shown_to_trade")
    with django_assert_max_num_queries(35) as three:
        client.get(page(organisation))

    assert len(one) == len(three)
