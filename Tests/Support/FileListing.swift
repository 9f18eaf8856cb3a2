import Foundation
import RescueCore

/// Where a file's bytes lie, as a line of a list that can be compared with another program's.
struct FileListing: Hashable, CustomStringConvertible {
    var path: String
    var size: Int
    /// The first sector of each extent; none of an empty file.
    var starts: [LBA]

    var description: String { "\(path) \(size) \(starts)" }
}

extension FileListing {
    /// The files of a tree.
    static func all(of tree: FileTree) -> Set<FileListing> {
        Set(
            tree.indices.map { tree[$0] }.filter { $0.kind == .file }.map { entry in
                FileListing(
                    path: entry.pathText, size: entry.size,
                    starts: entry.size == 0 ? [] : entry.extents.map(\.sectors.start))
            })
    }

    /// The files that xorriso finds in an image, in the tree `any`, `norock` or `ecma119`.
    static func ofXorriso(
        _ image: String, reading: String, in folder: TemporaryFolder
    ) throws -> Set<FileListing> {
        let answer = try Program.xorriso.run(
            "-read_fs", reading, "-indev", "stdio:" + image, "-find", "/", "-exec", "report_lba",
            "--", in: folder)
        var found: [String: FileListing] = [:]
        for line in answer.stdout.split(separator: "\n") {
            guard let colon = line.range(of: "File data lba:") else { continue }
            let fields = line[colon.upperBound...].split(separator: ",", maxSplits: 4).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard fields.count == 5, let start = Int(fields[1]), let size = Int(fields[3]) else {
                continue
            }
            // Names are quoted for a shell; the tests have no quotes in theirs.
            let path = String(fields[4].dropFirst().dropLast())
            let before = found[path]?.starts ?? []
            found[path] = FileListing(
                path: path, size: size, starts: size == 0 ? [] : before + [start])
        }
        return Set(found.values)
    }
}
