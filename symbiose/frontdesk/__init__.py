"""The one entrance: enquiries, cases, dialogue, tasks, and who gets what."""
