"""Whose release it is: the signature of its publisher, and what the origin published.

Hashes inside a release show that it is whole; whoever changes it can compute them anew. A signature
of SHA256SUMS, and the hash of it in the origin's index.json, cannot be made by a re-publisher.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from factpack_validators.context import Context
from factpack_validators.folder import TEXT_LIMIT
from factpack_validators.shown import shown

SUMS = "SHA256SUMS"
SIGNATURE = "SHA256SUMS.sig"
"""Signature beside SHA256SUMS, which does not list it: it is made afterwards."""

NAMESPACE = "factpack"
"""What a signature is for, so that none that was made for something else counts."""

_INDEX, _NOTICES = "index.json", "withdrawals.json"
_SECONDS = 30


def check_provenance(context: Context) -> None:
    """Check the signature and the origin, where the reader names any; and notices beside it."""
    folder = context.folder
    if SUMS not in folder.files:
        return
    sha256 = hashlib.sha256(folder.path(SUMS).read_bytes()).hexdigest()
    _check_notices(context, sha256)
    if context.origin is not None:
        _check_origin(context, context.origin, sha256)
    if context.signers is not None:
        _check_signature(context, context.signers)


def _check_notices(context: Context, sha256: str) -> None:
    """A notice beside the folder may tell that this copy was withdrawn."""
    file = context.folder.root.parent / _NOTICES
    try:
        if not file.is_file() or file.stat().st_size > TEXT_LIMIT:
            return
        told = json.loads(file.read_text("utf-8"))["withdrawals"]
        versions = [v for notice in told for v in notice["versions"]]
        for version in versions:
            if version["superseded"] == sha256:
                _withdrawn(context, version.get("build"))
                return
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return  # It stands beside the release and is none of its files.


def _withdrawn(context: Context, build: object) -> None:
    context.found.add(
        "release-withdrawn",
        f"this copy holds what was withdrawn since; it was written anew as {shown(build)}",
        file=SUMS,
    )


def _check_origin(context: Context, origin: str, sha256: str) -> None:
    found, version = context.found, context.manifest.get("version")
    try:
        index = json.loads(_read(origin))
        entries = [e for e in index["versions"] if e["version"] == version]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as problem:
        reason = getattr(problem, "strerror", None) or type(problem).__name__
        found.add("origin-unreadable", f"{shown(origin)} cannot be read: {shown(reason)}")
        return
    found.looked_at("origins")
    dataset = context.manifest.get("dataset")
    if index.get("dataset") != dataset:
        found.add(
            "origin-differs",
            f"the origin publishes {shown(index.get('dataset'))}, this is {shown(dataset)}",
        )
    elif not entries:
        found.add("origin-differs", f"the origin lists no version {shown(version)}")
    elif _is_superseded(entries[0], sha256):
        _withdrawn(context, entries[0].get("build"))
    elif entries[0].get("sha256sums_sha256") != sha256:
        found.add(
            "origin-differs",
            f"{SUMS} is not the one that the origin published as {shown(version)}",
            file=SUMS,
        )


def _is_superseded(entry: Mapping[str, Any], sha256: str) -> bool:
    replaced = entry.get("superseded")
    return isinstance(replaced, list) and sha256 in replaced


def _read(origin: str) -> bytes:
    """index.json of the origin, from a file, a folder or an address.

    Raises:
        OSError: it cannot be read, or is too large.
    """
    if origin.startswith(("https://", "http://")):
        address = origin if origin.endswith(".json") else f"{origin.rstrip('/')}/{_INDEX}"
        try:
            with urlopen(Request(address), timeout=_SECONDS) as answer:
                data: bytes = answer.read(TEXT_LIMIT + 1)
        except URLError as problem:
            raise OSError(0, str(problem.reason)) from problem
    else:
        file = Path(origin)
        with (file / _INDEX if file.is_dir() else file).open("rb") as stream:
            data = stream.read(TEXT_LIMIT + 1)
    if len(data) > TEXT_LIMIT:
        raise OSError(0, f"it has more than {TEXT_LIMIT:,} bytes")
    return data


def _check_signature(context: Context, signers: Path) -> None:
    folder, found = context.folder, context.found
    if SIGNATURE not in folder.files:
        found.add("signature-missing", f"there is no {SIGNATURE}", file=SIGNATURE)
        return
    program = shutil.which("ssh-keygen")
    if program is None:
        found.add("signature-wrong", "ssh-keygen, which verifies signatures, is not installed")
        return
    signature = folder.path(SIGNATURE)
    common = ["-s", str(signature), "-f", str(signers.absolute())]
    named = _keygen([program, "-Y", "find-principals", *common], b"")
    principals = named.stdout.decode("utf-8", "replace").splitlines()
    if named.returncode or not principals:
        found.add("signature-wrong", f"no key of {signers.name} made the signature", file=SIGNATURE)
        return
    checked = _keygen(
        [program, "-Y", "verify", *common, "-I", principals[0], "-n", NAMESPACE],
        folder.path(SUMS).read_bytes(),
    )
    if checked.returncode:
        found.add("signature-wrong", f"the signature is not of this {SUMS}", file=SIGNATURE)
    found.looked_at("signatures")


def _keygen(command: list[str], data: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, input=data, capture_output=True, check=False, timeout=_SECONDS)
