"""The product's own settings, on servers of the test run's own: a fresh folder, real PostgreSQL, real Valkey."""

import atexit
import os
import shutil
import tempfile

# Side by side, each worker has servers of its own; processes that a test starts are its worker's.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if os.environ.get("EXAMOPS_TEST_WORKER", "none") != WORKER:
    folder = tempfile.mkdtemp(prefix="examops-test-")
    os.chmod(folder, 0o755)  # noqa: S103 - PostgreSQL runs as another user where the tests run as root
    os.environ["EXAMOPS_TEST_VAR"], os.environ["EXAMOPS_TEST_WORKER"] = folder, WORKER
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
os.environ["VAR"] = os.environ["EXAMOPS_TEST_VAR"]
for name in ("DATABASE_URL", "REDIS_URL", "PORT", "EXAMOPS_ROLE"):
    os.environ.pop(name, None)

from examops import settings as product  # noqa: E402

globals().update({name: value for name, value in vars(product).items() if name.isupper()})

ALLOWED_HOSTS = ["*"]
# Hashed names of static files come from collectstatic, which tests of pages through the client do not run.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Nodes that tests start as processes hash as the product does.
PASSWORD_HASHERS = ["tests.hashers.QuickPersonHasher", *product.PASSWORD_HASHERS[1:]]
