from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factpack.read.dates import AmbiguousDate, read_date

DAY = date(2020, 5, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2020-05-05",
        "2020-05-05T23:30:00-07:00",
        "2020-05-05 10:00:00 UTC",
        "2020-05-05 10:00:00.123456+00:00",
        "2020/05/05",
        "2020.5.5",
        "2020/5/5 10:00",
        "20200505",
        "20200505T101500Z",
        "20200505101500",
        "Tue, 05 May 2020 10:00:00 +0000",
        "Tue, 5 May 2020 10:00:00 GMT",
        "05 May 2020",
        "5 May 2020, 10:15",
        "5th of May 2020",
        "05-May-2020",
        "Tuesday, May 5, 2020",
        "May 5, 2020",
        "May 5th, 2020 at 10:15 am EDT",
        "May 5, 2020 | 10:15 a.m. ET",
        "Tue May  5 10:00:00 2020",
        "Tue May 05 10:00:00 +0000 2020",
        "5. Mai 2020",
        "Dienstag, 5. Mai 2020, 10:15",
        "5 mai 2020",
        "5 de mayo de 2020",
        "5 maggio 2020",
        "5 mei 2020",
        "5 de maio de 2020",
        "2020 May 5",
        "2020-May-05 10:15",
        "2020年5月5日",
        "2020年05月05日 10:15",
        "/Date(1588672800000)/",
        "/Date(1588672800000+0200)/",
        'ISODate("2020-05-05T10:00:00Z")',
        "1588672800",
        "1588672800.25",
        "1588672800000",
        "1588672800000000",
        "1588672800000000000",
        "05/05/2020",
    ],
)
def test_a_day_is_read_as_it_is_written(text: str) -> None:
    assert read_date(text) == (DAY, "day")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25/12/2019", date(2019, 12, 25)),
        ("12/25/2019", date(2019, 12, 25)),
        ("25.12.2019", date(2019, 12, 25)),
        ("13-6-2019 08:00", date(2019, 6, 13)),
        ("1er février 2019", date(2019, 2, 1)),
        ("3 août 2019", date(2019, 8, 3)),
        ("12. März 2019", date(2019, 3, 12)),
        ("915148800", date(1999, 1, 1)),
    ],
)
def test_a_day_that_can_be_no_other_is_read(text: str, day: date) -> None:
    assert read_date(text) == (day, "day")


@pytest.mark.parametrize("text", ["05/06/2020", "5.6.2020", "11-12-2020 10:00"])
def test_a_date_that_could_be_two_days_is_never_guessed(text: str) -> None:
    with pytest.raises(AmbiguousDate):
        read_date(text)
    first, _ = read_date(text, "day-first") or (None, None)
    second, _ = read_date(text, "month-first") or (None, None)
    assert first
    assert second
    assert (first.day, first.month) == (second.month, second.day)


@pytest.mark.parametrize("text", ["May 2020", "Mai 2020", "mayo de 2020", "2020-05"])
def test_a_month_is_known_as_a_month(text: str) -> None:
    assert read_date(text) == (date(2020, 5, 1), "month")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2 hours ago",
        "31/13/2020",
        "30 February 2020",
        "5 Maybe 2020",
        "05/05/20",
        "0",
        "12345",
        "99999999",
        "20201301",
        "May 5",
        "9" * 30,
        "٥ May 2020x",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


@settings(deadline=None)
@given(st.text(max_size=120))
def test_any_line_is_a_date_or_none(line: str) -> None:
    try:
        read_date(line)
    except AmbiguousDate:
        assert any(char.isdigit() for char in line)


@pytest.mark.parametrize("piece", ["1 ", "May ", ", ", "5 May 2020 ", "Z", "(A", "-"])
def test_a_long_line_costs_nothing(piece: str) -> None:
    assert read_date("5 May 2020" + piece * 20_000) is None
    assert read_date(piece * 20_000) is None
