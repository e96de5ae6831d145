"""The handovers of an exchange as a file: one line each, with numbers as numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from symbiose.common.pages.lists import Column, ListKit
from symbiose.matching.handing.rows import HandoverRow, said, shown, with_times
from symbiose.matching.handing.words import unit_name
from symbiose.matching.models import Exchange, Handover, HandoverReport


def kit_of(exchange: Exchange) -> ListKit:
    """The columns of an exchange's file; what nobody said is said as not told, and its number left empty."""
    with_times(exchange)

    def of(value: Callable[[HandoverRow], Any]) -> Callable[[Handover], Any]:
        return lambda handover: value(shown(handover, exchange))

    return ListKit(
        name=exchange.number,
        search=lambda rows, _text: rows,
        filters=(),
        sorts=(),
        columns=(
            Column(_("From"), lambda handover: handover.starts_on),
            Column(_("To"), lambda handover: handover.ends_on),
            Column(_("What the giver said"), of(lambda row: said(row.giver))),
            Column(_("Giver, quantity"), of(lambda row: _quantity(row.giver))),
            Column(_("Giver, unit"), of(lambda row: _unit(row.giver))),
            Column(_("What the receiver said"), of(lambda row: said(row.receiver))),
            Column(_("Receiver, quantity"), of(lambda row: _quantity(row.receiver))),
            Column(_("Receiver, unit"), of(lambda row: _unit(row.receiver))),
            Column(_("Difference"), of(lambda row: row.difference)),
            Column(_("State"), of(lambda row: row.state)),
            Column(_("Counts as"), of(lambda row: row.figure.quantity if row.figure else None)),
            Column(_("Unit"), of(lambda row: unit_name(row.figure.unit) if row.figure else "")),
            Column(_("How sure"), of(lambda row: _("Unknown weight") if row.weight_unknown else row.certainty)),
            Column(_("Why"), of(lambda row: row.why)),
            Column(_("Photos"), of(lambda row: len(row.photos))),
        ),
    )


def _quantity(report: HandoverReport | None) -> Any:
    return report.quantity if report else None


def _unit(report: HandoverReport | None) -> str:
    """The two sides may tell in different units, so a number without one says nothing."""
    return unit_name(report.unit) if report and report.unit else ""
