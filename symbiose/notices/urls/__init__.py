"""Addresses: personal links under `svar/`, the inbox and what belongs to letters under `indbakke/`."""
