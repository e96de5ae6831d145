"""The made-up full installation can be filled and looked at, so that the benchmark of the pages can be run any day."""

from __future__ import annotations

import pytest

from benchmarks.pages.__main__ import A_CASE, PAGES
from benchmarks.pages.generate import fill
from symbiose.frontdesk.models import Case
from symbiose.listings.models import Listing
from symbiose.matching.models import Handover
from symbiose.organisations.models import Contact, Organisation


@pytest.mark.django_db
def test_a_small_installation_is_filled_as_asked_and_a_case_of_it_can_be_read(client):
    adviser, _firm = fill(organisations=40, listings=80, proposals=10, handovers=50, cases=6)

    # The municipality's own departments stand beside the made-up firms.
    assert Organisation.objects.filter(name__startswith="Eksempel Virksomhed").count() == 40
    assert (Listing.objects.count(), Handover.objects.count()) == (80, 50)
    assert (Case.objects.count(), Contact.objects.count()) == (6, 60)
    client.force_login(adviser)
    assert f"/forloeb/{A_CASE}/" in PAGES["adviser"]
    assert client.get(f"/forloeb/{A_CASE}/").status_code == 200
