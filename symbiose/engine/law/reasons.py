"""Every reason that the law's arithmetic can give: its code and the names of its values.

A reason that carries `source_da`, `source_en` and `certainty` is said with its source. `engine.explain.law_sentence`
turns each code into a sentence.
"""

from __future__ import annotations

from symbiose.engine.reason import Vocabulary

SOURCED = ("source_da", "source_en", "certainty")

REASON_CODES: dict[str, tuple[str, ...]] = {
    # The ratio rule of one production unit.
    "ratio_most": ("employees", "most", "per_first", "first", "per_next", "least", *SOURCED),  # note: the rule itself
    "ratio_employees_unknown": (),  # to do: nobody said how many ordinary employees there are
    "ratio_counted": ("counted", "rule_da", "rule_en", *SOURCED),  # note: how many places count, and by which reading
    "ratio_room": ("left", "counted", "most"),  # met
    "ratio_no_room": ("counted", "most"),  # unmet: as many as the rule allows
    "ratio_over": ("counted", "most", "over"),  # unmet: more than the rule allows
    "ratio_form_unclear": ("unclear",),  # to do: the reading says nothing of the form of so many places
}

_SAID = Vocabulary(REASON_CODES)
met, unmet, todo, note = _SAID.met, _SAID.unmet, _SAID.todo, _SAID.note
