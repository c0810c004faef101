"""No word of an article gets out that its rights withhold; private data is named."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.validators.conftest import Copy, articles_of, text_of
from tests.validators.editing import edit, edit_json, reseal, seal
from tests.validators.good_release import article_id

from factpack_validators import privacy
from factpack_validators.checks import FAMILIES
from factpack_validators.findings import Finding
from factpack_validators.privacy import is_account_number, is_personal_email
from factpack_validators.release import validate_release
from factpack_validators.report import Report
from factpack_validators.word_limits import RUN_WORDS, words_of

SENTENCE = "The aim of Birch Systems is cheap power for every village on the windy northern coast"
SKIP = [f for f in FAMILIES if f != "rights"]


def check(release: Path, articles: Path | None = None, **texts: str) -> Report:
    return validate_release(release, articles=articles, texts=texts or None, skip=SKIP)


def codes(report: Report) -> set[str]:
    return set(report.totals) - {"check-skipped"}


def leaks(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.code == "words-leaked"]


def test_a_release_of_facts_alone_holds_no_words(withheld: Path) -> None:
    report = check(withheld, articles_of(withheld))
    assert codes(report) == set()
    rights = next(f for f in report.families if f.name == "rights")
    assert rights.checked["articles whose words were looked for"] == 5


def test_without_the_articles_it_says_that_it_did_not_look(withheld: Path) -> None:
    assert codes(check(withheld)) == {"words-unchecked"}


def test_the_texts_may_be_given_instead_of_the_articles(withheld: Path, copy_of: Copy) -> None:
    release = copy_of(withheld)
    (release / "README.md").write_text((release / "README.md").read_text() + SENTENCE)
    report = validate_release(release, texts={article_id("002.txt"): text_of("002.txt")}, skip=SKIP)
    assert [f.file for f in leaks(report)] == ["README.md"]
    # The others are not at hand.
    assert report.totals["words-unchecked"] == 1


def test_saved_pages_begin_with_the_tags_of_the_datasheet(withheld: Path, copy_of: Copy) -> None:
    release = copy_of(withheld)
    start = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>'
    texts = {article_id("002.txt"): f"{start}{SENTENCE}"}
    assert len(words_of(start)) > RUN_WORDS
    assert not leaks(validate_release(release, texts=texts, skip=SKIP))
    sheet = release / "DATASHEET.html"
    sheet.write_text(sheet.read_text("utf-8").replace("<main>", f"<main>{SENTENCE}", 1), "utf-8")
    assert [f.file for f in leaks(validate_release(release, texts=texts, skip=SKIP))] == [
        sheet.name
    ]


def test_mixed_rights_let_through_what_each_allows(mixed: Path) -> None:
    assert codes(check(mixed, articles_of(mixed))) <= {"excerpt-share"}


def test_a_sentence_is_found_in_any_file(withheld: Path, copy_of: Copy) -> None:
    files = {
        "README.md": f"# Card\n\n{SENTENCE}.\n",
        "DATASHEET.md": SENTENCE.replace(" ", "\n").upper(),
        "CITATION.cff": f"abstract: '{SENTENCE}'\n",
        "plots/new.svg": f"<svg><text>{SENTENCE.replace(' ', '&#32;')}</text></svg>",
        "LICENSE": " ".join(f"*{word}*" for word in SENTENCE.split()),
        "validation.json": json.dumps({"findings": [SENTENCE.replace("windy", "w\u0069ndy")]}),
        "notes.txt": SENTENCE.replace(" ", "_"),
        "manifest.json": '{"a": "' + "".join(f"\\u{ord(c):04x}" for c in SENTENCE) + '"}',
    }
    release = copy_of(withheld)
    for file, content in files.items():
        (release / file).write_text(content, "utf-8")
    found = leaks(check(release, articles_of(withheld)))
    assert {f.file for f in found} == files.keys()
    assert SENTENCE not in " ".join(f.message for f in found)


def put(release: Path, table: str, row: int, **cells: object) -> None:
    """Give a row of a table other cells, in both formats."""
    edit(release, table, lambda rows: rows[row].update(cells))


def test_a_sentence_is_found_in_any_column(withheld: Path, copy_of: Copy) -> None:
    cells = {
        ("rejected", "reason"),
        ("predicates", "definition"),
        ("articles", "author"),
        ("articles", "published_basis"),
        ("claims", "rule"),
        ("claims", "extractor"),
        ("segments", "reason"),
        ("aliases", "basis"),
    }
    release = copy_of(withheld)
    for table, column in cells:
        put(release, table, 0, **{column: SENTENCE})
    reseal(release)
    found = {
        (f.table, f.row, f.column, f.file) for f in leaks(check(release, articles_of(withheld)))
    }
    assert found == {
        (table, 0, column, file)
        for table, column in cells
        for file in (f"csv/{table}.csv", f"data/{table}/{table}-00000-of-00001.parquet")
    }


@pytest.mark.parametrize(
    ("cells", "n_leaks"),
    [
        ([(1, 8)], 0),  # the length of a cell may read as the word before it
        ([(0, 4), (4, 8)], 0),
        ([(0, 3), (4, 8)], 1),
        ([(0, 6)], 1),
    ],
)
def test_cells_that_stand_in_a_row_in_the_statistics_make_no_run(
    withheld: Path, copy_of: Copy, cells: list[tuple[int, int]], n_leaks: int
) -> None:
    release = copy_of(withheld)
    place = text_of("001.txt").index("1 March 2021 Alder")
    words = text_of("001.txt")[place:].split()[:RUN_WORDS]

    def repeat(rows: list[dict[str, object]]) -> None:
        for row, (first, end) in zip(rows, cells, strict=False):
            row["rule"] = " ".join(words[first:end])

    edit(release, "claims", repeat)
    file = release / "data/claims/claims-00000-of-00001.parquet"
    data = file.read_bytes()
    footer = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    file.write_bytes(data[:footer] + b"\x18" + " ".join(words).encode() + data[footer:])
    reseal(release)
    found = leaks(check(release, articles_of(withheld)))
    assert [f.file for f in found] == [str(file.relative_to(release))] * n_leaks


@pytest.mark.parametrize("n_words", [RUN_WORDS - 1, RUN_WORDS])
def test_seven_words_may_stand_and_eight_may_not(
    withheld: Path, copy_of: Copy, n_words: int
) -> None:
    release = copy_of(withheld)
    words = " ".join(SENTENCE.split()[:n_words])
    (release / "README.md").write_text(f"Nobody says: {words}, or does.", "utf-8")
    assert bool(leaks(check(release, articles_of(withheld)))) is (n_words >= RUN_WORDS)


def test_the_debris_of_an_article_is_its_words_too(withheld: Path, copy_of: Copy) -> None:
    release = copy_of(withheld)
    debris = "2021 Share this story with your friends We will"
    (release / "README.md").write_text(debris, "utf-8")
    # It stands in no normalised text, but runs on in the source.
    assert len(words_of(debris)) >= RUN_WORDS
    source = (articles_of(withheld) / "001.txt").read_text("utf-8")
    place = source.index("Share")
    (release / "README.md").write_text(source[place - 60 : place + 60], "utf-8")
    assert leaks(check(release, articles_of(withheld)))


@pytest.mark.parametrize("column", ["url", "source_id", "license"])
def test_an_address_may_hold_the_words_of_a_title(
    withheld: Path, copy_of: Copy, column: str
) -> None:
    release = copy_of(withheld)
    slug = "-".join(SENTENCE.lower().split())
    address = f"https://millbrook.example/{slug}"
    edit(release, "articles", lambda rows: rows[0].update({column: address}))
    edit_json(release, "manifest.json", lambda d: d.update(note=slug.replace("-", " ")))
    reseal(release)
    assert not leaks(check(release, articles_of(withheld)))


def test_what_another_article_gives_in_full_may_stand(mixed: Path, copy_of: Copy) -> None:
    """The sentence of the investment stands in articles that are free and in one that is not."""
    release = copy_of(mixed)
    edit(release, "rejected", lambda rows: rows[0].update(reason=text_of("001.txt")[:200]))
    reseal(release)
    assert not leaks(check(release, articles_of(mixed)))


def test_no_column_gives_words_that_are_withheld(withheld: Path, copy_of: Copy) -> None:
    cells = {
        ("articles", "title"): "A title",
        ("articles", "text"): "A text.",
        ("mentions", "exact"): "Alder",
        ("claims", "exact"): "Alder was founded",
        ("claims", "object_value"): "cheap power",
        ("claims", "scope"): "the coast",
        ("evidence", "exact"): "founded",
        ("literals", "exact"): "2001",
        ("quotes", "exact"): "“so”",
        ("facts", "object_value"): "cheap power",
    }
    release = copy_of(withheld)
    for (table, column), value in cells.items():
        put(release, table, 0, **{column: value})
    reseal(release)
    found = [f for f in check(release).findings if f.code == "words-withheld"]
    assert sorted((str(f.table), f.row, str(f.column)) for f in found) == sorted(
        (table, 0, column) for table, column in cells
    )
    said = " ".join(f.message for f in found)
    assert not [value for value in cells.values() if value in said]


def test_an_excerpt_is_short(mixed: Path, copy_of: Copy) -> None:
    release = copy_of(mixed)

    def widen(rows: list[dict[str, object]]) -> None:
        row = next(r for r in rows if r["article_id"] == article_id("002.txt"))
        row["exact"] = "word " * 25 + "word"

    edit(release, "claims", widen)
    reseal(release)
    assert "words-withheld" in codes(check(release))


def test_a_name_is_no_sentence(withheld: Path, copy_of: Copy) -> None:
    release = copy_of(withheld)
    edit(release, "aliases", lambda rows: rows[0].update(alias=SENTENCE))
    reseal(release)
    report = check(release, articles_of(withheld))
    assert report.totals["name-long"] == 1
    # A name so long frees no words.
    assert leaks(report)


PRIVATE: tuple[tuple[str, str | None], ...] = (
    ("Write to mara.quill@alder.example today.", "privacy-email"),
    ("Write to press@alder.example today.", None),
    ("Call +49 30 1234567 now.", "privacy-phone"),
    ("Call (212) 555-0147.", "privacy-phone"),
    ("It rose from 1,234,567 to 2,345,678.", None),
    ("Between 2010-2015 and 2016-2020.", None),
    ("On 2019-07-22 at 12:30.", None),
    ("Pay to GB82 WEST 1234 5698 7654 32.", "privacy-number"),
    ("Card 4111 1111 1111 1111.", "privacy-number"),
    ("Pay to DE89-3704-0044-0532-0130-00.", "privacy-number"),
    ("Her number is 536-90-4399.", "privacy-number"),
    ("Order 1234 5678 9012 3456.", None),
    # Right check digits, but no such form in the country that it names.
    ("Part XX82 WEST 1234 5698 7654 32.", None),
    ("Call 00 49 30 1234567.", "privacy-phone"),
    ("Call +44 (0)20 7946 0958.", "privacy-phone"),
    ("Tel.: 0171/1234567", "privacy-phone"),
    ("Score +1 000 000 0000, lots 100-200-3000.", None),
    ("An @ alone, and a@b.", None),
)
"""Words, and what is told of them."""


def test_private_data_is_named_and_not_repeated(good: Path, copy_of: Copy) -> None:
    """Each stands in a row of its own."""
    release = copy_of(good)
    for row, (words, _) in enumerate(PRIVATE):
        put(release, "segments", row, reason=words)
    reseal(release)
    report = check(release)
    told: dict[str, set[str]] = {words: set() for words, _ in PRIVATE}
    for finding in report.findings:
        if finding.code == "check-skipped":
            continue
        assert (finding.table, finding.column) == ("segments", "reason") and finding.row is not None
        words = PRIVATE[finding.row][0]
        told[words].add(finding.code)
        assert not set(finding.message.split()) & {w for w in words.split() if "@" in w}
    assert told == {words: {code} if code else set() for words, code in PRIVATE}


def test_private_data_is_seen_in_any_column(good: Path, copy_of: Copy) -> None:
    cells = {
        ("entities", 0, "name", "privacy-number"): "GB82 WEST 1234 5698 7654 32",
        ("aliases", 0, "alias", "privacy-phone"): "Mara +49 30 1234567",
        ("rejected", 0, "reason", "privacy-email"): "Not read: mara.quill@alder.example",
        ("quotes", 0, "cue", "privacy-number"): "4111 1111 1111 1111",
        ("segments", 0, "reason", "privacy-phone"): "(212) 555-0147",
        ("claims", 0, "rule", "privacy-email"): "mara.quill@alder.example",
        (
            "articles",
            0,
            "url",
            "privacy-email",
        ): "https://alder.example/?to=mara.quill@alder.example",
        ("articles", 1, "url", None): "https://alder.example/4111111111111111",
        ("articles", 2, "published_basis", "privacy-phone"): "a call to +49 30 1234567",
    }
    release = copy_of(good)
    for (table, row, column, _), words in cells.items():
        put(release, table, row, **{column: words})
    reseal(release)
    found = [f for f in check(release).findings if f.code.startswith("privacy-")]
    assert {(f.table, f.row, f.column, f.code) for f in found} == {c for c in cells if c[-1]}


def test_private_data_is_seen_in_any_file(good: Path, copy_of: Copy) -> None:
    files = {
        ("README.md", "privacy-email"): "Write to mara.quill@alder.example.",
        ("CITATION.cff", "privacy-phone"): "note: call +49 30 1234567",
        ("manifest.json", "privacy-number"): '{"note": "GB82 WEST 1234 5698 7654 32"}',
        ("notes.txt", "privacy-phone"): "Call (212) 555-0147.",
        ("LICENSE", None): "See https://alder.example/4111111111111111.",
    }
    release = copy_of(good)
    for (file, _), words in files.items():
        (release / file).write_text(words, "utf-8")
    found = [f for f in check(release).findings if f.code.startswith("privacy-")]
    assert {(f.file, f.code) for f in found} == {(file, code) for file, code in files if code}


def test_no_file_of_a_good_release_holds_private_data(good: Path, withheld: Path) -> None:
    for release in (good, withheld):
        assert not [c for c in check(release).totals if c.startswith("privacy-")]


def test_check_digits_tell_accounts_from_other_numbers() -> None:
    assert is_account_number("DE89370400440532013000")
    assert not is_account_number("DE88370400440532013000")
    assert not is_account_number("0000000000000000")
    assert not is_personal_email("news-desk@paper.example")
    assert is_personal_email("newton@paper.example")


def test_a_seal_is_no_proof_of_rights(withheld: Path, copy_of: Copy) -> None:
    release = copy_of(withheld)
    (release / "CHANGELOG.md").write_text(f"1.0.0 {SENTENCE}", "utf-8")
    seal(release)
    assert leaks(check(release, articles_of(withheld)))


@given(st.from_regex(privacy._EMAIL, fullmatch=True), st.text(max_size=9), st.text(max_size=9))
def test_what_picks_texts_misses_no_address(address: str, before: str, after: str) -> None:
    assert re.search(privacy._NEAR_EMAIL, before + address + after)
