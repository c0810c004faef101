"""The tokens of a sentence, each with a tag."""
