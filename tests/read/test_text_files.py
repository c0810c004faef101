from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factpack.config import ArticleOverride, Dataset, Source
from factpack.model import Metadata, RawArticle, Rejected
from factpack.read import read_articles
from factpack.read.front_matter import MAX_CHARS, read_front_matter
from factpack.read.limits import MAX_ARTICLE_BYTES, MAX_ARTICLE_CHARS
from factpack.read.notes import Notes
from factpack_validators.findings import Finding

MakeDataset = Callable[..., Dataset]


def read(
    dataset: Dataset,
) -> tuple[list[RawArticle], list[Rejected], list[Finding]]:
    items = list(read_articles(dataset))
    return (
        [item for item in items if isinstance(item, RawArticle)],
        [item for item in items if isinstance(item, Rejected)],
        [item for item in items if isinstance(item, Finding)],
    )


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_text_file_is_an_article_untouched(make_dataset: MakeDataset) -> None:
    data = "Fog at sea.\r\n\r\n\tThe ferry waits\x00.\u00a0\n".encode()
    [article], rejected, findings = read(make_dataset({"a.txt": data}))
    assert article == RawArticle(
        source="a.txt",
        source_id="a.txt",
        text=data.decode(),
        text_start=0,
        raw_sha256=hashlib.sha256(data).hexdigest(),
        encoding="utf-8",
        encoding_basis="valid",
        metadata=Metadata(rights="full"),
    )
    assert rejected == []
    assert findings == []


def test_front_matter_is_read_and_the_text_begins_after_it(make_dataset: MakeDataset) -> None:
    text = (
        "---\nid: bay-7\ntitle: 'Fog:  at\tsea'\nurl: https://bay.example/7\npublisher: Courier\n"
        "author: [A. Quay, B. Pier]\npublished: 2016\nlanguage: en-GB\n---\nThe ferry waits.\n"
    )
    [article], rejected, findings = read(make_dataset({"a.md": text}))
    assert article.text == text
    assert article.text[article.text_start :] == "The ferry waits.\n"
    assert article.source_id == "bay-7"
    assert article.metadata == Metadata(
        title="Fog: at sea",
        url="https://bay.example/7",
        publisher="Courier",
        author="A. Quay, B. Pier",
        published_on=date(2016, 1, 1),
        published_precision="year",
        published_basis="front matter",
        language="en",
        rights="full",
    )
    assert (rejected, findings) == ([], [])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("close", ["---", "---  ", "..."])
def test_front_matter_with_any_line_end(make_dataset: MakeDataset, end: str, close: str) -> None:
    text = end.join(["\ufeff--- ", "id: x", "published_basis: told", close, "Body", ""])
    [article], _, findings = read(make_dataset({"a.txt": text}))
    assert article.source_id == "x"
    assert article.text[article.text_start :] == f"Body{end}"
    assert article.metadata.published_basis is None
    assert findings == []


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("---\nHe said: no [\nand left: {\nWho knows?\n---\n", "line"),
        ("---\nJust prose.\n---\n", "no key and value"),
        ("---\n- a\n---\n", "no key and value"),
        ("+++\nA rule of pluses.\n+++\n", "not TOML"),
    ],
)
def test_front_matter_that_is_none_stays_in_the_article(
    make_dataset: MakeDataset, head: str, words: str
) -> None:
    [article], rejected, [finding] = read(make_dataset({"a.md": head + "Body"}))
    assert article.text_start == 0
    assert rejected == []
    assert finding.code == "front-matter-invalid"
    assert words in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nA rule opens the page.\n",
        "---\nWho knows?\n" + "y" * MAX_CHARS + "\n---\nBody",
        "---\nNorvane: it was sold.\n\nBody",
        "---\nupdate: it was sold.\n\nBody",
        " ---\nid: x\n---\nBody",
        "\n---\nid: x\n---\nBody",
        "----\nid: x\n---\nBody",
        "---id: x\n---\nBody",
    ],
)
def test_a_rule_is_no_front_matter(make_dataset: MakeDataset, text: str) -> None:
    [article], _, findings = read(make_dataset({"a.md": text}))
    assert (article.text_start, article.source_id) == (0, "a.md")
    assert findings == []


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("---\nid: x\ntitle: Quay: a deal\n\n", "Body: sold."),
        ("---\nid: x\nlayout: post\n", "Body words: sold."),
        ("---\nid: x\nauthors:\n  - A. Quay\n  - B. Pier\n\n", "Body"),
        ("---\nid: x\n----\n", "Body"),
        ("---\nid: x\n***\n", "Body"),
        ("---\nid: x\n", "y" * MAX_CHARS + "\n---\nBody"),
        ('+++\nid = "x"\n\n', "Body"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_front_matter_that_is_never_closed_is_no_part_of_the_article(
    make_dataset: MakeDataset, head: str, body: str, end: str
) -> None:
    data = (head + body).replace("\n", end).encode()
    [article], _, findings = read(make_dataset({"a.md": data}))
    assert article.source_id == "x"
    assert article.text[article.text_start :].strip() == body.replace("\n", end)
    assert "front-matter-unclosed" in codes(findings)


def test_empty_front_matter_says_nothing(make_dataset: MakeDataset) -> None:
    [article], _, findings = read(make_dataset({"a.md": "---\n---\nBody"}))
    assert article.text[article.text_start :] == "Body"
    assert findings == []


def test_unknown_keys_are_told_and_ignored(make_dataset: MakeDataset) -> None:
    text = "---\nwhen: 2016\nlayuot: post\nid: x\npubilshed: 2016\n---\nBody"
    [article], _, findings = read(make_dataset({"a.md": text}))
    assert article.source_id == "x"
    assert article.metadata.published_on is None
    assert codes(findings) == ["front-matter-key-unknown"] * 3
    assert any("did you mean published?" in finding.message for finding in findings)


def test_values_that_cannot_be_read_are_told_and_left_empty(make_dataset: MakeDataset) -> None:
    text = (
        "---\nid: {a: b}\nurl: javascript:alert(1)\npublished: last Tuesday\nlanguage: Klingon\n"
        f"title: {'x' * 3000}\nauthor: ''\npublisher: n/a\n---\nBody"
    )
    [article], rejected, findings = read(make_dataset({"a.md": text}))
    assert article.metadata == Metadata(rights="full")
    assert article.source_id == "a.md"
    assert rejected == []
    assert codes(findings) == [
        "date-unreadable",
        "language-unreadable",
        "metadata-unreadable",
        "metadata-unreadable",
        "url-unreadable",
    ]


def test_metadata_is_one_clean_line(make_dataset: MakeDataset) -> None:
    text = '---\ntitle: "A\\u202e \\n B\\u0000 cafe\\u0301"\n---\nBody'
    [article], _, _ = read(make_dataset({"a.md": text}))
    assert article.metadata.title == "A B café"


@pytest.mark.parametrize(
    ("of_dataset", "stated", "held", "code"),
    [
        ("full", "facts", "facts", None),
        ("full", "Excerpt", "excerpt", None),
        ("facts", "full", "facts", "rights-not-widened"),
        ("excerpt", "full", "excerpt", "rights-not-widened"),
        ("full", "CC-BY", "facts", "rights-unreadable"),
        ("full", "", "full", None),
        ("full", "''", "facts", "rights-unreadable"),
    ],
)
def test_an_article_may_narrow_its_rights_but_not_widen_them(
    make_dataset: MakeDataset, of_dataset: str, stated: str, held: str, code: str | None
) -> None:
    text = f"---\nrights: {stated}\n---\nBody"
    [article], _, findings = read(make_dataset({"a.md": text}, rights=of_dataset))
    assert article.metadata.rights == held
    assert codes(findings) == ([code] if code else [])


def test_dataset_yaml_has_the_last_word(make_dataset: MakeDataset) -> None:
    given = ArticleOverride(
        "ours",
        Metadata(
            title="Ours",
            published_on=date(2019, 7, 1),
            published_precision="month",
            language="de",
        ),
        "full",
    )
    text = "---\nid: theirs\ntitle: Theirs\npublisher: Courier\npublished: 2016-01-02\n---\nBody"
    dataset = make_dataset({"a.md": text}, rights="facts", articles={"a.md": given})
    [article], _, findings = read(dataset)
    assert article.source_id == "ours"
    assert article.metadata == Metadata(
        title="Ours",
        publisher="Courier",
        published_on=date(2019, 7, 1),
        published_precision="month",
        published_basis="dataset.yaml",
        language="de",
        rights="full",
    )
    assert findings == []


def test_a_basis_given_alone_explains_the_date_of_the_article(make_dataset: MakeDataset) -> None:
    given = ArticleOverride(None, Metadata(published_basis="checked in print"), None)
    files = {"a.md": "---\npublished: 2016\n---\nBody", "b.md": "Body"}
    dataset = make_dataset(files, articles={"a.md": given, "b.md": given})
    [dated, undated], _, _ = read(dataset)
    assert dated.metadata.published_basis == "checked in print"
    assert undated.metadata.published_basis is None


def test_the_url_names_an_article_without_id(make_dataset: MakeDataset) -> None:
    [article], _, _ = read(make_dataset({"a.md": "---\nurl: https://b.example/1\n---\nBody"}))
    assert article.source_id == "https://b.example/1"


def test_a_detected_encoding_is_told(make_dataset: MakeDataset) -> None:
    [article], _, [finding] = read(make_dataset({"a.txt": "Café Quay".encode("latin-1")}))
    assert (article.text, article.encoding, article.encoding_basis) == (
        "Café Quay",
        "cp1252",
        "detected",
    )
    assert finding.code == "encoding-detected"
    assert "cp1252" in finding.message
    assert "declare" in finding.advice


def test_damaged_text_is_told(make_dataset: MakeDataset) -> None:
    data = ("Über den Häfen. " * 10).encode() + b"\xff"
    [article], _, [finding] = read(make_dataset({"a.txt": data}))
    assert article.text.endswith("�")
    assert finding.code == "encoding-damaged"


@pytest.mark.parametrize(
    "data", [b"", b"\n \t\r\n", b"\xef\xbb\xbf", b"---\nid: x\n---\n \n", b"\0"]
)
def test_a_file_without_words_is_rejected(make_dataset: MakeDataset, data: bytes) -> None:
    articles, [rejected], findings = read(make_dataset({"a.md": data, "b.md": "Fog."}))
    assert [article.source for article in articles] == ["b.md"]
    assert rejected.source == "a.md"
    assert rejected.check_code in ("article-empty", "file-not-text")
    assert findings == []


def test_a_binary_file_is_rejected(make_dataset: MakeDataset) -> None:
    _, [rejected], [finding] = read(make_dataset({"a.txt": b"\x7fELF\x02\x01" + b"\0" * 50}))
    assert (rejected.kind, rejected.check_code) == ("file", "file-not-text")
    assert finding.code == "no-articles"


def test_a_novel_is_read_and_what_is_above_the_limits_is_not(
    make_dataset: MakeDataset,
) -> None:
    large = b"The ferry waits.\n" * (MAX_ARTICLE_CHARS // 17)
    files = {"a.txt": large, "b.txt": b"x" * (MAX_ARTICLE_BYTES + 1)}
    [article], [rejected], findings = read(make_dataset(files))
    assert len(article.text) == len(large)
    assert (rejected.source, rejected.check_code) == ("b.txt", "article-too-large")
    assert "64 MiB" in rejected.reason
    assert findings == []


@given(st.text(max_size=300))
@example("---\n---")
@example("---\n...\n")
@example("---\r\nid: x\r\n---")
def test_any_text_has_an_article_after_its_front_matter(text: str) -> None:
    for candidate in (text, f"---\n{text}", f"---\n{text}\n---\nBody"):
        values, start = read_front_matter(candidate, "a.md", Notes("a.md"))
        assert 0 <= start <= len(candidate)
        assert start or not values


@pytest.mark.parametrize("piece", ["---\n", "-", "\n", "a: ", "[", "x: &a *a\n", "'", "\r", "? "])
def test_hostile_front_matter_costs_little(piece: str) -> None:
    text = "---\n" + piece * (1_000_000 // len(piece))
    read_front_matter(text, "a.md", Notes("a.md"))
    read_front_matter(text[: MAX_CHARS - 100] + "\n---\nBody", "a.md", Notes("a.md"))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("title: Quay: a deal\nid: x", "Quay: a deal"),
        ("title: Quay: 'a' deal: done\nid: x", "Quay: 'a' deal: done"),
        ('title: "Fog" at sea\nid: x', '"Fog" at sea'),
        ("title: 'Fog' at sea\nid: x", "'Fog' at sea"),
        ("title: *Fog* at sea\nid: x", "*Fog* at sea"),
        ("title: @quay buys #1 boat: why\nid: x", "@quay buys #1 boat: why"),
        ("title: &a x\nid: x", "&a x"),
        ("title: !!python/name:os.system\nid: x", "!!python/name:os.system"),
        ("title: [Update] Quay buys boat\nid: x", "[Update] Quay buys boat"),
        ("tags:\n  - a\n  - b\ntitle: 50% off: now\nid: x", "50% off: now"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_value_that_yaml_cannot_read_is_the_text_it_looks_like(
    make_dataset: MakeDataset, head: str, title: str, end: str
) -> None:
    text = f"---\n{head}\n---\nBody".replace("\n", end)
    [article], rejected, findings = read(make_dataset({"a.md": text}))
    assert (article.metadata.title, article.source_id) == (title, "x")
    assert article.text[article.text_start :] == "Body"
    assert rejected == []
    assert "front-matter-mended" in codes(findings)


@pytest.mark.parametrize(
    "head",
    ["id: \x01", "a: [\nb: ]", "title:\n\t- a", "id: a\n  b: c: d", "a: {b: c"],
)
def test_front_matter_beyond_mending_is_no_part_of_the_article(
    make_dataset: MakeDataset, head: str
) -> None:
    text = f"---\n{head}\n---\nBody"
    [article], _, findings = read(make_dataset({"a.md": text}))
    assert article.text[article.text_start :] == "Body"
    assert article.metadata.title is None
    assert set(codes(findings)) <= {
        "front-matter-invalid",
        "front-matter-mended",
        "front-matter-key-unknown",
    }
    assert findings


def test_a_key_given_twice_is_told_and_the_first_counts(make_dataset: MakeDataset) -> None:
    [article], _, [finding] = read(make_dataset({"a.md": "---\nid: a\nid: b\n---\nBody"}))
    assert (article.source_id, article.text_start) == ("a", 20)
    assert finding.code == "front-matter-key-repeated"
    assert 'line 3: the key "id" is given twice' in finding.message


def test_toml_is_front_matter_too(make_dataset: MakeDataset) -> None:
    text = (
        '+++\ntitle = "Fog: at sea"\ndate = 2019-07-22T10:00:00Z\n'
        'authors = ["A. Quay", "B. Pier"]\n'
        '[extra]\noutlet = "Courier"\n+++\nBody'
    )
    dataset = make_dataset({"a.md": text}, Source("**", columns={"publisher": "extra.outlet"}))
    [article], _, findings = read(dataset)
    assert article.text[article.text_start :] == "Body"
    assert article.metadata == Metadata(
        title="Fog: at sea",
        publisher="Courier",
        author="A. Quay, B. Pier",
        published_on=date(2019, 7, 22),
        published_precision="day",
        published_basis="front matter",
        rights="full",
    )
    assert codes(findings) == ["fields-recognised"]


@pytest.mark.parametrize("inner", ["a = [" * 9_000, "x = 1e", "a = 1\na = 2", "= = ="])
def test_toml_that_is_none_harms_nothing(make_dataset: MakeDataset, inner: str) -> None:
    [article], _, [finding] = read(make_dataset({"a.md": f"+++\n{inner}\n+++\nBody"}))
    assert article.text.endswith("Body")
    assert finding.code == "front-matter-invalid"


def test_usual_keys_are_read_and_mapped_ones_before_them(make_dataset: MakeDataset) -> None:
    head = (
        "title: Fog\ndate: 2020-05-05\nby: C. Mole\nauthors:\n  - A. Quay\n"
        "lang: de\nmeta:\n  day: x"
    )
    files = {name: f"---\n{head}\n---\nBody of {name}" for name in ("a.md", "b.md")}
    articles, _, findings = read(make_dataset(files))
    assert [a.metadata.author for a in articles] == ["A. Quay"] * 2
    assert articles[0].metadata.published_on == date(2020, 5, 5)
    assert articles[0].metadata.language == "de"
    [told] = [f for f in findings if f.code == "fields-recognised"]
    assert told.message == (
        "read `authors` as author, `lang` as language, `date` as published (and in 1 more file)."
    )
    mapped = make_dataset(files, Source("**", columns={"author": "by", "title": "meta.day"}))
    articles, _, _ = read(mapped)
    assert (articles[0].metadata.author, articles[0].metadata.title) == ("C. Mole", "x")


def test_a_line_of_many_megabytes_costs_no_more_than_reading_it(make_dataset: MakeDataset) -> None:
    long = "The ferry waits for the fog to lift. " * 250_000
    begin = time.process_time()
    items = list(
        read_articles(
            make_dataset(
                {"a.txt": long, "b.jsonl": json.dumps({"text": long}), "c.txt": "Fog at sea."}
            )
        )
    )
    assert time.process_time() - begin < 10
    assert [i.source for i in items if isinstance(i, RawArticle)] == ["c.txt"]
    assert [(i.source, i.check_code) for i in items if isinstance(i, Rejected)] == [
        ("a.txt", "article-too-large"),
        ("b.jsonl#1", "article-too-large"),
    ]
