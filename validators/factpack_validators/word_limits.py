"""How many words of an article may be published whose rights withhold words."""

from __future__ import annotations

EXCERPT_WORDS = 25
EXCERPT_CHARS = 250
"""The longest excerpt: a sentence of news; the characters bound scripts that put no spaces."""

EXCERPT_SHARE = 0.25
"""Share of the characters of an article that its title and excerpts give out together, at most; a
dataset.yaml may ask for less (`excerpt_share`). Laws name no number: this is the strictest of the
house rules of agencies that we know, and leaves all names and most values in a news article."""

NAME_WORDS = 10
NAME_CHARS = 100
"""Longest name or title of office; longer ones exist, but so do mistakes of extraction."""
