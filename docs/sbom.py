"""The bill of materials: what `requirements.lock` installs, in the form CycloneDX."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
SBOM = ROOT / "sbom.cdx.json"

_PIN = re.compile(
    r"^([A-Za-z0-9._-]+)(?:\[[^\]\n]+\])?==([^\s;\\]+)(?:\s*;\s*([^\\\n]+?))?\s*\\?$", re.MULTILINE
)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def plain_name(name: str) -> str:
    """A name as the package index compares it.

    >>> plain_name("Types_PyYAML")
    'types-pyyaml'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(text: str) -> list[tuple[str, str, str | None, list[str]]]:
    """Name, version, condition and SHA-256 of the files of each package of a lock, by name."""
    packages = []
    pins = list(_PIN.finditer(text))
    for pin, following in zip(pins, [*pins[1:], None], strict=True):
        block = text[pin.end() : following.start() if following else len(text)]
        packages.append((plain_name(pin[1]), pin[2], pin[3], sorted(_HASH.findall(block))))
    return sorted(packages, key=lambda package: package[:2])


def direct_names() -> list[str]:
    """Packages that pyproject.toml asks for by name, to build and to run."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    names = (_NAME.match(requirement) for requirement in wanted)
    return sorted({plain_name(name[0]) for name in names if name})


def sbom_text() -> str:
    """The bill of materials as JSON; it depends on the lock and pyproject.toml alone."""
    packages = locked(LOCK.read_text("utf-8"))
    direct = set(direct_names())
    data = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "factpack",
                "name": "factpack",
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [_component(*package) for package in packages],
        "dependencies": [
            {
                "ref": "factpack",
                "dependsOn": [_purl(n, v) for n, v, _, _ in packages if n in direct],
            }
        ],
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _component(name: str, version: str, condition: str | None, hashes: list[str]) -> dict[str, Any]:
    purl = _purl(name, version)
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://pypi.org/project/{name}/{version}/",
                "hashes": [{"alg": "SHA-256", "content": digest} for digest in hashes],
            }
        ],
    }
    if condition:
        component["properties"] = [{"name": "factpack:installed-if", "value": condition}]
    return component


def _purl(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"
