"""The migrations, in order. Each is run by storage/migrate.py inside a transaction."""
