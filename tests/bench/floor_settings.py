"""The test run's settings with the floor among the addresses, for the server that is measured."""

from tests import settings as ours

globals().update({name: value for name, value in vars(ours).items() if name.isupper()})

ROOT_URLCONF = "tests.bench.floor"
