from django.tasks import task


@task(priority=10)
def beat():
    """Do nothing: that it was done shows that a worker works (``operations.heartbeat``)."""
