"""Who may see and change organisations, their dated facts and the people who act for them."""

from __future__ import annotations

from collections.abc import Sequence

from symbiose.common.actor import Actor, Role
from symbiose.organisations.enums import INSIDE, AccessState, OrganisationState
from symbiose.organisations.models import AccessRequest, Contact, Membership, Organisation
from symbiose.organisations.queries import contacts_visible_to, works_outside
from symbiose.organisations.queries.access import INVITATION, RECEIPT, link_leads_to


def is_own(actor: Actor, organisation: Organisation) -> bool:
    """Acts for this organisation in the membership, or on the link, that is in use."""
    return actor.organisation_id == organisation.pk


def may_act_for(actor: Actor, organisation: Organisation) -> bool:
    """Advisers may do on its behalf whatever an organisation can do itself."""
    return actor.is_adviser or is_own(actor, organisation)


def may_see(actor: Actor, organisation: Organisation) -> bool:
    """The public sees those who are in the directory."""
    return organisation.in_directory or may_act_for(actor, organisation)


def may_see_inside(actor: Actor, organisation: Organisation) -> bool:
    """Contact details, headcount, people and history are for the organisation itself and the entrance."""
    return may_act_for(actor, organisation)


def may_keep(actor: Actor) -> bool:
    """Adding and importing organisations, what is public record of them, and the whole list: advisers alone."""
    return actor.is_adviser


def may_change(actor: Actor, organisation: Organisation) -> bool:
    """An organisation keeps its own description, place and contact; name, number and type stay with advisers.

    One that has closed only reads.
    """
    return may_act_for(actor, organisation) and (actor.is_adviser or organisation.state == OrganisationState.ACTIVE)


def may_consent(actor: Actor, organisation: Organisation) -> bool:
    """An organisation says itself whether it is in the public list; advisers write down what it told them.

    One that has closed can only leave.
    """
    return may_act_for(actor, organisation) and organisation.state == OrganisationState.ACTIVE


def may_hide(actor: Actor, organisation: Organisation) -> bool:
    """A yes can be taken back whatever has happened since."""
    return may_act_for(actor, organisation)


def may_keep_champions(actor: Actor) -> bool:
    """Champions are written down at the entrance, through which they are reached."""
    return actor.is_adviser


def may_state_facts(actor: Actor) -> bool:
    """Facts are stated with a source by the entrance, so that no firm vouches for itself."""
    return actor.is_adviser


def may_keep_members(actor: Actor, organisation: Organisation) -> bool:
    """In which role and for how long a person acts is settled at the entrance, and by the organisation's own managers."""
    return actor.is_adviser or (actor.manages and is_own(actor, organisation))


def may_end_member(actor: Actor, membership: Membership) -> bool:
    """Managers end what their colleagues may do, but not the rights of those inside the municipality, nor their own: somebody must be left."""
    if actor.is_adviser:
        return True
    theirs = membership.role not in INSIDE and membership.user_id != actor.user_id
    return theirs and may_keep_members(actor, membership.organisation)


def may_state_years(actor: Actor, organisation: Organisation) -> bool:
    """An organisation tells its own employees, turnover and balance; advisers do so on its behalf, with the source."""
    return may_change(actor, organisation)


def may_keep_units(actor: Actor) -> bool:
    """P-numbers come from the company register and are kept at the entrance."""
    return actor.is_adviser


def may_invite(actor: Actor, organisation: Organisation) -> bool:
    """Advisers with a proof; whoever acts for the organisation may vouch for a colleague."""
    return actor.role is Role.ADVISER or (actor.membership_id is not None and is_own(actor, organisation))


def may_man_entrance(actor: Actor, organisation: Organisation) -> bool:
    """Who answers at an external entrance is settled by advisers, where people have worked for it before."""
    return actor.is_adviser and works_outside().filter(organisation=organisation).exists()


def may_settle(actor: Actor, _request: AccessRequest | None = None) -> bool:
    """Requests of people who are not known yet are the entrance's to read and to answer."""
    return actor.role is Role.ADVISER


def may_prove(actor: Actor, request: AccessRequest) -> bool:
    """Whoever may invite to the organisation that is meant."""
    return may_settle(actor) or (request.organisation is not None and may_invite(actor, request.organisation))


def is_asker(actor: Actor, request: AccessRequest) -> bool:
    """Holds the link of the receipt."""
    return link_leads_to(actor.link_id, request, RECEIPT)


def is_invited(actor: Actor, request: AccessRequest) -> bool:
    """Holds the link of the invitation; nobody accepts for another."""
    return link_leads_to(actor.link_id, request, INVITATION)


def may_send_again(actor: Actor, request: AccessRequest) -> bool:
    """The letter goes to the address that was invited, whoever asks for it."""
    return may_prove(actor, request) or is_asker(actor, request)


def may_withdraw(actor: Actor, request: AccessRequest) -> bool:
    """The one who asked or was invited, an adviser, and colleagues for an invitation of theirs."""
    if may_settle(actor) or is_asker(actor, request) or is_invited(actor, request):
        return True
    return request.state == AccessState.INVITED and may_prove(actor, request)


def may_reopen(actor: Actor, request: AccessRequest) -> bool:
    """A refusal by mistake is undone while what was written is still there."""
    return may_settle(actor) and request.erased_at is None


def is_clock(actor: Actor, _request: AccessRequest) -> bool:
    """What falls due by itself."""
    return actor.role is Role.SYSTEM


def may_close(actor: Actor, _organisation: Organisation) -> bool:
    """That an organisation has closed is public record, kept at the entrance."""
    return actor.is_adviser


def may_merge(actor: Actor, _organisation: Organisation) -> bool:
    """Which records are one and the same organisation is settled at the entrance."""
    return actor.is_adviser


def may_log_contact(actor: Actor) -> bool:
    """Whoever speaks for an entrance or a department; what a firm says itself is an enquiry, not a line of the log."""
    return actor.role is Role.SYSTEM or actor.membership_id is not None


def withdrawable(actor: Actor, lines: Sequence[Contact]) -> set[int]:
    """The ids of those that the actor may withdraw: of their own place, and for the entrance all that it reads; one question.

    What somebody wrote to us themselves is theirs.
    """
    if not may_log_contact(actor):
        return set()
    ours = [line for line in lines if line.user_id is not None]
    own = {line.pk for line in ours if actor.organisation_id and line.spoken_for_id == actor.organisation_id}
    others = [line.pk for line in ours if line.pk not in own]
    read = contacts_visible_to(actor).filter(pk__in=others).values_list("pk", flat=True) if others else ()
    return own | set(read)


def may_withdraw_line(actor: Actor, line: Contact) -> bool:
    """Those for whom it was written, and the entrance."""
    return line.pk in withdrawable(actor, [line])


def may_keep_absence(actor: Actor, user_id: int) -> bool:
    """One's own, and advisers that of a colleague, who may be ill and unable to."""
    return actor.role in {Role.ADVISER, Role.SYSTEM} or (actor.membership_id is not None and actor.user_id == user_id)
