"""What is uploaded, and to which place; nothing here speaks to a network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from factpack.errors import FactpackError
from factpack.release.layout import SIGNATURE, SUMS
from factpack.release.open import open_release
from factpack.release.previous import checked_sums
from factpack_validators.folder import open_folder

PLACES = "hf:ORG/NAME, zenodo:, zenodo:DRAFT, or an address such as s3://bucket/folder"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a release goes.

    Attributes:
        name: repository on the Hub, number of a draft of Zenodo (empty: a new one), or an address.
    """

    kind: Literal["hf", "zenodo", "url"]
    name: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A release that is whole, ready to be uploaded.

    Attributes:
        sha256: of SHA256SUMS, which stands for all files.
        files: bytes by name, sorted.
    """

    release: Path
    dataset: str
    version: str
    sha256: str
    files: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Published:
    """What came of it: where it is, and whether it was there before."""

    address: str
    unchanged: bool = False
    note: str = ""


def read_place(text: str) -> Place:
    """The place that `--to` names.

    Raises:
        FactpackError: it names none.

    >>> read_place("hf:harbour/news"), read_place("zenodo:")
    (Place(kind='hf', name='harbour/news'), Place(kind='zenodo', name=''))
    """
    scheme, _, name = text.partition(":")
    if scheme == "hf" and re.fullmatch(r"[\w.-]+/[\w.-]+", name):
        return Place("hf", name)
    if scheme == "zenodo" and re.fullmatch(r"[\w.-]*", name):
        return Place("zenodo", name)
    if re.fullmatch(r"[a-z][a-z0-9+.-]*://.+", text):
        return Place("url", text.rstrip("/"))
    raise FactpackError(f"{text!r} is no place to publish at: give {PLACES}")


def plan_release(release: Path) -> Plan:
    """What is uploaded of a release: each file that SHA256SUMS lists, that file, and its signature.

    Raises:
        FactpackError: the release is broken, or its validation found errors.
    """
    opened = open_release(release)
    sha256 = checked_sums(release)
    errors = opened.validation.get("counts", {}).get("error")
    if errors:
        raise FactpackError(f"{release}: its validation found {errors} errors: it is not published")
    folder = open_folder(release)
    listed = [line.partition("  ")[2] for line in (release / SUMS).read_text("utf-8").splitlines()]
    names = sorted({*listed, SUMS, *({SIGNATURE} & set(folder.files))})
    sizes = {name: folder.path(name).stat().st_size for name in names}
    return Plan(release, opened.name, opened.version, sha256, sizes)


@contextmanager
def without_secret(what: str, *secrets: str | None) -> Iterator[None]:
    """Turn what goes wrong on the network into a message that no token stands in."""
    try:
        yield
    except FactpackError:
        raise
    except Exception as problem:
        said = f"{type(problem).__name__}: {problem}".partition("\n\n")[0]
        for secret in filter(None, secrets):
            said = said.replace(secret, "***")
        said = re.sub(r"(hf_|Bearer )[\w.-]{8,}", r"\1***", said)
        # The cause holds the request with its headers: it is left behind.
        raise FactpackError(f"{what}: {said}. Run the command again to go on") from None
