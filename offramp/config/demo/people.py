"""The people of the demo. Nobody could take one of these names for a real one."""

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
    "Charactere",
)  # fmt: skip
