"""Taking an invitation up: a new person chooses a password, a known one gets one firm more, nobody acts for another."""

import uuid

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.notices.models import AnswerLink, OutgoingMail
from symbiose.organisations import queries
from symbiose.organisations.models import AccessRequest, Membership
from symbiose.people.models import User
from tests.factories import make_membership, make_organisation, make_user
from tests.organisations.asking import ADDRESS, asked, invite, letters, link_in, proof, step

pytestmark = pytest.mark.django_db
PASSWORD = "et ganske langt kodeord"


@pytest.fixture
def public(municipality):
    return make_organisation("Eksempel Savværk", in_directory=True)


@pytest.fixture
def invited(adviser, public):
    return invite(adviser, asked(public))


@pytest.fixture
def address(invited):
    return link_in(letters()[-1])


def say(client, address, what="yes", **values):
    return client.post(address, {"step": what, "form_key": str(uuid.uuid4()), **values})


def choose_password(client, answer):
    """Follow allauth's own way from the yes to a password."""
    form = client.get(answer["Location"], follow=True)
    return client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD}, follow=True)


def test_a_new_person_says_yes_chooses_a_password_and_is_in(address, invited, public):
    client = Client()

    page = client.get(address)
    today = choose_password(client, say(client, address))

    invited.refresh_from_db()
    assert "Handl for Eksempel Savværk i Symbiose" in page.text
    assert today.context["actor"].organisation_name == "Eksempel Savværk"
    assert invited.state == "open"
    assert invited.membership.user.email == ADDRESS
    assert client.login(email=ADDRESS, password=PASSWORD)
    assert "mail fra" not in page.text.lower() or "I kan også få en konto" not in page.text


def test_opening_the_invitation_changes_nothing(address, invited):
    before = AuditEntry.objects.count()

    Client().get(address)

    invited.refresh_from_db()
    assert AuditEntry.objects.count() == before
    assert invited.state == "invited"
    assert not User.objects.filter(email=ADDRESS).exists()


def test_the_link_is_used_once_but_leads_on_to_the_password_until_there_is_one(address, public):
    client = Client()
    say(client, address)

    again = client.get(address).text
    choose_password(client, say(client, address, "password"))
    client.logout()
    late = say(client, address)

    assert "Vælg en adgangskode" in again
    assert late["Location"] == reverse("account_login")
    assert "Invitationen er brugt" in client.get(address).text
    assert Membership.objects.filter(organisation=public).count() == 1


def test_a_double_click_makes_one_membership(address, public):
    client, key = Client(), str(uuid.uuid4())

    first, second = say(client, address, form_key=key), say(client, address, form_key=key)

    assert {first.status_code, second.status_code} == {302}
    assert Membership.objects.filter(organisation=public).count() == 1


def test_a_known_person_gets_one_firm_more_and_switches_between_them(address, public):
    known = make_user(ADDRESS, name="Kendt Eksempel")
    make_membership(Role.FIRM, make_organisation("Eksempel Den Anden"), known)
    client = Client()
    client.force_login(known)

    today = client.get(say(client, address)["Location"])
    first = Membership.objects.get(organisation__name="Eksempel Den Anden")
    client.post(reverse("people:membership"), {"membership": first.pk})

    assert today.context["actor"].organisation_name == "Eksempel Savværk"
    assert client.get(reverse("home:today")).context["actor"].organisation_name == "Eksempel Den Anden"
    assert User.objects.get(email=ADDRESS).name == "Kendt Eksempel"


def test_a_known_person_who_is_not_signed_in_goes_on_to_sign_in(address):
    make_user(ADDRESS)

    assert say(Client(), address)["Location"] == reverse("account_login")


def test_several_people_act_for_one_firm(address, adviser, public):
    say(Client(), address)
    invite(adviser, asked(public, email="anden@traevaerk.example"))

    say(Client(), link_in(letters("anden@traevaerk.example")[-1]))

    assert {user.email for user in queries.representatives(public.pk)} == {ADDRESS, "anden@traevaerk.example"}


def test_nobody_takes_it_up_while_signed_in_as_another(address, invited, client_as):
    another = client_as(Role.FIRM)

    answer = say(another, address)

    invited.refresh_from_db()
    assert invited.state == "invited"
    assert "Du er logget ind som en anden" in answer.text
    assert ADDRESS not in answer.text
    assert "Log af" in another.get(address).text


def test_a_no_closes_the_invitation(address, invited):
    client = Client()

    say(client, address, "no")

    invited.refresh_from_db()
    assert invited.state == "withdrawn"
    assert client.get(address).status_code == 410


def test_an_expired_invitation_is_asked_for_again(address):
    AnswerLink.objects.update(valid_until=timezone.localdate().replace(year=2020), last_sent_at=None)
    client = Client()

    assert say(client, address).status_code == 410
    client.post(address + "ny/")

    assert say(client, address).status_code == 302


def test_a_forged_invitation_opens_nothing(address, invited):
    assert say(Client(), address[:-4] + "abc/").status_code == 404
    invited.refresh_from_db()
    assert invited.state == "invited"


def test_the_receipt_is_no_invitation(address, invited):
    receipt = link_in(letters()[0])

    say(Client(), receipt)

    assert not Membership.objects.filter(organisation=invited.organisation).exists()


def test_the_receipt_sends_the_invitation_again(invited):
    AnswerLink.objects.update(last_sent_at=None)

    text = Client().post(link_in(letters()[0]), {"step": "send", "form_key": str(uuid.uuid4())}, follow=True).text

    assert "Invitationen er på vej" in text
    assert letters()[-1].subject == "Du kan få adgang til Symbiose"


def test_an_organisation_that_has_closed_since_cannot_be_acted_for(address, public):
    client = Client()
    public.state, public.closed_on = "closed", timezone.localdate()
    public.save()

    assert "er lukket, siden du blev inviteret" in client.get(address).text
    assert "er lukket, siden du blev inviteret" in client.get(say(client, address)["Location"]).text
    assert not Membership.objects.filter(organisation=public).exists()


def test_an_organisation_gathered_in_another_since_leads_to_that_one(address, public):
    heir = make_organisation("Eksempel Samlet")
    public.state, public.merged_into = "merged", heir
    public.save()
    client = Client()

    assert "Eksempel Samlet" in client.get(address).text
    say(client, address)

    assert AccessRequest.objects.get().membership.organisation == heir


def test_a_closed_account_is_not_opened_by_an_invitation(address, invited):
    make_user(ADDRESS, is_active=False)
    client = Client()

    text = client.get(say(client, address)["Location"]).text

    invited.refresh_from_db()
    assert invited.state == "invited"
    assert "Kontoen for denne adresse er lukket." in text


def test_a_letter_waits_while_the_mail_server_is_down(adviser, public, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    request = asked(public)

    text = step(adviser, request, "invite", **proof()).text

    request.refresh_from_db()
    assert request.state == "invited"
    assert "Beviset er skrevet ned" in text
    assert list(OutgoingMail.objects.values_list("state", flat=True).order_by("pk").distinct()) != ["sent"]
    assert mail.outbox == []
