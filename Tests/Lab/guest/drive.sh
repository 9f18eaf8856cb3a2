# shellcheck shell=bash
# The drive of a scenario: the program behind /dev/sr0. Uses $tools.

# shellcheck disable=SC2154 # what "Uses" names is set by whoever reads this file

# Waits up to so many tenths of a second for a command to succeed.
wait_for() {
    local tenths=$1
    shift
    until "$@" 2>/dev/null; do
        tenths=$((tenths - 1))
        [ "$tenths" -gt 0 ] || return 1
        sleep 0.1
    done
}

drive_is_on() { [ -b /dev/sr0 ] && [ -c /dev/sg0 ] && blockdev --getro /dev/sr0 >/dev/null; }

drive_is_off() { ! [ -e /sys/kernel/config/target/core/user_0/drive ]; }

# Puts the disc "disc" of this directory into the drive; more arguments go to the program.
start_drive() {
    "$tools/labdrive" serve disc --statistics statistics.json --log commands.log "$@" \
        >drive.log 2>&1 &
    drive=$!
    wait_for 100 drive_is_on
}

stop_drive() {
    kill -TERM "$drive" 2>/dev/null
    wait_for 100 drive_is_off
    kill -KILL "$drive" 2>/dev/null
    wait "$drive" 2>/dev/null
}

# Prints a number of the drive's statistics.
number_in_statistics() { sed -n "s/.*\"$1\": \([0-9.]*\).*/\1/p" statistics.json; }
