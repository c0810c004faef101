"""Forgeries of the metadata that the Hub shows and `load_dataset` obeys."""

from __future__ import annotations

from tests.validators.forgeries.forgery import Forgery, text

CARD = "README.md"
ELSEWHERE = "https://forger.example/facts.parquet"
CONFIG = "- config_name: statements\n  default: true\n"
FIRST = "configs:\n"
SPLIT = "  - split: train\n    path: data/statements/statements-00000-of-00001.parquet\n"
INFO = "dataset_info:\n"


def card(name: str, old: str, new: str, code: str = "card-mismatch") -> Forgery:
    return Forgery(name, text(CARD, old, new), code)


FORGERIES = (
    card(
        "a second config of the same name that points elsewhere",
        FIRST,
        f"{FIRST}- config_name: facts\n  version: 1.0.0\n  data_files:\n  - split: train\n"
        f"    path: {ELSEWHERE}\n",
    ),
    card(
        "a second config of another name that points elsewhere",
        FIRST,
        f"{FIRST}- config_name: more\n  data_files: {ELSEWHERE}\n",
    ),
    card("a config without a name", FIRST, f"{FIRST}- data_files: {ELSEWHERE}\n"),
    card("a config that is a word", FIRST, f"{FIRST}- facts\n"),
    card("a split more", SPLIT, f"{SPLIT}  - split: test\n    path: {ELSEWHERE}\n"),
    card(
        "a split of another name",
        "split: train\n    path: data/facts",
        "split: all\n    path: data/facts",
    ),
    card("files as a pattern", SPLIT, "  - split: train\n    path: data/*/*.parquet\n"),
    card("files as a list", SPLIT, f"  - split: train\n    path: [{ELSEWHERE}]\n"),
    card("files as one word", f"data_files:\n{SPLIT}", f"data_files: {ELSEWHERE}\n"),
    card("a folder of data", SPLIT, f"{SPLIT.rstrip()}\n    data_dir: ../..\n"),
    card("a config that loads one column", CONFIG, f"{CONFIG}  columns: [rank]\n"),
    card("a config that drops rows", CONFIG, f"{CONFIG}  drop_labels: true\n"),
    card("a default twice", "- config_name: claims\n", "- config_name: claims\n  default: true\n"),
    card("a default that is a word", "  default: true\n", '  default: "true"\n'),
    card("a default that is a number", "  default: true\n", "  default: 1\n"),
    card("a key twice in a config", CONFIG, f"{CONFIG}  default: false\n", "card-invalid"),
    card(
        "a key twice in a split",
        SPLIT,
        SPLIT.replace("    path:", f"    path: {ELSEWHERE}\n    path:"),
        "card-invalid",
    ),
    card(
        "a key twice in dataset_info",
        "  dataset_size:",
        "  dataset_size: 1\n  dataset_size:",
        "card-invalid",
    ),
    card(
        "mappings that are merged", CONFIG, f"{CONFIG}  <<: {{columns: [rank]}}\n", "card-invalid"
    ),
    card(
        "a tag that makes an object",
        "pretty_name:",
        "tags_of: !!python/name:os.system\npretty_name:",
        "card-invalid",
    ),
    card("a tag that changes a type", "default: true", "default: !!str true", "card-invalid"),
    card(
        "a list too deep",
        "pretty_name:",
        f"x: {'[' * 200}{']' * 200}\npretty_name:",
        "card-invalid",
    ),
    card(
        "a second dataset_info of a table",
        INFO,
        f"{INFO}- config_name: facts\n  features: []\n  splits: []\n",
    ),
    card("a dataset_info of no table", INFO, f"{INFO}- config_name: more\n  features: []\n"),
    card(
        "a split more in dataset_info",
        "  splits:\n",
        "  splits:\n  - {name: test, num_examples: 1}\n",
    ),
    card(
        "another split in dataset_info",
        "  splits:\n  - name: train\n",
        "  splits:\n  - name: all\n",
    ),
    card("a feature that decodes", "dtype: float64", "dtype: float64\n    decode: true"),
    card("a feature of a class", "dtype: bool", "dtype: {class_label: {names: [a]}}"),
    card("a script to be run", "pretty_name:", "builder_script: run.py\npretty_name:"),
    card("a gate with words of its own", "pretty_name:", "extra_gated_prompt: pay\npretty_name:"),
    card("a base address", "pretty_name:", "viewer: false\nbase_url: //x.example\npretty_name:"),
    card("tags that are a mapping", "tags:\n- facts", "tags:\n- {facts: 1}"),
    Forgery(
        "a key twice in an author",
        text("CITATION.cff", "- name:", "- name: A. Forger\n  name:"),
        "citation-invalid",
    ),
    Forgery(
        "a citation with an alias",
        text("CITATION.cff", "type: dataset", "type: &kind dataset"),
        "citation-invalid",
    ),
)
