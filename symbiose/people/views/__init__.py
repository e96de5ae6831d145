"""Pages of people: stepping in, one's own sign-in, and its factors."""

from symbiose.people.views.account import account, confirm, end_sessions, second_step
from symbiose.people.views.entry import demo, language, membership
from symbiose.people.views.factors import (
    add_app,
    add_passkey,
    change_password,
    new_codes,
    recovery_codes,
    remove_app,
    remove_passkey,
    rename_passkey,
)

__all__ = [
    "account",
    "add_app",
    "add_passkey",
    "change_password",
    "confirm",
    "demo",
    "end_sessions",
    "language",
    "membership",
    "new_codes",
    "recovery_codes",
    "remove_app",
    "remove_passkey",
    "rename_passkey",
    "second_step",
]
