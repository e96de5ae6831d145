"""Exchanges, answers and messages follow an organisation that is gathered in another, and end with one that closes."""

from datetime import timedelta

from django.utils import timezone

from symbiose.ledger.queries import of_organisation, totals
from symbiose.matching.models import Exchange, Handover, Message, ProposalParty
from symbiose.organisations.actions import close_organisation, merge_organisations, part_organisations
from tests.factories import make_organisation
from tests.matching import handed
from tests.matching.cases import adviser, make_exchange, make_pair, party_of

TODAY = timezone.localdate()


def test_exchanges_end_on_the_day_that_a_party_closed(municipality):
    closes, other = make_organisation(), make_organisation()
    mine = [make_exchange(giver=closes, receiver=other), make_exchange(giver=other, receiver=closes)]
    theirs = make_exchange(giver=other)

    close_organisation(closes, closed_on=TODAY - timedelta(days=3), reason="Konkurs", by=adviser())

    for one in (*mine, theirs):
        one.refresh_from_db()
    assert [(one.state, one.end_reason, one.until) for one in mine] == [
        ("ended", "closed", TODAY - timedelta(days=3))
    ] * 2
    assert theirs.state == "running"


def test_exchanges_answers_and_messages_move_and_go_back(municipality):
    stays = make_organisation()
    proposal = make_pair(sent=True)
    party = party_of(proposal, 1)
    goes = party.organisation
    gives, receives = make_exchange(giver=goes), make_exchange(receiver=goes)
    between = make_exchange(giver=goes, receiver=stays)
    message = Message.objects.create(proposal=proposal, organisation=goes, author="Leder", text="Hej")

    known = merge_organisations(stays, goes, by=adviser())
    during = (
        ProposalParty.objects.get(pk=party.pk).organisation,
        Exchange.objects.get(pk=gives.pk).giver,
        Exchange.objects.get(pk=receives.pk).receiver,
        Message.objects.get(pk=message.pk).organisation,
        Exchange.objects.get(pk=between.pk).giver,
    )
    part_organisations(known, by=adviser(), reason="Fejl")

    assert during == (stays, stays, stays, stays, goes)
    assert ProposalParty.objects.get(pk=party.pk).organisation == goes
    assert Exchange.objects.get(pk=gives.pk).giver == goes
    assert Exchange.objects.get(pk=receives.pk).receiver == goes
    assert Message.objects.get(pk=message.pk).organisation == goes


def test_what_was_told_while_two_were_one_is_counted_under_the_name_that_it_goes_back_to(municipality):
    stays, goes = make_organisation(), make_organisation()
    handover = handed.make_handover(handed.make_exchange(giver=goes))
    handed.tell(handover, "giver", handed.kg(100))

    known = merge_organisations(stays, goes, by=adviser())
    handed.tell(Handover.objects.get(pk=handover.pk), "giver", handed.kg(120))
    during = kilos(stays), kilos(goes)
    part_organisations(known, by=adviser(), reason="Fejl")

    assert during == (120, 0)
    assert (kilos(stays), kilos(goes)) == (0, 120)


def kilos(organisation):
    return sum(one.figure.quantity for one in totals(of_organisation(organisation.pk)))
