"""Places in ordered lists are those that the standard library finds."""

from __future__ import annotations

import bisect

from hypothesis import given
from hypothesis import strategies as st

from factpack.extract.ordered import bisect_left, bisect_right


@given(st.lists(st.integers(-5, 40)).map(sorted), st.integers(-6, 41), st.data())
def test_places_are_those_of_bisect(values: list[int], value: int, data: st.DataObject) -> None:
    place = bisect.bisect_left(values, value)
    assert bisect_left(values, value) == place
    assert bisect_left(values, value, data.draw(st.integers(0, place))) == place
    assert bisect_right(values, value) == bisect.bisect_right(values, value)
