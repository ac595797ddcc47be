"""Headings by look: what a reader of the printed page takes for one."""


class Looks:
    def __init__(self, blocks, words):
        self._blocks = blocks

    def level_of(self, index, parts):
        return min(parts[-1].level + 1, 9) if parts else 1

    def part_at(self, index, key):
        return []

    def is_doubtful(self, index):
        return False
