"""Names that nobody has, as unevenly common as names are.

Every surname says that it is made up (Mocklow, Fablequist), and the first names are
syllables. A few are common and most are rare, as in a telephone book: the commonest
surname has about one person in a hundred.
"""

from datetime import date, timedelta
from itertools import accumulate
from random import Random

_STEMS = (
    "Mock Sham Fable Decoy Phantom Mirage Figment Sampl Dummy Prop Stage Script Draft "
    "Proof Model Trial Speci Placehold Cardboard Plast Tinsel Puppet Riddl Rumor Legend "
    "Myth Saga Yarn Tale Novel Chapt Stanz Sonnet Ballad Limer Pixel Vector Widget Gizmo "
    "Gadget Doodl Sketch Blueprint Holog Android Robot Golem Goblin Gnome Kobold Pixie "
    "Sprite Wyvern Griffin Unicorn Dragon Basil Chim Hydra Kraken Never Nobod Nowher "
    "Quasi Pseudo Imagin Invent Feign Fict Virtu Vapor Void Zephyr Zigzag Xylo Yonder "
    "Ember Ether Echo Enigm Juxta Jest Jabber Josh Kaleid Karnev Lorem Ipsum Lull Oblong "
    "Omen Opal Ornam Uncert Umbra Utop Ursid Arcan Alleg Anon Azur Bogus Bumbl Bubbl "
    "Riff Raff Ramble Hob Humbug Hush Hocus Incog Illus Idyll Dabbl Dream Dazzl Wobbl "
    "Whims Wiggl Wondr Torp Tumbl Twirl Gimm Glimm Guess Cosm Cloud Carouse"
)
_ENDINGS = (
    "son ton field well wick ley ham bury borough croft dale worth stead gate ford brook "
    "shaw more man stein berg ova ez inski oglu adze ides ini etti eau ette ardo ikov "
    "quist strom dottir wala nathan pour escu low mire thorpe combe hurst by ling kamp "
    "veen huis sen ic uk enko yan ashvili aho nen opoulos"
)
_BEGIN = "Bri Zan Quo Vel Tre Mor Fen Lud Gri Pel Nox Wim Dax Hul Jor Kes Sor Ril"
_MIDDLE = "v l nd rr m xt b sh k zz"
_CLOSE = "el or ia us ette in ara ock ulf ine ander isa"

SURNAMES = [stem + ending for ending in _ENDINGS.split() for stem in _STEMS.split()]
FIRST_NAMES = [
    a + b + c for c in _CLOSE.split() for b in _MIDDLE.split() for a in _BEGIN.split()
]


def _uneven(count: int, flat: int) -> list[float]:
    return list(accumulate(1 / (rank + flat) for rank in range(count)))


_SURNAME_WEIGHTS = _uneven(len(SURNAMES), 12)
_FIRST_WEIGHTS = _uneven(len(FIRST_NAMES), 8)


def shuffled(seed: int) -> tuple[list[str], list[str]]:
    """Surnames and first names in an order of their own: which are common is luck."""
    luck = Random(seed)  # noqa: S311 - made-up data, the same every time
    lasts, firsts = SURNAMES[:], FIRST_NAMES[:]
    luck.shuffle(lasts)
    luck.shuffle(firsts)
    return lasts, firsts


class Names:
    """Draws names and birth dates, always the same ones from the same seed."""

    def __init__(self, seed: int, luck: Random) -> None:
        self._lasts, self._firsts = shuffled(seed)
        self._luck = luck

    def surname(self) -> str:
        """One surname, by how common it is."""
        return self._luck.choices(self._lasts, cum_weights=_SURNAME_WEIGHTS)[0]

    def first(self) -> str:
        """One first name, by how common it is."""
        return self._luck.choices(self._firsts, cum_weights=_FIRST_WEIGHTS)[0]

    def birth_on(self, today: date) -> date | None:
        """Known of seven in eight; of some only the first of January of a year."""
        drawn = self._luck.random()
        if drawn < 0.12:
            return None
        years = 18 + min(60.0, self._luck.gammavariate(3.0, 6.0))
        day = today - timedelta(days=int(years * 365.25))
        return day.replace(month=1, day=1) if drawn < 0.15 else day

    def phone(self) -> str:
        """A number of an area that does not exist."""
        return (
            f"(555) {self._luck.randrange(200, 999)}-{self._luck.randrange(10000):04d}"
        )


def mistyped(name: str, luck: Random) -> str:
    """The name as somebody in a hurry types it: a letter doubled, lost or swapped."""
    at = luck.randrange(1, max(2, len(name) - 1))
    match luck.randrange(3):
        case 0:
            return name[:at] + name[at] + name[at:]
        case 1:
            return name[:at] + name[at + 1 :]
        case _:
            return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]
