"""What every extractor is: a pure function from an article to what it says, with a label."""

from __future__ import annotations

from typing import Protocol

from factpack.model import Article, Extraction


class Extractor(Protocol):
    """Finds mentions, values, quotes and claims in one article.

    The same article gives the same extraction in every process: no clock, network or randomness
    bears on it. An extractor that asks others keeps their answers, and finds them there again.
    """

    @property
    def label(self) -> str:
        """Name and version, such as `rules/1`: what the column `extractor` of a release holds."""
        ...

    def extract(self, article: Article) -> Extraction:
        """What the article says; what could not be published is in `rejected`.

        Raises:
            FactpackError: no article can be extracted as things are, as the model that is to be
                asked cannot be reached; never for what an article or an answer holds.
        """
        ...
