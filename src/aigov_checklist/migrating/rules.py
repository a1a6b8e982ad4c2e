"""What a migration must meet: every old indicator told once, every id known, every answer readable."""

from collections.abc import Callable, Iterable, Iterator

from aigov_checklist.errors import Problem
from aigov_checklist.message import NOTHING, Message
from aigov_checklist.migrating.alike import codes_of, is_read_alike, stand_on_one_ladder
from aigov_checklist.models.migration import Answers, Migration
from aigov_checklist.models.rubric import Rubric
from aigov_checklist.readers.places import Path, json_path
from aigov_checklist.semver import version_key
from aigov_checklist.suggesting import did_you_mean

Named = Iterable[tuple[str, Path]]


def check_migration(migration: Migration, old: Rubric, new: Rubric) -> Iterator[Problem]:
    """Everything that is wrong with a migration between these two versions."""
    if wrong := list(_rubrics_fit(migration, old, new)):
        yield from wrong  # against other versions every id would look wrong
        return
    unknown = [*_known(sources(migration), old), *_known(targets(migration), new)]
    yield from unknown
    yield from _told_once(sources(migration), lambda name: Message("What becomes of {name} is told twice.", name=name))
    yield from _told_once(
        targets(migration),
        lambda name: Message("{name} would get two answers: only a merger makes one of several.", name=name),
    )
    if not unknown:
        yield from _nothing_is_left_out(migration, old, new)
        yield from _answers_fit(migration, old, new)
        yield from _bounds_fit(migration, old, new)
        yield from _mergers_fit(migration, old, new)


def sources(migration: Migration) -> Iterator[tuple[str, Path]]:
    """Every old indicator that is named, with its path."""
    yield from ((one.indicator, ("kept", place, "indicator")) for place, one in enumerate(migration.kept))
    yield from ((one.source, ("renamed", place, "from")) for place, one in enumerate(migration.renamed))
    yield from ((one.source, ("split", place, "from")) for place, one in enumerate(migration.split))
    for place, one in enumerate(migration.merged):
        yield from ((name, ("merged", place, "from", number)) for number, name in enumerate(one.sources))
    yield from ((one.source, ("dropped", place, "from")) for place, one in enumerate(migration.dropped))


def targets(migration: Migration) -> Iterator[tuple[str, Path]]:
    """Every new indicator that something moves to, with its path."""
    yield from ((one.indicator, ("kept", place, "indicator")) for place, one in enumerate(migration.kept))
    yield from ((one.target, ("renamed", place, "to")) for place, one in enumerate(migration.renamed))
    for place, one in enumerate(migration.split):
        yield from ((name, ("split", place, "to", name)) for name in one.parts)
    yield from ((one.target, ("merged", place, "to")) for place, one in enumerate(migration.merged))


def _rubrics_fit(migration: Migration, old: Rubric, new: Rubric) -> Iterator[Problem]:
    if migration.rubric != old.id:
        message = Message("The migration is about {named}, not {rubric}.", named=migration.rubric, rubric=old.id)
        yield _problem("other-rubric", message, NOTHING, ("rubric",))
    for key, named, rubric in (("from", migration.before, old), ("to", migration.after, new)):
        if named != rubric.version:
            message = Message("The migration is for version {named}; the rubric here has version {version}.",
                              named=named, version=rubric.version)  # fmt: skip
            yield _problem("other-version", message, Message("Give the rubric of that version."), (key,))
    if version_key(migration.after) <= version_key(migration.before):
        message = Message("Version {after} does not come after {before}.", after=migration.after,
                          before=migration.before)  # fmt: skip
        yield _problem("version-order", message, Message("Migrations lead to later versions."), ("to",))


def _known(named: Named, rubric: Rubric) -> Iterator[Problem]:
    for name, path in named:
        if name not in rubric.indicators:
            message = Message("Version {version} has no indicator {name}.", version=rubric.version, name=name)
            hint = did_you_mean(name, rubric.indicators) or Message("Name one that it has.")
            yield _problem("unknown-indicator", message, hint, path)


def _told_once(named: Named, tell: Callable[[str], Message]) -> Iterator[Problem]:
    seen: set[str] = set()
    for name, path in named:
        if name in seen:
            yield _problem("told-twice", tell(name), Message("Keep one of them."), path)
        seen.add(name)


def _nothing_is_left_out(migration: Migration, old: Rubric, new: Rubric) -> Iterator[Problem]:
    """What is not named keeps its id: it must still be there, free, and answered as before."""
    told, taken = {name for name, _ in sources(migration)}, dict(targets(migration))
    for name, leaf in old.indicators.items():
        if name in told:
            continue
        if name not in new.indicators:
            message = Message("What becomes of {name} is not told, and the new version has none.", name=name)
            yield _problem("left-out", message, Message("Add it to renamed, split, merged or dropped."), ())
        elif name in taken:
            message = Message("{name} gets another answer, and what becomes of its own is not told.", name=name)
            yield _problem("left-out", message, Message("Merge them, or move its own answer."), taken[name])
        elif not is_read_alike(leaf, old, new.indicators[name], new):
            message = Message("{name} is answered in another way now, and what becomes of its answers is not told.",
                              name=name)  # fmt: skip
            hint = Message("Add it to kept with 'answers', or to dropped.")
            yield _problem("left-out", message, hint, ())


def _answers_fit(migration: Migration, old: Rubric, new: Rubric) -> Iterator[Problem]:
    moves: list[tuple[str, str, Answers, Path]] = [
        (one.indicator, one.indicator, one.answers, ("kept", place)) for place, one in enumerate(migration.kept)
    ]
    moves += [(one.source, one.target, one.answers, ("renamed", place)) for place, one in enumerate(migration.renamed)]
    moves += [
        (one.source, name, {}, ("split", place, "to", name))
        for place, one in enumerate(migration.split)
        for name, says in one.parts.items()
        if says == "answer"
    ]
    for source, target, answers, path in moves:
        before, after = codes_of(old.indicators[source], old), codes_of(new.indicators[target], new)
        for was, now in answers.items():
            if was not in before:
                hint = did_you_mean(was, before) or Message("Use some of: {known}.", known=", ".join(before))
                message = Message("{name} had no answer {answer}.", name=source, answer=was)
                yield _problem("unknown-answer", message, hint, (*path, "answers"))
            if now not in after.values():
                hint = did_you_mean(str(now), after) or Message("Use some of: {known}.", known=", ".join(after))
                message = Message("{name} has no answer {answer}.", name=target, answer=now)
                yield _problem("unknown-answer", message, hint, (*path, "answers", was))
        if not answers and not is_read_alike(old.indicators[source], old, new.indicators[target], new):
            message = Message("{target} is answered in another way than {source} was.", source=source, target=target)
            yield _problem("other-measure", message, Message("Say with 'answers' what each answer is now."), path)


def _bounds_fit(migration: Migration, old: Rubric, new: Rubric) -> Iterator[Problem]:
    for place, one in enumerate(migration.split):
        for name, says in one.parts.items():
            whole, part = old.indicators[one.source], new.indicators[name]
            if says in ("at_least", "at_most") and not stand_on_one_ladder(whole, old, part, new):
                message = Message("Only levels of one ladder have bounds, and {source} and {target} have none.",
                                  source=one.source, target=name)  # fmt: skip
                hint = Message("Write: nothing.")
                yield _problem("no-bounds", message, hint, ("split", place, "to", name))


def _mergers_fit(migration: Migration, old: Rubric, new: Rubric) -> Iterator[Problem]:
    for place, one in enumerate(migration.merged):
        for number, name in enumerate(one.sources):
            if not is_read_alike(old.indicators[name], old, new.indicators[one.target], new):
                message = Message("{target} is answered in another way than {source} was.", source=name,
                                  target=one.target)  # fmt: skip
                hint = Message("Drop it instead: its answer stays in the history.")
                yield _problem("other-measure", message, hint, ("merged", place, "from", number))


def _problem(code: str, message: Message, hint: Message, path: Path) -> Problem:
    return Problem(code, message, hint, json_path(path))
