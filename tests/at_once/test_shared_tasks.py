"""An input to a shared task that is given while the clock looks at it: nobody is reminded of what they gave."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from symbiose.common.actor import system
from symbiose.frontdesk.actions.shared_tasks import tend_shared_tasks
from symbiose.frontdesk.models import SharedPart
from tests.at_once.test_at_once import at_once
from tests.frontdesk.cases import acting, make_desk
from tests.frontdesk.sharing import give, make_departments, make_shared

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_input_that_is_given_while_the_clock_looks_is_not_reminded_of_and_neither_waits_for_the_other():
    (ann,) = make_desk("Ann Eksempel")
    departments = make_departments("Eksempel Indkøb", "Eksempel Kultur")
    task = make_shared(acting(ann), departments)
    SharedPart.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    given, read = threading.Event(), threading.Event()

    def department():
        with transaction.atomic():
            give(task, departments[0])
            given.set()
            read.wait(0.7)  # the clock reads what stood before, and waits for the task

    def clock():
        given.wait()
        return tend_shared_tasks(now=timezone.now(), by=system("Symbiose"))

    answers = at_once(department, clock)

    assert answers == [None, 1]
    parts = SharedPart.objects.order_by("pk")
    assert [(part.state, part.reminded_at is None) for part in parts] == [("given", True), ("asked", False)]
