"""About whom something was written since a moment, so that the clock reckons anew for them alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Any

from symbiose.organisations.models import Organisation


def changed_since(then: datetime, kinds: Iterable[Any]) -> dict[int, datetime]:
    """Organisations with the last moment at which they were changed, or a row of theirs of one of these kinds.

    The moments come one by one from an index; to group them by organisation, SQLite would read every row.
    """
    own = Organisation.objects.filter(changed_at__gt=then).order_by().values_list("pk", "changed_at")
    written = (kind._default_manager.filter(changed_at__gt=then).order_by() for kind in kinds)
    found: dict[int, datetime] = {}
    for pk, at in chain(own, *(rows.values_list("organisation_id", "changed_at") for rows in written)):
        if pk is not None:
            found[pk] = max(at, found.get(pk, at))
    return found
