"""Positions carved from tasks, people who want to work a few hours, and what came of it."""
