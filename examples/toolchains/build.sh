#!/bin/sh
# Compiles the programs of this folder with the toolchains that are there, and skips the others.
#   sh build.sh           writes program.wasm beside each source
#   sh build.sh --check   compiles into a temporary folder and fails when a program.wasm differs
# The toolchains by whose versions the committed files were made, of Debian 12 for C and Debian 13 for the others:
#   apt-get install clang-19 lld-19 wasi-libc libclang-rt-19-dev-wasm32 rustc libstd-rust-dev-wasm32 golang-1.24-go
# AssemblyScript is a dependency of this repository (npm ci).
set -eu
cd "$(dirname "$0")"
PATH=$PATH:/usr/lib/go-1.24/bin:$(cd ../.. && pwd)/node_modules/.bin
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
differing=

make_c() { clang-19 --target=wasm32-wasi -O2 -s c/main.c -o "$1"; }
make_rust() { rustc --target wasm32-wasip1 --edition 2021 -C opt-level=s -C lto -C panic=abort -C strip=symbols -C linker=wasm-ld-19 -o "$1" rust/main.rs; }
make_go() { GOOS=wasip1 GOARCH=wasm GOFLAGS= GO111MODULE=off go build -trimpath -buildvcs=false '-ldflags=-s -w -buildid=' -o "$1" go/main.go; }
make_assemblyscript() {
  # asc takes every path as relative to where it runs.
  modules=../../node_modules
  asc assemblyscript/main.ts --config $modules/@assemblyscript/wasi-shim/asconfig.json --path $modules -O3 --outFile out.wasm
  mv out.wasm "$1"
}

# Other versions make other bytes.
version() { "$@" 2>/dev/null | head -1 || true; }
has_c() { case $(version clang-19 --version)$(version dpkg-query -W wasi-libc) in *19.1.7*git20220510*) ;; *) return 1 ;; esac; }
has_rust() { case $(version rustc --version) in *1.85.1*) ;; *) return 1 ;; esac; }
has_go() { case $(version go version) in *go1.24.4*) ;; *) return 1 ;; esac; }
has_assemblyscript() { command -v asc >/dev/null; }

for language in c rust go assemblyscript; do
  "has_$language" || { echo "$language: skipped, its toolchain is not there"; continue; }
  "make_$language" "$fresh/program.wasm"
  if [ "${1:-}" != --check ]; then
    cp "$fresh/program.wasm" "$language/program.wasm"
    echo "$language: $(wc -c <"$language/program.wasm") bytes"
  elif [ "$(sha256sum <"$fresh/program.wasm")" = "$(sha256sum <"$language/program.wasm")" ]; then
    echo "$language: is what its recipe makes"
  else
    echo "$language: differs from what its recipe makes"
    differing=yes
  fi
done
[ -z "$differing" ]
