"""The assessment: questions in the participant's pace, scored, and watched for danger."""
