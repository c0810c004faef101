"""The predicates that a release may state: those that ship, and those that its manifest defines."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from factpack_validators.package_yaml import read_yaml
from factpack_validators.schemas import read_json, schema_dir

Entry = Mapping[str, Any]

OWN = "vocabulary_yaml"
"""Key of the manifest for a vocabulary of the dataset's own."""


def predicate_entries(manifest: Mapping[str, Any]) -> tuple[Entry, ...]:
    """Entries as in `schema/vocab/predicates.yaml`, each name once.

    Args:
        manifest: of the release; where it defines predicates wrongly, only those that ship count,
            and `own_problems` says why.
    """
    known = dict(_shipped())
    given = manifest.get(OWN)
    if given is None or list(own_problems(manifest)):
        return tuple(known.values())
    data = given["data"]
    if data["extends"] == "nothing":
        known = {}
    return tuple({**known, **{entry["name"]: entry for entry in data["predicates"]}}.values())


@cache
def _shipped() -> Mapping[str, Entry]:
    """The entries that ship, by name; do not change what it returns."""
    data = read_yaml((schema_dir() / "vocab" / "predicates.yaml").read_text("utf-8"))
    return MappingProxyType({entry["name"]: entry for entry in data["predicates"]})


def own_problems(manifest: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the vocabulary and the rules that a manifest gives."""
    given, rules = manifest.get(OWN), manifest.get("rules_yaml", [])
    files = [*(rules if isinstance(rules, list) else [None]), *([given] if OWN in manifest else [])]
    for file in files:
        if not isinstance(file, dict) or not isinstance(file.get("text"), str):
            yield "a file of the vocabulary or of rules has no text"
        elif hashlib.sha256(file["text"].encode("utf-8", "replace")).hexdigest() != file.get(
            "sha256"
        ):
            yield "the text of a file of the vocabulary or of rules has another hash"
    config = manifest.get("dataset_yaml")
    for key, part in (("vocabulary", OWN), ("rules", "rules_yaml")):
        if isinstance(config, dict) and (key in config) != (part in manifest):
            yield f"dataset.yaml and {part} disagree whether the dataset has {key} of its own"
    if OWN not in manifest:
        return
    data = given.get("data") if isinstance(given, dict) else None
    if not isinstance(data, dict) or data.get("extends") not in ("factpack", "nothing"):
        yield "the vocabulary of the dataset does not say what it extends"
    elif not isinstance(data.get("predicates"), list) or not data["predicates"]:
        yield "the vocabulary of the dataset has no list of predicates"
    elif not all(map(_is_predicate, data["predicates"])):
        yield "the vocabulary of the dataset defines a predicate wrongly"


def _is_predicate(entry: Any) -> bool:
    """Whether an entry has what a release takes from it, and verbs that hide no modality."""
    if not isinstance(entry, dict):
        return False
    named = all(isinstance(entry.get(key), str) for key in ("name", "definition", "functional"))
    typed = all(_are_texts(entry.get(key)) for key in ("subject_types", "object_types"))
    terms = all(
        isinstance(entry.get(key, {}), dict)
        and isinstance(entry.get(key, {}).get("inverse", False), bool)
        and isinstance(entry.get(key, {}).get(value, ""), str)
        for key, value in (("wikidata", "property"), ("schema_org", "term"))
    )
    kinds = entry.get("verbs_of_kind", {})
    verbs = [entry.get("verbs"), *(kinds.values() if isinstance(kinds, dict) else [None])]
    if "verbs_former" in entry:
        verbs.append(entry["verbs_former"])
    told = isinstance(entry.get("symmetric"), bool)
    return named and typed and terms and told and all(map(_are_verbs, verbs))


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)


def _are_verbs(verbs: Any) -> bool:
    """Whether there is a verb for each modality, and what is not asserted does not sound so."""
    wanted = read_json("vocab/predicates.schema.json")["$defs"]["verbs"]["properties"]
    return (
        isinstance(verbs, dict)
        and verbs.keys() == wanted.keys()
        and all(
            isinstance(verb, str) and verb and re.search(wanted[modality].get("pattern", ""), verb)
            for modality, verb in verbs.items()
        )
    )
