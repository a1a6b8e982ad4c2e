"""Answers to one version of a rubric, carried to another: nothing is lost, and nothing is claimed that is not known."""
