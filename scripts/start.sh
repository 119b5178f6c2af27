#!/usr/bin/env bash
# "demo": database, demo data and one report. "run": the same, then web server and worker until Ctrl-C.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
wat=${1:-run}
adres=${ADRES:-127.0.0.1:8000}
rapport=uit/westerveld.pdf

meld() { printf '==> %s\n' "$*"; }
beheer() { .venv/bin/python manage.py "$@"; }

export BASIS_ADRES=${BASIS_ADRES:-http://$adres}
mkdir -p uit

if [ "$wat" = run ] && (exec 3<>"/dev/tcp/${adres%:*}/${adres##*:}") 2>/dev/null; then
  printf 'Op %s draait al iets. Stop dat eerst, of kies een ander adres: make run ADRES=127.0.0.1:8001\n' "$adres" >&2
  exit 2
fi

meld "database"
beheer migrate --verbosity 0
meld "demogegevens"
beheer demo
meld "jaarbericht van Westerveld over 2024"
beheer jaarbericht GM1701 2024 --uit "$rapport"

if [ "$wat" = demo ]; then
  printf '\nKlaar. Het jaarbericht staat in %s.\nMet make run start je de website.\n' "$rapport"
  exit
fi

meld "bestanden voor de website"
beheer collectstatic --no-input --verbosity 0

stop() {
  trap - INT TERM EXIT
  kill -TERM "${web:-}" "${werker:-}" 2>/dev/null || true
  wait
}
trap stop EXIT
trap 'exit 0' INT TERM

.venv/bin/gunicorn catalogus.wsgi --bind "$adres" --workers 2 --threads 4 --log-level warning &
web=$!
# Not through beheer: the signal has to reach Python, not a subshell.
.venv/bin/python manage.py werker &
werker=$!

cat <<TEKST

De Activiteitencatalogus draait op http://$adres/
Het jaarbericht van Westerveld staat in $rapport.

Inloggen kan met een van deze adressen. Het wachtwoord is steeds demo-wachtwoord-2027
  beheer@voorbeeld.example           beheer van de bibliotheek
  redactie@voorbeeld.example         catalogus en jaarberichten
  controller@voorbeeld.example       tarieven en kostprijzen
  accountmanager@voorbeeld.example   gemeenten en hun keuzes
  vestiging@voorbeeld.example        registreren in een vestiging
  directie@voorbeeld.example         jaarberichten vaststellen
  opsteller@voorbeeld.example        gemeente: een keuze maken
  fiatteur@voorbeeld.example         gemeente: een keuze goedkeuren en indienen

Stoppen: Ctrl-C
TEKST

# Either one stopping ends both: half a system looks as if it works.
wait -n
meld "de website of de werker is gestopt" >&2
exit 1
