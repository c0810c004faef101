"""The roles of nouns, and of nouns that are said of someone."""
