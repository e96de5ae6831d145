"""Kept searches: begun from the market place, told once a day at most, stopped from the letter, never one's own or a hidden name."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Actor, Role, system
from symbiose.common.states import NotAllowed
from symbiose.listings import actions
from symbiose.listings.models import Alert, Listing
from symbiose.notices.models import AnswerLink, Notice, OutgoingMail
from symbiose.organisations.actions import close_organisation
from tests.factories import make_actor, make_listing, make_membership, make_organisation

pytestmark = pytest.mark.django_db
MARKET, ALERTS, ADD = (reverse(f"listings:{name}") for name in ("market", "alerts", "alert_add"))
CLOCK = system("clock")
HORSENS = {"postcode": "8700", "town": "Horsens", "latitude": 55.86, "longitude": 9.85}


@pytest.fixture
def seeker(municipality):
    return make_organisation("Eksempel Fuglekassen", contact_email="post@fuglekassen.example")


def keep(organisation, query="q=paller", **values):
    """An alert that was kept an hour ago."""
    alert = actions.keep_alert(organisation, query=query, by=CLOCK)
    Alert.objects.filter(pk=alert.pk).update(**{"told_until": timezone.now() - timedelta(hours=1), **values})
    return Alert.objects.get(pk=alert.pk)


def show(title="Europaller", minutes=5, **values):
    """A listing that was shown some minutes ago."""
    shown_at = timezone.now() - timedelta(minutes=minutes)
    return make_listing(**{"title": title, "text": "20 europaller, paller", "shown_at": shown_at, **values})


def tell(days=0):
    return actions.tell_alerts(on=timezone.localdate() + timedelta(days=days), by=CLOCK)


def letters():
    return list(OutgoingMail.objects.filter(once_key__startswith="alert:").order_by("pk"))


def link_in(mail):
    return re.findall(r"https?://\S+", mail.body)[0].removeprefix(django_settings.BASE_URL)


def test_a_firm_keeps_the_search_that_it_sees_with_one_press(client_as, seeker):
    client = client_as(Role.FIRM, seeker)
    page = client.get(MARKET, {"q": "paller", "side": "have", "page": "1", "sort": "nearest"}).content.decode()
    query = re.search(r'name="query" value="([^"]*)"', page)[1].replace("&amp;", "&")

    answer = client.post(ADD, {"query": query}, follow=True)
    client.post(ADD, {"query": "sort=newest&side=have&q=paller"})

    kept = Alert.objects.get()
    assert (kept.organisation, kept.query, kept.active) == (seeker, "q=paller&side=have", True)
    assert kept.name == "Nogen har · paller"
    assert "Højst ét brev om dagen" in answer.content.decode()
    assert "Nogen har · paller" in answer.content.decode()


def test_the_empty_market_place_offers_it_first(client_as, seeker):
    page = client_as(Role.FIRM, seeker).get(MARKET, {"q": "svagstrømskabler"}).content.decode()

    empty = page[page.index("Ingen har skrevet om") :]
    assert empty.index("Få besked, når der kommer noget") < empty.index("Skriv, at I mangler det")
    assert page.count("button-primary") == 2  # the page's own, and this one


def test_a_visitor_is_asked_to_sign_in_and_comes_back_to_the_search(client_as):
    make_listing(text="paller")
    client = client_as(Role.VISITOR)

    page = client.get(MARKET, {"q": "paller"}).content.decode()
    answer = client.get(ADD, {"q": "paller"})

    assert f"{ADD}?q=paller" in page
    assert answer.status_code == 302
    assert f"next={quote(f'{ADD}?q=paller')}" in answer["Location"]


def test_something_new_is_told_the_same_day_in_one_letter_and_one_line(client_as, seeker):
    person = make_membership(Role.FIRM, seeker).user
    keep(seeker)
    keep(seeker, "kind=space", name="Lokaler")
    show("Europaller", postcode="8654", town="Bryrup")
    show("Paller, brugte")
    show("Et lokale", kind="space", text="Et tomt lokale")

    told = tell()
    again = tell()

    assert (told, again) == (1, 0)
    mail = letters()[0]
    assert len(letters()) == 1
    assert mail.to == seeker.contact_email
    assert "3 nye opslag passer til det, I leder efter." in mail.body
    assert "· Europaller, 8654 Bryrup" in mail.body
    assert "· Et lokale" in mail.body
    assert [(notice.user_id, notice.text[:13], notice.url) for notice in Notice.objects.all()] == [
        (person.pk, "3 nye opslag ", ALERTS)
    ]


def test_one_letter_a_day_is_the_most_and_the_rest_comes_tomorrow(seeker):
    keep(seeker)
    show("Den første", minutes=30)
    tell()
    show("Den anden", minutes=5)

    same_day = tell()
    next_day = tell(days=1)

    assert (same_day, next_day) == (0, 1)
    assert "Den anden" not in letters()[0].body
    assert "Den anden" in letters()[1].body
    assert "Den første" not in letters()[1].body


def test_nothing_new_is_no_letter_and_is_not_looked_at_again(seeker, django_assert_num_queries):
    alert = keep(seeker)
    show("Savsmuld", text="Tørt savsmuld")

    assert tell() == 0
    alert.refresh_from_db()
    assert alert.told_until > timezone.now() - timedelta(minutes=6)
    with django_assert_num_queries(2):  # the latest moment, and no search that is due
        assert tell() == 0


def test_what_is_being_written_this_minute_waits_for_the_next_look(seeker):
    keep(seeker)
    show("Lige vist", minutes=0)

    early = tell()
    Listing.objects.update(shown_at=timezone.now() - timedelta(minutes=2))

    assert (early, tell()) == (0, 1)


def test_a_listing_whose_first_day_comes_later_is_told_on_that_day(seeker):
    yesterday = timezone.localtime() - timedelta(days=1)
    keep(seeker, told_until=yesterday)
    show("Fra i dag", minutes=3 * 24 * 60, valid_from=timezone.localdate())
    show("Fra i morgen", minutes=10, valid_from=timezone.localdate() + timedelta(days=1))

    tell()

    assert "Fra i dag" in letters()[0].body
    assert "Fra i morgen" not in letters()[0].body


def test_ones_own_listings_and_drafts_are_no_news(seeker):
    keep(seeker)
    show("Vores egne", organisation=seeker)
    show("Kladde", state="draft")
    show("Udløbet", valid_to=timezone.localdate() - timedelta(days=1), valid_from=timezone.localdate() - timedelta(2))

    assert tell() == 0


def test_distance_is_counted_from_the_organisations_own_place(seeker):
    keep(seeker, "within=10")
    show("I nærheden")
    show("Langt væk", **HORSENS)

    tell()

    assert "I nærheden" in letters()[0].body
    assert "Langt væk" not in letters()[0].body


def test_x4_an_alert_tells_no_hidden_name_and_finds_none_by_it(client_as, client, seeker):
    hidden = make_organisation("Eksempel Snedkeriet", contact_email="mester@snedkeriet.example")
    show("Krydsfiner", organisation=hidden, anonymous=True, text="paller og krydsfiner")
    keep(seeker)
    keep(seeker, "q=Snedkeriet")
    keep(seeker, "named=1")

    tell()

    mail = letters()[0]
    page = client.get(link_in(mail)).content.decode()
    assert "Krydsfiner" in mail.body
    assert mail.body.count("http") == 1
    assert "Krydsfiner" in page
    assert "Navn skjult" in page
    assert not any("nedkeriet" in text for text in (mail.body, page))


def test_a_letter_names_ten_and_counts_the_rest(seeker):
    keep(seeker)
    for number in range(12):
        show(f"Paller {number}")

    tell()

    assert letters()[0].body.count("· Paller") == 10
    assert "og 2 mere" in letters()[0].body


def test_the_link_shows_what_is_new_and_get_changes_nothing(client, seeker):
    alert = keep(seeker)
    show("Gamle paller", minutes=90)
    show("Nye paller")
    tell()
    before = Alert.objects.values().get()

    page = client.get(link_in(letters()[0])).content.decode()

    assert Alert.objects.values().get() == before
    new, earlier = page.split("<details", 1)
    assert "Nye paller" in new
    assert "Gamle paller" not in new
    assert "Gamle paller" in earlier
    assert alert.organisation.name in page


def test_a_post_by_the_link_stops_the_letters_and_begins_them_again(client, seeker):
    alert = keep(seeker)
    show()
    tell()
    url = link_in(letters()[0])

    stopped = client.post(url, {"step": "stop"}, follow=True).content.decode()
    client.post(url, {"step": "stop"})
    alert.refresh_from_db()
    state = alert.active
    show("Flere paller", minutes=2)
    quiet = tell(days=1)
    client.post(url, {"step": "start"})
    alert.refresh_from_db()

    assert not state
    assert "Stoppet. I får ikke flere breve" in stopped
    assert quiet == 0
    assert alert.active
    assert client.post(url, {"step": "erase"}).status_code == 404
    assert tell(days=2) == 0  # what came while it was stopped is no news


def test_the_link_opens_nothing_of_another_organisation(client, seeker):
    keep(seeker)
    show()
    tell()
    AnswerLink.objects.update(organisation_id=make_organisation().pk)

    assert client.get(link_in(letters()[0])).status_code == 404


def test_an_organisation_without_address_is_told_in_its_inbox(municipality):
    firm = make_organisation(contact_email="")
    make_membership(Role.FIRM, firm)
    keep(firm)
    show()

    assert tell() == 1
    assert letters() == []
    assert Notice.objects.count() == 1


def test_a_closed_organisation_gets_no_letter(seeker):
    keep(seeker)
    show()
    type(seeker).objects.filter(pk=seeker.pk).update(
        state="closed", closed_on=timezone.localdate(), close_reason="Lukket"
    )

    assert tell() == 0


def test_stop_and_begin_again_on_ones_own_page(client_as, seeker):
    alert = keep(seeker)
    client = client_as(Role.FIRM, seeker)

    stopped = client.post(reverse("listings:alert_stop", args=[alert.pk]), follow=True).content.decode()
    alert.refresh_from_db()
    was = alert.active
    client.post(reverse("listings:alert_start", args=[alert.pk]))
    alert.refresh_from_db()

    assert "Begynd igen" in stopped
    assert (was, alert.active) == (False, True)
    assert alert.told_until > timezone.now() - timedelta(minutes=1)


def test_an_adviser_keeps_a_search_for_a_firm_without_account_with_its_consent(client_as, seeker):
    client = client_as(Role.ADVISER)

    choose = client.get(ADD, {"q": "paller", "find": "Fuglekassen"}).content.decode()
    form = client.get(ADD, {"q": "paller", "organisation": seeker.pk}).content.decode()
    without = client.post(ADD, {"query": "q=paller", "organisation": seeker.pk, "name": "Paller til kasser"})
    client.post(
        ADD, {"query": "q=paller", "organisation": seeker.pk, "name": "Paller til kasser", "consent": "I telefonen"}
    )

    assert f"organisation={seeker.pk}" in choose
    assert "q=paller" in choose
    assert "på vegne af <strong>Eksempel Fuglekassen</strong>" in form
    assert "Skriv, hvordan de sagde ja" in without.content.decode()
    assert 'value="Paller til kasser"' in without.content.decode()
    kept = Alert.objects.get()
    assert (kept.organisation, kept.name, kept.on_behalf, kept.consent) == (
        seeker,
        "Paller til kasser",
        True,
        "I telefonen",
    )
    assert "Oprettet på vegne af: I telefonen" in client_as(Role.FIRM, seeker).get(ALERTS).content.decode()


@pytest.mark.parametrize(
    ("query", "said"), [("q=" + "x" * 1100, "for lang at gemme"), ("q=paller&near=8600&within=10", "")]
)
def test_a_search_that_is_too_long_gets_one_sentence(client_as, seeker, query, said):
    answer = client_as(Role.FIRM, seeker).post(ADD, {"query": query}, follow=True)

    assert said in answer.content.decode()
    assert Alert.objects.count() == (0 if said else 1)


def test_a_name_with_a_personal_number_is_refused(client_as, seeker):
    answer = client_as(Role.FIRM, seeker).post(ADD, {"query": "", "name": "010190-1234"})

    assert "CPR" in answer.content.decode()
    assert Alert.objects.count() == 0


@pytest.mark.parametrize("role", [Role.VISITOR, Role.FIRM])
def test_others_neither_see_nor_touch_an_alert(client_as, seeker, role):
    alert = keep(seeker)
    client = client_as(role, None if role is Role.VISITOR else make_organisation())
    urls = [reverse(f"listings:{name}", args=[alert.pk]) for name in ("alert_stop", "alert_start")]

    codes = {client.post(url).status_code for url in urls}
    page = client.get(ALERTS)

    assert codes == ({302} if role is Role.VISITOR else {404})
    assert alert.name not in page.content.decode()
    for act in (actions.stop_alert, actions.start_alert):
        with pytest.raises(NotAllowed):
            act(alert, by=Actor() if role is Role.VISITOR else make_actor(Role.FIRM))
    with pytest.raises(NotAllowed):
        actions.keep_alert(seeker, query="", by=make_actor(Role.FIRM))


def test_an_adviser_sees_every_alert_and_those_of_one_organisation(client_as, seeker):
    other = make_organisation("Eksempel Havecenter")
    keep(seeker)
    keep(other, "kind=product")
    client = client_as(Role.ADVISER)

    every, one = client.get(ALERTS).content.decode(), client.get(ALERTS, {"organisation": other.pk}).content.decode()

    assert all(name in every for name in (seeker.name, other.name))
    assert seeker.name not in one


@pytest.mark.parametrize("count", [1, 3])
def test_alerts_take_the_same_queries_for_one_and_three(client_as, seeker, django_assert_num_queries, count):
    for number in range(count):
        keep(seeker, f"q=paller&page={number}&kind={('space', 'task', 'product')[number]}")
    client = client_as(Role.FIRM, seeker)
    client.get(ALERTS)

    with django_assert_num_queries(7):
        client.get(ALERTS)


@pytest.mark.parametrize(
    "values", [{"told_on": "2026-01-01"}, {"told_from": timezone.now()}, {"on_behalf": True, "consent": ""}]
)
def test_the_database_keeps_alerts_whole(seeker, values):
    alert = keep(seeker)

    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.filter(pk=alert.pk).update(**values)


@pytest.mark.parametrize("role", [Role.FIRM, Role.ADVISER])
def test_no_search_is_kept_for_one_that_has_closed(client_as, role):
    closed = make_organisation()
    adviser = make_actor(Role.ADVISER)
    close_organisation(closed, closed_on=timezone.localdate(), reason="Konkurs", by=adviser)
    reader = client_as(role, closed if role == Role.FIRM else None)
    said = {"query": "find=paller", "name": "Paller", "organisation": closed.pk, "consent": "På telefonen"}

    assert reader.post(reverse("listings:alert_add"), said).status_code == 403
    assert not Alert.objects.exists()
