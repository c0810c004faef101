"""What a manifest says, with rights that withhold nothing of the articles that were found."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from factpack.errors import FactpackError
from factpack.hydrate.match import Match
from factpack.reproduce.recipe import Recipe


def with_words(recipe: Recipe, found: Match) -> Recipe:
    """The recipe with full rights for every article that is proved to be that of the release.

    Raises:
        FactpackError: what it says of its articles is no mapping.
    """
    data: Any = json.loads(recipe.config)
    articles = data.setdefault("articles", {}) or {}
    if not isinstance(data, dict) or not isinstance(articles, dict):
        raise FactpackError("broken release: its manifest has no dataset.yaml")
    data["rights"] = "full"
    for article in articles.values():
        if isinstance(article, dict) and "rights" in article:
            article["rights"] = "full"
    for source in found.unproved:
        articles.setdefault(source, {})["rights"] = found.rows[source]["rights"]
    data["articles"] = articles
    if not articles:
        del data["articles"]
    return replace(recipe, config=json.dumps(data, ensure_ascii=False))
