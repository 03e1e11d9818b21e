"""The vocabulary of film-making: frozen values and functions from value to value.

It reads no file, starts no process and imports no numpy, so that every floor above may use it.
"""
