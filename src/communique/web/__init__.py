"""The ledger as pages, on this machine."""

from communique.web.app import create_app

__all__ = ["create_app"]
