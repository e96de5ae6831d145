"""A listing by telephone: one page, a known or a new firm, how they said yes, and nothing to mend before it is shown."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse
from django.utils import formats, timezone

from symbiose.common.actor import Role
from symbiose.common.states import NotAllowed
from symbiose.listings import actions
from symbiose.listings.models import Listing
from symbiose.organisations.models import Organisation
from tests.factories import make_actor, make_organisation

pytestmark = pytest.mark.django_db
URL, FIRMS, START = reverse("listings:phone"), reverse("listings:phone_firms"), reverse("home:today")
SAID = {"firm": "Eksempel Træværk", "side": "have", "text": "120 kg træafskær om ugen", "how": "phone"}


@pytest.fixture
def known(municipality):
    return make_organisation("Eksempel Træværk", company_number="")


def today():
    return formats.date_format(timezone.localdate(), "DATE_FORMAT")


def test_a_known_firm_takes_one_page_and_one_press(client_as, known):
    client = client_as(Role.ADVISER)

    answer = client.post(URL, {**SAID, "who": "værkføreren"}, follow=True)

    listing = Listing.objects.get()
    assert (listing.organisation, listing.state, listing.side) == (known, "shown", "have")
    assert (listing.quantity, listing.unit, listing.per, listing.kind) == (120, "kg", "week", "material")
    assert (listing.on_behalf, listing.consent) == (True, f"I telefonen {today()}, værkføreren")
    assert [(code.family, code.confirmed) for code in listing.codes.all()] == [("wood_offcuts", False)]
    shown = answer.content.decode()
    assert "Opslaget kan ses nu, på vegne af Eksempel Træværk." in shown
    assert "Gruppe ikke bekræftet" in shown


def test_what_is_written_in_a_page_that_the_browser_kept_is_another_listing(client_as, known):
    client = client_as(Role.ADVISER)
    key = {"form_key": str(uuid.uuid4())}

    for text in ("20 tomme plantekasser", "300 kg halm", "300 kg halm"):
        client.post(URL, {**SAID, **key, "text": text})

    assert list(Listing.objects.order_by("pk").values_list("text", flat=True)) == [
        "20 tomme plantekasser",
        "300 kg halm",
    ]


def test_the_start_page_leads_to_it(client_as):
    page = client_as(Role.ADVISER).get(START).content.decode()

    assert f'href="{URL}"' in page
    assert "Nyt opslag på vegne af" in page


def test_a_new_firm_is_added_with_place_and_telephone(client_as):
    client = client_as(Role.ADVISER)

    client.post(URL, {**SAID, "firm": "Eksempel Rebslager", "place": "8620", "phone": "00 00 00 00"})

    made = Organisation.objects.get(name="Eksempel Rebslager")
    assert (made.postcode, made.town, made.contact_phone, made.kind) == ("8620", "Kjellerup", "00 00 00 00", "company")
    assert Listing.objects.get().organisation == made
    assert Listing.objects.get().postcode == "8620"


def test_an_unknown_name_without_a_place_gets_one_sentence_and_loses_nothing(client_as):
    answer = client_as(Role.ADVISER).post(URL, {**SAID, "firm": "Eksempel Rebslager", "who": "chefen"})

    page = answer.content.decode()
    assert page.count("form-error-message") == 1
    assert "Vi kender dem ikke endnu." in page
    assert "<details open>" in page
    assert all(text in page for text in ("Eksempel Rebslager", SAID["text"], 'value="chefen"'))
    assert Listing.objects.count() == Organisation.objects.filter(name="Eksempel Rebslager").count() == 0


def test_a_name_that_may_be_several_is_asked_about(client_as, known):
    other = make_organisation("Eksempel Trævarefabrik")
    client = client_as(Role.ADVISER)

    asked = client.post(URL, {**SAID, "firm": "eksempel træv"}).content.decode()
    client.post(URL, {**SAID, "firm": "eksempel træv", "chosen": str(other.pk)})

    assert "Vælg den, der ringer" in asked
    assert all(name in asked for name in (known.name, other.name))
    assert Listing.objects.get().organisation == other


def test_a_new_one_that_is_called_almost_the_same_is_made_once_it_is_said(client_as, known):
    client = client_as(Role.ADVISER)
    said = {**SAID, "firm": "Eksempel Træ", "place": "8600"}

    asked = client.post(URL, said).content.decode()
    client.post(URL, {**said, "chosen": "new"})

    assert "Ingen af dem, det er en ny" in asked
    assert Listing.objects.get().organisation.name == "Eksempel Træ"


def test_a_company_number_and_any_case_meet_the_firm(client_as, known):
    Organisation.objects.filter(pk=known.pk).update(company_number="00000019")
    client = client_as(Role.ADVISER)

    client.post(URL, {**SAID, "firm": "00000019"})
    client.post(URL, {**SAID, "firm": "EKSEMPEL TRÆVÆRK"})

    assert set(Listing.objects.values_list("organisation", flat=True)) == {known.pk}
    assert Listing.objects.count() == 2


def test_a_closed_firm_is_not_met(client_as, known):
    Organisation.objects.filter(pk=known.pk).update(
        state="closed", closed_on=timezone.localdate(), close_reason="Lukket"
    )

    page = client_as(Role.ADVISER).post(URL, SAID).content.decode()

    assert "Vi kender dem ikke endnu." in page


def test_several_things_become_several_listings(client_as, known):
    answer = client_as(Role.ADVISER).post(
        URL, {**SAID, "text": "Vi har 20 europaller om måneden. Vi har også 200 kg savsmuld om måneden."}, follow=True
    )

    assert Listing.objects.count() == 2
    assert "2 opslag kan ses nu, på vegne af Eksempel Træværk." in answer.content.decode()


def test_what_is_hazardous_is_stopped(client_as, known):
    client_as(Role.ADVISER).post(URL, {**SAID, "text": "Gamle tagplader med asbest, 30 stk."})

    assert Listing.objects.filter(stopped=True).exists()


def test_what_is_hazardous_in_a_thing_stops_the_whole_of_it(client_as, known):
    client_as(Role.ADVISER).post(URL, {**SAID, "text": "20 dunke malingrester med opløsningsmiddel"})

    listing = Listing.objects.get()
    assert (listing.stopped, listing.hazard_words, listing.quantity) == (True, "opløsningsmiddel", 20)


def test_a_hidden_name_must_not_stand_in_the_text(client_as, known):
    client = client_as(Role.ADVISER)

    wrong = client.post(URL, {**SAID, "anonymous": "on", "text": "Eksempel Træværk har 120 kg træafskær"})
    client.post(URL, {**SAID, "anonymous": "on"})

    assert wrong.content.decode().count("form-error-message") == 1
    assert Listing.objects.get().anonymous


@pytest.mark.parametrize(
    ("name", "value"),
    [("firm", ""), ("text", ""), ("text", "010190-1234"), ("how", "pigeon"), ("side", "sell"), ("place", "0000")],
)
def test_what_is_wrong_gets_one_sentence_at_its_field(client_as, known, name, value):
    answer = client_as(Role.ADVISER).post(URL, {**SAID, name: value})

    assert answer.content.decode().count("form-error-message") == 1
    assert Listing.objects.count() == 0


def test_a_double_click_makes_one_listing(client_as, known):
    client = client_as(Role.ADVISER)
    key = client.get(URL).context["form"]["form_key"].value()

    for _time in range(2):
        client.post(URL, {**SAID, "form_key": str(key)})

    assert Listing.objects.count() == 1


def test_names_turn_up_while_one_writes(client_as, known):
    make_organisation("Havecenter Eksempel Træ")
    client = client_as(Role.ADVISER)

    found = client.get(FIRMS, {"firm": "eksempel tr"}).content.decode()

    assert found.index("Eksempel Træværk") < found.index("Havecenter")
    assert "<option" not in client.get(FIRMS, {"firm": "e"}).content.decode()


@pytest.mark.parametrize("role", [Role.VISITOR, Role.FIRM])
def test_only_advisers_write_on_behalf(client_as, known, role):
    client = client_as(role, None if role is Role.VISITOR else known)

    codes = {client.get(URL).status_code, client.post(URL, SAID).status_code, client.get(FIRMS).status_code}

    assert codes == ({302} if role is Role.VISITOR else {403})
    assert Listing.objects.count() == 0


def test_the_verb_refuses_firms_and_a_missing_consent(known):
    for by, consent in ((make_actor(Role.FIRM, known), "I telefonen"), (make_actor(Role.ADVISER), " ")):
        with pytest.raises(NotAllowed):
            actions.take_down(known, by=by, items=[], consent=consent)


def test_x4_a_new_firm_that_hides_its_name_does_not_tell_it_either(client_as):
    sent = {"firm": "Nyt Snedkeri", "text": "Nyt Snedkeri har 120 kg træafskær", "place": "8600", "side": "have"}

    page = client_as(Role.ADVISER).post(URL, {**sent, "how": "phone", "anonymous": "on"}).content.decode()

    assert "Teksten røber, hvem I er" in page
    assert not Listing.objects.exists()


def test_what_is_asked_for_is_not_called_voluntary(client_as, known):
    sent = {"firm": "Helt Ny", "text": "120 kg træafskær", "side": "have", "how": "phone"}

    page = client_as(Role.ADVISER).post(URL, sent).content.decode()

    asked = page[page.index("id_place") :][:900]
    assert "Skriv, hvor de holder til" in asked
    assert "frivilligt" not in asked
