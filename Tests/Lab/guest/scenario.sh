# shellcheck shell=bash
# One scenario: read its file, run its commands against its disc, compare with what it expects.
# Uses $lab, $bin, $tools and $peer; leaves what the scenario wrote in /mnt/NAME.

# shellcheck disable=SC2154 # what "Uses" names is set by whoever reads this file

# Prints what stands behind a keyword in the scenario's file, a line for each time.
lines_of() { sed -n "s/^$1  *//p" "$scenario"; }

# Prints what is expected of one thing: "expect THING ..." without the first two words.
expected() { lines_of expect | sed -n "s/^$1  *//p"; }

# Adds the outcome of a scenario to the results.
result() { printf '%s %s %s\n' "$2" "$1" "${3:-}" >>/mnt/results; }

# The program that reads the disc if the scenario does not say: isorip, or a peer of it.
default_command() {
    case $peer in
        ddrescue) echo "ddrescue -d -b2048 -r1 /dev/sr0 out.iso out.iso.map" ;;
        readom) echo "readom -noerror dev=/dev/sr0 f=out.iso" ;;
        xorriso) echo "xorriso -abort_on NEVER -indev /dev/sr0 -check_media use=indev data_to=out.iso --" ;;
        *) echo "isorip rip /dev/sr0 -o out.iso" ;;
    esac
}

job_commands() {
    echo "PATH=$bin:$tools:$lab/guest:\$PATH"
    if [ -n "$(lines_of run)" ]; then lines_of run; else default_command; fi
}

# What was missed and what is wrong in the image, as the program "labdrive check" prints it.
check_image() {
    expected image | grep -qx none && return
    if ! [ -f out.iso ]; then
        echo "no image"
        return
    fi
    local files=(out.iso)
    [ -f out.iso.map ] && files+=(out.iso.map)
    "$tools/labdrive" check disc "${files[@]}" 2>&1
}

# What the scenario expects of that: the sectors it names, and nothing wrong besides.
expected_image() {
    expected image | grep -qx none && return
    local sectors
    sectors=$(expected sectors)
    if [ -n "$(lines_of make)" ]; then
        echo "sectors ${sectors:-$(($(stat -c %s disc.iso) / 2048))}"
    else
        echo "sectors ${sectors:-$(lines_of size)}"
    fi
    lines_of expect | grep '^missing '
    lines_of expect | grep '^wrong '
}

# Prints every text that is expected in a file and is not there.
absent_texts() {
    local text
    expected "$1" | while read -r text; do
        grep -qF -- "$text" "$2" || echo "$1: no \"$text\"; "
    done
}

# Prints in one line what is not as expected; nothing if all is.
complaints() {
    local status=$1 wanted
    wanted=$(expected exit)
    [ "$status" = "${wanted:-0}" ] || echo "exit $status; "
    check_image >image.found
    expected_image >image.expected
    diff image.expected image.found | sed -n 's/^[<] /not: /p; s/^[>] /found: /p' | head -4 |
        sed 's/$/; /'
    absent_texts says output.log
    absent_texts kernel kernel.log
}

# Prints what a peer achieved, for a table.
peer_report() {
    check_image >image.found
    printf 'exit %s, %s missing, %s wrong, %s s of the drive, %s failed reads of %s\n' "$1" \
        "$(awk '$1 == "missing" {n += $3} END {print n + 0}' image.found)" \
        "$(awk '$1 == "wrong" {n += $3} END {print n + 0}' image.found)" \
        "$(number_in_statistics seconds | cut -d. -f1)" \
        "$(number_in_statistics failed_reads)" "$(number_in_statistics reads)"
}

judge() {
    local trouble
    if [ -n "$peer" ] && [ -z "$(lines_of run)" ]; then
        result "$name" peer "$(peer_report "$1")"
        return
    fi
    trouble=$(complaints "$1" | tr -d '\n')
    if [ -z "$trouble" ]; then
        result "$name" passed "($2 s)"
    else
        result "$name" failed "$trouble"
    fi
}

# Keeps the small files of a scenario where the host can read them.
keep_files() {
    mkdir -p "/mnt/$name"
    find . -maxdepth 1 -type f -size -200k ! -name out.iso -exec cp -t "/mnt/$name" {} +
}

run_scenario() {
    local name=$1 scenario=$lab/scenarios/$1 status start=$SECONDS limit options
    mkdir -p "/tmp/lab/$name" && cd "/tmp/lab/$name" || return
    grep -Ev '^(make|run|lab|limit|expect) ' "$scenario" >disc
    lines_of make | PATH=$bin:$lab/guest:$PATH bash -e >make.log 2>&1
    job_commands >commands
    dmesg -C
    limit=$(lines_of limit)
    read -ra options <<<"$(lines_of lab)"
    if start_drive "${options[@]}"; then
        timeout -k 5 "${limit:-100}" bash -e commands >output.log 2>&1 </dev/null
        status=$?
        stop_drive
        dmesg >kernel.log
        judge "$status" "$((SECONDS - start))"
    else
        stop_drive
        dmesg >kernel.log
        result "$name" failed "no drive: $(head -c 200 drive.log)"
    fi
    keep_files
    cd / && rm -rf "/tmp/lab/$name"
}
