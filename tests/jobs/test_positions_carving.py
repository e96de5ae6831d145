"""Carving positions through the front door: a firm on its phone, and consultants and advisers on its behalf."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from symbiose.common.actor import Role
from symbiose.common.links import chain
from symbiose.common.models import AuditEntry
from symbiose.engine.windows import parse_windows
from symbiose.jobs import words
from symbiose.jobs.actions import carving
from symbiose.jobs.models import Position, PositionTask, Workplace
from symbiose.reference import task_templates
from tests.factories import make_actor, make_listing, make_organisation, make_unit
from tests.jobs.people import make_position, make_task, make_workplace

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 30)
ADD = "/stillinger/ny/"
OWN_TASK = {
    "title": "Samle fuglekasser",
    "task": "Samle fuglekasser",
    "hours_central": "5",
    "hours_low": "4",
    "hours_high": "8",
}
PLAIN = {
    "title": "Samle fuglekasser",
    "hours": "5",
    "min_hours": "3",
    "seats": "1",
    "total_hours": "5",
    "use": "flexible",
    "postcode": "8600",
}


@pytest.fixture
def firm(municipality):
    return make_organisation("Eksempel Fuglekassen")


@pytest.fixture
def own(client_as, firm):
    return client_as(Role.FIRM, firm)


def text(answer):
    return answer.content.decode()


def carved(own, **values):
    answer = own.post(ADD, OWN_TASK | values)
    assert answer.status_code == 302, text(answer)
    return Position.objects.latest("pk")


def changed(own, position, **values):
    position.refresh_from_db()
    data = PLAIN | {"version": position.version} | values
    return own.post(f"/stillinger/{position.number}/ret/", data)


def test_a_firm_carves_a_position_of_its_own_task_in_two_steps_and_opens_it(own, firm):
    draft = carved(own)
    answer = changed(
        own, draft, from_0="09:00", to_0="12:30", from_2="09:00", to_2="12:30", accommodations=["quiet_place"]
    )
    own.post(f"/stillinger/{draft.number}/aabn/", {})

    draft.refresh_from_db()
    assert answer.status_code == 302
    assert (draft.state, draft.organisation, draft.hours, draft.min_hours) == ("open", firm, Decimal(5), Decimal(3))
    assert draft.windows == "man 09:00-12:30; ons 09:00-12:30"
    assert draft.accommodations == ["quiet_place"]
    assert draft.opened_on is not None
    assert not draft.on_behalf
    page = text(own.get(f"/stillinger/{draft.number}/"))
    assert "3–5 timer om ugen" in page
    assert "0 af 5 timer om ugen er dækket" in page
    assert [entry.verb for entry in AuditEntry.objects.filter(subject_label="jobs.position").order_by("pk")] == [
        "jobs.carve_position",
        "jobs.change_position",
        "jobs.open_position",
    ]


def test_the_sum_of_tasks_is_proposed_and_the_user_decides(own):
    draft = carved(own)
    answer = own.post(
        f"/stillinger/{draft.number}/opgaver/",
        {"task": "Vande planter", "hours_central": "2,3", "source": "Talt i uge 45"},
    )
    page = text(own.get(f"/stillinger/{draft.number}/ret/"))

    assert answer.status_code == 302
    assert "2 opgaver giver 7,3 t, mellem 6,3 og 10,3 om ugen. Vi foreslår 7,5 timer i alt. I bestemmer." in page
    changed(own, draft, hours="4", min_hours="4", total_hours="4")
    draft.refresh_from_db()
    assert draft.total_hours == Decimal(4)


def test_a_task_is_taken_out_again(own):
    draft = carved(own)
    part = draft.parts.get()

    own.post(f"/stillinger/{draft.number}/opgaver/{part.pk}/fjern/", {})

    assert not draft.parts.exists()
    assert "Ingen opgaver er skrevet ned" in text(own.get(f"/stillinger/{draft.number}/"))


def test_a_task_stays_that_somebody_takes_out_in_the_moment_its_position_closes(own, firm, monkeypatch):
    position = make_position(make_workplace(firm))
    task = make_task(position)
    remove = carving.remove_task

    def after_it_closed(*given, by):
        Position.objects.update(state="closed", closed_on=TODAY, close_reason="Opgaven er væk")
        remove(*given, by=by)

    monkeypatch.setattr(carving, "remove_task", after_it_closed)

    assert own.post(f"/stillinger/{position.number}/opgaver/{task.pk}/fjern/").status_code == 403
    assert PositionTask.objects.get() == task


@pytest.mark.parametrize("code", task_templates(TODAY))
def test_a12_1_each_template_on_the_form_shows_hours_with_range_and_source(own, code):
    template = task_templates(TODAY)[code]
    amount = "volume" if template.measure == "tonnes" else "per_week"

    answer = own.post(
        ADD, {"title": "Stilling", "template": code, amount: str(template.example_amount), "step": "reckon"}
    )

    page = text(answer)
    assert "Skøn over timer om ugen: " in page
    assert ", mellem " in page
    assert "Sådan er det regnet" in page
    assert template.source["da"].removesuffix(".") in page
    assert "vores antagelse" in page
    assert not Position.objects.exists()


def test_a_task_without_a_range_is_not_said_to_lie_between_two_hours_that_are_one(own):
    own.post(ADD, {"title": "Pakke prøver", "task": "Pakke", "hours_central": "6"})

    page = text(own.get(f"/stillinger/{Position.objects.get().number}/ret/"))

    assert "1 opgave giver 6 t om ugen." in page


def test_a12_1_a_template_becomes_a_task_with_its_range_and_source(own):
    answer = own.post(ADD, {"title": "Sortere madaffald", "template": "food_sorting", "volume": "15"})

    assert answer.status_code == 302
    task = PositionTask.objects.get()
    assert (task.template, task.volume, task.unit, task.per_week) == ("food_sorting", Decimal(15), "t", None)
    assert (task.hours_low, task.hours_central, task.hours_high) == (Decimal("1.15"), Decimal("2.31"), Decimal("4.62"))
    assert task.estimated
    assert "vores skøn" in task.source
    position = task.position
    assert (position.total_hours, position.skills) == (Decimal("2.5"), ["sorting"])
    assert "wet" in position.demands
    page = text(own.get(f"/stillinger/{position.number}/"))
    assert "2,31 t, mellem 1,15 og 4,62" in page
    assert "15 ton om året" in page


def test_a_template_without_its_amount_says_what_is_missing(own):
    answer = own.post(ADD, {"title": "Sortere", "template": "food_sorting"})

    assert answer.status_code == 422
    assert "Vi ved ikke, hvor mange ton der er om året" in text(answer)


def test_a_position_is_carved_from_a_task_listing_and_the_chain_shows_it(own, firm):
    listing = make_listing(
        firm, title="Pakke reservedele", kind="task", quantity=6, unit="hour", per="week", windows="tir 08:00-12:00"
    )
    address = f"{ADD}?fra=listings.listing:{listing.pk}"

    page = text(own.get(f"/opslag/{listing.pk}/"))
    first = text(own.get(address))
    own.post(address, {"title": "Pakke reservedele", "task": "Pakke reservedele", "hours_central": "6"})

    assert "Lav en stilling af opgaven" in page
    assert address.replace(":", "%3A") in page
    assert 'value="6"' in first or 'value="6,00"' in first
    made = Position.objects.get()
    assert (made.listing, made.windows) == (listing, "tir 08:00-12:00")
    steps = chain(made, make_actor(Role.FIRM, firm))
    assert [step.here for step in steps] == [False, True]
    assert "Pakke reservedele" in text(own.get(f"/opslag/{listing.pk}/"))


def test_a_listing_that_is_no_work_offers_no_position(own, firm):
    listing = make_listing(firm, title="Træafskær", kind="material")

    assert "Lav en stilling af opgaven" not in text(own.get(f"/opslag/{listing.pk}/"))


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.ADVISER])
def test_on_behalf_of_a_firm_how_consent_was_given_is_asked_for_and_shown(client_as, firm, role):
    theirs = client_as(role)
    address = f"{ADD}?organisation={firm.pk}"

    refused = theirs.post(address, OWN_TASK)
    theirs.post(address, OWN_TASK | {"consent": "I telefonen 3. maj, værkføreren"})

    assert refused.status_code == 422
    made = Position.objects.get()
    assert (made.on_behalf, made.consent) == (True, "I telefonen 3. maj, værkføreren")
    page = text(theirs.get(f"/stillinger/{made.number}/"))
    assert "Skrevet på vegne af" in page
    assert "I telefonen 3. maj, værkføreren" in page
    theirs.post(f"/stillinger/{made.number}/aabn/", {"consent": "I telefonen 4. maj"})
    entry = AuditEntry.objects.get(verb="jobs.open_position")
    assert (entry.on_behalf_of, entry.consent) == (firm.pk, "I telefonen 4. maj")


def test_a_consultant_finds_the_organisation_first(client_as, firm):
    page = text(client_as(Role.CONSULTANT).get(ADD, {"find": "fugle"}))

    assert f"organisation={firm.pk}" in page


def test_where_nothing_is_found_an_adviser_adds_the_organisation_and_an_empty_search_is_told(client_as, firm):
    adviser = client_as(Role.ADVISER)

    first, empty, none = (text(adviser.get(ADD, asked)) for asked in ({}, {"find": ""}, {"find": "xyzzy"}))

    assert "(frivilligt)" not in first
    assert "Noget skal rettes" not in first
    assert "Skriv et navn, et CVR-nummer eller en by." in empty
    assert reverse("organisations:add") in none
    assert reverse("organisations:add") not in text(client_as(Role.CONSULTANT).get(ADD, {"find": "xyzzy"}))


def test_a_place_of_work_gives_its_postcode_and_the_workplace_is_found_again(own, firm):
    unit = make_unit(firm, postcode="8620", town="Kjellerup")

    first = carved(own, unit=str(unit.pk))
    second = carved(own, unit=str(unit.pk), task="Noget andet")

    assert (first.postcode, first.workplace.unit) == ("8620", unit)
    assert first.workplace == second.workplace
    assert Workplace.objects.count() == 1


def test_the_same_form_sent_twice_carves_once(own):
    key = "7a3d3c1e-9f0e-4e45-9a55-1f0e2c1b9d11"

    own.post(ADD, OWN_TASK | {"form_key": key})
    own.post(ADD, OWN_TASK | {"form_key": key})

    assert Position.objects.count() == 1


def test_two_who_change_at_once_see_both_texts(own):
    draft = carved(own)
    first = draft.version
    changed(own, draft, title="Samle og slibe")

    answer = own.post(f"/stillinger/{draft.number}/ret/", PLAIN | {"version": first, "title": "Male fuglekasser"})

    assert answer.status_code == 422
    assert "Samle og slibe" in text(answer)
    assert "Male fuglekasser" in text(answer)


def test_a_copy_is_a_draft_with_the_same_tasks_hours_and_offers(own, firm):
    draft = carved(own)
    changed(own, draft, from_0="09:00", to_0="12:00", accommodations=["quiet_place"])

    answer = own.post(f"/stillinger/{draft.number}/kopier/", {})

    made = Position.objects.latest("pk")
    assert answer.status_code == 302
    assert made.number != draft.number
    assert (made.state, made.windows, made.accommodations) == ("draft", "man 09:00-12:00", ["quiet_place"])
    assert made.parts.get().title == "Samle fuglekasser"


REFUSED = {
    "no half hour": (
        {"hours": "0,3", "min_hours": "0,3", "total_hours": "1"},
        "Skriv hele og halve timer, fx 1, 1,5 eller 5. 0,3 er ingen af delene.",
    ),
    "under an hour": ({"min_hours": "0,5"}, "En stilling er på mindst 1 time om ugen."),
    "more than full time": (
        {"hours": "37,5", "total_hours": "40"},
        "Én person kan højst have 37 timer om ugen, og der står 37,5. Det er vores egen antagelse.",
    ),
    "small job": (
        {"hours": "40", "total_hours": "40", "form": "small_job"},
        "Småjob (lønnede timer) er højst 20 timer om ugen, og der står 40.",
    ),
    "least over most": (
        {"min_hours": "6"},
        "De færreste timer kan ikke være flere end de fleste. Skriv 5 eller færre.",
    ),
    "fewer in all": ({"total_hours": "4"}, "Timerne i alt kan ikke være færre end én persons. Skriv 5 eller flere."),
    "ends before it starts": (
        {"from_1": "12:00", "to_1": "09:00"},
        "Tirsdag slutter, før den begynder. Byt om på de to tider.",
    ),
    "no end": ({"from_1": "12:00"}, "Skriv også, hvornår tirsdag slutter."),
    "a quarter": ({"from_1": "12:15", "to_1": "13:00"}, "Skriv en hel eller halv time, fx 8.00 eller 12.30."),
    "unreadable": ({"more_times": "tir 12:00-09:00"}, "Vi kan ikke læse “tir 12:00-09:00”."),
    "shifts without times": ({"use": "all"}, "Skriv vagterne, eller vælg, at timerne kan ligge frit."),
    "too many shifts": (
        {"use": "any", "least_shifts": "3", "from_0": "09:00", "to_0": "11:00"},
        "Der er 1 vagt. Skriv, hvor mange af dem der skal arbejdes.",
    ),
    "shifts over hours": (
        {"use": "all", "from_0": "08:00", "to_0": "16:00"},
        "De vagter, der skal arbejdes, er 8 timer tilsammen, og én person kan højst have 5.",
    ),
    "overlap": (
        {"use": "all", "from_0": "08:00", "to_0": "10:00", "more_times": "man 09:00-11:00"},
        "To vagter ligger oven i hinanden: man 09:00-10:00.",
    ),
    "abroad": ({"postcode": "Malmö"}, "Vi kender ikke det sted."),
    "unknown accommodation": ({"accommodations": ["gratis_frokost"]}, "et af de svar"),
    "contradiction": (
        {"accommodations": ["quiet_place"], "demands": ["noise"]},
        "Støj og “et roligt sted med lidt støj” går ikke sammen. Fjern den ene.",
    ),
    "pay of another form": (
        {"form": "work_trial", "pay_basis": "agreed_wage"},
        "Den løn hører ikke til virksomhedspraktik.",
    ),
    "wage": ({"wage_low": "150", "wage_high": "140"}, "Den højeste løn kan ikke være lavere end den laveste."),
    "cpr": ({"about": "Spørg efter 010190-1234"}, "Det ligner et CPR-nummer."),
    "figures without source": (
        {"ordinary_employees": "12", "told_on": "2026-01-01"},
        "Skriv, hvem der har fortalt tallene",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused_with_how_to_mend_it_and_nothing_is_lost(own, what):
    values, sentence = REFUSED[what]
    draft = carved(own)
    before = draft.version

    answer = changed(own, draft, title="Noget, jeg skrev", **values)

    page = text(answer)
    assert answer.status_code == 422
    assert sentence.lower() in page.replace("&quot;", '"').lower()
    assert "Noget, jeg skrev" in page
    draft.refresh_from_db()
    assert draft.version == before


def test_times_are_kept_when_the_page_is_opened_again(own):
    draft = carved(own)
    changed(own, draft, from_0="09:00", to_0="12:30", more_times="man 13:00-15:00; lør 10:00-12:00")
    draft.refresh_from_db()

    page = text(own.get(f"/stillinger/{draft.number}/ret/"))

    assert parse_windows(draft.windows) == parse_windows("man 09:00-12:30; man 13:00-15:00; lør 10:00-12:00")
    assert 'value="12:30"' in page
    assert 'value="man 13:00-15:00"' in page
    assert 'id="id_from_5" aria' in page or 'name="from_5" value="10:00"' in page


def test_every_name_on_the_form_is_in_the_readers_language(own):
    page = text(own.get(f"/stillinger/{carved(own).number}/ret/"))

    for _code, name in words.accommodation_choices():
        assert name in page


def test_a_closed_organisation_carves_nothing(client_as, municipality):
    gone = make_organisation("Eksempel Lukket", state="closed", closed_on="2026-01-01")

    answer = client_as(Role.CONSULTANT).post(f"{ADD}?organisation={gone.pk}", OWN_TASK | {"consent": "x"})

    assert not Position.objects.exists()
    assert answer.status_code == 200


def test_a_closed_position_is_not_changed(own, firm):
    position = make_position(make_position().workplace, state="closed", closed_on="2026-01-01", close_reason="Solgt")

    assert own.get(reverse("positions:change", args=[position.number])).status_code in {403, 404}


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.ADVISER])
def test_whose_a_listing_is_that_hides_its_owner_is_told_by_no_address(client_as, municipality, role):
    owner = make_organisation("Eksempel Skjult Fabrik")
    listing = make_listing(owner, kind="task", anonymous=True)
    client = client_as(role)

    page = client.get(f"{ADD}?fra=listings.listing:{listing.pk}").content.decode()
    tried = client.get(f"{ADD}?fra=listings.listing:{listing.pk}&organisation={owner.pk}")

    assert ("Eksempel Skjult Fabrik" in page) is (role is Role.ADVISER)  # the entrance knows whose it is
    assert (tried.context["listing"] is not None) is (role is Role.ADVISER)
