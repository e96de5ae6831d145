"""Addresses of this room, one file for each thing."""
