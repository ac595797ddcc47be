"""What the person who hands in a document reads when it cannot be taken over."""


class DocumentError(Exception):
    """The document cannot be imported; nothing was saved.

    Args:
        sentence: a translated sentence that names the place (heading, paragraph, line
            or part of the file) and says what to do. It is shown as it is.
    """

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self):
        return self.sentence
