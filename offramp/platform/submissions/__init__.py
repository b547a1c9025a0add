"""What phones kept without signal and sent later: taken once, and never dropped."""
