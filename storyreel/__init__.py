"""storyreel: a screenplay goes in, a finished film comes out.

This package is the library; Prefect is not imported in it.
"""

__version__ = "0.1.0"
