"""Addresses of this room: proposals, exchanges, and the network that they make."""
