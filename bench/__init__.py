"""Measurements; ``docs/messungen.md`` explains them and what they gave."""
