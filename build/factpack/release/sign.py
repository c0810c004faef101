"""Sign a release with the key of its publisher, by OpenSSH."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from factpack.errors import FactpackError
from factpack.release.layout import SIGNATURE, SUMS
from factpack.release.previous import checked_sums
from factpack_validators.provenance import NAMESPACE


def sign_release(release: Path, key: Path) -> Path:
    """Write SHA256SUMS.sig, the signature of SHA256SUMS, into a release.

    Args:
        release: release folder, whose files have the hashes that SHA256SUMS lists.
        key: private key, or a public one whose private key an agent holds, as `ssh-keygen -f`
            takes it. ssh-keygen asks for its passphrase.

    Raises:
        FactpackError: the release is broken or signed already, or ssh-keygen cannot sign.
    """
    checked_sums(release)
    signature = release / SIGNATURE
    if signature.exists():
        raise FactpackError(f"{signature} exists: delete it to sign the release anew")
    program = shutil.which("ssh-keygen")
    if program is None:
        raise FactpackError("ssh-keygen is not installed: it comes with OpenSSH")
    command = [program, "-Y", "sign", "-n", NAMESPACE, "-f", str(key), str(release / SUMS)]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    if done.returncode or not signature.is_file():
        raise FactpackError(f"{release} was not signed: ssh-keygen cannot use {key}")
    return signature
