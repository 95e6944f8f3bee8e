"""What people have read and learned: theirs, and nobody else's but where they are told so."""
