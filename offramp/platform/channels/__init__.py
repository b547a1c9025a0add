"""How somebody who works here is reached: push, text, voice call, e-mail."""
