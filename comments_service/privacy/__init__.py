"""What is kept of whom, for how long, and how it goes: retention, holds, leavers, and everybody's own copy."""
