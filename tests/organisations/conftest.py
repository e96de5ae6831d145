"""What the tests of this room share."""

import uuid

import pytest

from symbiose.common.actor import Role


@pytest.fixture
def adviser(client_as):
    return client_as(Role.ADVISER)


@pytest.fixture
def demo(settings):
    """Made-up company numbers are accepted."""
    settings.DEMO = True


@pytest.fixture
def form_key():
    return str(uuid.uuid4())


@pytest.fixture
def written():
    """What an adviser writes about a whole organisation, with changes."""

    def values(**changes):
        return {
            "name": "Eksempel Træværk",
            "kind": "company",
            "company_number": "",
            "description": "Vi laver paller og kasser af fyrretræ.",
            "street": "",
            "postcode": "8600",
            "trade_code": "16.24.00",
            "trade_code_version": "DB25",
            "headcount": "24",
            "headcount_year": "2024",
            "website": "",
            "contact_name": "Driftsleder",
            "contact_email": "drift@traevaerk.example",
            "contact_phone": "",
            "form_key": str(uuid.uuid4()),
            **changes,
        }

    return values
