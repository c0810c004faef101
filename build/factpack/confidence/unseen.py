"""What the default extractor scored on news that nothing was learnt from.

`unseen.json` is of the newest such set: `python -m benchmarks news --record LABEL --unseen`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Unseen:
    """Claims of an annotated set, under the names that its annotators gave.

    Attributes:
        extractor: that was measured, such as rules/8.
        name: of the set.
        articles: in it.
        right: claims that the annotators have, too.
        wrong: claims that they have not.
        missed: theirs that were not found.
    """

    extractor: str
    name: str
    articles: int
    right: int
    wrong: int
    missed: int


@cache
def unseen() -> Unseen:
    """The newest measurement that ships with factpack."""
    return Unseen(**json.loads((files(__package__) / "unseen.json").read_text("utf-8")))
