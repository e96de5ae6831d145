"""Enquiries, cases with their parties and tasks, and the rules of who gets what."""

from symbiose.frontdesk.models.cases import Case, CaseParty, CaseTask
from symbiose.frontdesk.models.enquiries import Enquiry
from symbiose.frontdesk.models.routing import RoutingRule
from symbiose.frontdesk.models.shared_tasks import SharedPart, SharedTask

__all__ = ["Case", "CaseParty", "CaseTask", "Enquiry", "RoutingRule", "SharedPart", "SharedTask"]
