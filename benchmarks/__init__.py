"""Measurements of the engine that are run by hand: quality of proposals, time, memory."""
