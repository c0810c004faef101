"""YAML files of our own packages: trusted, and read in C where PyYAML was built with libyaml."""

from __future__ import annotations

from typing import Any


def read_yaml(text: str, *, words: bool = False) -> Any:
    """What the text holds, as plain data.

    Args:
        text: of a file that comes with the package; `strict_yaml` reads those of others.
        words: take every value as text, where a code such as NO must not become false.

    >>> read_yaml("{codes: NO, n: 1}"), read_yaml("{codes: NO, n: 1}", words=True)
    ({'codes': False, 'n': 1}, {'codes': 'NO', 'n': '1'})
    """
    import yaml

    name = "BaseLoader" if words else "SafeLoader"
    return yaml.load(text, Loader=getattr(yaml, f"C{name}", getattr(yaml, name)))
