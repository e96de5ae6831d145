"""What pages read: the market place, one's own listings, names that may be shown, what runs out, how far away."""

from symbiose.listings.queries.alerts import alerts_due, alerts_of, is_news, new_between, newest_moment
from symbiose.listings.queries.counts import market_counts
from symbiose.listings.queries.meeting import EXPORTED, by_external_id, export_id, organisations_named
from symbiose.listings.queries.names import is_own, name_open_to, party_name, shows_name
from symbiose.listings.queries.nobody import (
    after_days,
    has_waited,
    nobody_to_ask,
    nobody_waiting,
    nobody_yet,
    register_without,
)
from symbiose.listings.queries.photos import (
    photos_of,
    photos_to_erase,
    photos_to_keep,
    removed_photos,
    shows_photos,
    standing,
    with_photos,
)
from symbiose.listings.queries.places import Spot, kilometres, nearest_town, with_distance, within
from symbiose.listings.queries.rows import (
    LABEL,
    for_rows,
    history,
    market,
    of_families,
    own,
    search,
    visible_to,
    with_marks,
    with_rows,
)
from symbiose.listings.queries.waiting import REMIND_DAYS, expiring, not_reminded, waiting

__all__ = [
    "EXPORTED",
    "LABEL",
    "REMIND_DAYS",
    "Spot",
    "after_days",
    "alerts_due",
    "alerts_of",
    "by_external_id",
    "expiring",
    "export_id",
    "for_rows",
    "has_waited",
    "history",
    "is_news",
    "is_own",
    "kilometres",
    "market",
    "market_counts",
    "name_open_to",
    "nearest_town",
    "new_between",
    "newest_moment",
    "nobody_to_ask",
    "nobody_waiting",
    "nobody_yet",
    "not_reminded",
    "of_families",
    "organisations_named",
    "own",
    "party_name",
    "photos_of",
    "photos_to_erase",
    "photos_to_keep",
    "register_without",
    "removed_photos",
    "search",
    "shows_name",
    "shows_photos",
    "standing",
    "visible_to",
    "waiting",
    "with_distance",
    "with_marks",
    "with_photos",
    "with_rows",
    "within",
]
