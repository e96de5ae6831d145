"""Records for tests, as plain functions; what a test does not name gets a plain value."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.common.models import MunicipalItem, Municipality
from symbiose.common.search import index
from symbiose.listings.models import Listing, ListingCode
from symbiose.organisations.actions.champions import index_champion
from symbiose.organisations.enums import MembershipRole
from symbiose.organisations.models import (
    Alike,
    Champion,
    DirectoryConsent,
    Membership,
    Merge,
    Organisation,
    OrganisationFact,
    OrganisationYear,
    ProductionUnit,
)
from symbiose.people.models import User

_number = count(1)
WEIGHTS = (2, 7, 6, 5, 4, 3, 2)
SILKEBORG = {"postcode": "8600", "town": "Silkeborg", "latitude": 56.17, "longitude": 9.55}


def company_number(serial: int) -> str:
    """The serial-th made-up company number that passes the check digit; all begin with 00."""
    found = 0
    for candidate in count(1000):
        digits = f"{candidate:07d}"
        rest = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11
        if rest == 1:
            continue
        found += 1
        if found == serial:
            return digits + str(0 if rest == 0 else 11 - rest)
    raise AssertionError


def make_municipality(**values):
    made, _ = Municipality.objects.get_or_create(
        slug=values.pop("slug", "silkeborg"),
        defaults={
            "code": "740",
            "name": "Silkeborg Kommune",
            "entrance": "Jobcenter Erhverv",
            "postcode": "8600",
            **values,
        },
    )
    return made


def make_item(kind, key, **values):
    return MunicipalItem.objects.create(
        kind=kind,
        key=key,
        **{"valid_from": date(2020, 1, 1), "certainty": "source", "data": {}, **values},
    )


def make_organisation(name: str = "", *, in_directory=False, **values):
    serial = next(_number)
    organisation = Organisation.objects.create(
        **{"name": name or f"Eksempel Firma {serial}", "kind": "company", **SILKEBORG, **values}
    )
    if in_directory:
        make_shown(organisation)
    index("organisations.organisation", organisation.pk, title=organisation.name, text=organisation.description)
    return organisation


def make_shown(organisation, **values):
    """The organisation in the public directory, with its yes."""
    consent = DirectoryConsent.objects.create(
        organisation=organisation,
        **{"given_on": date(2024, 1, 1), "how": "mail", "given_by": "Eksempel Leder", "with_name": True, **values},
    )
    organisation.in_directory, organisation.directory_consent = True, consent
    organisation.save(update_fields=["in_directory", "directory_consent"])
    return consent


def make_champion(role="Leder af reparationscaféen", *, with_name=True, **values):
    """A champion in the public directory, with their yes."""
    champion = Champion.objects.create(
        **{
            "name": "Person Ildsjæl",
            "role": role,
            "offers": "Kan spørges om at sætte i stand.",
            "contact_email": "privat@ildsjael.example",
            "contact_phone": "12 00 00 21",
            **SILKEBORG,
            **values,
        }
    )
    DirectoryConsent.objects.create(
        champion=champion, with_name=with_name, given_on=date(2024, 1, 1), how="meeting", given_by=champion.name
    )
    index_champion(champion)
    return champion


def make_fact(organisation, kind="social_enterprise", **values):
    return OrganisationFact.objects.create(
        organisation=organisation, kind=kind, **{"valid_from": date(2024, 1, 1), "source": "Eksempel", **values}
    )


def make_year(organisation, year=2024, **values):
    return OrganisationYear.objects.create(
        organisation=organisation,
        year=year,
        **{"source": "Eksempel", **({} if values else {"headcount": 24}), **values},
    )


def make_unit(organisation, p_number="", **values):
    return ProductionUnit.objects.create(
        organisation=organisation,
        p_number=p_number or f"{1_000_000_000 + next(_number)}",
        **{"name": "Eksempel Værksted", **values},
    )


def make_merge(survivor, name="Eksempel Dobbelt", **values):
    """Another record that was gathered in an organisation, without anything of its own."""
    other = make_organisation(name, state="merged", merged_into=survivor, **values)
    return Merge.objects.create(survivor=survivor, merged=other)


def make_alike(organisation, other=None):
    """An organisation and a younger one that may be the same."""
    second = other or make_organisation("Eksempel Lignende")
    return Alike.objects.create(first=organisation, second=second, reasons=["email"], weight=3)


def make_user(email: str = "", **values):
    serial = next(_number)
    return User.objects.create_user(
        email or f"person{serial}@firma.example", "et langt kodeord", **{"name": f"Person Eksempel {serial}", **values}
    )


MEMBERSHIP_OF = {
    Role.ADVISER: MembershipRole.ADVISER,
    Role.CONSULTANT: MembershipRole.CONSULTANT,
    Role.LEADER: MembershipRole.LEADER,
}


def make_membership(role=Role.FIRM, organisation=None, user=None):
    inside = Role(role) in MEMBERSHIP_OF
    organisation = organisation or (
        make_organisation("Jobcenter Erhverv", kind="department") if inside else make_organisation()
    )
    return Membership.objects.create(
        user=user or make_user(),
        organisation=organisation,
        role=MEMBERSHIP_OF.get(Role(role), MembershipRole.REPRESENTATIVE),
        valid_from=date(2024, 1, 1),
    )


def make_actor(role=Role.FIRM, organisation=None):
    membership = make_membership(role, organisation)
    return Actor(
        role=Role(role),
        user_id=membership.user_id,
        name=membership.user.name,
        membership_id=membership.pk,
        organisation_id=membership.organisation_id,
        organisation_name=membership.organisation.name,
    )


def make_listing(organisation=None, *, side="have", codes=(), **values):
    today = timezone.localdate()
    listing = Listing.objects.create(
        organisation=organisation or make_organisation(),
        side=side,
        **{
            "kind": "material",
            "title": "Træafskær, ubehandlet",
            "text": "120 kg træafskær om ugen",
            "quantity": Decimal(120),
            "unit": "kg",
            "per": "week",
            "state": "shown",
            "shown_at": timezone.now(),
            "valid_from": today - timedelta(days=1),
            "valid_to": today + timedelta(days=90),
            **SILKEBORG,
            **values,
        },
    )
    for code in codes:
        ListingCode.objects.create(listing=listing, family=code, confirmed=True)
    index("listings.listing", listing.pk, title=listing.title, text=listing.text)
    return listing
