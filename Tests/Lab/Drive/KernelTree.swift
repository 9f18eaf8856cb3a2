import Glibc

/// The kernel's trees of small files, configfs and sysfs: each file a word to read or to write.
enum KernelTree {
    static func write(_ word: String, to path: String) throws(DriveFailure) {
        let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("open \(path)") }
        defer { close(descriptor) }
        guard unsafe Glibc.write(descriptor, word, word.utf8.count) == word.utf8.count else {
            throw .system("write \"\(word)\" to \(path)")
        }
    }

    /// Makes a file of the text, or replaces what it held.
    static func replace(_ path: String, with text: String) throws(DriveFailure) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system("create \(path)") }
        close(descriptor)
        try write(text, to: path)
    }

    static func read(_ path: String) throws(DriveFailure) -> String {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("open \(path)") }
        defer { close(descriptor) }
        var text: [UInt8] = []
        var bytes = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe Glibc.read(descriptor, &bytes, bytes.count)
            guard count >= 0 else { throw .system("read \(path)") }
            if count == 0 { break }
            text += bytes[..<count]
        }
        if text.last == UInt8(ascii: "\n") { text.removeLast() }
        return String(decoding: text, as: UTF8.self)
    }

    static func makeDirectory(_ path: String) throws(DriveFailure) {
        guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else {
            throw .system("make \(path)")
        }
    }

    static func link(_ path: String, to target: String) throws(DriveFailure) {
        guard unsafe symlink(target, path) == 0 else { throw .system("link \(path)") }
    }

    /// Removes a link or an empty directory; nothing happens if there is none.
    static func remove(_ path: String) {
        if unsafe unlink(path) != 0 {
            unsafe rmdir(path)
        }
    }
}
