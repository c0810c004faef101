"""Debris: what is taken away, what it is called, and what must stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factpack.model import Article
from factpack.normalise import debris
from factpack.normalise.debris import Cleaning
from factpack.normalise.drafts import Draft
from factpack.normalise.furniture import Furniture, Rule
from factpack.normalise.glue import glued_titles

Normalised = Callable[..., Article]

TITLE = "Harrow buys a rival from Ghent"
PROSE = (
    "Harrow Robotics builds tractors that drive themselves, and it has sold nine hundred of them."
)
MORE = "Its seat is in Oakley, where Ana Oakley and Lee Marsh founded it in a barn ten years ago."
BODY = f"{PROSE}\n\n{MORE}"


def removed(article: Article) -> list[tuple[str, str]]:
    raw = article.raw.text
    return [
        (segment.kind, raw[segment.raw_start : segment.raw_end])
        for segment in article.segments
        if not segment.kept
    ]


# text, what is removed (kind and words), what stays
CASES: list[tuple[str, list[tuple[str, str]], str]] = [
    (
        f"Fieldpost | Farms | Weather\n\n{TITLE}\n\nBy Lee Marsh\n3 May 2019\n\n{BODY}",
        [("navigation", "Fieldpost | Farms | Weather"), ("byline", "By Lee Marsh"),
         ("byline", "3 May 2019")],
        f"{TITLE}\n\n{BODY}",
    ),
    (
        f"{TITLE}\n\nharrow robotics\n\nharrow robotics tractors\n\n{BODY}",
        [("caption", "harrow robotics"), ("caption", "harrow robotics tractors")],
        f"{TITLE}\n\n{BODY}",
    ),
    (f"{TITLE}\n\nunheard words here\n\n{BODY}", [], f"{TITLE}\n\nunheard words here\n\n{BODY}"),
    (
        f"{PROSE}\n\nPhoto: a barn.\nImage credit: Fieldpost\n\n{MORE}",
        [("caption", "Photo: a barn."), ("caption", "Image credit: Fieldpost")],
        BODY,
    ),
    (
        f"{BODY}\n\nRelated articles\n- Ploughs are back\n- Mud, the new oil.\n\nLeave a Reply",
        [("navigation", "Related articles"), ("navigation", "- Ploughs are back"),
         ("navigation", "- Mud, the new oil."), ("form", "Leave a Reply")],
        BODY,
    ),
    (
        f"{BODY}\n\nREAD NEXT\n\nPloughs are back\n\nIs mud the new oil?",
        [("navigation", "READ NEXT"), ("navigation", "Ploughs are back"),
         ("navigation", "Is mud the new oil?")],
        BODY,
    ),
    # A list in the middle: what may be a heading of the text after it stays.
    (
        f"{PROSE}\nRelated articles\nPloughs are back\nWhat happened next\n{MORE}",
        [("navigation", "Related articles"), ("navigation", "Ploughs are back")],
        f"{PROSE}\n\nWhat happened next\n\n{MORE}",
    ),
    (
        f"{PROSE}\n\nRelated articles\n\nWhat happened next\n\n{MORE}",
        [("navigation", "Related articles")],
        f"{PROSE}\n\nWhat happened next\n\n{MORE}",
    ),
    (f"{TITLE}\n\n{TITLE}\n\n{BODY}", [("repeat", TITLE)], f"{TITLE}\n\n{BODY}"),
    (
        f"{TITLE}\n\n{BODY}\n\n{TITLE} | Fieldpost",
        [("repeat", f"{TITLE} | Fieldpost")],
        f"{TITLE}\n\n{BODY}",
    ),
    (
        f"{BODY}\n\n{TITLE} - 32{TITLE} - 4{TITLE} - 187",
        [("repeat", f"{TITLE} - 32{TITLE} - 4{TITLE} - 187")],
        BODY,
    ),
    (
        f"{BODY}{TITLE} - 32{TITLE} - 4",
        [("repeat", f"{TITLE} - 32{TITLE} - 4")],
        BODY,
    ),
    (
        f"{PROSE}\n\nThe voice of the valley\n\n{MORE}\n\nThe voice of the valley\n\n{PROSE}\n\n"
        "The voice of the valley",
        [("repeat", "The voice of the valley")] * 2,
        f"{PROSE}\n\nThe voice of the valley\n\n{MORE}\n\n{PROSE}",
    ),
    # A first line of its own is not the title, and the title said once is not said again.
    (f"Exclusive: mud\n\n{TITLE}\n\n{BODY}", [], f"Exclusive: mud\n\n{TITLE}\n\n{BODY}"),
    (f"# {TITLE}\n\n{BODY}", [("character", "#")], f"{TITLE}\n\n{BODY}"),
    # Words that only look like furniture at the edge of a page stay inside the text.
    (f"{PROSE}\n\nMenu\n\n{MORE}", [], f"{PROSE}\n\nMenu\n\n{MORE}"),
    (f"Menu\n\n{BODY}\n\nPrint", [("navigation", "Menu"), ("navigation", "Print")], BODY),
    # A line that finishes a sentence is none.
    (f"{PROSE} It paid for its\nshare\n\n{MORE}", [], f"{PROSE} It paid for its share\n\n{MORE}"),
    (f"{BODY}\n\n“Leave a comment,” he said.", [], f"{BODY}\n\n“Leave a comment,” he said."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "gone", "left"), CASES)
def test_debris_is_named_and_nothing_else_goes(
    normalised: Normalised,
    check: Callable[[Article], None],
    text: str,
    gone: list[tuple[str, str]],
    left: str,
) -> None:
    article = normalised(text, title=TITLE if text.startswith("Exclusive") else None)
    check(article)
    assert removed(article) == gone
    assert article.text == left


@pytest.mark.parametrize("count", [1, 4, 5, 9])
def test_image_tags_are_words_of_the_article_few_or_many(
    normalised: Normalised, count: int
) -> None:
    words = [word.strip(",.").casefold() for word in f"{PROSE} {MORE}".split()]
    tags = [" ".join(words[3 * i : 3 * i + 3]) for i in range(count)]
    others = ["harrow tract", "every oakle"]  # no words of it, though letters in a row
    article = normalised("\n\n".join([TITLE, *tags, *others, BODY]))
    assert removed(article) == [("caption", tag) for tag in tags]
    assert article.text == "\n\n".join([TITLE, *others, BODY])


def test_names_known_from_metadata_go_where_they_stand_alone(normalised: Normalised) -> None:
    text = f"Fieldpost\n\n{TITLE}\n\nLee Marsh\n\n{BODY}\n\nLee Marsh"
    article = normalised(text, author="Lee Marsh", publisher="Fieldpost")
    assert article.text == f"{TITLE}\n\n{BODY}"
    assert removed(article) == [
        ("byline", "Fieldpost"),
        ("byline", "Lee Marsh"),
        ("byline", "Lee Marsh"),
    ]
    assert normalised(text).text == text


def test_front_matter_is_metadata(normalised: Normalised) -> None:
    front = "---\nid: x\n---\n"
    article = normalised(f"{front}{BODY}", start=len(front))
    assert removed(article) == [("metadata", "---\nid: x\n---")]
    assert article.segments[0].reason == "front matter"


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (f"{TITLE} - 1{TITLE} - 2", 0),
        (f"The end. {TITLE} (1){TITLE} (2)", 9),
        (f"{TITLE} - 1", None),
        (f"{TITLE} - 1 {TITLE} - 2", None),
        (f"{TITLE} - 1Ploughs are back at last - 2", None),
        ("Room - 1Room - 2", None),
        ("Sales rose by 3 - 4", None),
        ("1", None),
        ("", None),
    ],
)
def test_glued_titles(text: str, cut: int | None) -> None:
    assert glued_titles(text) == cut


HOSTILE = {
    "one word lines": "word\n",
    "capital lines": "Word\n",
    "bound lines": "the\n",
    "lists": "Related articles\n\nMud\n\n",
    "links": "Mud is back\n\n",
    "buttons": "Share\n\n",
    "hyphens": "a-\n",
    "glue": f"{TITLE} - 1",
    "glued lines": f"{TITLE} - 1{TITLE} - 2\n\n",
    "small tags": "harrow\n\n",
    "headings": "# a\n\n",
    "unfinished": f"{PROSE[:-1]} and\n\n",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_work_grows_with_the_text(
    normalised: Normalised, monkeypatch: pytest.MonkeyPatch, unit: str
) -> None:
    """Characters compared with rules, and rounds until nothing changes, for texts of two sizes."""
    work = {"rules": 0, "rounds": 0, "glue": 0, "links": 0}
    find, build, cut = Furniture.find, Cleaning._build, glued_titles
    may_be_link = debris._may_be_link

    def counted_find(rules: Furniture, text: str, *, at_edge: bool = False) -> Rule | None:
        work["rules"] += len(text)
        return find(rules, text, at_edge=at_edge)

    def counted_build(cleaning: Cleaning, drafts: list[Draft]) -> list[Draft]:
        work["rounds"] += 1
        return build(cleaning, drafts)

    def counted_cut(text: str) -> int | None:
        work["glue"] += len(text)
        return cut(text)

    def counted_link(draft: Draft) -> bool:
        work["links"] += 1
        return may_be_link(draft)

    monkeypatch.setattr(Furniture, "find", counted_find)
    monkeypatch.setattr(Cleaning, "_build", counted_build)
    monkeypatch.setattr(debris, "glued_titles", counted_cut)
    monkeypatch.setattr(debris, "_may_be_link", counted_link)
    counts = []
    for size in (4_000, 16_000):
        work.update(rules=0, rounds=0, glue=0, links=0)
        normalised(f"{TITLE}\n\n{PROSE}\n\n" + unit * (size // len(unit)) + f"\n\n{MORE}")
        counts.append(dict(work))
    small, large = counts
    assert large["rounds"] == small["rounds"] <= 4
    assert large["rules"] <= 4.5 * small["rules"] + 20_000
    assert large["links"] <= 4.5 * small["links"] + 100
    assert large["glue"] <= 4.5 * small["glue"] + 1_000
