"""Fill a demo's database: the municipality, people to step in as, made-up organisations, listings, a run, answers.

Everything goes through the rooms' own verbs, so that the demo holds what a real installation would.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, QuerySet, When
from django.utils import timezone, translation

from symbiose.common import municipality
from symbiose.common.actor import Actor, Role, system
from symbiose.engine.law.trade_code import TradeCodeVersion, read_trade_code
from symbiose.frontdesk.actions.outreach import recount_prospects
from symbiose.home.actions import confirm_contact
from symbiose.home.entrance import add_staff
from symbiose.home.loading import load_municipality
from symbiose.home.story import Story, roles, story
from symbiose.home.told_cases import add_colleagues, tell_cases
from symbiose.home.told_desk import tell_absences
from symbiose.home.told_dialogue import tell_dialogue, tell_shared
from symbiose.home.told_exchanges import agree_told, tell_exchanges
from symbiose.home.told_handovers import tell_handovers
from symbiose.home.told_letters import tell_letters
from symbiose.home.told_outreach import tell_outreach
from symbiose.home.told_people import look_for_placements, tell_people
from symbiose.listings import bridge as reading
from symbiose.listings.actions import FamilyGiven, add_listing
from symbiose.listings.enums import ListingState
from symbiose.listings.models import Listing
from symbiose.matching.actions import answer, carry_out, send, start_run
from symbiose.matching.enums import ProposalKind, RunState
from symbiose.matching.models import Proposal, ProposalParty, Run
from symbiose.municipalities import reader
from symbiose.municipalities.kinds import CONTACT
from symbiose.organisations.actions import (
    Yes,
    add_champion,
    add_member,
    add_organisation,
    give_consent,
    state_fact,
    state_year,
)
from symbiose.organisations.actions.values import read_place
from symbiose.organisations.enums import INSIDE, Proof
from symbiose.organisations.models import Membership, Organisation
from symbiose.people.models import User

SEEDER = system("Demo")
SAID_YES = Yes(how="mail", given_by="Eksempel på leder", note="Eksempel")
POSTED_AT = time(9, 20)
LONGEST_TITLE = 60
OPENING_WORDS = re.compile(
    r"^(Vi mangler|Mangler|Vi søger|Søger|Vi vil gerne købe|Vi køber gerne|Vi har brug for) ((en|nogen), der (kan )?)?"
)
MEANT = {"service": {"service", "task"}, "product": {"product", "material"}}  # a product is often told as its material
SURE = 0.6  # below it a writer would look twice before ticking the family
FIRST_SENTENCE = re.compile(r"[.?!](?:\s+(?=[A-ZÆØÅ])|$)|(?<!kl)(?<!ca)\.\s+(?=\d)|, (?=ca\b|omkring|\d)")


def seed_demo(name_or_folder: str) -> str:
    """Prepare the demo of a municipality and say in one line what it holds. A second time changes nothing."""
    configuration = reader.load(reader.find(name_or_folder))
    load_municipality(configuration, by=SEEDER)
    slug = configuration.profile.slug
    told = story(slug)
    with transaction.atomic(), translation.override("da"):
        if not Membership.objects.filter(user__demo_role="adviser").exists():
            _add_everything(slug, told)
    if told and not Run.objects.filter(state=RunState.DONE).exists():
        _look_for_proposals(told)
        recount_prospects()
    if told:
        with translation.override("da"):
            look_for_placements()
    return (
        f"{configuration.profile.name}: {Organisation.objects.filter(example=True).count()} organisations, "
        f"{Listing.objects.count()} listings, {Proposal.objects.count()} proposals."
    )


def _add_everything(slug: str, told: Story | None) -> None:
    people = {one["role"]: one for one in roles(slug)}
    for role in INSIDE:
        one = people[role.value]
        _may_step_in(add_staff(role, email=one["mail"], name=one["name"], by=SEEDER), role.value)
    _confirm_contacts()
    if told is None:
        return
    known = _add_organisations(told)
    _state_facts(told, known)
    _add_champions(told, known)
    enterprise = people["enterprise"]
    member = add_member(
        known[enterprise["organisation"]],
        email=enterprise["mail"],
        name=enterprise["name"],
        proof=Proof.CALLED_BACK,
        proof_note="Eksempel: ringet op på virksomhedens hovednummer, og lederen sagde ja.",
        by=SEEDER,
    )
    _may_step_in(member, "enterprise")
    _add_listings(told, known)
    add_colleagues(told, by=SEEDER)
    tell_letters(told, tell_cases(told, known, by=adviser()), by=SEEDER)
    tell_absences(told, by=adviser())
    tell_shared(told, known, by=adviser())
    tell_dialogue(told, known, by=adviser())
    tell_exchanges(told, known, by=adviser())
    tell_handovers(told, by=adviser())
    tell_outreach(told, known, by=adviser(), seeder=SEEDER)
    tell_people(told, known)


def _confirm_contacts() -> None:
    """All but the last, which is left for whoever steps in."""
    for contact in list(municipality.items(CONTACT))[:-1]:
        confirm_contact(contact, by=SEEDER, told_by="Eksempel: ringet op")


def _may_step_in(member: Membership, role: str) -> None:
    """There is no password; the one-click role is the only door."""
    person = User.objects.get(pk=member.user_id)
    person.demo_role = role
    person.save(update_fields=["demo_role"])


def _add_organisations(told: Story) -> dict[str, Organisation]:
    beside = {one["id"]: one for one in told.of("organisation")}
    return {row["id"]: _add_organisation(row, beside[row["id"]]) for row in told.organisations}


def _add_organisation(row: dict[str, str], told: dict[str, Any]) -> Organisation:
    added = add_organisation(
        by=SEEDER,
        name=row["name"],
        kind=row["type"],
        company_number=row["cvr"],
        postcode=row["place"],
        trade_code=read_trade_code(row["nace"]).digits,
        trade_code_version=TradeCodeVersion.DB07.value,
        description=told["da"],
        contact_email=told["mail"],
        contact_phone=told["phone"],
        example=True,
    )
    give_consent(added, SAID_YES, by=SEEDER)
    this_year = timezone.localdate().year
    state_year(added, year=this_year, headcount=int(row["employees"]), source="oplyst i Symbiose", by=SEEDER)
    return added


def _add_champions(told: Story, known: dict[str, Organisation]) -> None:
    for one in told.of("champion"):
        add_champion(
            Yes(how="meeting", given_by=one["name"], note="Eksempel"),
            with_name=one["with_name"],
            by=SEEDER,
            name=one["name"],
            role=one["role_da"],
            offers=one["da"],
            postcode=one["place"],
            organisation=known.get(one["organisation"]),
            contact_email=one["mail"],
            example=True,
        )


def _state_facts(told: Story, known: dict[str, Organisation]) -> None:
    today = timezone.localdate()
    for one in told.of("fact"):
        since = today + timedelta(days=one["since_days"])
        organisation = known[one["organisation"]]
        state_fact(organisation, kind=one["fact"], source=one["source_da"], valid_from=since, by=SEEDER)


def _add_listings(told: Story, known: dict[str, Organisation]) -> None:
    """Every text is read as if somebody wrote it, oldest first; who wrote it stands in the story's steps."""
    raw = {row["id"]: row for row in told.listings}
    beside = {one["id"]: one for one in told.of("listing")}
    steps = {one["listing"]: one for one in told.of("step") if one["kind"] == "listing"}
    rows = {row.id: row for row in reading.read_file(told.listings_file).rows}
    for key in sorted(rows, key=lambda key: (beside[key]["posted_days"], key)):
        organisation = known[raw[key]["organisation"]]
        fields, _codes = reading.fields_of(rows[key])
        fields |= _beside(key, beside[key]) | read_place(raw[key]["place"]) | {"title": _title(fields["text"])}
        by = _writer(steps.get(key, {}), organisation)
        add_listing(organisation, by=by, codes=_kept(fields["text"], fields["kind"]), **fields)


def _beside(key: str, told: dict[str, Any]) -> dict[str, Any]:
    """What the story says of a listing; its days count from today."""
    today = timezone.localdate()
    posted = today + timedelta(days=told["posted_days"])
    return {
        "external_id": key,
        "example": True,
        "anonymous": told["anonymous"],
        "estimated": told["estimated"],
        "waste": told.get("waste", ""),
        "valid_from": posted,
        "valid_to": today + timedelta(days=told["expires_days"]),
        "state": ListingState.SHOWN,
        "shown_at": timezone.make_aware(datetime.combine(posted, POSTED_AT)),
    }


def _title(text: str) -> str:
    """The first sentence, as somebody would write a heading; cut at a comma or between words where it is long."""
    first = OPENING_WORDS.sub("", FIRST_SENTENCE.split(text.strip(), maxsplit=1)[0].rstrip(".?! "))
    heading = first[:1].upper() + first[1:]
    if len(heading) <= LONGEST_TITLE:
        return heading
    whole, comma, _rest = heading[:LONGEST_TITLE].rpartition(", ")
    return whole if comma else heading[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def _kept(text: str, kind: str) -> list[FamilyGiven]:
    """The family that the writer would tick: the first clear one of the kind that they meant, else the best guess."""
    read = [one for item in reading.read(text).items for one in item.families]
    clear = [one for one in read if one.confidence >= SURE and _kind(one.code) in MEANT.get(kind, {kind})]
    return [
        FamilyGiven(one.code, one.confidence, bool(clear), one.words)
        for one in (clear or sorted(read, key=lambda one: -one.confidence))[:1]
    ]


def _kind(code: str) -> str:
    family = reading.family(code)
    return family.kind.value if family else ""


def _writer(step: dict[str, Any], organisation: Organisation) -> Actor:
    """Who wrote: an adviser for them with their consent, one of their own, or the demo itself."""
    if step.get("on_behalf"):
        return adviser().acting_for(organisation.pk, consent=step["consent_da"])
    return _own(organisation, step["by"]) if step.get("by") else SEEDER


def _own(organisation: Organisation, name: str) -> Actor:
    return Actor(role=Role.FIRM, name=name, organisation_id=organisation.pk, organisation_name=organisation.name)


def adviser() -> Actor:
    """The demo's adviser as an actor."""
    held = Membership.objects.select_related("user", "organisation").get(user__demo_role="adviser")
    return Actor(
        role=Role.ADVISER,
        user_id=held.user_id,
        name=held.user.name,
        membership_id=held.pk,
        organisation_id=held.organisation_id,
        organisation_name=held.organisation.name,
    )


def _look_for_proposals(told: Story) -> None:
    """One run, as the adviser would start it, and the story's answers to what it found."""
    by = adviser()
    with translation.override("da"):
        run = start_run(by=by)
        carry_out.func(run.pk)  # does nothing where the run was carried out at once
        for loop in told.of("loop"):
            given = [one for one in told.of("answer") if one["loop"] == loop["id"]]
            proposal = _found_for(loop["flows"][0]).first() if given else None
            if proposal:
                _answer(send(proposal, by=by), given, {row["id"]: row["name"] for row in told.organisations}, by)
                agree_told(told, proposal, loop["id"], by=by)


def _found_for(flow: str) -> QuerySet[Proposal]:
    """Proposals in which one listing goes to another, loops before pairs."""
    have, need = flow.split(">")
    rows = Proposal.objects.filter(flows__have__external_id=have, flows__need__external_id=need, state="found")
    return rows.filter(stopped=False).order_by(Case(When(kind=ProposalKind.LOOP, then=0), default=1), "-points", "pk")


def _answer(proposal: Proposal, given: list[dict[str, Any]], names: dict[str, str], by: Actor) -> None:
    for one in given:
        party = ProposalParty.objects.filter(proposal=proposal, organisation__name=names[one["organisation"]]).first()
        if party is None:
            continue
        actor = by if one["on_behalf"] else _own(party.organisation, one["by"])
        answer(party, answer=one["answer"], by=actor, consent=one.get("consent_da", ""))
