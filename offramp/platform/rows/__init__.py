"""Rows of many tables, asked for in one question."""
