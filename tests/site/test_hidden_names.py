"""X4: who stands behind an anonymous listing is told nowhere before all have said yes; every way in is tried."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role, system
from symbiose.common.models import AuditEntry
from symbiose.listings import actions
from symbiose.listings.models import Alert, Listing
from symbiose.notices import links
from symbiose.notices.actions import give_link
from symbiose.notices.models import AnswerLink, Notice, OutgoingMail
from symbiose.organisations.models import Organisation, OrganisationFact
from tests.factories import company_number, make_listing, make_membership, make_organisation
from tests.matching.cases import all_say_yes, party_of
from tests.site.test_every_address import LISTS, body
from tests.site.world import addresses, make_world

pytestmark = pytest.mark.django_db

NUMBER = company_number(7)
WHO = {
    "company_number": NUMBER,
    "contact_name": "Hemmelig Mester",
    "contact_email": "mester@gemtvaek.example",
    "contact_phone": "12 34 00 99",
    "street": "Smedegyde 77",
    "website": "https://www.gemtvaek.example/om",
}
SECRETS = ("Fuglekassen", NUMBER, "Hemmelig Mester", "gemtvaek", "12340099", "Smedegyde")
FILES = ("?format=csv", "?format=xlsx")
SEARCHES = ("?sort=nearest", "?page=2", *(f"?q={quote(one)}" for one in SECRETS))
PERSONAL = {"notices:answer", "notices:send_again"}  # the hidden party's own link
# what somebody else brought in a file, a calendar under its owner's secret address, and what only some municipalities or
# an entrance outside them have
NOT_THEIRS = {
    "organisations:preview",
    "organisations:register_preview",
    "calendar:feed",
    "listings:preview",
    "opening:preview",
    "positions:preview",
    "positions:preview_file",
    "candidates:preview_file",
    "web:streams",
    "enquiries:pass_on",
    "fairness:set",  # a leader's
    "placements:figure_rows",  # asked without which figure
    "placements:photo",  # nobody gave one
    "wellbeing:sheet",  # no link was printed
}
# what stands about a reader's own second step, which these have not set up, and what an identity provider asks for
OWN_SIGN_IN = {
    *("mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_view_recovery_codes", "mfa_deactivate_totp"),
    *("openid_connect_login", "openid_connect_callback"),
    *("saml_login", "saml_acs", "saml_finish_acs", "saml_sls", "saml_metadata"),
}
SWAPPED = {"HX-Request": "true", "Accept": "text/html, application/json"}


@pytest.fixture
def world(db, settings):
    """A shown anonymous listing with a photo, of somebody of whom everything is known."""
    settings.DEMO = True
    made = make_world()
    Organisation.objects.filter(pk=made.organisation.pk).update(**WHO)
    made.organisation.refresh_from_db()
    return made


@pytest.fixture
def others(world, client_as):
    """A visitor, a firm that has nothing to do with it, and the other party of the proposal."""
    return {
        "visitor": Client(),
        "other firm": client_as(Role.FIRM, make_organisation("Eksempel Anden")),
        "party": client_as(Role.FIRM, party_of(world.proposal, 0).organisation),
    }


def told(text, *, echo=""):
    """The secrets that a text tells, in whatever way it is spaced; what the reader typed does not count."""
    plain = re.sub(re.escape(echo), "", text, flags=re.IGNORECASE) if echo else text
    spaceless = re.sub(r"[\s\u00a0]|&nbsp;", "", plain).lower()
    return [secret for secret in SECRETS if re.sub(r"\s", "", secret).lower() in spaceless]


def test_x4_there_is_something_to_hide_and_the_owner_and_advisers_see_it(world, client_as):
    page = reverse("organisations:detail", args=[world.organisation.pk])

    for client in (client_as(Role.ADVISER), client_as(Role.FIRM, world.organisation)):
        assert set(told(body(client.get(page)))) == set(SECRETS)


def whole(answer) -> str:
    """All that an answer says: its head with addresses, file names and marks of versions, and its body."""
    return "\n".join([*(f"{name}: {value}" for name, value in answer.items()), body(answer)])


def searched(drawn):
    """The addresses that take a search: those that draw a field for it, and those that a script or a reader asks."""
    return (
        {name for name, page in drawn.items() if 'name="q"' in page} | LISTS | {"listings:feed", "listings:phone_firms"}
    )


def test_x4_each_address_breaks_for_nobody_writes_nothing_and_tells_nobody_who_is_hidden(world, others, client_as):
    """Each address is read once by each reader, and all that holds of a plain look is asked of that one answer."""
    owners = {
        "adviser": client_as(Role.ADVISER),
        "consultant": client_as(Role.CONSULTANT),
        "hidden": client_as(Role.FIRM, world.organisation),
    }
    pages = addresses(world)
    before = AuditEntry.objects.count()

    answers = {
        (who, name): (answer.status_code, whole(answer))
        for who, client in (others | owners).items()
        for name, url in pages.items()
        for answer in [client.get(url)]
    }

    assert len(pages) > 60
    assert {key: code for key, (code, _) in answers.items() if code >= 500} == {}
    assert AuditEntry.objects.count() == before
    # an address that nobody can open, since the world has nothing behind it, would prove nothing
    closed = {name for name in pages if {answers[who, name][0] for who in owners} <= {403, 404}}
    assert closed <= NOT_THEIRS | OWN_SIGN_IN
    assert told_to(others, pages, answers) == []
    assert led_to(world, others, pages, answers) == []


def told_to(others, pages, answers):
    """Who of the others is told which secret where."""
    return [
        (who, name, *secrets)
        for who in others
        for name in pages.keys() - PERSONAL
        if (secrets := told(answers[who, name][1]))
    ]


def led_to(world, others, pages, answers):
    """Where an address stands that leads the others to who is hidden: its number tells as much as its name."""
    number = world.organisation.pk
    points = re.compile(
        rf"organisationer/{number}(?!\d)|organisation(_id)?=[\"']?{number}(?!\d)|organisation-{number}(?!\d)"
    )
    assert points.search(answers["adviser", "organisations:list"][1])
    return [
        (who, name)
        for who in others
        for name, url in pages.items()
        if name not in PERSONAL and name.split(":")[0] in {"listings", "matching", "exchanges", "home", "ledger"}
        if points.search(answers[who, name][1].replace(url, ""))
    ]


@pytest.mark.slow
def test_x4_no_list_export_feed_or_search_tells_who_is_hidden(world, others, client_as):
    """Whoever asks, and at every address: also where no file is offered, and no search taken."""
    adviser = client_as(Role.ADVISER)
    pages = addresses(world)
    drawn = {name: body(adviser.get(url)) for name, url in pages.items()}
    lists = searched(drawn)

    asked = {
        (who, name, one): whole(client.get(pages[name] + one))
        for who, client in others.items()
        for name in pages.keys() - PERSONAL
        for one in (*FILES, *(SEARCHES if name in lists else ()))
    }
    found = {key: secrets for key, answer in asked.items() if (secrets := told(answer, echo=_echo(key[2])))}

    assert {"listings:feed", "listings:market", "listings:own", "matching:list", "home:search"} <= lists
    assert "matching:table" in pages
    assert found == {}


@pytest.mark.slow
def test_x4_no_part_that_a_script_swaps_in_tells_who_is_hidden(world, others):
    pages = addresses(world)
    asked = f"?firm={quote('Eksempel Fugle')}&q=tr&find=Fugle&organisation={world.organisation.pk}"

    found = {
        (who, name, *secrets)
        for who, client in others.items()
        for name, url in pages.items()
        if name not in PERSONAL
        if (secrets := told(whole(client.get(url + asked, headers=SWAPPED)), echo="Eksempel Fugle"))
    }

    assert found == set()


@pytest.mark.parametrize("asked", ["?social=1", "?named=1", "?social=1&named=1", "?social=1&format=csv"])
def test_x4_no_filter_by_what_is_known_of_the_owner_finds_the_hidden_listing(world, others, asked):
    assert OrganisationFact.objects.filter(organisation=world.organisation, kind="social_enterprise").exists()
    market, detail = reverse("listings:market"), reverse("listings:detail", args=[world.listing.pk])

    for client in others.values():
        answer = client.get(market + asked)
        assert detail not in body(answer)
        assert world.listing.text not in body(answer)
        if answer.context:
            social = next(one for one in answer.context["shown"].filters if one.name == "social")
            assert social.choices[0].count == 0


def test_x4_what_is_not_found_says_the_same_whether_it_exists_or_not(world, others):
    """A page that may not be seen and one that is not there are one page, so that nothing is told by the difference."""
    Listing.objects.filter(pk=world.listing.pk).update(state="draft")
    there, nowhere = (reverse("listings:detail", args=[pk]) for pk in (world.listing.pk, 99_999_999))

    for client in others.values():
        first, second = client.get(there), client.get(nowhere)
        assert (first.status_code, second.status_code) == (404, 404)
        assert _without_number(first, world.listing.pk) == _without_number(second, 99_999_999)


def _without_number(answer, number):
    """All that an answer says, but its own address and what is new in every answer."""
    every_time = r'Content-Length: \d+|X-Request-ID: \S+|csrfmiddlewaretoken" value="\w+"'
    return re.sub(rf"/{number}/|{every_time}", "", whole(answer))


def test_x4_an_open_photo_tells_nothing_by_its_name_or_its_head(world, others):
    Listing.objects.filter(pk=world.listing.pk).update(photos_open=True)
    photo = reverse("listings:photo", args=[world.listing.pk, world.values["photo_id"]])

    for client in others.values():
        answer = client.get(photo)
        assert answer.status_code == 200
        assert told(whole(answer)) == []
        assert "Mette" not in whole(answer)
        assert 'filename="photo.jpg"' in answer["Content-Disposition"]


def _echo(asked):
    return next((one for one in SECRETS if asked == f"?q={quote(one)}"), "")


@pytest.mark.parametrize("secret", SECRETS[1:])  # the listing's own text holds the word of the name
def test_x4_a_search_finds_nothing_by_what_is_hidden(world, others, secret):
    for client in others.values():
        for name in ("listings:market", "listings:feed", "matching:list", "home:search"):
            page = body(client.get(reverse(name), {"q": secret}))
            assert reverse("listings:detail", args=[world.listing.pk]) not in page, (name, secret)


@pytest.mark.slow
def test_x4_no_refusal_or_error_tells_who_is_hidden(world, others, client_as):
    pages = addresses(world)
    posted = {"step": "save", "text": "x", "answer": "yes", "organisation": world.organisation.pk, "version": "1"}

    answers = {
        (who, name): client.post(url, posted)
        for who, client in others.items()
        for name, url in pages.items()
        if name not in PERSONAL and not name.startswith("account_")
    }

    assert {key: secrets for key, answer in answers.items() if (secrets := told(whole(answer)))} == {}
    assert {answer.status_code for answer in answers.values()} >= {302, 403, 404, 405}


def test_x4_a_conflict_shows_the_others_text_to_the_owner_alone(world, others, client_as):
    url = reverse("listings:change", args=[world.listing.pk])
    owner = client_as(Role.FIRM, world.organisation)
    Listing.objects.filter(pk=world.listing.pk).update(version=9, title="Rettet af en anden")

    for client in others.values():
        assert told(body(client.post(url, {"version": "1", "text": "Vi mangler træ"}))) == []
    assert owner.get(url).status_code == 200


def test_x4_a_file_of_another_firm_neither_meets_nor_names_the_hidden_listing(world, others):
    rows = f"id;side;text;organisation\nsymbiose-{world.listing.pk};need;Vi mangler træ;\n2;need;Træ;{NUMBER}\n"
    client = others["other firm"]

    answer = client.post(
        reverse("listings:import"), {"file": SimpleUploadedFile("fil.csv", rows.encode())}, follow=True
    )

    assert answer.redirect_chain
    assert told(body(answer), echo=NUMBER) == []


def link_for(subject, purpose, owner):
    made = give_link(
        purpose,
        subject,
        organisation_id=owner.pk,
        email="en@anden.example",
        valid_until=timezone.localdate(),
        by=system("clock"),
    )
    return reverse("notices:answer", args=[links.token(made)])


@pytest.mark.parametrize("purpose", ["refresh", "nobody"])
def test_x4_a_link_given_to_another_opens_nothing_of_the_hidden_listing(world, purpose):
    other = make_organisation("Eksempel Anden")
    url = link_for(world.listing, purpose, other)

    answers = [Client().get(url), Client().post(url, {"step": "keep"})]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert [told(body(answer)) for answer in answers] == [[], []]


def test_x4_the_other_partys_own_link_tells_nothing(world):
    link = AnswerLink.objects.get(subject_id=party_of(world.proposal, 0).pk, purpose="proposal")
    url = reverse("notices:answer", args=[links.token(link)])

    for answer in (Client().get(url), Client().get(url, {"format": "csv"}), Client().post(url, {"answer": ""})):
        assert answer.status_code in {200, 422}
        assert told(body(answer)) == []


def test_x4_no_alert_letter_or_its_page_tells_who_is_hidden(world):
    reader = make_organisation("Eksempel Læser", contact_email="post@laeser.example")
    make_membership(Role.FIRM, reader)
    for query in ("", "q=træ", *(f"q={quote(one)}" for one in SECRETS[1:])):
        actions.keep_alert(reader, query=query, by=system("clock"))
    hour = timezone.now() - timezone.timedelta(hours=1)
    Alert.objects.update(told_until=hour)
    Listing.objects.update(shown_at=timezone.now() - timezone.timedelta(minutes=5))

    actions.tell_alerts(on=timezone.localdate(), by=system("clock"))

    mail = OutgoingMail.objects.get(to="post@laeser.example")
    pages = [Client().get(path) for path in re.findall(r"/svar/\S+/", mail.body)]
    assert "Træ til fuglekasser" in mail.body
    assert [page.status_code for page in pages] == [200, 200]
    names = [one for one in SECRETS if f"\n{one}:" in mail.body]
    assert names == []  # a search by what is hidden finds nothing, so it is no paragraph of the letter
    assert told(mail.subject + mail.body) == []
    assert [told(body(page)) for page in pages] == [[], []]


def test_x4_no_letter_or_notice_to_others_names_the_hidden(world):
    make_membership(Role.FIRM, party_of(world.proposal, 0).organisation)
    hidden = {WHO["contact_email"], "kontakt1@firma.example"}
    mine = set(world.organisation.memberships.values_list("user_id", flat=True))

    letters = [mail.subject + mail.body for mail in OutgoingMail.objects.exclude(to__in=hidden)]
    notices = [notice.text for notice in Notice.objects.exclude(user_id__in=mine)]

    assert letters
    assert [told(text) for text in (*letters, *notices) if told(text)] == []


def test_x4_history_and_photos_are_for_the_owner(world, others):
    detail = reverse("listings:detail", args=[world.listing.pk])
    photo = reverse("listings:photo", args=[world.listing.pk, world.values["photo_id"]])

    for client in others.values():
        page = body(client.get(detail))
        assert "Dialog og historik" not in page
        assert ".jpg" not in page
        assert client.get(photo).status_code == 404


def test_x4_all_said_yes_opens_the_name_to_the_parties_and_to_nobody_else(world, others):
    all_say_yes(world.proposal)
    page = reverse("matching:proposal", args=[world.proposal.number])

    opened = told(body(others["party"].get(page)))

    assert {"Fuglekassen", "Hemmelig Mester", "gemtvaek"} <= set(opened)
    for who in ("visitor", "other firm"):
        for url in (page, reverse("listings:detail", args=[world.listing.pk]), reverse("listings:feed")):
            assert told(body(others[who].get(url))) == [], (who, url)


def test_the_feed_holds_what_a_visitor_sees_with_the_same_filters(client_as):
    make_listing(make_organisation("Eksempel Havecenter"), title="Europaller", text="20 europaller om måneden")
    make_listing(title="Plads", kind="space", text="Et lokale")
    make_listing(title="Kladde", state="draft")
    url = reverse("listings:feed")

    answer, fewer = Client().get(url), Client().get(url, {"kind": "space"})

    text = answer.content.decode()
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert "Nogen har: Europaller" in text
    assert "Eksempel Havecenter" in text
    assert "Kladde" not in text
    assert "Plads" in fewer.content.decode()
    assert "Europaller" not in fewer.content.decode()
    assert f'href="{url}"' in Client().get(reverse("listings:market")).content.decode()
    assert f'href="{url}?kind=space"' in Client().get(reverse("listings:market"), {"kind": "space"}).content.decode()


def test_the_feed_is_the_same_for_everybody(world, client_as):
    url = reverse("listings:feed")

    texts = [Client().get(url).content, client_as(Role.ADVISER).get(url).content]

    assert texts[0] == texts[1]
    assert told(texts[0].decode()) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_feed_takes_the_same_queries_for_one_and_three(db, django_assert_num_queries, count):
    for number in range(count):
        make_listing(anonymous=bool(number % 2), codes=["pallets"])
    url = reverse("listings:feed")
    Client().get(url)

    with django_assert_num_queries(6):
        Client().get(url)
