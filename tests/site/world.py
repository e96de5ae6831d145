"""A small world with something of every kind, and the address of every page in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from symbiose.common.actor import Role, system
from symbiose.common.models import SavedView
from symbiose.files.actions import receive_upload
from symbiose.frontdesk.actions import add_task, open_case, set_next_step, set_rule, write_back
from symbiose.frontdesk.models import Call, CallRound, CallStop
from symbiose.listings.actions import add_photos, keep_alert
from symbiose.listings.actions.listing import index_listing
from symbiose.listings.models import AuthorityStep
from symbiose.matching.actions import add_pictures
from symbiose.notices import links
from symbiose.notices.actions import take_in
from symbiose.notices.models import AnswerLink, Notice, OutgoingMail
from symbiose.organisations.actions import log_contact
from symbiose.organisations.models import AccessRequest
from tests.factories import (
    make_alike,
    make_champion,
    make_fact,
    make_item,
    make_membership,
    make_merge,
    make_municipality,
    make_organisation,
    make_unit,
    make_year,
)
from tests.frontdesk.cases import acting, ask, away
from tests.frontdesk.sharing import make_shared
from tests.jobs.world import make_people
from tests.ledger.cases import post
from tests.listings.test_photos import picture
from tests.matching.cases import adviser, make_exchange, make_pair, make_run, party_of
from tests.matching.handed import make_handover
from tests.notices.letters import letter as make_letter

HIDDEN = "Eksempel Fuglekassen"


@dataclass
class World:
    """What stands in the world, by the names that addresses use."""

    proposal: Any
    listing: Any
    organisation: Any
    values: dict[str, Any]
    link: Any
    exchange: Any
    picture: Any
    people: dict[str, dict[str, object]]


def make_world(*, state: str = "sent") -> World:
    """A proposal whose taker hides its name, with people, a fact, an upload, a notice and a saved view about it."""
    make_municipality()
    contact = make_item("contact", "main", data={"title_da": "Indgangen", "role_da": "Indgangen", "hours": ""})
    reading = make_item("reading", "om", data={"slug": "om-symbiose", "title_da": "Om", "da": "En tekst."})
    proposal = make_pair(anonymous=["need"], sent=state != "found")
    hidden = party_of(proposal, 1).organisation
    listing = proposal.flows.get().need
    for one in (listing, proposal.flows.get().have):
        index_listing(one)
    member = make_membership(Role.FIRM, hidden)
    fact = make_fact(hidden, "registered")
    upload = receive_upload(
        SimpleUploadedFile("liste.csv", b"name,type\nEksempel Ny,company\n"), purpose="import", by=adviser()
    )
    notice = Notice.objects.create(
        user=member.user, subject_label="matching.proposal", subject_id=proposal.pk, text="Noget venter", url="/"
    )
    letter = OutgoingMail.objects.create(
        to="kontakt@firma.example", subject="Noget venter", body="x", once_key="lost", state="failed"
    )
    view = SavedView.objects.create(user=member.user, list_name="listings", name="Mit", query="q=tr")
    link = AnswerLink.objects.filter(subject_id=party_of(proposal, 1).pk).first()
    photo = add_photos(listing, files=[picture()], by=system("clock"))[0]
    alert = keep_alert(hidden, query="q=tr", by=system("clock"))
    step = AuthorityStep.objects.filter(listing__organisation=hidden).first() or AuthorityStep.objects.create(
        listing=listing, kind="classify"
    )
    access = AccessRequest.objects.create(
        organisation=hidden, name="Person Eksempel", email="spoerger@firma.example", answer_by=timezone.localdate()
    )
    values = {
        "contact_id": contact.pk,
        "reading_id": reading.pk,
        "champion_id": make_champion(with_name=False).pk,
        "access_id": access.pk,
        "pk": hidden.pk,
        "fact_id": fact.pk,
        "year_id": make_year(hidden).pk,
        "other_id": make_organisation("Eksempel Anden").pk,
        "merge_id": make_merge(hidden).pk,
        "pair_id": make_alike(hidden).pk,
        "unit_id": make_unit(hidden).pk,
        "closed_id": make_organisation("Eksempel Lukket", state="closed", closed_on=timezone.localdate()).pk,
        "membership_id": member.pk,
        "upload_id": upload.pk,
        "number": proposal.number,
        "stage": "sent",
        "party_id": party_of(proposal, 1).pk,
        "photo_id": photo.pk,
        "alert_id": alert.pk,
        "organisation_id": hidden.pk,
        "step_id": step.pk,
        "kind": "by_product",
        "run_id": make_run(finished_at=timezone.now()).pk,
        "notice_id": notice.pk,
        "letter_id": letter.pk,
        "incoming_id": take_in(make_letter(List_Id="<faelles.kommune.example>"), by=system("Symbiose")).pk,
        "text_key": "digest",
        "language": "da",
        "view_id": view.pk,
        "token": links.token(link) if link else "x",
        "slug": "om-symbiose",
        "role": "adviser",
        "uidb36": "1",
        "provider_id": "mitid",
        "organization_slug": "kommunen",
        "identity_id": 1,
        "key": "set-password",
    }
    case = make_world_case(hidden)
    values |= {"case_number": case.number, "enquiry_number": case.enquiries.get().number}
    values |= {"letter_file_id": make_world_letter(case)}
    member = case.owner.memberships.get()
    rule = set_rule(member, topic="listing", valid_from=timezone.localdate(), by=acting(member))
    absent = away(member, timezone.localdate(), timezone.localdate())
    values |= {"rule_id": rule.pk, "absence_id": absent.pk}
    values |= {"case_party_id": case.parties.get().pk, "task_id": case.tasks.get().pk}
    talk = log_contact(hidden, kind="call", text="Talte om rekruttering", by=acting(member))
    values |= {"talk_id": talk.pk}
    part = make_shared(acting(member)).parts.first()
    values |= {"shared_id": part.task_id, "shared_part_id": part.pk}
    values |= make_world_calls(member.user_id)
    exchange = make_exchange(receiver=hidden)
    handover = make_handover(exchange)
    shown = add_pictures(handover, side="receiver", files=[picture()], by=adviser())[0]
    values |= {"handover_id": handover.pk, "side": "receiver"}
    values |= {"label": "matching.exchange", "thread_id": exchange.pk, "entry_id": post(handover)[0].pk}
    return World(proposal, listing, hidden, values, link, exchange, shown, make_people(hidden))


def make_world_case(organisation):
    """A case of an enquiry of that organisation, owned at the entrance."""
    desk = acting(make_membership(Role.ADVISER))
    case = open_case(ask(organisation=organisation, name="Person Eksempel"), by=desk)
    department = make_organisation("Eksempel Miljø", kind="department")
    add_task(case, what="Afklar affaldsstatus", organisation=department, due_on=timezone.localdate(), by=desk)
    set_next_step(case, kind="call", on=timezone.localdate(), by=desk)
    return case


def make_world_letter(case) -> int:
    """A file that came with what the writer of the case's enquiry wrote back."""
    written = write_back(
        case.enquiries.get(), text="Her er en tegning.", files=[SimpleUploadedFile("t.txt", b"x")], by=system("clock")
    )
    return written.files.get().pk


def make_world_calls(user_id):
    """A round with a call on it, and a firm that wants no call."""
    firm = make_organisation("Eksempel Opkald")
    place = make_organisation("Eksempel Afdeling", kind="department")
    theirs = {"department": place, "user_id": user_id}
    today = timezone.localdate()
    made = CallRound.objects.create(name="Runde", department=place, owner_id=user_id, starts_on=today, ends_on=today)
    call = Call.objects.create(organisation=firm, round=made, taken_at=timezone.now(), runs_out_on=today, **theirs)
    stop = CallStop.objects.create(organisation=make_organisation("Eksempel Nej"), said_on=today, said_by="x", **theirs)
    return {"round_id": made.pk, "call_id": call.pk, "stop_id": stop.pk}


def patterns(found=None, space: str = ""):
    """Every named address as (full name, names of its parts)."""
    for one in get_resolver().url_patterns if found is None else found:
        if isinstance(one, URLPattern):
            if one.name:
                name = f"{space}:{one.name}" if space else one.name
                yield name, tuple(one.pattern.regex.groupindex)
        else:
            yield from patterns(one.url_patterns, one.namespace or space)


def addresses(world: World) -> dict[str, str]:
    """The address of every page by its name; listings' own pages are those of the hidden listing."""
    found = {}
    for name, parts in patterns():
        known = world.values | world.people.get(name.partition(":")[0], {})
        values = {part: known[part] for part in parts if part != "verb"}
        if name.startswith("listings:") and "pk" in values:
            values["pk"] = world.listing.pk
        if name == "organisations:reopen":  # only what has closed can be opened again
            values["pk"] = world.values["closed_id"]
        if name.startswith("handovers:"):
            theirs = {"number": world.exchange.number, "photo_id": world.picture.pk}
            values |= {part: theirs[part] for part in parts if part in theirs}
        if name.startswith("exchanges:") and "number" in values and name != "exchanges:agree":
            values["number"] = world.exchange.number
        found[name] = reverse(name, kwargs=values)
    return found
