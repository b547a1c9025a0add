"""The text that is agreed to: the site's leaflet, and what the law wants said in it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from offramp.program.consent.rules.kinds import RULES, Kind, Statement
from offramp.program.sites.rules import Leaflet

# Mark I: our own plain words for what 42 CFR 2.31 asks for; for counsel to sign.
_STATEMENTS = {
    ("en", Statement.MAY_END): (
        "You can end this yes at any time. Tell us in writing, or tell any of us and "
        "we write it down. We cannot take back what was told before that."
    ),
    ("es", Statement.MAY_END): (
        "Usted puede terminar este sí cuando quiera. Díganoslo por escrito, o dígaselo "
        "a cualquiera de nosotros y lo anotamos. No podemos borrar lo que ya se dijo."
    ),
    ("en", Statement.MAY_END_LATER): (
        "You cannot end this yes before the day or the event on this form. From then "
        "on you can end it at any time. It is over when your case is decided."
    ),
    ("es", Statement.MAY_END_LATER): (
        "Usted no puede terminar este sí antes del día o del hecho que dice este "
        "formulario. Desde entonces puede terminarlo cuando quiera. Se acaba cuando "
        "se decide su caso."
    ),
    ("en", Statement.PASSED_ON): (
        "Those who get this may pass it on, as health privacy law lets them. Then some "
        "of the rules may no longer guard it. But it may not be used against you in "
        "court, unless you agree in writing or a judge orders it under federal law."
    ),
    ("es", Statement.PASSED_ON): (
        "Quienes reciben esto pueden pasarlo a otros, si la ley de salud lo permite. "
        "Entonces algunas reglas ya no lo protegen. Pero no se puede usar en su contra "
        "en la corte, salvo que usted acepte por escrito o un juez lo ordene según la "
        "ley federal."
    ),
    ("en", Statement.IF_YOU_SAY_NO): (
        "If you say no, we still help you. Then what this form is for may not happen."
    ),
    ("es", Statement.IF_YOU_SAY_NO): (
        "Si dice que no, le ayudamos igual. Pero puede que no se haga aquello para lo "
        "que es este formulario."
    ),
    ("en", Statement.NOT_REQUIRED): (
        "You do not have to agree to this to get help, care or a place here."
    ),
    ("es", Statement.NOT_REQUIRED): (
        "No tiene que aceptar esto para recibir ayuda, atención o un lugar aquí."
    ),
}


def statement(which: Statement, language: str) -> str:
    """What the law wants said, in a language we have it in."""
    return _STATEMENTS.get((language, which), _STATEMENTS["en", which])


def text_of(leaflet: Leaflet, kind: Kind) -> tuple[dict[str, Any], str]:
    """The text as it is shown, with its statements, and a fingerprint of it."""
    blocks = [
        {"kind": block.kind, "lines": list(block.lines)} for block in leaflet.blocks
    ]
    said = [
        statement(which, leaflet.language)
        for which in Statement
        if which in RULES[kind].statements
    ]
    blocks.append({"kind": "list", "lines": said})
    text = {"title": leaflet.title, "blocks": blocks}
    same = json.dumps(text, sort_keys=True, ensure_ascii=False).encode()
    return text, hashlib.sha256(same).hexdigest()


def statements_in(text: Mapping[str, Any], language: str) -> frozenset[Statement]:
    """Which of the law's statements a text makes, word for word."""
    lines = {line for block in text.get("blocks", ()) for line in block["lines"]}
    return frozenset(
        which for which in Statement if statement(which, language) in lines
    )
