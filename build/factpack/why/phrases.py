"""Words that all stories share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from factpack.release.statements import counted, published

Row = Mapping[str, Any]

MODALITY = {
    "asserted": "in the article's own voice",
    "reported": "in somebody's words",
    "planned": "as a plan",
    "possible": "as a possibility",
    "negated": "as a denial",
}

STANDING = {
    "single": "",
    "corroborated": "It is corroborated.",
    "contested": "It is contested.",
}

RANK = {
    "preferred": "It wins against what contradicts it, and is ranked preferred.",
    "normal": "",
    "deprecated": "It loses against what contradicts it, and is kept, ranked deprecated.",
}

RIGHTS = {
    "full": "its rights let the release publish the full text",
    "excerpt": "its rights let the release publish short excerpts",
    "facts": "its rights let the release publish facts alone",
}

ALIAS_BASIS = {
    "curated": "a curator gave this form in entities.csv",
    "same-name": "it is the name itself, but for case, accents or punctuation",
    "legal-form": "the same name with another legal form",
    "spelling": "the same letters, spelled with other spaces or a slip of the pen",
    "defined-in-text": "an article says that it stands for the name",
    "acronym": "an acronym of the name",
    "ticker": "its ticker symbol",
    "part-of-name": "a part of the full name",
}

ENTITY_BASIS = {
    "curated": "A curator lists it in entities.csv.",
    "clustered": "It was clustered from the names in the articles.",
}


def alias_reason(basis: str) -> str:
    """Why a form names an entity, from `aliases.basis`; a basis that is not known stands as it is.

    >>> alias_reason("ticker"), alias_reason("nickname")
    ('its ticker symbol', 'nickname')
    """
    return ALIAS_BASIS.get(basis, basis)


def article_label(article: Row) -> str:
    """An article as a reader would cite it, from the columns of `articles` that are there.

    >>> article_label({"publisher": "Harbour Wire", "published_on": None, "title": "A deal"})
    'Harbour Wire, undated, “A deal”'
    """
    parts = [article.get("publisher") or article.get("source") or "An unnamed outlet"]
    when = article.get("published_on")
    parts.append(published(when, article.get("published_precision")) if when else "undated")
    if article.get("title"):
        parts.append(f"“{article['title']}”")
    return ", ".join(parts)


def listed(items: Sequence[str], most: int = 8) -> str:
    """Items in a sentence.

    >>> listed(["a", "b", "c"]), listed(["a", "b", "c"], 2)
    ('a, b and c', 'a, b and 1 more')
    """
    if len(items) > most:
        items = [*items[:most], f"{len(items) - most:,} more"]
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def supporting(fact: Row) -> tuple[str, ...]:
    """Modalities of the claims that support a fact, as `facts.n_articles` counts them."""
    if fact["n_asserted"] + fact["n_reported"]:
        return ("asserted", "reported")
    return (fact["modality"],)


def n_claims(fact: Row, modalities: Sequence[str]) -> int:
    """Claims of a fact that have one of some modalities."""
    return sum(fact[f"n_{modality}"] for modality in modalities)


def support(fact: Row) -> str:
    """How much supports a fact, in words without a full stop.

    >>> counts = {"n_asserted": 3, "n_reported": 0, "n_articles": 2, "n_publishers": 1}
    >>> support({**counts, "n_origins": 2})
    '3 claims in 2 articles by 1 publisher, from 2 independent origins'
    """
    by = f" by {counted(fact['n_publishers'], 'publisher')}" if fact["n_publishers"] else ""
    return (
        f"{counted(n_claims(fact, supporting(fact)), 'claim')} in "
        f"{counted(fact['n_articles'], 'article')}{by}, from "
        f"{counted(fact['n_origins'], 'independent origin')}"
    )


def span(row: Row) -> str:
    """The offsets of a row.

    >>> span({"char_start": 3, "char_end": 1009})
    'characters 3 to 1,009'
    """
    return f"characters {row['char_start']:,} to {row['char_end']:,}"


def more(shown: int, total: int, what: str) -> str | None:
    """A sentence that tells how many are not shown, None where all are."""
    return f"{total - shown:,} more {what} not shown here." if total > shown else None
