"""What waits for whom, the mail queue, and links through which anyone can answer without an account."""
