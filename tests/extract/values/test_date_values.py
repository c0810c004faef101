"""Dates: which days a phrase means, seen from a Wednesday in November 2016."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from benchmarks.extraction.values import find_dates, timex
from factpack.model import Precision
from factpack_validators.date_words import StatedPeriod, states_period

ANCHOR = date(2016, 11, 16)

# Text, words of the first span, its TIMEX value, precision.
CASES: list[tuple[str, str, str, str | None]] = [
    ("on March 5, 2013 it", "March 5, 2013", "2013-03-05", "day"),
    ("March 06 , 2008", "March 06 , 2008", "2008-03-06", "day"),
    ("on Tuesday, March 5, 2013", "Tuesday, March 5, 2013", "2013-03-05", "day"),
    ("on 16 Nov. 2016", "16 Nov. 2016", "2016-11-16", "day"),
    ("on the 5th of May 2014", "the 5th of May 2014", "2014-05-05", "day"),
    ("on 2016-11-05", "2016-11-05", "2016-11-05", "day"),
    ("on 11/15/2016", "11/15/2016", "2016-11-15", "day"),
    ("on 13.5.2015", "13.5.2015", "2015-05-13", "day"),
    ("on 3/4/2016", "3/4/2016", "", "day"),
    ("May 5-7, 2016", "May 5-7, 2016", "2016-05-05/2016-05-07", "range"),
    ("in June 2018", "June 2018", "2018-06", "month"),
    ("in October last year", "October last year", "2015-10", "month"),
    ("sold in January", "January", "2016-01", "month"),
    ("will open in January", "January", "2017-01", "month"),
    ("sold in December", "December", "2015-12", "month"),
    ("early June", "early June", "2016-06", "month"),
    ("last March", "last March", "2016-03", "month"),
    ("by 2018", "2018", "2018", "year"),
    ("since early 2009", "early 2009", "2009", "year"),
    ("in mid-2011", "mid-2011", "2011", "year"),
    ("the end of 2018", "the end of 2018", "2018", "year"),
    ("last year", "last year", "2015", "year"),
    ("about a year back", "a year back", "2015", "year"),
    ("two years ago", "two years ago", "2014", "year"),
    ("next month", "next month", "2016-12", "month"),
    ("three months ago", "three months ago", "2016-08", "month"),
    ("this week", "this week", "2016-W46", "week"),
    ("two weeks from now", "two weeks from now", "2016-W48", "week"),
    ("yesterday evening", "yesterday evening", "2016-11-15", "day"),
    ("the day after tomorrow", "the day after tomorrow", "2016-11-18", "day"),
    ("earlier today", "earlier today", "2016-11-16", "day"),
    ("said on Friday", "Friday", "2016-11-11", "day"),
    ("will meet on Friday", "Friday", "2016-11-18", "day"),
    ("said on Wednesday", "Wednesday", "2016-11-16", "day"),
    ("last Friday", "last Friday", "2016-11-11", "day"),
    ("next Friday", "next Friday", "2016-11-25", "day"),
    ("Tuesday of next week", "Tuesday of next week", "2016-11-22", "day"),
    ("the first Monday in June 2015", "the first Monday in June 2015", "2015-06-01", "day"),
    ("the last Friday of May 2015", "the last Friday of May 2015", "2015-05-29", "day"),
    ("on the 20th of last month", "the 20th of last month", "2016-10-20", "day"),
    ("this weekend", "this weekend", "2016-11-19/2016-11-20", "range"),
    ("the third quarter of 2015", "the third quarter of 2015", "2015-Q3", "quarter"),
    ("fourth-quarter sales", "fourth-quarter", "2016-Q4", "quarter"),
    ("Q3 2016", "Q3 2016", "2016-Q3", "quarter"),
    ("3Q15", "3Q15", "2015-Q3", "quarter"),
    ("last quarter", "last quarter", "2016-Q3", "quarter"),
    ("the second half of 2017", "the second half of 2017", "2017-H2", "half-year"),
    ("H1 2014", "H1 2014", "2014-H1", "half-year"),
    ("in summer 2015", "summer 2015", "2015-SU", "season"),
    ("in the fall of 2015", "the fall of 2015", "2015-FA", "season"),
    ("last winter", "last winter", "2015-WI", "season"),
    ("FY2017", "FY2017", "2017", "year"),
    ("fiscal 2018", "fiscal 2018", "2018", "year"),
    ("the 1990s", "the 1990s", "199", "decade"),
    ("in the '80s", "the '80s", "198", "decade"),
    ("the 1970's", "the 1970's", "197", "decade"),
    ("the 21st century", "the 21st century", "20", "century"),
    ("from 2014 to 2018", "from 2014 to 2018", "2014-01-01/2018-12-31", "range"),
    ("2014-18", "2014-18", "2014-01-01/2018-12-31", "range"),
    ("between May and June 2015", "between May and June 2015", "2015-05-01/2015-06-30", "range"),
    ("June 2015 – May 2016", "June 2015 – May 2016", "2015-06-01/2016-05-31", "range"),
    ("the last three years", "the last three years", "2013-11-16/2016-11-16", "range"),
    ("the next two months", "the next two months", "2016-11-16/2017-01-16", "range"),
    ("year-end", "year-end", "2016", "year"),
    ("later in the year", "later in the year", "2016", "year"),
    ("in the months to come", "in the months to come", "", "range"),
    ("the next few months", "the next few months", "", "range"),
    ("in recent years", "recent years", "", "range"),
    ("a year earlier", "a year earlier", "", None),
    ("the previous year", "the previous year", "", None),
    ("more than two years ago", "more than two years ago", "", None),
    ("at the 2009 Oscars", "2009", "2009", "year"),
    ("in the late 1700s", "the late 1700s", "17", "century"),
    ("in the 2000s", "the 2000s", "200", "decade"),
    ("in Q2'15", "Q2'15", "2015-Q2", "quarter"),
    ("in Q2 ’15", "Q2 ’15", "2015-Q2", "quarter"),
    ("in Q3-14", "Q3-14", "2014-Q3", "quarter"),
    ("in H2'15", "H2'15", "2015-H2", "half-year"),
    ("in FY 2014/15", "FY 2014/15", "2014-01-01/2015-12-31", "range"),
    ("the log of 2015-06-07T08:09:10Z", "2015-06-07T08:09:10Z", "2015-06-07", "day"),
    ("at 2015-06-07T08:09+02:00.", "2015-06-07T08:09+02:00", "2015-06-07", "day"),
    ("the twenty-first century", "the twenty-first century", "20", "century"),
    ("the twenty-third of May 2014", "the twenty-third of May 2014", "2014-05-23", "day"),
    ("on June 3,2014", "June 3,2014", "2014-06-03", "day"),
    ("on Dec.24, 2014", "Dec.24, 2014", "2014-12-24", "day"),
    ("on 24.11.2014", "24.11.2014", "2014-11-24", "day"),
    ("on 24.11.14", "24.11.14", "2014-11-24", "day"),
    ("Boxing Day 2014", "2014", "2014", "year"),
    ("on Monday, 12 November 2014", "Monday, 12 November 2014", "2014-11-12", "day"),
    ("In 2014 Wall Street fell", "2014", "2014", "year"),
    ("at the turn of the century", "the turn of the century", "", "century"),
    ("In the fall, Ann will not come back", "the fall", "2016-FA", "season"),
    ("In the spring, Ann will come back", "the spring", "2017-SP", "season"),
    ("on February 29", "February 29", "2016-02-29", "day"),
]


@pytest.mark.parametrize(("text", "words", "value", "precision"), CASES, ids=[c[0] for c in CASES])
def test_first_date(text: str, words: str, value: str, precision: str | None) -> None:
    found = find_dates(text, ANCHOR)[0]
    assert text[found.start : found.end] == words
    assert timex(found.value) == value
    assert found.value.date_precision == precision


RELATIVE = [
    *(f"a {unit} ago" for unit in ("day", "week", "month", "year")),
    *(f"{n} {unit} ago" for n in ("two", "ten") for unit in ("days", "weeks", "months", "years")),
    *(
        f"{which} {unit}"
        for which in ("last", "this", "next")
        for unit in ("week", "month", "year")
    ),
    *(f"last {day}" for day in ("Monday", "Friday")),
    *("yesterday", "today", "tomorrow", "a fortnight ago", "three quarters ago", "a decade ago"),
]


@pytest.mark.parametrize("day", [1, 60, 130, 210, 300])
def test_no_date_is_denied_by_the_second_reader(day: int) -> None:
    """A build withdraws a date in which the validators read another."""
    anchor = date(2016, 1, 1) + timedelta(day)
    texts = [*(text for text, *_ in CASES), *(f"It was sold {words}." for words in RELATIVE)]
    for text in texts:
        for found in find_dates(text, anchor):
            value, words = found.value, text[found.start : found.end]
            stated = StatedPeriod(value.date_from, value.date_to, value.date_precision, anchor)
            assert states_period(words, stated) is not False, (words, stated)


@pytest.mark.parametrize(
    "text",
    [
        "2000 people came",
        "it sold over 2000 cars",
        "Ms. April Orr may march on",
        "in his 60s",
        "a fall in sales",
        "version 2.10.2016.1",
        "on February 30",
        "flight F-2016 left",
        "5 million days-off",
        "Upgrade to Left.js 12.3.31 now",
        "version 1.10.2012 of it",
        "a 10-4-12 record",
        "the shop at 1900 Old Mill Road",
        "of 2001 Elm St. in town",
        "in Room 1984",
        "call 555-2014 now",
        "call +44 20 7946 2014",
        "landed at 2030 GMT",
        "at 1930",
        "until 1930 hours",
        "the third century BC",
        "built in 1200 BCE",
        "fiscal 10.5",
    ],
)
def test_no_date(text: str) -> None:
    assert find_dates(text, ANCHOR) == ()


# Words to what still follows from an anchor known to the day, month, year, or not at all.
COARSE: list[tuple[str, str, str, str, str]] = [
    ("yesterday", "2016-11-15", "", "", ""),
    ("Friday", "2016-11-11", "", "", ""),
    ("last week", "2016-W45", "", "", ""),
    ("September 5", "2016-09-05", "2016-09-05", "", ""),
    ("last month", "2016-10", "2016-10", "", ""),
    ("the third quarter", "2016-Q3", "2016-Q3", "", ""),
    ("last year", "2015", "2015", "2015", ""),
    ("the second half of last year", "2015-H2", "2015-H2", "2015-H2", ""),
    ("a decade ago", "200", "200", "200", ""),
    ("June 2015", "2015-06", "2015-06", "2015-06", "2015-06"),
]


@pytest.mark.parametrize(("text", "day", "month", "year", "none"), COARSE)
def test_only_what_follows_is_resolved(
    text: str, day: str, month: str, year: str, none: str
) -> None:
    anchors: list[tuple[date | None, Precision, str]] = [
        (date(2016, 11, 16), "day", day),
        (date(2016, 11, 1), "month", month),
        (date(2016, 1, 1), "year", year),
        (None, "day", none),
    ]
    for anchor, precision, expected in anchors:
        (found,) = find_dates(text, anchor, precision)
        assert timex(found.value) == expected, precision
        assert (found.value.date_from is None) == (expected == "")


def test_the_verb_next_to_a_date_decides() -> None:
    text = "Vela said on Friday that it will hire, and that it plans to open in March."
    assert [timex(d.value) for d in find_dates(text, ANCHOR)] == ["2016-11-11", "2017-03"]


def test_dates_at_the_ends_of_the_calendar() -> None:
    for text in ("a century ago", "ten decades ago", "900 years ago", "next century"):
        for anchor in (date(1, 1, 1), date(9999, 12, 31)):
            for found in find_dates(text, anchor):
                assert timex(found.value) is not None


def test_months_that_share_a_year_do_not_take_that_of_publication() -> None:
    found = find_dates("Vela raised money in January and June 2013.", ANCHOR)
    assert [timex(d.value) for d in found] == ["", "2013-06"]
