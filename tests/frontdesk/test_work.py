"""The daily work with a case through the front door: next step, dialogue, parties, tasks, handing over, gathering, parting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common import links
from symbiose.common.actor import system
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.frontdesk import actions
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.notices.models import Notice
from symbiose.organisations.actions import close_organisation
from symbiose.organisations.models import Contact
from symbiose.organisations.queries import contacts_of
from tests.factories import make_organisation
from tests.frontdesk.cases import (
    acting,
    ask,
    away,
    make_adviser,
    make_case,
    make_department,
    make_desk,
    make_external,
    rule,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


@pytest.fixture
def desk(db):
    return make_desk("Ann Eksempel", "Bo Eksempel")


@pytest.fixture
def ann(desk):
    return desk[0]


@pytest.fixture
def bo(desk):
    return desk[1]


@pytest.fixture
def case(ann, bo):
    rule(ann, topic="listing")
    firm = make_organisation("Eksempel Træværk", contact_phone="20 20 20 20")
    return make_case(acting(ann), topic="listing", organisation=firm, name="Jens Eksempel")


@pytest.fixture
def client(client, ann):
    client.force_login(ann.user)
    return client


def send(client, view, *args, **values):
    return client.post(reverse(view, args=args), values, follow=True).content.decode()


def page(client, case):
    return client.get(reverse("cases:detail", args=[case.number])).content.decode()


def test_a_next_step_has_a_day_and_one_who_does_it_and_stands_on_their_start_page(client, case, bo):
    day = TODAY()
    values = {"version": case.version, "kind": "visit", "on": day, "at": "10:00", "text": "Se på træet"}

    refused = send(client, "cases:next", case.number, **{**values, "on": day - timedelta(days=1), "owner": bo.user_id})
    shown = send(client, "cases:next", case.number, **values, owner=bo.user_id)

    case.refresh_from_db()
    assert "Dagen skal ligge inden for ti år fra i dag." in refused
    assert "Se på træet" in shown
    assert (case.next_kind, case.next_on, case.next_owner) == ("visit", day, bo.user)
    assert Notice.objects.filter(user=bo.user, text__startswith="Et næste skridt er dit").count() == 1
    client.force_login(bo.user)
    start = client.get(reverse("home:today")).content.decode()
    assert "Besøg" in start
    assert reverse("cases:dialogue", args=[case.number]) in start


def test_what_is_said_is_the_first_answer_moves_the_case_and_settles_the_next_step(client, case, ann):
    actions.set_next_step(case, kind="call", on=TODAY(), by=acting(ann))

    shown = send(
        client,
        "cases:dialogue",
        case.number,
        kind="call",
        direction="out",
        person="Jens Eksempel",
        text="120 kg om ugen.",
        step_done="on",
    )

    case.refresh_from_db()
    assert "120 kg om ugen." in shown
    assert "2 af 4: i dialog" in shown
    assert case.responded_at is not None
    assert (case.next_on, case.next_kind) == (None, "")
    line = Contact.objects.get(thread_label="frontdesk.case")
    assert (line.organisation, line.user, line.spoken_for) == (case.organisation, ann.user, ann.organisation)


def test_a_note_reaches_nobody_and_is_no_first_answer(client, case):
    send(client, "cases:dialogue", case.number, kind="note", direction="out", text="Husk at ringe.")

    case.refresh_from_db()
    assert (case.responded_at, case.stage) == (None, "received")
    assert Contact.objects.get(thread_label="frontdesk.case").direction == ""


def test_nothing_is_written_down_before_it_happened(client, case):
    later = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")

    shown = send(client, "cases:dialogue", case.number, kind="call", text="Hej", happened_at=later)

    assert "Det er ikke sket endnu." in shown
    assert not Contact.objects.filter(thread_label="frontdesk.case").exists()


def test_nothing_is_written_down_of_a_day_that_nobody_can_mean(client, case):
    shown = send(client, "cases:dialogue", case.number, kind="call", text="Hej", happened_at="0001-01-01T00:00")

    assert "Skriv en dag mellem 1990 og i dag." in shown
    assert not Contact.objects.filter(thread_label="frontdesk.case").exists()


def test_a_confidential_line_is_read_at_the_entrance_alone_and_says_why(client, case, ann):
    department = make_department()
    actions.add_party(case, organisation=department.organisation, by=acting(ann))
    actions.log_dialogue(
        case, kind="note", text="Skal fyre folk.", confidential_reason="Firmaets hemmelighed", by=acting(ann)
    )
    actions.log_dialogue(case, kind="note", text="Alle må læse det.", by=acting(ann))

    at_entrance = page(client, case)
    client.force_login(department.user)
    at_department = page(client, case)

    assert "Skal fyre folk." in at_entrance
    assert "Firmaets hemmelighed" in at_entrance
    assert "Alle må læse det." in at_department
    assert "Skal fyre folk." not in at_department


def test_a22_1_a_firm_addresses_any_department_and_the_one_entrance_still_sees_the_one_case(client, case, ann):
    department, other = make_department(), make_department("Indkøb")
    client.force_login(department.user)
    send(
        client,
        "enquiries:add",
        channel="phone",
        text="Er afskær affald?",
        topic="listing",
        organisation_text="eksempel træværk",
    )
    found = Enquiry.objects.get(door=department.organisation)
    seen_by_department = client.get(reverse("enquiries:detail", args=[found.number])).status_code

    client.force_login(ann.user)
    shown = send(
        client, "enquiries:make_case", found.number, title="Er afskær affald?", topic="listing", number=case.number
    )

    assert found.owner == ann.user  # who has the case with the firm
    assert seen_by_department == 200
    assert "Er afskær affald?" in shown
    assert department.organisation.name in shown
    assert Case.objects.count() == 1
    client.force_login(department.user)
    assert client.get(reverse("cases:detail", args=[case.number])).status_code == 200
    client.force_login(other.user)
    assert client.get(reverse("cases:detail", args=[case.number])).status_code == 404


def test_a_party_is_added_once_and_removed(client, case):
    values = {"name": "Kim Eksempel", "role": "værkfører", "organisation": "Eksempel Træværk"}

    nobody = send(client, "cases:add_party", case.number, role="ingen")
    for _ in range(2):
        shown = send(client, "cases:add_party", case.number, **values)

    assert "Skriv en organisation, en person eller begge dele." in nobody
    assert "Kim Eksempel, værkfører" in shown
    party = case.parties.get(name="Kim Eksempel")
    gone = send(client, "cases:remove_party", case.number, party.pk)
    assert "Kim Eksempel, værkfører" not in gone
    assert case.parties.count() == 1


def test_a_department_finishes_its_task_and_the_owner_is_told(client, case, ann):
    department = make_department()
    values = {"what": "Afklar affaldsstatus", "due_on": TODAY() + timedelta(days=3)}

    both = send(
        client, "cases:add_task", case.number, **values, user=ann.user_id, organisation=department.organisation_id
    )
    send(client, "cases:add_task", case.number, **values, organisation=department.organisation_id)
    task = case.tasks.get()
    assert "Vælg én: en i indgangen eller en afdeling." in both
    assert Notice.objects.filter(user=department.user, text="En opgave er din: Afklar affaldsstatus").count() == 1

    client.force_login(department.user)
    url = reverse("cases:finish_task", args=[case.number, task.pk])
    assert url in client.get(reverse("home:today")).content.decode()
    shown = send(client, "cases:finish_task", case.number, task.pk, reason="Det er et biprodukt.")

    assert "Det er et biprodukt." in shown
    assert Notice.objects.filter(user=ann.user, text="En opgave er løst: Afklar affaldsstatus").count() == 1
    send(client, "cases:take_up_task", case.number, task.pk)
    task.refresh_from_db()
    assert (task.done_at, task.result) == (None, "")


def test_where_nobody_else_is_there_the_page_of_handing_over_says_so(ann, bo, case, client):
    client.force_login(ann.user)
    page = reverse("cases:hand_over", args=[case.number])
    said = "Der er ingen andre i indgangen i dag."
    assert said not in client.get(page).content.decode()
    away(bo, TODAY(), TODAY())

    shown = client.get(page).content.decode()

    assert said in shown
    assert "Bo Eksempel" not in shown


def test_a_case_and_an_enquiry_are_handed_over_with_a_note_to_one_who_is_there(client, case, ann, bo):
    enquiry = ask(topic="listing")

    send(client, "cases:hand_over", case.number, to=bo.user_id, note="Du kender firmaet.")
    send(client, "enquiries:hand_over", enquiry.number, to=bo.user_id, note="Tag den her med.")

    for one in (case, enquiry):
        one.refresh_from_db()
        assert one.owner == bo.user
    assert case.owner_reason == "Givet videre af Ann Eksempel: Du kender firmaet."
    assert Notice.objects.filter(user=bo.user, text__startswith="Givet videre til dig").count() == 2
    away(ann, TODAY(), TODAY())
    with pytest.raises(actions.NotAtEntrance):
        actions.hand_over_case(case, to=ann.user, note="Tilbage", by=acting(bo))


def test_an_open_task_of_a_closed_case_still_waits_for_whose_it_is(case, ann):
    from symbiose.frontdesk.waiting import waiting

    department = make_department()
    for owner in ({"user": ann.user}, {"organisation": department.organisation}):
        actions.add_task(case, what="Send papirer", due_on=TODAY(), by=acting(ann), **owner)
    actions.close_case(case, outcome="advice", reason="De fik råd.", by=acting(ann))

    for who in (ann, department):
        assert [line.title for line in waiting(acting(who))] == ["Send papirer"]


def test_what_a_closed_department_had_not_done_is_the_owners_of_the_case(case, ann, bo):
    department = make_department().organisation
    task = actions.add_task(case, what="Afklar status", due_on=TODAY(), organisation=department, by=acting(ann))

    close_organisation(department, closed_on=TODAY(), reason="Nedlagt", by=acting(bo))

    task.refresh_from_db()
    assert (task.owner_user, task.owner_organisation) == (ann.user, None)
    assert Notice.objects.filter(user=ann.user, text="En opgave er din: Afklar status").count() == 1


def test_two_that_become_one_are_not_told_late_a_second_time(case, ann):
    double = make_case(acting(ann))
    late = timezone.now() + timedelta(days=30)
    assert actions.escalate_late(now=late, by=system("Symbiose")) == 2

    actions.merge_cases(double, case, reason="Det samme træ", by=acting(ann))

    assert actions.escalate_late(now=late + timedelta(days=1), by=system("Symbiose")) == 0


def test_the_lines_of_a_case_follow_it_to_the_right_firm(case, ann):
    right = make_organisation("Eksempel Smedje")
    line = actions.log_dialogue(case, kind="call", text="Talte om stål.", by=acting(ann))

    actions.change_case(case, organisation=right, by=acting(ann))

    line.refresh_from_db()
    assert line.organisation == right


def test_two_cases_become_one_and_the_old_number_leads_to_it(client, case, ann):
    double = make_case(acting(ann), name="Kim Eksempel", text="Vi har træ til overs")
    actions.log_dialogue(double, kind="call", text="Talte med Kim.", by=acting(ann))

    unknown = send(client, "cases:merge", double.number, number=double.number, reason="Det samme træ")
    shown = send(client, "cases:merge", double.number, number=case.number, reason="Det samme træ")

    double.refresh_from_db()
    assert "Vi kender intet andet åbent forløb med det nummer." in unknown
    assert (double.state, double.merged_into) == ("merged", case)
    assert case.enquiries.count() == case.parties.count() == 2
    assert "Talte med Kim." in shown
    assert client.get(reverse("cases:detail", args=[double.number])).url == reverse("cases:detail", args=[case.number])
    assert actions.merge_cases(double, case, reason="Igen", by=acting(ann)) == case


@pytest.mark.parametrize("view", ["cases:add_party", "enquiries:add"])
def test_an_address_that_is_too_long_is_told_and_what_was_typed_is_kept(view, client, case):
    args = [case.number] if view == "cases:add_party" else []

    shown = send(client, view, *args, name="Kim Eksempel", email=f"{'k' * 300}@eksempel.example")

    assert "Kim Eksempel" in shown
    assert "254" in shown


def test_what_was_agreed_next_is_not_lost_where_two_become_one(case, ann, bo):
    double, third = make_case(acting(ann)), make_case(acting(ann))
    day = TODAY() + timedelta(days=3)
    actions.set_next_step(double, kind="visit", on=day, text="Se på træet", owner=bo.user, by=acting(ann))
    actions.set_next_step(third, kind="call", on=day + timedelta(days=1), by=acting(ann))

    kept = actions.merge_cases(double, case, reason="Det samme træ", by=acting(ann))
    assert (kept.next_kind, kept.next_on, kept.next_text, kept.next_owner) == ("visit", day, "Se på træet", bo.user)

    again = actions.merge_cases(third, kept, reason="Også det samme", by=acting(ann))
    assert (again.next_kind, again.next_on) == ("visit", day)


def test_the_one_entrance_is_one_wherever_its_advisers_sit(case, ann, bo):
    elsewhere = make_adviser(make_organisation("Erhvervsservice", kind="department"), "Cia Eksempel")
    double = make_case(acting(ann), entrance=elsewhere.organisation)

    assert actions.merge_cases(double, case, reason="Samme", by=acting(ann)) == case


def test_a_department_that_takes_part_is_told(client, case):
    department = make_department()
    for _ in range(2):
        send(client, "cases:add_party", case.number, organisation=department.organisation.name)

    assert Notice.objects.filter(user=department.user, text=f"I er med i et forløb: {case.title}").count() == 1


def test_cases_of_two_entrances_are_never_gathered(case, ann):
    external = make_external()
    outside = make_case(acting(external), entrance=external.organisation)

    for first, second, by in ((outside, case, acting(external)), (case, outside, acting(ann))):
        with pytest.raises(NotAllowed):
            actions.merge_cases(first, second, reason="Samme", by=by)


def test_a_case_is_parted_and_the_chain_follows(client, case, ann):
    second = ask(name="Kim Eksempel", text="Har I en til at pakke?", topic="hire")
    actions.attach_enquiry(second, case, by=acting(ann))
    line = actions.log_dialogue(case, kind="call", text="Talte om at pakke.", by=acting(ann))
    values = {"title": "En til at pakke", "reason": "Noget andet", "lines": line.pk}
    everything = list(case.enquiries.values_list("pk", flat=True))

    refused = send(client, "cases:split", case.number, **values, enquiries=everything)
    shown = send(client, "cases:split", case.number, **values, enquiries=[second.pk])

    new = Case.objects.exclude(pk=case.pk).get()
    assert "De kan ikke samles eller deles." in refused
    assert "En til at pakke" in shown
    assert "Talte om at pakke." in shown
    assert line not in contacts_of([case])
    assert (new.owner, new.topic, new.respond_by) == (case.owner, "hire", second.respond_by)
    assert {step.title for step in links.chain(new, acting(ann))} == {
        second.title,
        case.title,
        *case.enquiries.values_list("title", flat=True),
        new.title,
    }
    second.refresh_from_db()
    assert second.case == new


def test_an_external_entrance_passes_on_with_a_yes_and_only_then_the_municipality_reads_it(client, ann):
    external = make_external()
    found = ask(
        by=acting(external), channel="phone", name="Jens Eksempel", text="Vi vil ansætte på få timer", topic="hire"
    )
    client.force_login(ann.user)
    assert client.get(reverse("enquiries:detail", args=[found.number])).status_code == 404
    assert found.title not in client.get(reverse("enquiries:list")).content.decode()

    client.force_login(external.user)
    refused = send(client, "enquiries:pass_on", found.number, reason=" ")
    shown = send(client, "enquiries:pass_on", found.number, reason="Sagde ja i telefonen")
    found.refresh_from_db()
    assert "Uden et ja sendes intet videre." in refused
    assert "Sagde ja i telefonen" in shown
    assert found.state == "passed_on"

    new = Enquiry.objects.get(external=False)
    assert (new.owner, new.name, new.text) == (ann.user, "Jens Eksempel", found.text)
    assert actions.pass_on(found, consent="Igen", by=acting(external)) == new
    client.force_login(ann.user)
    assert client.get(reverse("enquiries:detail", args=[new.number])).status_code == 200
    assert client.get(reverse("enquiries:detail", args=[found.number])).status_code == 404


def test_the_page_tells_who_else_spoke_with_the_firm_and_shows_the_dialogue_alone(client, case, ann):
    from symbiose.organisations.actions import log_contact

    department = make_department()
    log_contact(case.organisation, kind="call", text="Affaldssortering", by=acting(department))

    whole = page(client, case)
    spoken = client.get(reverse("cases:detail", args=[case.number]) + "?kun=dialog").content.decode()

    assert "Også talt med" in whole
    assert "Affaldssortering" in whole
    assert "Forløb begyndt" in whole
    assert "Forløb begyndt" not in spoken
    assert "Vi smider rigtig meget træ ud" in spoken


def test_an_organisations_page_shows_its_cases_with_the_list_of_them(client, case):
    shown = client.get(reverse("organisations:detail", args=[case.organisation_id])).content.decode()
    listed = client.get(reverse("cases:list") + f"?party={case.organisation_id}").content.decode()

    assert reverse("cases:detail", args=[case.number]) in shown
    assert case.title in listed
    assert "Eksempel Træværk" in listed


def test_every_verb_said_twice_leaves_one_row(case, ann, bo):
    by = acting(ann)
    department = make_department().organisation
    verbs = (
        lambda: actions.add_party(case, name="Kim", by=by),
        lambda: actions.add_task(case, what="Svar", organisation=department, due_on=TODAY(), by=by),
        lambda: actions.hand_over_case(case, to=bo.user, note="Din", by=by),
        lambda: actions.close_case(case, outcome="advice", reason="De fik råd.", by=by),
        lambda: actions.reopen_case(case, reason="De ringede igen.", by=by),
    )

    for verb in verbs:
        verb()
        before = AuditEntry.objects.count()
        verb()
        assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_case_takes_the_same_queries_for_one_and_three(
    rows, client, case, ann, django_assert_num_queries
):
    for number in range(rows):
        actions.add_party(case, name=f"Person {number}", by=acting(ann))
        actions.add_task(case, what=f"Opgave {number}", user=ann.user, due_on=TODAY(), by=acting(ann))
        actions.log_dialogue(case, kind="call", text=f"Linje {number}", by=acting(ann))
        actions.attach_enquiry(ask(text=f"Spørgsmål {number}"), case, by=acting(ann))
    page(client, case)

    with django_assert_num_queries(23):
        page(client, case)


@pytest.mark.parametrize("rows", [1, 3])
def test_what_waits_takes_the_same_queries_for_one_and_three(rows, ann, django_assert_num_queries):
    from symbiose.frontdesk.waiting import waiting

    for number in range(rows):
        rule(ann, topic="listing")
        made = make_case(acting(ann), topic="listing", organisation=make_organisation())
        actions.add_task(made, what=f"Opgave {number}", user=ann.user, due_on=TODAY(), by=acting(ann))
        ask(topic="listing")

    with django_assert_num_queries(4):  # tasks, enquiries, cases, and what waits outside where nobody hears it
        lines = waiting(acting(ann))

    assert len(lines) == 3 * rows
