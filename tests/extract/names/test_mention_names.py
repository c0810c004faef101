"""Where names start and end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.extract.conftest import make_article

from factpack.extract.mentions import find_mentions
from factpack.extract.text.doc import doc_of
from factpack.extract.values import find_literals

ORDINARY = [
    "[Vela] hired [Jane Orr] in [Boston].",
    "The deal between [Vela] and [Orrin] was signed.",
    "Shares of [Orrin], [Vela] and [Zentrix] rose.",
    "It bought [Bank of Zentria] and the [University of Orrindale].",
    "He left the [Department of Trade and Industry] for [Zentrix].",
    "She spoke to [Pieter van der Meer] and [Ludwig von Orrin].",
    "The [Orrin & Vela] report names [Zentrix & Co.] as well.",
    "[Jane Q. Orr] met [J. P. Orr] at the [Hotel Zentria].",
    "The phone, the [Zentrix 7], costs less than the [Orrin X100].",
    "[T-Vela] and [3Zen] use [eZent] and the [iZent].",
]
EDGES = [
    # Institutions whose purpose is told in several steps, and two that "and" parts.
    "She runs the [Centre for East and South-East Asian Trade].",
    "It told the [Committee on the Peaceful Uses of Salt Water] so.",
    "The [Tea and Coffee Administration] grew.",
    "Staff of the [Orrin Service] and [Bureau of Pastures] met.",
    # A small word that opens the sentence belongs to a name that has it elsewhere.
    "[All Orrin Airways] flew on. She works for [All Orrin Airways].",
    "The [All Orrin Airways] crew slept.",
    # A verb that opens the sentence is part of a well-known name.
    "It fell. [Credit Suisse] chief executive [Jane Orr] left.",
    # A field beside a place; the credit of a picture.
    "A Boston-politics blogger met [Jane Orr].",
    "[Getty Images] [Jane Orr] waves.",
    # A caption that a page shows twice.
    "It fell. [Jane Orr] Jane Orr waves to [Vela].",
    "They met in [Zentrok]. Later [Zentrok] Zentrok was closed.",
    # Possessives, straight and curly, and clitics.
    "[Vela]'s plant and [Orrin]’s office closed.",
    "[Zentrix]’s [Jane Orr] said so.",
    "It sold [Vela] to the [Zentria Teachers’ Pension Plan] in 2021.",
    "The engineers’ union met [Vela].",
    # Compounds: the name is the head.
    "[Orrin]-backed [Vela] and the [Jane Orr]-led [Zentrix] agreed.",
    "The [Boston]-based firm left.",
    "A former ex-[Zentrix] manager joined [Orrin].",
    "Ex-[Zentrix] manager [Jane Orr] joined [Orrin].",
    "Ex-chief executive [Jane Orr] joined [Orrin].",
    # Legal forms and their stops.
    "It sued [Vela, Inc.] and [Orrin Ltd.] over [Zentrix GmbH].",
    "The seller was [Orrin Works plc] of [London].",
    "It was sold to [Vela Corp.] yesterday.",
    "It was sold to [Vela.ai]. [Orrin] fell.",
]
SPELLED_OUT = [
    # Nouns joined by "and", and bodies that say whom they are for.
    "It asked the [Social and Cultural Affairs Team] for it.",
    "It asked [Orrin Media and Entertainment Group] for it.",
    "A man from [Transport for London] spoke. Support for [London] fell.",
    # A genitive that belongs to the name, and one that does not.
    "A spokesman for [Hennig's], which has ten shops, left. The owner of [Hennig's] said so.",
    "The bank [Zentok's] announced it. The owner of [Zentok's] left.",
    "The plant of [Vela] fell. It was [Vela]'s, which is odd.",
    "[Vela Motors] fell. The owner of [Vela Motor's] head office left.",
    # The letters beside it show what belongs to a name.
    "The [Rapid and Fair Zentok Test] ([RAFZT]) was new. The [Rapid and Fair Zentok Test] fell.",
    "It asked the [Zentria Food and Water Service] ([FWS]) for it.",
    "The [RAFZT], short for [Rapid and Fair Zentok Test], was new.",
    "It met [ZFG] ([Zentria for Growth]) there.",
    "It asked [Vela] and [Orrin Motor Works] ([OMW]) for it.",
]
TITLES = [
    "Adv [Zentoki] and Comrade [Xarl Zentoki] spoke. Comrades left.",
    "The [Vela Network] Insider [Jane Orrin] spoke.",
    "He met [Army] Staff General [Xarl Zentoki] there.",
    "He met [Jane Orrin] MP, [Tom Orrin] TD and the [Vela MS] there.",
    "Auctioneer [Jane Orrin] and Magistrate [Tom Orrin] spoke.",
    "[Vela] CEO [Jane Orr] resigned.",
    # Titles that are common words, before a person's name that closes the run.
    "[Orrindale Police] Chief [Randy Orr] spoke.",
    "[Orrin County] Executive [Jane Orr] and [Orrin County] Sheriff [Tom Orr] spoke.",
    "[Senate] Majority Leader [Jane Orr] and [House] Minority Whip [Tom Orr] spoke.",
    "[Senate] Democratic Leader [Greg Taylor] spoke.",
    "Norwegian Finance Minister [Jane Orr] and Defense Secretary [Tom Orr] spoke.",
    "[House] Speaker [Jane Orr] spoke.",
    "Deputy Chief Constable [Tom Hale] of [Thames Valley Police] spoke.",
    "[Vela Energy] CEO [Jane Orr] and [Ministry of Finance] Director [Tom Orr] spoke.",
    "It bought the [Zentrix Speaker Stand] and [Plain Leader Holdings].",
    "[Vela] Chief Executive Officer [Jane Orr] resigned.",
    "It was former [Zentrix] research scientist [Jane Orr] who left.",
    "The talks with President [Jane Orr] failed.",
    "Mr. [Orr] and Dr. [Jane Vela] spoke.",
    "[Jane Orr], Executive VP of [Cloud and Devices] at [Vela], agreed.",
    "The President of [Q Zentrator] [John Orr] spoke.",
    "He is a vice president of [Vela Inc.] and a director of [Orrin].",
]
NOT_NAMES = [
    "On Tuesday the American firm met in March.",
    "The CEO said AI and GPUs need APIs.",
    "He speaks English and French on the Internet.",
    "Analysts said that revenue fell in 2019.",
    "Yesterday, shares fell; the euro and the Dollar rose.",
    "However, nobody in the Japanese press agreed.",
    "I think we can do it.",
]
GLUED = [
    "Facebook Twitter Pinterest [Orrin Zentok] waves in May.",
    "ROW OVER FARES [Jane Orr] left the house.",
    "He saw [IBM Research] there.",
    "The newsletter asks you to Sign Up there.",
    "FILE - In this picture [Jane Orr] waves.",
    "It asked the [Securities and Exchange Commission] for help.",
    # An institution goes on with what it is for, on, or against.
    "She works at the [Centre for Research on Fish and Clean Water], a think tank.",
    "The [Zentrian Council on Foreign Trade] met [Vela Corp.] yesterday.",
    "He joined the [Campaign against Cold Homes] in May.",
    "The Council on March 5 told [Vela] so, and the Board on Monday agreed.",
    "The [Ministry of Education, Culture and Sports] met [Orrin].",
    "She left the [Fuel and Timber Institute] for [Vela].",
    "He speaks for [Observatório do Clima], a coalition.",
    "[Vela Securities] and [Orrin Group] paid.",
    "[Vela Media] and [Cedar Group] paid.",
    "They backed [Vela Robotics] and [Harbour Council] in May.",
    "It asked the [Vela Consortium of Harbour Pilots] for help.",
    "It asked the [Bank for International Settlements] for help.",
    "It asked [Vela] CEO [Hock Orr] there.",
    "Before the AGM it paid.",
]
STARTS = [
    # A common word opens a sentence: a name only where the article gives a reason.
    "Harvest fell again.",
    "[Harvest] said it would hire. A spokesman for [Harvest] confirmed it.",
    "When [Vela] left, [Orrin] stayed.",
    "Announcing the deal, [Vela] cut jobs.",
    "Former [Vela] engineer [Jane Orr] left.",
    "[Stripling] is an Irish software company.",
    "Founded by [Jane Orr], [Vela] grew.",
    "Full-year sales fell.",
    "Pre-tax profit fell.",
    "Adjusted EBITDA fell.",
    "Long-time chairman [Jane Orr] left.",
    "[Orr-Velas] fell.",
]


@pytest.mark.parametrize(
    "marked", ORDINARY + EDGES + SPELLED_OUT + TITLES + NOT_NAMES + GLUED + STARTS
)
def test_names_of_a_sentence(marked: str, mark: Callable[..., str]) -> None:
    assert mark(marked) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "[Vela] Buys [Orrin] in Record Deal\n[Vela] paid for [Orrin] in cash.",
        "Why [Jane Orr] Left [Vela]\nLast week [Jane Orr] left [Vela].",
        "Ongoing Talks and Growing Doubts\nThe talks with [Vela] go on.",
        "How [Orr] Built It\nThe founder, [Jane Orr], built it.",
    ],
)
def test_names_of_a_headline_come_from_the_body(marked: str, mark: Callable[..., str]) -> None:
    assert mark(marked, "heading") == marked


@pytest.mark.parametrize(
    "marked",
    [
        "Nine Hundred Striped Badgers Marched Around One Sleepy Lighthouse Yesterday.",
        "Every Small Town Wants A Better Bridge Today.",
        # In ordinary spelling some word that is no small one has no capital, or few words have one.
        "[Orrin Motor Works] and [Vela Orr Bank] sued [Marrow Bay Sailmakers].",
        "[Orrin Motor Works].",
    ],
)
def test_a_sentence_spelt_as_a_headline_is_no_name(marked: str, mark: Callable[..., str]) -> None:
    assert mark(marked) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "[Orrin Motor Works] ([OMW]) grew.",
        "[Vela Corporation] ([NASDAQ]:[VLA]) grew.",
        "[Vela Corporation] ([NYSE]: [VLA]) grew.",
        "The plant in [Orrville], [OH], closed.",
        'The founder, [Gary "Gaz" Orr], spoke.',
        "[Vela Inc.] [Jane Orr] reports.",
    ],
)
def test_brackets_tickers_and_abbreviations(marked: str, mark: Callable[..., str]) -> None:
    assert mark(marked) == marked


@pytest.mark.parametrize(
    "marked",
    [
        # Feasts, accounts, tags and addresses name nothing of ours.
        "They met on New Year's Eve and on Christmas Day in [Orrville].",
        "Write to @VelaNews about #VelaWeek on x.com/VelaWeek, says [Vela].",
        # Titles of office.
        "He asked Sen. [Jane Orr] and Lt. Gov. [Tom Quill] about it.",
        "He asked Sen. [Jane Orr], D-Ohio, and [Tom Quill] (R-Texas) about [T-Mobile].",
        # What no stop parts: credits, buttons, captions.
        "CLOSE [Jane Orr] waves to fans in [Leeds].",
        "The view from the [Vela Tower] This image shows a street.",
        "He won a prize in [Leeds] [Reuters]",
        "He sold it to [Hargrove Reuters]",
        "She left the [National Association of Bakers] in the [United States].",
        "He left on 3 November 2017 Shoppers pass a sign in [Leeds].",
        # Peoples.
        "Some Americans and Israelis met in [Leeds].",
    ],
)
def test_what_is_no_part_of_a_name(marked: str, mark: Callable[[str], str]) -> None:
    assert mark(marked) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "[Orrin] bought [Vela Corp.]",
        "[Orrin Inc.] bought [Vela Corp.]",
        "[Orrin Ltd] bought [Vela Corp].",
        "He left [Vela Corp]. They said [Vela Corp] and [Orrin Inc.] agreed.",
        "The shares of [Vela Corp.] fell. [Orrin Ltd] bought [Vela Corp.]",
    ],
)
def test_a_stop_that_ends_the_sentence_is_whose_the_article_shows(
    marked: str, mark: Callable[[str], str]
) -> None:
    assert mark(marked) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "[18Q] said [3N] and [7-Orrin] were sold to [23andVela].",
        "She runs the [National Institute for Research in the Quorran].",
        "[Swiss Orrin] hired [Jane Orr].",
    ],
)
def test_digits_purposes_and_nationalities_in_names(
    marked: str, mark: Callable[[str], str]
) -> None:
    assert mark(marked) == marked


def test_a_number_that_counts_is_no_name() -> None:
    article = make_article("The site has 3M users. Shares of 3M fell.")
    doc = doc_of(article)
    _, mentions = find_mentions(article, doc, find_literals(article, doc))
    assert [(m.start, m.end) for m in mentions if m.kind == "name"] == [(33, 35)]
