"""The person's own view: on a screen in their hands, and on paper."""
