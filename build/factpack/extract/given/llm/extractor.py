"""The extractor that asks a language model and publishes what the article proves of its answer."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path

from factpack.config import LlmOptions
from factpack.errors import FactpackError
from factpack.extract.given.align import Facts, align_facts
from factpack.extract.given.llm import frame
from factpack.extract.given.llm.answer import AnswerFacts, facts_of
from factpack.extract.given.llm.cache import Answer, AnswerCache, Outcome
from factpack.extract.given.llm.client import Client, api_key
from factpack.extract.given.llm.pace import Clock, SystemClock
from factpack.extract.given.llm.pieces import pieces_of
from factpack.extract.names import KnownNames
from factpack.model import Article, Extraction, Rejected, Span

VERSION = 1
"""Raised with every change of what is asked or proved."""

OFFLINE = "FACTPACK_OFFLINE"
"""Environment variable that, set to 1, stands for `offline: true`."""

_PROBLEMS: dict[Outcome, tuple[str, str]] = {
    "cut": ("answer-cut", "is longer than an answer may be, and was cut"),
    "refused": ("answer-refused", "was refused by the server or the model"),
    "too-large": ("answer-too-large", "has more bytes than are read"),
    "broken": ("answer-broken", "does not keep the protocol, however often it was asked for"),
}


@dataclass(frozen=True, slots=True)
class LlmExtractor:
    """Asks a model for the facts of an article.

    The same article gives the same extraction as long as the cache keeps its answers; network and
    clock are met only on the way to an answer that is not kept yet.

    Attributes:
        options: of `extractor.llm` in dataset.yaml.
        cache: where answers are kept.
        known: names given by a curator, which win over those of the model.
        clock: time.
    """

    options: LlmOptions
    cache: AnswerCache
    known: KnownNames | None = None
    clock: Clock = field(default_factory=SystemClock)

    @property
    def label(self) -> str:
        """Name, version and model."""
        return f"llm/{VERSION}/{self.options.model}"

    def extract(self, article: Article) -> Extraction:
        """What the model reads in the article and the article proves; see `Extractor.extract`.

        Raises:
            FactpackError: the model cannot be asked; answers that came before are kept.
        """
        client = Client(self.options, self.cache, self.clock)
        pieces = pieces_of(article)
        answers = [
            client.ask(frame.render(article.text[piece.start : piece.end])) for piece in pieces
        ]
        return read_answers(article, pieces, answers, self.label, self.known)


def read_answers(
    article: Article,
    pieces: list[Span],
    answers: list[Answer],
    label: str,
    known: KnownNames | None = None,
) -> Extraction:
    """The extraction that answers give, a pure function of them and the article."""
    given: list[Facts] = []
    rejected: list[Rejected] = []

    def reject(code: str, reason: str, piece: Span) -> None:
        rejected.append(
            Rejected(
                kind="record",
                source=article.raw.source,
                check_code=code,
                reason=reason,
                article_id=article.article_id,
                extractor=label,
                start=piece.start,
                end=piece.end,
            )
        )

    for number, (piece, answer) in enumerate(zip(pieces, answers, strict=True), 1):
        place = f"answer {number}"
        facts = AnswerFacts()
        if answer.outcome in _PROBLEMS:
            code, reason = _PROBLEMS[answer.outcome]
            reject(code, f"{place.capitalize()} {reason}.", piece)
        else:
            try:
                facts = facts_of(frame.parse(answer.content))
            except frame.AnswerError as error:
                reject("answer-invalid", f"{place.capitalize()} {error}.", piece)
        for item in facts.misshapen:
            reject("facts-invalid", f"Item {item} of {place} has not one class.", piece)
        given.append(
            Facts(
                article.raw.source,
                place,
                facts.entities,
                facts.claims,
                facts.quotes,
                within=piece,
            )
        )
    return align_facts(article, given, label, known, rejected)


def open_llm(options: LlmOptions, articles: Path, known: KnownNames | None = None) -> LlmExtractor:
    """An extractor for the model that dataset.yaml names.

    Args:
        options: of dataset.yaml; `FACTPACK_OFFLINE=1` in the environment sets `offline`.
        articles: folder that the folder of the cache is relative to.
        known: names given by a curator.

    Raises:
        FactpackError: langextract is not installed, the key is not set, or the cache is a file.
    """
    frame.require_langextract()
    if os.environ.get(OFFLINE) == "1":
        options = replace(options, offline=True)
    if options.api_key_env and not options.offline:
        api_key(options.api_key_env)
    folder = articles / options.cache
    if folder.exists() and not folder.is_dir():
        raise FactpackError(f"{folder}: extractor.llm.cache has to name a folder, and this is none")
    return LlmExtractor(options, AnswerCache(folder), known)
