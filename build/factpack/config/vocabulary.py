"""Read the vocabulary of a dataset's own, and its rules, strictly: mistakes are told with lines.

Only the form of rules' files is looked at here; what the rules mean is checked where they are
loaded (`factpack.extract.claims.rules.loading`), against the vocabulary that holds.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from factpack.config.below import why_not_below
from factpack.config.problems import Problems, broken, check_schema
from factpack.config.show import shown
from factpack.config.strict_yaml import Document, YamlError, read_yaml
from factpack.config.strict_yaml import Path as YamlPath
from factpack.config.texts import check_texts
from factpack.errors import FactpackError
from factpack.vocabulary import SLOTS, Vocabulary, built_in_vocabulary, with_own
from factpack_validators.schemas import read_json

MAX_BYTES = 1024 * 1024
"""The vocabulary that ships has 60 kB, its rules 130 kB."""

MAX_RULE_FILES = 100

_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_PLACE = re.compile(r"\{([^{}]*)\}")
_PLACES = frozenset((*SLOTS, "subject", "verb", "object", "date", "when", "kind", "count")) - {
    "former"
}
"""What a statement may name in braces; `former` is told by verbs."""


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as its publisher gave it.

    Attributes:
        path: relative to the folder of dataset.yaml, posix.
        text: all of it, decoded as UTF-8 and not changed.
    """

    path: str
    text: str

    @property
    def sha256(self) -> str:
        """SHA-256 of its bytes."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class OwnVocabulary:
    """What a dataset states beside, or instead of, the vocabulary that ships.

    Attributes:
        vocabulary: all that holds, rules included.
        file: the vocabulary file; None where there are only rules.
        data: what it says.
        rules: files of rules, sorted by path.
    """

    vocabulary: Vocabulary
    file: GivenFile | None = None
    data: Mapping[str, Any] | None = None
    rules: tuple[GivenFile, ...] = ()


def read_vocabulary(config: Path, document: Document) -> OwnVocabulary | None:
    """The vocabulary and the rules that a dataset.yaml names; None where it names none.

    Args:
        config: the dataset.yaml: both lie below its folder.
        document: what it holds, checked.

    Raises:
        FactpackError: a file is missing, too large or wrong; all that is wrong with it is told.
    """
    path, rules = document.data.get("vocabulary"), document.data.get("rules")
    if path is None and rules is None:
        return None
    problems = Problems(config, document)
    file = None if path is None else _read(config, path, ("vocabulary",), problems)
    found = () if rules is None else _rule_files(config, rules, problems)
    problems.stop_if_any()
    data = None if file is None else _checked(config.parent / file.path, file.text)
    texts = [(given.path, given.text.removeprefix("\ufeff")) for given in found]
    everything = {"extends": "factpack", "predicates": ()} if data is None else data
    return OwnVocabulary(with_own(everything, texts), file, data, found)


def _rule_files(config: Path, glob: str, problems: Problems) -> tuple[GivenFile, ...]:
    where: YamlPath = ("rules",)
    reason = why_not_below(glob, beside_config=True)
    if reason:
        problems.add(where, f"rules {shown(glob)} {reason}")
        return ()
    try:
        paths = sorted(
            path.relative_to(config.parent).as_posix()
            for path in config.parent.glob(glob)
            if path.is_file()
        )
    except (OSError, ValueError):  # longer than a name may be, or no glob
        paths = []
    if not paths:
        problems.add(where, f"no file matches rules {shown(glob)} in {config.parent}")
    if len(paths) > MAX_RULE_FILES:
        message = f"rules {shown(glob)} names {len(paths):,} files; {MAX_RULE_FILES} are allowed"
        problems.add(where, message)
        return ()
    files = [_read(config, path, where, problems) for path in paths]
    return tuple(file for file in files if file is not None)


def _read(config: Path, path: str, where: YamlPath, problems: Problems) -> GivenFile | None:
    """A file below the folder of dataset.yaml; None where a problem was noted."""
    key, file = where[0], config.parent / path
    reason = why_not_below(path, beside_config=True)
    if reason:
        problems.add(where, f"{key} {shown(path)} {reason}")
        return None
    try:
        is_there = file.is_file()
    except OSError:  # longer than a name may be
        is_there = False
    if not is_there:
        problems.add(where, f"{key} names {shown(path)}, which does not stand in {config.parent}")
        return None
    if not file.resolve().is_relative_to(config.parent.resolve()):
        problems.add(where, f"{key} {shown(path)} is a link that leads out of {config.parent}")
        return None
    with file.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        problems.add(where, f"{key} {shown(path)} has more than {MAX_BYTES // 1024:,} KiB")
        return None
    try:
        return GivenFile(Path(path).as_posix(), data.decode())
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"{shown(path)}, line {line}: a byte is not UTF-8: save the file as UTF-8"
        problems.add(where, message)
        return None


def _checked(file: Path, text: str) -> Mapping[str, Any]:
    """What a vocabulary file says.

    Raises:
        FactpackError: everything that is wrong with it, with lines.
    """
    try:
        document = read_yaml(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except YamlError as error:
        raise broken(file, [(error.line, error.message)]) from None
    problems = Problems(file, document)
    for where, first, again in document.repeated:
        problems.add(where, f"the key {where[-1]} stands in line {first} already", line=again)
    if not isinstance(document.data, dict):
        problems.add((), "the keys extends: and predicates: have to stand there")
        problems.stop_if_any()
    check_schema(document, problems, _own_schema())
    check_texts(document.data, problems)
    # What the entries mean can be asked only of those that have their form.
    problems.stop_if_any()
    _check_meaning(document.data, problems)
    problems.stop_if_any()
    data: Mapping[str, Any] = document.data
    return data


@cache
def _own_schema() -> Any:
    """`own.schema.json` with what it refers to in the schema beside it."""
    own, shipped = (read_json(f"vocab/{name}.schema.json") for name in ("own", "predicates"))
    properties = {
        key: {**shipped["properties"].get(key, {}), **described}
        for key, described in own["properties"].items()
    }
    for described in properties.values():
        described.pop("$ref", None)
    return {**own, "$defs": shipped["$defs"], "properties": properties}


def _check_meaning(data: Mapping[str, Any], problems: Problems) -> None:
    for key in ("predicates", "metrics", "conflicts"):
        _check_unique(key, data.get(key, ()), problems)
    for number, predicate in enumerate(data["predicates"]):
        _check_predicate(predicate, ("predicates", number), problems)
    shipped = built_in_vocabulary().predicates if data["extends"] == "factpack" else {}
    kinds = {name: set(p.kinds) for name, p in shipped.items()}
    kinds |= {p["name"]: set(p.get("kinds", ())) for p in data["predicates"]}
    for number, rule in enumerate(data.get("conflicts", ())):
        where = ("conflicts", number)
        for name in rule["predicates"]:
            if name not in kinds:
                message = f"there is no predicate {shown(name)}"
                problems.add((*where, "predicates"), message)
        message = _wrong_number(rule)
        if message:
            problems.add(where, message, "predicates")
        known = set[str]().union(*(kinds.get(name, set()) for name in rule["predicates"]))
        for kind in set(rule.get("kinds", ())) - known:
            problems.add((*where, "kinds"), f"none of its predicates has the kind {shown(kind)}")


def _wrong_number(rule: Mapping[str, Any]) -> str:
    """What a conflict rule needs more, or fewer, of; empty where it has what its test asks for."""
    n, n_kinds = len(rule["predicates"]), len(rule.get("kinds", ()))
    if rule["test"] == "disjoint":
        if n != 2 or n_kinds not in (0, 2):
            return "test disjoint wants two predicates, and no kinds or one for each"
    elif n == 0 and rule["test"] != "negation":
        return f"test {rule['test']} wants predicates"
    if rule["test"] == "type_excludes" and not rule.get("types_like"):
        return "test type_excludes wants words in types_like"
    return ""


def _check_unique(key: str, entries: Iterable[Mapping[str, Any]], problems: Problems) -> None:
    seen: Counter[str] = Counter()
    for number, entry in enumerate(entries):
        name = entry["name"]
        if seen[name]:
            problems.add((key, number, "name"), f"{key} has {shown(name)} twice")
        seen[name] += 1


def _check_predicate(predicate: Mapping[str, Any], where: YamlPath, problems: Problems) -> None:
    name, kinds = predicate["name"], set(predicate.get("kinds", ()))
    for key in ("kind_groups", "disjoint_kinds"):
        grouped = [kind for group in predicate.get(key, ()) for kind in group]
        _check_kinds(grouped, kinds, (*where, key), name, problems)
        if key == "kind_groups" and len(grouped) > len(set(grouped)):
            problems.add((*where, key), f"a kind of {name} stands in two groups")
    _check_kinds(
        predicate.get("verbs_of_kind", ()), kinds, (*where, "verbs_of_kind"), name, problems
    )
    statement = predicate["statement"]
    at = (*where, "statement")
    if any(mark in _BRACKETS.sub("", statement) for mark in "[]"):
        problems.add(at, "each [ has to be closed by a ] before the next one")
    if any(mark in _PLACE.sub("", statement) for mark in "{}"):
        problems.add(at, "each { has to be closed by a }")
    places = set(_PLACE.findall(statement))
    for place in sorted(places - _PLACES):
        listed = ", ".join(sorted(_PLACES))
        problems.add(at, f"statement names {{{place}}}; it can name {listed}")
    taken = {slot for slot in SLOTS if predicate.get(f"takes_{slot}")}
    for slot in sorted((taken - {"former"}) - places):
        problems.add(at, f"{name} has takes_{slot}: its statement has to name {{{slot}}}")
    for slot in sorted(places & set(SLOTS) - taken):
        problems.add(at, f"statement names {{{slot}}}: then takes_{slot}: true has to stand there")
    if ("former" in taken) != ("verbs_former" in predicate):
        problems.add((*where, "name"), f"{name}: takes_former and verbs_former belong together")


def _check_kinds(
    given: Iterable[str], kinds: set[str], where: YamlPath, name: str, problems: Problems
) -> None:
    unknown: Sequence[str] = [kind for kind in given if kind not in kinds]
    if unknown:
        problems.add(where, f"{name} has no kind {shown(unknown[0])}")


def vocabulary_of(manifest: Mapping[str, Any]) -> Vocabulary | None:
    """The vocabulary that a release was built with; None: the one that ships.

    Args:
        manifest: of any release, of strangers too: its data are checked like a file.

    Raises:
        FactpackError: it is not one that a build takes.
    """
    given = manifest.get("vocabulary_yaml")
    if given is None:
        return None
    if not isinstance(given, dict):
        raise FactpackError("the manifest does not give the vocabulary of the release")
    text = json.dumps(given.get("data"), ensure_ascii=False)
    return with_own(_checked(Path("manifest.json"), text))


def refuse_paths(paths: Iterable[str]) -> None:
    """Do nothing where all lie below the folder of a dataset.yaml, which none of them is.

    Raises:
        FactpackError: one does not.
    """
    seen: set[str] = set()
    for path in paths:
        plain = "/".join(part for part in path.split("/") if part not in ("", "."))
        if (
            why_not_below(path)
            or path != plain
            or path.casefold() in {*seen, "dataset.yaml"}
            or not path.endswith((".yaml", ".yml"))
        ):
            raise FactpackError(f"{shown(path)} is no path of a file of a vocabulary or of rules")
        seen.add(path.casefold())
