from strategies.actions import ActionRefused


class StatusConflict(ActionRefused):
    """Somebody else was faster: the row is not in the status the action starts from."""
