"""The console that commands print on."""

from __future__ import annotations

from rich.console import Console


def stdout_console(pipe_width: int) -> Console:
    """Stdout as a console: as wide as the terminal, and of a fixed width in a pipe.

    A table that is cut to the default width of a pipe would lose figures.
    """
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=pipe_width)
