"""What stood on an organisation before years and consents were kept is found in them afterwards."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("organisations", "0002_years_units_closure_access")]
AFTER = [("organisations", "0003_years_hold_headcounts")]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_numbers_of_employees_move_to_their_year_and_back():
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()
    executor.migrate(BEFORE)
    old = executor.loader.project_state(BEFORE).apps.get_model("organisations", "Organisation")
    counted = old.objects.create(name="Eksempel A", kind="company", headcount=24, headcount_year=2023)
    old.objects.create(name="Eksempel B", kind="company")

    executor = MigrationExecutor(connection)
    executor.migrate(AFTER)
    years = executor.loader.project_state(AFTER).apps.get_model("organisations", "OrganisationYear")
    moved = list(years.objects.values_list("organisation_id", "year", "headcount", "source"))
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    counted.refresh_from_db()
    MigrationExecutor(connection).migrate(newest)

    assert moved == [(counted.pk, 2023, 24, "oplyst i Symbiose")]
    assert (counted.headcount, counted.headcount_year) == (24, 2023)


BEFORE_CONSENTS = [("organisations", "0008_contacts_and_absences")]
WITH_CONSENTS = [("organisations", "0011_shown_with_consent")]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_those_who_were_shown_stand_on_a_yes_of_which_the_day_is_known_and_back():
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()
    executor.migrate(BEFORE_CONSENTS)
    old = executor.loader.project_state(BEFORE_CONSENTS).apps.get_model("organisations", "Organisation")
    shown = old.objects.create(name="Eksempel A", kind="company", in_directory=True)
    hidden = old.objects.create(name="Eksempel B", kind="company")

    executor = MigrationExecutor(connection)
    executor.migrate(WITH_CONSENTS)
    models = executor.loader.project_state(WITH_CONSENTS).apps
    written = list(
        models.get_model("organisations", "DirectoryConsent").objects.values_list(
            "organisation_id", "how", "given_by", "with_name", "withdrawn_on"
        )
    )
    pointed = dict(
        models.get_model("organisations", "Organisation").objects.values_list("pk", "directory_consent__organisation")
    )
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE_CONSENTS)
    shown.refresh_from_db()
    MigrationExecutor(connection).migrate(newest)

    assert written == [(shown.pk, "before", "", True, None)]
    assert (pointed[shown.pk], pointed[hidden.pk]) == (shown.pk, None)
    assert shown.in_directory
