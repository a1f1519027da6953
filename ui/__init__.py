"""What a person sees: the command line, the live window and the dashboard. This package only shows things."""
