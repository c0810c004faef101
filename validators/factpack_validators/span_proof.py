"""Prove spans: the words of the article at the offsets of a row have the hash that the row says.

The hash of words that rights withhold is keyed with the article (`keyed_words`). A plain one in its
place lets everyone guess the words, and is a finding of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from factpack_validators.articles_text import texts
from factpack_validators.context import Context
from factpack_validators.keyed_words import (
    GUESSABLE_CHARS,
    withheld_digest,
    words_digest,
    words_key,
)
from factpack_validators.query import asked_together, report_rows
from factpack_validators.sql import key_text

SPAN_TABLES = ("mentions", "literals", "quotes", "claims", "evidence")
"""Tables whose rows have `char_start`, `char_end`, `exact` and `exact_sha256`."""

SPANS_A_PASS = 2_500_000
"""Spans that are sorted at a time: some 300 MB. Each pass reads all tables again."""


MOST_COVER = 64
COVER_FLOOR = 16_000_000
"""How often the spans of an article may cover it all together, and characters that always may be:
every one is hashed once, and those of a release cover an article some ten times."""


def rows_of_spans(table: str) -> str:
    """Rows of a table, each with its article."""
    if table == "evidence":
        return "(SELECT e.*, c.article_id FROM evidence e JOIN claims c USING (claim_id))"
    return table


def prove_spans(context: Context) -> None:
    """Report every span that does not lie in its article, or whose words are others.

    Rows are read in the order of their articles, so that one text at a time is in memory.
    """
    with asked_together(context):
        for table in SPAN_TABLES:
            report_rows(
                context,
                "span-range",
                f"""SELECT {key_text(table, "x.")}, char_start, char_end, n_chars
                FROM {rows_of_spans(table)} x
                JOIN articles a ON a.article_id = x.article_id WHERE char_end > n_chars""",
                lambda start, end, n: f"characters {start}-{end} of an article of {n}",
                table=table,
                column="char_end",
            )
    (n_texts,) = context.database.one("SELECT count(text) FROM articles")
    if n_texts or context.texts:
        _prove_hashes(context)
    _count(context)


def _prove_hashes(context: Context) -> None:
    found = context.found
    articles = texts(context)
    article, text = next(articles, (None, None))
    for key, group in groupby(_spans(context), key=itemgetter(0)):
        while article is not None and article < key:
            article, text = next(articles, (None, None))
        if article != key or text is None:
            continue
        hashes = _Hashes(text)
        keys: dict[tuple[str, str, int, int], str | None] = {}
        proved = 0
        for _, tag, start, end, withheld, sha256 in group:
            if not 0 <= start < end <= len(text):
                continue  # Reported by its range.
            if hashes.n_chars > MOST_COVER * len(text) + COVER_FLOOR:
                found.add(
                    "span-range",
                    f"the spans of {key} cover it more than {MOST_COVER} times; the others were "
                    "not proved",
                    table="articles",
                    key=key,
                )
                break
            actual = hashes.of(start, end, withheld)
            if actual is None and sha256 is None:
                continue  # So short an article proves nothing, and gives nothing away.
            if actual == sha256:
                proved += 1
                continue
            code, message = "span-hash", "have another hash"
            if withheld and sha256 == hashes.of(start, end, withheld=False):
                code, message = "words-guessable", "are withheld, and have a hash without a key"
            table = SPAN_TABLES[tag]
            place = code, table, start, end
            if place not in keys:
                keys[place] = _key_of(context, code, table, key, start, end)
            found.add(
                code,
                f"the words at characters {start}-{end} of {key} {message}",
                table=table,
                key=keys[place],
                column="exact_sha256",
            )
        found.looked_at("spans proved", proved)


class _Hashes:
    """Hashes of the spans of one article: mentions and evidence are often the same words.

    Attributes:
        n_chars: characters that were hashed.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.n_chars = 0
        self._known: dict[tuple[int, int, bool], str | None] = {}

    def of(self, start: int, end: int, withheld: bool) -> str | None:
        """What a row must say of a span, None where it must say nothing."""
        place = start, end, withheld
        if place not in self._known:
            words = self._text[start:end]
            self.n_chars += len(words)
            if not withheld:
                self._known[place] = words_digest(words)
            elif self._key is None:
                self._known[place] = None
            else:
                self._known[place] = withheld_digest(self._key, start, end, words)
        return self._known[place]

    @cached_property
    def _key(self) -> bytes | None:
        return words_key(self._text)


def _spans(context: Context) -> Iterator[tuple[str, int, int, int, bool, str | None]]:
    """Article, table, start, end, whether words are withheld, hash; in the order of articles."""
    union = " UNION ALL ".join(
        "SELECT article_id, {tag} AS tag, char_start, char_end, "
        "exact IS NULL AND article_id IN (SELECT article_id FROM articles WHERE rights <> 'full') "
        f"AS withheld, exact_sha256 FROM {rows_of_spans(table)}".replace("{tag}", str(tag))
        for tag, table in enumerate(SPAN_TABLES)
    )
    for first, last in _ranges(context):
        for batch in context.database.stream(
            f"SELECT * FROM ({union}) WHERE article_id BETWEEN ? AND ? "
            "AND char_start IS NOT NULL AND char_end IS NOT NULL ORDER BY article_id",
            first,
            last,
        ):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _ranges(context: Context) -> Sequence[tuple[str, str]]:
    """First and last article of each pass over the spans, in order; a pass is sorted in memory."""
    passes = -(-_total(context) // SPANS_A_PASS) or 1
    return context.database.all(
        f"""SELECT min(article_id), max(article_id) FROM (
            SELECT article_id, ntile({passes}) OVER (ORDER BY article_id) AS pass
            FROM (SELECT DISTINCT article_id FROM articles WHERE article_id IS NOT NULL)
        ) GROUP BY pass ORDER BY pass"""
    )


def _key_of(
    context: Context, code: str, table: str, article: str, start: int, end: int
) -> str | None:
    """Key of the first row with a span; asked only of those that are wrong."""
    if context.found.full(code, table=table, column="exact_sha256"):
        return None
    cursor = context.database.con.cursor()
    try:
        row = cursor.execute(
            f"SELECT min({key_text(table, 'x.')}) FROM {rows_of_spans(table)} x "
            "WHERE x.article_id = ? AND x.char_start = ? AND x.char_end = ?",
            [article, start, end],
        ).fetchone()
    finally:
        cursor.close()
    return row[0] if row else None


def _count(context: Context) -> None:
    total = _total(context)
    context.found.looked_at("spans", total)
    proved = context.found.checked("grounding").get("spans proved", 0)
    wrong = sum(context.found.totals[c] for c in ("span-hash", "span-range", "words-guessable"))
    left = total - proved - wrong
    without_hash = min(left, _without_hash(context))
    if without_hash:
        context.found.add(
            "span-unproved",
            f"{without_hash:,} of {total:,} spans have no hash that could prove them: articles of "
            f"fewer than {GUESSABLE_CHARS} characters that withhold words have none",
            advice="Nothing needs to be done.",
        )
    if left > without_hash:
        context.found.add(
            "span-unproved",
            f"{left - without_hash:,} of {total:,} spans were not proved, as the texts of their "
            "articles are not at hand",
        )


def _without_hash(context: Context) -> int:
    """Spans of articles so short that a release which withholds their words gives no hash."""
    counts = (
        context.database.one(
            f"SELECT count(*) FROM {rows_of_spans(table)} s JOIN articles a USING (article_id) "
            "WHERE a.text_sha256 IS NULL AND s.exact IS NULL AND s.exact_sha256 IS NULL"
        )
        for table in SPAN_TABLES
    )
    return sum(int(n) for (n,) in counts)


def _total(context: Context) -> int:
    counts = (context.database.one(f"SELECT count(*) FROM {table}") for table in SPAN_TABLES)
    return sum(int(n) for (n,) in counts)
