"""What a forgery is: how it is made from a good release, and who must notice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.validators.editing import edit_text


@dataclass(frozen=True)
class Forgery:
    """A change that somebody makes to a release before giving it on.

    Attributes:
        name: what it does.
        forge: makes it, in a copy of a good release.
        code: the check that notices; its family alone is run.
        sealed: whether all hashes, sizes and counts are made to fit again.
    """

    name: str
    forge: Callable[[Path], object]
    code: str
    sealed: bool = True


def text(file: str, old: str, new: str) -> Callable[[Path], object]:
    """Another wording in a text file, once."""
    return lambda release: edit_text(release, file, old, new)


def write(file: str, content: bytes = b"x\n", mode: int = 0o644) -> Callable[[Path], object]:
    """A file more, or another file in the place of one."""

    def forge(release: Path) -> None:
        path = release / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(mode)

    return forge
