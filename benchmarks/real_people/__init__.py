"""What the coach makes of real people whose form somebody else has labelled."""
