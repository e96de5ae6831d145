"""What this room makes known to the others, one file for each thing."""
