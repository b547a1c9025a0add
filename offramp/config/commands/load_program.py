"""`offramp load-program PATH`: put a site's folder in force."""

from pathlib import Path

from offramp.config.commands import database
from offramp.config.commands.screen import count, say, tell
from offramp.platform.accounts.actors import SYSTEM
from offramp.program.sites import actions
from offramp.program.sites.rules import Mistakes


def load_program(path: Path) -> int:
    """Load the folder and say what is in it; with a mistake, load nothing."""
    if not database.bring_up_to_date():
        return 1
    try:
        loaded = actions.load(path, by=SYSTEM)
    except Mistakes as mistakes:
        for mistake in mistakes.items:
            tell(str(mistake))
        tell(f"Nothing was loaded: {count(len(mistakes.items), 'mistake')}.")
        return 1
    was = "is now in force" if loaded.changed else "was in force already"
    say(
        f"{loaded.name}, version {loaded.version}, {was}: "
        f"{count(loaded.agencies, 'agency', 'agencies')}, "
        f"{count(loaded.places, 'place')}, {count(loaded.offences, 'offense')}, "
        f"{count(loaded.criteria, 'criterion', 'criteria')}, "
        f"{count(loaded.leaflets, 'leaflet')}."
    )
    return 0
