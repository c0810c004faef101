"""What one validation of a release leaves to the next, as long as the bytes are the same.

A build validates twice: the findings of the first time are written into the release, which changes
three of its files, and what is published has to have been validated as it is. Of the files that did
not change, the second time proves by their hashes that they did not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from factpack_validators.collect import Collector, Told
from factpack_validators.database import Database
from factpack_validators.folder import ReleaseFolder
from factpack_validators.scratch import scratch_folder

_WRITTEN_ANEW = ("validation.json", "DATASHEET.md", "DATASHEET.html", "SHA256SUMS")
"""Files that tell what was found: no check that is kept reads them, but by its `text`."""


class Kept:
    """The open tables of a release, and what checks said of bytes that are still the same.

    Attributes:
        spill: folder for temporary files of the tables that are open; it is there within `with`.
        database: the open tables; None before they are opened, and when their bytes are others.
    """

    spill: Path

    def __init__(self) -> None:
        """Begin with nothing."""
        self.database: Database | None = None
        self._state: object = None
        self._told: dict[tuple[str, str], Told] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Kept:
        """Make the folder for temporary files."""
        self.spill = self._stack.enter_context(scratch_folder("validate"))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the tables and remove temporary files."""
        self.forget()
        self._stack.__exit__(kind, problem, trace)

    def forget(self) -> None:
        """Close the tables, and keep nothing."""
        if self.database is not None:
            self.database.con.close()
        self.database = None
        self._told.clear()

    def begin(self, folder: ReleaseFolder, options: object) -> None:
        """Forget what was kept unless every file it rests on has the same bytes.

        Args:
            folder: the release that is about to be validated.
            options: all else that decides what checks find.
        """
        read = (file for file in folder.files if file not in _WRITTEN_ANEW)
        state = (folder, [(file, _sha256(folder.path(file))) for file in read], options)
        if state != self._state:
            self.forget()
        self._state = state

    def once(self, found: Collector, part: str, check: Callable[[], None], text: str = "") -> None:
        """Run a check, or say again what it said when it read the same.

        Args:
            found: takes its findings.
            part: name of the check.
            check: it reads none of the files that are written anew.
            text: of such a file, where it does.
        """
        key = (part, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
        if key in self._told:
            found.tell(self._told[key])
        else:
            # What raises is not kept: it is tried again.
            self._told[key] = found.recorded(check)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
