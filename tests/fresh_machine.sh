#!/usr/bin/env bash
# A bare Debian 12, a clone of the current commit in it, and there, as a newcomer would: `scripts/slicecop check fixtures/demo`,
# the same without a network, and `scripts/test`. Needs root and debootstrap; takes about 4 GB in TMPDIR (/var/tmp) for a while.
#
#   tests/fresh_machine.sh [CHECKOUT]
#
# The mirror and whatever else it takes to reach it (proxies, certificates, npm's settings) are those of this machine.
set -euo pipefail
project=$(cd "${1:-$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/..}" >/dev/null && pwd -P)
release=bookworm

# Everything that is mounted below is mounted for this process alone and goes with it.
if [ "${SLICECOP_OWN_MOUNTS:-}" != "$PPID" ]; then
  [ "$(id -u)" = 0 ] || { echo "fresh_machine: only root can make one" >&2; exit 2; }
  command -v debootstrap >/dev/null || { echo "fresh_machine: debootstrap is not installed" >&2; exit 2; }
  machine=$(mktemp -d "${TMPDIR:-/var/tmp}/slicecop-machine-XXXXXX")
  trap 'rm -rf --one-file-system "$machine"' EXIT
  trap 'exit 130' INT TERM
  SLICECOP_OWN_MOUNTS=$$ SLICECOP_MACHINE=$machine unshare --mount --propagation private "$0" "$project"
  exit
fi
machine=$SLICECOP_MACHINE

started=$SECONDS
step() { printf '%5d s  %s\n' $((SECONDS - started)) "$*"; }
fail() { echo "fresh_machine: $*" >&2; exit 1; }

# The repositories of Debian 12 that this machine knows: "URI SUITE COMPONENT", one a line.
repositories() {
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT) $(CREATED_BY)' |
    awk -v release="$release" '$4 == "Packages" && $3 == "main" && ($2 == release || index($2, release "-") == 1) {print $1, $2, $3}' |
    sort -u
}
mirror=$(repositories | awk -v release="$release" '$2 == release {print $1; exit}')
[ -n "$mirror" ] || fail "this machine's apt sources name no mirror of Debian 12 ($release)"

step "debootstrap"
debootstrap --variant=minbase "$release" "$machine" "$mirror" >"$machine.log" 2>&1 ||
  { tail -n 20 "$machine.log" >&2; rm -f "$machine.log"; fail "debootstrap failed"; }
rm -f "$machine.log"

step "handing over the settings of this machine"
repositories | sed 's/^/deb /' >"$machine/etc/apt/sources.list"
apt-config dump | grep -E '^Acquire::(https?|Check-|Retries|ForceIPv|Languages)' >"$machine/etc/apt/apt.conf.d/90handed-over" || true
for file in /etc/resolv.conf /etc/hosts; do cp -L "$file" "$machine$file"; done
# A bare machine has no certificates; those of this one may hold more than Debian's, and Debian's package adds its own to them.
mkdir -p "$machine/usr/local/share/ca-certificates" "$machine/etc/ssl/certs"
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then
  cp -L /etc/ssl/certs/ca-certificates.crt "$machine/etc/ssl/handed-over.crt"
fi
find /usr/local/share/ca-certificates -name '*.crt' -exec cp -L -t "$machine/usr/local/share/ca-certificates" {} +
if command -v npm >/dev/null; then
  for setting in globalconfig userconfig; do
    file=$(npm config get "$setting" 2>/dev/null) || continue
    if [ -f "$file" ]; then cat "$file"; fi
  done | grep -vE '^ *(prefix|cache|nodedir|cafile) *=' >"$machine/root/.npmrc" || true
fi

step "cloning"
git -c safe.directory='*' clone --quiet --no-hardlinks "$project" "$machine/root/slicecop" ||
  fail "could not clone $project"

mount -t proc proc "$machine/proc"
mount -t sysfs -o ro sysfs "$machine/sys"
mount --rbind /dev "$machine/dev"
mount -t tmpfs tmpfs "$machine/tmp"

# inside COMMAND...: in the machine, in a folder that is not the checkout, with the few variables that say how to reach a network.
inside() {
  local handed=() name
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY CI; do
    if [ -n "${!name:-}" ]; then handed+=("$name=${!name}"); fi
  done
  if [ -e "$machine/etc/ssl/handed-over.crt" ]; then
    handed+=(NODE_EXTRA_CA_CERTS=/etc/ssl/handed-over.crt)
  fi
  env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "${handed[@]}" \
    ${without_network:+unshare --net} chroot "$machine" /bin/sh -c 'cd /root && exec "$@"' sh "$@" </dev/null
}

step "scripts/slicecop as a user who may not install"
chmod 755 "$machine" "$machine/root"
status=0
output=$(inside setpriv --reuid 65534 --regid 65534 --clear-groups slicecop/scripts/slicecop version 2>&1) || status=$?
echo "$output"
[ "$status" = 2 ] && grep -q 'apt-get install .*cmake' <<<"$output" || fail "it should say what to install, and exit 2, not $status"

lint() {
  status=0
  inside slicecop/scripts/slicecop check slicecop/fixtures/demo >"$machine/root/findings" || status=$?
  [ "$status" = 1 ] && [ -s "$machine/root/findings" ] || fail "the demo has findings: status 1 is due, not $status"
}
step "scripts/slicecop check fixtures/demo"
lint
head -n 5 "$machine/root/findings"

step "the same without a network"
before=$EPOCHREALTIME
without_network=yes lint
took=$(awk "BEGIN {printf \"%.2f\", $EPOCHREALTIME - $before}")
echo "took $took s"

step "scripts/test"
inside slicecop/scripts/test || fail "scripts/test failed"
step "done"
