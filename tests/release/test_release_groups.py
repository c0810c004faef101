"""Row groups follow from the rows alone."""

from __future__ import annotations

from itertools import accumulate

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from factpack.release.groups import regroup, text_sizes


def reference(sizes: list[int], rows: int, text_bytes: int) -> list[int]:
    """Rows of each group, one row at a time."""
    groups: list[int] = []
    n = used = 0
    for size in sizes:
        if n and (n == rows or used + size > text_bytes):
            groups.append(n)
            n = used = 0
        n += 1
        used += size
    return [*groups, n] if n else groups


@given(
    texts=st.lists(st.one_of(st.none(), st.text("aé😀", max_size=12)), max_size=40),
    cut=st.integers(1, 9),
    rows=st.integers(1, 7),
    text_bytes=st.integers(1, 40),
)
def test_groups_do_not_depend_on_the_cut(
    texts: list[str | None], cut: int, rows: int, text_bytes: int
) -> None:
    whole = pa.table({"n": list(range(len(texts))), "text": pa.array(texts, pa.string())})
    cuts = [whole.slice(start, cut) for start in range(0, len(texts), cut)]
    groups = list(regroup(cuts, rows, text_bytes))
    sizes = [len((text or "").encode()) for text in texts]
    assert [group.num_rows for group in groups] == reference(sizes, rows, text_bytes)
    assert all(column.num_chunks == 1 for group in groups for column in group.columns)
    starts = accumulate((group.num_rows for group in groups), initial=0)
    for start, group in zip(starts, groups, strict=False):
        assert group.equals(whole.slice(start, group.num_rows))


def test_sizes_count_bytes_of_all_text_columns() -> None:
    table = pa.table({"a": ["é", None, ""], "b": ["xy", "z", None], "n": [1, 2, 3]})
    assert text_sizes(table).tolist() == [4, 1, 0]
