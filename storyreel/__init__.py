"""storyreel: a screenplay goes in, a finished film comes out.

This package is the library; it knows nothing of Prefect.
"""

__version__ = "0.1.0"
