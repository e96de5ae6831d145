"""A text on its way to listings, through the front door."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.listings.models import Listing
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db

ONE = "Vi har cirka 120 kg træafskær om ugen. Det er tørt og kan hentes tirsdag kl. 8-12."
TWO = "Vi har 20 europaller om måneden. Vi har også 200 kg savsmuld om måneden."
URL = reverse("listings:add")


def fields_of(answer):
    """What a browser would send back from a page: every field as it stands."""
    page = answer.content.decode()
    form = page[page.index('class="writing"') :] if 'class="writing"' in page else page
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" not in attributes:
            continue
        if attributes.get("type") in {"checkbox", "radio"} and " checked" not in tag:
            continue
        empty = "on" if attributes.get("type") == "checkbox" else ""
        sent.setdefault(attributes["name"], []).append(attributes.get("value", empty))
    for name, body in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s?(.*?)</textarea>', form, re.DOTALL):
        sent[name] = [body.strip()]
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)" selected', body)
        sent[name] = chosen[:1] or [""]
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def read(client, text, **more):
    """Type a text and press the button that reads it; the fields of the page that comes."""
    first = fields_of(client.get(URL, {key: value for key, value in more.items() if key == "organisation"}))
    answer = client.post(URL, {**first, "text": text, "step": "read", **more})
    assert answer.status_code == 200
    return fields_of(answer)


def send(client, fields, step="show", **changed):
    return client.post(URL, {**fields, "step": step, **changed}, follow=True)


def test_new_listing_from_one_text_is_shown_with_what_the_text_said(client_as, organisation):
    client = client_as(Role.FIRM, organisation)

    answer = send(client, read(client, ONE))

    listing = Listing.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("listings:detail", args=[listing.pk])
    assert (listing.state, listing.organisation, listing.text) == ("shown", organisation, ONE)
    assert (listing.quantity, listing.unit, listing.per, listing.estimated) == (120, "kg", "week", True)
    assert (listing.windows, listing.postcode, listing.waste) == ("tir 08:00-12:00", "8600", "unknown")
    assert listing.valid_to == timezone.localdate() + timedelta(days=90)
    assert listing.conditions == {"dry": True}
    assert [(code.family, code.confirmed) for code in listing.codes.all()] == [("wood_offcuts", True)]
    assert "træafskær" in listing.codes.get().words


def test_reading_marks_words_and_says_why(client_as, organisation):
    client = client_as(Role.FIRM, organisation)

    page = client.post(URL, {**fields_of(client.get(URL)), "text": ONE, "step": "read"}).content.decode()

    assert "Sådan læser vi det" in page
    assert '<mark class="read-1">træafskær</mark>' in page
    assert "på grund af “træafskær”" in page
    assert "Ingen af dem" in page
    assert "Aktindsigt" in page


def test_two_things_become_two_listings_with_their_own_sentences(client_as, organisation):
    client = client_as(Role.FIRM, organisation)

    fields = read(client, TWO)
    send(client, fields)

    pallets, sawdust = Listing.objects.order_by("pk")
    assert (pallets.text, sawdust.text) == (
        "Vi har 20 europaller om måneden.",
        "Vi har også 200 kg savsmuld om måneden.",
    )
    assert [one.codes.get().family for one in (pallets, sawdust)] == ["pallets", "sawdust"]


def test_two_listings_are_made_together_or_not_at_all(client_as, organisation):
    client = client_as(Role.FIRM, organisation)
    fields = read(client, TWO)

    answer = send(client, fields, **{"item-1-quantity": "-3"})

    assert "Tallet skal være større end 0" in answer.content.decode()
    assert not Listing.objects.exists()


def test_reading_endpoint_writes_nothing(client_as, organisation):
    client = client_as(Role.FIRM, organisation)
    fields = fields_of(client.get(URL))
    before = AuditEntry.objects.count()

    answer = client.post(reverse("listings:reading"), {**fields, "text": ONE})

    assert "read-1" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert (Listing.objects.count(), AuditEntry.objects.count()) == (0, before)


def test_reading_again_keeps_what_was_chosen_and_hears_a_new_amount(client_as, organisation):
    client = client_as(Role.FIRM, organisation)
    fields = read(client, ONE)
    fields["item-0-certificate"] = ["Truckkort"]

    same = client.post(reverse("listings:reading"), fields).content.decode()
    other = client.post(reverse("listings:reading"), {**fields, "text": ONE.replace("120", "80")}).content.decode()

    assert 'value="Truckkort"' in same
    assert 'value="120"' in same
    assert 'value="Truckkort"' in other
    assert 'value="80"' in other


def test_a_text_changed_after_the_reading_is_read_again_before_it_is_shown(client_as, organisation):
    client = client_as(Role.FIRM, organisation)
    fields = read(client, ONE)

    answer = send(client, {**fields, "text": [TWO]})

    assert "Du har ændret teksten" in answer.content.decode()
    assert not Listing.objects.exists()


def test_double_submit_makes_one_listing(client_as, organisation):
    client = client_as(Role.FIRM, organisation)
    fields = read(client, ONE)

    first = send(client, fields)
    second = send(client, fields)

    assert Listing.objects.count() == 1
    assert first.redirect_chain == second.redirect_chain


def test_draft_is_saved_and_not_on_the_market(client_as, organisation):
    client = client_as(Role.FIRM, organisation)

    send(client, read(client, ONE), step="draft")

    assert Listing.objects.get().state == "draft"
    assert "træafskær" not in client.get(reverse("listings:market")).content.decode().lower()


def test_none_of_these_leaves_the_listing_without_a_family(client_as, organisation):
    client = client_as(Role.FIRM, organisation)
    fields = read(client, ONE)

    send(
        client, {**fields, "item-0-families": ["none"], "item-0-title": ["Noget særligt"], "item-0-kind": ["material"]}
    )

    listing = Listing.objects.get()
    assert (listing.title, listing.kind, listing.codes.count()) == ("Noget særligt", "material", 0)


def test_nothing_chosen_keeps_the_reading_unconfirmed_and_marked(client_as, organisation):
    client = client_as(Role.FIRM, organisation)
    fields = read(client, ONE)
    fields.pop("item-0-families")

    answer = send(client, fields)

    code = Listing.objects.get().codes.first()
    assert (code.family, code.confirmed) == ("wood_offcuts", False)
    assert "Gruppe ikke bekræftet" in answer.content.decode()


def test_all_families_can_be_searched(client_as, organisation):
    client = client_as(Role.FIRM, organisation)
    fields = read(client, "Vi har nogle dimser til overs")

    answer = client.post(URL, {**fields, "item-0-find": ["paller"], "step": "find"})

    found = fields_of(answer)
    assert "pallets" in found["item-0-proposed"][0]
    send(client, {**found, "item-0-families": ["pallets"]})
    assert [code.family for code in Listing.objects.get().codes.all()] == ["pallets"]


def test_unknown_words_can_still_become_a_listing(client_as, organisation):
    client = client_as(Role.FIRM, organisation)

    answer = send(client, read(client, "Vi har nogle dimser til overs"))

    assert Listing.objects.get().title == "Vi har nogle dimser til overs"
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"item-0-quantity": "0"}, "Tallet skal være større end 0"),
        ({"item-0-quantity": "99999999999"}, "for stort til at være rigtigt"),
        ({"item-0-quantity": "mange"}, "Skriv et tal"),
        ({"item-0-unit": ""}, "Vælg, hvad det måles i"),
        ({"item-0-unit": "kWh"}, "måles oftest i kg"),
        ({"item-0-place": "9999999"}, "Vi kender ikke"),
        ({"item-0-day_0": "fra morgen"}, "Vi kan ikke læse tiderne"),
        ({"item-0-price": "-1"}, "Skriv en pris på 0 eller mere"),
        ({"valid_from": "2099-01-02", "valid_to": "2099-01-01"}, "Sidste dag kan ikke ligge før første dag"),
        ({"valid_from": "2001-01-01", "valid_to": "2001-01-02"}, "Den dag er forbi"),
        ({"item-0-terms": "Spørg 010190-1234"}, "CPR-nummer"),
        ({"confidential_reason": "010190-1234"}, "CPR-nummer"),
        ({"item-0-families": ["none", "wood_offcuts"]}, "ikke begge dele"),
    ],
)
def test_bad_input_gets_one_sentence_and_loses_nothing(client_as, organisation, changed, sentence):
    client = client_as(Role.FIRM, organisation)
    fields = {**read(client, ONE), "item-0-certificate": ["Truckkort"]}

    answer = send(client, {**fields, **changed})

    page = answer.content.decode()
    assert sentence in page
    assert ONE in page
    assert "Truckkort" in page
    assert not Listing.objects.exists()


def test_unit_that_does_not_fit_may_be_kept(client_as, organisation):
    client = client_as(Role.FIRM, organisation)
    fields = {**read(client, ONE), "item-0-unit": ["kWh"], "item-0-keep_unit": ["on"]}

    send(client, fields)

    assert Listing.objects.get().unit == "kWh"


def test_cpr_like_number_in_the_text_is_refused_before_anything_is_read(client_as, organisation):
    client = client_as(Role.FIRM, organisation)
    fields = fields_of(client.get(URL))

    page = client.post(URL, {**fields, "text": "Ring til 010190-1234 om paller", "step": "read"}).content.decode()
    swapped = client.post(reverse("listings:reading"), {**fields, "text": "Ring til 010190-1234"}).content.decode()

    assert "CPR-nummer" in page
    assert "Ring til 010190-1234 om paller" in page
    assert "Sådan læser vi det" not in page
    assert "CPR-nummer" in swapped


def test_script_in_a_text_is_shown_as_text(client_as, organisation):
    client = client_as(Role.FIRM, organisation)
    text = "Vi har paller <script>alert(1)</script>"

    fields = read(client, text)
    page = send(client, {**fields, "text": [text]}).content.decode()

    assert Listing.objects.get().text == text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_own_name_in_the_text_of_an_anonymous_listing_is_refused(client_as, organisation):
    client = client_as(Role.FIRM, organisation)
    fields = read(client, f"{organisation.name} har 20 paller")

    answer = send(client, {**fields, "anonymous": ["1"]})

    assert "Teksten røber, hvem I er" in answer.content.decode()
    assert not Listing.objects.exists()


def test_a17_4_hazard_raises_the_stop(client_as, organisation):
    client = client_as(Role.FIRM, organisation)

    by_family = send(client, read(client, "Vi har 300 liter spildolie om året")).content.decode()
    by_tick = send(client, {**read(client, ONE), "item-0-hazard": ["on"]}).content.decode()

    assert list(Listing.objects.order_by("pk").values_list("stopped", flat=True)) == [True, True]
    assert "Stoppet: kan indeholde farlige stoffer" in by_family
    assert "Derfor er det stoppet" in by_family
    assert "spildolie" in by_family
    assert "Ejeren siger, at der kan være noget farligt i det" in by_tick
    assert "Stoppet" in client.get(reverse("listings:market")).content.decode()


def test_adviser_writes_on_behalf_and_must_say_how_consent_was_given(client_as, organisation):
    client = client_as(Role.ADVISER)
    fields = read(client, ONE, organisation=organisation.pk)

    refused = send(client, {**fields, "consent": [""]})
    made = send(client, {**fields, "consent": ["I telefonen med lederen"]})

    assert "Hvordan har organisationen sagt ja?" in refused.content.decode()
    listing = Listing.objects.get()
    assert (listing.organisation, listing.on_behalf, listing.consent) == (
        organisation,
        True,
        "I telefonen med lederen",
    )
    entry = AuditEntry.objects.get(verb="listings.add")
    assert (entry.on_behalf_of, entry.consent) == (organisation.pk, "I telefonen med lederen")
    assert "På vegne af" in made.content.decode()


def test_adviser_first_chooses_the_organisation(client_as):
    wanted = make_organisation("Eksempel Fuglekassen")
    client = client_as(Role.ADVISER)

    empty = client.get(URL).content.decode()
    found = client.get(URL, {"find": "fuglekasse"}).content.decode()

    assert "hvilken organisation skriver du for" in empty
    assert f"organisation={wanted.pk}" in found


def test_firm_cannot_write_for_another(client_as, organisation):
    client = client_as(Role.FIRM, organisation)
    other = make_organisation()

    send(client, read(client, ONE), organisation=other.pk)

    assert Listing.objects.get().organisation == organisation


@pytest.mark.parametrize("role", [Role.VISITOR])
def test_visitors_are_sent_to_sign_in(client_as, role):
    client = client_as(role)

    assert client.get(URL).status_code == 302
    assert client.post(reverse("listings:reading"), {"text": ONE}).status_code == 302
