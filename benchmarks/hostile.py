"""Is the cost of hostile text linear in its length? A table of kB a second at two sizes.

`python -m benchmarks hostile [PATTERN ...] [--small 250] [--large 1000] [--stages]` repeats one
pattern behind two ordinary sentences up to each size (kB) and reads it as an article: normalise,
then extract. The time is that of the processor. Where the cost is linear, the speed at both sizes
is the same; where it is quadratic, it falls by the ratio of the sizes.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator

from factpack.extract.claims import find_claims
from factpack.extract.mentions import find_mentions
from factpack.extract.quotes import find_quotes
from factpack.extract.text.doc import doc_of
from factpack.extract.values import find_literals
from factpack.model import Article, Metadata, RawArticle
from factpack.normalise import normalise

PATTERNS = {
    "straight quotes": '"',
    "curly quotes": "“",
    "quoted words": '"word ',
    "turned quotes": "“a” ",
    "capitals A A A": "A ",
    "capitals AAA": "A",
    "capitalised words": "Abc ",
    "names and names": "Abc and ",
    "and": "and ",
    "digits": "7",
    "short numbers": "7 ",
    "grouped digits": "7,",
    "thousands": "144 000 ",
    "dollars": "$1 ",
    "dollar signs": "$",
    "the company": "the company ",
    "The Company": "The Company ",
    "open parentheses": "(",
    "nested parentheses": "(a ",
    "named parentheses": "Abc (AB) ",
    "commas": ",",
    "listed names": "Abc, ",
    "apostrophes": "'",
    "possessives": "Abc's ",
    "one word": "x",
    "said that": "said that ",
    "X said": "Abc said, ",
    "dashes": "—",
    "hyphens": "-",
    "hyphenated": "Abc-",
    "stops": ".",
    "stops and spaces": ". ",
    "initials": "A. ",
    "sentences": "Abc bought Def. ",
    "newlines": "\n",
    "short lines": "a\n",
    "paragraphs": "Abc\n\n",
    "spaces": " ",
    "months": "May ",
    "dates": "5 May 2015 ",
    "weekdays": "Tuesday ",
    "CEO of": "CEO of ",
    "CEO of Abc": "CEO of Abc ",
    "pronouns": "it ",
    "They": "They said. ",
    "links": "https://a.b/c ",
    "markup": "<a>",
    "entities": "&amp;",
    "combining marks": "\u0301",
    "controls": "\u200b",
    "distinct names": "# ",
    "distinct list": "#, ",
    "distinct and": "# and ",
    "distinct owners": "#'s ",
    "distinct firms": "# Inc. bought # Corp. for $7 million. ",
    "distinct people": "Jane #, chief executive of #, said she liked it. ",
    "distinct initials": "Alder # Systems (A#S) ",
    "distinct speakers": "“We like it,” said John #. ",
    "described": "The company, a maker of #, said the firm bought its unit. ",
    "subsidiaries": "#, a unit of #, which ",
    "founders and firms": "Ada Quarle, founder of Quarle, sang. Quarle was born in Leeds. ",
}
"""A pattern by its name; a text repeats it, with another word for `#` each time."""

OPENING = (
    "Alder Systems Inc., based in Seattle, said it had named Jane Birch chief executive for "
    "$1 million a year on May 5, 2015. She will work with Cedar Robotics, the company said. "
)
"""Stands before the pattern, so that there is somebody and something to refer back to."""

Stage = tuple[str, float]
"""Name of a step, and processor seconds."""


def text_of(pattern: str, size: int) -> str:
    """A pattern repeated, behind the opening, to so many characters."""
    count = size // len(pattern) + 1
    body = "".join(pattern.replace("#", word(i)) for i in range(count))
    return (OPENING + body)[:size]


def word(number: int) -> str:
    """A capitalised word of its own for every number."""
    letters = ""
    while number or not letters:
        number, rest = divmod(number, 26)
        letters += chr(ord("a") + rest)
    return f"X{letters}o"


def raw_article(text: str) -> RawArticle:
    """A text as it might come out of a file."""
    return RawArticle("hostile", "hostile", text, 0, "0" * 64, "utf-8", "valid", Metadata())


def stages(text: str) -> Iterator[Stage]:
    """Name and processor seconds of every step from text to claims."""
    began = time.process_time()

    def lap(name: str) -> Stage:
        nonlocal began
        now = time.process_time()
        spent, began = now - began, now
        return name, spent

    article: Article = normalise(raw_article(text))
    yield lap("normalise")
    doc = doc_of(article)
    yield lap("tokens")
    literals = find_literals(article, doc)
    yield lap("literals")
    entities, mentions = find_mentions(article, doc, literals)
    yield lap("mentions")
    quotes = find_quotes(article, doc, entities, mentions)
    yield lap("quotes")
    find_claims(article, doc, entities, mentions, literals, quotes)
    yield lap("claims")


def main() -> int:
    """Print the table; the exit status is 1 where a cost grows more than twice as fast as text."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("patterns", nargs="*", default=list(PATTERNS), metavar="PATTERN")
    parser.add_argument("--small", type=int, default=250, help="kB")
    parser.add_argument("--large", type=int, default=1000, help="kB")
    parser.add_argument("--stages", action="store_true", help="print the seconds of every step")
    options = parser.parse_args()
    list(stages(OPENING))  # what is loaded once is no cost of a text
    grown = []
    sizes = (options.small, options.large)
    print(f"{'pattern':20}" + "".join(f"{f'{size} kB':>12}" for size in sizes) + "   kB/s")
    for name in options.patterns:
        speeds = []
        for size in sizes:
            spent = list(stages(text_of(PATTERNS[name], size * 1000)))
            speeds.append(size / max(sum(seconds for _, seconds in spent), 1e-3))
            if options.stages:
                steps = ", ".join(f"{step} {seconds:.2f}" for step, seconds in spent)
                print(f"  {name}, {size} kB: {steps}", flush=True)
        print(f"{name:20}" + "".join(f"{speed:12,.0f}" for speed in speeds), flush=True)
        if speeds[0] > 2 * speeds[1]:
            grown.append(name)
    if grown:
        print(f"more than linear: {', '.join(grown)}")
    return bool(grown)


if __name__ == "__main__":
    sys.exit(main())
