"""How long it takes to tell 500 organisations what is new among 20,000 listings, and how many questions it asks.

python -m benchmarks.alerts [--small]
DATABASE_URL=postgresql://… python -m benchmarks.alerts  # an empty database that may be filled
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from datetime import timedelta

SEED = 20260102
NEW = 20
ASKED = (
    "q=paller",
    "q=tr%C3%A6&side=have",
    "kind=material&within=10",
    "side=need",
    "kind=space",
    "named=1&q=stof",
    "social=1",
    "q=findesikke",
    "family=wood",
    "q=plast&within=25&near=8600",
)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--small", action="store_true", help="a tenth of it")
    share = 10 if asked.parse_args().small else 1
    with tempfile.TemporaryDirectory(prefix="symbiose-alerts-") as folder:
        os.environ |= {"SYMBIOSE_DATA": folder, "DJANGO_SETTINGS_MODULE": "symbiose.site.settings"}
        measure(share)


def measure(share: int) -> None:
    """Fill the database, keep searches, show something new, and print what a round of the clock takes."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from benchmarks.pages.generate import fill
    from symbiose.common.actor import system
    from symbiose.listings.actions import keep_alert, tell_alerts
    from symbiose.listings.models import Alert, Listing
    from symbiose.notices.models import OutgoingMail
    from symbiose.organisations.models import Organisation

    call_command("migrate", "--verbosity", "0")
    fill(organisations=10_000 // share, listings=20_000 // share, proposals=10)
    by, chance, now = system("benchmark"), random.Random(SEED), timezone.now()
    for place, owner in enumerate(Organisation.objects.order_by("pk")[: 500 // share]):
        owner.contact_email = f"post{place}@firma.example"
        owner.save(update_fields=["contact_email"])
        keep_alert(owner, query=ASKED[place % len(ASKED)], by=by)
    new = chance.sample(list(Listing.objects.order_by("pk").values_list("pk", flat=True)), NEW)
    Listing.objects.update(shown_at=now - timedelta(days=2))
    Listing.objects.filter(pk__in=new).update(shown_at=now - timedelta(minutes=5))
    Alert.objects.update(told_until=now - timedelta(hours=1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(
        f"{connection.vendor}: {Listing.objects.count()} listings, {Alert.objects.count()} alerts, {NEW} new listings"
    )
    for name in ("with news", "once more, nothing due"):
        start = time.perf_counter()
        with CaptureQueriesContext(connection) as asked:
            told = tell_alerts(on=timezone.localdate(), by=by)
        taken = time.perf_counter() - start
        print(
            f"{name}: {taken * 1000:.0f} ms, {len(asked)} questions, {told} told, {OutgoingMail.objects.count()} letters"
        )
    connection.close()


if __name__ == "__main__":
    main()
