"""What is wrong with a configuration file, gathered, so that one run tells it all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from factpack.config.nearest import suggestion
from factpack.config.show import shown
from factpack.config.strict_yaml import Document
from factpack.config.strict_yaml import Path as YamlPath
from factpack.errors import FactpackError
from factpack_validators.schemas import read_json

MAX_SHOWN = 20
"""Problems that one message lists; whoever has more will see the rest after mending these."""

_MAX_GATHERED = 1_000

_KINDS = {
    "string": "text",
    "object": "keys with values",
    "array": "a list (lines that begin with a dash)",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}


def _check_pattern(
    validator: Any, pattern: str, instance: Any, schema: Any
) -> Iterator[ValidationError]:
    """`pattern` of JSON Schema, whose `$` does not match before a last line break."""
    del validator, schema
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


_Validator: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"pattern": _check_pattern}
)


class Problems:
    """Problems of one file, told in the order of its lines; the first of each value counts."""

    def __init__(self, file: Path, document: Document) -> None:
        """Start with none."""
        self._file = file
        self._document = document
        self._found: dict[tuple[int, YamlPath, str], str] = {}
        self._blamed: set[YamlPath] = set()

    def add(self, path: YamlPath, message: str, key: str = "", line: int | None = None) -> None:
        """Note what is wrong with the value at a path, or with one key in it.

        `line` is where it stands if not where the value does.
        """
        if not key:
            if path in self._blamed:
                return
            self._blamed.add(path)
        if len(self._found) < _MAX_GATHERED:
            line = line or self._document.line((*path, key) if key else path)
            self._found[line, path, key] = message

    def is_blamed(self, path: YamlPath) -> bool:
        """Whether a problem with the value at a path is known already."""
        return path in self._blamed

    def stop_if_any(self) -> None:
        """Do nothing where there is no problem.

        Raises:
            FactpackError: all problems, each with its line.
        """
        if self._found:
            ordered = sorted(self._found.items(), key=lambda item: (item[0][0], str(item[0])))
            raise broken(self._file, [(line, message) for (line, _, _), message in ordered])


def broken(file: Path, problems: Sequence[tuple[int, str]]) -> FactpackError:
    """The error that tells of problems, given as line and message, in one file."""
    if len(problems) == 1:
        line, message = problems[0]
        return FactpackError(f"{file}, line {line}: {message}", code="config-invalid", file=file)
    lines = [f"{file} has {len(problems)} problems:"]
    lines += [f"  line {line}: {message}" for line, message in problems[:MAX_SHOWN]]
    if len(problems) > MAX_SHOWN:
        lines.append(f"  and {len(problems) - MAX_SHOWN} more")
    return FactpackError("\n".join(lines), code="config-invalid", file=file)


def name_of(path: YamlPath) -> str:
    """A path as people write it.

    >>> name_of(("sources", 0, "format"))
    'sources[0].format'
    """
    name = ""
    for part in path:
        if isinstance(part, int):
            name += f"[{part}]"
        else:
            plain = part if len(part) <= 80 and part.isprintable() else shown(part)
            name += f".{plain}" if name else plain
    return name


def check_schema(document: Document, problems: Problems, schema: Any = None) -> None:
    """Note every departure of a document from a JSON Schema: that of dataset.yaml, or another."""
    validator = _Validator(schema or read_json("dataset.schema.json"))
    for error in validator.iter_errors(document.data):
        path: YamlPath = tuple(error.absolute_path)
        for key, message in _messages(error, path, document):
            problems.add(path, message, key)


def _messages(
    error: ValidationError, path: YamlPath, document: Document
) -> Iterator[tuple[str, str]]:
    """What an error of the schema means, with the key it blames, if it is one key."""
    name = name_of(path)
    value: Any = error.instance
    rule: Any = error.validator_value
    schema: Any = error.schema
    match error.validator:
        case "additionalProperties":
            known = list(schema["properties"])
            for key in (k for k in value if k not in known):
                where = f" in {name}" if name else ""
                yield key, f"unknown key {shown(key)}{where}; {suggestion(key, known)}"
        case "required":
            # One error stands for one missing key, which only its message names.
            for key in (k for k in rule if k not in value and repr(k) in error.message):
                meaning = schema.get("properties", {}).get(key, {}).get("description", "")
                where = f" in {name}" if name else ""
                if key == "license_name":
                    yield "license", "license is other: give its name in license_name"
                else:
                    yield key, f"{key} is missing{where}. {meaning}".rstrip()
        case "type":
            has_form = schema.get("pattern", _ANYTHING) != _ANYTHING
            hint = schema.get("patternErrorMessage") if has_form else None
            word = document.words.get(path, str(value)) if _is_plain(value) else ""
            yield "", f"{name or 'the file'} {_wrong_type(rule, value, word, hint)}"
        case "enum":
            if value is None:
                yield "", f"{name} {_EMPTY}"
            else:
                word = document.words.get(path, str(value)) if _is_plain(value) else "this"
                yield "", f"{name} cannot be {shown(word)}; {suggestion(word, rule)}"
        case "pattern":
            hint = schema.get("patternErrorMessage", "it has another form")
            yield "", f"{name} is {shown(value)}: {hint}"
        case "minLength" | "minItems" | "minProperties":
            yield "", f"{name} {_EMPTY}"
        case "maxLength":
            yield "", f"{name} has {len(value):,} characters; {rule:,} are allowed"
        case "minimum" | "maximum":
            least = "at least" if error.validator == "minimum" else "at most"
            yield "", f"{name} is {shown(value)}: write a number of {least} {rule:,}"
        case "maxItems":
            yield "", f"{name} has {len(value):,} items; {rule:,} are allowed"
        case "uniqueItems":
            yield "", f"{name} lists a value twice"
        case _:
            yield "", f"{name} is {shown(value)}: {error.message[:200]}"


_ANYTHING = r"\S"
"""The pattern of text that has no form but may not be blank."""

_EMPTY = "is empty: give it a value or delete the line"


def _is_plain(value: Any) -> bool:
    return isinstance(value, (str, int, float))


def _wrong_type(rule: str | list[str], value: Any, word: str, hint: str | None) -> str:
    if value is None:
        return _EMPTY
    wanted = _KINDS[rule if isinstance(rule, str) else rule[0]]
    if isinstance(value, dict):
        return f"wants {wanted}, but keys stand there"
    if isinstance(value, list):
        return f"wants {wanted}, but a list stands there"
    if isinstance(value, str) or wanted != _KINDS["string"]:
        return f"wants {wanted}, but {shown(word)} stands there"
    kind = "true or false" if isinstance(value, bool) else "a number"
    advice = hint or f'write "{word[:40]}"'
    return f"wants text, but {shown(word)[1:-1]} is {kind} in YAML: {advice}"
