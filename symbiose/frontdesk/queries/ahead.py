"""The chain of a case as it is, and the steps that it has not reached yet, so that people see where it leads."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from symbiose.common import links
from symbiose.common.actor import Actor
from symbiose.common.links import Step
from symbiose.common.registry import KINDS
from symbiose.frontdesk.enums import CaseState
from symbiose.frontdesk.models import Case

# In the order in which a case comes to them; a room that does not exist yet is no step.
WAY = ("listings.listing", "matching.proposal", "matching.exchange")


def chain_of(case: Case, actor: Actor) -> list[Step]:
    """What it came from and led to; of an open case also what may come after the farthest that it has reached."""
    steps = links.chain(case, actor)
    if case.state != CaseState.OPEN:
        return steps
    reached = {step.noun for step in steps}
    way = [str(KINDS[label].noun) for label in WAY if label in KINDS]
    farthest = max((place for place, noun in enumerate(way) if noun in reached), default=-1)
    ahead = [Step("", capfirst(noun), _("not begun"), "", reached=False) for noun in way[farthest + 1 :]]
    return [*steps, *ahead]
