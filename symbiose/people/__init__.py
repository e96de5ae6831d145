"""Users and sign-in, nothing else."""
