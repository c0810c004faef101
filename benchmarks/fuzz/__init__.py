"""Texts that nobody would write, and what must hold of each: it is read and it publishes."""
