"""Judge a release by hand: a sample of its claims, each with its sentence, and the verdicts."""
