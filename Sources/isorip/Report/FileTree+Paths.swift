import RescueCore

extension FileTree.Entry {
    /// Whether the path is that of a directory above the entry, or its own.
    func isBelow(_ directory: [UInt8]) -> Bool {
        let path = path
        if directory == [UInt8(ascii: "/")] { return true }
        return path.starts(with: directory)
            && (path.count == directory.count || path[directory.count] == UInt8(ascii: "/"))
    }
}
