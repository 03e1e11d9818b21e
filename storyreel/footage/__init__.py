"""Finds, in a folder of existing clips, the stretch nearest to a shot, and cuts it out."""
