"""The made-up full installation can be filled and looked at, so that the benchmark of the pages can be run any day."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from benchmarks.pages.addresses import FILES, PAGES, people, personal
from benchmarks.pages.cases import A_CASE
from benchmarks.pages.generate import fill
from benchmarks.pages.people import A_CODE
from symbiose.frontdesk.models import Call, Case, Prospect, Rhythm, SharedTask, SurveyAnswer
from symbiose.jobs.models import Candidate, Placement
from symbiose.listings.models import Listing
from symbiose.matching.models import Handover
from symbiose.organisations.models import Contact, Organisation

A_ROW = re.compile(r"/\d+/|/U\d+/")  # of a row by its number, which differs here


@pytest.mark.django_db
def test_a_small_installation_is_filled_as_asked_and_each_page_of_it_can_be_read():
    fill(organisations=40, listings=80, proposals=10, handovers=50, cases=6, waiting=4)

    # The municipality's own departments stand beside the made-up firms.
    assert Organisation.objects.filter(name__startswith="Eksempel Virksomhed").count() == 40
    assert (Listing.objects.count(), Handover.objects.count()) == (80, 50)
    assert (Case.objects.count(), Contact.objects.filter(kind="call").count()) == (6, 60)
    assert Candidate.objects.filter(state="waiting").count() == 4
    for kind in (Call, Prospect, Rhythm, SharedTask, SurveyAnswer, Placement):
        assert kind.objects.exists(), kind
    assert f"/forloeb/{A_CASE}/" in PAGES["adviser"]
    asked = [(role, address) for role, addresses in PAGES.items() for address in addresses if not A_ROW.search(address)]
    clients = {"visitor": Client()} | {role: Client() for role in people()}
    for role, user in people().items():
        clients[role].force_login(user)
    clients["person"] = Client()
    clients["person"].post("/mit/", {"code": A_CODE})
    for role, address in [*asked, *(("adviser", one) for one in FILES), *(one[:2] for one in personal())]:
        assert clients[role].get(address).status_code == 200, (role, address)
