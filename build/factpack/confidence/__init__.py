"""How often claims of a rule are right: what people judged, and what follows for a claim."""
