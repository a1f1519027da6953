"""What a person sees: the command line, the live window and the dashboard. It shows, and nothing else."""
