"""States of positions, candidates, runs, proposals, placements and what belongs to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PositionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("position", "draft")
    OPEN = "open", pgettext_lazy("position", "open")
    CLOSED = "closed", pgettext_lazy("position", "closed")


class WindowUse(models.TextChoices):
    """How a position uses its windows; values are those of the engine."""

    FLEXIBLE = "flexible", _("any hours within the windows")
    ALL = "all", _("each window is a shift to be worked")
    ANY = "any", _("some of the shifts")


class Transport(models.TextChoices):
    """How a person gets about; values are those of the engine."""

    WALK = "walk", _("on foot")
    BIKE = "bike", _("by bicycle")
    PUBLIC = "public", _("by bus or train")
    CAR = "car", _("by car")


class CandidateState(models.TextChoices):
    """`told` until enough is known for a proposal; `resting` is a wish to wait a while."""

    TOLD = "told", _("being told")
    WAITING = "waiting", pgettext_lazy("candidate", "waits for a position")
    RESTING = "resting", pgettext_lazy("candidate", "rests")
    ENDED = "ended", pgettext_lazy("candidate", "ended")
    ERASED = "erased", _("erased")


GONE = (CandidateState.ENDED, CandidateState.ERASED)


class RunScope(models.TextChoices):
    ALL = "all", _("everybody who waits")
    CANDIDATE = "candidate", _("one person")
    POSITION = "position", _("one position")


class RunState(models.TextChoices):
    QUEUED = "queued", _("queued")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("did not succeed")


UNDERWAY = (RunState.QUEUED, RunState.RUNNING)


class OfferState(models.TextChoices):
    """A proposal of placement: the person is asked first, and only after a yes the workplace."""

    FOUND = "found", _("found, nobody asked")
    ASKED = "asked", _("the person is asked")
    WANTED = "wanted", _("the person said yes")
    SHOWN = "shown", _("the workplace is asked")
    AGREED = "agreed", pgettext_lazy("proposal of placement", "both said yes")
    DECLINED = "declined", pgettext_lazy("proposal of placement", "came to nothing")
    SET_ASIDE = "set_aside", pgettext_lazy("proposal of placement", "put away")
    LAPSED = "lapsed", pgettext_lazy("proposal of placement", "no longer possible")


# Proposals of which somebody was asked; all that stand open; those that move or are agreed (one of which a placement
# came moves no more: `queries.rows.held`); those that a run may still change; and those that a workplace sees.
BEGUN = (OfferState.ASKED, OfferState.WANTED, OfferState.SHOWN)
STANDING = (OfferState.FOUND, *BEGUN)
HELD = (*BEGUN, OfferState.AGREED)
UNTOUCHED = (OfferState.FOUND, OfferState.LAPSED)
SEEN_BY_WORKPLACE = (OfferState.SHOWN, OfferState.AGREED)


class Answer(models.TextChoices):
    NONE = "", _("not answered")
    YES = "yes", _("yes")
    LATER = "later", _("later")
    NO = "no", _("no")


class PlacementState(models.TextChoices):
    AGREED = "agreed", pgettext_lazy("placement", "agreed, not begun")
    RUNNING = "running", pgettext_lazy("placement", "running")
    PAUSED = "paused", pgettext_lazy("placement", "paused")
    ENDED = "ended", pgettext_lazy("placement", "ended")


# Placements that have begun and not ended; and all that hold their seat, those to begin too.
LASTING = (PlacementState.RUNNING, PlacementState.PAUSED)
LIVING = (PlacementState.AGREED, *LASTING)


class Outcome(models.TextChoices):
    """How a placement ended; nobody is blamed. `not_followed` is where its person was erased: nobody says how it goes."""

    MORE_HOURS = "more_hours", _("went on to more hours elsewhere")
    ORDINARY = "ordinary", _("went on to ordinary work")
    EDUCATION = "education", _("went on to education")
    AGREED_TIME = "agreed_time", _("the agreed time was over")
    WORKPLACE_CHANGED = "workplace_changed", _("the workplace closed or changed")
    NOT_FITTING = "not_fitting", _("it did not fit")
    PERSON_WISHED = "person_wished", _("the person wished to stop")
    NEVER_BEGAN = "never_began", pgettext_lazy("placement", "it never began")
    OTHER = "other", pgettext_lazy("placement", "something else")
    NOT_FOLLOWED = "not_followed", pgettext_lazy("placement", "it is no longer followed here")


class FirmKind(models.TextChoices):
    """What kind of firm a job is at, on the day it begins: the strategy counts the three apart."""

    NEW_SOCIAL = "new_social", _("new social enterprise")
    KNOWN_SOCIAL = "known_social", _("existing social enterprise")
    ORDINARY = "ordinary", _("ordinary firm or workplace")


class VitasState(models.TextChoices):
    """What VITAS says of it; the application itself lives there and never here."""

    NONE = "", _("not applied for")
    SENT = "sent", _("applied for")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")


class Voice(models.TextChoices):
    """Who of a placement asks for help."""

    PERSON = "person", _("the person")
    MENTOR = "mentor", _("the mentor")
    EMPLOYER = "employer", _("the workplace")


class SurveyItem(models.TextChoices):
    """What the survey asks; each value is a field of the answer."""

    CONTACT_PERSON = "contact_person", _("Is there a person you trust, whom you can turn to?")
    FLEXIBILITY = "flexibility", _("Can your work be fitted to how you are?")
    ACCEPTANCE = "acceptance", _("Are you met as you are?")
    STRENGTHS = "strengths", _("Do they see what you are good at?")


class Said(models.TextChoices):
    """An answer of the four-item survey."""

    YES = "yes", pgettext_lazy("survey", "yes")
    PARTLY = "partly", pgettext_lazy("survey", "partly")
    NO = "no", pgettext_lazy("survey", "no")
    NONE = "", pgettext_lazy("survey", "not answered")
