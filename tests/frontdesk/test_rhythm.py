"""The continuing dialogue: nobody is older than the agreed rhythm without a flag, whatever was written down when."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from symbiose.common import registry
from symbiose.common.actor import Actor, Role
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.engine.law.months import months_after
from symbiose.engine.law.working_days import is_working_day
from symbiose.frontdesk.actions.rhythm import agree_rhythm, log_talk, mark_topics
from symbiose.frontdesk.actions.rhythm_counting import recount_talks
from symbiose.frontdesk.models import Rhythm, TopicTouched
from symbiose.frontdesk.queries.rhythm import enterprises, oldest_kept
from symbiose.frontdesk.rhythm_shown import dress_dialogue
from symbiose.frontdesk.rhythm_waiting import waiting
from symbiose.organisations.actions import close_organisation, log_contact, merge_organisations, part_organisations
from symbiose.organisations.models import Contact, Membership, Organisation
from tests.factories import make_actor, make_fact, make_item, make_membership, make_organisation
from tests.frontdesk.cases import acting, away, make_adviser, make_desk, make_external

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
def firm(ann):
    return enterprise("Eksempel Fuglekassen")


def enterprise(name):
    """A social enterprise a minute after it came here."""
    made = make_organisation(name, kind="social_enterprise")
    recount_talks(on=TODAY())
    return made


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def talked(firm, days_ago: int, by, kind="call", **values):
    return log_contact(
        firm, kind=kind, text="Talte sammen", happened_at=noon(TODAY() - timedelta(days_ago)), by=by, **values
    )


def flags(today=None) -> dict[str, tuple[bool, bool]]:
    recount_talks(on=today or TODAY())  # as the clock does each minute
    rows = enterprises(today or TODAY())
    return {row.name: (bool(row.older), bool(row.missed)) for row in rows}


def long_here(firm, days=2000):
    Organisation.objects.filter(pk=firm.pk).update(created_at=timezone.localtime() - timedelta(days=days))
    Rhythm.objects.filter(organisation=firm).delete()
    recount_talks(on=TODAY())


def read(client, name, *args, query=""):
    return client.get(reverse(name, args=args) + query).content.decode()


@given(day=st.dates(date(2020, 1, 1), date(2032, 12, 31)), months=st.integers(1, 60))
def test_a19_1_the_oldest_day_kept_is_exact_past_short_months_and_leap_days(day, months):
    first = oldest_kept(day, months)

    assert months_after(first, months) >= day
    assert months_after(first - timedelta(days=1), months) < day


CONTACTS = st.lists(
    st.tuples(st.integers(-20, 900), st.sampled_from(["call", "visit", "meeting", "mail", "note"])), max_size=5
)
RHYTHMS = st.one_of(st.none(), st.just("none"), st.integers(1, 24))


@settings(max_examples=40)
@given(
    firms=st.lists(st.tuples(CONTACTS, RHYTHMS, st.integers(0, 900)), min_size=1, max_size=4), ahead=st.integers(0, 90)
)
def test_a19_1_an_enterprise_is_flagged_if_and_only_if_it_is_older_than_its_rhythm(firms, ahead):
    with transaction.atomic():
        (ann,) = make_desk("Ann")
        by, today, wanted = acting(ann), TODAY() + timedelta(days=ahead), {}
        for number, (contacts, rhythm, here) in enumerate(firms):
            firm = enterprise(f"Firma {number}")
            long_here(firm, here)
            firm.refresh_from_db()
            if rhythm is not None:
                none = "Har ikke tid" if rhythm == "none" else ""
                agree_rhythm(firm, months=None if none else rhythm, none_reason=none, by=by)
            for days, kind in contacts:
                talked(firm, days, by, kind)
            spoken = [
                day
                for days, kind in contacts
                if kind in {"call", "visit", "meeting"} and (day := TODAY() - timedelta(days=days)) <= today
            ]
            since = max(spoken, default=timezone.localdate(firm.created_at))
            months = 6 if rhythm is None else rhythm
            wanted[firm.name] = months != "none" and months_after(since, months) < today

        assert {name: older for name, (older, _missed) in flags(today).items()} == wanted
        transaction.set_rollback(True)


def test_a19_1_the_flag_stands_in_the_list_on_the_page_and_on_the_keepers_start_page(adviser, ann, firm):
    talked(firm, 500, acting(ann))
    agree_rhythm(firm, months=12, agreed_with="Lederen", agreed_on=TODAY(), owner=ann.user, by=acting(ann))

    for shown in (
        read(adviser, "dialogue:list"),
        read(adviser, "dialogue:detail", firm.pk),
        read(adviser, "organisations:detail", firm.pk),
    ):
        assert "Ældre end rytmen" in shown
    assert "hver 12. måned" in read(adviser, "home:today")

    talked(firm, 0, acting(ann))
    for shown in (read(adviser, "dialogue:list"), read(adviser, "organisations:detail", firm.pk)):
        assert 'badge-error">Ældre end rytmen' not in shown
    assert "Løbende dialog: sidste samtale" not in read(adviser, "home:today")


def test_a19_1_a_talk_written_down_late_mended_moved_or_removed_counts_at_once(ann, firm):
    long_here(firm)
    assert flags()[firm.name] == (True, False)
    line = talked(firm, 10, acting(ann))
    assert flags()[firm.name] == (False, False)
    Contact.objects.filter(pk=line.pk).update(happened_at=noon(TODAY() - timedelta(days=400)))
    assert flags()[firm.name] == (True, False)
    Contact.objects.filter(pk=line.pk).update(happened_at=timezone.now(), kind="note")
    assert flags()[firm.name] == (True, False)
    Contact.objects.filter(pk=line.pk).update(kind="visit")
    assert flags()[firm.name] == (False, False)
    Contact.objects.filter(pk=line.pk).delete()
    assert flags()[firm.name] == (True, False)


def test_a19_1_a_changed_rhythm_and_a_changed_usual_move_the_flag(ann, firm):
    talked(firm, 100, acting(ann))
    other = enterprise("Eksempel Anden")
    talked(other, 100, acting(ann))
    assert set(flags().values()) == {(False, False)}

    agree_rhythm(firm, months=2, by=acting(ann))
    assert flags() == {firm.name: (True, False), other.name: (False, False)}
    make_item("setting", "usual", data={"key": "dialogue_months", "value": "3"})
    assert flags()[other.name] == (True, False)
    agree_rhythm(firm, none_reason="Vil selv ringe", by=acting(ann))
    assert flags()[firm.name] == (False, False)


def test_a19_1_one_that_closes_or_is_gathered_is_flagged_no_more_and_comes_back(ann, firm):
    long_here(firm)
    other = enterprise("Eksempel Samme")
    agree_rhythm(other, months=1, by=acting(ann))
    talked(other, 5, acting(ann))

    merge = merge_organisations(firm, other, by=acting(ann))
    assert flags() == {firm.name: (False, False)}
    assert Rhythm.objects.get(months=1).organisation == firm
    part_organisations(merge, reason="Det var to", by=acting(ann))
    assert flags() == {firm.name: (True, False), other.name: (False, False)}

    close_organisation(firm, closed_on=TODAY(), reason="Lukket", by=acting(ann))
    assert list(flags()) == [other.name]
    with pytest.raises(NotAllowed):
        agree_rhythm(firm, months=2, by=acting(ann))


def test_an_agreed_day_that_went_by_is_flagged_until_somebody_speaks_with_them(ann, firm):
    log_talk(firm, kind="call", text="Vi ses", next_on=TODAY() + timedelta(days=7), by=acting(ann))

    assert flags(TODAY() + timedelta(days=7))[firm.name] == (False, False)
    assert flags(TODAY() + timedelta(days=8))[firm.name] == (False, True)
    talked(firm, -9, acting(ann), "visit")
    assert flags(TODAY() + timedelta(days=9))[firm.name] == (False, False)
    assert Rhythm.objects.get().owner == ann.user


def test_companies_stand_there_from_the_first_talk_and_others_never(ann, firm):
    spoken, silent = make_organisation("Eksempel Smed"), make_organisation("Eksempel Stille")
    factual = make_organisation("Eksempel Registreret")
    make_fact(factual, "registered")
    department = make_organisation("Eksempel Afdeling", kind="department")
    for one in (spoken, department):
        talked(one, 3, acting(ann))

    assert set(flags()) == {firm.name, spoken.name, factual.name}
    agree_rhythm(silent, months=3, by=acting(ann))
    assert silent.name in flags()


def test_what_an_external_entrance_says_is_not_the_municipalitys_talk(ann, firm):
    long_here(firm)
    talked(firm, 1, acting(make_external()))

    assert flags()[firm.name] == (True, False)


def test_the_next_talk_is_due_on_a_working_day_within_the_rhythm(ann, firm):
    from symbiose.common.municipality import closing_days

    for days in range(40):
        Contact.objects.all().delete()
        talked(firm, days, acting(ann))
        recount_talks(on=TODAY())
        row = enterprises(TODAY()).get()
        dress_dialogue([row])
        assert is_working_day(row.shown.due_on, closed=closing_days())
        assert row.shown.due_on <= months_after(TODAY() - timedelta(days=days), 6)


def test_the_one_who_stands_in_sees_it_and_one_who_is_gone_leaves_it_to_all(ann, firm):
    bo = make_membership(Role.ADVISER, ann.organisation)
    long_here(firm)
    agree_rhythm(firm, months=1, owner=ann.user, by=acting(ann))

    assert [line.title for line in waiting(acting(ann))] == [firm.name]
    assert list(waiting(acting(bo))) == []
    away(ann, TODAY(), TODAY(), deputy=bo)
    assert [line.title for line in waiting(acting(bo))] == [firm.name]
    ann.valid_to = TODAY() - timedelta(days=1)
    ann.save()
    assert "Løbende dialog, som ingen holder" in [line.title for line in waiting(acting(bo))]
    assert list(waiting(make_actor(Role.FIRM, firm))) == list(waiting(Actor())) == []


def test_topics_not_touched_for_a_year_are_named_and_can_be_marked_on_any_talk(ann, firm):
    log_talk(firm, kind="visit", text="Besøg", topics={"climate": "Sorterer nu plast"}, by=acting(ann))
    old = talked(firm, 400, acting(ann))
    mark_topics(old, {"retention": "Alle er her endnu", "partnership": ""}, by=acting(ann))
    row = enterprises(TODAY()).get()
    dress_dialogue([row])

    assert row.shown.untouched == ("Udviklingspotentiale", "Rekruttering", "Fastholdelse", "Partnerskab")
    mark_topics(old, {"retention": "Alle er her"}, by=acting(ann))
    assert set(TopicTouched.objects.values_list("topic", "line")) == {
        ("climate", "Sorterer nu plast"),
        ("retention", "Alle er her"),
    }
    entries = AuditEntry.objects.filter(verb="frontdesk.mark_topic")
    assert all("Sorterer" not in str(entry.changes) for entry in entries)


def test_a_rhythm_is_agreed_through_the_form_with_what_is_missing_said(adviser, ann, firm):
    url = reverse("dialogue:agree", args=[firm.pk])

    for values, sentence in (
        ({"how": "own"}, "Skriv, hvor mange måneder der er mellem to samtaler."),
        ({"how": "own", "months": "99"}, "Skriv højst 60 måneder."),
        ({"how": "none"}, "Skriv, hvorfor ingen samtaler ønskes."),
        ({"how": "usual", "agreed_on": "2099-01-01"}, "Den dag er ikke kommet endnu."),
    ):
        assert sentence in adviser.post(url, {**KEY, **values}).content.decode()
    assert not Rhythm.objects.exclude(owner=None, months=None).exists()
    sent = {
        "how": "own",
        "months": "3",
        "agreed_with": "Lederen",
        "agreed_on": TODAY().isoformat(),
        "owner": ann.user_id,
    }
    for _ in range(2):
        adviser.post(url, {**KEY, **sent})

    rhythm = Rhythm.objects.get()
    assert (rhythm.months, rhythm.agreed_with, rhythm.owner) == (3, "Lederen", ann.user)
    assert AuditEntry.objects.filter(verb="frontdesk.agree_rhythm").count() == 1
    adviser.post(url, {"how": "none", "none_reason": "Vil selv ringe", "version": rhythm.version})
    assert "De ønsker ingen samtaler: Vil selv ringe" in read(adviser, "dialogue:detail", firm.pk)
    late = adviser.post(url, {"how": "usual", "version": rhythm.version}).content.decode()
    assert "En anden har ændret dette, mens du skrev." in late


def test_a_talk_is_written_down_through_the_form_with_topics_and_the_next_day(adviser, firm):
    url = reverse("dialogue:talk", args=[firm.pk])
    saturday = TODAY() + timedelta(days=(5 - TODAY().weekday()) % 7 or 7)
    sent = {"kind": "visit", "direction": "out", "person": "Lederen", "text": "Så værkstedet"}

    refused = adviser.post(url, {**KEY, **sent, "next_on": saturday.isoformat()}).content.decode()
    assert "Den dag har alle fri." in refused
    assert "Så værkstedet" in refused
    future = adviser.post(url, {**KEY, **sent, "happened_at": "2099-01-01T10:00"}).content.decode()
    assert "Det er ikke sket endnu. Skriv det som næste samtale." in future
    for _ in range(2):
        adviser.post(url, {**KEY, **sent, "topic_recruitment": "on", "line_climate": "Vil sortere mere"})

    line = Contact.objects.get()
    assert dict(TopicTouched.objects.values_list("topic", "line")) == {"recruitment": "", "climate": "Vil sortere mere"}
    adviser.post(reverse("dialogue:topics", args=[firm.pk, line.pk]), {"line_retention": "Ingen er rejst"})
    shown = read(adviser, "dialogue:detail", firm.pk)
    assert "Ingen er rejst" in shown
    assert "Vil sortere mere" not in shown


def test_only_advisers_open_the_dialogue(ann, firm):
    line = talked(firm, 1, acting(ann))
    pages = [("list", []), *((name, [firm.pk]) for name in ("detail", "agree", "talk")), ("topics", [firm.pk, line.pk])]
    own, outside = Client(), Client()
    own.force_login(make_membership(Role.FIRM, firm).user)
    outside.force_login(make_external().user)

    for name, args in pages:
        url = reverse(f"dialogue:{name}", args=args)
        assert Client().get(url).status_code == 302
        assert own.get(url).status_code == outside.get(url).status_code == 403
    assert all(one.name != "Løbende dialog" for one in registry.related(firm, make_actor(Role.FIRM, firm)))


def test_the_list_is_narrowed_sorted_and_written_to_a_file(adviser, ann, firm):
    late = enterprise("Eksempel Sen")
    long_here(late)
    talked(firm, 3, acting(ann))
    mark_topics(Contact.objects.get(), {"climate": "Sorterer"}, by=acting(ann))
    agree_rhythm(firm, months=3, owner=ann.user, by=acting(ann))

    def names(query):
        return re.findall(r'class="name"><a href="[^"]+">([^<]+)</a>', read(adviser, "dialogue:list", query=query))

    assert names("") == [late.name, firm.name]
    assert names("?sort=name") == [firm.name, late.name]
    assert names("?which=older") == names("?which=never") == names("?which=nobody&which=flagged") == [late.name]
    assert names("?which=mine") == names("?q=fuglekassen") == [firm.name]
    assert names("?untouched=climate") == [late.name]
    assert names("?which=none") == names("?which=missed") == []
    file = b"".join(adviser.get(reverse("dialogue:list") + "?format=csv").streaming_content).decode()
    assert "hver 3. måned" in file
    assert file.count("\n") == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_take_the_same_queries_for_one_and_three(rows, adviser, ann, django_assert_num_queries):
    for number in range(rows):
        firm = enterprise(f"Firma {number}")
        line = talked(firm, 500 + number, acting(ann))
        talked(firm, 600 + number, acting(ann))
        mark_topics(line, {"climate": "Sorterer"}, by=acting(ann))
        agree_rhythm(firm, months=rows, owner=ann.user, by=acting(ann))
    for address, queries in (
        (reverse("dialogue:list"), 17),
        (reverse("dialogue:detail", args=[firm.pk]), 22),
        (reverse("dialogue:list") + "?format=csv", 10),
    ):
        adviser.get(address)
        with django_assert_num_queries(queries):
            answer = adviser.get(address)
            b"".join(answer.streaming_content) if answer.streaming else None
    with django_assert_num_queries(10):
        assert len(list(waiting(acting(ann)))) == rows


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"months": 0}, "rhythm_months"),
        ({"months": 61}, "rhythm_months"),
        ({"months": 3, "none_reason": "x"}, "rhythm_or_none"),
    ],
)
def test_the_database_refuses_a_rhythm_that_is_none(ann, firm, values, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Rhythm.objects.filter(organisation=firm).update(**values)


@pytest.mark.parametrize("when", ["0001-01-01T00:00", "0001-01-01T05:00", "1989-12-31T12:00"])
def test_a_talk_of_a_day_that_nobody_can_mean_is_refused_and_the_pages_stay_whole(adviser, firm, when):
    said = {"kind": "call", "direction": "out", "text": "Talte sammen", "happened_at": when}

    refused = adviser.post(reverse("dialogue:talk", args=[firm.pk]), said).text

    assert "Skriv en dag mellem 1990 og i dag." in refused
    assert not Contact.objects.exists()
    assert firm.name in read(adviser, "dialogue:detail", firm.pk)


@pytest.mark.parametrize("role", [Role.FIRM, None])
def test_whoever_left_the_entrance_keeps_no_dialogue_wherever_they_work_now(ann, adviser, firm, role):
    per = make_adviser(ann.organisation, "Per Eksempel")
    agree_rhythm(firm, by=acting(ann), months=1, owner=per.user)
    Rhythm.objects.update(since_on=TODAY() - timedelta(days=90))
    before = [line.title for line in waiting(acting(ann))]

    Membership.objects.filter(pk=per.pk).update(valid_to=TODAY() - timedelta(days=1))
    if role:
        make_membership(role, make_organisation("Eksempel Nyt Arbejde"), per.user)

    assert before == []
    assert [line.title for line in waiting(acting(ann))] == ["Løbende dialog, som ingen holder"]
    assert firm.name in read(adviser, "dialogue:list", query="?which=nobody&which=flagged")


def test_the_page_counts_all_talks_and_says_how_many_are_shown(ann, adviser, firm):
    for days in range(23):
        talked(firm, days, acting(ann))

    shown = read(adviser, "dialogue:detail", firm.pk)

    assert 'Samtaler <span class="count">23</span>' in shown
    assert "De 20 nyeste er vist." in shown


def test_the_list_says_after_how_many_months_a_topic_counts_as_untouched(adviser, firm):
    make_item("setting", "topics", data={"key": "dialogue_topic_months", "value": "6"})

    assert "Ikke berørt i 6 måneder: Udviklingspotentiale" in read(adviser, "dialogue:list")


def test_a_keeper_with_more_late_dialogues_than_fit_hears_how_many_more(ann, adviser):
    for number in range(13):
        agree_rhythm(enterprise(f"Firma {number}"), by=acting(ann), months=1, owner=ann.user)
    Rhythm.objects.update(since_on=TODAY() - timedelta(days=90))

    *ten, more = waiting(acting(ann))

    assert len(ten) == 10
    assert "3 virksomheder mere" in more.why
    assert "13 virksomheder" in adviser.get(more.url).text


@pytest.mark.parametrize("kind", ["association", "school"])
def test_a_social_enterprise_that_is_an_association_or_a_school_does_not_go_unseen(ann, adviser, kind):
    one, other = make_organisation("Eksempel Værested", kind=kind), make_organisation("Eksempel Klub", kind=kind)
    make_fact(one)
    for firm in (one, other):
        talked(firm, 700, acting(ann))

    assert flags() == {one.name: (True, False)}
    assert one.name in read(adviser, "dialogue:list", query="?which=flagged")
    assert "Løbende dialog" in read(adviser, "organisations:detail", one.pk)
    assert "Aftal en rytme" not in read(adviser, "organisations:detail", other.pk)
    talk = {**KEY, "kind": "call", "direction": "out", "text": "Talte sammen"}
    assert adviser.post(reverse("dialogue:talk", args=[one.pk]), talk).status_code == 302
    assert flags() == {one.name: (False, False)}
