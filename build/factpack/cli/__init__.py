"""The command line: each command opens something, calls one library function, prints."""

from factpack.cli.app import main

__all__ = ["main"]
