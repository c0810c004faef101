"""The extractor that a manifest names, without what a manifest may not decide."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from factpack.config import Dataset, LlmOptions, server_problem
from factpack.errors import FactpackError
from factpack.extract.choose import make_extractor
from factpack.extract.extractor import Extractor
from factpack.extract.given.llm import open_llm
from factpack.extract.names import KnownNames
from factpack_validators.shown import shown


@dataclass(frozen=True, slots=True)
class ModelAccess:
    """What the reader gives to rebuild a release whose facts a language model found.

    Attributes:
        answers: folder of the answers that were kept when it was built; it is not changed.
        base_url: server to ask for answers that are not kept; None: no server is asked.
        api_key_env: environment variable that holds the key for that server.
    """

    answers: Path | None = None
    base_url: str | None = None
    api_key_env: str | None = None


def reader_extractor(
    dataset: Dataset, known: KnownNames | None, model: ModelAccess, answers: Path
) -> Extractor:
    """The extractor that a manifest names, without what a manifest may not decide.

    Args:
        dataset: what the manifest says.
        known: names given by a curator.
        model: what the reader gives.
        answers: folder to make for the answers of a model.
    """
    options = dataset.extractor
    if options.jsonl is not None:
        facts = dataset.articles_dir / options.jsonl.path
        if not facts.is_file():
            raise FactpackError(
                f"the facts of this release were given in {shown(options.jsonl.path)}: name "
                "the folder that holds it with --articles DIR"
            )
        if not facts.resolve().is_relative_to(dataset.articles_dir.resolve()):
            raise FactpackError(f"{facts} is a link that leads out of the articles folder")
    if options.name != "llm" or options.llm is None:
        return make_extractor(dataset, known)
    if model.answers is None and model.base_url is None:
        raise FactpackError(
            f"the facts of this release were found by the language model "
            f"{shown(options.llm.model)}. No server is asked and no key is read because a release "
            "says so: give --answers DIR with the answers that were kept when it was built, or "
            "--base-url URL of a server of your own, with --api-key-env NAME where it wants a key"
        )
    if model.base_url is not None and (problem := server_problem(model.base_url)):
        raise FactpackError(f"--base-url {problem}")
    answers.mkdir()
    if model.answers is not None:
        _copy_answers(model.answers, answers)
    own = LlmOptions(
        base_url=(model.base_url or "").rstrip("/"),
        model=options.llm.model,
        cache=answers.name,
        api_key_env=model.api_key_env,
        offline=model.base_url is None,
    )
    return open_llm(own, answers.parent, known)


def _copy_answers(given: Path, answers: Path) -> None:
    if not given.is_dir():
        raise FactpackError(f"{given}: no such folder of answers")
    for file in sorted(given.glob("??/*.json")):
        if file.is_file():
            (answers / file.parent.name).mkdir(exist_ok=True)
            shutil.copyfile(file, answers / file.parent.name / file.name)
