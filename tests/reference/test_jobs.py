"""Job forms, pay, durations and the readings of the ratio rule, as dated rows."""

from datetime import date

import pytest

from symbiose.engine.explain import law_sentence
from symbiose.engine.law.ratio_rule import ratio_of
from symbiose.engine.law.retention import RetentionPolicy
from symbiose.reference import (
    Certainty,
    Effect,
    counting_rule,
    counting_rules,
    durations,
    job_form,
    job_forms,
    jobs,
    open_questions,
    pay_bases,
    placement_policy,
    ratio_rule,
    retention_policy,
    retention_rows,
)

TODAY = date(2026, 11, 30)


def test_job_forms_stand_in_two_languages_with_their_source():
    forms = job_forms(TODAY)

    assert list(forms) == [
        *["flex_job", "wage_subsidy_private", "wage_subsidy_public", "wage_subsidy_pension"],
        *["work_trial", "small_job", "ordinary"],
    ]
    assert forms["flex_job"].name == {"da": "Fleksjob", "en": "Flex job"}
    assert forms["small_job"].certainty is Certainty.UNVERIFIED
    assert [form.code for form in forms.values() if form.vitas] == [
        *["wage_subsidy_private", "wage_subsidy_public", "wage_subsidy_pension", "work_trial"],
    ]
    assert all(
        all(row.name.values()) and all(row.meaning.values()) and all(row.source.values()) for row in forms.values()
    )


def test_every_form_has_a_pay_basis_and_every_pay_basis_a_form():
    used = {code for form in job_forms(TODAY).values() for code in form.pay_bases}

    assert used == set(pay_bases(TODAY))
    assert all(row.wage or row.effect is Effect.KEPT for row in pay_bases(TODAY).values())
    assert all(all(row.meaning.values()) and all(row.source.values()) for row in pay_bases(TODAY).values())


def test_limits_of_hours_are_those_of_forms_that_exist():
    assert set(placement_policy(TODAY).most_hours) - {""} <= set(job_forms(TODAY))


def test_an_expired_form_is_read_on_old_records_and_cannot_be_chosen(monkeypatch):
    today = job_form("flex_job", TODAY)
    rows = (
        replaced(today, name={"da": "før", "en": "before"}, valid_from=date(2010, 1, 1), valid_to=date(2019, 12, 31)),
        replaced(today, name={"da": "siden", "en": "since"}, valid_from=date(2020, 1, 1), valid_to=date(2024, 12, 31)),
        replaced(today, code="other", valid_from=date(2010, 1, 1), valid_to=None),
    )
    monkeypatch.setattr(jobs, "_job_forms", lambda: rows)

    assert set(job_forms(TODAY)) == {"other"}
    assert [job_form("flex_job", day).name["en"] for day in (date(2000, 1, 1), date(2019, 12, 31), TODAY)] == [
        *["before", "before", "since"],
    ]


def replaced(form, **changed):
    return type(form)(**{name: getattr(form, name) for name in form.__dataclass_fields__} | changed)


def test_a_form_that_never_was_is_refused():
    with pytest.raises(KeyError, match="job_of_the_future"):
        job_form("job_of_the_future", TODAY)


def test_durations_are_those_that_a_source_names_and_say_how_sure():
    trial = {row.kind: (row.value, row.unit, row.certainty) for row in durations("work_trial", TODAY)}

    assert trial == {"longest": (4, "week", "certain"), "extended": (13, "week", "unverified")}
    assert durations("small_job", TODAY) == ()


def test_codes_of_the_reform_are_said_to_be_unknown_and_none_is_made_up():
    (asked,) = open_questions("job_forms", date(2027, 1, 1))

    assert "er ikke fundet" in asked.text["da"]
    assert set(job_forms(date(2027, 1, 1))) == set(job_forms(TODAY))
    assert [row.code for row in open_questions("ratio_rule", TODAY)] == ["ratio_counting"]


def test_both_readings_are_unverified_and_say_of_every_form_whether_it_counts():
    readings = counting_rules(TODAY)

    assert set(readings) == {"wide", "narrow"}
    assert all(set(rule.forms) == set(job_forms(TODAY)) for rule in readings.values())
    assert {rule.basis.certainty for rule in readings.values()} == {"unverified"}
    assert (readings["wide"].counts("flex_job"), readings["narrow"].counts("flex_job")) == (True, False)
    assert all(rule.counts("ordinary") is False for rule in readings.values())


def test_the_municipality_chooses_a_reading_and_else_the_widest_holds():
    assert counting_rule(TODAY).code == "wide"
    assert counting_rule(TODAY, "narrow").code == "narrow"
    with pytest.raises(KeyError, match="none"):
        counting_rule(TODAY, "none")


def test_the_ratio_rule_is_explained_with_its_source_and_how_sure_it_is():
    ratio = ratio_of(23, {"flex_job": 2, "ordinary": 9}, rule=ratio_rule(TODAY), counting=counting_rule(TODAY))

    danish = [law_sentence(reason) for reason in ratio.reasons]
    english = [law_sentence(reason, language="en") for reason in ratio.reasons]

    assert danish[0].startswith(
        "Ansatte på almindelige vilkår, regnet i fuld tid: 23. Det giver højst så mange pladser med tilskud: 4."
    )
    assert danish[0].endswith("Kilde: ligevaerd.dk; bedsteemner.dk (oplyst af kilden).")
    assert danish[1].endswith("(ikke bekræftet).")
    assert english[2] == "There is room for 2 more with a subsidy: 2 of at most 4 are in use."


def test_steps_of_staying_in_work_are_our_own_choice_and_say_so():
    policy = retention_policy(TODAY)

    assert policy == RetentionPolicy((3, 6, 12, 24), 31)
    assert {row.certainty for row in retention_rows(TODAY).values()} == {Certainty.ASSUMPTION}
