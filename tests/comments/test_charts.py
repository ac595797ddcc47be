from comments.charts import bars


def test_the_longest_bar_has_the_whole_length_and_the_others_their_part():
    rows = bars([("Vorschlag", 4), ("Frage", 1), ("Kritik", 0)])

    assert [row.length for row in rows] == ["100.00%", "25.00%", "0.00%"]
    assert [row.rest for row in rows] == ["0.00%", "75.00%", "100.00%"]


def test_nothing_counted_is_no_bar():
    assert [row.length for row in bars([("Vorschlag", 0)])] == ["0%"]
    assert bars([]) == ()
