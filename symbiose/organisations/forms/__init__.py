"""What people write about organisations, read and checked."""

from symbiose.organisations.forms.access import (
    AskForm,
    FindForm,
    InviteForm,
    InviteToEntranceForm,
    InviteWithProofForm,
    InviteWithTermsForm,
    ProofForm,
    RefuseForm,
    SearchForm,
    WithdrawForm,
)
from symbiose.organisations.forms.closing import CloseForm, NameForm
from symbiose.organisations.forms.directory import AddChampionForm, ChampionForm, ChampionYesForm, YesForm
from symbiose.organisations.forms.facts import EndForm, FactForm
from symbiose.organisations.forms.importing import ImportForm, UploadForm
from symbiose.organisations.forms.merging import MergeForm
from symbiose.organisations.forms.organisation import AddForm, ChangeForm, OrganisationForm, OwnForm
from symbiose.organisations.forms.rules import FIELD_OF, check_days, explain
from symbiose.organisations.forms.units import ChangeUnitForm, UnitForm
from symbiose.organisations.forms.years import ChangeYearForm, ReasonForm, YearForm

__all__ = [
    "FIELD_OF",
    "AddChampionForm",
    "AddForm",
    "AskForm",
    "ChampionForm",
    "ChampionYesForm",
    "ChangeForm",
    "ChangeUnitForm",
    "ChangeYearForm",
    "CloseForm",
    "EndForm",
    "FactForm",
    "FindForm",
    "ImportForm",
    "InviteForm",
    "InviteToEntranceForm",
    "InviteWithProofForm",
    "InviteWithTermsForm",
    "MergeForm",
    "NameForm",
    "OrganisationForm",
    "OwnForm",
    "ProofForm",
    "ReasonForm",
    "RefuseForm",
    "SearchForm",
    "UnitForm",
    "UploadForm",
    "WithdrawForm",
    "YearForm",
    "YesForm",
    "check_days",
    "explain",
]
