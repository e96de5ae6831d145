"""What a place can offer and a person may ask for: the engine's closed list, for rooms that show it beside other lists."""

from symbiose.engine.placement.accommodations import Accommodation, accommodations

__all__ = ["Accommodation", "accommodations"]
