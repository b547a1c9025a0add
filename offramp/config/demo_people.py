"""Who can sign in to the demo."""

DOMAIN = "demo.example"
