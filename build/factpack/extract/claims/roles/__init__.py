"""Which words fill a role of a rule: subject, object and the rest."""
