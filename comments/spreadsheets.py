"""Cells for spreadsheet programs, which take some texts for formulas."""

# With the mark, spreadsheets read the umlauts of a CSV file (Unicode 3.2, 13.6).
BYTE_ORDER_MARK = "\ufeff"
_FORMULA_STARTS = tuple("=+-@\t\r")


def looks_like_formula(text):
    return str(text).startswith(_FORMULA_STARTS)


def defused(cells):
    """Cells of a CSV file that no spreadsheet takes for a formula.

    See https://owasp.org/www-community/attacks/CSV_Injection
    """
    return [f"'{cell}" if looks_like_formula(cell) else cell for cell in cells]
