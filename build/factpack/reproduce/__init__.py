"""Build a release again from its manifest and compare every byte.

A manifest is what somebody else wrote. It is taken for a recipe, never for orders: no address,
environment variable or folder comes from it, nothing is written outside a temporary folder, and
what a recipe needs beyond the articles is taken from the reader alone.
"""

from __future__ import annotations

from pathlib import Path

from factpack.errors import FactpackError
from factpack.pipeline import build
from factpack.read import read_articles
from factpack.release.open import open_release
from factpack.reproduce.comparison import Reproduction, compare
from factpack.reproduce.model import ModelAccess, reader_extractor
from factpack.reproduce.own_texts import read_own_texts
from factpack.reproduce.place import check_place
from factpack.reproduce.recipe import previous_of, read_recipe, write_config
from factpack_validators.scratch import scratch_folder

__all__ = ["ModelAccess", "Reproduction", "reproduce_release"]


def reproduce_release(
    release: Path,
    articles: Path | None = None,
    previous: Path | None = None,
    model: ModelAccess | None = None,
) -> Reproduction:
    """Rebuild a release in a temporary folder and compare it with the given one.

    Args:
        release: a release folder, which is not changed.
        articles: folder of the articles it was built from, which is not changed; None: the texts
            that the release publishes, where it publishes all of them.
        previous: the release that it follows, where it follows one; by default the folder of that
            version beside it.
        model: what the reader gives for a release of the extractor `llm`.

    Raises:
        FactpackError: broken release, articles that are neither given nor published, a previous
            release that is not there or not the one that the manifest names, a folder of articles
            beside the one that holds them, or a model without what the reader has to give.
    """
    given = open_release(release)
    if given.manifest.get("reissued"):
        raise FactpackError(
            f"{release} was written anew after a withdrawal: rows were taken out of what had been "
            "built, so that no build gives its bytes; `factpack validate` checks what is left"
        )
    recipe = read_recipe(release, given.manifest)
    if articles is not None:
        check_place(given, articles)
    before = previous_of(given.manifest, release, previous)
    own = read_own_texts(given) if articles is None else None
    with scratch_folder("reproduce") as work:
        result = build(
            write_config(recipe, work),
            out=work / "dist",
            articles=articles,
            version=recipe.version,
            previous=before,
            released=recipe.released,
            choose=lambda dataset, known: reader_extractor(
                dataset, known, model or ModelAccess(), work / "answers"
            ),
            read=read_articles if own is None else lambda dataset: own,
            cache=False,
        )
        if not result.published:
            raise FactpackError(
                f"{release}: rebuilt from {articles or 'its own texts'} the release does not pass "
                "the validators: " + "; ".join(f.message for f in result.findings[:3])
            )
        return compare(given, open_release(result.path), own_texts=own is not None)
