"""Hours of work a tonne of each stream, from the task templates of a date."""

from __future__ import annotations

from datetime import date

from symbiose.engine.symbiosis.model import Effort
from symbiose.engine.tasks import Measure
from symbiose.reference.tasks import TaskTemplate, task_templates


def hours_per_tonne(on: date, *, language: str = "da") -> tuple[Effort, ...]:
    """What work on a tonne takes, by family of the resource graph; the source is told in the language.

    Where several tasks can be done with one stream, the range is that of them all and the middle is their mean.
    """
    by_stream: dict[str, list[TaskTemplate]] = {}
    for template in task_templates(on).values():
        if template.measure is Measure.TONNES:
            for stream in template.streams:
                by_stream.setdefault(stream, []).append(template)
    return tuple(_effort(stream, some, language) for stream, some in sorted(by_stream.items()))


def _effort(stream: str, templates: list[TaskTemplate], language: str) -> Effort:
    central = [one.hours.central for one in templates]
    return Effort(
        family=stream,
        unit="t",
        low=min(one.hours.low for one in templates),
        central=sum(central) / len(central),
        high=max(one.hours.high for one in templates),
        source="; ".join(dict.fromkeys(one.source[language] for one in templates)),
        certainty=templates[0].certainty.value,
    )
