"""`python -m factpack_validators RELEASE`: validate a release folder, without the pipeline."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from factpack_validators.address_space import VALIDATING_MB, too_little_address_space
from factpack_validators.garbage import collect_rarely
from factpack_validators.scratch import FULL
from factpack_validators.streams import prepare_streams
from factpack_validators.told_errors import tell_error


def main(arguments: Sequence[str] | None = None, *, alone: bool = False) -> int:
    """Validate what the command line names.

    Args:
        arguments: of the command line; None for those of the process.
        alone: whether nothing else runs in the process, so that it needs no data frames.

    Returns:
        0 valid (there may be warnings), 1 errors found, 2 nothing could be read.
    """
    problem = too_little_address_space(VALIDATING_MB)
    if problem is not None:
        tell_error("memory-full", problem, sys.argv[1:] if arguments is None else arguments)
        return 2
    # Not before: loading the libraries already aborts where there is no room for them.
    from factpack_validators.arrow_alone import use_arrow_alone
    from factpack_validators.command import run

    if alone:
        use_arrow_alone()
    return run(arguments)


if __name__ == "__main__":
    collect_rarely()
    prepare_streams()
    try:
        status = main(alone=True)
        sys.stdout.flush()
    except OSError as problem:
        if problem.errno not in FULL:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        what = problem.filename or "what it says"
        tell_error("disk-full", f"{what} cannot be written: {problem.strerror}", sys.argv[1:])
        status = 2
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        status = 130
    except MemoryError:
        tell_error("memory-full", "there is too little memory for that", sys.argv[1:])
        status = 2
    sys.exit(status)
