"""What people write about enquiries and cases, read and checked."""

from symbiose.frontdesk.forms.cases import ChangeCaseForm, CloseForm, ReasonForm
from symbiose.frontdesk.forms.enquiries import AnswerForm, EnquiryForm, OpenCaseForm
from symbiose.frontdesk.forms.handing import HandOverForm, MergeForm, PassOnForm, SplitForm
from symbiose.frontdesk.forms.work import DialogueForm, NextStepForm, PartyForm, ResultForm, TaskForm

__all__ = [
    "AnswerForm",
    "ChangeCaseForm",
    "CloseForm",
    "DialogueForm",
    "EnquiryForm",
    "HandOverForm",
    "MergeForm",
    "NextStepForm",
    "OpenCaseForm",
    "PartyForm",
    "PassOnForm",
    "ReasonForm",
    "ResultForm",
    "SplitForm",
    "TaskForm",
]
