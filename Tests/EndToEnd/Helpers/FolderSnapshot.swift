import Foundation

/// Everything in a folder: names, kinds and bytes; equal to another one if nothing was changed.
struct FolderSnapshot: Equatable {
    private var entries: [String: Data] = [:]
    private var kinds: [String: String] = [:]

    init(of folder: TemporaryFolder) {
        let names = FileManager.default.enumerator(atPath: folder.path)
        for case let name as String in names ?? .init() {
            let path = folder.path(name)
            let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type]
            kinds[name] = (kind as? FileAttributeType)?.rawValue ?? "unknown"
            guard kinds[name] == FileAttributeType.typeRegular.rawValue else { continue }
            entries[name] = FileManager.default.contents(atPath: path)
        }
    }
}

extension FolderSnapshot: CustomStringConvertible {
    /// Names and sizes; the bytes are too many to be shown.
    var description: String {
        kinds.keys.sorted().map { "\($0) (\(entries[$0]?.count ?? 0) bytes)" }
            .joined(separator: ", ")
    }
}
