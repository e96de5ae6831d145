"""Whether an organisation is a small or medium-sized enterprise (SME), and the sentences that say why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.engine.law.enterprise_size import Ceiling, Size, Tier, Verdict, YearFigures, size_of
from symbiose.organisations.models import Organisation, OrganisationYear
from symbiose.reference import size_ceilings

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class SizeShown:
    """The verdict with what it rests on, one sentence each."""

    size: Size
    headline: str
    reasons: tuple[str, ...]


def size_status(organisation: Organisation) -> Size:
    """SME, not SME or unknown, by the organisation's own figures and the ceilings of today."""
    return _size(organisation.years.all())


def size_shown(years: Iterable[OrganisationYear]) -> SizeShown:
    """The same of figures that were read already, in words."""
    rows = list(years)
    size = _size(rows)
    return SizeShown(size, _headline(size), tuple(_reasons(size, rows)))


def _size(rows: Iterable[OrganisationYear]) -> Size:
    figures = [YearFigures(one.year, one.headcount, one.turnover, one.balance) for one in rows]
    return size_of(figures, size_ceilings(timezone.localdate()))


def _headline(size: Size) -> str:
    if size.verdict is Verdict.UNKNOWN:
        return _("Unknown")
    if size.verdict is Verdict.NOT_SME:
        return _("No, it is larger than an SME")
    tiers = {
        Tier.MICRO: _("Yes, a micro enterprise"),
        Tier.SMALL: _("Yes, a small enterprise"),
        Tier.MEDIUM: _("Yes, a medium-sized enterprise"),
    }
    return tiers[size.tier] if size.tier in tiers else _("Yes")


def _reasons(size: Size, rows: list[OrganisationYear]) -> list[str]:
    told = [_figures(one) for one in sorted(rows, key=lambda row: row.year) if one.year in size.years]
    if told:
        told.insert(0, _("Worked out from the organisation's own figures."))
    told += [*_crossing(size), *_lacking(size), _limit(size_ceilings(timezone.localdate())[-1])]
    if size.verdict is Verdict.SME:
        told.append(
            _(
                "Whether it has owners or subsidiaries is unknown; their figures must be added, and can change the answer."
            )
        )
    return told


def _figures(one: OrganisationYear) -> str:
    """2024: 24 employees, turnover 12.5 million DKK."""
    parts = []
    if one.headcount is not None:
        said = ngettext("%(number)s employee", "%(number)s employees", one.headcount)
        parts.append(said % {"number": number_format(one.headcount, force_grouping=True)})
    if one.turnover is not None:
        parts.append(_("turnover %(amount)s million DKK") % {"amount": _millions(one.turnover)})
    if one.balance is not None:
        parts.append(_("balance sheet total %(amount)s million DKK") % {"amount": _millions(one.balance)})
    return f"{one.year}: {', '.join(parts)}."


def _millions(amount: Decimal) -> str:
    return number_format(round(float(amount) / MILLION, 1), decimal_pos=1, force_grouping=True)


def _crossing(size: Size) -> list[str]:
    if size.first_crossing is None:
        return []
    said = _(
        "The figures of %(year)s lie on the other side of the limit for the first time. The answer changes only when two years in a row do."
    )
    return [said % {"year": size.first_crossing}]


def _lacking(size: Size) -> list[str]:
    lacks = {"headcount": _("the number of employees"), "amount": _("turnover or balance sheet total")}
    if not size.missing:
        return []
    what = _(" and ").join(str(lacks[name]) for name in size.missing)
    if size.missing_year is None:
        return [_("Nothing is known of any year: %(what)s are missing.") % {"what": what}]
    return [_("For %(year)s this is missing: %(what)s.") % {"year": size.missing_year, "what": what}]


def _limit(ceiling: Ceiling) -> str:
    said = _(
        "An SME has fewer than %(persons)s employees and either at most %(turnover)s million DKK in turnover or a balance sheet total of at most %(balance)s million DKK (EU recommendation 2003/361; the limits in DKK are not looked up)."
    )
    return said % {
        "persons": ceiling.persons,
        "turnover": _millions(ceiling.turnover),
        "balance": _millions(ceiling.balance),
    }
