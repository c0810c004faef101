"""Give whoever holds the articles of a release the words that it withholds.

The release is built twice from what its manifest says and from the articles that are proved to be
its own: with its own rights, which has to give its own rows, and with rights that withhold nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factpack.config import load_dataset_config
from factpack.errors import FactpackError
from factpack.hydrate.match import Match, Miss, match_articles
from factpack.hydrate.reading import Reading
from factpack.hydrate.rights import with_words
from factpack.pipeline import build
from factpack.release.open import Release, open_release
from factpack.release.staging import publish_folder, staging_folder
from factpack.reproduce import ModelAccess
from factpack.reproduce.comparison import compare
from factpack.reproduce.model import reader_extractor
from factpack.reproduce.recipe import Recipe, previous_of, read_recipe, write_config
from factpack_validators.shown import printable, shown

__all__ = ["Hydration", "Miss", "hydrate_release"]


@dataclass(frozen=True, slots=True)
class Hydration:
    """What came of hydrating a release.

    Attributes:
        path: folder of the full release; None where articles are missing and nothing was made.
        n_articles: articles of the release.
        n_by_bytes: of them, those whose source is the same byte for byte.
        n_by_text: those that were known by their normalised text alone.
        missing: those that are not in the folder, or not as they were.
        withheld: sources that stay withheld: so short that the release gives no hash of them.
        titles: sources whose title stood in the publisher's dataset.yaml alone.
    """

    path: Path | None
    n_articles: int
    n_by_bytes: int
    n_by_text: int
    missing: tuple[Miss, ...]
    withheld: tuple[str, ...]
    titles: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "path": self.path.as_posix() if self.path else None,
            "articles": self.n_articles,
            "by_bytes": self.n_by_bytes,
            "by_text": self.n_by_text,
            "missing": [{"source": m.source, "reason": m.reason} for m in self.missing],
            "withheld": list(self.withheld),
            "titles": list(self.titles),
        }


def hydrate_release(
    release: Path,
    articles: Path,
    out: Path,
    previous: Path | None = None,
    answers: Path | None = None,
) -> Hydration:
    """Make the full release of one that withholds words, `<out>/<dataset>/<version>`.

    Args:
        release: a release folder, which is not changed.
        articles: folder that holds its articles, under any name; it is not changed.
        out: folder of releases, another than the one where the release stands.
        previous: the release that it follows, where it follows one; by default the folder of that
            version beside it.
        answers: for a release of the extractor `llm`, the answers that were kept.

    Returns:
        What was found; `path` is None where articles are missing.

    Raises:
        FactpackError: broken release, a previous release that is not there, rows that come out
            otherwise than the release has them, or a place that cannot be written.
    """
    given = open_release(release)
    if not articles.is_dir():
        raise FactpackError(f"{articles}: no such folder of articles")
    recipe = read_recipe(release, given.manifest)
    before = previous_of(given.manifest, release, previous)
    destination = out / given.name / given.version
    if destination.resolve() == release.resolve():
        raise FactpackError(f"{release} itself stands in {out}: choose another folder with --out")
    with staging_folder(destination) as work:
        original = load_dataset_config(write_config(recipe, work), articles)
        found = match_articles(given, original, work / "standing")
        if found.missing:
            return _outcome(given.manifest, found, None)
        rebuild = _Rebuild(before, articles, ModelAccess(answers), work)
        again = compare(
            given,
            rebuild(recipe, Reading(given, found, full=False), "again"),
            own_texts=False,
        )
        if again.rows:
            lines = "".join(f"  {printable(row)}\n" for row in (*again.rows, *again.versions))
            raise FactpackError(
                f"{release}: its articles do not give its rows again, so nothing was made:\n{lines}"
                f"It was made by factpack {shown(given.manifest.get('factpack'))}, extractor "
                f"{shown(given.manifest.get('extractor'))}: use that version."
            )
        result = rebuild(with_words(recipe, found), Reading(given, found, full=True), "full")
        publish_folder(result.path, destination)
    return _outcome(given.manifest, found, destination)


@dataclass(frozen=True, slots=True)
class _Rebuild:
    """Builds of one release that differ in what their articles withhold."""

    previous: Path | None
    articles: Path
    model: ModelAccess
    work: Path

    def __call__(self, recipe: Recipe, reading: Reading, folder: str) -> Release:
        """The release that a recipe gives, in a folder of its own.

        Raises:
            FactpackError: it does not pass the validators.
        """
        place = self.work / folder
        place.mkdir()
        result = build(
            write_config(recipe, place),
            out=place / "dist",
            articles=self.articles,
            version=recipe.version,
            previous=self.previous,
            released=recipe.released,
            choose=lambda dataset, known: reader_extractor(
                dataset, known, self.model, place / "answers"
            ),
            read=reading,
        )
        if not result.published:
            raise FactpackError(
                "built again from its articles the release does not pass the validators: "
                + "; ".join(f.message for f in result.findings[:3])
            )
        return open_release(result.path)


def _outcome(manifest: Any, found: Match, path: Path | None) -> Hydration:
    named = manifest.get("withheld")
    titles = [
        entry.removeprefix("articles.").removesuffix(".title")
        for entry in (named if isinstance(named, list) else ())
        if isinstance(entry, str)
    ]
    return Hydration(
        path,
        len(found.rows),
        len(found.in_place) + sum(not article.by_text for article in found.elsewhere),
        sum(article.by_text for article in found.elsewhere),
        found.missing,
        found.unproved,
        tuple(titles),
    )
