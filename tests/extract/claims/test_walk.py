"""The walk of a sentence through the rooms of claims, counted while it is read."""

from __future__ import annotations

import sys
from collections import Counter

from tests.extract.conftest import make_article
from tests.test_layout import CLAIMS_ORDER, ROOT

from factpack.extract.rules_extractor import extract

sys.path.append(str(ROOT / "docs"))
from extractor_map import TEXT, walk_of_a_sentence

MOST_VISITS = 2


def test_a_sentence_enters_each_room_at_most_twice_and_never_turns_back() -> None:
    article = make_article(TEXT)
    found = extract(article)
    assert found.claims
    walk = walk_of_a_sentence(article, found)
    visits = Counter(walk.visits)
    assert {"syntax", "readers", "resolve"} <= visits.keys()
    assert max(visits.values()) <= MOST_VISITS
    backward = [
        f"{caller} calls {room}"
        for caller, room in walk.calls
        if CLAIMS_ORDER.index(room) > CLAIMS_ORDER.index(caller)
    ]
    assert not backward
