"""People: how they are shown wherever they are named, their verbs, their menu word, and tiles of their own page."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from symbiose.common import registry
from symbiose.common.actor import Actor, Role
from symbiose.common.pages.menu import MenuItem, register_menu
from symbiose.jobs.candidate_waiting import waiting
from symbiose.jobs.enums import CandidateState
from symbiose.jobs.models import Candidate
from symbiose.jobs.own_tiles import OwnTile, register_own_tiles
from symbiose.jobs.queries.rows import CANDIDATE, candidates_visible_to
from symbiose.jobs.questions import unanswered
from symbiose.jobs.shown import unbroken

VERBS = {
    "jobs.add_candidate": gettext_lazy("Person made"),
    "jobs.import_candidates": gettext_lazy("Imported from a file"),
    "jobs.tell": gettext_lazy("Answers written"),
    "jobs.tell_conditions": gettext_lazy("Written what was asked for at work"),
    "jobs.note_helper": gettext_lazy("Noted whether a helper sits along"),
    "jobs.wait": gettext_lazy("Ready for proposals"),
    "jobs.come_back": gettext_lazy("Back after a rest"),
    "jobs.wait_no_more": gettext_lazy("Not ready after all"),
    "jobs.rest": gettext_lazy("Rests a while"),
    "jobs.end_candidate": gettext_lazy("Ended"),
    "jobs.take_up_candidate": gettext_lazy("Begun again"),
    "jobs.tell_contact": gettext_lazy("Written how the person is reached"),
    "jobs.forget_contact": gettext_lazy("Contact details taken away"),
    "jobs.slip_given": gettext_lazy("Slip made"),
    "jobs.slip_withdrawn": gettext_lazy("Slip withdrawn"),
    "jobs.forget_conditions": gettext_lazy("Erased what was asked for: its time was over"),
    "jobs.erase": gettext_lazy("Erased"),
    "jobs.erased_with_person": gettext_lazy("Emptied when the person was erased"),
}
PAGES = (
    "add",
    "detail",
    "change",
    "conditions",
    "preview",
    "contact",
    "slip",
    "rest",
    "erase",
    "import",
    "preview_file",
)
ANSWERS, HELD = 10, 90  # where the tiles stand


def tiles(_actor: Actor, person: Candidate) -> Iterable[OwnTile]:
    """What the person can tell, and what is kept of them."""
    if person.state == CandidateState.TOLD:
        yield OwnTile(_("Tell what suits you"), *_where_to_tell(person), waits=True, order=ANSWERS)
    elif person.state == CandidateState.RESTING:
        yield OwnTile(
            _("You have a break"),
            reverse("own:answers"),
            _("Nobody asks you meanwhile. Press here when you are ready again."),
            order=ANSWERS,
        )
    elif person.state != CandidateState.ENDED:
        yield OwnTile(
            pgettext("person", "Your answers"),
            reverse("own:answers"),
            _("See and change what you told."),
            order=ANSWERS,
        )
    yield OwnTile(_("What is kept about me"), reverse("own:held"), _("And who read it."), order=HELD)


def _where_to_tell(person: Candidate) -> tuple[str, str]:
    """The page on which the person begins, goes on, or says that it is all right; and a word on it."""
    left = unanswered(person)
    if not person.answered:
        return reverse("own:begin"), _("A few short questions.")
    url = reverse("own:question", args=[left[0].slug]) if left else reverse("own:answers")
    return url, _("Go on where you left.")


def register() -> None:
    """Called once, when the program starts."""
    registry.register(
        registry.ObjectKind(
            label=CANDIDATE,
            noun=pgettext_lazy("candidate", "Person"),
            plural=pgettext_lazy("candidates", "People"),
            title=lambda person: unbroken(person.code),
            url=lambda person: reverse("candidates:detail", args=[person.code]),
            visible=candidates_visible_to,
            state=lambda person: str(person.get_state_display()),
        )
    )
    registry.register_verbs(VERBS)
    register_own_tiles(tiles)
    registry.register_waiting(waiting)
    marks = tuple(f"candidates:{page}" for page in PAGES)
    register_menu(MenuItem(Role.CONSULTANT, 20, pgettext_lazy("candidates", "People"), "candidates:list", marks))
