"""The verbs of this room, one file for each thing that they are about."""
