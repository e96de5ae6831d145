"""One letter that two workers fetch at the same moment."""

from __future__ import annotations

import pytest

from symbiose.common.actor import system
from symbiose.notices.actions import take_in
from symbiose.notices.incoming import receivers
from symbiose.notices.models import IncomingMail
from symbiose.organisations.models import Organisation
from tests.at_once.test_at_once import at_once
from tests.factories import make_municipality, make_organisation
from tests.notices.letters import letter

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 4


@pytest.fixture
def desk():
    known = receivers.receiver()
    make_municipality()
    receivers.register_receiver(lambda message, by: make_organisation(f"Fra {message.from_name}"))
    yield
    receivers._REGISTERED[:] = [known] if known else []


def test_a_letter_that_several_workers_take_in_at_once_is_handed_over_once(desk):
    given = at_once(*[lambda: take_in(letter(), by=system("Symbiose"))] * MANY)

    assert {mail.pk for mail in given} == {IncomingMail.objects.get().pk}
    assert Organisation.objects.filter(name="Fra Anna Eksempel").count() == 1
