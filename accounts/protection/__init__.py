"""What keeps programs and guessers out, and the record of what matters for security."""
