"""What a publisher says about a corpus, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeAlias

from factpack.config.selection import Selection
from factpack.config.vocabulary import OwnVocabulary
from factpack.model import Metadata, Rights
from factpack_validators.findings import Severity
from factpack_validators.word_limits import EXCERPT_SHARE

MIN_CONFIDENCE = 0.7
"""What is below it is wrong every other time; see docs/decisions/0016-confidence.md."""


@dataclass(frozen=True, slots=True)
class Creator:
    """A person or group that made the dataset."""

    name: str
    orcid: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles come from: a glob below the articles folder.

    Attributes:
        path: glob, posix, relative to the articles folder; a folder stands for all files below it;
            or an address that fsspec knows.
        format: one of the schema, such as jsonl; None: by the ending of each file.
        encoding: codec name where the publisher knows it; None: found out per file.
        columns: our metadata name (id, text, title, …) to the name in the records or the front
            matter; a dotted path leads into nested fields.
        date_order: of day and month in dates that have both as numbers; None: nobody said.
        split: of a dataset of the Hub; None: all of them.
        query: of databases, one SELECT; None: their only table.
    """

    path: str
    format: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: Literal["day-first", "month-first"] | None = None
    query: str | None = None
    split: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleOverride:
    """Metadata that dataset.yaml gives for one article; None leaves what the source says.

    `metadata.rights` carries no information here; `rights` does.
    """

    id: str | None
    metadata: Metadata
    rights: Rights | None


@dataclass(frozen=True, slots=True)
class JsonlOptions:
    """Facts from elsewhere: `path` is relative to the articles folder, posix."""

    path: str


@dataclass(frozen=True, slots=True)
class LlmOptions:
    """A language model behind an OpenAI-compatible address.

    Attributes:
        base_url: without `/chat/completions` and without a slash at its end.
        api_key_env: name of the environment variable with the key; None: the server wants none.
        cache: folder of the answers, relative to the articles folder, posix.
        max_requests_per_minute: of all processes together; None: no limit.
        timeout_seconds: longest time that an answer may take.
        offline: answer from the cache alone.
    """

    base_url: str
    model: str
    cache: str
    api_key_env: str | None = None
    max_requests_per_minute: int | None = None
    timeout_seconds: int = 120
    offline: bool = False


@dataclass(frozen=True, slots=True)
class ExtractorOptions:
    """What reads the facts out of the articles; the options of that name are there."""

    name: Literal["rules", "jsonl", "llm"] = "rules"
    jsonl: JsonlOptions | None = None
    llm: LlmOptions | None = None


@dataclass(frozen=True, slots=True)
class CheckWeight:
    """A check that weighs more or less in this dataset than in others, and why."""

    code: str
    severity: Severity
    reason: str


Kind: TypeAlias = Literal["article", "publisher", "person", "sha256"]
"""What an entry of `withdrawn` can name."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was taken back: one article or several, and all that rests on them alone.

    Attributes:
        kind: what `what` names.
        reason: as far as it may be told; None: nothing is.
    """

    kind: Kind
    what: str
    day: date
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Dataset:
    """A checked dataset.yaml.

    Attributes:
        file: the dataset.yaml itself.
        articles_dir: folder that `sources` and `articles` are relative to: that of `--articles`,
            else the folder of dataset.yaml.
        license: SPDX identifier, or `other`, which `license_name` and `license_url` then explain.
        version: X.Y.Z or `auto`; None says nothing.
        versioning: recipe of `schema/versioning.yaml` by which versions are computed; None: the
            default there.
        excerpt_share: of an article whose rights are `excerpt`, that may be given out at most.
        checks: in the order of dataset.yaml, each code once.
        drift: what may move between two releases, by name; what is not named keeps its default,
            see `factpack_validators.families.previous.Limits`.
        min_confidence: claims with less confidence are not published; those whose confidence is
            not known are.
        withdrawn: in the order of dataset.yaml.
        articles: by file, such as `003.txt`, or by record, such as `records.jsonl#2`.
        select: which of the articles belong to the dataset; None: all.
        own_vocabulary: predicates and rules that dataset.yaml brings; None: those that ship hold.
        has_copies: whether somebody named the articles folder: then it holds copies of what is at
            the addresses that sources name, and nothing is fetched.
        raw: the YAML as plain data, for the manifest.
    """

    file: Path
    articles_dir: Path
    name: str
    title: str
    description: str
    license: str
    rights: Rights
    sources: tuple[Source, ...]
    excerpt_share: float = EXCERPT_SHARE
    license_name: str | None = None
    license_url: str | None = None
    version: str | None = None
    versioning: str | None = None
    released: date | None = None
    creators: tuple[Creator, ...] = ()
    keywords: tuple[str, ...] = ()
    homepage: str | None = None
    doi: str | None = None
    contact: str | None = None
    citation: str | None = None
    caveats: str | None = None
    checks: tuple[CheckWeight, ...] = ()
    drift: Mapping[str, float] = field(default_factory=dict)
    min_confidence: float = MIN_CONFIDENCE
    withdrawn: tuple[Withdrawn, ...] = ()
    articles: Mapping[str, ArticleOverride] = field(default_factory=dict)
    select: Selection | None = None
    extractor: ExtractorOptions = ExtractorOptions()
    own_vocabulary: OwnVocabulary | None = None
    has_copies: bool = False
    raw: Mapping[str, Any] = field(default_factory=dict)

    @property
    def own_predicates(self) -> tuple[str, ...]:
        """Names of the predicates that the dataset defines itself, in the order of its file."""
        data = self.own_vocabulary and self.own_vocabulary.data
        return tuple(p["name"] for p in data["predicates"]) if data else ()

    @property
    def entities_file(self) -> Path | None:
        """The curated `entities.csv` beside dataset.yaml, or None."""
        path = self.file.parent / "entities.csv"
        return path if path.is_file() else None

    @property
    def publishers_file(self) -> Path | None:
        """The curated `publishers.csv` beside dataset.yaml, or None."""
        path = self.file.parent / "publishers.csv"
        return path if path.is_file() else None

    @property
    def reviews_file(self) -> Path:
        """Where `reviews.csv` stands, if there is one: beside dataset.yaml."""
        return self.file.parent / "reviews.csv"
