"""Read a dataset.yaml strictly: everything wrong with it is told at once, with lines."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from factpack.config.addresses import why_no_address
from factpack.config.below import why_not_below
from factpack.config.dataset import (
    MIN_CONFIDENCE,
    ArticleOverride,
    Creator,
    Dataset,
    ExtractorOptions,
    JsonlOptions,
    LlmOptions,
    Source,
)
from factpack.config.dates import read_published
from factpack.config.languages import LANGUAGES, read_language
from factpack.config.nearest import suggestion
from factpack.config.placeholders import is_placeholder
from factpack.config.problems import Problems, broken, check_schema, name_of
from factpack.config.selection import check_selection, read_selection
from factpack.config.server import server_problem
from factpack.config.show import shown
from factpack.config.strict_yaml import Document, YamlError, read_yaml
from factpack.config.strict_yaml import Path as YamlPath
from factpack.config.texts import check_texts
from factpack.config.vocabulary import OwnVocabulary, read_vocabulary
from factpack.config.weights import check_weights, read_weights
from factpack.config.withdrawn import check_withdrawn, read_withdrawn
from factpack.errors import FactpackError
from factpack.model import Metadata
from factpack_validators.word_limits import EXCERPT_SHARE

MAX_BYTES = 16 * 1024 * 1024
"""Some 80,000 articles with metadata each; more belongs in front matter or records."""

DATA_LICENSES = (
    "CC0-1.0",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-4.0",
    "PDDL-1.0",
    "ODC-By-1.0",
    "ODbL-1.0",
    "Apache-2.0",
    "MIT",
    "other",
)
"""Licences that datasets usually have, offered where an identifier is unknown."""

ENCODINGS = (
    "utf-8",
    "utf-16",
    "utf-32",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-15",
    "koi8-r",
    "shift_jis",
    "euc-jp",
    "gb18030",
    "big5",
    "euc-kr",
    "mac-roman",
)
"""Encodings offered where a name is unknown; every text codec of Python is read."""

_NOT_TEXT = frozenset(
    {
        "idna",
        "mbcs",
        "oem",
        "punycode",
        "raw-unicode-escape",
        "undefined",
        "unicode-escape",
        "utf-7",
    }
)
"""Codecs of programs, or of one platform; none is the encoding of an article."""


def load_dataset_config(path: Path, articles_dir: Path | None = None) -> Dataset:
    """Read and check a dataset.yaml.

    Args:
        path: the file, or the folder that holds it.
        articles_dir: folder that `sources` and `articles` are relative to; by default that of the
            file.

    Raises:
        FactpackError: the file cannot be read or departs from `schema/dataset.schema.json`; the
            message lists every problem with its line and the nearest valid key or value.
    """
    if path.is_dir():
        path = path / "dataset.yaml"
    document = _read(path)
    problems = Problems(path, document)
    for where, first, second in document.repeated:
        key = str(where[-1])
        problems.add(where, f"the key {shown(key)} stands in line {first} already", line=second)
    if isinstance(document.data, dict):
        check_schema(document, problems)
        _check_values(document, problems)
    else:
        problems.add((), _not_a_mapping(document.data))
    problems.stop_if_any()
    own = read_vocabulary(path, document)
    found = _dataset(path, _articles_dir(path, articles_dir), document.data, own)
    return replace(found, has_copies=articles_dir is not None)


def line_in(path: Path, where: YamlPath) -> int:
    """The line of a value in a dataset.yaml, for what only other files show to be wrong."""
    return _read(path).line(where)


def is_text_encoding(name: str) -> bool:
    """Whether a name is that of a codec which can hold an article.

    >>> is_text_encoding("latin-1"), is_text_encoding("base64"), is_text_encoding("klingon")
    (True, False, False)
    """
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    if not getattr(codec, "_is_text_encoding", True):
        return False
    return codec.name.replace("_", "-") not in _NOT_TEXT


def _read(path: Path) -> Document:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise FactpackError(
            f"{path} does not exist: name a dataset.yaml, or make one with `factpack init DIR`",
            code="config-invalid",
            file=path,
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise FactpackError(f"{path} cannot be read: {reason}") from None
    if len(data) > MAX_BYTES:
        raise FactpackError(
            f"{path} is larger than {MAX_BYTES // 1024 // 1024} MiB: it should describe the "
            "dataset; metadata of many articles belongs in their front matter or records"
        )
    text = _decode(path, data)
    try:
        return read_yaml(text)
    except YamlError as error:
        raise broken(path, [(error.line, error.message)]) from None


def _decode(path: Path, data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FactpackError(f"{path} is UTF-16: save it as UTF-8")
    try:
        # A line ends alike everywhere, else lines are counted twice.
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        message = f"the byte 0x{byte:02X} is not UTF-8: save the file as UTF-8"
        raise broken(path, [(line, message)]) from None


def _not_a_mapping(data: Any) -> str:
    if data is None:
        return "the file is empty; `factpack init DIR` shows what belongs there"
    kind = "a list" if isinstance(data, list) else "a single value"
    return f"keys such as name: and title: have to stand there, but {kind} does"


def _articles_dir(path: Path, articles_dir: Path | None) -> Path:
    if articles_dir is None:
        return path.parent
    if not articles_dir.is_dir():
        what = "is not a folder" if articles_dir.exists() else "does not exist"
        raise FactpackError(f"the articles folder {articles_dir} {what}")
    return articles_dir


def _check_values(document: Document, problems: Problems) -> None:
    """Note what a JSON Schema cannot see."""
    data = document.data
    check_texts(data, problems)
    _check_placeholders(data, problems)
    _check_license(data, problems)
    _check_released(data, problems)
    for number, creator in enumerate(_list(data.get("creators"))):
        _check_orcid(creator, ("creators", number, "orcid"), problems)
    for number, source in enumerate(_list(data.get("sources"))):
        if isinstance(source, dict):
            _check_source(source, ("sources", number), problems)
    _check_extractor(data.get("extractor"), ("extractor",), problems)
    check_weights(data.get("checks"), problems)
    check_withdrawn(data.get("withdrawn"), problems)
    check_selection(data.get("select"), problems)
    articles = data.get("articles")
    for key, article in (articles if isinstance(articles, dict) else {}).items():
        if isinstance(article, dict):
            _check_article(article, ("articles", key), problems)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


_TO_FILL_IN = {
    "title": "say in a line what the dataset is",
    "description": "say what the articles are, where they come from and what period they cover",
    "license": "choose the licence of the release, such as CC-BY-4.0 or CC0-1.0",
    "license_name": "give the name of the licence",
}
"""What users of a release go by, with what belongs there."""


def _check_placeholders(data: Mapping[str, Any], problems: Problems) -> None:
    for key, what in _TO_FILL_IN.items():
        value = data.get(key)
        if isinstance(value, str) and not problems.is_blamed((key,)) and is_placeholder(value):
            problems.add((key,), f"{key} still holds a placeholder, {shown(value)}: {what}")


def _check_license(data: Mapping[str, Any], problems: Problems) -> None:
    path = ("license",)
    license_id = data.get("license")
    if not isinstance(license_id, str) or problems.is_blamed(path):
        return
    if license_id != "other":
        for key in ("license_name", "license_url"):
            if key in data:
                problems.add((key,), f"{key} explains license: other; the SPDX list knows the rest")
        if _spdx(license_id) is None:
            near = suggestion(license_id, DATA_LICENSES)
            message = f"license {shown(license_id)} is not an SPDX identifier; {near}"
            problems.add(path, message)


def _spdx(license_id: str) -> str | None:
    """Canonical spelling of an SPDX identifier, None where there is no such licence."""
    if license_id.lower().startswith("licenseref-"):
        return None
    try:
        return str(canonicalize_license_expression(license_id))
    except InvalidLicenseExpression:
        return None


def _check_released(data: Mapping[str, Any], problems: Problems) -> None:
    released, path = data.get("released"), ("released",)
    if isinstance(released, str) and not problems.is_blamed(path) and not _day(released):
        problems.add(path, f"released is {shown(released)}: no calendar has that day")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _check_orcid(creator: Any, path: YamlPath, problems: Problems) -> None:
    orcid = creator.get("orcid") if isinstance(creator, dict) else None
    if not isinstance(orcid, str) or problems.is_blamed(path):
        return
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    # ISO 7064 MOD 11-2, as ORCID documents it.
    check = (12 - total % 11) % 11
    if orcid[-1] != ("X" if check == 10 else str(check)):
        problems.add(path, f"{name_of(path)} {shown(orcid)} has a wrong digit: its last one checks")


def _check_source(source: Mapping[str, Any], path: YamlPath, problems: Problems) -> None:
    glob = source.get("path")
    if isinstance(glob, str):
        reason = why_no_address(glob) if "://" in glob else why_not_below(glob)
        if reason:
            problems.add((*path, "path"), f"{name_of((*path, 'path'))} {shown(glob)} {reason}")
    if source.get("query") and source.get("format") not in (None, "sqlite", "duckdb"):
        where = (*path, "query")
        problems.add(where, f"{name_of(where)} is for the formats sqlite and duckdb alone")
    if source.get("split") and source.get("format") != "hf":
        where = (*path, "split")
        problems.add(where, f"{name_of(where)} is for the format hf alone")
    encoding, where = source.get("encoding"), (*path, "encoding")
    if isinstance(encoding, str) and not problems.is_blamed(where):
        if not is_text_encoding(encoding):
            near = suggestion(encoding, ENCODINGS)
            problems.add(where, f"{name_of(where)} {shown(encoding)} is no text encoding; {near}")
        elif source.get("format") == "parquet" and codecs.lookup(encoding).name != "utf-8":
            problems.add(where, f"{name_of(where)}: text in Parquet is UTF-8; delete the line")


def _check_extractor(extractor: Any, path: YamlPath, problems: Problems) -> None:
    if not isinstance(extractor, dict):
        return
    name = extractor.get("name")
    for key in ("jsonl", "llm"):
        if key in extractor and name in ("rules", "jsonl", "llm") and name != key:
            problems.add((*path, key), f"extractor.{key} holds for name: {key}, not for {name}")
    if name in ("jsonl", "llm") and name not in extractor:
        problems.add((*path, "name"), f"name is {name}: give its options in extractor.{name}")
    for block, key in (("jsonl", "path"), ("llm", "cache")):
        options, where = extractor.get(block), (*path, block, key)
        value = options.get(key) if isinstance(options, dict) else None
        if isinstance(value, str) and not problems.is_blamed(where):
            reason = why_not_below(value)
            if reason:
                problems.add(where, f"{name_of(where)} {shown(value)} {reason}")
    options, where = extractor.get("llm"), (*path, "llm", "base_url")
    base_url = options.get("base_url") if isinstance(options, dict) else None
    if isinstance(base_url, str) and not problems.is_blamed(where):
        _check_base_url(base_url, where, problems)


def _check_base_url(base_url: str, path: YamlPath, problems: Problems) -> None:
    problem = server_problem(base_url)
    if problem:
        problems.add(path, f"{name_of(path)} {problem}")


def _check_article(article: Mapping[str, Any], path: YamlPath, problems: Problems) -> None:
    for key in ("published", "modified"):
        said, where = article.get(key), (*path, key)
        if (
            isinstance(said, (str, int))
            and not problems.is_blamed(where)
            and not read_published(str(said))
        ):
            problems.add(where, f"{name_of(where)} is {shown(said)}: no calendar has that day")
    language, where = article.get("language"), (*path, "language")
    if isinstance(language, str) and not problems.is_blamed(where) and not read_language(language):
        near = suggestion(language, LANGUAGES) if len(language) < 4 else "write two letters"
        problems.add(where, f"{name_of(where)} {shown(language)} is not in ISO 639-1; {near}")


def _dataset(
    path: Path, articles_dir: Path, data: Mapping[str, Any], own: OwnVocabulary | None
) -> Dataset:
    released = data.get("released")
    return Dataset(
        file=path,
        articles_dir=articles_dir,
        name=data["name"],
        title=_line(data["title"]),
        description=_words(data["description"]),
        license=_spdx(data["license"]) or data["license"],
        license_name=_line(data.get("license_name")),
        license_url=data.get("license_url"),
        rights=data["rights"],
        excerpt_share=data.get("excerpt_share", EXCERPT_SHARE),
        sources=tuple(_source(source) for source in data["sources"]),
        version=data.get("version"),
        versioning=data.get("versioning"),
        released=_day(released) if released else None,
        creators=tuple(
            Creator(_line(c["name"]), c.get("orcid"), c.get("url"))
            for c in data.get("creators", ())
        ),
        keywords=tuple(_line(word) for word in data.get("keywords", ())),
        homepage=data.get("homepage"),
        doi=data.get("doi"),
        contact=data.get("contact"),
        citation=_words(data.get("citation")),
        caveats=_words(data.get("caveats")),
        checks=read_weights(data.get("checks", ())),
        drift=data.get("drift", {}),
        min_confidence=data.get("publish", {}).get("min_confidence", MIN_CONFIDENCE),
        withdrawn=read_withdrawn(data.get("withdrawn", ())),
        articles={key: _override(value) for key, value in data.get("articles", {}).items()},
        select=read_selection(data.get("select")),
        extractor=_extractor(data.get("extractor", {"name": "rules"})),
        own_vocabulary=own,
        raw=data,
    )


def _extractor(extractor: Mapping[str, Any]) -> ExtractorOptions:
    jsonl, llm = extractor.get("jsonl"), extractor.get("llm")
    return ExtractorOptions(
        name=extractor["name"],
        jsonl=jsonl and JsonlOptions(**jsonl),
        llm=llm and LlmOptions(**{**llm, "base_url": llm["base_url"].rstrip("/")}),
    )


def _source(source: Mapping[str, Any]) -> Source:
    encoding = source.get("encoding")
    return Source(
        path=source["path"],
        format=source.get("format"),
        encoding=encoding and _codec(encoding),
        columns=source.get("columns", {}),
        date_order=source.get("date_order"),
        query=source.get("query"),
        split=source.get("split"),
    )


def _codec(encoding: str) -> str:
    """Codec to use where no byte order mark decides, by Python's name."""
    name = codecs.lookup(encoding).name
    # Without a mark, Windows and the web take the little end first.
    unmarked = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
    return unmarked.get(name, name)


def _override(article: Mapping[str, Any]) -> ArticleOverride:
    published = read_published(str(article["published"])) if "published" in article else None
    modified = read_published(article["modified"]) if "modified" in article else None
    return ArticleOverride(
        id=_line(article.get("id")),
        metadata=Metadata(
            title=_line(article.get("title")),
            url=article.get("url"),
            publisher=_line(article.get("publisher")),
            author=_line(article.get("author")),
            published_on=published and published[0],
            published_precision=published and published[1],
            published_basis=_line(article.get("published_basis")),
            modified_on=modified and modified[0],
            language=read_language(article["language"]) if "language" in article else None,
            license=_line(article.get("license")),
            is_accessible_for_free=article.get("is_accessible_for_free"),
        ),
        rights=article.get("rights"),
    )


def _line(text: Any) -> Any:
    """Text of one line: white space runs are one space."""
    return " ".join(text.split()) if isinstance(text, str) else text


def _words(text: Any) -> Any:
    """Text of several lines without white space at its ends."""
    return text.strip() if isinstance(text, str) else text
