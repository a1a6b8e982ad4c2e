"""A document that is not written yet, for the door to look at before it takes the place of another."""

from aigov_checklist.readers.sources import FileSource


class Draft(FileSource):
    """The bytes that a file of that name would hold."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self.data = name, data
