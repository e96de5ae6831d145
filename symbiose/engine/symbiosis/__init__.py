"""Bundles round a hub: what is left over, a room, hours of work and somebody who buys, so that every party gains."""
