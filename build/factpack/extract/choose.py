"""Which extractor a dataset asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factpack.config import Dataset
from factpack.errors import FactpackError
from factpack.extract.extractor import Extractor
from factpack.extract.given.jsonl import JsonlExtractor, open_facts
from factpack.extract.names import KnownNames
from factpack.extract.rules_extractor import RulesExtractor
from factpack.model import RawArticle, Rejected


def make_extractor(dataset: Dataset, known: KnownNames | None) -> Extractor:
    """The extractor that `extractor` in dataset.yaml names; it pickles for worker processes.

    Args:
        dataset: a checked dataset.yaml.
        known: names given by a curator.

    Raises:
        FactpackError: it cannot work here: a missing file of facts, package or key.
    """
    options = dataset.extractor
    match options.name:
        case "rules":
            return RulesExtractor(known)
        case "jsonl" if options.jsonl is not None:
            path = options.jsonl.path
            return open_facts(dataset.articles_dir / path, path, known)
        case "llm" if options.llm is not None:
            from factpack.extract.given.llm import open_llm  # few datasets ask for it

            return open_llm(options.llm, dataset.articles_dir, known)
    raise FactpackError(f"{dataset.file}: give the options of the extractor {options.name}")


def with_leftovers(
    extractor: Extractor, articles: Iterable[RawArticle | Rejected]
) -> Iterator[RawArticle | Rejected]:
    """The articles, then what the extractor was given and no article could use."""
    if isinstance(extractor, JsonlExtractor):
        return extractor.with_leftovers(articles)
    return iter(articles)
