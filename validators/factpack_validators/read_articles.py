"""What the rows of an article say of how it was read fits what was read."""

from __future__ import annotations

import re

from factpack_validators.context import Context
from factpack_validators.query import report_rows
from factpack_validators.shown import shown

_NO_WORD = re.compile(r"[\W_]+")


def check_reading(context: Context) -> None:
    """Report an encoding that was not found so, and a title other than the text's own."""
    report_rows(
        context,
        "encoding-basis",
        """SELECT article_id, encoding, encoding_basis FROM articles
        WHERE encoding_basis = 'valid' AND encoding <> 'utf-8'
        OR encoding_basis = 'bom' AND NOT regexp_matches(encoding, '^utf-(8|16|32)')""",
        lambda encoding, basis: f"{shown(encoding)} is not what {basis} stands for",
        table="articles",
        column="encoding",
    )
    titles = context.database.all(
        """SELECT article_id, title, block FROM (
            SELECT article_id, a.title,
                substr(a.text, min(s.char_start) + 1, max(s.char_end) - min(s.char_start)) AS block
            FROM articles a JOIN segments s USING (article_id)
            WHERE s.kind = 'title' AND s.kept GROUP BY article_id, a.title, a.text
        ) WHERE title IS NOT NULL AND NOT starts_with(block, title) ORDER BY article_id"""
    )
    for article, title, block in titles:
        if not _begins_with(block, title):
            context.found.add(
                "title-differs",
                f"the title is {shown(title)}, in the text it is {shown(block)}",
                table="articles",
                key=article,
                column="title",
            )


def _begins_with(block: str, title: str) -> bool:
    """Whether a block prints a title, with the name of the site behind it or not.

    >>> _begins_with("Tractors: Back at last | Fieldpost", "Tractors, back at last")
    True
    """
    words, wanted = (f"{_NO_WORD.sub(' ', text).strip().casefold()} " for text in (block, title))
    return words.startswith(wanted.lstrip())
