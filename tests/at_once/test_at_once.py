"""The same thing at the same moment, by threads of their own, on either database: once, or one clear sentence."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from symbiose.common.actor import Actor, Role
from symbiose.common.models import AuditEntry
from symbiose.common.plans import PlanChanged
from symbiose.common.states import NotAllowed
from symbiose.files.actions import receive_upload
from symbiose.ledger.actions import reverse
from symbiose.ledger.models import Entry
from symbiose.ledger.queries import standing
from symbiose.ledger.sources import SOURCES
from symbiose.listings.models import Listing
from symbiose.matching import actions
from symbiose.matching.models import Message, Proposal, Run
from symbiose.notices.models import OutgoingMail
from symbiose.organisations.actions import (
    add_member,
    ask_access,
    import_organisations,
    invite_access,
    plan_import,
    refuse_access,
)
from symbiose.organisations.models import AccessRequest, Membership, Organisation
from symbiose.people.models import User
from tests.factories import make_listing, make_membership, make_municipality, make_organisation
from tests.ledger.cases import make_handover, post, posting
from tests.matching.cases import adviser, all_say_yes, firm, make_pair, party_of

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 4


def at_once(*acts):
    """Run the acts from one starting line; what each gave, or the error that it raised."""
    line, given = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        line.wait()
        try:
            given[place] = act()
        except Exception as error:  # noqa: BLE001  whatever a thread raises is the answer
            given[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def posts(user, url, data, *, keys):
    """One POST per key, each by a client of its own."""

    def post(key):
        client = Client()
        if user:
            client.force_login(user)
        return lambda: client.post(url, {**data, "form_key": key}).status_code

    return [post(key) for key in keys]


@pytest.fixture
def here():
    return make_municipality()


def test_the_same_form_twice_at_once_writes_one_message(here):
    proposal = all_say_yes(make_pair(sent=True))
    user = make_membership(Role.FIRM, party_of(proposal).organisation).user
    key = str(uuid.uuid4())

    codes = at_once(*posts(user, f"/forslag/{proposal.number}/besked/", {"text": "Hej"}, keys=[key] * MANY))

    assert codes == [302] * MANY
    assert Message.objects.count() == 1


def test_send_from_several_tabs_at_once_asks_once(here):
    proposal = make_pair()
    user = make_membership(Role.ADVISER).user

    codes = at_once(*posts(user, f"/forslag/{proposal.number}/send/", {}, keys=[uuid.uuid4() for _ in range(MANY)]))

    assert codes == [302] * MANY
    assert AuditEntry.objects.filter(verb="matching.send").count() == 1
    assert OutgoingMail.objects.count() == 2


def test_both_parties_say_yes_at_once_and_the_dialogue_opens_once(here):
    proposal = make_pair(sent=True)
    parties = [party_of(proposal, place) for place in (0, 1)]

    at_once(*[lambda one=one: actions.answer(one, answer="yes", by=firm(one.organisation)) for one in parties])

    assert Proposal.objects.get(pk=proposal.pk).state == "talking"
    assert AuditEntry.objects.filter(verb="matching.agree").count() == 1
    assert OutgoingMail.objects.filter(subject="Alle har sagt ja").count() == 2


def test_a_yes_and_a_no_at_once_never_open_the_dialogue(here):
    proposal = make_pair(sent=True)
    first, second = (party_of(proposal, place) for place in (0, 1))

    at_once(
        lambda: actions.answer(first, answer="yes", by=firm(first.organisation)),
        lambda: actions.answer(second, answer="no", by=firm(second.organisation)),
    )

    assert Proposal.objects.get(pk=proposal.pk).state == "declined"


def test_runs_started_at_once_are_one_run(here, monkeypatch):
    by = adviser()
    monkeypatch.setattr("symbiose.matching.actions.runs._enqueue", lambda run_id: None)

    given = at_once(*[lambda: actions.start_run(by=by)] * MANY)

    assert Run.objects.count() == 1
    assert sum(isinstance(one, Run) for one in given) == 1
    assert sum(isinstance(one, actions.RunUnderway) for one in given) == MANY - 1


def test_a_file_said_yes_to_twice_at_once_is_written_once(here):
    by, data = adviser(), b"id,name,type,place\n1,Eksempel Ny,company,8600\n"
    upload = receive_upload(SimpleUploadedFile("liste.csv", data), purpose="import", by=by)
    said = {"trade_code_version": "DB25", "headcount_year": 2025}
    fingerprint = plan_import(data, **said).fingerprint

    given = at_once(
        *[lambda: import_organisations(data, **said, fingerprint=fingerprint, source="liste.csv", upload=upload, by=by)]
        * MANY
    )

    assert Organisation.objects.filter(name="Eksempel Ny").count() == 1
    assert sum(isinstance(one, PlanChanged) for one in given) == MANY - 1


def test_a_person_added_twice_at_once_stands_there_once(here):
    by, organisation = adviser(), make_organisation()

    given = at_once(
        *[
            lambda: add_member(
                organisation, email="ny@firma.example", name="Ny Eksempel", proof="met", proof_note="Mødt", by=by
            )
        ]
        * MANY
    )

    assert [one for one in given if not isinstance(one, Membership)] == []
    assert User.objects.filter(email="ny@firma.example").count() == 1
    assert Membership.objects.filter(organisation=organisation).count() == 1


def test_a_person_who_asks_for_access_twice_at_once_has_one_open_request(here):
    said = {"name": "Ny Eksempel", "email": "ny@firma.example", "organisation_text": "Eksempel Træværk"}

    given = at_once(*[lambda: ask_access(by=Actor(), **said)] * MANY)

    assert [one for one in given if not isinstance(one, AccessRequest)] == []
    assert AccessRequest.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


def test_two_advisers_who_decide_at_once_decide_one_thing(here):
    asked = ask_access(name="Ny", email="ny@firma.example", organisation=make_organisation(), by=Actor())
    first, second = adviser(), adviser()

    given = at_once(
        lambda: invite_access(asked, proof="met", proof_note="Mødt", by=first),
        lambda: refuse_access(asked, reason="Ukendt der", by=second),
    )

    asked.refresh_from_db()
    assert sum(isinstance(one, NotAllowed) for one in given) == 1
    assert asked.state in {"invited", "refused"}


def test_two_tabs_that_save_one_listing_at_once_keep_one_and_show_the_other(here):
    organisation = make_organisation()
    listing = make_listing(organisation, codes=["wood_offcuts"])
    user = make_membership(Role.FIRM, organisation).user
    shown = Client()
    shown.force_login(user)
    form = shown.get(f"/opslag/{listing.pk}/ret/").context["form"]
    posted = {}
    for name in form.fields:
        value = form[name].value()
        posted[name] = "" if value in (None, False) else value
    keys = [uuid.uuid4() for _ in range(2)]

    codes = at_once(
        *posts(user, f"/opslag/{listing.pk}/ret/", posted | {"text": "Den ene tekst"}, keys=keys[:1]),
        *posts(user, f"/opslag/{listing.pk}/ret/", posted | {"text": "Den anden tekst"}, keys=keys[1:]),
    )

    listing.refresh_from_db()
    assert sorted(codes) == [200, 302]
    assert listing.version == 2
    assert Listing.objects.get().text in {"Den ene tekst", "Den anden tekst"}


def test_withdrawing_twice_at_once_is_one_withdrawal(here):
    organisation = make_organisation()
    listing = make_listing(organisation)
    user = make_membership(Role.FIRM, organisation).user

    codes = at_once(*posts(user, f"/opslag/{listing.pk}/traek-tilbage/", {}, keys=[uuid.uuid4() for _ in range(MANY)]))

    assert codes == [302] * MANY
    assert AuditEntry.objects.filter(verb="listings.withdraw").count() == 1


def test_a_verb_that_fails_at_its_end_leaves_nothing_half_written(here, monkeypatch):
    proposal = make_pair()
    before = AuditEntry.objects.count(), OutgoingMail.objects.count()

    def broken(*args, **kwargs):
        raise ConnectionResetError

    monkeypatch.setattr("symbiose.matching.actions.letters.send_link", broken)
    with pytest.raises(ConnectionResetError):
        actions.send(proposal, by=adviser())

    assert Proposal.objects.get(pk=proposal.pk).state == "found"
    assert (AuditEntry.objects.count(), OutgoingMail.objects.count()) == before
    with pytest.raises(NotAllowed):
        actions.remind(proposal, by=adviser())


def test_the_same_fact_posted_at_once_is_counted_once(here):
    handover = make_handover()

    given = at_once(*[lambda: post(handover)] * MANY)

    assert [one for one in given if not isinstance(one, list)] == []
    assert len({one[0].pk for one in given}) == 1
    assert Entry.objects.count() == 1


def test_two_figures_for_one_handover_at_once_leave_one_standing(here):
    handover = make_handover()

    given = at_once(
        *[
            lambda kg=kg: post(handover, posting(handover, kg), reason="vejet igen")
            for kg in ("100", "110", "120", "130")
        ]
    )

    assert [one for one in given if not isinstance(one, list)] == []
    assert standing(Entry.objects.all()).count() == 1
    assert Entry.objects.count() == 2 * MANY - 1


def test_an_entry_taken_back_twice_at_once_is_taken_back_once(here, monkeypatch):
    monkeypatch.delitem(SOURCES, "matching.handover")
    (entry,) = post(make_handover())
    by = adviser()

    given = at_once(*[lambda: reverse(entry, reason="forkert dag", by=by)] * MANY)

    assert len({one.pk for one in given}) == 1
    assert Entry.objects.filter(reverses=entry).count() == 1
