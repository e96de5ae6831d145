"""Who gets what is settled at each entrance for its own people, and absences by oneself or an adviser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.frontdesk import actions
from symbiose.frontdesk.models import RoutingRule
from symbiose.organisations.actions import add_absence, drop_absence, explain_constraint
from symbiose.organisations.models import Absence, Membership
from tests.factories import make_membership, make_organisation
from tests.frontdesk.cases import acting, ask, make_adviser, make_department, make_desk, make_external, rule

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def test_a_rule_holds_from_its_day_until_it_is_ended_and_stays_to_explain():
    ann, bo = make_desk("Ann", "Bo")
    by = acting(ann)

    rule = actions.set_rule(bo, topic="listing", valid_from=TODAY(), by=by)
    assert actions.set_rule(bo, topic="listing", valid_from=TODAY(), by=by) == rule
    assert ask(topic="listing").owner == bo.user
    ended = actions.end_rule(rule, on=TODAY() + timedelta(days=1), by=by)

    assert actions.end_rule(rule, on=TODAY() + timedelta(days=9), by=by).valid_to == ended.valid_to == TODAY()
    assert RoutingRule.objects.count() == 1


def test_an_entrance_settles_nothing_for_another():
    (ann,) = make_desk("Ann")
    external, department = make_external(), make_department()
    asked = ((acting(ann), external), (acting(external), ann), (acting(department), ann), (Actor(), ann))

    for by, member in asked:
        with pytest.raises(NotAllowed):
            actions.set_rule(member, topic="listing", valid_from=TODAY(), by=by)
    own = actions.set_rule(external, topic="listing", valid_from=TODAY(), by=acting(external))
    with pytest.raises(NotAllowed):
        actions.end_rule(own, on=TODAY(), by=acting(ann))


@pytest.mark.parametrize(
    "values", [{}, {"postcode_from": "8600", "postcode_to": "8500"}, {"postcode_from": "86", "postcode_to": "8699"}]
)
def test_the_database_refuses_a_rule_that_says_nothing_or_an_area_that_is_none(values):
    (ann,) = make_desk("Ann")

    with pytest.raises(IntegrityError), transaction.atomic():
        actions.set_rule(ann, valid_from=TODAY(), by=acting(ann), **values)


def test_absence_is_said_by_oneself_or_an_adviser_and_the_newer_word_holds():
    ann, bo = make_desk("Ann", "Bo")
    external = make_external()
    days = {"valid_from": TODAY(), "valid_to": TODAY() + timedelta(days=2)}

    add_absence(bo.user, **days, deputy=ann.user, by=acting(ann))
    add_absence(bo.user, valid_from=TODAY(), valid_to=TODAY(), by=acting(bo))
    add_absence(external.user, **days, by=acting(external))

    held = Absence.objects.get(user=bo.user)
    assert (held.valid_to, held.deputy) == (TODAY(), None)
    with pytest.raises(NotAllowed):
        add_absence(ann.user, **days, by=acting(external))
    for _ in range(2):
        drop_absence(held, by=acting(bo))
    assert AuditEntry.objects.filter(verb="organisations.drop_absence").count() == 1
    with pytest.raises(NotAllowed):
        drop_absence(Absence.objects.get(user=external.user), by=Actor())


def test_nobody_stands_in_for_themselves():
    (ann,) = make_desk("Ann")

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        add_absence(ann.user, valid_from=TODAY(), valid_to=TODAY(), deputy=ann.user, by=acting(ann))
    assert explain_constraint(refused.value, Absence) == "Ingen kan være stedfortræder for sig selv."


def test_a_rule_follows_the_person_whose_membership_is_renewed(client):
    ann, bo = make_desk("Ann", "Bo")
    held = rule(ann, topic="listing")
    ask(topic="other", name="Karl")
    ann.valid_to = TODAY() - timedelta(days=1)
    ann.save()
    renewed = Membership.objects.create(user=ann.user, organisation=ann.organisation, role=ann.role, valid_from=TODAY())
    ask(topic="other")  # whoever has the least is not asked about
    client.force_login(bo.user)

    assert {ask(topic="listing").owner for _ in range(3)} == {ann.user}
    assert actions.set_rule(renewed, topic="listing", valid_from=TODAY(), by=acting(bo)) == held
    assert f"/indgang/regel/{held.pk}/slut/" in client.get("/indgang/").content.decode()


def test_a_rule_holds_for_one_who_has_two_memberships_and_stays_at_its_entrance():
    ann, bo = make_desk("Ann", "Bo")
    second = make_membership(Role.ADVISER, make_organisation("Eksempel Erhverv", kind="department"), ann.user)
    external = make_external()
    rule(second, topic="listing")
    make_adviser(bo.organisation, "Cia")
    Membership.objects.create(user=bo.user, organisation=external.organisation, role=external.role, valid_from=TODAY())
    rule(Membership.objects.get(user=bo.user, role=external.role), topic="hire")

    assert {ask(topic="listing").owner for _ in range(3)} == {ann.user}
    assert len({ask(topic="hire").owner for _ in range(4)}) > 1
