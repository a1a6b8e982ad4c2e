"""What respondents disagree on and a reviewer decided, told: in lines, as Markdown, and for machines."""

from collections.abc import Iterable, Iterator
from typing import Any

from aigov_checklist.answer_words import answer_words, evidence_words
from aigov_checklist.harmless import markdown
from aigov_checklist.language import Language
from aigov_checklist.merging import Conflict, Decision, Merged, Voice
from aigov_checklist.models.response import Response, Review
from aigov_checklist.models.rubric import Rubric


def conflict_lines(conflicts: Iterable[Conflict], language: Language) -> Iterator[str]:
    """One line a conflict: who says what, and what became of it; it may still need `visible`."""
    say = language.say
    for conflict in conflicts:
        said = say("; ").join(
            say("{name}: {answer}", name=_who(voice, language), answer=_said(voice, conflict, language))
            for voice in conflict.voices
        )
        yield say("{id}: {part} ({said}). {outcome}", id=conflict.id, part=_part(conflict, language), said=said,
                  outcome=_outcome(conflict, language))  # fmt: skip


def decision_lines(merged: Merged, language: Language) -> Iterator[str]:
    """One line each revised answer, then how many there are; nothing if there was no review."""
    say = language.say
    for decision in merged.revised:
        yield say("{id}: revised from {before} to {after} by {name}.", id=decision.id, **_revision(decision, language))
    if decisions := len(merged.decisions):
        yield say("Reviewed: {number}, of which {revised} revised.", number=decisions, revised=len(merged.revised))


def conflict_markdown(merged: Merged, rubric: Rubric, language: Language) -> str:
    """A report in Markdown: every conflict with what each respondent says, and on what evidence."""
    say = language.say
    left = len(merged.open_conflicts)
    lines = [f"# {markdown(say('Conflicts between respondents'))}", ""]
    subject = merged.document["subject"]["name"]
    lines += [markdown(say("{subject}, {date}", subject=subject, date=merged.document["date"])), ""]
    lines += [say("Conflicts: {all}, of which {open} are left open.", all=len(merged.conflicts), open=left), ""]
    for conflict in merged.conflicts:
        lines += _section(conflict, rubric, language)
    if merged.decisions:
        lines += _decided(merged, rubric, language)
    return "\n".join(lines).rstrip() + "\n"


def conflict_document(merged: Merged) -> dict[str, Any]:
    """The same for machines, and for those who decide: `taken_from` is missing where nobody has."""
    return {
        "subject": merged.document["subject"],
        "date": merged.document["date"],
        "open": len(merged.open_conflicts),
        "conflicts": [
            {
                "id": conflict.id,
                "part": conflict.part,
                **(
                    {"taken_from": conflict.taken_from.file, "because": conflict.because} if conflict.taken_from else {}
                ),
                "voices": [_voice(voice) for voice in conflict.voices],
            }
            for conflict in merged.conflicts
        ],
        "confirmed": [decision.id for decision in merged.decisions if decision.review.decision == "confirmed"],
        "revised": [
            {
                "id": decision.id,
                "before": _plain(decision.before),
                "review": _plain(decision.review),
                "voice": _voice(decision.voice),
            }
            for decision in merged.revised
        ],
    }


def _section(conflict: Conflict, rubric: Rubric, language: Language) -> Iterator[str]:
    say = language.say
    yield f"## {markdown(rubric.indicators[conflict.id].label)} ({markdown(conflict.id)})"
    yield ""
    yield markdown(
        say("On the {part}. {outcome}", part=_part(conflict, language), outcome=_outcome(conflict, language))
    )
    yield ""
    for voice in conflict.voices:
        name, file = _who(voice, language), voice.respondent.file
        who = say("{name} ({file}): {answer}", name=name, file=file, answer=_said(voice, conflict, language))
        yield f"- {markdown(who)}"
        yield from _support(voice.response, language)
    yield ""


def _decided(merged: Merged, rubric: Rubric, language: Language) -> Iterator[str]:
    say, left = language.say, len(merged.decisions) - len(merged.revised)
    yield f"## {markdown(say('Decisions of the reviewer'))}"
    yield ""
    yield say("Confirmed: {confirmed}; revised: {revised}.", confirmed=left, revised=len(merged.revised))
    yield ""
    for decision in merged.revised:
        words = _revision(decision, language)
        yield f"### {markdown(rubric.indicators[decision.id].label)} ({markdown(decision.id)})"
        yield ""
        yield f"- {markdown(say('before: {answer}', answer=words['before']))}"
        yield from _support(decision.before, language)
        file = decision.voice.respondent.file
        said = say("{name} ({file}): {answer}", name=words["name"], file=file, answer=words["after"])
        yield f"- {markdown(said)}"
        yield from _support(decision.voice.response, language)
        yield ""


def _support(response: Response, language: Language) -> Iterator[str]:
    """The evidence and the note, one line each below an item of a list."""
    say = language.say
    for item in response.evidence:
        yield f"  - {markdown(say('evidence: {item}', item=evidence_words(item)))}"
    if response.note:
        yield f"  - {markdown(say('note: {text}', text=response.note))}"


def _revision(decision: Decision, language: Language) -> dict[str, str]:
    return {
        "before": answer_words(decision.before, language),
        "after": answer_words(decision.review, language),
        "name": decision.voice.respondent.name,
    }


def _who(voice: Voice, language: Language) -> str:
    name = voice.respondent.name
    return language.say("{name} as reviewer", name=name) if voice.respondent.is_reviewer else name


def _voice(voice: Voice) -> dict[str, Any]:
    role = {"role": "reviewer"} if voice.respondent.is_reviewer else {}
    said = {"file": voice.respondent.file, "name": voice.respondent.name}
    return said | role | {"response": _plain(voice.response)}


def _plain(record: Response | Review) -> dict[str, Any]:
    plain: dict[str, Any] = record.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)
    return plain


def _part(conflict: Conflict, language: Language) -> str:
    say = language.say
    names = {"answer": say("answer"), "review": say("review"), "reply": say("reply"), "target": say("target")}
    return names[conflict.part]


def _said(voice: Voice, conflict: Conflict, language: Language) -> str:
    """What the voice says on the part that is in conflict."""
    response = voice.response
    match conflict.part:
        case "review" if response.review:
            signature = None if voice.respondent.is_reviewer else response.review.reviewer
            words = [response.review.decision, response.review.comment, signature]
            if response.review.state != "unanswered":
                words.insert(1, answer_words(response.review, language))
            return ", ".join(word for word in words if word)
        case "reply" if response.reply:
            return response.reply
        case "target" if response.target:
            target = response.target
            level = language.say("level {level}", level=target.level)
            return ", ".join(word for word in (level, target.due, target.owner, target.note) if word)
    return answer_words(response, language)


def _outcome(conflict: Conflict, language: Language) -> str:
    say = language.say
    if conflict.taken_from is None:
        return say("Left open.")
    name = conflict.taken_from.name
    if conflict.because == "area":
        return say("Taken from {name}, to whom the area is assigned.", name=name)
    return say("Taken from {name}, who is preferred.", name=name)
