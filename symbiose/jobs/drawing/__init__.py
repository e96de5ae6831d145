"""The week as a drawing, with its table twin."""

from symbiose.jobs.drawing.week import Layer, Look, Week, week_drawing

__all__ = ["Layer", "Look", "Week", "week_drawing"]
