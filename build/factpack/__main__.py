"""`python -m factpack COMMAND`: the command line where `factpack` is not on the path."""

from __future__ import annotations

from factpack.cli import main

if __name__ == "__main__":
    main()
