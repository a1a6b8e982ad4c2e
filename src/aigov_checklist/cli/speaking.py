"""The language that the command itself speaks: its help, tables and sentences, problems and errors."""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from aigov_checklist.language import DOMAIN, ENGLISH, Language, language
from aigov_checklist.resources import data_folder

_VARIABLE = "AIGOV_LANG"
_SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where a system says which language its user reads: the first that is set counts."""

_LOCALES = {"id": "id", "id_ID": "id", "zh": "zh", "zh_CN": "zh", "zh_SG": "zh"}
"""Names of a system's languages that are ours. Others mean English, also Chinese in traditional characters."""

_spoken: ContextVar[Language] = ContextVar("spoken", default=ENGLISH)


def spoken() -> Language:
    """The language of this run."""
    return _spoken.get()


def wanted(option: str | None) -> Language:
    """The language of the option, else of AIGOV_LANG, else of the system; English if none names one of ours.

    Raises UsageError if the option or AIGOV_LANG asks for a language that there is not.
    """
    if code := option or os.environ.get(_VARIABLE):
        return language(_LOCALES.get(_plain(code), code))
    system = next((value for name in _SYSTEM if (value := os.environ.get(name))), "")
    return language(_LOCALES.get(_plain(system), "en"))


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Speak this language inside, with click's own words: it asks Python's gettext, which asks the environment."""
    before, domain = os.environ.get("LANGUAGE"), gettext.textdomain()
    token = _spoken.set(chosen)
    if chosen is not ENGLISH:
        os.environ["LANGUAGE"] = chosen.code
        gettext.bindtextdomain(DOMAIN, str(data_folder("locale")))
        gettext.textdomain(DOMAIN)
    try:
        yield
    finally:
        _spoken.reset(token)
        gettext.textdomain(domain)
        if chosen is not ENGLISH:
            os.environ.pop("LANGUAGE")
            os.environ |= {} if before is None else {"LANGUAGE": before}


def _plain(locale: str) -> str:
    """The name of a locale without its encoding and variant: `id_ID.UTF-8` is `id_ID`."""
    return locale.partition(".")[0].partition("@")[0]
