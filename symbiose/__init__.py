"""Symbiose: from what is left over and what is needed to agreements and figures that a council can trust."""
