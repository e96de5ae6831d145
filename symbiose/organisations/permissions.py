"""Who may see and change organisations, their dated facts and the people who act for them."""

from __future__ import annotations

from symbiose.common.actor import Actor
from symbiose.organisations.models import Organisation


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
    """An organisation keeps its own description, place and contact; name, number and type stay with advisers."""
    return may_act_for(actor, organisation)


def may_state_facts(actor: Actor) -> bool:
    """Facts are stated with a source by the entrance, so that no firm vouches for itself."""
    return actor.is_adviser


def may_keep_members(actor: Actor) -> bool:
    """Who may act for an organisation is settled at the entrance."""
    return actor.is_adviser


def may_state_years(actor: Actor, organisation: Organisation) -> bool:
    """An organisation tells its own employees, turnover and balance; advisers do so on its behalf, with the source."""
    return may_act_for(actor, organisation)


def may_keep_units(actor: Actor) -> bool:
    """P-numbers come from the company register and are kept at the entrance."""
    return actor.is_adviser
