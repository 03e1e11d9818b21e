"""Drawings of props as SVG files: read, checked, and given as shapes to paint.

`docs/DRAWING.md` says how such a file is drawn. Where a drawing stands and how it is coloured is decided in
`places`.
"""
