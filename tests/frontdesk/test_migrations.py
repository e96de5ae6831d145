"""Who waits for an answer is found in what was kept before it was written down enquiry by enquiry."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

BEFORE = [("frontdesk", "0008_survey")]
AFTER = [("frontdesk", "0011_waiting_holds")]
DAYS = {"respond_by": date(2026, 5, 4), "owner_reason": "Er den eneste"}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_who_waits_is_read_from_the_state_of_each_enquiry_and_the_talks_of_its_case():
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()
    executor.migrate(BEFORE)
    old = executor.loader.project_state([*BEFORE, ("organisations", "0012_what_the_register_says")]).apps
    came, at = timezone.now() - timedelta(days=9), {}
    at["entrance"] = old.get_model("organisations", "Organisation").objects.create(name="Eksempel", kind="department")
    at["owner"] = old.get_model("people", "User").objects.create(email="ann@kommune.example", name="Ann")

    def case(number, **values):
        return old.get_model("frontdesk", "Case").objects.create(
            number=number, title="Træ", topic="other", opened_at=came, **DAYS, **at, **values
        )

    def ask(number, *, days=0, **values):
        return old.get_model("frontdesk", "Enquiry").objects.create(
            number=number, title="Træ", received_at=came + timedelta(days=days), **DAYS, **at, **values
        )

    talked = case("1", responded_at=came + timedelta(days=1))
    ask("new")
    ask("answered", state="answered", answered_at=came)
    ask("first", state="in_case", case=talked)
    ask("after", state="in_case", case=talked, days=5)
    ask("silent", state="in_case", case=case("2"))

    executor = MigrationExecutor(connection)
    executor.migrate(AFTER)
    models = executor.loader.project_state(AFTER).apps
    waits = dict(models.get_model("frontdesk", "Enquiry").objects.values_list("number", "waits"))
    limits = dict(models.get_model("frontdesk", "Case").objects.values_list("number", "waits_by"))
    first = models.get_model("frontdesk", "Enquiry").objects.get(number="first").answered_at
    MigrationExecutor(connection).migrate(newest)

    assert waits == {"new": True, "answered": False, "first": False, "after": True, "silent": True}
    assert limits == {"1": DAYS["respond_by"], "2": DAYS["respond_by"]}
    assert first == talked.responded_at
