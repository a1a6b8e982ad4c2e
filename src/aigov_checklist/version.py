"""The engine's version, kept here so that nobody has to ask the installer (which costs 40 ms)."""

__version__ = "0.1.0"
