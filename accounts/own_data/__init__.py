"""A person's own data: handed out, forgotten, cleaned up in all apps."""
