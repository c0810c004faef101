"""Measure a release against a careful annotation of some of its articles."""
