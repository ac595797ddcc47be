"""Cache backends that survive their server, a circuit breaker and shared counters."""
