"""What somebody has and what somebody lacks."""
