"""What was read from articles before, kept by all that it depends on."""
