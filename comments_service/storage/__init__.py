"""The only room that knows a database: connection, tables, queries, migrations. It returns plain values."""
