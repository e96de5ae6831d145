"""Coming from a real OIDC provider: who one is here, for whom one acts, and what a wrong answer leaves behind."""

from __future__ import annotations

import re
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.notices.models import OutgoingMail
from symbiose.organisations.models import AccessRequest, Membership
from symbiose.people.models import Identity, User
from symbiose.people.providers import read_providers
from tests.factories import company_number, make_membership, make_organisation, make_user
from tests.people.providers import CLAIMS, oidc_file, oidc_provider, tell
from tests.people.sign_in import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
SECRET = {"SYMBIOSE_MITID_SECRET": "x"}
FIRM, OTHER = company_number(40), company_number(41)
ROLES = '[provider.roles]\n"Symbiose rådgiver" = "adviser"\n"Symbiose leder" = "manager"\n'


@pytest.fixture(scope="module")
def broker():
    with oidc_provider() as address:
        yield address


@pytest.fixture(autouse=True)
def here(municipality, settings):
    cache.clear()
    settings.DEMO = True  # company numbers of examples


@pytest.fixture
def configure(tmp_path, settings, broker):
    """`configure(*lines, claims=…, server=…)`: the installation has that one provider."""

    def write(*more, **words):
        settings.IDENTITY_PROVIDERS = read_providers(
            oidc_file(tmp_path, words.pop("server", broker), *more, **words), SECRET
        )

    write()
    return write


@pytest.fixture
def firm():
    return make_organisation("Eksempel Træværk", company_number=FIRM)


def go(client, **posted):
    """To the provider; the address where it asks who one is."""
    return client.post(reverse("openid_connect_login", args=["mitid"]), posted)


def come(client, subject, **posted):
    """To the provider, say who one is there, and back; the page where one lands."""
    asked = go(client, **posted)
    back = requests.post(asked.url, data={"sub": subject}, allow_redirects=False, timeout=20).headers["Location"]
    return client.get(back.removeprefix("http://testserver"), follow=True)


def enter(client, subject, **posted):
    come(client, subject, **posted)
    return client.post(reverse("organisations:arrived"))


def letter_path():
    return urlsplit(re.search(r"http\S+", OutgoingMail.objects.order_by("-pk").first().body).group()).path


def who(client):
    return client.get(reverse("home:front")).wsgi_request.user


def written():
    return (User.objects.count(), Identity.objects.count(), Membership.objects.count(), AuditEntry.objects.count())


def test_a_new_person_of_a_known_firm_proves_the_address_once_and_acts_for_it(client, configure, broker, firm):
    tell(broker, "ny", email="ny@firma.example", name="Ny Eksempel", cvr=FIRM)

    page = come(client, "ny")
    assert "Ny Eksempel" in page.content.decode()
    assert User.objects.count() == 0
    letter = client.post(reverse("organisations:arrived"))
    assert "Vi har sendt et brev til ny@firma.example." in letter.content.decode()
    assert User.objects.count() == 0
    path = letter_path()
    assert "Ja, luk mig ind" in client.get(path).content.decode()
    reply = client.post(path)

    member = Membership.objects.get()
    assert reply.url == reverse("home:today")
    assert who(client) == member.user
    assert (member.user.email, member.user.name) == ("ny@firma.example", "Ny Eksempel")
    assert (member.organisation, member.role, member.came_from) == (firm, "representative", "mitid")
    assert (member.valid_from, member.valid_to) == (timezone.localdate(), None)
    assert not member.user.has_usable_password()
    proof = AccessRequest.objects.get()
    assert (proof.proof, proof.proven_by, proof.membership) == ("provider", "MitID Erhverv", member)
    added = AuditEntry.objects.get(verb="organisations.add_member")
    assert (added.actor_role, added.actor_name) == ("system", "MitID Erhverv")
    assert "ny" not in str(AuditEntry.objects.get(verb="people.link_identity").changes["subject"])


def test_the_second_time_one_goes_straight_in(client, configure, broker, firm):
    Identity.objects.create(user=make_user("ny@firma.example"), provider="mitid", subject="kendt")
    tell(broker, "kendt", email="ny@firma.example", cvr=FIRM)

    page = come(client, "kendt")

    assert "data-send-at-once" in page.content.decode()
    assert client.post(reverse("organisations:arrived"), follow=True).context["actor"].organisation_id == firm.pk


def test_who_was_going_somewhere_gets_there_and_nobody_is_led_away(client, configure, broker, firm):
    Identity.objects.create(user=make_user(), provider="mitid", subject="kendt")
    tell(broker, "kendt", cvr=FIRM)

    assert enter(client, "kendt", next=reverse("listings:market")).url == reverse("listings:market")
    assert enter(Client(), "kendt", next="https://evil.example/").url == reverse("home:today")


def test_the_address_of_another_takes_over_no_account(client, configure, broker, firm):
    victim = make_membership(Role.ADVISER, user=make_user("mette@kommune.example")).user
    tell(broker, "fremmed", email="mette@kommune.example", name="En Anden", cvr=FIRM, email_verified=True)
    before = written()

    page = enter(client, "fremmed")

    assert "Vi har sendt et brev til mette@kommune.example." in page.content.decode()
    assert not who(client).is_authenticated
    assert written() == before
    path = letter_path()
    mailbox = Client()  # the owner opens the letter in a browser of their own
    assert "Linket passer ikke til denne browser" in mailbox.get(path).content.decode()
    mailbox.post(path)
    assert written() == before
    assert not victim.identities.exists()


def test_a_known_and_an_unknown_address_get_the_same_page_and_letter(configure, broker, firm):
    make_user("kendt@firma.example")
    pages, letters = set(), set()
    for number, address in enumerate(["kendt@firma.example", "ukendt@firma.example"]):
        tell(broker, f"s{number}", email=address, name="X", cvr=FIRM)
        page = enter(Client(), f"s{number}")
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
        pages.add((page.status_code, text.replace(address, "…")))
        letters.add(re.sub(r"http\S+", "", OutgoingMail.objects.get(to=address).body))

    assert (len(pages), len(letters)) == (1, 1)


def test_a_trusted_domain_finds_the_account_that_is_here(client, configure, broker, firm):
    user = make_user("mette@firma.example")
    configure('trusted_domains = ["firma.example"]')
    tell(broker, "mette", email="Mette@Firma.example", cvr=FIRM)

    enter(client, "mette")

    assert who(client) == user
    assert user.identities.get().subject == "mette"


def test_trust_in_one_domain_is_no_trust_in_another(client, configure, broker, firm):
    configure('trusted_domains = ["firma.example"]')
    tell(broker, "mette", email="mette@firma.example.evil.example", cvr=FIRM)

    enter(client, "mette")

    assert not who(client).is_authenticated


@pytest.mark.parametrize("number", [OTHER, "12345678", "ikke et nummer", ""])
def test_an_unknown_organisation_makes_no_account_and_the_request_is_filled_in(client, configure, broker, firm, number):
    tell(broker, "ny", email="ny@firma.example", name="Ny Eksempel", cvr=number)
    before = written()

    page = enter(client, "ny")

    assert page.status_code == 403
    assert "Vi kender ikke jeres organisation endnu" in page.content.decode()
    assert written() == before
    form = client.get(reverse("organisations:ask_access")).content.decode()
    assert 'value="ny@firma.example"' in form
    assert 'value="Ny Eksempel"' in form


@pytest.mark.parametrize("state", ["closed", "merged"])
def test_an_organisation_that_no_longer_stands_is_not_acted_for(client, configure, broker, state):
    gone = {"closed_on": timezone.localdate()} if state == "closed" else {"merged_into": make_organisation()}
    make_organisation("Eksempel Væk", company_number=FIRM, state=state, **gone)
    tell(broker, "ny", email="ny@firma.example", cvr=FIRM)

    if state == "closed":
        assert enter(client, "ny").status_code == 403
    else:
        configure('trusted_domains = ["firma.example"]')
        enter(client, "ny")
        assert Membership.objects.get().organisation == gone["merged_into"]


def test_without_an_address_no_account_is_made(client, configure, broker, firm):
    tell(broker, "uden", name="Uden Adresse", cvr=FIRM)

    assert "vi har ikke fået din e-mailadresse oplyst" in enter(client, "uden").content.decode()
    assert User.objects.count() == 0


def test_what_the_provider_no_longer_says_ends_at_the_next_sign_in(client, configure, broker, firm):
    other = make_organisation("Eksempel Anden", company_number=OTHER)
    user = make_user("ny@firma.example")
    invited = make_membership(Role.FIRM, make_organisation(), user)
    Identity.objects.create(user=user, provider="mitid", subject="ny")
    long_ago = timezone.localdate() - timedelta(days=30)
    came = Membership.objects.create(
        user=user, organisation=firm, role="representative", valid_from=long_ago, came_from="mitid"
    )
    tell(broker, "ny", cvr=[OTHER])

    enter(client, "ny")

    came.refresh_from_db()
    invited.refresh_from_db()
    assert came.valid_to == timezone.localdate() - timedelta(days=1)
    assert invited.valid_to is None
    assert Membership.objects.get(came_from="mitid", valid_to=None).organisation == other
    ended = AuditEntry.objects.get(verb="organisations.end_member")
    assert (ended.actor_name, ended.reason) == ("MitID Erhverv", "Login-tjenesten oplyser det ikke længere.")

    tell(broker, "ny", cvr=[])
    enter(Client(), "ny")  # what began today ends today too
    assert not Membership.objects.filter(came_from="mitid", valid_to=None).exists()


def test_a_repeat_changes_nothing(client, configure, broker, firm):
    Identity.objects.create(user=make_user("ny@firma.example"), provider="mitid", subject="ny")
    tell(broker, "ny", cvr=FIRM)
    enter(client, "ny")
    before = written()

    enter(Client(), "ny")

    assert written() == before
    assert Membership.objects.count() == 1


def test_a_closed_account_stays_closed(client, configure, broker, firm):
    user = make_user("ny@firma.example", is_active=False)
    Identity.objects.create(user=user, provider="mitid", subject="ny")
    tell(broker, "ny", cvr=FIRM)

    assert enter(client, "ny").url == reverse("account_inactive")
    assert not Membership.objects.exists()


@pytest.fixture
def own(configure):
    """The municipality's own provider, which gives roles."""
    configure("own = true", 'trusted_domains = ["kommune.example"]', claims=CLAIMS + ROLES)
    return make_membership(Role.ADVISER).organisation


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        (["Symbiose rådgiver"], [("adviser", "entrance")]),
        (["Symbiose leder"], [("manager", "firm")]),
        (["Symbiose leder", "Symbiose rådgiver"], [("adviser", "entrance"), ("manager", "firm")]),
        (["Noget andet"], []),
        ([], []),
    ],
)
@pytest.mark.usefixtures("firm")
def test_the_municipality_s_own_provider_gives_roles(client, own, broker, roles, expected):
    tell(broker, "ansat", email="ansat@kommune.example", name="Ansat", cvr=FIRM, roles=roles)

    enter(client, "ansat")

    found = Membership.objects.filter(user__email="ansat@kommune.example").order_by("role")
    assert [(m.role, "entrance" if m.organisation == own else "firm") for m in found] == expected
    assert who(client).is_authenticated is bool(expected)


def test_a_role_that_is_taken_away_is_gone_at_the_next_sign_in(client, own, broker):
    tell(broker, "ansat", email="ansat@kommune.example", roles=["Symbiose rådgiver"])
    enter(client, "ansat")
    assert client.get(reverse("organisations:list")).status_code == 200

    tell(broker, "ansat", email="ansat@kommune.example", roles=[])
    again = Client()
    enter(again, "ansat")

    assert again.get(reverse("organisations:list")).status_code == 403
    assert client.get(reverse("organisations:list")).status_code == 403


def test_another_s_provider_gives_no_roles(client, configure, broker, firm):
    configure('trusted_domains = ["firma.example"]')
    tell(broker, "ny", email="ny@firma.example", cvr=FIRM, roles=["Symbiose rådgiver", "adviser", "manager"])

    enter(client, "ny")

    assert [member.role for member in Membership.objects.all()] == ["representative"]


def test_a_signed_in_person_ties_an_identity_and_parts_from_it(client, configure, broker, firm):
    user = make_user("mette@firma.example")
    sign_in(client, "mette@firma.example")
    tell(broker, "mette", email="helt@andet.example", cvr=FIRM)

    enter(client, "mette", process="connect")
    identity = user.identities.get()
    assert Membership.objects.get(user=user).organisation == firm
    assert "MitID Erhverv" in client.get(reverse("mfa_index")).content.decode()
    client.post(reverse("organisations:part_identity", args=[identity.pk]))

    assert not user.identities.exists()
    assert not Membership.objects.filter(user=user, valid_to=None).exists()
    assert AuditEntry.objects.filter(verb="people.part_identity").count() == 1


def test_an_identity_of_another_account_cannot_be_tied(client, configure, broker, firm):
    owner = make_user("ejer@firma.example")
    Identity.objects.create(user=owner, provider="mitid", subject="ejer")
    make_user("anden@firma.example")
    sign_in(client, "anden@firma.example")
    tell(broker, "ejer", cvr=FIRM)

    page = come(client, "ejer", process="connect")
    page = client.post(reverse("organisations:arrived"), follow=True)

    assert "er knyttet til en anden konto her" in page.content.decode()
    assert Identity.objects.get().user == owner


def test_the_only_way_in_is_not_parted_from(client, configure, broker, firm):
    user = make_user("ny@firma.example")
    user.set_unusable_password()
    user.save()
    identity = Identity.objects.create(user=user, provider="mitid", subject="ny")
    tell(broker, "ny", cvr=FIRM)
    enter(client, "ny")

    page = client.post(reverse("organisations:part_identity", args=[identity.pk]), follow=True)

    assert "Det er den eneste måde, du kan logge ind på." in page.content.decode()
    assert user.identities.exists()


def test_the_identity_of_another_is_not_parted_from(client, configure):
    identity = Identity.objects.create(user=make_user(), provider="mitid", subject="x")
    make_user("mette@firma.example")
    sign_in(client, "mette@firma.example", PASSWORD)

    client.post(reverse("organisations:part_identity", args=[identity.pk]))
    Client().post(reverse("organisations:part_identity", args=[identity.pk]))

    assert Identity.objects.filter(pk=identity.pk).exists()


def test_who_turns_back_at_the_provider_is_told_so(client, configure):
    asked = go(client)
    back = requests.post(asked.url, data={"action": "deny"}, allow_redirects=False, timeout=20).headers["Location"]
    state = parse_qs(urlsplit(asked.url).query)["state"][0]  # the program leaves it out of a refusal

    page = client.get(f"{back.removeprefix('http://testserver')}&state={state}", follow=True)

    assert "Du vendte om" in page.content.decode()


@pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=forfalsket", "?error=server_error&state=x"])
def test_a_forged_answer_is_refused_in_words(client, configure, query):
    page = client.get(reverse("openid_connect_callback", args=["mitid"]) + query)

    assert page.status_code == 401
    assert "Du blev ikke logget ind" in page.content.decode()


def test_an_answer_is_used_once(client, configure, broker, firm):
    Identity.objects.create(user=make_user(), provider="mitid", subject="ny")
    tell(broker, "ny", cvr=FIRM)
    asked = go(client)
    back = requests.post(asked.url, data={"sub": "ny"}, allow_redirects=False, timeout=20).headers["Location"]
    path = back.removeprefix("http://testserver")
    client.get(path)

    assert client.get(path).status_code == 401
    assert client.post(reverse("organisations:arrived")).status_code == 302
    assert client.post(reverse("organisations:arrived")).url == reverse("socialaccount_login_error")


def test_an_answer_that_waited_too_long_lets_nobody_in(client, configure, broker, firm):
    Identity.objects.create(user=make_user(), provider="mitid", subject="ny")
    tell(broker, "ny", cvr=FIRM)
    come(client, "ny")
    session = client.session
    session["arrival"] = {**session["arrival"], "at": time.time() - 3 * 3600}
    session.save()

    assert client.post(reverse("organisations:arrived")).url == reverse("socialaccount_login_error")
    assert not who(client).is_authenticated


class Broken(BaseHTTPRequestHandler):
    """Answers as `server.does` says: late, with nonsense, with an error, or with half of what is needed."""

    def do_GET(self):
        does = self.server.does
        if does == "late":
            time.sleep(1.5)
        self.send_response(500 if does == "error" else 200)
        self.end_headers()
        self.wfile.write({"nonsense": b"<html>", "half": b"{}"}.get(does, b"null"))

    def log_message(self, *words):
        """Say nothing."""


@pytest.mark.parametrize("does", ["late", "nonsense", "error", "half", "null", "gone"])
def test_a_provider_that_answers_wrongly_gives_a_page_and_leaves_nothing(client, configure, settings, does):
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 0.5
    server = HTTPServer(("127.0.0.1", 0), Broken)
    server.does = does
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    configure(server=f"http://127.0.0.1:{server.server_port}")
    if does == "gone":
        server.shutdown()
        server.server_close()

    page = go(client)

    if does != "gone":
        server.shutdown()
        server.server_close()
    assert page.status_code == 502
    assert "Intet er ændret her." in page.content.decode()
    assert Identity.objects.count() == User.objects.count() == 0


def test_a_provider_that_fails_when_one_comes_back_leaves_nothing(client, configure, broker, tmp_path, settings):
    asked = go(client)
    back = requests.post(asked.url, data={"sub": "ny"}, allow_redirects=False, timeout=20).headers["Location"]
    configure(server="http://127.0.0.1:1")

    page = client.get(back.removeprefix("http://testserver"))

    assert page.status_code in {401, 502}
    assert "Intet er ændret her." in page.content.decode()
    assert not who(client).is_authenticated


@pytest.mark.parametrize(
    ("name", "part"), [("openid_connect_login", "ukendt"), ("saml_login", "mitid"), ("saml_metadata", "ukendt")]
)
def test_a_provider_that_is_not_configured_is_not_there(client, configure, name, part):
    assert client.get(reverse(name, args=[part])).status_code == 404


def test_going_to_a_provider_is_a_post(client, configure):
    page = client.get(reverse("openid_connect_login", args=["mitid"]))

    assert page.status_code == 200
    assert "Log ind med MitID Erhverv" in page.content.decode()
    assert "Log ind med MitID Erhverv" in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_letter_lets_nobody_in(client, configure, broker, firm, method):
    tell(broker, "ny", email="ny@firma.example", cvr=FIRM)
    come(client, "ny")

    page = getattr(client, method)(reverse("organisations:arrival_proof", args=["forfalsket"]))

    assert "Linket passer ikke til denne browser" in page.content.decode()
    assert User.objects.count() == 0
