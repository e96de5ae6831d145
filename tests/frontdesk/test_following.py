"""What of enquiries and cases follows a firm that is gathered in another, and comes back."""

from __future__ import annotations

import pytest
from django.utils import timezone

from symbiose.common.search import found_ids
from symbiose.frontdesk.models import Case, CaseParty, CaseTask, Enquiry
from symbiose.organisations.actions import merge_organisations, part_organisations
from symbiose.organisations.models import Contact
from tests.factories import make_organisation
from tests.frontdesk.cases import acting, ask, make_case, make_desk

pytestmark = pytest.mark.django_db


def test_everything_of_a_firm_follows_it_and_comes_back():
    (ann,) = make_desk("Ann")
    old, new = make_organisation("Eksempel Gammelnavn"), make_organisation("Eksempel Nytnavn")
    case = make_case(acting(ann), organisation=old, name="Jens")
    lone = ask(organisation=old, door=old)
    both = make_case(acting(ann), organisation=new)
    CaseParty.objects.create(case=both, organisation=old)
    CaseParty.objects.create(case=both, organisation=new)
    CaseTask.objects.create(case=case, what="Svar", owner_organisation=old, due_on=timezone.localdate())

    def held(organisation):
        return (
            Enquiry.objects.filter(organisation=organisation).count(),
            Enquiry.objects.filter(door=organisation).count(),
            Case.objects.filter(organisation=organisation).count(),
            CaseParty.objects.filter(organisation=organisation).count(),
            CaseTask.objects.filter(owner_organisation=organisation).count(),
            Contact.objects.filter(organisation=organisation).count(),
        )

    assert held(old) == (2, 1, 1, 2, 1, 2)
    merge = merge_organisations(new, old, by=acting(ann))

    assert held(old) == (0, 0, 0, 1, 0, 0)  # the party that stands in the case already
    assert held(new) == (3, 1, 2, 2, 1, 3)
    assert case.pk in found_ids("frontdesk.case", "nytnavn")

    part_organisations(merge, reason="Det var to", by=acting(ann))
    assert held(old) == (2, 1, 1, 2, 1, 2)
    assert lone.pk in found_ids("frontdesk.enquiry", "gammelnavn")
