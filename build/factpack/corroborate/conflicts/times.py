"""When facts speak of one time, so that they can contradict one another."""

from __future__ import annotations

SLACK = 31
"""Days by which two states must overlap to contradict: a post changes hands within a month of
news, and the month of a date is as good as its day."""

EVENT_DAYS = 7
"""Days apart from which two stated days are two events, whatever the numbers."""

OVERLAP = f"""(
    x.held_from IS NULL OR y.held_from IS NULL
    OR (x.held_to >= y.held_from + {SLACK} AND y.held_to >= x.held_from + {SLACK})
    OR greatest(x.held_to, y.held_to) <= least(x.held_from, y.held_from) + {SLACK}
    OR (greatest(x.held_from, x.first_published) < y.held_from
        AND y.held_to < least(x.held_to, x.last_published))
    OR (greatest(y.held_from, y.first_published) < x.held_from
        AND x.held_to < least(y.held_to, y.last_published))
)"""
"""Both held at one time: they overlap by more than the slack, or all is said within it, or the one
is said before the other and again after it, which no succession explains."""

SUCCEEDS = """(
    (x.date_from IS NOT NULL AND y.date_from IS NULL AND y.held_to <= x.date_to)
    OR (y.date_from IS NOT NULL AND x.date_from IS NULL AND x.held_to <= y.date_to)
)"""
"""The one begins on a day up to which the other was told of as present: it follows."""

NEAR = f"""(
    x.held_from IS NULL OR y.held_from IS NULL
    OR (x.held_to + {SLACK} >= y.held_from AND y.held_to + {SLACK} >= x.held_from)
)"""
"""The days of which they speak are close enough to be the same."""
