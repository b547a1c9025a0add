"""What stands on the paper that holds a person's whole record, in both languages.

What was written down of them stands in the language in which it was written.
"""

# name: (English, Spanish)
WORDS: dict[str, tuple[str, str]] = {
    "whole": ("All of my record", "Todo mi expediente"),
    "whole_means": (
        "This is what we hold about you. You need no form to get it. Parts of it stand "
        "in the words and the language in which we wrote them.",
        "Esto es lo que tenemos de usted. No necesita ningún papel para verlo. Hay "
        "partes en las palabras y en el idioma en que se anotaron.",
    ),
    "not_here": ("What is not here", "Lo que no está aquí"),
    "not_here_notes": (
        "The notes that a counselor writes just for their own use are not on this "
        "paper. The law sets them apart from the rest (42 CFR 2.31(b)). Just the one "
        "who wrote them can read them. You may ask them about it.",
        "Las notas que su consejero escribe solo para su propio uso no están en este "
        "papel. La ley las pone aparte (42 CFR 2.31(b)). Solo las lee quien las "
        "escribió. Puede preguntarle.",
    ),
    "not_here_opened": (
        "Who opened your record is on a list of its own. Ask us for it.",
        "Quién abrió su expediente está en otra lista. Pídanosla.",
    ),
    "not_used": (
        "The law says that this may not be used to charge you with a crime "
        "(42 CFR 2.23).",
        "La ley dice que esto no se puede usar para acusarle de un delito "
        "(42 CFR 2.23).",
    ),
    "keep_safe": (
        "This paper shows that you know this program. Keep it where it is safe.",
        "Este papel muestra que usted conoce este programa. Guárdelo en un lugar "
        "seguro.",
    ),
    "none_here": ("Nothing is written down here.", "Aquí no hay nada anotado."),
    # Who I am
    "about_me": ("Who I am", "Quién soy"),
    "called": ("Called", "Me llaman"),
    "full_name": ("Full name", "Nombre completo"),
    "born": ("Born", "Nacimiento"),
    "aliases": ("Other names", "Otros nombres"),
    "race": ("Race", "Raza"),
    "ethnicity": ("Ethnicity", "Origen étnico"),
    "gender": ("Gender", "Género"),
    "pronouns": ("Pronouns", "Pronombres"),
    "language": ("Language", "Idioma"),
    "helpers": ("Who helps me", "Quién me ayuda"),
    "reach_me": ("How to reach me", "Cómo comunicarse conmigo"),
    "in_use_no_more": ("Not in use any more", "Ya no se usa"),
    # How it went
    "came": ("How I came here", "Cómo llegué aquí"),
    "where": ("Where", "Dónde"),
    "met_on": ("We met on", "Nos conocimos el"),
    "charge": ("The charge", "El cargo"),
    "offences": ("What for", "Por qué"),
    "due_on": ("The talk is due by", "La charla debe ser antes del"),
    "closes_on": ("The record closes on", "El expediente se cierra el"),
    "stays": ("My time in the program", "Mi tiempo en el programa"),
    "began": ("Began", "Empezó"),
    "over_on": ("Ended", "Terminó"),
    "stage": ("Where it stands", "Cómo va"),
    "reason": ("Reason", "Motivo"),
    "intake": ("First talk", "Primera charla"),
    "wish": ("What I wish for", "Lo que deseo"),
    "talks": ("The long talks", "Las charlas largas"),
    "done_on": ("Done", "Terminada"),
    "skipped": ("Left out", "Se dejó fuera"),
    "score": ("Score", "Puntaje"),
    "noted": ("For my safety", "Por mi seguridad"),
    "plans": ("My plans", "Mis planes"),
    "version": ("Version", "Versión"),
    "agreed_on": ("Agreed", "Acordado"),
    "replaced_on": ("A newer one took its place", "Otro más nuevo lo reemplazó"),
    "look_again": ("We look at it again", "Lo vemos de nuevo"),
    "build_on": ("What I can build on", "En qué me puedo apoyar"),
    "in_the_way": ("What may get in the way", "Qué puede estorbar"),
    "steps": ("Steps", "Pasos"),
    "services": ("Services we found", "Servicios que se buscaron"),
    "stands_now": ("How it stands", "Cómo está"),
    "sent_on": ("Sent", "Enviado"),
    "visits": ("My visits", "Mis citas"),
    "with_whom": ("With", "Con"),
    "meetings": ("When we met or tried to", "Cuando nos vimos o lo intentamos"),
    "note": ("Note", "Nota"),
    "kits": ("What I was given", "Lo que me dieron"),
    "overdoses": ("Overdoses I told of", "Sobredosis que conté"),
}
