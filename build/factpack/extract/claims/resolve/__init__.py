"""From candidates to claims: which entities the words mean, and whether the claim stands."""
