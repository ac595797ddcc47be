"""Tables that are goals or projects: a row each, or a Steckbrief."""


class Tables:
    def __init__(self, blocks, words, facts, keys):
        self._words = words

    def take(self, block, key, parts):
        return False
