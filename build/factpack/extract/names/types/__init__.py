"""Evidence for what kind of thing a name names: from its own words and from those around it.

Each piece of evidence adds a weight to a type; the heaviest wins. 1 is a hint that the default may
overrule, 3 decides alone, 6 and more is as good as certain (a legal form, an honorific). Weights
were set by hand; what each moves where it is nothing or doubled is listed in
docs/decisions/0025-ablation-of-names.md. After changing one run `python -m benchmarks extraction`.
"""
