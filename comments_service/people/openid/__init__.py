"""Signing in through the company's own provider (OpenID Connect Core 1.0), and out again from either side."""
