"""Signed files: a manifest with their fingerprints, and an OpenSSH signature of the manifest."""
