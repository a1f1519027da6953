"""What a person sees: the command line, the live window, reports."""
