"""From a built site to what readers see: releases beside each other, looked at, compressed, switched at once.

Called by tasks.py. Knows nothing of Pelican: how a site is built, and whom to tell, comes in as an argument.
"""
