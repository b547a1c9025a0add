"""Questionnaires and their answers as FHIR R4 writes them. Pure; nothing of Django."""
