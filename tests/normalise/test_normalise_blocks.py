"""Paragraphs, titles and headings: what is joined, what is kept apart, what is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factpack.model import Article

Normalised = Callable[..., Article]

PROSE = (
    "Harrow Robotics builds tractors that drive themselves, and it has sold nine hundred of them."
)
MORE = "Its seat is in Oakley, where Ana Oakley and Lee Marsh founded it in a barn ten years ago."


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


JOINED = [
    # a single line break in mid-sentence
    ("The engines will be put\nat its disposal.", "The engines will be put at its disposal."),
    ("The engines were made by the\nHarrow works.", "The engines were made by the Harrow works."),
    ("He works for Harrow Inc.\nand for nobody else.", None),
    (f"{PROSE[:-1]}, the firm said on\nMonday in Oakley.", None),
    ("A plan for three long-\nterm loans.", "A plan for three long-term loans."),
    ("A plan for short-\nand long-term loans.", "A plan for short- and long-term loans."),
    # across blank lines only where nothing else can be meant
    (f"{PROSE[:-1]}, and the\n\nfirm wants more.", None),
    (
        f"{PROSE}\n\nThe tractors of Harrow\n\nhave cameras.",
        f"{PROSE}\n\nThe tractors of Harrow have cameras.",
    ),
    # with a page header between
    (
        f"{PROSE[:-1]}, most of them to\n\nTHE OAKLEY COURIER Page 8\n\nfarms nearby.",
        f"{PROSE[:-1]}, most of them to farms nearby.",
    ),
]


@pytest.mark.parametrize(("text", "joined"), JOINED)
def test_a_sentence_that_runs_on_is_joined(
    normalised: Normalised, check: Callable[[Article], None], text: str, joined: str | None
) -> None:
    article = normalised(text)
    check(article)
    assert article.text == (joined or " ".join(text.split()))


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n{MORE}",
        f"{PROSE}\n\n{MORE}",
        f"Harrow buys a rival\n{PROSE}",
        f"Harrow buys a rival\n\niPhone makers watch as {PROSE}",
        f"{PROSE}\nThe plan:\nsell the barn.",
        f"{PROSE[:-1]}\n- and a point\n- and another",
        f"What it is about\n\n{PROSE}",
        f"{PROSE}\n\nA question of\n\nTrust matters: {MORE}",
    ],
)
def test_paragraphs_stay_apart(normalised: Normalised, text: str) -> None:
    assert normalised(text).text == text.replace("\n\n", "\n").replace("\n", "\n\n")


def test_wrapped_text_is_unwrapped(normalised: Normalised) -> None:
    text = (
        "After months of talks, Harrow Robotics, a maker of tractors\n"
        "that drive themselves, has bought a rival from Ghent, Oakley\n"
        "Vision, for 40 million euros. The price includes all its debts.\n"
        "Nobody was told.\n"
        "Oakley Vision was founded in 2014. It has its seat in Ghent and\n"
        "employs sixty people, most of whom grew up on farms. Harrow\n"
        "Robotics plans to keep all of them.\n"
    )
    first, second = text.split("Nobody was told.\n")
    assert normalised(text).text == (
        " ".join((first + "Nobody was told.").split()) + "\n\n" + " ".join(second.split())
    )


def test_a_list_of_short_lines_is_not_wrapped_text(normalised: Normalised) -> None:
    text = "Ploughs\nHarrows\nSeed drills\nTractors of all sizes\nWagons"
    assert len(normalised(text).blocks) == 5


TITLES = [
    ("Harrow buys a rival", PROSE, "title"),
    ("Harrow ‘buys’ a rival, and ‘democratises’ mud", PROSE, "title"),
    ("Why did Harrow buy a rival?", PROSE, "title"),
    ("Harrow buys a rival.", PROSE, "paragraph"),
    ("harrow buys a rival", PROSE, "paragraph"),
    ("Harrow buys a rival, says Marsh. It is small", PROSE, "paragraph"),
    ("Harrow", "No.", "paragraph"),
    ("- Harrow buys a rival", PROSE, "paragraph"),
    (PROSE, MORE, "paragraph"),
    ("Harrow " * 30, PROSE, "paragraph"),
]


@pytest.mark.parametrize(("first", "second", "kind"), TITLES)
def test_title_on_its_looks(normalised: Normalised, first: str, second: str, kind: str) -> None:
    article = normalised(f"{first}\n\n{second}")
    assert blocks(article)[0] == (kind, first.strip())
    assert article.title == (first if kind == "title" else None)


def test_a_text_of_one_line_has_no_title(normalised: Normalised) -> None:
    article = normalised("Harrow buys a rival")
    assert blocks(article) == [("paragraph", "Harrow buys a rival")]
    assert article.title is None


@pytest.mark.parametrize(
    "line",
    ["Harrow buys a rival", "HARROW BUYS A RIVAL", "Harrow buys a rival.", "# Harrow buys a rival",
     "Harrow buys a rival | Fieldpost", "Harrow buys a rival - Fieldpost"],
)  # fmt: skip
def test_title_of_the_metadata_is_found_in_the_text(normalised: Normalised, line: str) -> None:
    article = normalised(f"{line}\n\n{PROSE}", title=" Harrow\nbuys a rival ")
    assert article.title == "Harrow buys a rival"
    assert blocks(article)[0] == ("title", line.removeprefix("# "))


def test_title_of_the_metadata_need_not_stand_in_the_text(normalised: Normalised) -> None:
    article = normalised(f"{PROSE}\n\n{MORE}", title="Harrow buys a rival")
    assert article.title == "Harrow buys a rival"
    assert [block.kind for block in article.blocks] == ["paragraph", "paragraph"]


def test_title_of_the_metadata_is_never_debris(normalised: Normalised) -> None:
    title = "Photo: the tractor that bought its driver"
    assert blocks(normalised(f"{title}\n\n{PROSE}", title=title))[0] == ("title", title)


HEADINGS = [
    ("What happened next", True),
    ("Why Oakley?", True),
    ("2019 and after", True),
    ("## A marked heading", True),
    ("A short sentence.", False),
    ("the lower case of things", False),
    ("Three points:", False),
    ("“We bought it”", False),
    ("- a point of a list", False),
    ("***", False),
    ("Heading " * 15, False),
]


@pytest.mark.parametrize(("line", "is_heading"), HEADINGS)
def test_headings(normalised: Normalised, line: str, is_heading: bool) -> None:
    article = normalised(f"{PROSE}\n\n{line}\n\n{MORE}")
    kind = "heading" if is_heading else "paragraph"
    assert blocks(article)[1] == (kind, line.removeprefix("## ").strip())


def test_the_last_block_is_no_heading(normalised: Normalised) -> None:
    article = normalised(f"{PROSE}\n\n{MORE}\n\nWhat happened next")
    assert [block.kind for block in article.blocks] == ["paragraph"] * 3
