"""Answers: by the party, by its link, on its behalf; changed, repeated, too late, remembered."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Actor, Role, system
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.matching import actions, queries
from symbiose.matching.models import Proposal, ProposalParty
from symbiose.notices import links
from symbiose.notices.models import AnswerLink, Notice, OutgoingMail
from tests.factories import make_membership
from tests.matching.cases import adviser, all_say_yes, firm, make_loop, make_pair, party_of, yesterday

pytestmark = pytest.mark.django_db


def link_page(party):
    link = AnswerLink.objects.get(subject_id=party.pk, subject_label="matching.proposalparty")
    return "/" + links.address(link).split("/", 3)[3]


def test_a_party_answers_by_its_personal_link_without_an_account(client):
    proposal = make_pair(sent=True)
    url = link_page(party_of(proposal))

    shown = client.get(url)
    answered = client.post(url, {"answer": "yes"}, follow=True)

    assert shown.status_code == 200
    assert "Hvad siger I?" in shown.content.decode()
    assert "I har sagt ja" in answered.content.decode()
    party = party_of(proposal)
    assert (party.answer, party.on_behalf) == ("yes", False)


def test_opening_a_link_writes_nothing_so_that_a_mail_scanner_answers_nothing(client):
    proposal = make_pair(sent=True)
    before = AuditEntry.objects.count()

    client.get(link_page(party_of(proposal)))
    client.get(link_page(party_of(proposal)) + "?answer=yes")
    client.head(link_page(party_of(proposal)))

    assert party_of(proposal).answer == ""
    assert AuditEntry.objects.count() == before


def test_a_link_of_one_party_never_answers_for_another(client):
    proposal = make_pair(sent=True)

    client.post(link_page(party_of(proposal, 0)), {"answer": "no"})

    assert [party.answer for party in proposal.parties.order_by("position")] == ["no", ""]


def test_an_empty_answer_by_link_keeps_what_was_written(client):
    proposal = make_pair(sent=True)

    response = client.post(link_page(party_of(proposal)), {"comment": "Ring torsdag"})

    assert response.status_code == 422
    assert "Ring torsdag" in response.content.decode()
    assert party_of(proposal).answer == ""


def test_a17_5_yes_no_later_who_and_why_are_stored():
    proposal = make_loop(sent=True)
    first, second, third = proposal.parties.select_related("organisation").order_by("position")

    actions.answer(first, answer="yes", by=firm(first.organisation))
    actions.answer(second, answer="later", by=adviser(), consent="Aftalt i telefonen")
    actions.answer(
        third, answer="no", by=firm(third.organisation), no_reasons=["too_far", "not_now"], comment="Ikke i år"
    )

    stored = [
        (row.answer, row.on_behalf, row.consent, row.no_reasons, row.comment)
        for row in proposal.parties.order_by("position")
    ]
    assert stored == [
        ("yes", False, "", [], ""),
        ("later", True, "Aftalt i telefonen", [], ""),
        ("no", False, "", ["too_far", "not_now"], "Ikke i år"),
    ]
    assert all(row.answered_by and row.answered_at for row in proposal.parties.all())
    trail = AuditEntry.objects.filter(subject_label="matching.proposalparty", verb="matching.answer")
    assert trail.count() == 3
    assert trail.filter(on_behalf_of=second.organisation_id, consent="Aftalt i telefonen").count() == 1


@pytest.mark.parametrize("consent", ["", "  "])
def test_an_adviser_answers_for_nobody_without_saying_how_they_agreed(consent):
    proposal = make_pair(sent=True)

    with pytest.raises(NotAllowed):
        actions.answer(party_of(proposal), answer="yes", by=adviser(), consent=consent)


@pytest.mark.parametrize("by", [lambda: firm(None), Actor], ids=["other firm", "visitor"])
def test_others_do_not_answer_for_a_party(by):
    proposal = make_pair(sent=True)

    with pytest.raises(NotAllowed):
        actions.answer(party_of(proposal), answer="yes", by=by(), consent="Aftalt")


def test_the_same_answer_again_changes_nothing():
    proposal = make_pair(sent=True)
    party = party_of(proposal)
    by = firm(party.organisation)

    first = actions.answer(party, answer="yes", by=by)
    again = actions.answer(party, answer="yes", by=by)

    assert again.version == first.version


def test_an_answer_is_changed_until_the_day_and_not_after():
    proposal = make_pair(sent=True)
    party = party_of(proposal)
    by = firm(party.organisation)
    actions.answer(party, answer="no", by=by)

    actions.answer(party, answer="yes", by=by)
    proposal.refresh_from_db()
    assert proposal.state == "sent"
    actions.answer(party, answer="no", by=by)
    Proposal.objects.filter(pk=proposal.pk).update(answer_by=yesterday())

    with pytest.raises(actions.TooLate):
        actions.answer(party, answer="yes", by=by)


def test_a_missing_answer_is_welcome_after_the_day():
    proposal = make_pair(sent=True)
    Proposal.objects.filter(pk=proposal.pk).update(answer_by=yesterday())
    party = party_of(proposal)

    actions.answer(party, answer="yes", by=firm(party.organisation))

    assert party_of(proposal).answer == "yes"


def test_when_all_said_yes_the_dialogue_opens_and_answers_stand():
    proposal = all_say_yes(make_loop(sent=True))

    assert proposal.state == "talking"
    party = party_of(proposal)
    with pytest.raises(NotAllowed):
        actions.answer(party, answer="no", by=firm(party.organisation))


def test_an_answer_before_the_proposal_is_sent_is_refused():
    proposal = make_pair()
    party = party_of(proposal)

    with pytest.raises(NotAllowed):
        actions.answer(party, answer="yes", by=firm(party.organisation))


def test_a_no_in_a_loop_is_remembered_for_what_that_party_gives_and_gets():
    proposal = make_loop(sent=True)
    party = party_of(proposal, 2)

    actions.answer(party, answer="no", by=firm(party.organisation))

    flows = list(proposal.flows.order_by("position"))
    refused = queries.refused_pairs()
    assert refused == {(str(flow.have_id), str(flow.need_id)) for flow in flows[1:]}


def test_later_is_asked_again_when_its_day_has_come():
    proposal = make_pair(sent=True)
    party = party_of(proposal)
    actions.answer(party, answer="later", by=firm(party.organisation))
    day = timezone.localdate() + timedelta(days=30)
    by = system("clock")

    early = actions.ask_again(on=day - timedelta(days=1), by=by)
    due = actions.ask_again(on=day, by=by)
    twice = actions.ask_again(on=day, by=by)

    assert (early, due, twice) == (0, 1, 0)
    assert party_of(proposal).answer == ""
    proposal.refresh_from_db()
    assert proposal.answer_by > day


def test_sending_gives_each_party_a_link_a_letter_and_a_line_in_the_inbox():
    proposal = make_pair()
    user = make_membership(Role.FIRM, party_of(proposal, 1).organisation).user

    sent = actions.send(proposal, by=adviser())

    assert AnswerLink.objects.filter(purpose="proposal", valid_until=sent.answer_by).count() == 2
    assert OutgoingMail.objects.count() == 2
    assert Notice.objects.filter(user=user).count() == 1
    assert sent.answer_by.weekday() < 5


def test_a_party_without_an_address_is_left_to_a_call():
    proposal = make_pair()
    organisation = party_of(proposal).organisation
    type(organisation).objects.filter(pk=organisation.pk).update(contact_email="")

    actions.send(proposal, by=adviser())

    assert AnswerLink.objects.count() == 1


def test_a_reminder_asks_only_those_who_have_not_answered_and_moves_a_day_that_has_passed():
    proposal = make_pair(sent=True)
    party = party_of(proposal)
    actions.answer(party, answer="yes", by=firm(party.organisation))
    Proposal.objects.filter(pk=proposal.pk).update(answer_by=yesterday())
    AnswerLink.objects.update(last_sent_at=timezone.now() - timedelta(hours=1))
    before = OutgoingMail.objects.count()

    reminded = actions.remind(proposal, by=adviser())

    assert OutgoingMail.objects.count() == before + 1
    assert reminded.answer_by > timezone.localdate()


def test_a_message_tells_the_others_that_something_waits_and_not_what():
    proposal = all_say_yes(make_pair(sent=True))
    before = set(OutgoingMail.objects.values_list("pk", flat=True))

    actions.write(proposal, text="Vi kan hente tirsdag", by=firm(party_of(proposal, 0).organisation))

    (letter,) = OutgoingMail.objects.exclude(pk__in=before)
    assert letter.to == party_of(proposal, 1).organisation.contact_email
    assert "tirsdag" not in letter.body
    assert re.search(r"/svar/\S+/", letter.body)


def test_nobody_writes_before_all_have_said_yes():
    proposal = make_pair(sent=True)

    with pytest.raises(NotAllowed):
        actions.write(proposal, text="Hej", by=firm(party_of(proposal).organisation))


def test_the_dialogue_works_by_personal_link(client):
    proposal = all_say_yes(make_pair(sent=True))
    url = link_page(party_of(proposal))

    page = client.post(url, {"text": "Vi kan hente tirsdag"}, follow=True).content.decode()

    assert "Vi kan hente tirsdag" in page
    assert proposal.messages.get().organisation_id == party_of(proposal).organisation_id


def test_a_double_submit_by_link_answers_once(client):
    proposal = make_pair(sent=True)
    url = link_page(party_of(proposal))
    data = {"answer": "yes", "form_key": "0f8fad5b-d9cb-469f-a165-70867728950e"}

    client.post(url, data)
    client.post(url, data)

    assert ProposalParty.objects.get(pk=party_of(proposal).pk).version == 2


def test_a_link_whose_answer_comes_too_late_says_so_and_keeps_the_page(client):
    proposal = make_pair(sent=True)
    url = link_page(party_of(proposal))
    client.post(url, {"answer": "no"})
    Proposal.objects.filter(pk=proposal.pk).update(answer_by=yesterday())

    page = client.post(url, {"answer": "yes"}, follow=True).content.decode()

    assert "kan ikke længere ændres" in page
    assert party_of(proposal).answer == "no"


def test_a_proposal_that_was_set_aside_takes_no_answer_by_link(client):
    proposal = make_pair(sent=True)
    url = link_page(party_of(proposal))
    actions.set_aside(proposal, reason="Aftalt på anden måde", by=adviser())

    page = client.get(url).content.decode()
    client.post(url, {"answer": "yes"})

    assert "lukket for nu" in page
    assert "Aftalt på anden måde" not in page
    assert party_of(proposal).answer == ""


def test_signed_in_firm_answers_on_its_page(client_as):
    proposal = make_pair(sent=True)
    client = client_as(Role.FIRM, party_of(proposal).organisation)

    page = client.post(
        reverse("matching:answer", args=[proposal.number]),
        {"answer": "no", "no_reasons": ["too_far"], "comment": ""},
        follow=True,
    ).content.decode()

    assert "tæller ikke imod jer" in page
    assert party_of(proposal).no_reasons == ["too_far"]


def test_nobody_says_yes_to_a_listing_that_is_gone_and_a_no_is_always_heard(client):
    proposal = make_pair(sent=True)
    have = proposal.flows.get().have
    type(have).objects.filter(pk=have.pk).update(state="withdrawn")
    party = party_of(proposal)

    with pytest.raises(actions.Gone):
        actions.answer(party, answer="yes", by=firm(party.organisation))
    page = client.post(link_page(party), {"answer": "yes"}, follow=True)
    kept = actions.answer(party, answer="no", by=firm(party.organisation))

    assert "vises ikke længere" in page.content.decode()
    assert kept.answer == "no"


def test_who_answered_since_the_clock_read_is_not_asked_again(monkeypatch):
    proposal = make_pair(sent=True)
    party = party_of(proposal)
    actions.answer(party, answer="later", by=firm(party.organisation))
    day = timezone.localdate() + timedelta(days=31)
    stale = list(queries.to_ask_again(on=day))
    Proposal.objects.filter(pk=proposal.pk).update(answer_by=day)
    actions.answer(party, answer="yes", by=firm(party.organisation))
    real = queries.to_ask_again
    calls = iter([stale])
    monkeypatch.setattr(queries, "to_ask_again", lambda *, on: next(calls, None) or real(on=on))

    assert actions.ask_again(on=day, by=system("clock")) == 0
    assert party_of(proposal).answer == "yes"


def test_a17_5_the_same_answer_with_another_consent_keeps_the_new_one():
    proposal = make_pair(sent=True)
    party = party_of(proposal)
    actions.answer(party, answer="later", by=adviser(), consent="Aftalt i telefonen")

    actions.answer(party, answer="later", by=adviser(), consent="Aftalt på mail")

    party.refresh_from_db()
    assert (party.answer, party.consent) == ("later", "Aftalt på mail")
