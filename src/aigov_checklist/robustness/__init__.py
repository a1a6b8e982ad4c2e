"""How sure a score is: what becomes of scores and ranks when what was assumed is varied."""
