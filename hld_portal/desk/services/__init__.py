"""What the desk changes itself; decisions on submissions are in `submissions.services`."""
