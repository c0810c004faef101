"""Sentences of every wording for each predicate, and near misses: how many are read."""
