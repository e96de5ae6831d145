"""Calling on firms through the front door: taken, stopped, talked with, gone on from, and rounds that say what came of it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from symbiose.common.actor import Role
from symbiose.common.models import Link
from symbiose.frontdesk.actions import close_case, forget_case
from symbiose.frontdesk.actions.outreach import Talk, note_call, plan_round, recount_prospects, stop_calls, take_call
from symbiose.frontdesk.models import Call, CallRound, CallStop, Case, Prospect
from symbiose.jobs.models import Position
from symbiose.listings.models import Listing
from symbiose.organisations.models import Contact, Organisation
from symbiose.people.models import User
from tests.factories import make_organisation
from tests.frontdesk.calls import YES, in_days, make_callers, make_firm, spoke
from tests.frontdesk.cases import make_case, make_external

pytestmark = pytest.mark.django_db

KEY = {"form_key": "0f8fad5b-d9cb-469f-a165-70867728950e"}


@pytest.fixture
def callers(db):
    return make_callers()


@pytest.fixture
def firm(callers):
    made = make_firm(contact_phone="12 34 56 78")
    recount_prospects()
    return made


@pytest.fixture
def as_caller(client_as):
    """A client signed in as one of the callers."""

    def signed_in(actor):
        client = client_as(Role.VISITOR)
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return signed_in


def page(client, name, *args, query=""):
    return client.get(reverse(f"outreach:{name}", args=args) + query).content.decode()


def send(client, where, /, *args, **data):
    return client.post(reverse(f"outreach:{where}", args=args), {**KEY, **data})


def test_a_firm_is_taken_with_one_button_however_often_it_is_pressed(callers, firm, as_caller):
    ann, *_ = callers
    client = as_caller(ann)
    assert "Jeg ringer til dem" in page(client, "firm", firm.pk)

    first, again = send(client, "firm", firm.pk), send(client, "firm", firm.pk)

    call = Call.objects.get()
    assert first.url == again.url == reverse("outreach:call", args=[call.pk])
    shown = page(client, "call", call.pk)
    assert "12 34 56 78" in shown
    assert "gummi og plast" in shown


def test_a2_2_the_page_stops_says_who_when_and_about_what_and_goes_on_only_with_a_reason(callers, firm, as_caller):
    ann, bo, _cem = callers
    spoke(firm, bo, days=3)
    client = as_caller(ann)

    shown = page(client, "firm", firm.pk)
    assert "Stop: der er allerede nogen" in shown
    for word in (bo.name, "Eksempel Miljø", "Om en aftale om pap"):
        assert word in shown
    refused = send(client, "firm", firm.pk, knowingly=" ").content.decode()
    assert "Uden en grund ringer vi ikke to gange." in refused
    assert not Call.objects.exists()

    send(client, "firm", firm.pk, knowingly="Det gælder genbrug af paller.")
    assert Call.objects.get().knowingly == "Det gælder genbrug af paller."
    told = as_caller(bo).get(reverse("inbox:list")).content.decode()
    assert "Det gælder genbrug af paller." in told


def test_a2_2_who_comes_second_while_the_page_is_open_is_told_who_was_first(callers, firm, as_caller):
    ann, bo, _cem = callers
    client = as_caller(ann)
    page(client, "firm", firm.pk)
    take_call(firm, by=bo)

    shown = send(client, "firm", firm.pk).content.decode()

    assert bo.name in shown
    assert Call.objects.get().user_id == bo.user_id


def test_a2_2_who_has_a_firm_stands_on_its_page_for_whoever_opens_it(callers, firm, as_caller):
    ann, bo, cem = callers
    take_call(firm, by=bo)

    at_entrance = as_caller(ann).get(reverse("organisations:detail", args=[firm.pk])).content.decode()
    assert "Opkald til virksomheden" in at_entrance
    assert bo.name in at_entrance
    assert bo.name in page(as_caller(cem), "firm", firm.pk)


def test_a2_3_the_note_asks_for_what_is_missing_and_keeps_what_was_typed(callers, firm, as_caller):
    ann, *_ = callers
    client, call = as_caller(ann), take_call(firm, by=ann)

    empty = send(client, "talk", call.pk).content.decode()
    assert "Vælg, hvad de svarede." in empty
    later = send(client, "talk", call.pk, answer="later", line="Efter ferien").content.decode()
    assert "Sæt kryds ved det, I talte om" in later
    assert "Skriv, hvilken dag du ringer igen." in later
    assert "Efter ferien" in later
    past = send(client, "talk", call.pk, answer="later", line="x", partner="on", again_on=in_days(0)).content.decode()
    assert "Dagen skal ligge efter i dag" in past
    no = send(client, "talk", call.pk, answer="no", line="Nej tak", partner="on", how_long="until").content.decode()
    assert "Skriv, fra hvilken dag de må ringes op igen" in no
    cpr = send(client, "talk", call.pk, answer="yes", line="Ring til 010190-1234", partner="on").content.decode()
    assert "CPR-nummer" in cpr
    call.refresh_from_db()
    assert (call.state, Contact.objects.count()) == ("reserved", 0)


@pytest.mark.parametrize(
    "said",
    [
        ("yes", {}, "talked", False),
        ("later", {"again_on": "later"}, "later", False),
        ("no", {"how_long": "until", "stop_until": "later"}, "talked", True),
        ("no", {"how_long": "for_good"}, "talked", True),
        ("not_reached", {}, "reserved", False),
    ],
)
def test_a2_3_each_answer_is_written_once(said, callers, firm, as_caller):
    (answer, values, state, stopped), (ann, *_) = said, callers
    client, call = as_caller(ann), take_call(firm, by=ann)
    days = {name: in_days(60).isoformat() if value == "later" else value for name, value in values.items()}
    sent = {"answer": answer, "line": "Talte om pakning", "outsource": "on", "partner": "on", **days}

    send(client, "talk", call.pk, **sent)
    send(client, "talk", call.pk, **sent)

    call.refresh_from_db()
    assert (call.state, call.attempts, Contact.objects.count()) == (state, 1, 1)
    assert CallStop.objects.exists() == stopped
    if stopped:
        wanted = in_days(59) if "stop_until" in values else None
        assert CallStop.objects.get().until == wanted
        assert firm.name not in page(client, "list")
    if answer != "not_reached":
        assert (call.outsource, call.partner) == (True, True)


def test_a2_3_a_yes_becomes_a_case_with_one_click_once(callers, firm, as_caller):
    ann, *_ = callers
    client, call = as_caller(ann), take_call(firm, by=ann)
    note_call(call, YES, by=ann)

    first, again = send(client, "to_case", call.pk), send(client, "to_case", call.pk)
    partner = send(client, "to_partner", call.pk, form_key="1f8fad5b-d9cb-469f-a165-70867728950e")

    case = Case.objects.get()
    assert first.url == again.url == reverse("cases:detail", args=[case.number])
    assert partner.url.startswith(reverse("home:directory"))
    assert "sted=8600" in partner.url
    assert client.get(partner.url).status_code == 200
    shown = client.get(first.url).content.decode()
    assert reverse("outreach:call", args=[call.pk]) in shown
    assert case.number.replace("-", "\u2011") in page(client, "call", call.pk)


def test_a2_3_a_yes_becomes_a_task_listing_on_behalf_linked_in_the_chain(callers, firm, as_caller):
    ann, *_ = callers
    client, call = as_caller(ann), take_call(firm, by=ann)
    recount_prospects()
    Call.objects.filter(pk=call.pk).update(reasons=Prospect.objects.get(pk=firm.pk).reasons)
    note_call(call, YES, by=ann)
    url = re.search(r'href="(/opslag/nyt/[^"]+)"', page(client, "call", call.pk))[1].replace("&amp;", "&")

    form = client.get(url).content.decode()
    assert "Opgave til andre: montage og samling, pakkeopgaver" in form
    assert "frontdesk.call" in url
    assert not Listing.objects.exists()


def test_a_yes_becomes_a_position_with_firm_and_task_carried_over_and_linked_in_the_chain(callers, firm, as_caller):
    ann, *_ = callers
    client, call = as_caller(ann), take_call(firm, by=ann)
    recount_prospects()
    Call.objects.filter(pk=call.pk).update(reasons=Prospect.objects.get(pk=firm.pk).reasons)
    note_call(call, YES, by=ann)
    url = re.search(r'href="(/stillinger/ny/[^"]+)"', page(client, "call", call.pk))[1].replace("&amp;", "&")

    form = client.get(url)
    client.post(url, {"title": "Pakke varer", "task": "Pakke varer", "hours_central": "5", "source": "Opkald",
                      "consent": "Sagt ja i telefonen"})  # fmt: skip

    assert form.context["organisation"] == firm
    assert "montage og samling, pakkeopgaver" in form.context["form"].initial["title"]
    made = Position.objects.get()
    assert made.organisation == firm
    assert Link.objects.filter(from_label="frontdesk.call", from_id=call.pk, to_id=made.pk, kind="started").exists()


def test_a_round_shows_what_came_of_it_and_each_figure_opens_to_as_many_rows(callers, as_caller):
    _ann, bo, _cem = callers
    client = as_caller(bo)
    send(client, "plan", name="Plast", starts_on=in_days(0), ends_on=in_days(30), area="8600", division="22")
    made = CallRound.objects.get()
    answers = [
        YES,
        Talk(answer="no", line="Nej", outsource=True),
        Talk(answer="later", line="Senere", outsource=True, partner=True, again_on=in_days(9)),
        Talk(answer="no", line="Nej", neither_reason="Fik ikke talt om det"),
        Talk(answer="not_reached", line=""),
        None,
    ]
    for number, talk in enumerate(answers):
        call = take_call(make_firm(f"Eksempel Firma {number}"), by=bo, call_round=made)
        if talk:
            note_call(call, talk, by=bo)
        if talk == YES:
            send(client, "to_case", call.pk)

    shown = page(client, "round", made.pk)
    figures = re.findall(r'<th scope="row">([^<]+)</th>\s*<td class="number">\s*<a href="([^"]+)">(\d+)', shown)

    assert {name: int(number) for name, _url, number in figures} == {
        "Taget på runden": 6,
        "Ringet op": 5,
        "Truffet": 4,
        "Talt med om en ny virksomhed": 2,
        "Talt med om samarbejde": 2,
        "Talt med om ingen af delene": 1,
        "Sagde ja": 1,
        "Sagde senere": 1,
        "Sagde nej": 2,
        "Blev til et forløb": 1,
        "Blev til et opslag": 0,
    }
    for name, url, number in figures:
        rows = client.get(url.replace("&amp;", "&")).content.decode().count('class="list-row"')
        assert rows == int(number), name
    listed = re.search(r'href="(/opsoegende/\?[^"]+)"', shown)[1].replace("&amp;", "&")
    assert "kommer på runden “Plast”" in client.get(listed).content.decode()


def test_a_round_is_put_right_closed_and_opened_again(callers, as_caller):
    ann, *_ = callers
    client = as_caller(ann)
    made = plan_round(name="Plast", starts_on=in_days(0), ends_on=in_days(30), by=ann)
    days = {"starts_on": in_days(0), "ends_on": in_days(30)}

    wrong = send(client, "change_round", made.pk, name="", starts_on=in_days(3), ends_on=in_days(1), version=1)
    assert "Giv runden et navn." in wrong.content.decode()
    send(client, "change_round", made.pk, name="Plast og metal", version=1, **days)
    stale = send(client, "change_round", made.pk, name="Noget andet", version=1, **days).content.decode()
    assert "Plast og metal" in stale
    assert "Noget andet" in stale
    send(client, "close_round", made.pk, reason="To vil tale videre.")
    assert "To vil tale videre." in page(client, "round", made.pk)
    send(client, "reopen_round", made.pk)
    made.refresh_from_db()
    assert (made.name, made.state) == ("Plast og metal", "open")


def test_a_firm_is_taken_on_the_round_that_the_list_was_opened_from(callers, firm, as_caller):
    ann, *_ = callers
    client = as_caller(ann)
    made = plan_round(name="Plast", starts_on=in_days(0), ends_on=in_days(30), by=ann)

    shown = page(client, "firm", firm.pk, query=f"?paa={made.pk}")
    assert f'value="{made.pk}" selected' in shown
    send(client, "firm", firm.pk, on_round=made.pk)

    assert Call.objects.get().round == made


def test_a_firm_is_given_back_a_note_put_right_a_no_written_and_lifted(callers, firm, as_caller):
    ann, *_ = callers
    client, call = as_caller(ann), take_call(firm, by=ann)

    note_call(call, Talk(answer="no", line="Nej tak", partner=True), by=ann)
    send(client, "mend", call.pk, reason="Forkert virksomhed")
    send(client, "release", call.pk, reason="Når det ikke")
    call.refresh_from_db()
    assert (call.state, call.released_reason) == ("released", "Når det ikke")
    Contact.objects.all().delete()

    assert "Skriv, hvem der sagde det." in send(client, "stop", firm.pk, how_long="for_good").content.decode()
    send(client, "stop", firm.pk, said_by="Lederen", how_long="for_good")
    stop = CallStop.objects.get(lifted_at__isnull=True)
    shown = page(client, "firm", firm.pk)
    assert "Lederen sagde" in shown
    assert "Jeg ringer til dem" not in shown
    send(client, "lift", stop.pk, reason="De skrev selv")
    assert "Jeg ringer til dem" in page(client, "firm", firm.pk)


def test_the_start_page_tells_of_promised_calls_and_of_what_runs_out(callers, firm, as_caller):
    _ann, bo, cem = callers
    other = make_firm("Eksempel Metalværk")
    call, running = take_call(firm, by=bo), take_call(other, by=bo)
    note_call(call, Talk(answer="later", line="Efter ferien", partner=True, again_on=in_days(5)), by=bo)

    def today(actor):
        return as_caller(actor).get(reverse("home:today")).content.decode()

    assert "Efter ferien" not in today(bo)
    Call.objects.filter(pk=call.pk).update(again_on=in_days(0))
    Call.objects.filter(pk=running.pk).update(runs_out_on=in_days(0))
    shown = today(bo)
    assert "Du har lovet at ringe til dem igen: Efter ferien" in shown
    assert "Eksempel Metalværk" in shown
    assert "Efter ferien" not in today(cem)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("which", [("calls", 11), ("rounds", 9)])
def test_lists_of_calls_and_rounds_take_the_same_queries_for_one_and_three(
    rows, which, callers, as_caller, django_assert_num_queries
):
    (name, queries), (ann, *_) = which, callers
    client = as_caller(ann)
    for number in range(rows):
        made = plan_round(name=f"Runde {number}", starts_on=in_days(0), ends_on=in_days(3), by=ann)
        take_call(make_firm(f"Eksempel Firma {number}"), by=ann, call_round=made)
    page(client, name)

    with django_assert_num_queries(queries):
        shown = page(client, name)

    assert shown.count('class="list-row"') == rows


def test_a_round_counts_once_however_many_firms_are_on_it(callers, as_caller):
    ann, *_ = callers
    plan_round(name="Tom runde", starts_on=in_days(0), ends_on=in_days(3), by=ann)
    made = plan_round(name="Runde", starts_on=in_days(0), ends_on=in_days(3), by=ann)
    for number in range(3):
        take_call(make_firm(f"Eksempel Firma {number}"), by=ann, call_round=made)

    shown = page(as_caller(ann), "rounds")

    assert "2 runder" in shown
    assert re.search(r"I gang\s*<[^>]+>\(2\)", shown)
    assert "3 virksomheder" in shown
    assert "0 virksomheder" in shown


def test_calls_are_narrowed_found_and_written_to_a_file(callers, as_caller):
    ann, bo, _cem = callers
    client = as_caller(ann)
    one = take_call(make_firm("Eksempel Plastvarer"), by=ann)
    take_call(make_firm("Eksempel Metalværk"), by=bo)
    note_call(one, YES, by=ann)

    for query in ("?state=talked", "?vis=yes&vis=reached", "?q=plastvarer", f"?hvem={ann.user_id}"):
        shown = page(client, "calls", query=query)
        assert "Eksempel Plastvarer" in shown, query
        assert "Eksempel Metalværk" not in shown, query
    file = b"".join(client.get(reverse("outreach:calls") + "?format=csv&vis=yes").streaming_content).decode()
    assert YES.line in file
    assert file.count("\n") == 2


def test_each_membership_sees_its_own_and_nothing_else(callers, firm, as_caller, client_as):
    ann, bo, cem = callers
    made = plan_round(name="Bos runde", starts_on=in_days(0), ends_on=in_days(3), by=bo)
    call = take_call(firm, by=bo, call_round=made)
    stop = stop_calls(make_organisation("Eksempel Nej"), said_by="Lederen", by=bo)
    outside = make_external()
    external = client_as(Role.VISITOR)
    external.force_login(outside.user)
    one = {"firm": firm.pk, "stop": firm.pk, "lift": stop.pk}
    one |= dict.fromkeys(("call", "talk", "release", "mend"), call.pk)
    one |= dict.fromkeys(("round", "change_round", "close_round"), made.pk)
    everybodys = {"list", "calls", "rounds", "plan", "firm", "stop"}

    def open_to(client):
        urls = {name: reverse(f"outreach:{name}", args=[pk]) for name, pk in one.items()}
        urls |= {name: reverse(f"outreach:{name}") for name in ("list", "calls", "rounds", "plan")}
        return {name for name, url in urls.items() if client.get(url).status_code == 200}

    everything = everybodys | one.keys()
    assert open_to(as_caller(ann)) == open_to(as_caller(bo)) == everything
    assert open_to(as_caller(cem)) == everybodys
    for reader in (external, client_as(Role.FIRM, firm), client_as(Role.VISITOR)):
        assert open_to(reader) == set()
    for name in ("to_case", "to_partner", "reopen_round"):
        pk = made.pk if name == "reopen_round" else call.pk
        assert as_caller(cem).post(reverse(f"outreach:{name}", args=[pk])).status_code == 404
    assert "Bos runde" not in page(as_caller(cem), "rounds")
    assert firm.name not in page(as_caller(cem), "calls")


def test_a_department_finds_the_call_list_and_its_rounds_on_its_own_page(callers, as_caller):
    _ann, bo, _cem = callers
    plan_round(name="Bos runde", starts_on=in_days(0), ends_on=in_days(3), by=bo)
    department = Organisation.objects.get(pk=bo.organisation_id)

    shown = as_caller(bo).get(reverse("organisations:detail", args=[department.pk])).content.decode()

    assert reverse("outreach:list") in shown
    assert "Bos runde" in shown


def test_an_empty_list_says_what_to_do_next(callers, as_caller):
    ann, *_ = callers
    client = as_caller(ann)

    assert "Listen er ikke regnet ud endnu" in page(client, "list")
    assert "Begynd med ringelisten" in page(client, "calls")
    assert "Planlæg en: et navn" in page(client, "rounds")


def test_a_link_from_a_call_survives_as_the_chain(callers, firm, as_caller):
    ann, *_ = callers
    made = plan_round(name="Plast", starts_on=in_days(0), ends_on=in_days(30), by=ann)
    call = take_call(firm, by=ann, call_round=made)

    assert Link.objects.filter(from_label="frontdesk.callround", to_id=call.pk).count() == 1
    shown = page(as_caller(ann), "call", call.pk)
    assert "Du er her" in shown
    assert "Plast" in shown


def test_a_round_is_planned_from_a_case_and_the_case_shows_where_it_led(callers, as_caller):
    ann, *_ = callers
    client, case = as_caller(ann), make_case(ann, topic="listing")
    at_case = reverse("cases:detail", args=[case.number])
    address = re.search(r'href="([^"]+)">Planlæg en opkaldsrunde<', client.get(at_case).content.decode()).group(1)

    assert 'value="Noget til overs"' in client.get(address).content.decode()
    for _click in range(2):
        client.post(address, {**KEY, "name": "Spande", "starts_on": in_days(0), "ends_on": in_days(3)})

    made = CallRound.objects.get()
    for number in range(3):
        take_call(make_firm(f"Eksempel Firma {number}"), by=ann, call_round=made)
    shown = client.get(at_case).content.decode()
    assert reverse("outreach:round", args=[made.pk]) in shown
    assert "Eksempel Firma 1" not in shown
    assert case.title in page(client, "round", made.pk)


def test_a_round_that_a_case_led_to_keeps_none_of_its_words_when_the_case_is_erased(callers, as_caller):
    ann, *_ = callers
    client, case = as_caller(ann), make_case(ann, text="Karl Eksempel vil have spande", topic="listing")
    address = f"{reverse('outreach:plan')}?fra=frontdesk.case:{case.pk}"
    (offered,) = re.findall(r'name="name" value="([^"]+)"', client.get(address).content.decode())
    client.post(address, {**KEY, "name": offered, "starts_on": in_days(0), "ends_on": in_days(3)})

    forget_case(close_case(case, outcome="nothing", reason="Nej", by=ann), reason="Bad selv om det.", by=ann)

    assert "Karl" not in page(client, "round", CallRound.objects.get().pk)
