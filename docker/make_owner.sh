#!/usr/bin/env bash
# Run once by the PostgreSQL image on an empty volume: the owner of the tables, who may make roles but is no superuser.
set -euo pipefail
psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 \
    --set password="$(cat /run/secrets/owner_password)" <<'SQL'
CREATE ROLE examops_owner LOGIN CREATEROLE PASSWORD :'password';
CREATE DATABASE examops OWNER examops_owner;
SQL
