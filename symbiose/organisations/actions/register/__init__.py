"""What the company register says: an extract of it comes in, is held against what is known here, and is written by one yes."""

from symbiose.organisations.actions.register.planning import RegisterPlan, may_be_carried_out, plan_register
from symbiose.organisations.actions.register.reading import FileExtract, RegisterSource
from symbiose.organisations.actions.register.taking import Extract, Yes, import_register, leave_open

__all__ = [
    "Extract",
    "FileExtract",
    "RegisterPlan",
    "RegisterSource",
    "Yes",
    "import_register",
    "leave_open",
    "may_be_carried_out",
    "plan_register",
]
