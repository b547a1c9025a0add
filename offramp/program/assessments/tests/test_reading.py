"""Our own questions are for everybody: sixth grade at most, by Flesch and Kincaid."""

import re

import pytest

from offramp.program.assessments.formats import catalogue

# Words of instruments are not ours to change; two sections are written by staff.
NOT_OURS = {"phq-9", "gad-7", "audit-c", "taps-1", "clinician", "summary"}


def syllables(word: str) -> int:
    """Groups of vowels, without the silent ending."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    spoken = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^td])ed$", "", plain)
    return max(len(re.findall(r"[aeiouy]+", spoken)), 1)


def grade(text: str) -> float:
    """The school grade that a text asks for."""
    sentences = [part for part in re.split(r"[.?!:;]+", text) if part.strip()]
    words = re.findall(r"[A-Za-z’]+", text)
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59


def test_the_measure_tells_plain_from_hard():
    assert grade("Do you have a safe place to sleep tonight?") < 4
    assert grade("Polypharmacological interactions necessitate consultation.") > 15


@pytest.mark.parametrize("slug", sorted(set(catalogue.slugs()) - NOT_OURS))
def test_our_own_questions_are_plain(slug: str):
    found = catalogue.get(slug)
    said = [found.why]
    for item in found.walk():
        said += [item.text, item.hint, item.why]
    text = " ".join(one if one[-1] in ".?!" else f"{one}." for one in said if one)
    assert grade(text) <= 6
