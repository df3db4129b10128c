# shellcheck shell=bash
# What scripts/slicecop and scripts/test share: which packages are needed, how they are installed, and how a preset is built.
# Sourced, with `root` set to the checkout. Everything it says goes to standard error; standard output is the program's.

# Debian's default, not whatever `c++` means on this machine.
compiler=${CXX:-g++}

# A package and what shows that it is there, wherever it came from: a command on PATH, or a header. Debian's and Ubuntu's names.
program_packages=(
  "g++ command:${compiler%% *}"
  "cmake command:cmake"
  "ninja-build command:ninja"
  "nlohmann-json3-dev header:nlohmann/json.hpp"
  "libcli11-dev header:CLI/CLI.hpp"
  "libtomlplusplus-dev header:toml++/toml.h"
  "libfmt-dev header:fmt/format.h"
  "libxxhash-dev header:xxhash.h"
)
fetch_packages=(
  "npm command:npm"
  "ca-certificates file:/etc/ssl/certs/ca-certificates.crt"
)
test_packages=(
  "git command:git"
  "python3 command:python3"
  "catch2 header:catch2/catch.hpp header:catch2/catch_all.hpp"
)
# Without these the tests still run, and say what was not run.
tool_packages=(
  "clang-format-19 command:clang-format-19"
  "clang-tidy-19 command:clang-tidy-19"
  "clang-19 command:clang++-19"
  "libclang-rt-19-dev file:/usr/lib/llvm-19/lib/clang/19/lib/linux"
  "ccache command:ccache"
)

say() { printf 'slicecop: %s\n' "$*" >&2; }
# Progress is for a person who waits; a pipe gets failures alone.
progress() { if [ -t 2 ]; then say "$*"; fi; }
give_up() { say "$*"; exit 2; }

# there PROBE...: whether one of the probes finds its command, header or file.
there() {
  local probe name folder
  for probe in "$@"; do
    name=${probe#*:}
    case $probe in
      command:*) if command -v "$name" >/dev/null; then return 0; fi ;;
      file:*) if [ -e "$name" ]; then return 0; fi ;;
      header:*)
        for folder in /usr/include /usr/local/include; do
          if [ -e "$folder/$name" ]; then return 0; fi
        done ;;
    esac
  done
  return 1
}

# missing LINE...: the packages among these lines of which nothing is found, in one line.
missing() {
  local line package probes names=()
  for line in "$@"; do
    read -r package probes <<<"$line"
    # shellcheck disable=SC2086  # the probes are words
    there $probes || names+=("$package")
  done
  echo "${names[*]}"
}

# As root `env` is the whole prefix; elsewhere sudo is asked, without a password.
as_root() {
  if [ "$(id -u)" = 0 ]; then env "$@"; else sudo -n env "$@"; fi
}
may_install() {
  command -v apt-get >/dev/null || return 1
  [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

# in_turn LOCK COMMAND...: one process at a time; a second waits.
in_turn() {
  local lock=$root/build/$1.lock
  shift
  mkdir -p "$root/build"
  (
    flock 9
    "$@" 9>&-
  ) 9>"$lock"
}

apt_install() {
  as_root DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@" </dev/null
}

# The lists of a fresh machine are empty, those of an old one name files that are gone: both are mended by one update.
install_now() {
  local log=$root/build/install.log
  apt_install "$@" >"$log" 2>&1 && return
  as_root apt-get update </dev/null >>"$log" 2>&1 || true
  apt_install "$@" >>"$log" 2>&1
}

# require LINE...: installs what is missing of these packages, or says which they are and how to install them.
require() {
  local names
  names=$(missing "$@")
  [ -n "$names" ] || return 0
  if ! may_install; then
    say "these packages are missing: $names"
    if command -v apt-get >/dev/null; then
      say "install them with: sudo apt-get install -y --no-install-recommends $names"
    else
      say "those are Debian's names; install what they hold, then run this again"
    fi
    exit 2
  fi
  say "installing $names"
  # shellcheck disable=SC2086  # the packages are words
  if ! in_turn install install_now $names; then
    tail -n 20 "$root/build/install.log" >&2
    give_up "could not install: $names (the whole output: build/install.log)"
  fi
  names=$(missing "$@")
  [ -z "$names" ] || give_up "installed, but still not found: $names"
}

# offer LINE...: the same for packages that one can do without: as many as there are.
offer() {
  local names name
  names=$(missing "$@")
  if [ -z "$names" ] || ! may_install; then return 0; fi
  say "installing $names"
  # shellcheck disable=SC2086
  in_turn install install_now $names && return
  for name in $names; do in_turn install apt_install "$name" >"$root/build/install.log" 2>&1 || true; done
}

# The sources from npm. The copy of the lock file, written last, says that all of them arrived.
fetched() { cmp -s "$root/third_party/package-lock.json" "$root/third_party/node_modules/.fetched-lock.json"; }
fetch_now() {
  fetched && return
  (cd "$root/third_party" && npm ci --ignore-scripts --prefer-offline --no-audit --no-fund --no-update-notifier) \
    </dev/null >"$root/build/npm.log" 2>&1 || return
  cp "$root/third_party/package-lock.json" "$root/third_party/node_modules/.fetched-lock.json"
}
fetch_sources() {
  fetched && return
  require "${fetch_packages[@]}"
  progress "fetching sources with npm"
  if ! in_turn fetch fetch_now; then
    tail -n 20 "$root/build/npm.log" >&2
    give_up "npm could not fetch the sources in third_party (the whole output: build/npm.log)"
  fi
}

# A folder's time changes when a file in it appears or goes, so folders are compared too. Not git: a clone may be without it.
current() {
  local folder=$root/build/$1 newer
  [ -x "$folder/slicecop" ] && [ -e "$folder/built" ] || return
  newer=$(find "$root"/{linter,rules,CMakeLists.txt,CMakePresets.json} "$root"/third_party/{CMakeLists.txt,package-lock.json} \
    -newer "$folder/built" -print -quit) && [ -z "$newer" ]
}

# configure PRESET: a build folder that was moved here from elsewhere starts afresh.
configure() {
  local folder=$root/build/$1
  if [ -e "$folder/build.ninja" ] && grep -qsFx "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then return; fi
  if [ "$compiler" = g++ ] && [ "$(g++ -dumpversion | cut -d. -f1)" -lt 12 ]; then
    echo "g++ 12 or newer is needed, this is $(g++ -dumpversion)"
    return 1
  fi
  (cd "$root" && CC=${CC:-gcc} CXX=$compiler cmake --fresh --preset "$1")
}

# Lines of progress would hide what failed.
show_failure() { grep -vE '^(\[[0-9]+/[0-9]+\]|ninja: Entering|-- |Preset CMake variables:|  [A-Z_]+=|$)' "$1" | head -n 200; }

# build_now PRESET [TARGET...]: what the compiler says is kept and shown if it fails.
build_now() {
  local preset=$1 folder=$root/build/$1 log=$root/build/$1.log
  shift
  mkdir -p "$folder"
  touch "$folder/started"
  if ! { configure "$preset" && ninja -C "$folder" -j "$(nproc)" "$@"; } </dev/null >"$log" 2>&1; then
    show_failure "$log" >&2
    return 1
  fi
  mv "$folder/started" "$folder/built"
}
build() { in_turn "$1" build_now "$@"; }

# The whole way of scripts/slicecop when the program is out of date.
build_program_now() {
  current release && return
  build_now release slicecop
}
build_program() {
  require "${program_packages[@]}"
  fetch_sources
  progress "building the program; the first time takes some minutes"
  in_turn release build_program_now || give_up "the build failed (the whole output: build/release.log)"
}
