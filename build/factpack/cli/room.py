"""Whether a command has the address space that its libraries reserve."""

from __future__ import annotations

from factpack.errors import FactpackError
from factpack_validators.address_space import too_little_address_space


def check_room(megabytes: int) -> None:
    """Stop before libraries are loaded that would abort without a word.

    Raises:
        FactpackError: there is less room, and what to do.
    """
    problem = too_little_address_space(megabytes)
    if problem is not None:
        raise FactpackError(problem, code="memory-full")
