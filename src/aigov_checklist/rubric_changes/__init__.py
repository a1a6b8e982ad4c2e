"""Two versions of a rubric side by side: every difference with its class, and the step of the version it asks for."""
