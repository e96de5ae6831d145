"""Enquiries, cases with their parties and tasks, what people write with its files, and the rules of who gets what."""

from symbiose.frontdesk.models.calendar import CalendarFeed
from symbiose.frontdesk.models.cases import Case, CaseParty, CaseTask
from symbiose.frontdesk.models.enquiries import Enquiry
from symbiose.frontdesk.models.letters import Letter, LetterFile
from symbiose.frontdesk.models.outreach import Call, CallRound, CallStop, Prospect
from symbiose.frontdesk.models.partner import PartnerSearch
from symbiose.frontdesk.models.rhythm import Rhythm, TopicTouched
from symbiose.frontdesk.models.routing import RoutingRule
from symbiose.frontdesk.models.shared_tasks import SharedPart, SharedTask
from symbiose.frontdesk.models.survey import SurveyAnswer, SurveyAsked, SurveyRound

__all__ = [
    "CalendarFeed",
    "Call",
    "CallRound",
    "CallStop",
    "Case",
    "CaseParty",
    "CaseTask",
    "Enquiry",
    "Letter",
    "LetterFile",
    "PartnerSearch",
    "Prospect",
    "Rhythm",
    "RoutingRule",
    "SharedPart",
    "SharedTask",
    "SurveyAnswer",
    "SurveyAsked",
    "SurveyRound",
    "TopicTouched",
]
