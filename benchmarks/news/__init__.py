"""Real news that people annotated: how well a build reads what its rules were not made with."""
