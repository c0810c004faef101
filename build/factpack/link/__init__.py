"""Linking: which names mean one thing, and which articles and statements are one origin."""
