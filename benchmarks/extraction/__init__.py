"""How well the default extractor reads texts that nobody here wrote, one file a subject.

`python -m benchmarks extraction` prints and writes the table; see `__main__`. The sets and their
licences are described in `shared/data/README.md` and `shared/gold/README.md`; nothing of them is
copied into the project.
"""
