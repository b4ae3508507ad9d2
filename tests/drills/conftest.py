"""A run of papers on the road, as stories of custody begin with it."""

from tests.paper_custody.conftest import leaving, papers

__all__ = ["leaving", "papers"]
