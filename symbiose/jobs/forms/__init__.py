"""The only readers of what is sent to this room, one file for each thing."""
