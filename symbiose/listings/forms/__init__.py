"""What people write about listings, read and checked."""

from symbiose.listings.forms.change import ChangeForm
from symbiose.listings.forms.files import ImportForm, UploadForm
from symbiose.listings.forms.writing import FindOrganisationForm, WriteForm, Writing

__all__ = ["ChangeForm", "FindOrganisationForm", "ImportForm", "UploadForm", "WriteForm", "Writing"]
