"""When one may try again: read from the counts that the library keeps in the shared cache."""

from __future__ import annotations

import math
import time

from allauth.core.internal.ratelimit import get_cache_key, get_rates
from django.core.cache import cache
from django.http import HttpRequest

APP, SIGNING_IN = "allauth.account", "login_failed"


def minutes_to_wait(request: HttpRequest, key: str, *, action: str = SIGNING_IN) -> int:
    """Whole minutes, at least one, until the longest of the limits that are reached lets a next attempt through.

    `key` is what the library counts the attempts of one address, or one account, under; `action` whose limits are asked.
    """
    now, longest = time.time(), 0.0
    for rate in get_rates(app=APP, action=action):
        attempts = cache.get(get_cache_key(request, app=APP, action=action, rate=rate, key=key), [])
        if len(attempts) >= rate.amount:
            longest = max(longest, attempts[rate.amount - 1] + rate.duration - now)
    return max(1, math.ceil(longest / 60))
