"""What people write about organisations, read and checked."""

from symbiose.organisations.forms.facts import EndForm, FactForm
from symbiose.organisations.forms.importing import ImportForm, UploadForm
from symbiose.organisations.forms.members import MemberForm
from symbiose.organisations.forms.organisation import AddForm, ChangeForm, OrganisationForm, OwnForm
from symbiose.organisations.forms.rules import FIELD_OF, check_days, explain
from symbiose.organisations.forms.units import ChangeUnitForm, UnitForm
from symbiose.organisations.forms.years import ChangeYearForm, ReasonForm, YearForm

__all__ = [
    "FIELD_OF",
    "AddForm",
    "ChangeForm",
    "ChangeUnitForm",
    "ChangeYearForm",
    "EndForm",
    "FactForm",
    "ImportForm",
    "MemberForm",
    "OrganisationForm",
    "OwnForm",
    "ReasonForm",
    "UnitForm",
    "UploadForm",
    "YearForm",
    "check_days",
    "explain",
]
