from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factpack.config.dates import read_published
from factpack.config.languages import LANGUAGES, read_language
from factpack.config.nearest import nearest, suggestion
from factpack.config.show import shown
from factpack.read.fields import KEYS
from factpack.read.metadata import clean_line, read_metadata
from factpack.read.notes import Notes
from factpack_validators.families.safety import BIDI, INVISIBLE


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2016", date(2016, 1, 1), "year"),
        ("2016-11", date(2016, 11, 1), "month"),
        (" 2016-11-15 ", date(2016, 11, 15), "day"),
        ("2020-02-29", date(2020, 2, 29), "day"),
        ("2019-07-22T23:30:00Z", date(2019, 7, 22), "day"),
        ("2019-07-22t23:30:00.123456-07:00", date(2019, 7, 22), "day"),
        ("2019-07-22 23:30", date(2019, 7, 22), "day"),
        ("2019-07-22T24:00:00+0100", date(2019, 7, 22), "day"),
    ],
)
def test_dates_of_publication(text: str, day: date, precision: str) -> None:
    assert read_published(text) == (day, precision)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "16",
        "0016",
        "1399",
        "20161115",
        "2016-13",
        "2016-00",
        "2016-02-30",
        "2016-2-3",
        "2016-11-15T",
        "2016-11-15T25:00",
        "2016-11-15T10:61",
        "22/07/2019",
        "July 2019",
        "2019-W30",
        "1563750000",
        "２０１６",
        "2016\n2017",
        "2016-11-15 and later",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read_published(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("en-US", "en"),
        ("en_gb", "en"),
        ("zh-Hant-TW", "zh"),
        ("no", "no"),
        ("nob", "nb"),
        ("ger", "de"),
        ("deu", "de"),
        (" fr ", "fr"),
        ("xx", None),
        ("english", None),
        ("e", None),
        ("", None),
        ("en-", None),
        ("und", None),
    ],
)
def test_languages(text: str, code: str | None) -> None:
    assert read_language(text) == code


def test_the_list_of_languages_is_that_of_iso_639_1() -> None:
    assert len(LANGUAGES) == 184 - 1  # sh was withdrawn in 2000
    assert all(len(code) == 2 and read_language(code) == code for code in LANGUAGES)


@given(st.text())
def test_a_clean_line_is_clean_and_stays_so(text: str) -> None:
    line = clean_line(text)
    assert clean_line(line) == line
    assert line == line.strip()
    assert not {"\n", "\r", "\0", "\u202e", "\ud800"} & set(line)
    line.encode()


_VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.lists(st.text(), max_size=3)
    | st.dictionaries(st.text(), st.text(), max_size=2)
)


@given(st.dictionaries(st.sampled_from(KEYS), _VALUES))
def test_any_metadata_is_read_or_noted(values: dict[str, object]) -> None:
    notes = Notes("a.jsonl")
    known = read_metadata(
        values, source="a.jsonl#1", basis="record", rights="excerpt", may_widen=False, notes=notes
    )
    about = known.metadata
    for text in (known.id, about.title, about.url, about.publisher, about.author):
        assert text is None or (text and text == clean_line(text))
    assert about.rights in ("excerpt", "facts")
    assert (about.published_on is None) == (about.published_basis is None)
    assert about.language in (None, *LANGUAGES)
    for finding in notes.findings():
        assert finding.advice
        assert "\n" not in finding.message


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://bay.example/a?b=c#d", "https://bay.example/a?b=c#d"),
        ("https://bay.example?a@b", "https://bay.example?a@b"),
        ("HTTP://bay.example", "http://bay.example"),
        ("bay.example/a", None),
        ("https://", None),
        ("https:///a", None),
        ("https://a b", None),
        ("https://user:password@bay.example/", None),
        ("ftp://bay.example", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://[::1", None),
    ],
)
def test_urls(url: str, kept: str | None) -> None:
    notes = Notes("a.md")
    known = read_metadata(
        {"url": url}, source="a.md", basis="b", rights="full", may_widen=False, notes=notes
    )
    assert known.metadata.url == kept
    assert [f.code for f in notes.findings()] == ([] if kept else ["url-unreadable"])


@pytest.mark.parametrize(
    "value", ["=1+1", '=HYPERLINK("x")', "@SUM(1)", "+cmd|x", "-x!A1", "\u200b=1", " =1"]
)
def test_names_that_a_spreadsheet_runs_are_left_out(value: str) -> None:
    notes = Notes("a.md")
    keys = ("id", "publisher", "author", "published_basis")
    known = read_metadata(
        dict.fromkeys((*keys, "title"), value) | {"published": "2020"},
        source="a.md",
        basis="b",
        rights="full",
        may_widen=False,
        notes=notes,
    )
    about = known.metadata
    assert (known.id, about.publisher, about.author) == (None, None, None)
    assert (about.title, about.published_basis) == (clean_line(value), "b")
    assert [f.code for f in notes.findings()] == ["metadata-unreadable"] * len(keys)


@pytest.mark.parametrize("value", ["@ada", "- Ada", "-Ada Brandt", "+1", "Ada = Bo"])
def test_other_names_with_signs_stay(value: str) -> None:
    notes = Notes("a.md")
    known = read_metadata(
        {"author": value}, source="a.md", basis="b", rights="full", may_widen=False, notes=notes
    )
    assert known.metadata.author == value


def test_what_the_validators_take_for_invisible_is_not_read() -> None:
    for pattern in (BIDI, INVISIBLE):
        refused = re.compile(re.sub(r"\\x\{(\w+)\}", lambda m: chr(int(m[1], 16)), pattern))
        everything = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
        assert refused.search(everything)
        assert not refused.search(clean_line(everything))


def test_the_first_of_a_kind_is_told_and_the_others_counted() -> None:
    notes = Notes("a.jsonl")
    for number in range(1, 1001):
        notes.add("date-unreadable", f"a.jsonl#{number}", "published cannot be read", "published")
    [finding] = notes.findings()
    assert finding.message == "a.jsonl#1: published cannot be read (and 999 more like it)."


def test_the_nearest_word() -> None:
    assert nearest("licence", ["name", "license"]) == "license"
    assert nearest("cc-by", ["CC0-1.0", "CC-BY-4.0"]) == "CC-BY-4.0"
    assert nearest("x" * 1000, ["name"]) is None
    assert suggestion("zz", ["name"]) == "it can be name"
    assert suggestion("nome", ["name", "url"]) == "did you mean name?"
    assert suggestion("none", ["name", "url"]) == "the nearest is name; it can be name, url"


@given(st.text())
def test_what_is_shown_is_one_short_printable_line(text: str) -> None:
    assert shown(text).isprintable()
    assert len(shown(text)) <= 43 + 10 * 40
