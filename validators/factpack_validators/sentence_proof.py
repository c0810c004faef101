"""Sentences: the words around a claim stand in the article where the claim says."""

from __future__ import annotations

from factpack_validators.articles_text import texts
from factpack_validators.context import Context
from factpack_validators.query import report_rows
from factpack_validators.word_limits import SENTENCE_CHARS


def prove_sentences(context: Context) -> None:
    """The sentence of a claim holds its words, lies in its article, and is what stands there."""
    report_rows(
        context,
        "span-range",
        f"""SELECT claim_id, sentence_start, sentence_end FROM claims JOIN articles
        USING (article_id) WHERE sentence_start > char_start OR sentence_end < char_end
        OR sentence_end > n_chars
        OR sentence_end - sentence_start > greatest({SENTENCE_CHARS}, char_end - char_start)""",
        lambda start, end: (
            f"the sentence at characters {start}-{end} does not hold the claim, or is no sentence"
        ),
        table="claims",
        column="sentence_start",
    )
    articles = texts(context)
    article, text = next(articles, (None, None))
    for batch in context.database.stream("""
        SELECT c.article_id, x.claim_id, c.sentence_start, c.sentence_end, x.sentence
        FROM statements x JOIN claims c USING (claim_id) JOIN articles a ON
        a.article_id = c.article_id WHERE sentence_start IS NOT NULL AND sentence_end IS NOT NULL
        AND (x.sentence IS NOT NULL OR a.rights = 'full') ORDER BY 1, 2
    """):
        for key, claim, start, end, said in zip(
            *(c.to_pylist() for c in batch.columns), strict=True
        ):
            while article is not None and article < key:
                article, text = next(articles, (None, None))
            if article != key or text is None:
                continue
            if said is None or len(said) != end - start or said != text[start:end]:
                context.found.add(
                    "span-words",
                    f"the sentence is not what stands at characters {start}-{end} of {key}",
                    table="statements",
                    key=claim,
                    column="sentence",
                )
