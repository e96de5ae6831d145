"""Why a firm stands on the call list: each reason with its source and day, and what narrows, orders and hides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.frontdesk.actions.outreach import keep_counted, recount_prospects, stop_calls, take_call
from symbiose.frontdesk.models import Prospect
from symbiose.frontdesk.outreach_shown import dress_prospects
from symbiose.listings.models import Listing
from symbiose.organisations.models import Organisation
from symbiose.reference import trade_group, trade_groups
from tests.factories import make_fact, make_listing, make_organisation
from tests.frontdesk.calls import make_callers, make_firm, make_workshop, spoke
from tests.matching.cases import make_pair, party_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def callers(db):
    return make_callers()


@pytest.fixture
def ann(callers):
    return callers[0]


@pytest.fixture
def client(client, ann):
    from symbiose.people.models import User

    client.force_login(User.objects.get(pk=ann.user_id))
    return client


def listed(client, query=""):
    return client.get(reverse("outreach:list") + query).content.decode()


def reasons_of(firm, actor):
    row = Prospect.objects.select_related("organisation").get(pk=firm.pk)
    dress_prospects([row], actor)
    return {one.kind: one for one in row.shown.reasons}


def test_a2_1_each_row_has_a_reason_with_its_source_and_day(client, ann):
    firms = [
        make_firm(f"Eksempel Firma {number}", code=code, headcount=count)
        for number, (code, count) in enumerate([("222900", 27), ("", 0), ("691000", 0)])
    ]
    make_workshop()
    recount_prospects()

    shown = listed(client)

    rows = shown.split('class="list-row"')[1:]
    assert len(rows) == len(firms)
    for row in rows:
        assert "Kilde: " in row
    for firm in firms:
        found = reasons_of(firm, ann)
        assert found
        assert all(one.text and one.source and one.day for one in found.values())


def test_a2_1_trade_and_size_say_which_tasks_could_move_and_that_it_is_an_estimate(ann):
    firm = make_firm()
    recount_prospects()

    one = reasons_of(firm, ann)["trade"]

    assert "gummi og plast, 27 ansatte" in one.text
    assert "montage og samling, pakkeopgaver, kontrol og afprøvning" in one.text
    assert one.estimate
    assert "skøn" in one.source
    assert "DB07 22" in one.source
    assert one.points == 2


@pytest.mark.parametrize(("headcount", "points"), [(0, 1), (9, None), (10, 2)])
def test_a_firm_that_is_too_small_has_no_reason_of_trade_and_an_unknown_size_is_unknown(ann, headcount, points):
    firm = make_firm(headcount=headcount)
    recount_prospects()

    one = reasons_of(firm, ann).get("trade")

    assert (one.points if one else None) == points
    if headcount == 0:
        assert "antal ansatte ukendt" in one.text


def test_a2_1_a_social_enterprise_nearby_is_named_with_its_distance(ann):
    firm = make_firm()
    make_workshop()
    make_workshop("Eksempel Langt Væk", latitude=57.05, longitude=9.92)
    make_workshop("Eksempel Skjult", anonymous=True)
    recount_prospects()

    one = reasons_of(firm, ann)["partner"]

    assert "Eksempel Pakkeriet, i samme by, tilbyder “Pakning og etiketter”" in one.text
    assert "Langt Væk" not in one.text
    Listing.objects.filter(organisation__name="Eksempel Pakkeriet").update(anonymous=True)
    assert "partner" not in reasons_of(firm, ann)


def test_a2_1_an_open_proposal_and_a_listing_that_fits_are_reasons_and_hidden_names_are_not_told(ann):
    sent, found, hidden = make_pair(sent=True), make_pair(), make_pair(anonymous=["have"])
    recount_prospects()
    asked, giver, secret = (party_of(one, 0).organisation for one in (sent, found, hidden))
    taker = party_of(found, 1).organisation

    assert "1 forslag venter på deres svar" in reasons_of(asked, ann)["proposal"].text
    told = reasons_of(giver, ann)["listing"].text
    assert "passer til nogen: 1 forslag er fundet" in told
    assert taker.name not in told
    assert "listing" not in reasons_of(secret, ann)


def test_a2_1_last_contact_by_anyone_is_a_reason_when_it_is_long_ago_or_never(callers):
    ann, bo, _cem = callers
    never, long_ago, lately = make_firm("Eksempel Aldrig"), make_firm("Eksempel Længe"), make_firm("Eksempel Nylig")
    spoke(long_ago, bo, days=400)
    spoke(lately, bo, days=2)
    recount_prospects()

    assert "Ingen i kommunen har talt med dem" in reasons_of(never, ann)["silence"].text
    assert "længe siden" in reasons_of(long_ago, ann)["silence"].text
    assert "silence" not in reasons_of(lately, ann)


def test_the_order_is_the_sum_of_the_terms_that_are_shown(client, ann):
    small, large = make_firm("Eksempel Lille", headcount=0), make_firm("Eksempel Stor")
    recount_prospects()

    shown = listed(client)

    assert shown.index("Eksempel Stor") < shown.index("Eksempel Lille")
    for firm in (small, large):
        row = Prospect.objects.get(pk=firm.pk)
        assert row.points == sum(one.points for one in reasons_of(firm, ann).values())
    assert "Den siger intet om, hvad en virksomhed er værd." in shown
    assert "Tæller 2 point" in shown


def test_social_enterprises_departments_and_closed_firms_are_not_called_on(ann):
    social, closed = make_firm("Eksempel Social"), make_firm("Eksempel Lukket")
    make_fact(social)
    recount_prospects()
    assert set(Prospect.objects.values_list("organisation__name", flat=True)) == {"Eksempel Lukket"}

    Organisation.objects.filter(pk=closed.pk).update(state="closed", closed_on=timezone.localdate())
    recount_prospects()
    assert not Prospect.objects.exists()


def test_x6_an_association_and_a_school_are_called_on_as_a_company_is(ann):
    for kind in ("association", "school"):
        make_organisation(f"Eksempel {kind}", kind=kind)
    recount_prospects()

    assert Prospect.objects.count() == 2


def test_the_list_is_narrowed_searched_sorted_and_written_to_a_file(client, callers):
    _ann, bo, _cem = callers
    plast = make_firm("Eksempel Plastvarer", postcode="8620", town="Kjellerup")
    kontor = make_firm("Eksempel Regnskab", code="692000", headcount=0)
    spoke(kontor, bo, days=100)
    recount_prospects()

    def found(query):
        return [name for name in (plast.name, kontor.name) if name in listed(client, query)]

    assert found("") == [plast.name, kontor.name]
    for query in (
        "?sted=8620",
        "?branche=22",
        "?size=small",
        "?q=plastvarer",
        "?siden=never",
        "?reason=trade&size=small",
    ):
        assert found(query) == [plast.name], query
    for query in ("?size=unknown", "?sted=Silkeborg", "?branche=69"):
        assert found(query) == [kontor.name], query
    assert found("?siden=6") == [plast.name]
    assert found("?siden=3") == [plast.name, kontor.name]
    assert "Ingen virksomhed passer" in listed(client, "?branche=01")

    answer = client.get(reverse("outreach:list") + "?format=csv&branche=22")
    file = b"".join(answer.streaming_content).decode()
    assert "Eksempel Plastvarer" in file
    assert "Eksempel Regnskab" not in file
    assert "pakkeopgaver" in file


def test_who_is_taken_or_was_reached_lately_is_marked_and_left_out_of_those_that_are_free(client, callers):
    _ann, bo, cem = callers
    taken, quiet, free = make_firm("Eksempel Taget"), make_firm("Eksempel Stille"), make_firm("Eksempel Fri")
    spoke(quiet, bo)
    recount_prospects()
    take_call(taken, by=cem)

    shown, only = listed(client), listed(client, "?kan=free")

    assert f"{cem.name}, Eksempel Indkøb, ringer til dem" in shown
    assert "lad dem være i fred" in shown
    assert free.name in only
    assert taken.name not in only
    assert quiet.name not in only


def test_a_firm_that_wants_no_call_stands_on_a_list_of_its_own(client, ann):
    firm = make_firm()
    recount_prospects()
    stop_calls(firm, said_by="Lederen", by=ann)

    assert firm.name not in listed(client)
    stopped = listed(client, "?kan=stopped")
    assert firm.name in stopped
    assert "Vil ikke ringes op igen" in stopped


def test_a_confidential_line_is_a_date_without_its_words(client_as, callers):
    _ann, bo, cem = callers
    firm = make_firm()
    spoke(firm, bo, text="Noget fortroligt", confidential=True, confidential_reason="Aftalt")
    recount_prospects()
    reader = client_as(Role.FIRM, Organisation.objects.get(pk=cem.organisation_id))

    for url in (reverse("outreach:list"), reverse("outreach:firm", args=[firm.pk])):
        shown = reader.get(url).content.decode()
        assert bo.name in shown
        assert "fortrolig" in shown.lower()
        assert "Noget fortroligt" not in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_three(rows, client, callers, django_assert_num_queries):
    _ann, bo, cem = callers
    make_workshop()
    for number in range(rows):
        firm = make_firm(f"Eksempel Firma {number}")
        spoke(firm, bo, days=60)
        recount_prospects(only=[firm.pk])
        take_call(firm, by=cem)
    listed(client)

    with django_assert_num_queries(18):
        shown = listed(client)

    assert shown.count('class="list-row"') == rows


def test_what_is_written_about_a_firm_is_counted_the_next_minute_and_the_rest_once_a_day(callers):
    _ann, bo, _cem = callers
    first, second = make_firm("Eksempel En"), make_firm("Eksempel To")
    now = timezone.now()
    assert keep_counted(now=now) == 2
    assert keep_counted(now=now + timedelta(seconds=1)) == 0

    spoke(first, bo, days=1)
    later = timezone.now() + timedelta(seconds=60)
    assert keep_counted(now=later) == 1
    assert keep_counted(now=later + timedelta(seconds=60)) == 0
    assert not Prospect.objects.get(pk=first.pk).has_silence
    assert Prospect.objects.get(pk=second.pk).computed_at == now

    assert keep_counted(now=now + timedelta(days=1)) == 2


def test_the_reference_names_every_division_once_with_source_and_families_that_exist():
    from symbiose.listings.bridge import family

    on = date(2026, 11, 30)
    groups = trade_groups(on)

    seen = [
        (division, version)
        for group in groups
        for division in group.divisions
        for version in ([group.version] if group.version else ["DB07", "DB25"])
    ]
    assert len(seen) == len(set(seen))
    assert all(group.source["da"] and group.source["en"] for group in groups)
    assert all(family(code) for group in groups for code in (*group.tasks, *group.buys))
    assert trade_group("452010", "DB25", on=on) is None
    assert trade_group("452010", "DB07", on=on).name["en"] == "trade and repair of vehicles"
    assert trade_group("", "", on=on) is None


def test_a_listing_that_is_taken_down_is_no_longer_a_reason(ann):
    firm = make_firm()
    workshop = make_workshop()
    make_listing(workshop, kind="service", codes=["service_packing"], title="Pakning to")
    recount_prospects()
    assert "partner" in reasons_of(firm, ann)

    Listing.objects.filter(organisation=workshop).update(state="withdrawn")

    assert "partner" not in reasons_of(firm, ann)
