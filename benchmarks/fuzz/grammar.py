"""Made-up articles from grammars of numbers, dates, names, quotes and debris.

Every function takes a source of chance and gives a piece of text. With the `Random` of Hypothesis
(`st.randoms()`) the pieces shrink; with `random.Random(seed)` they are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

Piece = Callable[[Random], str]

_DIGITS = "0123456789"
_UNITS = "zero one two three four five six seven eight nine ten eleven twelve nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = "hundred thousand million billion trillion k m mn bn tn M B K lakh crore dozen".split()
_SCALES += ["Mio.", "Mrd", "thousands", "millions", "hundredweight", "mln", "grand"]
_SYMBOLS = ["$", "US$", "A$", "€", "£", "¥", "₹", "R$", "Rs ", "USD ", "EUR ", "GBP", "CHF ", "kr "]
_COUNTED = """
    dollars|euros|pounds|pesos|francs|kroner|yen|cents|pence|%|per cent|percent|percentage points
    |basis points|bps|people|employees|users|jobs|shares|miles|km|tonnes|kg|hours|minutes|days
    |weeks|months|years|decades|seconds|times|-year-old|th|st|nd|rd|s|x|px|th-percentile|-fold
    |T-shirts|ºC|°|″|/day|/10|st century|mph|GB|°F|p|c|pp|m²
""".split("|")
_COUNTED = [word.strip() for word in _COUNTED]
_MONTHS = """
    January February March April May June July August September October November December Jan. Feb
    Sept. Sep Oct. Dec janvier Mai mars Mär. enero 12月
""".split()
_WEEKDAYS = "Monday Tuesday Wed. Thursday Friday Sat Sunday Mon lundi Freitag".split()
_SEASONS = "spring summer autumn fall winter Christmas Easter Ramadan".split()
_FIRST = "Norla Bex Quill Aðalbjörg Óscar José-María Li Xiǎo Тарас D'Arcy Zoë Ng O'Shea".split()
_LAST = (
    "Tavren Ostrov-Lund McQuill van der Brandt III Jr. Ünlü Ó'Neill Βασιλείου 王 ibn Sal".split()
)
_STEMS = """
    Quillon Dravik Velmora Ostrin Brask Tandem North Global United First The IT US WHO It May Mark
    AT&T Yahoo! eBay 3Com C++ Ünal Ørsa 7-Nine Z.E.N. Corp. Company Bank University Times İstanbul
""".split()
_FORMS = "Inc. Ltd Corp Corp. GmbH S.A. PLC LLC AG & Co. KG Group Holdings Foundation Oy".split()
_TITLES = ["Dr.", "Mr", "Sir", "President", "CEO", "Prof.", "chief executive", "Minister", "Rev."]
_ROLES = """
    chief executive|co-founder|CEO and president|head of research|deputy vice-chairman
    |former minister|spokeswoman|interim CFO|member of the board|director-general
""".split("|")
_ROLES = [word.strip() for word in _ROLES]
_VERBS = """
    acquired|bought|founded|co-founded|invested in|launched|sued|hired|named|has appointed|will buy
    |denied it had acquired|may acquire|was acquired by|raised|laid off|employs|is based in|owns
    |was founded by|merged with|partnered with|is part of|left|joined|sold|is worth|opened|closed
    |never bought|plans to launch|agreed to buy|is said to own|has|became|was born in|competes with
""".split("|")
_VERBS = [word.strip() for word in _VERBS]
_CUES = "said told added tweeted wrote denied asked according claimed announced insisted".split()
_MARKS = ['""', "“”", "«»", "„“", "‘’", "''", "“", '"', "”", "「」", "``", "‹›"]
_PRONOUNS = "It it IT He she They The company The firm the two who WHO its we The Bank".split()
_CONTROLS = """
    \u200b|\u00ad|\u202e|\u200f|\ufeff|\u2028|\x00|\x07|\u0301|\u00a0|\u3164|\ufffd|\u2066|\U000e0041
    |\u202f|\r|\x85|\ufdd0|\u115f
""".split("|")
_CONTROLS = [mark.strip(" \n") or "\u2028" for mark in _CONTROLS]
_DEBRIS = """
    <p>|</div>|<script>alert(1)</script>|&amp;|&nbsp;|&#8217;|https://example.org/a?b=c#d
    |desk@example.org|+1 (555) 010-9999|DE89370400440532013000|=1+1|=cmd|'/C calc'!A0|@SUM(A1)
    |-2+3|javascript:alert(1)|[link](//x)|![](x)|{{ config }}|{% raw %}|***|---|===|# |> |* |• |1. 
    |Advertisement|Share this|Subscribe|Read more:|ADVERTISEMENT|© 2019|\\N|NULL|#REF!|\t|🦊|ﬁ|½|①|²
""".split("|")
_DEBRIS = [mark.strip("\n") for mark in _DEBRIS]
_ODD = "٣ ४ ５ Ⅳ ½ ² ① 𝟗 ௧ 〇".split()


def pick(chance: Random, choices: Sequence[str]) -> str:
    """One of some."""
    return choices[chance.randrange(len(choices))]


def digits(chance: Random) -> str:
    """Digits with separators, well placed and not."""
    form = chance.randrange(12)
    plain = "".join(pick(chance, _DIGITS) for _ in range(chance.randrange(1, 7)))
    if form < 4:
        return plain
    if form < 6:
        return f"{plain}{pick(chance, ['.', ',', '·', '٫'])}{chance.randrange(1000)}"
    if form < 8:
        mark = pick(chance, [",", ".", " ", "'", "’", "\u202f", "_"])
        groups = [f"{chance.randrange(1000):03d}" for _ in range(chance.randrange(1, 4))]
        return mark.join([str(chance.randrange(1, 1000)), *groups])
    if form == 8:
        return str(chance.randrange(1900, 2040))
    if form == 9:
        return f"{plain}{pick(chance, ['½', '¼', ' 1/2', '⅓', '/', '²', '^6', 'e9', 'E-3'])}"
    if form == 10:
        return pick(chance, _ODD) * chance.randrange(1, 4)
    return "9" * chance.randrange(1, 400)


def words_of_number(chance: Random) -> str:
    """A number in words, perhaps an impossible one."""
    parts = []
    for _ in range(chance.randrange(1, 5)):
        parts.append(pick(chance, [*_UNITS, *_TENS, *_SCALES[:5], "half", "a", "and", "couple of"]))
    return pick(chance, [" ", "-", " and ", " or "]).join(parts)


def number(chance: Random) -> str:
    """A number with its sign, scale, currency and unit, each there or not."""
    core = digits(chance) if chance.randrange(3) else words_of_number(chance)
    sign = pick(chance, ["", "", "", "-", "−", "+", "~", "±", "plus or minus ", "minus ", "("])
    scale = pick(chance, ["", "", "", "-", " "]) + pick(chance, ["", "", "", *_SCALES])
    symbol = pick(chance, ["", "", *_SYMBOLS])
    unit = pick(chance, ["", " ", "-"]) + pick(chance, ["", *_COUNTED])
    return f"{pick(chance, _ABOUT)}{sign}{symbol}{core}{scale}{unit}"


_ABOUT = [
    "",
    "",
    "",
    "about ",
    "more than ",
    "up to ",
    "at least ",
    "nearly ",
    "one in ",
    "a record ",
]


def amount(chance: Random) -> str:
    """A number, a range of two, or a list."""
    form = chance.randrange(6)
    if form < 3:
        return number(chance)
    if form == 3:
        return f"{number(chance)}{pick(chance, ['-', '–', ' to ', ' or ', '/'])}{number(chance)}"
    if form == 4:
        return f"between {number(chance)} and {number(chance)}"
    return f"from {number(chance)} to {number(chance)}, {number(chance)} and {number(chance)}"


def _year(chance: Random) -> str:
    return pick(
        chance,
        [
            str(chance.randrange(1, 3000)),
            str(chance.randrange(1950, 2030)),
            "'19",
            "’08",
            "20",
            "0",
        ],
    )


def date(chance: Random) -> str:
    """A date in one of many ways, right or not."""
    day, month, year = str(chance.randrange(0, 35)), pick(chance, _MONTHS), _year(chance)
    rank = pick(chance, ["", "st", "nd", "rd", "th", "."])
    number_ = chance.randrange(0, 15)
    forms = [
        f"{month} {day}{rank}, {year}",
        f"{month} {day},{year}",
        f"{day}{rank} {month} {year}",
        f"{pick(chance, _WEEKDAYS)}, {day} {month} {year}",
        f"{year}-{number_:02d}-{day}",
        f"{number_}/{day}/{year}",
        f"{day}.{number_}.{year}",
        f"{month} {year}",
        f"{year}–{year[-2:]}",
        f"{year}-{_year(chance)}",
        f"the {pick(chance, ['', 'early ', 'late ', 'mid-'])}{year}s",
        f"{year}'s",
        f"{pick(chance, _SEASONS)} {year}",
        f"Q{number_} {year}",
        f"Q{number_}'{year[-2:]}",
        f"the {pick(chance, ['first', 'second', 'fifth', 'last'])} quarter of {year}",
        f"fiscal {year}",
        f"the {number_}th century",
        f"the twenty-{pick(chance, ['first', 'second'])} century BC",
        f"{pick(chance, ['last', 'next', 'this', 'every'])} {pick(chance, _WEEKDAYS)}",
        f"{amount(chance)} ago",
        f"{pick(chance, ['last', 'next', 'this', 'the past'])} {number_} {pick(chance, _PERIODS)}",
        f"{pick(chance, ['yesterday', 'today', 'tomorrow', 'tonight', 'now', 'noon'])}",
        f"{year}-{number_:02d}-{day}T{number_}:00:00Z",
        f"{number_}:{day} {pick(chance, ['am', 'p.m.', 'GMT', 'ET'])}",
        f"{pick(chance, ['since', 'by', 'until', 'before', 'from'])} {month} to {month} {year}",
        f"{pick(chance, _WEEKDAYS)} night",
        f"{day} {month}",
        f"version {number_}.{day}.{year}",
        f"{year} Main Street",
        f"{pick(chance, _UNITS)} {pick(chance, _PERIODS)} after {year}",
    ]
    return pick(chance, forms)


_PERIODS = ["day", "days", "week", "months", "year", "years", "decades", "century", "quarters"]


def person(chance: Random) -> str:
    """Somebody's name."""
    title = pick(chance, ["", "", "", *_TITLES])
    middle = pick(chance, ["", "", "Q. ", "“Buzz” ", "(Bob) ", "de la "])
    return f"{title} {pick(chance, _FIRST)} {middle}{pick(chance, _LAST)}".strip()


def organisation(chance: Random) -> str:
    """The name of a firm, or what looks like one."""
    stems = " ".join(pick(chance, _STEMS) for _ in range(chance.randrange(1, 4)))
    name_ = f"{stems} {pick(chance, ['', '', *_FORMS])}".strip()
    form = chance.randrange(8)
    if form == 0:
        return f"{name_} ({''.join(word[0] for word in name_.split())})"
    if form == 1:
        return f"{name_} (NYSE: {pick(chance, ['QLN', 'A', 'X.Y'])})"
    if form == 2:
        return name_.upper()
    return name_


def name(chance: Random) -> str:
    """A person, an organisation, a pronoun, or a run of capitals."""
    form = chance.randrange(10)
    if form < 4:
        return organisation(chance)
    if form < 7:
        return person(chance)
    if form < 9:
        return pick(chance, _PRONOUNS)
    return " ".join(pick(chance, _STEMS) for _ in range(chance.randrange(4, 40)))


def clause(chance: Random) -> str:
    """Somebody does something to something, with a number and a date or without."""
    parts = [name(chance)]
    if not chance.randrange(3):
        parts.append(f", {pick(chance, _ROLES)} of {organisation(chance)},")
    parts.append(f" {pick(chance, _VERBS)} {name(chance)}")
    if not chance.randrange(3):
        parts.append(f" and {name(chance)}")
    if chance.randrange(2):
        parts.append(f" for {amount(chance)}")
    if chance.randrange(2):
        parts.append(f" {pick(chance, ['in', 'on', 'since', 'by', 'before', ''])} {date(chance)}")
    return "".join(parts)


def quote(chance: Random) -> str:
    """Words given as somebody's, their marks paired or not."""
    marks = pick(chance, _MARKS)
    said = f"{marks[0]}{clause(chance)}{pick(chance, [',', '.', '', '?', ' …'])}{marks[-1]}"
    cue, who = pick(chance, _CUES), name(chance)
    forms = [
        f"{said} {cue} {who}",
        f"{who} {cue}: {said}",
        f"{who} {cue} that {clause(chance)}",
        f"{said} {who} {cue}, {said}",
        f"According to {who}, {clause(chance)}",
        said,
    ]
    return pick(chance, forms)


def plain(chance: Random) -> str:
    """A sentence of a number or a date that stands alone."""
    return pick(
        chance,
        [
            f"{name(chance)} changed by {amount(chance)}",
            f"It took {amount(chance)}",
            f"{name(chance)} finished in {digits(chance)}{pick(chance, _COUNTED)}",
            f"The deal of {date(chance)} ended {date(chance)}",
            f"{organisation(chance)} has {amount(chance)} and {amount(chance)}",
            f"{person(chance)}, {digits(chance)}, is {pick(chance, _ROLES)} of {name(chance)}",
            amount(chance),
            date(chance),
        ],
    )


def debris(chance: Random) -> str:
    """What belongs to no article: markup, controls, formulas, addresses, furniture."""
    return pick(chance, [*_DEBRIS, *_CONTROLS, "A" * chance.randrange(1, 500), "( " * 30])


def sentence(chance: Random) -> str:
    """One sentence, or what stands for one."""
    text = _SENTENCES[chance.randrange(len(_SENTENCES))](chance)
    if not chance.randrange(8):
        place = chance.randrange(len(text) + 1)
        text = text[:place] + debris(chance) + text[place:]
    return text + pick(chance, [". ", ". ", ".", "? ", "! ", "; ", " ", "\n", "\n\n", "… "])


_SENTENCES: Sequence[Piece] = (clause, clause, quote, plain, plain, debris)


def article(chance: Random) -> str:
    """A whole article of some sentences, with front matter or without."""
    text = "".join(sentence(chance) for _ in range(chance.randrange(1, 9)))
    if not chance.randrange(6):
        text = f"{clause(chance)}\n\n{text}"
    if not chance.randrange(20):
        text = text.upper()
    return text
