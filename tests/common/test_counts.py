"""Counts of attempts: in the database, for every process, without the address they are about, and not longer than they count."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from symbiose.common.counts import erase_old_counts
from symbiose.common.models import SharedCount
from tests.organisations.asking import ask

pytestmark = pytest.mark.django_db
PERSON, THEIRS = "nogen@traevaerk.example", "192.0.2.44"


def kept():
    return str(list(SharedCount.objects.values_list("cache_key", "value")))


def test_requests_and_failed_sign_ins_are_counted_and_name_nobody(client, municipality):
    ask(client)
    requests = SharedCount.objects.count()
    client.post(reverse("account_login"), {"login": PERSON, "password": "x"}, REMOTE_ADDR=THEIRS)

    assert requests == 1
    assert SharedCount.objects.count() > requests
    assert not [said for said in (PERSON, THEIRS, "127.0.0.1") if said in kept()]


def test_a_page_that_is_read_counts_nothing(client, municipality):
    client.get(reverse("account_login"))

    assert SharedCount.objects.count() == 0


def test_what_no_longer_counts_is_erased_and_the_rest_stays():
    cache.set("minute", 1, timeout=60)
    cache.set("hour", 2, timeout=3600)

    erased = erase_old_counts(now=timezone.now() + timedelta(minutes=2))

    assert erased == 1
    assert (cache.get("minute"), cache.get("hour")) == (None, 2)
