"""Tokens and sentences of a text."""
