"""The people of the demo. Nobody could take one of these names for a real one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from offramp.config.demo.world import World

GIVEN = (
    "Juniper", "Rook", "Marigold", "Bramble", "Clementine", "Thistle", "Peregrine",
    "Saffron", "Barnaby", "Wren", "Figaro", "Tansy", "Orlando", "Pepper", "Linus",
    "Dahlia", "Caspian", "Hazel", "Bartleby", "Sorrel", "Phineas", "Clover",
    "Ignatius", "Maple", "Lysander", "Poppy", "Thaddeus", "Willow", "Ferris",
    "Yarrow", "Cosmo", "Iris", "Leopold", "Ginger", "Rufus", "Anise", "Montague",
    "Briar", "Ulysses", "Fern", "Octavia", "Basil", "Zinnia", "Horatio", "Lavender",
    "Quill", "Rosemary", "Tobias", "Nettle", "Wolfgang", "Primrose", "Gulliver",
    "Hyacinth", "Merlin", "Sage", "Isolde", "Cedric", "Aster", "Balthazar", "Lark",
    "Cricket", "Hugo",
)  # fmt: skip
FAMILY = (
    "Testerson", "Madeupsky", "Notreal", "Fictionelli", "Samplewright",
    "Pretendham", "Imaginez", "Fauxberg", "Inventado", "Mockingham", "Storybrook",
    "Neverwas", "Daydreamer", "Figmentson", "Paperman", "Phantomley", "Makebelieve",
    "Hypothetica", "Fableton", "Nobodyson", "Placeholdt", "Puppeteer",
    "Supposington", "Artificio", "Nonesuch", "Ficticia", "Unrealsson",
    "Blankenpage", "Scenario", "Cartoonwell", "Mythington", "Counterfeld",
    "Quasimodini", "Semblance", "Wouldbe", "Illusionato", "Papiermache",
    "Charadeski", "Exampleton", "Dummont", "Nom-de-Plume", "Stagename",
    "Rehearsova", "Falsetto", "Apocryph", "Mirageaux", "Conjurewell", "Tallstory",
    "Fancifull", "Yarnspinner", "Contrivance", "Allegoria", "Parablewood",
    "Backstory", "Subplot", "Anecdotov", "Novelish", "Epilogue", "Prologue",
    "Charactere", "Inventsson", "Fablewright",
)  # fmt: skip


@dataclass(frozen=True)
class Somebody:
    """A made-up person, as they would describe themselves."""

    number: int
    known_as: str
    given_name: str
    family_name: str
    birth_on: date
    phone: str
    place: str
    race: str
    ethnicity: str
    gender: str
    language: str
    race_perceived: str
    sex_perceived: str

    @property
    def full_name(self) -> str:
        """What they tell an officer."""
        return f"{self.given_name} {self.family_name}"


def everybody(world: World) -> Iterator[Somebody]:
    """The people of the demo one after the other, always the same ones."""
    places = world.site.municipalities
    for number, (given, family) in enumerate(zip(GIVEN, FAMILY, strict=False)):
        age = timedelta(days=world.dice.randrange(21 * 366, 62 * 365))
        yield Somebody(
            number=number,
            known_as=f"{given[0]}.{family[0]}." if number % 5 == 0 else given,
            given_name=given,
            family_name=family,
            birth_on=(world.now - age).date(),
            # Numbers from 555-0100 to 555-0199 belong to nobody.
            phone=f"314-555-01{number:02d}",
            place=f"{100 + 7 * number} Invented Street, {places[number % len(places)]}",
            race=world.some("race"),
            ethnicity=world.some("ethnicity"),
            gender=world.some("gender"),
            language=world.some("language"),
            race_perceived=world.some("race_perceived"),
            sex_perceived=world.some("sex_perceived"),
        )
