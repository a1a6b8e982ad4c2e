"""What respondents disagree on, told: in lines, as Markdown, and as a document for machines."""

from collections.abc import Iterable, Iterator
from typing import Any

from aigov_checklist.answer_words import answer_words, evidence_words
from aigov_checklist.harmless import markdown
from aigov_checklist.language import Language
from aigov_checklist.merging import Conflict, Merged, Voice
from aigov_checklist.models.rubric import Rubric


def conflict_lines(conflicts: Iterable[Conflict], language: Language) -> Iterator[str]:
    """One line a conflict: who says what, and what became of it; it may still need `visible`."""
    say = language.say
    for conflict in conflicts:
        said = say("; ").join(
            say("{name}: {answer}", name=voice.respondent.name, answer=_said(voice, conflict, language))
            for voice in conflict.voices
        )
        yield say("{id}: {part} ({said}). {outcome}", id=conflict.id, part=_part(conflict, language), said=said,
                  outcome=_outcome(conflict, language))  # fmt: skip


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
                "voices": [
                    {
                        "file": voice.respondent.file,
                        "name": voice.respondent.name,
                        "response": voice.response.model_dump(mode="json", by_alias=True, exclude_unset=True),
                    }
                    for voice in conflict.voices
                ],
            }
            for conflict in merged.conflicts
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
        name, file = voice.respondent.name, voice.respondent.file
        who = say("{name} ({file}): {answer}", name=name, file=file, answer=_said(voice, conflict, language))
        yield f"- {markdown(who)}"
        for item in voice.response.evidence:
            yield f"  - {markdown(say('evidence: {item}', item=evidence_words(item)))}"
        if voice.response.note:
            yield f"  - {markdown(say('note: {text}', text=voice.response.note))}"
    yield ""


def _part(conflict: Conflict, language: Language) -> str:
    say = language.say
    names = {"answer": say("answer"), "review": say("review"), "reply": say("reply"), "target": say("target")}
    return names[conflict.part]


def _said(voice: Voice, conflict: Conflict, language: Language) -> str:
    """What the voice says on the part that is in conflict."""
    response = voice.response
    match conflict.part:
        case "review" if response.review:
            words = [response.review.decision, response.review.comment]
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
