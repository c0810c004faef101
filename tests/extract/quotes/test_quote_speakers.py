"""Quotes of small invented articles: what is quoted, how, and who is said to speak.

The names are given, so that a failure here is one of quotes, not of names.
"""

from __future__ import annotations

import re

import pytest

from factpack.extract.quotes import find_quotes
from factpack.extract.text.doc import Doc, doc_of
from factpack.model import (
    Article,
    Block,
    EntityType,
    LocalEntity,
    Mention,
    Metadata,
    Quote,
    RawArticle,
)

NAMES: dict[str, EntityType] = {
    "Vela Systems": "Organization",
    "Vela": "Organization",
    "Corvid Labs": "Organization",
    "Brightwell Bank": "Organization",
    "Daily Post": "Organization",
    "Ann Orr": "Person",
    "Orr": "Person",
    "Tom Reed": "Person",
    "Reed": "Person",
    "Jean Petit": "Person",
    "London": "Place",
}
LONGER = {"Vela": "Vela Systems", "Orr": "Ann Orr", "Reed": "Tom Reed"}


def make(text: str) -> tuple[Article, tuple[LocalEntity, ...], tuple[Mention, ...]]:
    """An article of paragraphs with every name of the table mentioned where it stands."""
    blocks: list[Block] = []
    at = 0
    for part in text.split("\n\n"):
        if part:
            blocks.append(Block("paragraph", at, at + len(part)))
        at += len(part) + 2
    names = sorted(set(NAMES) - set(LONGER))
    entities = tuple(LocalEntity(name, NAMES[name]) for name in names)
    pattern = re.compile("|".join(sorted(NAMES, key=len, reverse=True)))
    mentions = tuple(
        Mention(m.start(), m.end(), names.index(LONGER.get(m.group(), m.group())), "name")
        for m in pattern.finditer(text)
    )
    raw = RawArticle("t", "t", text, 0, "", "utf-8", "valid", Metadata())
    article = Article("a-t", raw, text, tuple(blocks), (), None, "en", "given")
    return article, entities, mentions


def quotes(text: str) -> list[tuple[str, str, str | None]]:
    article, entities, mentions = make(text)
    return [
        (q.kind, text[q.start : q.end], None if q.speaker is None else entities[q.speaker].name)
        for q in find_quotes(article, doc_of(article), entities, mentions)
    ]


CASES: list[tuple[str, list[tuple[str, str, str | None]]]] = [
    # Direct: the speaker before, after, in the middle.
    ("Ann Orr said, “We won.”", [("direct", "“We won.”", "Ann Orr")]),
    ('Ann Orr said: "We won."', [("direct", '"We won."', "Ann Orr")]),
    ("“We won,” said Ann Orr.", [("direct", "“We won,”", "Ann Orr")]),
    ("“We won,” Ann Orr said.", [("direct", "“We won,”", "Ann Orr")]),
    ("“We won” said Orr", [("direct", "“We won”", "Ann Orr")]),
    ("“Did we win?” asked Reed.", [("direct", "“Did we win?”", "Tom Reed")]),
    ("« On a gagné », said Jean Petit.", [("direct", "« On a gagné »", "Jean Petit")]),
    ("'We won,' said Reed.", [("direct", "'We won,'", "Tom Reed")]),
    (
        "‘The firms’ plans are clear,’ said Reed.",
        [("direct", "‘The firms’ plans are clear,’", "Tom Reed")],
    ),
    (
        "“It is,” Orr added, “the best of years.”",
        [("direct", "“It is,”", "Ann Orr"), ("direct", "“the best of years.”", "Ann Orr")],
    ),
    (
        "“We won,” said Vela Systems chief executive Ann Orr in London.",
        [("direct", "“We won,”", "Ann Orr")],
    ),
    (
        "“We won,” writes Ann Orr, who runs Vela Systems, in a blog post.",
        [("direct", "“We won,”", "Ann Orr")],
    ),
    (
        "“We won,” Ann Orr, chief executive of Vela Systems, told Brightwell Bank.",
        [("direct", "“We won,”", "Ann Orr")],
    ),
    ("“We won,” said the head of Corvid Labs, Tom Reed.", [("direct", "“We won,”", "Tom Reed")]),
    (
        "“We won,” said the general secretary of the mighty union Corvid Labs, Tom Reed.",
        [("direct", "“We won,”", "Tom Reed")],
    ),
    (
        "On Monday, Ann Orr, head of the Corvid Labs workers union said “We have won again.”",
        [("direct", "“We have won again.”", "Ann Orr")],
    ),
    (
        "Ann Orr funds many clubs and has stated, “I am very glad of it.”",
        [("direct", "“I am very glad of it.”", "Ann Orr")],
    ),
    # Who speaks for an organisation, unnamed.
    ("“We won,” a Vela Systems representative said.", [("direct", "“We won,”", "Vela Systems")]),
    (
        "Brightwell Bank fell. “We are well again,” a bank spokesman said.",
        [("direct", "“We are well again,”", "Brightwell Bank")],
    ),
    (
        "Brightwell Bank fell. On Monday, the bank issued a statement:\n\n“We are well again.”",
        [("direct", "“We are well again.”", "Brightwell Bank")],
    ),
    # Whose words somebody retells has no name.
    (
        "Ann Orr recalled the pilot telling them: “We will turn around now.”",
        [("direct", "“We will turn around now.”", None)],
    ),
    (
        "Tom Reed heard Ann Orr before the captain came back and said: “We will turn around.”",
        [("direct", "“We will turn around.”", None)],
    ),
    # "It was X who" names whom the sentence is about.
    (
        "After Tom Reed had won, it was Ann Orr who came in first.\n\n“I started well,” she said.",
        [("direct", "“I started well,”", "Ann Orr")],
    ),
    ("“Sales are up,” according to Ann Orr.", [("direct", "“Sales are up,”", "Ann Orr")]),
    ("Ann Orr told the Daily Post: “I never left.”", [("direct", "“I never left.”", "Ann Orr")]),
    ("Ann Orr (54, of Vela) said: “I left.”", [("direct", "“I left.”", "Ann Orr")]),
    ("Orr’s reply: “We will see.”", [("direct", "“We will see.”", "Ann Orr")]),
    ("It is done.“We go on,” said Orr.", [("direct", "“We go on,”", "Ann Orr")]),
    # The last one speaking goes on.
    (
        "“We won,” said Ann Orr. “It was hard. We stayed.”",
        [("direct", "“We won,”", "Ann Orr"), ("direct", "“It was hard. We stayed.”", "Ann Orr")],
    ),
    (
        "Orr said, “We won.\n\n“It was very hard.”",
        [("direct", "“We won.", "Ann Orr"), ("direct", "“It was very hard.”", "Ann Orr")],
    ),
    (
        "“We won and we stay.\n\n“It was very hard,” said Orr.",
        [
            ("direct", "“We won and we stay.", "Ann Orr"),
            ("direct", "“It was very hard,”", "Ann Orr"),
        ],
    ),
    (
        "“We won,” said Orr.\n\nA map of “old towns” hangs there.",
        [("direct", "“We won,”", "Ann Orr")],
    ),
    # Documents speak for whoever issued them.
    (
        "As Vela Systems detailed in a statement, it grew. “Vela will grow,” reads the statement.",
        [("direct", "“Vela will grow,”", "Vela Systems")],
    ),
    # Mixed.
    ("Orr said they were “very proud” of it.", [("mixed", "“very proud”", "Ann Orr")]),
    ("Reed called the plan “brave but foolish”.", [("mixed", "“brave but foolish”", "Tom Reed")]),
    ("It was praised by Reed as “a great step”.", [("mixed", "“a great step”", "Tom Reed")]),
    (
        "According to Vela Systems, the ‘small upstart’ is a good firm that sells lamps, chairs, "
        "tables and many other things in London and beyond it.",
        [
            (
                "indirect",
                "the ‘small upstart’ is a good firm that sells lamps, chairs, tables and many "
                "other things in London and beyond it",
                "Vela Systems",
            ),
            ("mixed", "‘small upstart’", "Vela Systems"),
        ],
    ),
    # Indirect.
    ("Orr said that sales rose again.", [("indirect", "sales rose again", "Ann Orr")]),
    ("Orr said sales were up again.", [("indirect", "sales were up again", "Ann Orr")]),
    ("Orr believes the firm will grow.", [("indirect", "the firm will grow", "Ann Orr")]),
    (
        "Orr said on Friday that she would go.",
        [("indirect", "she would go", "Ann Orr")],
    ),
    (
        "Vela said in a filing on Friday it had lost money.",
        [("indirect", "it had lost money", "Vela Systems")],
    ),
    (
        "Ann Orr, who, at a fair last spring, said that her firm is growing.",
        [("indirect", "her firm is growing", "Ann Orr")],
    ),
    (
        "Vela Systems will buy two shops, Ann Orr said on Tuesday.",
        [("indirect", "Vela Systems will buy two shops", "Ann Orr")],
    ),
    (
        "The plan was chosen for its low cost, said Vela Systems in a statement.",
        [("indirect", "The plan was chosen for its low cost", "Vela Systems")],
    ),
    (
        "Robot sales doubled last year, according to a report by Brightwell Bank.",
        [("indirect", "Robot sales doubled last year", "Brightwell Bank")],
    ),
    (
        "Vela announced that it bought Corvid Labs, adding that the deal was small.",
        [
            ("indirect", "it bought Corvid Labs", "Vela Systems"),
            ("indirect", "the deal was small", "Vela Systems"),
        ],
    ),
    (
        "Reed spoke first. To him, the deal is a step on.",
        [("indirect", "the deal is a step on", "Tom Reed")],
    ),
    (
        "Orr said AI has the power to help: “It is a tool,” said Ann Orr.",
        [
            ("indirect", "AI has the power to help", "Ann Orr"),
            ("direct", "“It is a tool,”", "Ann Orr"),
        ],
    ),
    # Not somebody's words.
    ("The so-called “deal of the year” failed.", []),
    ("Users love “smart” lamps and 'big' ones, don't they?", []),
    ("It sells a 15\" screen and a 6' pole.", []),
    ("Orr said the “Big Lamp” is new.", [("indirect", "the “Big Lamp” is new", "Ann Orr")]),
    ("Orr did not say that sales rose.", []),
    ("Orr declined to say how sales went.", []),
    ("Orr is said to be rich and it is believed that she is.", []),
    ("The firm’s claims that it grew were false.", []),
    ("Vela said goodbye to London and said nothing more.", []),
    ("The Daily Post opened an office in London.", []),
    ("According to this deal, Vela will use lamps.", []),
    ("It seems to work, according to the plan of the board.", []),
    ("Vela bought a mill when Orrin, the head of the bank, had other worries.", []),
    # What somebody is told is said by who tells it.
    ("Ann Orr told reporters that Vela had grown.", [("indirect", "Vela had grown", "Ann Orr")]),
    (
        "Vela told the board of Corvid Labs on Monday that sales had doubled.",
        [("indirect", "sales had doubled", "Vela Systems")],
    ),
    (
        "Orr, head of Vela, told staff in a memo last week that the mill will close.",
        [("indirect", "the mill will close", "Ann Orr")],
    ),
    (
        "Ann Orr told members of the board that, by May, Vela would leave.",
        [("indirect", "by May, Vela would leave", "Ann Orr")],
    ),
    ("Reed told the court he had left.", [("indirect", "he had left", "Tom Reed")]),
    (
        "Reed told the Daily Post the company would buy a mill.",
        [("indirect", "the company would buy a mill", "Tom Reed")],
    ),
    ("Vela bought a mill, Ann Orr told staff.", [("indirect", "Vela bought a mill", "Ann Orr")]),
    (
        "Vela bought a mill, Orr told the Daily Post in an interview on Monday.",
        [("indirect", "Vela bought a mill", "Ann Orr")],
    ),
    (
        "A person close to the talks told the Daily Post that Vela bought a mill.",
        [("indirect", "Vela bought a mill", None)],
    ),
    ("Staff were told that Vela bought a mill.", [("indirect", "Vela bought a mill", None)]),
    # An order, a topic, a listener with a relative clause, a denial.
    ("Ann Orr told Reed to leave the firm that Vela bought.", []),
    ("Ann Orr told the firm that bought a mill to wait.", []),
    ("Ann Orr told the man that was there a story.", []),
    ("Ann Orr told staff about the deal that Vela had signed.", []),
    ("Ann Orr told Reed of the deal that Vela had signed.", []),
    ("Ann Orr told staff how the plan that Vela had would work.", []),
    ("Ann Orr did not tell investors that Vela bought a mill.", []),
    ("Vela bought a mill, Ann Orr told Reed to say.", []),
    # What people say who are not named is said all the same.
    ("Analysts said that the price was high.", [("indirect", "the price was high", None)]),
    (
        "Vela bought a mill, a person briefed on the deal said.",
        [("indirect", "Vela bought a mill", None)],
    ),
    (
        "According to two people familiar with it, Vela will use lamps.",
        [("indirect", "Vela will use lamps", None)],
    ),
    (
        "Vela bought a mill, according to court filings.",
        [("indirect", "Vela bought a mill", None)],
    ),
    (
        "It was reported that Vela had bought a mill.",
        [("indirect", "Vela had bought a mill", None)],
    ),
    # Whole utterances of nobody known stand without a speaker.
    (
        "“Nobody knows who wrote this here.”",
        [("direct", "“Nobody knows who wrote this here.”", None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_quotes(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert quotes(text) == expected


def found(text: str) -> tuple[tuple[Quote, ...], tuple[LocalEntity, ...]]:
    article, entities, mentions = make(text)
    return find_quotes(article, doc_of(article), entities, mentions), entities


def test_cue_and_words_of_the_speaker() -> None:
    text = "“We won,” further stated Ann Orr."
    (quote,), _ = found(text)
    assert quote.cue == "stated"
    assert quote.speaker_span is not None
    assert text[quote.speaker_span.start : quote.speaker_span.end] == "Ann Orr"


def test_pronouns_that_the_mentions_resolve() -> None:
    text = "Ann Orr met Jean Petit. “We won,” she said."
    article, entities, mentions = make(text)
    at = text.index("she")
    orr = next(i for i, entity in enumerate(entities) if entity.name == "Ann Orr")
    resolved = (*mentions, Mention(at, at + 3, orr, "pronoun"))
    (quote,) = find_quotes(article, doc_of(article), entities, resolved)
    assert quote.speaker == orr
    assert quote.speaker_span is not None and quote.speaker_span.start == at


def test_a_pronoun_left_open_means_the_last_who_fits() -> None:
    assert quotes("Orr left Vela. “We won,” she said.") == [("direct", "“We won,”", "Ann Orr")]


def test_no_sentences_no_quotes() -> None:
    article, entities, mentions = make("")
    assert find_quotes(article, Doc("", ()), entities, mentions) == ()
