"""Two extracts that speak of the same companies in the same moment: one is written, the other hears that something changed."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from symbiose.common.actor import Role
from symbiose.common.plans import PlanChanged
from symbiose.files.actions import receive_upload
from symbiose.organisations.actions import register
from symbiose.organisations.models import Organisation
from tests.at_once.test_at_once import at_once
from tests.factories import company_number, make_actor, make_organisation

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 10, 31)


def extract_of(lines, by):
    data = ("cvr;navn;postnr\n" + "".join(lines)).encode()
    upload = receive_upload(SimpleUploadedFile("cvr.csv", data), purpose="import", by=by)
    return register.Extract(register.FileExtract(data), "CVR", DAY, "DB25"), upload


def bring_in(lines, by):
    extract, upload = extract_of(lines, by)
    plan = register.plan_register(extract.rows, trade_code_version="DB25", on=DAY)
    return lambda: register.import_register(extract, yes=register.Yes(plan.fingerprint), upload=upload, by=by)


@override_settings(DEMO=True)
def test_two_extracts_of_the_same_companies_in_opposite_order_never_wait_for_each_other():
    numbers = [company_number(serial) for serial in range(100, 160)]
    for number in numbers:
        make_organisation(f"Eksempel {number}", company_number=number, postcode="", town="")
    by = make_actor(Role.ADVISER)
    lines = [f"{number};Eksempel {number};8600\n" for number in numbers]

    given = at_once(bring_in(lines, by), bring_in(lines[::-1], by))

    assert {type(one) for one in given if isinstance(one, Exception)} <= {PlanChanged}
    assert Organisation.objects.filter(company_number__in=numbers, postcode="8600").count() == len(numbers)
