#!/bin/sh
# Runs once, when the data folder is new. Every service owns one database and may not even connect to another's.
set -eu

for name in intake review publicity sync bus keycloak; do
  variable="$(printf '%s' "$name" | tr '[:lower:]' '[:upper:]')_DATABASE_PASSWORD"
  eval "password=\${$variable:?$variable is not set}"
  # The password goes in by standard input, not as an argument that a list of processes shows.
  psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<SQL
\set role tongxiu_$name
\set password '$password'
create role :"role" login password :'password';
create database :"role" owner :"role" template template0 encoding 'UTF8' locale 'C.UTF-8';
revoke all on database :"role" from public;
SQL
done
