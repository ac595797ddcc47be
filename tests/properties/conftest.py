"""Few examples and the same ones each time: a red run tells of a change, not of chance."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "mitreden",
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    # Fixtures of a test hold for all its examples; what these write, they roll back.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("mitreden")
