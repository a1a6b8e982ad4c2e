"""The talk of an interview: shows a question, reads a line, and saves what it says before anything else is shown."""

from collections.abc import Callable

from aigov_checklist.cli.asking import ask, say, show, tell_plainly
from aigov_checklist.cli.citing import asked_evidence
from aigov_checklist.cli.kept import Kept
from aigov_checklist.cli.output import terminal_width
from aigov_checklist.cli.speaking import spoken
from aigov_checklist.editing import Edit
from aigov_checklist.errors import DocumentError, OutputError, UsageError
from aigov_checklist.interviewing.answers import State, codes_of, evidence_wanted, state_of
from aigov_checklist.interviewing.course import Course, find_question, search, unanswered
from aigov_checklist.interviewing.place import back, onward, start, to
from aigov_checklist.interviewing.showing import found_lines, help_lines, question_lines
from aigov_checklist.interviewing.standing import standing
from aigov_checklist.interviewing.typed import Action, Typed, meaning
from aigov_checklist.models.rubric import Indicator
from aigov_checklist.scoring.assessing import assess

_PROMPT = "> "


class Conversation:
    """One interview: the questions of a course about a profile that is kept in its file."""

    def __init__(self, kept: Kept, course: Course, *, blind: bool) -> None:
        self.kept, self.course, self.blind = kept, course, blind
        self.place = start(course, kept.profile)

    def run(self) -> None:
        """Talk until there is enough. Raises EOFError where the lines end."""
        say("{subject}: {rubric}", subject=self.kept.profile.subject.name, rubric=self.course.rubric.label)
        say("{standing}", standing=self._standing())
        self._arrive()
        while True:
            here = self.place
            leaf = self.course.rubric.indicators[here.here] if here.here else None
            typed = meaning(ask(_PROMPT), codes_of(leaf) if leaf else (), spoken())
            if typed.action == "quit":
                return
            try:
                self._do(typed, leaf)
            except DocumentError as error:
                tell_plainly(error.problems)
            except (UsageError, OutputError) as error:
                say("{message}", message=spoken().tell(error.message))
            if self.place != here:
                self._arrive()

    def _do(self, typed: Typed, leaf: Indicator | None) -> None:
        if typed.action in _ANYWHERE:
            _ANYWHERE[typed.action](self, typed.text)
        elif leaf is None:
            say("There is no question here. Type b, j ID|NUMBER, /WORDS, or q to end.")
        else:
            _AT_A_QUESTION[typed.action](self, leaf, typed.text)

    def _arrive(self, _: str = "") -> None:
        """Show where the interview stands now."""
        profile, width = self.kept.profile, terminal_width()
        if self.place.here is None:
            left = len(unanswered(self.course, profile))
            say("This is the end. Left open: {number}. Type b, j ID|NUMBER, /WORDS, or q to end.", number=left)
        else:
            show(*question_lines(self.place.here, self.course, profile, language=spoken(), width=width))

    def _back(self, _: str) -> None:
        place = back(self.place, self.course, self.kept.profile)
        if place == self.place:
            say("This is the first question.")
        self.place = place

    def _jump(self, text: str) -> None:
        if name := text or ask(spoken().say("Number or id of the question: ")):
            self.place = to(self.place, find_question(self.course, self.kept.profile, name))

    def _search(self, text: str) -> None:
        if words := text or ask(spoken().say("Words: ")):
            found = search(self.course, words)
            show(*found_lines(found, self.course, self.kept.profile, language=spoken(), width=terminal_width()))

    def _help(self, _: str) -> None:
        show(*help_lines(spoken(), terminal_width()))

    def _answer(self, leaf: Indicator, text: str) -> None:
        self._give(leaf, state_of(text, leaf, self.course.rubric))

    def _not_applicable(self, leaf: Indicator, text: str) -> None:
        if reason := text or ask(spoken().say("Why it does not apply: ")):
            self._give(leaf, ("not_applicable", reason))

    def _no_information(self, leaf: Indicator, text: str) -> None:
        if where := text or ask(spoken().say("Where you looked: ")):
            self._give(leaf, ("no_information", where))

    def _give(self, leaf: Indicator, state: State) -> None:
        self._save(leaf, Edit(state=state))
        if wanted := evidence_wanted(leaf, self.kept.profile.responses[leaf.id], self.course.rubric):
            say("{message} To add some: b, then e.", message=spoken().tell(wanted))
        self._skip(leaf, "")

    def _skip(self, _: Indicator, __: str) -> None:
        self.place = onward(self.place, self.course, self.kept.profile)

    def _note(self, leaf: Indicator, text: str) -> None:
        if note := text or ask(spoken().say("Note: ")):
            self._save(leaf, Edit(note=note))

    def _clear(self, leaf: Indicator, _: str) -> None:
        self._save(leaf, Edit(clear=True))

    def _evidence(self, leaf: Indicator, _: str) -> None:
        if item := asked_evidence(leaf.id, self.kept):
            self._save(leaf, Edit(evidence=[item]))
            if item.keys().isdisjoint({"url", "document"}):
                say("Without an address or a document it does not count as evidence.")

    def _save(self, leaf: Indicator, edit: Edit) -> None:
        remarks = self.kept.save(leaf.id, edit)
        say("Saved. {standing}", standing=self._standing())
        tell_plainly(remarks)

    def _standing(self) -> str:
        opened = self.kept.opened
        result = assess(opened.profile, opened.rubric)
        return standing(result, opened.profile, self.course, language=spoken(), blind=self.blind)


_ANYWHERE: dict[Action, Callable[[Conversation, str], None]] = {
    "again": Conversation._arrive,
    "back": Conversation._back,
    "jump": Conversation._jump,
    "search": Conversation._search,
    "help": Conversation._help,
}
_AT_A_QUESTION: dict[Action, Callable[[Conversation, Indicator, str], None]] = {
    "answer": Conversation._answer,
    "not_applicable": Conversation._not_applicable,
    "no_information": Conversation._no_information,
    "skip": Conversation._skip,
    "note": Conversation._note,
    "evidence": Conversation._evidence,
    "clear": Conversation._clear,
}
