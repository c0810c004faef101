"""The families of checks, one module each; `run` is what each of them offers."""
