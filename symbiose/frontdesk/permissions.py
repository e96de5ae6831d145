"""Who may write down, handle and hand over enquiries and cases."""

from __future__ import annotations

from symbiose.common.actor import Actor, Role
from symbiose.frontdesk.models import Case, CaseTask, Enquiry
from symbiose.frontdesk.queries import cases_visible_to
from symbiose.frontdesk.queries.receipts import holds_receipt
from symbiose.organisations.enums import MembershipRole, OrganisationKind
from symbiose.organisations.models import Membership, Organisation


def works_at_an_entrance(actor: Actor) -> bool:
    """Advisers of the one entrance and of external ones."""
    return actor.role in {Role.ADVISER, Role.ENTRANCE}


def may_see_lists(actor: Actor) -> bool:
    """Whoever may see a case at all: entrances, and those who act for an organisation, which shows a firm none."""
    return works_at_an_entrance(actor) or (actor.role is Role.FIRM and actor.membership_id is not None)


def may_type_in(actor: Actor, door: Organisation | None = None) -> bool:
    """A call or visit is typed in at an entrance, or by a department that was addressed itself."""
    if works_at_an_entrance(actor) or actor.role is Role.SYSTEM:
        return True
    own = door is not None and door.kind == OrganisationKind.DEPARTMENT and door.pk == actor.organisation_id
    return own and actor.role is Role.FIRM and actor.membership_id is not None


def at_its_entrance(actor: Actor, subject: Enquiry | Case) -> bool:
    """Works at the entrance where it came in; what is outside the municipality stays there until it is passed on."""
    if actor.role is Role.SYSTEM:
        return True
    if subject.external:
        return actor.role is Role.ENTRANCE and actor.organisation_id == subject.entrance_id
    return actor.role is Role.ADVISER


def may_handle(actor: Actor, enquiry: Enquiry) -> bool:
    """Answer, make a case of it, hand it over or set it aside."""
    return at_its_entrance(actor, enquiry)


def may_pass_on(actor: Actor, enquiry: Enquiry) -> bool:
    """Only what came in outside the municipality is passed on to it; inside, it is handed over."""
    return enquiry.external and at_its_entrance(actor, enquiry)


def may_write_back(actor: Actor, enquiry: Enquiry) -> bool:
    """Whoever holds its receipt; its entrance, which brings what they wrote as a letter; and the house itself."""
    return at_its_entrance(actor, enquiry) or holds_receipt(actor, enquiry)


def may_forget(actor: Actor, subject: Enquiry | Case) -> bool:
    """Erase what is personal in it: its entrance."""
    return at_its_entrance(actor, subject)


def may_keep(actor: Actor, case: Case) -> bool:
    """Everything about a case: its entrance."""
    return at_its_entrance(actor, case)


def may_take_part(actor: Actor, case: Case) -> bool:
    """Write in its dialogue: its entrance, and the departments that have a part in it."""
    if may_keep(actor, case):
        return True
    return actor.role is Role.FIRM and cases_visible_to(actor).filter(pk=case.pk).exists()


def may_finish(actor: Actor, task: CaseTask) -> bool:
    """The entrance, and the department whose task it is."""
    if may_keep(actor, task.case):
        return True
    return actor.membership_id is not None and actor.organisation_id == task.owner_organisation_id


def may_keep_rules(actor: Actor, member: Membership) -> bool:
    """Each entrance settles who gets what among its own people."""
    if actor.role is Role.SYSTEM:
        return True
    if member.role == MembershipRole.ENTRANCE:
        return actor.role is Role.ENTRANCE and actor.organisation_id == member.organisation_id
    return actor.role is Role.ADVISER and member.role == MembershipRole.ADVISER


def is_clock(actor: Actor, _subject: object) -> bool:
    """What falls due by itself."""
    return actor.role is Role.SYSTEM
