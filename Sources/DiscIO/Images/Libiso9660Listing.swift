import CCdio
import CLinux
import Glibc
import RescueCore
package import SystemPackage

/// Lists the files that libiso9660 finds in an image, as `ReaderRecord`s.
///
/// The library crashes on discs that are not as they should be, or reads on and on: this is only for
/// a process of its own that somebody watches over, see `ReaderProgram`.
@safe package struct Libiso9660Listing {
    private struct Directory {
        var lba: LBA
        /// With a NUL behind it, as the library takes it; `/` alone is the root.
        var path: [CChar]
    }

    private struct Entry {
        var name: [CChar]
        var lba: LBA
        var size: Int
        var isDirectory: Bool
    }

    /// A longer path is no path for any system (PATH_MAX).
    private static let longestPath = 4096

    private let volume: OpaquePointer
    private var output: RecordOutput
    /// All directories, in the order in which they are found.
    private var directories = [Directory(lba: 0, path: [slash, 0])]
    private var known: Set<LBA> = []
    private var entriesLeft: Int

    private static let slash = CChar(bitPattern: UInt8(ascii: "/"))

    /// Lists an image, as far as anybody listens.
    ///
    /// - Parameters:
    ///   - image: The image, which is only read.
    ///   - file: Where to write to.
    ///   - limit: So many entries are listed.
    package static func write(
        _ image: String, to file: FileDescriptor = .standardOutput,
        limit: Int = ReaderProgram.Limits().entries
    ) {
        guard mayStart() else { return }
        _ = Libcdio.call {
            var output = RecordOutput(file: file)
            // All extensions is what players ask for; of two trees the library then takes Joliet.
            let mask = iso_extension_mask_t(ISO_EXTENSION_ALL)
            let volume = unsafe image.withSystemPath { unsafe iso9660_open_ext($0, mask) }
            guard let volume = unsafe volume else {
                output.put(.refused)
                return output.flush()
            }
            output.put(.opened)
            var listing = unsafe Libiso9660Listing(
                volume: volume, output: output, entriesLeft: limit)
            listing.listAll()
            _ = unsafe iso9660_close(volume)
        }
    }

    /// Waits for a byte of standard input, which comes when all limits are set; where it ends before,
    /// whoever was to set them is gone.
    private static func mayStart() -> Bool {
        // The limit of time is kept by that process alone.
        _ = kill_with_parent()
        var byte: [UInt8] = [0]
        let count = unsafe byte.withUnsafeMutableBytes {
            unsafe try? FileDescriptor.standardInput.read(into: $0)
        }
        return count == 1
    }

    private mutating func listAll() {
        var place = 0
        while place < directories.count, output.isHeard {
            guard list(directories[place]) else {
                output.put(.tooMuch)
                return output.flush()
            }
            place += 1
        }
        output.put(.end)
        output.flush()
    }

    /// Lists a directory.
    ///
    /// - Returns: Whether the limit allows what is in it.
    private mutating func list(_ directory: Directory) -> Bool {
        guard let entries = entries(of: directory) else { return true }
        guard entries.count <= entriesLeft else { return false }
        entriesLeft -= entries.count
        let isRoot = directory.path.count == 2
        let start = isRoot ? entries.first { Self.isSelf($0.name) }?.lba ?? 0 : directory.lba
        if isRoot { known.insert(start) }
        for entry in entries where !Self.isSelf(entry.name) && !Self.isParent(entry.name) {
            let path = (isRoot ? [] : directory.path.dropLast()) + [Self.slash] + entry.name
            guard entry.isDirectory else {
                output.put(
                    .file(
                        entry.lba, size: entry.size, directory: start, path: Self.bytes(path)))
                continue
            }
            // It names no other file by this way, and may lead in circles.
            guard known.insert(entry.lba).inserted else { continue }
            if entry.name.isEmpty || entry.name.contains(Self.slash)
                || path.count > Self.longestPath
            {
                output.put(.unreachable(entry.lba, path: Self.bytes(path)))
            } else {
                directories.append(Directory(lba: entry.lba, path: path + [0]))
            }
        }
        return true
    }

    /// What is in a directory; nil if it cannot be read, which is told.
    private mutating func entries(of directory: Directory) -> [Entry]? {
        let path = Self.bytes(directory.path.dropLast())
        let isRoot = directory.path.count == 2
        guard let list = unsafe iso9660_ifs_readdir(volume, directory.path) else {
            let place = place(of: directory)
            output.put(
                isRoot || place == directory.lba
                    ? .unreadable(directory.lba, path: path)
                    : .unreachable(directory.lba, path: path))
            return nil
        }
        defer { unsafe iso9660_filelist_free(list) }
        var entries: [Entry] = []
        var next = unsafe _cdio_list_begin(list)
        while let node = unsafe next {
            unsafe next = _cdio_list_node_next(node)
            guard let data = unsafe _cdio_list_node_data(node) else { continue }
            let entry = unsafe data.assumingMemoryBound(to: iso9660_stat_t.self)
            guard let name = unsafe ccdio_iso9660_name(entry) else { continue }
            unsafe entries.append(
                Entry(
                    name: Array(UnsafeBufferPointer(start: name, count: strlen(name))),
                    lba: LBA(UInt32(bitPattern: entry.pointee.lsn)),
                    size: Int(entry.pointee.size),
                    isDirectory: entry.pointee.type == _STAT_DIR))
        }
        // The library looks a directory up by its name, and cuts some names, so that two are alike.
        let itself = entries.first { Self.isSelf($0.name) }
        if !isRoot, let itself, itself.lba != directory.lba, place(of: directory) != directory.lba {
            output.put(.unreachable(directory.lba, path: path))
            return nil
        }
        return entries
    }

    /// Where the library finds a directory by its path.
    private func place(of directory: Directory) -> LBA? {
        guard let found = unsafe iso9660_ifs_stat(volume, directory.path) else { return nil }
        defer { unsafe iso9660_stat_free(found) }
        return unsafe LBA(UInt32(bitPattern: found.pointee.lsn))
    }

    private static func isSelf(_ name: [CChar]) -> Bool { bytes(name).elementsEqual(".".utf8) }

    private static func isParent(_ name: [CChar]) -> Bool { bytes(name).elementsEqual("..".utf8) }

    private static func bytes(_ text: some Sequence<CChar>) -> [UInt8] {
        text.map { UInt8(bitPattern: $0) }
    }
}

/// Writes records in large pieces.
private struct RecordOutput {
    let file: FileDescriptor
    private var bytes: [UInt8] = []
    /// Whether somebody reads them still.
    private(set) var isHeard = true

    init(file: FileDescriptor) {
        self.file = file
    }

    mutating func put(_ record: ReaderRecord) {
        bytes += record.bytes
        if bytes.count >= 1 << 15 { flush() }
    }

    mutating func flush() {
        isHeard = isHeard && (try? file.writeAll(bytes)) != nil
        bytes = []
    }
}
