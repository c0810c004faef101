"""A line of many megabytes is read in time and memory that grow with it.

Each of these ended after hours, if at all, while a line was looked through from each of its places.
"""

from __future__ import annotations

import pytest
from tests.read.conftest import MakeDataset

from factpack.model import RawArticle, Rejected
from factpack.read import read_articles
from factpack.read.decode import decode

LINE = 1_500_000


@pytest.mark.parametrize(
    ("name", "start", "end"), [("a.jsonl", '{"text": "', '"}\n'), ("a.csv", "text\n", "\n")]
)
@pytest.mark.parametrize("unit", ["\U0001f600 fog. ", "Plain fog at sea. "])
def test_one_long_line_is_an_article(
    make_dataset: MakeDataset, name: str, start: str, end: str, unit: str
) -> None:
    text = (unit * (LINE // len(unit))).strip()
    # The last letter lies in a chunk that is plain but for it.
    items = list(read_articles(make_dataset({name: f"{start}{text}é{end}"})))
    [article] = [item for item in items if isinstance(item, RawArticle)]
    assert article.text == f"{text}é"
    assert not [item for item in items if isinstance(item, Rejected)]


def test_a_long_line_before_letters_of_an_old_encoding_is_looked_through_once() -> None:
    data = b"fog " * (LINE // 4) + "\nDie Fähre wartet am Kai für die Gäste.\n".encode("cp1252")
    found = decode(data)
    assert (found.encoding, found.basis) == ("cp1252", "detected")
