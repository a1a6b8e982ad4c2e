"""The rules that a schema cannot say: `profile_rules.check` for profiles, `rubric_rules.check_rubric` for rubrics."""
