"""Check one entity, claim or quote against the JSON Schema of facts from elsewhere."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from factpack.config.show import shown
from factpack_validators.schemas import read_json

ItemKind = Literal["entity", "claim", "quote"]


def problem_of(kind: ItemKind | Literal["line"], item: Any) -> str | None:
    """What is wrong with the form of an item, None where nothing is.

    >>> problem_of("entity", {"name": "Vela", "type": "Organization"})
    >>> problem_of("entity", {"name": "Vela", "type": "Org"})
    'type: "Org" is not allowed'
    """
    error = best_match(_validator(kind).iter_errors(item))
    if error is None:
        return None
    where = ".".join(str(part) for part in error.absolute_path)
    match error.validator:
        case "additionalProperties":
            known = error.schema["properties"]
            named = next((key for key in error.instance if key not in known), "")
            message = f"unknown key {shown(named)}"
        case "required":
            missing = next(key for key in error.validator_value if key not in error.instance)
            message = f"{missing} is missing"
        case "anyOf" if all("required" in choice for choice in error.validator_value):
            keys = dict.fromkeys(k for choice in error.validator_value for k in choice["required"])
            message = f"one of {', '.join(keys)} has to be there"
        case "dependentRequired" | "maxItems" | "minLength" | "maxLength":
            message = {
                "dependentRequired": "a key is missing beside another",
                "maxItems": "has too many items",
                "minLength": "is empty",
                "maxLength": "is too long",
            }[error.validator]
        case _:
            message = f"{shown(error.instance)} is not allowed"
    return f"{where}: {message}" if where else message


@cache
def _validator(kind: str) -> Draft202012Validator:
    schema = read_json("facts-input.schema.json")
    if kind == "line":
        # The items are checked one by one, so that a bad one is rejected alone.
        loose = {
            name: {k: v for k, v in described.items() if k != "items"}
            for name, described in schema["properties"].items()
        }
        return Draft202012Validator({**schema, "properties": loose})
    return Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": schema["$defs"]})
