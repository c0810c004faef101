"""Evaluate a release from its folder."""

from __future__ import annotations

from pathlib import Path

from factpack.errors import FactpackError
from factpack.evaluate.measure import Evaluation, evaluate
from factpack.evaluate.predictions import predictions
from factpack.evaluate.records import read_annotation
from factpack.release.open import open_release
from factpack_validators.rehydrate import rehydrate_texts


def evaluate_release(release: Path, gold: Path, articles: Path | None = None) -> Evaluation:
    """Measure a release against a gold file.

    Args:
        release: a release folder.
        gold: annotation as JSON lines; documents are named by their file.
        articles: folder of the articles, for words that the release withholds; without it, free
            text of such articles cannot match.

    Raises:
        FactpackError: broken release, unreadable gold file, articles that are not those of the
            release, or no document in common.
    """
    opened = open_release(release)
    texts: dict[str, str] = {}
    if articles is not None:
        rehydrated = rehydrate_texts(release, articles)
        if not rehydrated.texts:
            raise FactpackError(
                f"{articles}: none of the articles of {release} is there as it was when the "
                "release was built. Name the folder that the release was built from."
            )
        texts = dict(rehydrated.texts)
    said, true = predictions(opened, texts), read_annotation(gold)
    if not said.docs() & true.docs():
        raise FactpackError(
            f"{gold}: no document of the annotation is an article of {release}: the annotation is "
            f"about {', '.join(sorted(true.docs())[:3]) or 'nothing'}."
        )
    return evaluate(said, true)
