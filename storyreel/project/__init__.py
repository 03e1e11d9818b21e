"""A film's state: settings, storyboard with a person's edits, chosen takes and the director's lock.

The truth is in the vault; the folder is a checkout.
"""
