# shellcheck shell=bash
# The virtual machine: what it needs from Debian, its kernel, and one run of it.
# Uses $lab (this directory) and $cache.
# shellcheck disable=SC2154 # both are set by whoever reads this file

modules=(
    virtio_pci virtio_blk 9pnet_virtio 9p overlay configfs uio target_core_user tcm_loop
    sr_mod sg isofs udf ext4 loop
)

# Installs the machine, and the programs that scenarios and peers use.
install_packages() {
    "$lab/../install" qemu-system-x86 qemu-utils busybox-static cpio zstd kmod \
        sg3-utils libcdio-utils gddrescue genisoimage wodim xorriso udftools
}

# Unpacks the kernel of Debian into the cache; it is not installed on this machine.
unpack_kernel() {
    compgen -G "$cache/kernel/boot/vmlinuz-*" >/dev/null && return
    local package
    package=$(apt-cache depends linux-image-amd64 | awk '/Depends: linux-image/{print $2; exit}')
    rm -rf "$cache/download" && mkdir -p "$cache/download"
    (cd "$cache/download" && apt-get download -qq "$package" 2>/dev/null)
    dpkg -x "$cache/download/$package"_*.deb "$cache/kernel.new"
    rm -rf "$cache/download"
    /sbin/depmod -b "$cache/kernel.new" "$(ls "$cache/kernel.new/lib/modules")"
    mv "$cache/kernel.new" "$cache/kernel"
}

# Prints the files of the modules and of those that they need, in the order of loading.
module_files() {
    local module
    for module in "${modules[@]}"; do
        /sbin/modprobe -d "$cache/kernel" -S "$(ls "$cache/kernel/lib/modules")" \
            --show-depends "$module" 2>/dev/null | awk '/^insmod/{print $2}'
    done | awk '!seen[$0]++'
}

# Makes the initramfs: a shell, the modules and guest/init.
make_initramfs() {
    local initramfs=$cache/initramfs.zst
    [ "$initramfs" -nt "$lab/guest/init" ] && [ "$initramfs" -nt "$lab/host/machine.sh" ] && return
    local root file
    root=$(mktemp -d)
    mkdir -p "$root"/{bin,dev,proc,sys,host,memory,newroot,lib/modules}
    cp "$(command -v busybox)" "$root/bin/busybox"
    install -m 755 "$lab/guest/init" "$root/init"
    module_files | while read -r file; do
        cp "$file" "$root/lib/modules/"
        basename "$file" >>"$root/loadlist"
    done
    (cd "$root" && find . | cpio -o -H newc 2>/dev/null | zstd -q -3 -f -o "$initramfs.new")
    mv "$initramfs.new" "$initramfs"
    rm -rf "$root"
}

prepare_machine() {
    mkdir -p "$cache"
    install_packages
    unpack_kernel
    make_initramfs
}

# Boots the machine with a directory as its /mnt; it runs the file "job" in there and goes off.
# What follows the time limit are options of QEMU.
run_machine() {
    local out=$1 seconds=$2
    shift 2
    timeout "$seconds" qemu-system-x86_64 -accel tcg,thread=multi -cpu max -smp 1 \
        -m "${LAB_MEMORY:-2048}" -nographic -no-reboot -nodefaults -serial stdio \
        -kernel "$cache"/kernel/boot/vmlinuz-* -initrd "$cache/initramfs.zst" \
        -append "console=ttyS0 quiet panic=-1" \
        -virtfs local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap \
        -virtfs "local,path=$out,mount_tag=out,security_model=none" \
        "$@" </dev/null >"$out/console.log" 2>&1
}
