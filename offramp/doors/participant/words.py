"""What the person reads, in English and Spanish, with six years of school.

The words are ours (mark I); the Spanish is mark E until a native speaker has read it.
"""

from datetime import date

from offramp.doors.participant import record_words

LANGUAGES = {"en": "English", "es": "Español"}

# name: (English, Spanish)
WORDS: dict[str, tuple[str, str]] = {
    "title": ("Your record", "Su expediente"),
    "lead": (
        "This is about you. It is yours to read.",
        "Esto es sobre usted. Puede leerlo todo.",
    ),
    "other_language": ("Español", "English"),
    "all": ("Back to the start", "Volver al inicio"),
    "give_back": ("I am done", "Ya terminé"),
    # What there is
    "agreed": ("What I said yes to", "A qué dije que sí"),
    "agreed_hint": (
        "See what we may tell, and to whom. You can end each yes here.",
        "Vea qué podemos decir y a quién. Aquí puede terminar cada sí.",
    ),
    "told": ("Who was told about me", "A quién le dijeron algo de mí"),
    "told_hint": (
        "See who was told, on which day, what, and why. It goes back three years.",
        "Vea a quién se le dijo, qué día, qué y por qué. Son los últimos tres años.",
    ),
    "opened": ("Who opened my record", "Quién abrió mi expediente"),
    "opened_hint": (
        "See which of us looked at it or wrote in it, day by day.",
        "Vea quién de nosotros lo vio o escribió en él, día por día.",
    ),
    "ask": ("Ask for a change", "Pedir un cambio"),
    "ask_hint": (
        "Ask us to tell less. Ask us to fix what is wrong. See what we said.",
        "Pida que digamos menos. Pida que arreglemos un error. Vea qué le dijimos.",
    ),
    # What I agreed to
    "agreed_none": (
        "You have said yes to nothing. So we tell nobody.",
        "No ha dicho que sí a nada. Así que no le decimos nada a nadie.",
    ),
    "who": ("Who", "Quién"),
    "what": ("What", "Qué"),
    "what_for": ("What for", "Para qué"),
    "since": ("You said yes on", "Dijo que sí el"),
    "until": ("Until", "Hasta"),
    "no_last_day": ("It has no last day", "No tiene último día"),
    "how": ("How", "Cómo"),
    "on_paper": (
        "You signed on paper. We keep a photo of it.",
        "Usted firmó en papel. Guardamos una foto.",
    ),
    "copy": ("Your copy", "Su copia"),
    "copy_none": (
        "Ask us for it. It is yours.",
        "Pídanosla. Es suya.",
    ),
    "copy_printed": ("We gave it to you on paper.", "Se la dimos en papel."),
    "copy_photographed": ("You took a photo of it.", "Usted le tomó una foto."),
    "copy_posted": (
        "We mailed it where you asked, in a plain envelope.",
        "La enviamos por correo a donde usted dijo, en un sobre sin nombre.",
    ),
    "copy_to_collect": (
        "It waits here for you. Ask any of us.",
        "Está aquí para usted. Pídala a cualquiera de nosotros.",
    ),
    "copy_not_wanted": (
        "You did not want it then. You can have it any day.",
        "Entonces no la quiso. Puede tenerla cualquier día.",
    ),
    "stands": ("This yes still holds", "Este sí todavía vale"),
    "ended": ("You ended this yes", "Usted terminó este sí"),
    "over": ("This yes is over", "Este sí ya se acabó"),
    "end": ("End this yes", "Terminar este sí"),
    "ends_later": ("It ends by itself on", "Se acaba solo el"),
    "end_title": ("End this yes?", "¿Terminar este sí?"),
    "end_means": (
        "From now on they are told no more. What they were told before, they know. "
        "We still help you.",
        "Desde ahora ya no se les dice nada más. Lo que ya saben, lo saben. "
        "Le seguimos ayudando.",
    ),
    "end_yes": ("Yes, end it", "Sí, terminarlo"),
    "end_no": ("No, keep it", "No, dejarlo"),
    "end_done": (
        "It has ended. We tell them no more.",
        "Se terminó. Ya no les decimos.",
    ),
    "end_asked": (
        "We wrote it down. It ends on its day, as the form says.",
        "Lo anotamos. Se termina en su día, como dice el papel.",
    ),
    # Who was told
    "told_none": (
        "In three years we told nobody about you.",
        "En tres años no le dijimos nada de usted a nadie.",
    ),
    "when": ("When", "Cuándo"),
    "why": ("Why", "Por qué"),
    "told_by": ("Who told it", "Quién lo dijo"),
    "allowed": ("Why we could", "Por qué se podía"),
    # Who opened it
    "opened_none": ("Nobody opened it in this year.", "Nadie lo abrió en este año."),
    "opened_means": (
        "Each line is one of us on one day.",
        "Cada línea es uno de nosotros en un día.",
    ),
    "looked_at": ("Looked at", "Vio"),
    "wrote_in": ("Wrote in", "Escribió en"),
    "by_itself": ("This program, by itself", "El programa, solo"),
    "emergencies": ("Opened in an emergency", "Abierto en una emergencia"),
    "emergencies_means": (
        "These are people who did not help you then. Somebody else checks why.",
        "Son personas que entonces no le ayudaban. Otra persona revisa por qué.",
    ),
    # What I ask
    "ask_title": ("Ask for a change", "Pedir un cambio"),
    "ask_what": ("What do you ask?", "¿Qué pide?"),
    "ask_office": ("Tell an office no more", "No decirle más a una oficina"),
    "ask_colleague": (
        "Keep one of you out of my record",
        "Que alguien de ustedes no abra mi expediente",
    ),
    "ask_paid": (
        "I paid for it all by myself. Do not tell my health plan.",
        "Yo pagué todo. No le digan a mi seguro médico.",
    ),
    "ask_less": ("Tell less about me", "Decir menos de mí"),
    "ask_wrong": ("Fix what is wrong", "Arreglar un error"),
    "ask_which": ("Which office?", "¿Qué oficina?"),
    "ask_whom": ("Who shall not open it?", "¿Quién no debe abrirlo?"),
    "ask_words": ("Say it in your own words", "Dígalo con sus palabras"),
    "ask_send": ("Send", "Enviar"),
    "ask_done": (
        "Sent. We answer you by the day below.",
        "Enviado. Le damos respuesta antes del día que dice abajo.",
    ),
    "asked": ("What I asked before", "Lo que pedí antes"),
    "asked_none": (
        "You have not asked for any change yet.",
        "Todavía no ha pedido nada.",
    ),
    "waits": ("We answer by", "Damos respuesta antes del"),
    "answer_yes": ("We said yes", "Dijimos que sí"),
    "answer_no": ("We said no", "Dijimos que no"),
    "taken_back": ("You took this back", "Usted retiró esto"),
    "you_said": ("What you said to that", "Lo que usted dijo"),
    "take_back": ("I take this back", "Ya no lo pido"),
    "take_back_sure": ("Take this back?", "¿Retirar esto?"),
    "complain_title": ("When something is not right", "Si algo no está bien"),
    "complain": (
        "Tell any of us, or ask for our privacy officer. You may write against a no. "
        "You can also tell the U.S. health office, HHS: hhs.gov/ocr. We will help you "
        "as before. Nobody may treat you worse for it.",
        "Dígaselo a cualquiera de nosotros, o pida hablar con quien cuida la "
        "privacidad. Puede escribir en contra de un no. También puede decírselo a la "
        "oficina de salud de EE. UU., HHS: hhs.gov/ocr. Le ayudamos igual que antes. "
        "Nadie puede tratarle peor por eso.",
    ),
    # What is wrong with an answer
    "wrong": ("Please look at this again", "Por favor, revise esto"),
    "wrong_what": ("Pick what you ask.", "Elija qué pide."),
    "wrong_which": ("Pick the office.", "Elija la oficina."),
    "wrong_whom": ("Pick the person.", "Elija a la persona."),
    "wrong_words": ("Write what you ask.", "Escriba qué pide."),
    "choose": ("Pick one", "Elija"),
    # The end
    "back_title": ("Please give the tablet back", "Por favor, devuelva la tableta"),
    "back_lead": (
        "You are done. Give it to the person who sits with you.",
        "Ya terminó. Désela a la persona que está con usted.",
    ),
    "back_more": ("I want to read on", "Quiero seguir leyendo"),
    "by_phone": (
        "Do you want this on paper? Ask us.",
        "¿Lo quiere en papel? Pídanoslo.",
    ),
    **record_words.WORDS,
}
_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
    "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip


def words(language: str) -> dict[str, str]:
    """Everything that the pages say, in one of the languages."""
    place = list(LANGUAGES).index(language)
    return {name: said[place] for name, said in WORDS.items()}


def day(on: date, language: str) -> str:
    """A day as it is said."""
    if language == "es":
        return f"{on.day} de {_MONTHS[on.month - 1]} de {on.year}"
    return f"{on:%B} {on.day}, {on.year}"
