"""Public names: what they may look like, and who may bear which."""
