"""What people write about enquiries and cases, read and checked."""

from symbiose.frontdesk.forms.cases import ChangeCaseForm, CloseForm, ReasonForm
from symbiose.frontdesk.forms.enquiries import AnswerForm, EnquiryForm, OpenCaseForm

__all__ = ["AnswerForm", "ChangeCaseForm", "CloseForm", "EnquiryForm", "OpenCaseForm", "ReasonForm"]
