"""What goes with an enquiry or a case when it is erased: reasons in the trail, calls, and what the writer wrote later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from symbiose.common.actions import erase_from_trail
from symbiose.common.models import AuditEntry
from symbiose.files.models import Upload
from symbiose.frontdesk import actions
from symbiose.frontdesk.actions.outreach import Talk, note_call, open_case_of_call
from symbiose.frontdesk.actions.rhythm import mark_topics
from symbiose.frontdesk.models import Call, LetterFile, TopicTouched
from symbiose.notices.actions import take_in
from symbiose.notices.models import IncomingMail, Notice, OutgoingMail
from symbiose.organisations.models import Contact
from tests.factories import make_organisation
from tests.frontdesk.calls import make_callers, make_firm, take
from tests.frontdesk.cases import acting, ask, make_adviser, make_case, make_desk, make_external
from tests.frontdesk.letters import CLOCK, pdf
from tests.frontdesk.sharing import by_department, make_shared
from tests.notices.letters import letter

pytestmark = pytest.mark.django_db
WHO = ("at", "actor_user_id", "actor_name", "actor_role", "membership_id", "on_behalf_of", "verb", "subject_id")
BY_ASKING = "Slettet: nogen bad om det (databeskyttelsesforordningen, artikel 17)."


@pytest.fixture
def ann(db):
    return make_desk("Ann Eksempel")[0]


def trail():
    return AuditEntry.objects.filter(subject_label__startswith="frontdesk.").order_by("pk")


def handed_about(ann):
    """A case whose reasons name somebody: why it went on to another, was closed and begun again."""
    bo = make_adviser(ann.organisation, "Bo Eksempel")
    case = make_case(acting(ann), name="Anna Eksempel")
    actions.add_party(case, name="Carl Eksempel", role="Annas mor", by=acting(ann))
    actions.hand_over_case(
        case, to=bo.user if case.owner == ann.user else ann.user, note="Hilsen til Anna", by=acting(ann)
    )
    actions.close_case(case, outcome="nothing", reason="Anna ville ikke.", by=acting(ann))
    actions.reopen_case(case, reason="Anna vil alligevel.", by=acting(ann))
    return actions.close_case(case, outcome="advice", reason="Anna fik råd.", by=acting(ann))


def test_reasons_in_the_trail_of_an_erased_case_give_way_to_the_rule_and_who_did_it_stays(ann):
    case = handed_about(ann)
    assert "Anna" in str(list(trail().values("reason", "changes")))
    before = list(trail().values(*WHO))

    actions.forget_case(case, reason="Bad selv om det.", by=acting(ann))

    assert "Anna" not in str(list(trail().values("reason", "changes", "consent")))
    assert list(trail().values(*WHO))[: len(before)] == before
    assert set(trail().filter(verb="frontdesk.reopen_case").values_list("reason", flat=True)) == {BY_ASKING}
    assert trail().filter(verb="frontdesk.forget", reason="Bad selv om det.").exists()


def test_a_reason_that_begins_like_the_mark_gives_way_too_and_a_repeat_changes_nothing(ann):
    case = actions.close_case(
        make_case(acting(ann)), outcome="advice", reason="Slettet: Anna ville ikke.", by=acting(ann)
    )

    actions.forget_case(case, reason="Bad selv om det.", by=acting(ann))

    assert "Anna" not in str(list(trail().values("reason", "changes", "consent")))
    assert (
        erase_from_trail([case], rule=BY_ASKING.removeprefix("Slettet: ")) == 1
    )  # only the reason of the erasure itself


def test_the_mark_says_which_period_is_over_where_the_clock_erased_it(ann):
    case = handed_about(ann)

    actions.forget_due(now=timezone.now() + timedelta(days=1826), by=CLOCK)

    (reason,) = set(
        trail().filter(subject_label="frontdesk.case", verb="frontdesk.reopen_case").values_list("reason", flat=True)
    )
    assert reason.startswith("Slettet: kommunens frist for at gemme det er gået (keep_closed_days;")
    case.refresh_from_db()
    assert case.forgotten_at is not None


def test_the_history_of_the_case_shows_the_mark(ann, client):
    case = handed_about(ann)
    actions.forget_case(case, reason="Bad selv om det.", by=acting(ann))
    client.force_login(ann.user)

    shown = client.get(f"/forloeb/{case.number}/").content.decode()

    assert BY_ASKING in shown
    assert "Anna" not in shown


def test_a_writer_who_stands_twice_in_a_case_for_the_firm_and_before_it_was_confirmed_goes_wholly(ann):
    firm, case = make_organisation("Eksempel Træværk"), make_case(acting(ann))
    actions.add_party(case, name="Anna Eksempel", organisation=firm, by=acting(ann))
    enquiry = ask(name="Anna Eksempel", organisation_text="Eksempel Træværk")
    actions.attach_enquiry(enquiry, case, by=acting(ann))
    actions.confirm_firm(enquiry, firm=firm, by=acting(ann))

    actions.forget_enquiry(enquiry, reason="Bad om det", by=acting(ann))

    assert list(case.parties.values_list("name", "organisation__name")) == [("", "Eksempel Træværk")]


def test_the_yes_to_passing_on_is_erased_in_the_trail_too(ann):
    outside = make_external()
    enquiry = ask(by=acting(outside))
    actions.pass_on(enquiry, consent="Anna sagde ja", by=acting(outside))

    actions.forget_enquiry(enquiry, reason="Bad om det", by=acting(outside))

    assert "Anna" not in str(list(trail().filter(subject_id=enquiry.pk).values("reason", "changes", "consent")))


@pytest.mark.parametrize(
    "values",
    [
        {"actor_name": "En anden"},
        {"verb": "frontdesk.answer"},
        {"reason": "Noget andet"},
        {"changes": {"state": ["open", "closed"]}},
        {"consent": "Ja"},
        {"reason": "Slettet: sådan", "subject_id": 0},
    ],
)
def test_nothing_else_of_the_trail_can_be_changed(ann, values):
    handed_about(ann)
    entry = trail().filter(verb="frontdesk.reopen_case").get()

    with pytest.raises(DatabaseError, match="audit_append_only"), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(**values)


def test_the_call_that_led_to_a_case_is_erased_with_it(db):
    ann, _bo, _cem = make_callers()
    call = take(make_firm(), ann, knowingly="Anna bad om det")
    talk = Talk(answer="yes", line="Anna vil høre mere.", neither_reason="Anna havde travlt", person="Anna Eksempel")
    call = note_call(call, talk, by=ann)
    case = open_case_of_call(call, by=ann)
    actions.close_case(case, outcome="nothing", reason="Nej", by=ann)

    actions.forget_case(case, reason="Bad om det", by=ann)

    call.refresh_from_db()
    assert (call.line, call.neither_reason, call.answer, call.state) == ("Slettet", "Slettet", "yes", "talked")
    kept = [*Call.objects.values(), *Contact.objects.values(), *AuditEntry.objects.values("reason", "changes")]
    assert "Anna" not in str(kept)


def test_the_topics_that_a_talk_of_the_case_touched_keep_no_words(ann):
    case = make_case(acting(ann))
    line = actions.log_dialogue(case, kind="call", text="Om Anna", by=acting(ann))
    mark_topics(line, {"retention": "Anna bliver"}, by=acting(ann))
    actions.close_case(case, outcome="nothing", reason="Nej", by=acting(ann))

    actions.forget_case(case, reason="Bad om det", by=acting(ann))

    touched = TopicTouched.objects.get()
    assert (touched.topic, touched.line) == ("retention", "")


def test_what_the_writer_wrote_later_into_an_open_case_is_erased_with_their_enquiry_alone(ann):
    case = make_case(acting(ann), name="Anna Eksempel", email="anna@firma.example")
    other = ask(name="Bo Eksempel", email="bo@andet.example")
    actions.attach_enquiry(other, case, by=acting(ann))
    asked = case.enquiries.get(name="Anna Eksempel")
    actions.write_back(asked, text="Mit nummer er 00 00 00 11.", files=[pdf("Annas tegning.pdf")], by=CLOCK)
    take_in(letter("Jeg bor på Annasvej.\n", Subject=f"Sv: {case.number}"), by=CLOCK)
    actions.write_back(other, text="Bos egne ord", by=CLOCK)
    actions.log_dialogue(case, kind="call", text="Talte om planker", person="Anna Eksempel", by=acting(ann))
    assert Contact.objects.filter(thread_label="frontdesk.case").count() == 4

    actions.forget_enquiry(asked, reason="Bad om det", by=acting(ann))

    case.refresh_from_db()
    kept = str([*Contact.objects.values(), *LetterFile.objects.values(), *Upload.objects.values()])
    assert (case.state, case.forgotten_at) == ("open", None)
    assert [word for word in ("00 00 00 11", "Annas", "Anna Eksempel") if word in kept] == []
    assert "Bos egne ord" in kept
    assert "Talte om planker" in kept
    assert not IncomingMail.objects.filter(from_address="anna@firma.example").exists()


def test_what_stands_at_the_other_entrance_is_that_entrance_s_to_erase(ann):
    outside = make_external()
    enquiry = ask(by=acting(outside), text="Egeplanker", email="anna@firma.example")
    passed = actions.pass_on(enquiry, consent="Ja", by=acting(outside))
    actions.open_case(passed, by=acting(ann))
    actions.write_back(enquiry, text="Målene er 40 x 60.", by=CLOCK)

    actions.forget_enquiry(enquiry, reason="Bad om det", by=acting(outside))
    assert Contact.objects.filter(text="Målene er 40 x 60.").exists()

    passed.refresh_from_db()
    actions.forget_enquiry(passed, reason="Bad om det", by=acting(ann))
    assert not Contact.objects.filter(text="Målene er 40 x 60.").exists()


def joined_by_signe(ann):
    """A case in which Anna asked first, and what Signe asked in it later; its owner was told."""
    bo = make_adviser(ann.organisation, "Bo Eksempel")
    case = make_case(acting(ann), name="Anna Eksempel")
    other = bo if case.owner == ann.user else ann
    second = ask(name="Signe Eksempel", text="Signe vil hente bordene")
    return case, actions.attach_enquiry(second, case, by=acting(other))


def test_whoever_is_erased_from_an_open_case_waits_in_it_no_longer(ann):
    case, second = joined_by_signe(ann)
    first = case.enquiries.get(name="Anna Eksempel")
    actions.forget_enquiry(first, reason="Bad selv om det.", by=acting(ann))
    first.refresh_from_db()
    case.refresh_from_db()
    assert (first.waits, case.waits_by) == (False, second.respond_by)

    actions.forget_enquiry(second, reason="Bad selv om det.", by=acting(ann))

    second.refresh_from_db()
    case.refresh_from_db()
    assert (second.waits, case.waits_by) == (False, None)


def test_inboxes_quote_no_longer_what_somebody_who_is_erased_asked_in_a_case(ann):
    _, second = joined_by_signe(ann)
    assert Notice.objects.filter(text__contains="Signe").exists()

    actions.forget_enquiry(second, reason="Bad selv om det.", by=acting(ann))

    assert not Notice.objects.filter(text__contains="Signe").exists()


def test_letters_and_inboxes_speak_no_longer_of_a_shared_task_of_a_case_that_is_erased(ann):
    case = make_case(acting(ann), name="Anna Eksempel")
    asked = make_organisation("Eksempel Kultur", kind="department", contact_email="kultur@kommune.example")
    by_department(asked)
    make_shared(acting(ann), [asked], case=case, title="Må Anna få egeplanker?")
    assert Notice.objects.filter(text__contains="Anna").exists()
    assert OutgoingMail.objects.filter(body__contains="Anna").exists()

    actions.close_case(case, outcome="advice", reason="Ja", by=acting(ann))
    actions.forget_case(case, reason="Bad selv om det.", by=acting(ann))

    assert not Notice.objects.filter(text__contains="Anna").exists()
    assert not OutgoingMail.objects.filter(body__contains="Anna").exists()
