"""The town's own template for Word: one file, which all Word documents are written in."""
