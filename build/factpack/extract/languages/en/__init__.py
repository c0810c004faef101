"""English: words, word forms and rules as data, and their loaders."""
