"""Phrases of a sentence: noun phrases, verb groups and their subjects."""
