"""How quickly pages answer when an installation is full."""
