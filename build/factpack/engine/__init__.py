"""Run the per-article kernel over a corpus; a step does not know its engine."""
