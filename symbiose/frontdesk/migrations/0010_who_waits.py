"""Who waits for an answer, read from what was kept until now: the state of each enquiry, and what was said in its case."""

from django.db import migrations
from django.db.models import Exists, F, Min, OuterRef, Q, Subquery

OUT = Q(kind="mail", direction="out") | Q(kind__in=["call", "visit", "meeting"])


def settle(apps, schema_editor):
    enquiries = apps.get_model("frontdesk", "Enquiry").objects
    cases = apps.get_model("frontdesk", "Case").objects
    said = apps.get_model("organisations", "Contact").objects.filter(OUT, thread_label="frontdesk.case")
    late = cases.filter(pk=OuterRef("case_id"))
    in_case = enquiries.filter(state="in_case")

    enquiries.filter(state__in=["answered", "passed_on", "noise"]).update(waits=False)
    _answer(in_case, late.filter(responded_at__gte=OuterRef("received_at")), "responded_at")
    after = said.filter(thread_id=OuterRef("case_id"), happened_at__gte=OuterRef("received_at"))
    _answer(in_case.filter(case__responded_at__isnull=False), after.order_by("happened_at"), "happened_at")
    _answer(in_case, late.filter(state="closed"), "closed_at")
    in_case.exclude(case__state="open").update(waits=False)
    in_case.filter(answered_at__isnull=False, case__responded_at__isnull=False).update(waits=False)
    in_case.filter(waits=True, escalated_at__isnull=True).update(escalated_at=Subquery(late.values("escalated_at")[:1]))
    waiting = enquiries.filter(case=OuterRef("pk"), waits=True).order_by().values("case")
    own = cases.filter(state="open")
    own.update(waits_by=Subquery(waiting.annotate(first=Min("respond_by")).values("first")))
    none = ~Exists(enquiries.filter(case=OuterRef("pk")))
    own.filter(none, responded_at__isnull=True).update(waits_by=F("respond_by"))


def _answer(rows, found, field):
    """Those that waited until somebody spoke with them."""
    rows.filter(Exists(found), answered_at__isnull=True).update(
        waits=False, answered_at=Subquery(found.values(field)[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("frontdesk", "0009_each_enquiry_waits")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
