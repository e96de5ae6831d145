"""What people write about listings, read and checked."""

from symbiose.listings.forms.change import ChangeForm
from symbiose.listings.forms.files import ImportForm, UploadForm
from symbiose.listings.forms.steps import AssignForm, StepForm, UndoStepForm
from symbiose.listings.forms.writing import FindOrganisationForm, WriteForm, Writing

__all__ = [
    "AssignForm",
    "ChangeForm",
    "FindOrganisationForm",
    "ImportForm",
    "StepForm",
    "UndoStepForm",
    "UploadForm",
    "WriteForm",
    "Writing",
]
