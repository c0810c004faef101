"""Versions of a dataset: what differs between two, what number follows, and how to get there."""
