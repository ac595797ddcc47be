"""Germany with a little around it, in degrees: where everything on this platform lies."""

WEST, SOUTH, EAST, NORTH = 5.5, 47.0, 15.6, 55.3
