"""Characters that exist in Unicode but that documents spell by font or position."""

_RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")

# Word stores a symbol font's character at U+F000 plus its place in the font.
_SYMBOL_FONTS = {
    "wingdings": {
        0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖",
        0x9F: "•", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑",
        0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "symbol": {
        0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
        0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷",
        0xB9: "≠", 0xBB: "≈", 0xDE: "⇒", 0x44: "Δ", 0x53: "Σ", 0x6D: "µ",
    },
}  # fmt: skip


def raised(text):
    """Superscript as Unicode has it (m²); text that Unicode cannot raise stays as it is."""
    return _translated(text, _RAISED)


def lowered(text):
    """Subscript as Unicode has it (CO₂); text that Unicode cannot lower stays as it is."""
    return _translated(text, _LOWERED)


def symbol(font, code):
    """The Unicode character for a symbol font's character, None if it is not known."""
    place = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    table = _SYMBOL_FONTS.get(font.lower())
    if table is not None and place in table:
        return table[place]
    if 0xE000 <= code <= 0xF8FF or font.lower().startswith("wingdings"):
        return None
    return chr(code)


def _translated(text, table):
    return text.translate(table) if all(ord(c) in table for c in text) else text
