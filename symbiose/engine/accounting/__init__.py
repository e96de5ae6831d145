"""Ledger arithmetic: the closed list of measures in three columns, periods, sums that refuse to mix, small numbers."""

from symbiose.engine.accounting.figures import (
    Fact,
    Figure,
    NotAFigure,
    distinct_count,
    require_one_column,
    stock_on,
    total,
)
from symbiose.engine.accounting.measures import Column, Kind, Measure, measure, measures
from symbiose.engine.accounting.periods import Period, period, period_of
from symbiose.engine.accounting.small_numbers import hide_small, rounded

__all__ = [
    "Column",
    "Fact",
    "Figure",
    "Kind",
    "Measure",
    "NotAFigure",
    "Period",
    "distinct_count",
    "hide_small",
    "measure",
    "measures",
    "period",
    "period_of",
    "require_one_column",
    "rounded",
    "stock_on",
    "total",
]
