"""Symbiose: from what is left over and what is needed to agreements and figures that a council can trust."""

import os

# Where lxml is installed, the library that reads spreadsheets would take its parser, which lets entities stand,
# instead of the one that refuses them. It looks here once, when it is first imported.
os.environ["OPENPYXL_LXML"] = "False"
