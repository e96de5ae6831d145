"""What only the audit trail knew until now: earlier pauses, earlier prices and weights, and where nobody is to be asked."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import migrations
from django.db.models import Q
from django.utils import timezone

LABEL = "matching.exchange"
CHANGED, OPENING = "matching.change_exchange", "matching.opening_stock"
TERMS = ("unit", "price", "price_source", "kg_per_unit", "weight_source")
NUMBERS = ("price", "kg_per_unit")


def carry_over(apps, schema_editor):
    Exchange = apps.get_model("matching", "Exchange")
    trail = apps.get_model("common", "AuditEntry").objects.order_by("-at", "-pk")
    own = trail.filter(subject_label=LABEL)
    known = {row.pk: row for row in Exchange.objects.all()}
    _asking(Exchange, own)
    _pauses(apps.get_model("matching", "ExchangePause"), own, known)
    _terms(apps.get_model("matching", "FormerTerms"), trail, known)


def _asking(exchange, trail):
    exchange.objects.filter(declared=True, ask_on__isnull=True).update(asking=False)
    last = {}
    for pk, verb in trail.filter(verb__in=["matching.start_asking", "matching.stop_asking"]).values_list(
        "subject_id", "verb"
    ):
        last.setdefault(pk, verb)
    stopped = [pk for pk, verb in last.items() if verb == "matching.stop_asking"]
    for start in range(0, len(stopped), 300):
        exchange.objects.filter(pk__in=stopped[start : start + 300], ask_on__isnull=True).update(asking=False)


def _pauses(pause, trail, known):
    over = {}
    for entry in trail.filter(verb__in=["matching.resume_exchange", "matching.end_exchange"]):
        since, after = entry.changes.get("paused_on", [None, None])
        if not since or after or entry.subject_id not in known:
            continue
        told = entry.changes.get("until", [None, None])[1]
        last = date.fromisoformat(told) if told else timezone.localdate(entry.at) - timedelta(days=1)
        if last >= date.fromisoformat(since):
            over[(entry.subject_id, since)] = last
    pause.objects.bulk_create(
        [
            pause(exchange_id=pk, starts_on=date.fromisoformat(since), ends_on=last)
            for (pk, since), last in over.items()
        ],
        batch_size=300,
    )


def _terms(former_terms, trail, known):
    """What one unit cost and weighed before; where another unit was told and nothing of the price, that is unknown."""
    held = {pk: {name: getattr(row, name) for name in TERMS} for pk, row in known.items()}
    former = []
    for entry, pk, changes in _told(trail):
        if pk not in held:
            continue
        after = held[pk]
        before = after | {name: changes[name][0] for name in TERMS if name in changes}
        for name in NUMBERS:
            before[name] = None if before[name] is None else Decimal(str(before[name]))
        held[pk] = before
        another = before["unit"] != after["unit"]
        price = before["price"] if "price" in changes and (another or before["price"] != after["price"]) else None
        weight = before["kg_per_unit"] if another and "kg_per_unit" in changes else None
        price, weight = price if before["price_source"] else None, weight if before["weight_source"] else None
        if before["unit"] and (price is not None or weight is not None):
            former.append(
                former_terms(
                    exchange_id=pk,
                    unit=before["unit"],
                    price=price,
                    price_source=(before["price_source"] or "") if price is not None else "",
                    kg_per_unit=weight,
                    weight_source=(before["weight_source"] or "") if weight is not None else "",
                    until=timezone.localdate(entry.at),
                )
            )
    former_terms.objects.bulk_create(reversed(former), batch_size=300)


def _told(trail):
    """Each time that something of an exchange became another, on its page or by a file, the newest first."""
    for entry in trail.filter(Q(verb=CHANGED, subject_label=LABEL) | Q(verb=OPENING)):
        if entry.verb == CHANGED:
            yield entry, entry.subject_id, entry.changes
            continue
        for key, changes in entry.changes.get("rows", {}).items():
            if key[:1] == "x" and key[1:].isdigit() and not _made(changes):
                yield entry, int(key[1:]), changes


def _made(changes):
    """A file's row by which an exchange came into being: nothing held before it."""
    return "title" in changes and not changes["title"][0]


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0002_search_and_trail"),
        ("matching", "0004_pauses_terms_and_asking"),
    ]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
