"""From storyboard and crew to calls with briefs and dependencies, by pure functions."""
