"""The grammar of a sentence: tokens, phrases, verbs and their subjects."""
