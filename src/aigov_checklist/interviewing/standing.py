"""How far an interview has come: answers, coverage and, unless it is blind, the score."""

from aigov_checklist.interviewing.course import Course, asked, unanswered
from aigov_checklist.language import Language, join_sentences
from aigov_checklist.models.assessment import AreaResult, Assessment, Score
from aigov_checklist.models.profile import Profile
from aigov_checklist.models.rubric import Rubric


def standing(assessment: Assessment, profile: Profile, course: Course, *, language: Language, blind: bool) -> str:
    """One line about the whole, or about the area of the interview; a blind one tells no points."""
    say = language.say
    total = len(list(asked(course, profile)))
    sentences = [say("{number} of {total} answered.", number=total - len(unanswered(course, profile)), total=total)]
    score = _score(assessment, course)
    if score.coverage is not None:
        sentences.append(say("Coverage {share}.", share=language.share(score.coverage)))
        sentences += () if blind else (_score_sentence(score, course.rubric, language),)
    line = join_sentences(sentences)
    if course.area is None:
        return line
    name = course.area.id if course.area.number is None else course.area.number
    return say("Area {name}: {text}", name=name, text=line)


def _score(assessment: Assessment, course: Course) -> Score:
    if course.area is None:
        return assessment.overall.declared
    areas = list(assessment.areas)
    while areas:
        result: AreaResult = areas.pop()
        if result.id == course.area.id:
            return result.declared
        areas += result.areas
    raise KeyError(course.area.id)


def _score_sentence(score: Score, rubric: Rubric, language: Language) -> str:
    say, decimals = language.say, rubric.grading.decimals
    if score.value is None:
        return say("No score yet.")
    value = language.number(score.value, decimals)
    if score.low is not None and score.high is not None:
        low, high = language.number(score.low, decimals), language.number(score.high, decimals)
        value = value if low == high else say("{value} ({low} to {high})", value=value, low=low, high=high)
    if score.provisional:
        return say("Score {value}, provisional.", value=value)
    band = next((band.title for band in rubric.grading.bands if band.id == score.band), None)
    return say("Score {value}, {band}.", value=value, band=band) if band else say("Score {value}.", value=value)
