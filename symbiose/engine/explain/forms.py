"""Job forms by the names that people know them by."""

from __future__ import annotations

_FORMS = {
    "flex_job": ("fleksjob", "a flex job"),
    "wage_subsidy": ("løntilskud", "a wage subsidy"),
    "work_trial": ("virksomhedspraktik", "a work trial"),
    "small_job": ("småjob", "a small job"),
    "ordinary": ("ordinære timer", "ordinary hours"),
}


def form_text(code: str, *, language: str = "da") -> str:
    """``småjob`` of ``small_job``; a form that is not known here is said as it is written."""
    names = _FORMS.get(code)
    return code if names is None else names[language != "da"]
