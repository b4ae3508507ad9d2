"""``manage.py up``: starts what a node needs, watches it, and stops it in order."""
