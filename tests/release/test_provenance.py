"""Whose release it is: signatures, the origin, and notices of what was withdrawn."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from factpack.errors import FactpackError
from factpack.release.index import index_text, sums_hash
from factpack.release.sign import sign_release
from factpack_validators.checks import FAMILIES
from factpack_validators.release import validate_release

PROVENANCE = ("origin-", "release-withdrawn", "signature-", "hash-", "file-")
needs_openssh = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None, reason="needs ssh-keygen of OpenSSH"
)


@pytest.fixture
def published(release: Path, tmp_path: Path) -> Path:
    """A release in a folder of versions with its index."""
    folder = tmp_path / "alder-and-birch" / "1.0.0"
    shutil.copytree(release, folder)
    (folder.parent / "index.json").write_text(index_text(folder.parent), "utf-8")
    return folder


@pytest.fixture
def copy(published: Path, tmp_path: Path) -> Path:
    """The same release as somebody downloaded it."""
    return Path(shutil.copytree(published, tmp_path / "downloads" / "release"))


def codes(folder: Path, **options: Any) -> list[str]:
    skip = [f for f in FAMILIES if f not in ("equality", "structure")]
    found = validate_release(folder, skip=skip, **options).findings
    return [f.code for f in found if f.code.startswith(PROVENANCE)]


def republish(folder: Path) -> None:
    """Change a page, and every hash that tells of it."""
    page = folder / "README.md"
    old = sha256(page)
    page.write_text(page.read_text("utf-8") + "\nBuy our newsletter.\n", "utf-8")
    sums = folder / "SHA256SUMS"
    sums.write_text(sums.read_text("utf-8").replace(old, sha256(page)), "utf-8")


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def make_key(folder: Path, name: str) -> tuple[Path, Path]:
    """A key pair, and the file of allowed signers that has it."""
    key = folder / name
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(key)]
    subprocess.run(command, check=True)
    signers = folder / f"{name}.signers"
    signers.write_text(f"{name}@harbour.example {key.with_suffix('.pub').read_text()}", "utf-8")
    return key, signers


@needs_openssh
def test_a_signature_proves_the_publisher_where_recomputed_hashes_do_not(
    copy: Path, tmp_path: Path
) -> None:
    key, signers = make_key(tmp_path, "publisher")
    other, others = make_key(tmp_path, "other")
    assert codes(copy, signers=signers) == ["signature-missing"]
    sign_release(copy, key)
    assert codes(copy, signers=signers) == []
    assert codes(copy) == []
    assert codes(copy, signers=others) == ["signature-wrong"]
    with pytest.raises(FactpackError, match="exists: delete it"):
        sign_release(copy, other)
    republish(copy)
    assert codes(copy) == []
    assert codes(copy, signers=signers) == ["signature-wrong"]


@needs_openssh
def test_a_signature_that_was_made_for_something_else_does_not_count(
    copy: Path, tmp_path: Path
) -> None:
    key, signers = make_key(tmp_path, "publisher")
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", "file", "-f", str(key)]
    subprocess.run([*command, str(copy / "SHA256SUMS")], check=True)
    assert codes(copy, signers=signers) == ["signature-wrong"]


def test_a_broken_release_is_not_signed(copy: Path, tmp_path: Path) -> None:
    (copy / "README.md").write_text("other", "utf-8")
    with pytest.raises(FactpackError, match="not as its SHA256SUMS says"):
        sign_release(copy, tmp_path / "key")


def test_the_origin_tells_a_release_from_one_that_somebody_changed(
    published: Path, copy: Path
) -> None:
    origin = published.parent
    assert codes(copy, origin=str(origin / "index.json")) == []
    assert codes(copy, origin=str(origin)) == []
    republish(copy)
    assert codes(copy, origin=str(origin)) == ["origin-differs"]
    assert codes(copy, origin=str(origin / "none.json")) == ["origin-unreadable"]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_the_origin_may_be_an_address(published: Path, copy: Path) -> None:
    with served(published.parent) as address:
        assert codes(copy, origin=address) == []
        assert codes(copy, origin=f"{address}/nothing.json") == ["origin-unreadable"]


def test_a_copy_of_what_was_withdrawn_is_told_by_notice_and_by_origin(
    published: Path, copy: Path
) -> None:
    old = sums_hash(copy)
    notices = {"withdrawals": [{"versions": [{"build": "1.0.0+withdrawn.1", "superseded": old}]}]}
    (copy.parent / "withdrawals.json").write_text(json.dumps(notices), "utf-8")
    assert codes(copy) == ["release-withdrawn"]
    (copy.parent / "withdrawals.json").unlink()
    index = json.loads((published.parent / "index.json").read_text("utf-8"))
    entry = index["versions"][0]
    entry |= {"sha256sums_sha256": "0" * 64, "superseded": [old], "build": "1.0.0+withdrawn.1"}
    (published.parent / "index.json").write_text(json.dumps(index), "utf-8")
    assert codes(copy, origin=str(published.parent)) == ["release-withdrawn"]
