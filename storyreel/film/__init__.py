"""The vocabulary of film-making: frozen values and functions from value to value.

It reads no files, starts no processes and imports no numpy, so that every other package can use it.
"""
