"""How hard a text is to read: school grades for English, ease for Spanish.

Flesch–Kincaid grade and Fernández-Huerta ease, with syllables counted by groups of
vowels. Good enough to catch a hard text; no judge of a good one.
"""

import re

_WORD = re.compile(r"[A-Za-zÁÉÍÓÚÜÑáéíóúüñ']+")
_ENDS = re.compile(r"[.!?:;]+(?=\s|$)")
_ENGLISH = re.compile(r"[aeiouy]+")
_SPANISH = re.compile(r"[aeo]|[áéíóú]|[iuü]+(?![aeo])")


def grade(lines: list[str]) -> float:
    """The school grade that English lines ask for."""
    sentences, words = _count(lines)
    syllables = sum(_in_english(word.lower()) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def ease(lines: list[str]) -> float:
    """How easily Spanish lines are read: from 80 on very easy, below 60 hard."""
    sentences, words = _count(lines)
    syllables = sum(max(1, len(_SPANISH.findall(word.lower()))) for word in words)
    return 206.84 - 60 * syllables / len(words) - 1.02 * len(words) / sentences


def _count(lines: list[str]) -> tuple[int, list[str]]:
    words = [word for line in lines for word in _WORD.findall(line)]
    sentences = sum(max(1, len(_ENDS.findall(line))) for line in lines)
    return max(1, sentences), words or ["a"]


def _in_english(word: str) -> int:
    silent = word.endswith("e") and not word.endswith("le")
    found = len(_ENGLISH.findall(word)) - silent
    return max(1, found)
