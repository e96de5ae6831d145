"""Attachments and uploads: type and size rules, digest, how long they are kept."""
