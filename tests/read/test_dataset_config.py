from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from factpack.config import ArticleOverride, Creator, Source, load_dataset_config
from factpack.config.load import DATA_LICENSES, ENCODINGS, MAX_BYTES, is_text_encoding
from factpack.config.problems import MAX_SHOWN
from factpack.errors import FactpackError
from factpack.model import Metadata
from factpack_validators.schemas import read_json

CORPORA = Path(__file__).parents[2] / "corpora"

GOOD = """\
name: orrin-bay
title: Orrin Bay
description: News of an invented harbour.
license: CC0-1.0
rights: facts
sources:
  - path: "*.txt"
"""


ALL_ELSE = (
    "    format: jsonl\n    encoding: Latin-1\n    columns: {text: body, id: no}\n"
    "license_name: Harbour terms\nlicense_url: https://terms.example/\n"
    "version: 1.10.0\nreleased: 2026-11-21\nhomepage: https://bay.example\n"
    "creators:\n  - {name: Ada  Quay, orcid: 0000-0002-1825-0097, url: https://ada.example}\n"
    "keywords: [news, 'no']\ncitation: Cite  me.\ncaveats: >\n  Take\n  care.\n"
    "articles:\n  003.txt:\n    id: '007'\n    title: Fire\n    url: https://a.example/3\n"
    "    publisher: Courier\n    author: B. Quay\n    published: 2016-11\n"
    "    published_basis: inferred\n    language: no\n    rights: full\n"
    "  r.jsonl#2:\n    published: 2016\n    language: en-GB\n"
)


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "dataset.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problem(folder: Path, text: str | bytes) -> str:
    with pytest.raises(FactpackError) as caught:
        load_dataset_config(write(folder, text))
    message = str(caught.value)
    assert message.startswith(str(folder / "dataset.yaml"))
    return message


def swap(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


def test_the_least_that_is_needed(tmp_path: Path) -> None:
    dataset = load_dataset_config(write(tmp_path, GOOD))
    assert (dataset.name, dataset.rights, dataset.license) == ("orrin-bay", "facts", "CC0-1.0")
    assert dataset.sources == (Source("*.txt"),)
    assert dataset.articles_dir == tmp_path
    assert (dataset.version, dataset.released, dataset.entities_file) == (None, None, None)


def test_all_there_is(tmp_path: Path) -> None:
    text = GOOD.replace("CC0-1.0", "other") + ALL_ELSE
    dataset = load_dataset_config(write(tmp_path, text), tmp_path)
    assert dataset.sources == (Source("*.txt", "jsonl", "iso8859-1", {"text": "body", "id": "no"}),)
    assert (dataset.license_name, dataset.license_url) == (
        "Harbour terms",
        "https://terms.example/",
    )
    assert (dataset.version, dataset.released) == ("1.10.0", date(2026, 11, 21))
    assert dataset.creators == (Creator("Ada Quay", "0000-0002-1825-0097", "https://ada.example"),)
    assert dataset.keywords == ("news", "no")
    assert dataset.caveats == "Take care."
    assert dataset.articles == {
        "003.txt": ArticleOverride(
            "007",
            Metadata(
                title="Fire",
                url="https://a.example/3",
                publisher="Courier",
                author="B. Quay",
                published_on=date(2016, 11, 1),
                published_precision="month",
                published_basis="inferred",
                language="no",
            ),
            "full",
        ),
        "r.jsonl#2": ArticleOverride(
            None,
            Metadata(published_on=date(2016, 1, 1), published_precision="year", language="en"),
            None,
        ),
    }
    assert dataset.raw["articles"]["r.jsonl#2"]["published"] == 2016


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # What is unknown or missing, and what was probably meant.
        (GOOD + "licence: x\n", ['line 8: unknown key "licence"', "did you mean license?"]),
        (GOOD + "Homepage: x\n", ['unknown key "Homepage"', "did you mean homepage?"]),
        (GOOD + "    glob: x\n", ['line 8: unknown key "glob" in sources[0]', "path"]),
        (GOOD + "    columns: {txt: x}\n", ["sources[0].columns", "did you mean text?"]),
        (GOOD + "articles: {a.txt: {date: x}}\n", ["articles.a.txt", "nearest"]),
        (swap("title: Orrin Bay\n", ""), ["title is missing"]),
        (swap("  - path:", "  - format: txt\n    paths:"), ["line 7: path is missing", "paths"]),
        (swap("CC0-1.0", "other"), ["line 4: license is other", "license_name"]),
        # Wrong types.
        (swap("Orrin Bay", "42"), ["line 2: title wants text", "42 is a number", 'write "42"']),
        (swap("Orrin Bay", "true"), ["line 2: title wants text", "true or false"]),
        (swap("Orrin Bay", "[a]"), ["line 2: title wants text", "a list stands there"]),
        (swap("Orrin Bay", ""), ["line 2: title is empty"]),
        (swap("Orrin Bay", "'  '"), ["line 2: title"]),
        (GOOD + "keywords: news\n", ["line 8: keywords wants a list"]),
        (GOOD + "keywords: [a, 5]\n", ["keywords[1] wants text"]),
        (GOOD + "keywords: [a, a]\n", ["keywords lists a value twice"]),
        (GOOD + "creators: {name: x}\n", ["creators wants a list", "keys"]),
        (GOOD + "creators: []\n", ["creators is empty"]),
        (GOOD + "articles: [a]\n", ["articles wants keys"]),
        (GOOD + "articles:\n  a.txt:\n", ["line 9: articles.a.txt is empty"]),
        (GOOD + "articles: {a.txt: {id: 007}}\n", ["articles.a.txt.id", 'write "007"']),
        (swap('- path: "*.txt"', '"*.txt"'), ["sources wants a list"]),
        # Wrong values.
        (swap("rights: facts", "rights: fact"), ["line 5: rights", "did you mean facts?"]),
        (swap("rights: facts", "rights: no"), ["line 5: rights", "full, excerpt, facts"]),
        (GOOD + "    format: text\n", ["line 8", "did you mean txt?"]),
        (swap("orrin-bay", "Orrin Bay"), ["line 1: name", "small letters"]),
        (swap("orrin-bay", '"orrin-bay\\n"'), ["line 1: name"]),
        (swap("orrin-bay", "a" * 81), ["81 characters; 80"]),
        (swap("CC0-1.0", "CC-BY"), ["line 4: license", "SPDX", "CC-BY-4.0"]),
        (swap("CC0-1.0", "MIT OR Apache-2.0"), ["line 4: license", "one SPDX"]),
        (swap("CC0-1.0", "LicenseRef-mine"), ["line 4: license", "SPDX"]),
        (GOOD + "license_name: Mine\n", ["line 8: license_name", "other"]),
        (GOOD + "version: 1.10\n", ["line 8: version", "1.10 is a number", "1.0.0"]),
        (GOOD + "version: 123456789012\n", ["line 8: version"]),
        (GOOD + "version: 123456789012.0.0\n", ["line 8: version", "five digits"]),
        (GOOD + "version: 01.0.0\n", ["line 8: version"]),
        (GOOD + "version: 1.0.0-rc1\n", ["line 8: version"]),
        (GOOD + "released: 2023-02-30\n", ["line 8: released", "calendar"]),
        (GOOD + "released: 22/07/2019\n", ["line 8: released", "YYYY-MM-DD"]),
        (GOOD + "homepage: bay.example\n", ["line 8: homepage", "https://"]),
        (GOOD + "homepage: javascript:alert(1)\n", ["line 8: homepage"]),
        (GOOD + "creators: [{name: x, orcid: 0000-0002-1825-0098}]\n", ["orcid", "digit"]),
        (GOOD + "articles: {a: {published: 2016-13}}\n", ["articles.a.published", "calendar"]),
        (GOOD + "articles: {a: {published: 22.7.2019}}\n", ["articles.a.published", "YYYY"]),
        (GOOD + "articles: {a: {published: 20}}\n", ["articles.a.published"]),
        (GOOD + "articles: {a: {language: xx}}\n", ["articles.a.language", "ISO 639-1"]),
        (GOOD + "articles: {a: {language: english}}\n", ["articles.a.language"]),
        (GOOD + "    encoding: latin-0\n", ["line 8", "encoding", "nearest"]),
        (GOOD + "    encoding: windows-1522\n", ["did you mean windows-1252?"]),
        (GOOD + "    encoding: base64\n", ["no text encoding"]),
        (GOOD + "    encoding: utf-7\n", ["no text encoding"]),
        (GOOD + "    format: parquet\n    encoding: cp1252\n", ["Parquet is UTF-8"]),
        (GOOD.replace("Orrin Bay", "TODO", 1), ["line 2", "title still holds a placeholder"]),
        (GOOD.replace("CC0-1.0", "your-license"), ["line 4", "license still holds", "choose"]),
        (GOOD.replace("CC0-1.0", "TBD"), ["line 4", "license still holds a placeholder"]),
        (GOOD.replace("News of an", "TODO, news of an"), ["line 3", "description still holds"]),
        (GOOD.replace("rights: facts\n", ""), ["rights is missing"]),
        (GOOD + "    date_order: day\n", ["date_order", "day-first, month-first"]),
        # Globs that lead out.
        (swap('"*.txt"', "../x/*.txt"), ["line 7: sources[0].path", "--articles"]),
        (swap('"*.txt"', "a/../../x"), ["line 7: sources[0].path", "leads out"]),
        (swap('"*.txt"', "/etc/*"), ["line 7: sources[0].path", "absolute"]),
        (swap('"*.txt"', "C:/news"), ["line 7: sources[0].path", "absolute"]),
        (swap('"*.txt"', "'a\\b'"), ["line 7: sources[0].path", "backslash"]),
        (swap('"*.txt"', '""'), ["line 7: sources[0].path is empty"]),
        # Values that no release may hold.
        (GOOD + 'creators: [{name: "A\\u200bB"}]\n', ["line 8: creators[0].name", "nobody sees"]),
        (GOOD + 'articles: {a.txt: {url: "https://u:p@x.example"}}\n', ["without a password"]),
        (GOOD + 'articles: {a.txt: {url: "HTTPS://x.example"}}\n', ["in small letters"]),
        # YAML that lies.
        (GOOD + "title: Again\n", ['"title"', "line 2", "line 8"]),
        (GOOD + "caveats: !!python/name:os.system\n", ["line 8", "tag"]),
        (GOOD + "caveats: &a x\ncitation: *a\n", ["line 8", "aliases"]),
        (GOOD + "caveats: a\tb\n\tkeywords: []\n", ["line 9", "tab"]),
        (GOOD + "caveats: a\x00b\n", ["line 8", "U+0000"]),
        (GOOD + 'caveats: "a\\0b"\n', ["line 8", "caveats", "U+0000"]),
        (GOOD + 'caveats: "a\\Lb"\n', ["line 8", "caveats", "U+2028"]),
        (GOOD + "---\n" + GOOD, ["line 8", "second document"]),
        ("- a\n- b\n", ["line 1", "a list"]),
        ("just words\n", ["line 1", "a single value"]),
        ("", ["line 1", "empty", "factpack init"]),
        ("# only a comment\n", ["empty"]),
        (GOOD.encode() + b"caveats: caf\xe9\n", ["line 8", "0xE9", "UTF-8"]),
        (GOOD.encode("utf-16"), ["UTF-16"]),
        (b"#" * (MAX_BYTES + 1), ["larger than"]),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_way_out(
    tmp_path: Path, text: str | bytes, words: list[str]
) -> None:
    message = problem(tmp_path, text)
    for word in words:
        assert word in message


def test_several_problems_are_listed_together_in_the_order_of_lines(tmp_path: Path) -> None:
    message = problem(tmp_path, swap("facts", "all") + "titel: x\nkeywords: 5\ntitel: y\n")
    assert "has 4 problems" in message
    assert re.findall(r"  line (\d+):", message) == ["5", "8", "9", "10"]


def test_many_problems_are_counted(tmp_path: Path) -> None:
    message = problem(tmp_path, GOOD + "".join(f"x{n}: 1\n" for n in range(500)))
    assert message.count("\n") == MAX_SHOWN + 1
    assert message.endswith(f"and {500 - MAX_SHOWN} more")


def test_a_message_cuts_and_escapes_what_it_repeats(tmp_path: Path) -> None:
    message = problem(tmp_path, GOOD + f'"\\e[31m{"x" * 1000}": 1\n')
    assert "\x1b" not in message
    assert len(message) < 1000


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    plain = load_dataset_config(write(tmp_path, GOOD))
    windows = "\ufeff" + GOOD.replace("\n", "\r\n")
    assert load_dataset_config(write(tmp_path, windows)) == plain
    assert "line 8" in problem(tmp_path, windows + "x: 1\r\n")


@pytest.mark.parametrize(
    "text", [GOOD, GOOD.replace("CC0-1.0", "other") + ALL_ELSE], ids=["least", "all"]
)
def test_what_was_read_can_be_written_and_read_again(tmp_path: Path, text: str) -> None:
    dataset = load_dataset_config(write(tmp_path, text))
    again = write(tmp_path, json.dumps(dataset.raw, ensure_ascii=False))
    assert load_dataset_config(again) == dataset


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(FactpackError, match=r"does not exist.*factpack init"):
        load_dataset_config(tmp_path / "none.yaml")
    with pytest.raises(FactpackError, match=r"dataset\.yaml does not exist"):
        load_dataset_config(tmp_path)
    with pytest.raises(FactpackError, match="cannot be read"):
        load_dataset_config(Path("a\0b"))
    with pytest.raises(FactpackError, match=r"articles folder .* does not exist"):
        load_dataset_config(write(tmp_path, GOOD), tmp_path / "none")
    with pytest.raises(FactpackError, match=r"articles folder .* is not a folder"):
        load_dataset_config(tmp_path, tmp_path / "dataset.yaml")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    path.chmod(0)
    with pytest.raises(FactpackError, match="cannot be read: Permission denied"):
        load_dataset_config(path)


def test_a_folder_stands_for_its_dataset_yaml(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    (tmp_path / "entities.csv").write_text("name\n")
    dataset = load_dataset_config(tmp_path)
    assert dataset.file == tmp_path / "dataset.yaml"
    assert dataset.entities_file == tmp_path / "entities.csv"


@pytest.mark.parametrize(
    "path", sorted(CORPORA.glob("*/dataset.yaml")), ids=lambda p: p.parent.name
)
def test_the_datasets_that_ship_are_valid(path: Path) -> None:
    assert load_dataset_config(path).name == path.parent.name


def test_the_schema_is_a_schema_and_describes_every_key() -> None:
    schema = read_json("dataset.schema.json")
    Draft202012Validator.check_schema(schema)
    described = [
        schema["properties"],
        schema["properties"]["creators"]["items"]["properties"],
        schema["properties"]["sources"]["items"]["properties"],
        schema["properties"]["sources"]["items"]["properties"]["columns"]["properties"],
        schema["$defs"]["article"]["properties"],
    ]
    for properties in described:
        for key, rules in properties.items():
            assert rules["description"].endswith("."), key


def test_what_is_offered_is_valid(tmp_path: Path) -> None:
    assert all(map(is_text_encoding, ENCODINGS))
    for license_id in DATA_LICENSES[:-1]:
        dataset = load_dataset_config(write(tmp_path, swap("CC0-1.0", license_id.lower())))
        assert dataset.license == license_id


@settings(max_examples=300)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_with_a_message(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = write(tmp_path_factory.getbasetemp(), data)
    with pytest.raises(FactpackError):
        load_dataset_config(path)


_LINES = st.sampled_from([*GOOD.splitlines(), "x: 1", "- a", "  b: [", "\tc", "articles:", "  a:"])


@given(st.lists(_LINES, max_size=12))
def test_any_shuffle_of_lines_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = write(tmp_path_factory.getbasetemp(), "\n".join(lines))
    try:
        load_dataset_config(path)
    except FactpackError as error:
        assert str(error).startswith(str(path))
