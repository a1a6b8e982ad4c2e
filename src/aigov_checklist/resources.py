"""Where the shipped data lies: the one module that knows."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def data_folder(name: str) -> Path:
    """The folder of shipped data called `name`: in the package, else at the top of the checkout.

    `schemas` and `profiles` are kept at the top of the repository, where people look for them, and are
    copied into the package when a wheel is built.
    """
    packaged = _PACKAGE / "data" / name
    return packaged if packaged.is_dir() else _CHECKOUT / name
