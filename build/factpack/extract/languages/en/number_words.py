"""The words that numbers, money and time are written with, each with a one-letter class.

A stretch of text becomes a string of classes, one letter a word, and the grammars of money, dates
and quantities are regular expressions over that string: short, linear, and far cheaper than
expressions over the text itself.
"""

from __future__ import annotations

from factpack.extract.languages.en.currencies import CURRENCIES

# Classes of digits, decided by shape.
SMALL = "D"  # an integer of one or two digits, at most 31: may be a day
YEAR = "Y"  # four digits without separators, 1000 to 2199: may be a year
NUMBER = "N"  # any other number
ORDINAL = "o"  # 1st, first: a rank
NUMERIC_DATE = "n"  # 2016-11-15, 15.11.2016
DECADE = "Z"  # 1990s, nineties
QUARTER_CODE = "Q"  # Q3, H1, 3Q16
FISCAL_CODE = "P"  # FY2017
JUNK = "x"  # digits inside a name or a version

# Classes of words.
SMALL_WORD = "w"  # one … ninety
HUNDRED = "h"
SCALE = "s"  # thousand, million
SHORT_SCALE = "t"  # bn, m, k
MANY = "z"  # thousands, millions, dozens
SIGN_PART = "½"  # ½ and its like
PART = "3"  # thirds, tenths, a hundredth: equal parts that are no ordinal
HALF = "H"
A = "a"
FEW = "f"  # few, several, couple
MONTH = "M"
SHORT_MONTH = "m"  # Jan, or a month that is a word too and stands in lower case
WEEKDAY = "W"
SHORT_WEEKDAY = "v"
UNIT = "U"  # day, week, month, year, decade, century: a unit of the calendar
CLOCK = "u"  # hour, minute, second
QUARTER = "q"
SEASON = "S"
TODAY = "d"  # today, yesterday, tomorrow, tonight
PART_OF_DAY = "i"
LAST = "L"
NEXT = "X"
THIS = "T"
OTHER = "R"  # previous, following, same: relative to something else than the publication
WHOLE = "V"  # the entire year
VAGUE = "?"  # in the future
AGO = "A"
EARLIER = "e"  # earlier, later
EARLY = "g"  # early, mid, late
BEGINNING = "G"  # beginning, end, middle
RECENT = "r"
COME = "c"
FISCAL = "F"
OF = "O"
IN = "I"  # prepositions of time
TO = "j"  # to, until, through: between the ends of a range
AND = "&"
BETWEEN = "B"
THE = "l"
PER = "p"
PERCENT = "%"
POINT = "y"  # points after "percentage" or "basis"
BASIS = "b"
BASIS_POINT = "β"  # bps
SYMBOL = "$"
CODE = "C"
NOUN = "K"
SUBUNIT = "k"
ADJECTIVE = "J"
DASH = "-"
COMMA = ","
DOT = "."
SLASH = "/"
APOSTROPHE = "'"
POSSESSIVE = "E"
OPEN = "("
CLOSE = ")"
PLUS = "+"
WORD = "_"  # any other word
MARK = "!"  # any other mark
BARRIER = "|"  # between two stretches of text

SMALL_NUMBERS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}

SCALES = {
    "hundred": 100,
    "dozen": 12,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "quadrillion": 1e15,
    "lakh": 1e5,
    "lac": 1e5,
    "crore": 1e7,
    "milliard": 1e9,
}
SHORT_SCALES = {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "mio": 1e6,
    "mil": 1e6,
    "mm": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "bil": 1e9,
    "mrd": 1e9,
    "t": 1e12,
    "tn": 1e12,
    "trn": 1e12,
    "cr": 1e7,
}

SIGN_PARTS = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5,
    "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
}  # fmt: skip
PARTS = {
    "thirds": 3,
    "fourths": 4,
    "fifths": 5,
    "sixths": 6,
    "sevenths": 7,
    "eighths": 8,
    "ninths": 9,
    "tenths": 10,
    "hundredth": 100,
    "hundredths": 100,
    "thousandth": 1000,
    "thousandths": 1000,
}
"""Equal parts of a whole; those that are ordinals as well have their rank."""

_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
)
ORDINALS = {word: rank for rank, word in enumerate(_ORDINAL_WORDS, start=1)} | {
    "thirtieth": 30,
    "final": 0,
}
"""Words to ranks; 0 is the last of its kind."""

_MONTH_NAMES = (
    "january february march april may june july august september october november december".split()
)
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)} | {
    name[:3]: number for number, name in enumerate(_MONTH_NAMES, start=1)
}
MONTHS["sept"] = 9

_WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAYS = {name: number for number, name in enumerate(_WEEKDAY_NAMES)} | {
    name[:3]: number for number, name in enumerate(_WEEKDAY_NAMES)
}
WEEKDAYS.update(tues=1, thur=3, thurs=3, weds=2)

UNITS = {
    form: singular
    for singular, forms in {
        "day": "day days",
        "week": "week weeks",
        "fortnight": "fortnight fortnights",
        "weekend": "weekend weekends",
        "month": "month months",
        "quarter": "quarter quarters",
        "year": "year years yr yrs",
        "decade": "decade decades",
        "century": "century centuries",
        "hour": "hour hours hr hrs",
        "minute": "minute minutes mins",
        "second": "seconds secs",
    }.items()
    for form in forms.split()
}
SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
TODAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
DECADES = {
    word: 1900 + 10 * value
    for value, word in enumerate(
        "twenties thirties forties fifties sixties seventies eighties nineties".split(), start=2
    )
}


def _classes() -> dict[str, str]:
    words: dict[str, str] = {}

    def add(letter: str, forms: object) -> None:
        for form in forms.split() if isinstance(forms, str) else forms:  # type: ignore[attr-defined]
            words.setdefault(form, letter)

    add(SMALL_WORD, SMALL_NUMBERS)
    add(HUNDRED, "hundred")
    add(SCALE, (scale for scale in SCALES if scale != "hundred"))
    add(MANY, "tens hundreds thousands millions billions trillions dozens lakhs crores")
    add(HALF, "half")
    add(SIGN_PART, SIGN_PARTS)
    add(PART, PARTS)
    add(BASIS_POINT, "bp bps")
    add(A, "a an")
    add(FEW, "few several couple")
    add(ORDINAL, ORDINALS)
    add(MONTH, _MONTH_NAMES)
    add(SHORT_MONTH, MONTHS)
    add(WEEKDAY, _WEEKDAY_NAMES)
    add(SHORT_WEEKDAY, WEEKDAYS)
    add(QUARTER, "quarter quarters")
    add(CLOCK, (u for u, singular in UNITS.items() if singular in ("hour", "minute", "second")))
    add(UNIT, UNITS)
    add(SEASON, SEASONS)
    add(TODAY, TODAYS)
    add(PART_OF_DAY, "morning afternoon evening night mornings evenings nights noon midnight")
    add(LAST, "last past")
    add(NEXT, "next coming upcoming")
    add(THIS, "this current")
    add(OTHER, "previous prior preceding following same that")
    add(WHOLE, "entire whole full")
    add(VAGUE, "future")
    add(AGO, "ago back")
    add(EARLIER, "earlier later")
    add(EARLY, "early mid late")
    add(BEGINNING, "beginning start end middle close turn rest remainder")
    add(RECENT, "recent")
    add(COME, "come")
    add(FISCAL, "fiscal financial fy")
    add(OF, "of")
    add(IN, "in on by since during from before after around circa within over at as for into")
    add(TO, "to until till til through thru")
    add(AND, "and")
    add(BETWEEN, "between")
    add(THE, "the")
    add(PER, "per")
    add(PERCENT, "percent percentage percents pct %")
    add(BASIS, "basis")
    add(POINT, "point points")
    add(DECADE, DECADES)
    add(SYMBOL, CURRENCIES.symbols)
    add(NOUN, CURRENCIES.nouns)
    add(SUBUNIT, CURRENCIES.subunits)
    add(ADJECTIVE, CURRENCIES.adjectives)
    add(DASH, "- – — − ‐ ‑")
    add(APOSTROPHE, "' ’ ‘")
    add(COMMA, ",")
    add(DOT, ".")
    add(SLASH, "/")
    add(OPEN, "(")
    add(CLOSE, ")")
    add(PLUS, "+")
    return words


CLASSES = _classes()
"""A word in lower case, or a mark, to its class."""

CAPITAL_ONLY = frozenset(("may", "march"))
"""Months that are other words in lower case."""

ONLY_AFTER = {"past": "in the ", "time": "that "}
"""Triggers that are none without the words before them."""

TRIGGERS: tuple[str, ...] = (
    *"0123456789%",
    "future",
    *ONLY_AFTER,
    *CURRENCIES.symbols,
    *SIGN_PARTS,
    *(
        form
        for word, letter in CLASSES.items()
        if letter in (SMALL_WORD, HUNDRED, SCALE, MONTH, WEEKDAY, UNIT, QUARTER, SEASON, TODAY)
        or letter in (DECADE, NOUN, SUBUNIT, MANY, PERCENT, PART_OF_DAY, HALF)
        if word.isalpha() and word not in ("one", "zero", "rmb")
        for form in ((word, word.title()) if word not in CAPITAL_ONLY else (word.title(),))
    ),
)
"""What must stand in a stretch of text for any value to be there; none holds a space."""
