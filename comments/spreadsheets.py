"""Cells for spreadsheet programs, which take some texts for formulas."""

# With the mark, spreadsheets read the umlauts of a CSV file (Unicode 3.2, 13.6).
BYTE_ORDER_MARK = "\ufeff"
_FORMULA_STARTS = tuple("=+-@\t\r")


def defused(cells):
    """Cells that no spreadsheet takes for a formula.

    See https://owasp.org/www-community/attacks/CSV_Injection
    """
    return [f"'{cell}" if str(cell).startswith(_FORMULA_STARTS) else cell for cell in cells]
