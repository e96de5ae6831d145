"""The engine: plain Python on frozen dataclasses; no Django, clock, network or hidden randomness."""
