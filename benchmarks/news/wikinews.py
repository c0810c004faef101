"""Wikinews stories of MEANTIME as articles: tokens joined, three sentences a paragraph."""

from __future__ import annotations

import re
from datetime import datetime

SENTENCES_A_PARAGRAPH = 3
_DATE = re.compile(r"[A-Z][a-z]+ \d{1,2} , \d{4}")
_JOINS = (
    (re.compile(r"(?:``|'')"), '"'),
    (re.compile(r" ([,.;:!?%)\]])"), r"\1"),
    (re.compile(r"([(\[$€£]) "), r"\1"),
    (re.compile(r" ('(?:s|re|ve|ll|d|m)\b|n't\b|'(?= ))"), r"\1"),
    (re.compile(r"(?<=\w) - (?=\w)"), "-"),
)
_QUOTED = re.compile(r'" ?([^"]*?) ?"')


def joined_tokens(line: str) -> str:
    """A line of tokens parted by spaces, as it is written."""
    for pattern, written in _JOINS:
        line = pattern.sub(written, line)
    return _QUOTED.sub(r'"\1"', line).strip()


def wikinews_article(text: str) -> tuple[str, str | None]:
    """The article (title, empty line, paragraphs) and its date, where the second line is one."""
    title, *lines = [line for line in text.split("\n") if line.strip()]
    published = None
    if lines and _DATE.fullmatch(lines[0].strip()):
        written = lines.pop(0).strip()
        published = datetime.strptime(written, "%B %d , %Y").date().isoformat()
    sentences = [joined_tokens(line) for line in lines]
    paragraphs = [
        " ".join(sentences[start : start + SENTENCES_A_PARAGRAPH])
        for start in range(0, len(sentences), SENTENCES_A_PARAGRAPH)
    ]
    return "\n\n".join([joined_tokens(title), *paragraphs]) + "\n", published
