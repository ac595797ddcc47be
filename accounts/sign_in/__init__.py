"""Getting in: codes, passkeys, other providers, second factor, sessions, where one wanted to go."""
