"""Paints places and people as SVG layers and films them with a moving camera.

`draw_keyframes` gives a shot's two ends, `shoot_clip` a segment of it. Import them from `keyframes` and
`clips`: the compositor's compiler takes a second to load, and a painter of places does not need it.
"""
