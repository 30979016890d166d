"""The version of the distribution; part of the fingerprint of every extraction run."""

__version__ = "0.1.0"
