class ActionRefused(Exception):
    """The action is not possible; the message is a sentence for whoever tried."""


class StatusConflict(ActionRefused):
    """Somebody else was faster: the row is not in the status the action starts from."""
