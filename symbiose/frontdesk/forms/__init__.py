"""What people write about enquiries and cases, read and checked."""

from symbiose.frontdesk.forms.cases import ChangeCaseForm, CloseForm, ReasonForm
from symbiose.frontdesk.forms.enquiries import AnswerForm, EnquiryForm, OpenCaseForm
from symbiose.frontdesk.forms.work import (
    DialogueForm,
    HandOverForm,
    MergeForm,
    NextStepForm,
    PartyForm,
    PassOnForm,
    ResultForm,
    SplitForm,
    TaskForm,
)

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
