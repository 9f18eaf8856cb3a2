# shellcheck shell=bash
# The programs of the lab. Uses $lab, $package, $cache and $configuration.
# shellcheck disable=SC2154 # what "Uses" names is set by whoever reads this file

build() {
    # The drive has to be fast, so that what is slow is the program under test.
    if swift build --package-path "$package" -c release --product labdrive &&
        swift build --package-path "$package" -c "$configuration" --product isorip; then
        return
    fi >"$cache/build.log" 2>&1
    tail -n 40 "$cache/build.log" >&2
    exit 1
}

build_directory() {
    swift build --package-path "$package" -c "$1" --show-bin-path
}

# Prints what the machine has to know, as assignments of the shell; more of them may be named.
settings() {
    printf '%s=%q\n' lab "$lab" bin "$(build_directory "$configuration")" \
        tools "$(build_directory release)" "$@"
}
