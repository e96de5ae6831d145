"""What is due by the clock."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from symbiose.common.models import SearchWord
from symbiose.common.planning import FEW, count_for_plans
from symbiose.home.clock import due_by_the_clock
from symbiose.home.operations import findings
from tests.factories import make_listing


def test_clock_hides_what_ran_out_and_repeats_without_effect(silkeborg):
    gone = make_listing(
        valid_to=timezone.localdate() - timedelta(days=1), valid_from=timezone.localdate() - timedelta(9)
    )
    kept = make_listing()

    due_by_the_clock()
    due_by_the_clock()

    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.state, kept.state) == ("hidden", "shown")


def _words(first, many):
    SearchWord.objects.bulk_create(
        SearchWord(word=f"ord{at}", initial="o", length=9) for at in range(first, first + many)
    )


def _words_counted():
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = 'common_searchword'")
        return cursor.fetchone()[0]


def test_the_clock_counts_rows_for_plans_once_there_are_many_and_again_when_they_have_grown(silkeborg):
    assert not count_for_plans()  # few rows are quick with any plan

    _words(0, FEW + 1)
    if connection.vendor == "postgresql":
        assert not count_for_plans()  # it counts its rows for itself
        return
    due_by_the_clock()
    assert _words_counted() == FEW + 1
    assert not count_for_plans()  # nothing has grown since

    _words(FEW + 1, FEW + 1)
    assert not count_for_plans()  # not by enough to plan otherwise
    _words(2 * FEW + 2, 1)
    due_by_the_clock()
    assert _words_counted() == 2 * FEW + 3


def test_findings_name_a_database_without_a_municipality(db):
    assert [found.text for found in findings() if "municipality" in found.text] == [
        "No municipality is loaded. Run symbiose load."
    ]


def test_findings_of_a_loaded_installation_hold_no_error(silkeborg):
    assert [found.text for found in findings() if found.level == "error"] == []


def test_findings_name_a_mail_server_that_does_not_answer(silkeborg, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    assert any("The mail server 127.0.0.1:9 does not answer" in found.text for found in findings())
