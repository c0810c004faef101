"""The roles of verbs."""
