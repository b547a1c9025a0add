"""The legal matter that is held back: held, then cleared or filed."""
