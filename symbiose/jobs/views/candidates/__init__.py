"""The consultant's pages of people who want to work."""
