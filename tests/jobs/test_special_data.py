"""A11.2, X4: no field for health exists, what was asked for is read by its role alone, and each reading is logged."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from symbiose.common.actor import Role
from symbiose.common.models import Reading
from symbiose.jobs.actions.contacts import tell_contact
from symbiose.jobs.actions.slips import give_slip
from symbiose.jobs.models import (
    CandidateConditions,
    CandidateContact,
    Offer,
    OfferBasis,
    Outlook,
    Placement,
    PlacementTerms,
)
from symbiose.notices.models import Notice, OutgoingMail
from tests.factories import make_actor, make_membership
from tests.jobs.people import make_basis, make_candidate, make_offer, make_placement, make_position, person_client
from tests.site.test_every_address import body
from tests.site.world import addresses, make_world

pytestmark = pytest.mark.django_db
# What is read apart: a statement that asks for one of these columns reads it. Each table with the way to its person.
COLUMNS = {
    CandidateConditions: ("accommodations", "form", "mentor_hours"),
    CandidateContact: ("sealed",),
    OfferBasis: ("conditions",),
    Outlook: ("refusals", "smallest"),
    PlacementTerms: ("form", "pay_basis", "vitas_reference"),
}
MET = {"code": "accommodation_offered", "values": {"accommodation": "quiet_place"}, "tone": "met"}
NAMED = {"conditions": CandidateConditions, "contact": CandidateContact, "basis": OfferBasis, "outlook": Outlook,
         "terms": PlacementTerms}  # fmt: skip
HEALTH = re.compile(
    r"cpr|diagno|illness|disease|sick|treatment|medic|therap|disab|handicap|health|injur|cause_of|personal_number|civil_reg"
    r"|sygdom|syg\b|behandling|medicin|helbred|handicap|lidelse|skade\b|årsag|terapi",
    re.IGNORECASE,
)
ALLOWED = {"jobs.Position.accommodations", "jobs.Position.form"}  # of the place: what it offers, and how it is filled
SPECIAL = re.compile(r"accommodation|job_?form|^form$|mentor_hours|vitas", re.IGNORECASE)


def our_fields():
    return [
        (model, field)
        for model in apps.get_models()
        if model.__module__.startswith("symbiose.")
        for field in model._meta.get_fields()
        if hasattr(field, "column")
    ]


def words_of(field):
    """A field by its name, and by what it is called in both languages."""
    said = [field.name]
    for language in ("en", "da"):
        with translation.override(language):
            said.append(str(getattr(field, "verbose_name", "")))
    return " ".join(said)


def test_a11_2_no_field_for_diagnosis_cause_or_treatment_exists():
    found = [f"{model._meta.label}.{field.name}" for model, field in our_fields() if HEALTH.search(words_of(field))]

    assert found == []


def test_a11_2_the_search_for_such_fields_would_find_one():
    class Field:
        name, verbose_name = "x", "diagnose"

    assert HEALTH.search(words_of(Field))
    assert HEALTH.search("cpr_number")


def test_x4_what_was_asked_for_and_job_form_stand_in_the_private_tables_alone():
    private = {model._meta.label for model in COLUMNS}

    found = [
        f"{model._meta.label}.{field.name}"
        for model, field in our_fields()
        if SPECIAL.search(field.name) and model._meta.label not in private and model._meta.app_label == "jobs"
    ]

    # hours of a mentor are room at a place, and a placement's own; a person's stand behind the door
    kept = [
        one
        for one in found
        if one not in ALLOWED and not one.endswith(("Workplace.mentor_hours", "Placement.mentor_hours"))
    ]
    assert [one for one in kept if not one.startswith("jobs.Position")] == []


class Watcher:
    """Notes which private tables a request's statements ask for the content of."""

    def __init__(self):
        self.seen = set()

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.lstrip().upper().startswith("SELECT"):
            for model, columns in COLUMNS.items():
                table = model._meta.db_table
                if any(f'"{table}"."{column}"' in sql for column in columns):
                    self.seen.add(model)
        return result


@pytest.fixture
def world(db, settings):
    settings.DEMO = True
    made = make_world()
    for offer in Offer.objects.all():
        make_basis(offer, [MET])
        Outlook.objects.create(candidate=offer.candidate, run=offer.run, has_option=True)
        tell_contact(offer.candidate, {"name": "Hemmelig Person"}, by=make_actor(Role.CONSULTANT))
    return made


def unlogged(client, pages, said):
    """Pages whose statements read what is apart without a row in the log of the same request; `said` gets all they say."""
    found = []
    for name, url in pages.items():
        watcher, last = Watcher(), Reading.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        with connection.execute_wrapper(watcher):
            answer = client.get(url)
            said[name] = body(answer)
        rows = Reading.objects.filter(pk__gt=last, request_id=answer["X-Request-ID"])
        read = {what for what, model in NAMED.items() if model in watcher.seen}
        if read - set(rows.values_list("what", flat=True)):
            found.append(name)
    return found


def reader(world, client_as, role):
    """A client of that role; the firm is the one whose position it is, and the person came in by a slip."""
    if role is Role.PERSON:
        return person_client(Client(), Offer.objects.first().candidate)
    return client_as(role, world.organisation if role is Role.FIRM else None)


def slowly(role):
    return pytest.param(role, marks=pytest.mark.slow)


@pytest.mark.parametrize(
    "role",
    [Role.CONSULTANT, *map(slowly, (Role.FIRM, Role.VISITOR, Role.ENTRANCE, Role.ADVISER, Role.LEADER, Role.PERSON))],
)
def test_a11_2_each_reading_of_what_people_asked_for_is_logged(world, hidden, client_as, role):
    """Every page of the house, with each statement watched; and nobody but consultant and person is told of a person."""
    pages = {name: url for name, url in addresses(world).items() if not name.startswith(SIGN_IN)}
    pages |= {f"{name} file": f"{pages[name]}?format=csv" for name in FILES & pages.keys()}
    searches = {query: f"{reverse('home:search')}?q={quote(query)}" for query in SECRET}
    said = {}

    found = unlogged(reader(world, client_as, role), pages | searches, said)

    assert found == []
    roles = set(Reading.objects.values_list("reader_role", flat=True))
    assert roles <= {"consultant", "person", "system"}
    by_consultants = set(Reading.objects.filter(reader_role="consultant").values_list("what", flat=True))
    assert role is not Role.CONSULTANT or by_consultants >= {"conditions", "contact"}
    told = [
        (name, secret)
        for name, text in said.items()
        for secret in (f"kandidater/{hidden.code}", "Hemmelig Person", hidden.code, hidden.code.replace("-", "\u2011"))
        if secret in text and secret != name  # what was searched for stands in its field
    ]
    assert role in READERS or told == []


def test_a11_2_the_watch_notices_a_reading_that_is_not_logged(municipality):
    make_candidate()
    watcher = Watcher()

    with connection.execute_wrapper(watcher):
        list(CandidateConditions.objects.all())
        list(CandidateContact.objects.values("pk"))

    assert watcher.seen == {CandidateConditions}


SIGN_IN = ("account_", "mfa_", "saml_", "openid_")
READERS = {Role.CONSULTANT, Role.PERSON}
FILES = {"candidates:list", "caseload:list", "positions:list", "offers:list", "placements:list", "listings:market"}
SECRET = ("K-7788", "7790", "quiet_place", "roligt sted", "Hemmelig Person")


@pytest.fixture
def hidden(world):
    """A person whose code, postcode, wishes and contact details are known to nobody but the consultant."""
    person = make_candidate(code="K-7788", postcode="7790", state="waiting")
    tell_contact(person, {"name": "Hemmelig Person"}, by=make_actor(Role.CONSULTANT))
    offer = make_offer(person, make_position(title="Folde kasser", accommodations=[]))
    make_basis(offer, [MET])
    return person


def test_x4_no_letter_or_notice_to_others_names_a_person(world, hidden):
    make_membership(Role.CONSULTANT)
    give_slip(hidden, on=hidden.waiting_since, by=make_actor(Role.CONSULTANT))

    letters = " ".join(f"{mail.subject} {mail.body}" for mail in OutgoingMail.objects.all())
    others = Notice.objects.exclude(user__memberships__role="consultant")
    notices = " ".join(others.values_list("text", flat=True))

    for secret in ("K-7788", "Hemmelig Person", "7790"):
        assert secret not in letters
        assert secret not in notices


def test_x4_a_workplace_never_reads_what_was_asked_for(world, hidden, client_as):
    placement = make_placement(hidden, make_position())
    workplace = client_as(Role.FIRM, placement.position.organisation)

    said = " ".join(body(workplace.get(url)) for name, url in addresses(world).items() if name.startswith(("offers:", "placements:", "candidates:")))  # fmt: skip

    assert "Hemmelig Person" not in said
    assert Placement.objects.filter(pk=placement.pk).exists()
    assert not Reading.objects.filter(reader_role="firm").exists()
