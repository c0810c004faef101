"""Versions of the packages that a release's bytes depend on, as its manifest names them."""

from __future__ import annotations

from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version

WRITING = (
    "ahocorasick-rs",
    "charset-normalizer",
    "duckdb",
    "ftfy",
    "jinja2",
    "markdown-it-py",
    "numpy",
    "phonenumbers",
    "py3langid",
    "pyarrow",
    "python-stdnum",
    "pyyaml",
    "rapidfuzz",
    "rensa",
)
"""Packages that read articles, find and join what they say, or write the files."""

SILENT = {
    "datasets": "loads what was written",
    "frictionless": "reads what was written",
    "fsspec": "fetches and uploads releases",
    "jsonschema": "checks dataset.yaml",
    "packaging": "checks the licence of dataset.yaml",
    "rich": "prints",
    "typer": "prints",
}
"""Packages of factpack whose version changes no byte, and what they do."""

OF_EXTRACTORS = {"llm": "langextract"}
"""Packages that an extractor needs beside them, by its name."""


def library_versions(extractor: str) -> dict[str, str]:
    """Version of each package that matters, by its name.

    Args:
        extractor: label of the extractor, such as rules/8.
    """
    versions = {name: version(name) for name in WRITING}
    own = OF_EXTRACTORS.get(extractor.partition("/")[0])
    if own is not None:
        # Who writes a release anew after a withdrawal need not have what extracted it.
        with suppress(PackageNotFoundError):
            versions[own] = version(own)
    return dict(sorted(versions.items()))
