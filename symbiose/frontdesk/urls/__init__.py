"""Addresses of the one entrance."""
