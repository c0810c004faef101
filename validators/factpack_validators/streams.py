"""Standard streams that take every text, whatever a terminal can show or a reader still wants."""

from __future__ import annotations

import codecs
import os
import stat
import sys
from io import BufferedWriter, FileIO, TextIOWrapper, UnsupportedOperation
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_ESCAPE = "factpack-escape"


def prepare_streams() -> None:
    """Open the standard streams that are closed, and let them take everything.

    A closed stream would be the first file that anybody opens, and text for it would go there. What
    an encoding lacks is written as JSON escapes it, so that JSON stays JSON. What a reader that has
    gone (head, less) does not want is dropped: a command ends as it would have ended.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8")
    codecs.register_error(_ESCAPE, escape_as_json)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_ESCAPE)
    sys.stdout, sys.stderr = _for_any_reader(sys.stdout), _for_any_reader(sys.stderr)


class _Pipe(FileIO):
    """A pipe that takes everything, whether or not somebody reads it."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            return super().write(data)


def _for_any_reader(stream: TextIO) -> TextIO:
    if not isinstance(stream, TextIOWrapper):
        return stream
    try:
        mode = os.fstat(stream.fileno()).st_mode
    except UnsupportedOperation:  # It writes into memory.
        return stream
    if not stat.S_ISFIFO(mode) and not stat.S_ISSOCK(mode):
        return stream
    stream.flush()
    pipe = _Pipe(stream.fileno(), "wb", closefd=False)
    return TextIOWrapper(
        pipe if stream.write_through else BufferedWriter(pipe),
        encoding=stream.encoding,
        errors=_ESCAPE,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def escape_as_json(problem: UnicodeError) -> tuple[str, int]:
    r"""What stands for characters that cannot be encoded: `\u` and four digits for each unit.

    >>> codecs.register_error("example", escape_as_json)
    >>> "é 😀".encode("ascii", "example").decode()
    '\\u00e9 \\ud83d\\ude00'
    """
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    words = problem.object[problem.start : problem.end].encode("utf-16-be", "surrogatepass")
    units = (words[i : i + 2].hex() for i in range(0, len(words), 2))
    return "".join(f"\\u{unit}" for unit in units), problem.end
