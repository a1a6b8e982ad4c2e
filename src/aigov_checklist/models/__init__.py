"""The nouns: frozen records of what a rubric asks, what a profile answers and what an assessment found."""
