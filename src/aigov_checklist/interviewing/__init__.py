"""An interview about one profile: which question comes next, what a typed line means, what is shown."""
