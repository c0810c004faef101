"""YAML of a release, read so that every reader understands the same: no aliases, no key twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib.util import find_spec
from typing import Any

from factpack_validators.context import Context

MOST_DEPTH = 12
"""Mappings and lists inside of each other; descriptions of a release need five."""


MOST_TEXT = 2**20
"""Characters of a description; that of a card with every table has some twenty thousand."""


class YamlProblem(ValueError):
    """Why a text is not read, as half a sentence after the name of its file."""


def yaml_mapping(context: Context, text: str, file: str, code: str) -> Mapping[str, Any] | None:
    """The YAML mapping in a text of a release, or None with a finding of that code."""
    if find_spec("yaml") is None:
        context.found.add(
            "check-skipped",
            f"PyYAML is not installed, so the metadata of {file} was not read",
            file=file,
            advice="pip install pyyaml",
        )
        return None
    try:
        return read_mapping(text)
    except YamlProblem as problem:
        context.found.add(code, f"{file} {problem}", file=file)
    return None


def read_mapping(text: str) -> Mapping[str, Any]:
    r"""The mapping that a YAML text holds; dates are text.

    Raises:
        YamlProblem: it holds something else, or what readers of YAML take in different ways.

    >>> read_mapping("a: 1\nb: [2026-01-31]\n")
    {'a': 1, 'b': ['2026-01-31']}
    """
    import yaml

    if len(text) > MOST_TEXT:
        raise YamlProblem(f"has more than {MOST_TEXT:,} characters")
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    depth = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                # Aliases can make a small file unfold to gigabytes, and no description needs them.
                raise YamlProblem("uses YAML anchors or aliases")
            if getattr(event, "tag", None) and not all(getattr(event, "implicit", (True,)) or ()):
                raise YamlProblem("uses YAML tags")
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MOST_DEPTH:
                raise YamlProblem("is nested too deeply")
        data = _construct(loader(text))
    except (yaml.YAMLError, RecursionError, ValueError) as problem:
        if isinstance(problem, YamlProblem):
            raise
        mark = getattr(problem, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark else ""
        raise YamlProblem(f"is no valid YAML{where}") from problem
    if not isinstance(data, dict):
        raise YamlProblem("holds no mapping of names to values")
    plain: Mapping[str, Any] = _plain(data)
    return plain


def _construct(loader: Any) -> Any:
    """The only document of a text; None where there is none."""
    try:
        tree = loader.get_single_node()
        if tree is None:
            return None
        _refuse_repeats(tree)
        return loader.construct_document(tree)
    finally:
        loader.dispose()


def _refuse_repeats(tree: Any) -> None:
    """Refuse a key that stands twice, at any depth, and one that stands for others."""
    import yaml

    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            keys = [str(key.value) for key, _ in node.value]
            if "<<" in keys:
                raise YamlProblem("merges mappings")
            if len(set(keys)) < len(keys):
                raise YamlProblem("gives a key twice")
            waiting += (part for pair in node.value for part in pair)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
