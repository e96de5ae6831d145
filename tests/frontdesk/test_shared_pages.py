"""Shared tasks through the front door: asked, given by link and signed in, led on; who may not know of them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.frontdesk import shared_waiting
from symbiose.frontdesk.actions import shared_tasks as actions
from symbiose.frontdesk.models import Case, SharedTask
from symbiose.frontdesk.periods import usual_deadline
from symbiose.home.queries.everything import find
from symbiose.notices import links
from symbiose.notices.models import AnswerLink
from tests.factories import make_listing, make_membership, make_organisation
from tests.frontdesk.cases import acting, make_case, make_desk
from tests.frontdesk.sharing import by_department, give, make_departments, make_shared, part_of

pytestmark = pytest.mark.django_db

KEY = {"form_key": "0f8fad5b-d9cb-469f-a165-70867728950e"}
TODAY = timezone.localdate


@pytest.fixture
def ann(db):
    return make_desk("Ann Eksempel")[0]


@pytest.fixture
def adviser(ann):
    client = Client()
    client.force_login(ann.user)
    return client


@pytest.fixture
def three(db):
    return make_departments("Eksempel Indkøb", "Eksempel Miljø", "Eksempel Kultur")


def member_of(department):
    client = Client()
    client.force_login(make_membership(Role.FIRM, department).user)
    return client


def read(client, address):
    return client.get(address).content.decode()


def page_of(task):
    return reverse("shared_tasks:detail", args=[task.pk])


def link_of(task, department):
    link = AnswerLink.objects.get(purpose="shared_task", organisation_id=department.pk)
    return reverse("notices:answer", args=[links.token(link)])


def sent(three, **values):
    chosen = {f"department_{one.pk}": field for one, field in zip(three, ("law", "cost", "people"), strict=True)}
    return {
        **KEY,
        "title": "Må vi give træet væk?",
        "text": "Må vi, og hvad koster det?",
        "due_on": usual_deadline(TODAY()).isoformat(),
        **chosen,
        **values,
    }


def test_several_departments_are_asked_once_however_often_the_form_is_sent(adviser, ann, three):
    case = make_case(acting(ann))
    values = sent(three, owner=ann.user_id, case_number=case.number)

    first = adviser.post(reverse("shared_tasks:add"), values)
    again = adviser.post(reverse("shared_tasks:add"), values)

    task = SharedTask.objects.get()
    assert first.url == again.url == page_of(task)
    shown = read(adviser, page_of(task))
    assert "0 af 3 har givet bidrag" in shown
    assert "Opgaven er ikke fælles endnu" in shown
    assert case.number.replace("-", "\u2011") in shown
    assert "Spørg flere afdelinger" in read(adviser, reverse("cases:detail", args=[case.number]))


def test_the_form_begun_from_a_case_knows_the_case(adviser, ann):
    case = make_case(acting(ann))

    shown = read(adviser, f"{reverse('shared_tasks:add')}?fra=frontdesk.case:{case.pk}")

    assert f'value="{case.number}"' in shown


def test_a_closed_day_is_refused_with_the_next_open_one_and_nothing_is_lost(adviser, ann, three):
    day = TODAY() + timedelta(days=(5 - TODAY().weekday()) % 7 or 7)  # a Saturday

    answer = adviser.post(reverse("shared_tasks:add"), sent(three, owner=ann.user_id, due_on=day.isoformat()))

    shown = answer.content.decode()
    assert "Den dag har alle fri. Vælg en arbejdsdag, for eksempel" in shown
    assert "Må vi give træet væk?" in shown
    assert not SharedTask.objects.exists()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": ""}, "Giv opgaven et navn."),
        ({"text": "Hans nummer er 010190-1234"}, "CPR"),
        ({"case_number": "1999-0001"}, "Vi kender intet åbent forløb med det nummer."),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(adviser, ann, three, values, sentence):
    answer = adviser.post(reverse("shared_tasks:add"), sent(three, owner=ann.user_id, **values))

    assert sentence in answer.content.decode()
    assert not SharedTask.objects.exists()


def test_no_department_chosen_is_said(adviser, ann, three):
    none = {f"department_{one.pk}": "" for one in three}

    answer = adviser.post(reverse("shared_tasks:add"), sent(three, owner=ann.user_id, **none))

    assert "Spørg mindst én afdeling" in answer.content.decode()


def test_a_department_gives_its_input_signed_in_and_puts_it_right(ann, three):
    task = make_shared(acting(ann), three)
    client, part = member_of(three[0]), part_of(task, three[0])
    address = reverse("shared_tasks:give", args=[task.pk, part.pk])

    assert "Giv bidrag" in read(client, page_of(task))
    client.post(address, {**KEY, "field": "law", "text": "Det må I.", "version": part.version})
    part.refresh_from_db()
    client.post(address, {"field": "law", "text": "Det må I godt.", "version": part.version})

    part.refresh_from_db()
    assert (part.state, part.text) == ("given", "Det må I godt.")
    assert "1 af 3 har givet bidrag" in read(client, page_of(task))


def test_a_department_answers_by_its_link_without_an_account(ann, three):
    three[0].contact_email = "post@afdeling.example"
    three[0].save()
    task = make_shared(acting(ann), three)
    part, address = part_of(task, three[0]), link_of(task, three[0])
    before = AuditEntry.objects.count()

    shown = read(Client(), address)
    assert task.title in shown
    assert "1 af 3" not in shown
    assert AuditEntry.objects.count() == before
    empty = Client().post(address, {**KEY, "step": "give", "field": "law", "text": "", "version": part.version})
    assert (empty.status_code, "Skriv afdelingens bidrag." in empty.content.decode()) == (422, True)
    Client().post(address, {**KEY, "step": "give", "field": "law", "text": "Det må I.", "version": part.version})

    part.refresh_from_db()
    assert (part.state, part.given_by) == ("given", "Med personligt link")
    assert "I har givet jeres bidrag" in read(Client(), address)


def test_a_no_by_link_takes_a_reason_and_a_withdrawn_link_opens_nothing(ann, three):
    three[0].contact_email = "post@afdeling.example"
    three[0].save()
    task = make_shared(acting(ann), three)
    part, address = part_of(task, three[0]), link_of(task, three[0])

    assert Client().post(address, {**KEY, "step": "no", "reason": ""}).status_code == 422
    Client().post(address, {**KEY, "step": "no", "reason": "Ikke vores område"})
    part.refresh_from_db()
    assert (part.state, part.decline_reason) == ("declined", "Ikke vores område")

    actions.ask_again(part, due_on=TODAY(), by=acting(ann))
    actions.withdraw(part, by=acting(ann))
    assert Client().get(address).status_code == 410


def test_an_adviser_writes_it_on_their_behalf_and_it_is_shown_as_such(adviser, ann, three):
    task = make_shared(acting(ann), three)
    part = part_of(task, three[0])
    address = reverse("shared_tasks:give", args=[task.pk, part.pk])
    values = {**KEY, "field": "law", "text": "Det må I.", "version": part.version}

    assert "Skriv, hvordan afdelingen gav det." in adviser.post(address, values).content.decode()
    adviser.post(address, {**values, "consent": "Sagt i telefonen i dag"})

    shown = read(adviser, page_of(task))
    assert "Sagt i telefonen i dag" in shown
    assert "på vegne" in shown


def test_what_it_led_to_makes_a_new_case_and_the_chain_leads_there(adviser, ann, three):
    task = make_shared(acting(ann), three)
    address = reverse("shared_tasks:lead_on", args=[task.pk])

    lacking = adviser.post(address, {**KEY, "to": "step", "outcome": "Ring"}).content.decode()
    adviser.post(address, {**KEY, "to": "new_case", "outcome": "Firmaet skal kontaktes.", "topic": "other"})

    assert "Skriv hvilket, så kæden fører derhen." in lacking
    case = Case.objects.get()
    shown = read(adviser, page_of(task))
    assert "Det førte til et nyt forløb." in shown
    assert reverse("cases:detail", args=[case.number]) in shown


def test_it_leads_to_a_listing_and_to_an_agreement_and_goes_on_after_all(adviser, ann, three):
    listing = make_listing()
    task = make_shared(acting(ann), three)
    address = reverse("shared_tasks:lead_on", args=[task.pk])

    unknown = adviser.post(address, {**KEY, "to": "listing", "outcome": "Opslag", "listing": "999999"})
    adviser.post(
        address,
        {**KEY, "to": "listing", "outcome": "Opslag skrevet", "listing": f"https://x.example/opslag/{listing.pk}/"},
    )
    assert "Vi kender intet opslag med det nummer." in unknown.content.decode()
    assert listing.title in read(adviser, page_of(task))
    adviser.post(reverse("shared_tasks:reopen", args=[task.pk]), {"reason": "Det holdt ikke"})
    give(task, three[0])
    give(task, three[1])
    adviser.post(address, {"to": "agreement", "outcome": "Teknik henter."})

    task.refresh_from_db()
    assert (task.state, task.led_to, task.outcome) == ("led", "agreement", "Teknik henter.")


def test_the_task_is_put_right_handed_over_and_closed(adviser, ann, three):
    bo = make_membership(Role.ADVISER, ann.organisation)
    task = make_shared(acting(ann), three)
    values = {"title": "Nyt navn", "text": task.text, "due_on": task.due_on.isoformat(), "version": task.version}

    adviser.post(reverse("shared_tasks:change", args=[task.pk]), {**KEY, **values})
    adviser.post(reverse("shared_tasks:hand_over", args=[task.pk]), {"to": bo.user_id, "note": "Du kender dem"})
    late = adviser.post(reverse("shared_tasks:change", args=[task.pk]), values).content.decode()
    adviser.post(reverse("shared_tasks:close", args=[task.pk]), {"reason": "Ingen kan bruge det"})

    task.refresh_from_db()
    assert (task.title, task.owner, task.state, task.outcome) == ("Nyt navn", bo.user, "closed", "Ingen kan bruge det")
    assert "En anden har ændret dette, mens du skrev." in late


def test_one_more_is_asked_again_told_again_and_no_longer(adviser, ann, three):
    task = make_shared(acting(ann), three[:2])
    day = usual_deadline(TODAY()).isoformat()

    adviser.post(
        reverse("shared_tasks:invite", args=[task.pk]),
        {**KEY, "department": three[2].pk, "field": "people", "due_on": day},
    )
    part = part_of(task, three[2])
    for name in ("send_again", "withdraw"):
        adviser.post(reverse(f"shared_tasks:{name}", args=[task.pk, part.pk]), {"part": name})
    part.refresh_from_db()
    assert part.state == "withdrawn"
    adviser.post(reverse("shared_tasks:ask_again", args=[task.pk, part.pk]), {"due_on": day})

    part.refresh_from_db()
    assert part.state == "asked"


def test_who_is_not_invited_cannot_tell_a_task_from_none(ann, three):
    task = make_shared(acting(ann), three[:2])
    part = part_of(task, three[0])
    names = ("detail", "change", "hand_over", "lead_on", "close", "reopen", "invite")
    pages = [(name, [task.pk]) for name in names] + [
        (name, [task.pk, part.pk]) for name in ("give", "decline", "ask_again", "send_again", "withdraw")
    ]
    stranger, firm = member_of(three[2]), member_of(make_organisation())

    for client in (stranger, firm):
        for name, args in pages:
            there = client.post(reverse(f"shared_tasks:{name}", args=args), {})
            nowhere = client.post(reverse(f"shared_tasks:{name}", args=[99_999, *args[1:]]), {})
            assert (there.status_code, nowhere.status_code) == (404, 404), name
            assert _plain(there) == _plain(nowhere), name
    assert task.title not in read(stranger, reverse("shared_tasks:list"))
    assert (
        firm.get(reverse("shared_tasks:list")).status_code == firm.get(reverse("shared_tasks:add")).status_code == 403
    )
    assert Client().get(page_of(task)).status_code == 302
    assert not any(group.total for group in find(by_department(three[2]), "genbrugspladsen", [["genbrugsplad"]]))


def _plain(answer):
    return re.sub(r'csrfmiddlewaretoken" value="\w+"|/faelles-opgaver/[\w/-]+', "", answer.content.decode())


def test_an_invited_department_gives_but_does_not_keep(ann, three):
    task = make_shared(acting(ann), three)
    client, others = member_of(three[0]), part_of(task, three[1])

    assert client.get(page_of(task)).status_code == 200
    for name in ("change", "lead_on", "close", "hand_over", "invite"):
        assert client.get(reverse(f"shared_tasks:{name}", args=[task.pk])).status_code == 403
    assert client.get(reverse("shared_tasks:give", args=[task.pk, others.pk])).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_and_a_page_take_the_same_queries_for_one_and_three(
    rows, adviser, ann, three, django_assert_num_queries
):
    for _ in range(rows):
        task = make_shared(acting(ann), three)
        for department in three[:2]:
            give(task, department)
    for address, number in ((reverse("shared_tasks:list"), 12), (page_of(task), 12)):
        read(adviser, address)
        with django_assert_num_queries(number):
            shown = read(adviser, address)

    assert "Fælles: 2 af 3" in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_what_waits_takes_the_same_queries_for_one_and_three(rows, ann, three, django_assert_num_queries):
    from symbiose.frontdesk.shared_waiting import waiting

    for _ in range(rows):
        make_shared(acting(ann), three, due_on=TODAY() - timedelta(days=1))
    department = by_department(three[0])

    with django_assert_num_queries(1):
        assert len(list(waiting(acting(ann)))) == rows
    with django_assert_num_queries(2):
        assert len(list(waiting(department))) == rows


def test_the_list_is_narrowed_found_and_written_to_a_file(adviser, ann, three):
    shared = make_shared(acting(ann), three, title="Træ til værksted")
    for department in three[:2]:
        give(shared, department)
    late = make_shared(acting(ann), three[2:], title="Busser til skolen", due_on=TODAY() - timedelta(days=9))
    url = reverse("shared_tasks:list")

    assert _titles(read(adviser, f"{url}?which=shared")) == [shared.title]
    assert _titles(read(adviser, f"{url}?which=late")) == [late.title]
    assert _titles(read(adviser, f"{url}?q=busser")) == [late.title]
    assert len(_titles(read(adviser, f"{url}?which=mine"))) == 2
    assert _titles(read(member_of(three[2]), f"{url}?which=us")) == [late.title, shared.title]
    assert "Ingen opgave passer" in read(adviser, f"{url}?state=closed")
    file = b"".join(adviser.get(f"{url}?which=shared&format=csv").streaming_content).decode()
    assert file.count("\n") == 2
    assert "Eksempel Indkøb, Eksempel Miljø" in file


def _titles(text):
    return re.findall(r'class="name"><a href="[^"]+">([^<]+)</a>', text)


def test_it_stands_on_the_start_page_and_on_the_department_s_page(adviser, ann, three):
    task = make_shared(acting(ann), three)

    assert "Giv bidrag" in read(member_of(three[0]), reverse("home:today"))
    assert task.title in read(adviser, reverse("organisations:detail", args=[three[0].pk]))
    for department in three:
        give(task, department)
    assert "Alle har svaret" in read(adviser, reverse("home:today"))


def test_a_new_case_is_made_once_however_many_tabs_it_is_sent_from(adviser, ann, three):
    address = reverse("shared_tasks:lead_on", args=[make_shared(acting(ann), three).pk])
    said = {"to": "new_case", "outcome": "Vi henter.", "topic": "found"}

    for key in ("0f8fad5b-d9cb-469f-a165-70867728950e", "1f8fad5b-d9cb-469f-a165-70867728950e"):
        assert adviser.post(address, {"form_key": key, **said}).status_code == 302

    assert Case.objects.count() == 1


def test_an_agreement_between_departments_takes_input_from_two(adviser, ann, three):
    task = make_shared(acting(ann), three)
    give(task, three[0])
    address, said = reverse("shared_tasks:lead_on", args=[task.pk]), {"to": "agreement", "outcome": "Teknik henter."}

    refused = adviser.post(address, said).text
    with pytest.raises(NotAllowed):
        actions.lead_on(task, by=acting(ann), **said)
    give(task, three[1])
    adviser.post(address, said)

    assert "kræver bidrag fra mindst to af dem" in refused
    assert SharedTask.objects.get().led_to == "agreement"


def test_the_owner_of_a_task_that_nobody_is_asked_about_is_not_told_that_all_have_answered(ann, three):
    task = make_shared(acting(ann), three)
    for part in task.parts.all():
        actions.withdraw(part, by=acting(ann))

    assert [line.why for line in shared_waiting.waiting(acting(ann))] == [
        "Ingen afdeling er spurgt længere. Spørg en anden, eller luk opgaven."
    ]


def test_the_history_and_the_days_of_inputs_name_their_year(adviser, ann, three):
    shown = read(adviser, page_of(make_shared(acting(ann), three)))

    assert len(re.findall(r'"history-when"><strong>\d+\. \w+ \d{4}</strong>', shown)) == 4
    assert len(re.findall(r"<br>\d+\. \w+ \d{4}</div>", shown)) == 3


def test_a_department_s_yes_becomes_a_listing_with_one_click(ann, adviser, three):
    task = make_shared(acting(ann), three)
    assert "Lav et opslag" not in read(adviser, page_of(task))
    give(task, three[0], "Ja, vi kan lade andre pakke 200 kasser om ugen.")

    (link,) = re.findall(r'<a href="([^"]+)">Lav et opslag af det', read(adviser, page_of(task)))
    form = read(adviser, link.replace("&amp;", "&"))

    assert "Opgave til andre: Ja, vi kan lade andre pakke 200 kasser om ugen." in form
    assert f"fra=frontdesk.sharedtask%3A{task.pk}" in form
    assert three[0].name in form


def test_the_department_itself_makes_a_listing_of_its_own_yes_and_the_others_do_not(ann, three):
    task = make_shared(acting(ann), three)
    for department in three[:2]:
        give(task, department)

    own, other = read(member_of(three[0]), page_of(task)), read(member_of(three[2]), page_of(task))

    assert "Lav et opslag af vores ja" in own
    assert own.count(f"organisation={three[1].pk}&amp;") == 0
    assert "Lav et opslag" not in other
