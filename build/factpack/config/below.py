"""Paths that a dataset.yaml gives: none leads out of its folder."""

from __future__ import annotations

import re


def why_not_below(glob: str, *, beside_config: bool = False) -> str:
    """Why a glob may lead out of the folder that it is relative to; empty where it cannot.

    Args:
        glob: posix.
        beside_config: whether that is the folder of dataset.yaml, not the articles folder.

    >>> why_not_below("rules/*.yaml"), why_not_below("../rules")[:9]
    ('', 'leads out')
    """
    if "\\" in glob:
        return "holds a backslash: separate folders with /"
    if glob.startswith("/") or re.match(r"[A-Za-z]:", glob):
        if beside_config:
            return "is absolute: write it relative to the folder of dataset.yaml"
        return "is absolute: write it relative to the articles folder, which --articles can move"
    if ".." in glob.split("/"):
        if beside_config:
            return "leads out of the folder of dataset.yaml: put the file there"
        return "leads out of the articles folder: name that folder with --articles"
    return ""
