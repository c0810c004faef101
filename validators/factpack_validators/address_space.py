"""Whether libraries find the room they reserve; where they do not, they abort without a word."""

from __future__ import annotations

import os

try:
    import resource
except ImportError:  # Windows limits no address space.
    resource = None  # type: ignore[assignment]

VALIDATING_MB = 2_000
"""Address space that validating takes, besides that of threads. pyarrow and DuckDB reserve it and
use a tenth. On two cores a release of three articles took 2,390 MB; with 1,300 it aborted, and with
1,100 files that were right were called unreadable. After a change of libraries, run
`tests/cli/test_streams_and_places.py`."""

BUILDING_MB = 4_000
"""The same for building: 3,726 MB were taken on two cores, and with 3,000 it aborted."""

_MB_A_CORE = 150
"""Each core gets a thread of pyarrow, of DuckDB and of OpenBLAS; malloc reserves 64 MB for each."""


def too_little_address_space(needed: int) -> str | None:
    """Say that the process may have less address space than the libraries reserve.

    Args:
        needed: megabytes, besides those of threads.

    Returns:
        None where there is enough, or no limit.
    """
    if resource is None:
        return None
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    needed += _MB_A_CORE * (os.cpu_count() or 1)
    if limit == resource.RLIM_INFINITY or limit >= needed * 1_000_000:
        return None
    return (
        f"this process may have {limit // 1_000_000:,} MB of address space (ulimit -v), and the "
        f"libraries reserve {needed:,} MB, of which they use a small part. Raise that limit; to "
        "limit what is used, limit resident memory."
    )
