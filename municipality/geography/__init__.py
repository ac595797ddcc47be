"""Where things are: GeoJSON in, a sketch of the municipality out (docs/adr/0031-skizze.md)."""
