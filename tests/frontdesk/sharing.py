"""Shared tasks and departments for the tests of this room."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from symbiose.common.actor import Actor
from symbiose.frontdesk.actions import shared_tasks as actions
from symbiose.frontdesk.models import SharedTask
from symbiose.organisations.models import Organisation
from symbiose.people.models import User
from tests.factories import make_organisation

FIELDS = ("law", "cost", "environment", "people")


def make_departments(*names: str) -> list[Organisation]:
    return [make_organisation(name, kind="department") for name in names]


def make_shared(by: Actor, departments=None, *, due_on: date | None = None, **values) -> SharedTask:
    """A shared task of these departments, else of two new ones, due in two weeks."""
    asked = make_departments("Eksempel Indkøb", "Eksempel Kultur") if departments is None else departments
    given = {
        "title": "Må genbrugspladsen give træ til værkstedet?",
        "text": "Må vi, hvad koster det, og hvem henter?",
        "owner": User.objects.get(pk=by.user_id),
        "due_on": due_on or timezone.localdate() + timedelta(days=14),
        **values,
    }
    pairs = zip(asked, FIELDS * 3, strict=False)
    return actions.start_shared_task(departments=list(pairs), by=by, **given)


def part_of(task: SharedTask, department: Organisation):
    return task.parts.get(department=department)


def by_department(department: Organisation) -> Actor:
    """Somebody who acts for the department."""
    from symbiose.common.actor import Role
    from tests.factories import make_actor

    return make_actor(Role.FIRM, department)


def give(task: SharedTask, department: Organisation, text: str = "Det må I gerne.", *, by: Actor | None = None):
    part = part_of(task, department)
    return actions.give_input(part, text=text, field=part.field, by=by or by_department(department))
