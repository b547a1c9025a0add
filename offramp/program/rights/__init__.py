"""What a person asks of us about their record, and what was told without consent."""
