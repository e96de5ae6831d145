"""Reading a free text, Danish or English, into resource families, quantities, times and conditions."""

from symbiose.engine.resources.reading.lexicon import build_index
from symbiose.engine.resources.reading.reading import read_text, sure

__all__ = ["build_index", "read_text", "sure"]
