"""The command line of the validators: what it takes, prints and ends with."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from factpack_validators.checks import CHECKS, FAMILIES
from factpack_validators.release import validate_release
from factpack_validators.sarif import sarif_report
from factpack_validators.text_report import text_report
from factpack_validators.told_errors import tell_error, wants_json


class _Parser(argparse.ArgumentParser):
    """Tells of a wrong command line in JSON where that is asked for, as `factpack` does."""

    asked: Sequence[str] = ()

    def error(self, message: str) -> NoReturn:
        if not wants_json(self.asked):
            super().error(message)
        tell_error("usage", message, self.asked, advice=f"See {self.prog} -h.")
        sys.exit(2)


def run(arguments: Sequence[str] | None) -> int:
    """Validate what the command line names; the exit status is that of `__main__.main`."""
    parser = _Parser(
        prog="factpack_validators",
        description="Check a release: files, cells, hashes, spans, values, counts, rights.",
        epilog="Exit status: 0 valid (there may be warnings), 1 errors found, 2 nothing to read.",
    )
    parser.add_argument("release", type=Path, nargs="?", help="folder of one version of a dataset")
    parser.add_argument(
        "--articles", type=Path, metavar="DIR", help="articles it was built from, to prove spans"
    )
    parser.add_argument(
        "--previous", type=Path, metavar="RELEASE", help="release before, to compare with"
    )
    parser.add_argument(
        "--skip", action="append", default=[], choices=FAMILIES, help="a family not to run"
    )
    parser.add_argument(
        "--as-published",
        action="store_true",
        help="weigh checks as the release's own dataset.yaml does, which else is only shown",
    )
    parser.add_argument(
        "--origin", metavar="FILE|URL", help="index.json of the publisher, which has to list it"
    )
    parser.add_argument(
        "--signer",
        type=Path,
        metavar="FILE",
        help="allowed signers, as ssh-keygen takes them; one of them has to have signed it",
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--sarif", type=Path, metavar="FILE", help="write it as SARIF 2.1.0, too")
    parser.add_argument("--list", action="store_true", help="list all checks and stop")
    parser.asked = sys.argv[1:] if arguments is None else arguments
    options = parser.parse_args(arguments)
    if options.list:
        for check in CHECKS.values():
            print(f"{check.code:22} {check.family:10} {check.severity:8} {check.title}")
        return 0
    if options.release is None:
        parser.error("name the folder of a release")
    for folder in (options.articles, options.previous):
        if folder is not None and not folder.is_dir():
            parser.error(f"{folder} is no folder")
    if options.signer is not None and not options.signer.is_file():
        parser.error(f"{options.signer} is no file")
    report = validate_release(
        options.release,
        articles=options.articles,
        previous=options.previous,
        skip=options.skip,
        as_published=options.as_published,
        origin=options.origin,
        signers=options.signer,
    )
    if options.json:
        print(json.dumps(report.to_dict(), ensure_ascii=False, indent=2))
    else:
        print(text_report(report), end="", file=sys.stdout if report.readable else sys.stderr)
    if options.sarif is not None:
        try:
            options.sarif.write_text(
                json.dumps(sarif_report(report), ensure_ascii=False, indent=2) + "\n", "utf-8"
            )
        except OSError as problem:
            print(f"{options.sarif}: {problem.strerror}", file=sys.stderr)
            return 2
    if not report.readable:
        return 2
    return 0 if report.ok else 1
