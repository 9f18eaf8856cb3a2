import Foundation

/// A folder `tree` with what filesystems find hard: depth, long names, links, empty files.
enum SampleTree {
    /// The time of every file, in seconds since 1970.
    static let time = 1_600_000_000

    /// A file in more directories than ISO 9660 allows.
    static let deepest = "/one/two/three/four/five/six/seven/eight/nine/ten/leaf.txt"

    /// Links, and what they point to.
    static let links = [
        "/link": "one/two", "/up": "../../elsewhere", "/absolute": "/etc/hosts",
        "/long": "/" + String(repeating: "long", count: 20) + "/"
            + String(repeating: "name", count: 25),
    ]

    static func make(files: Int = 150) throws -> TemporaryFolder {
        let folder = try TemporaryFolder(inMemory: true)
        try folder.makeFolder("tree" + (deepest as NSString).deletingLastPathComponent)
        try folder.makeFolder("tree/many")
        try folder.makeFolder("tree/nothing")
        try folder.write("tree" + deepest, "a leaf\n")
        try folder.write("tree/empty", "")
        try folder.write("tree/no extension.", "x")
        let numbers = (1...4000).map { "\($0)\n" }.joined()
        try folder.write("tree/numbers.txt", numbers)
        try folder.write("tree/" + String(repeating: "z", count: 100), "one hundred letters")
        for number in 1...files {
            let name = "tree/many/a rather long name with blanks and umlauts, äöü, \(number).txt"
            try folder.write(name, String(repeating: "\(number) ", count: number * 20))
        }
        for (path, target) in links {
            try FileManager.default.createSymbolicLink(
                atPath: folder.path("tree" + path), withDestinationPath: target)
        }
        try age(folder)
        return folder
    }

    private static func age(_ folder: TemporaryFolder) throws {
        let names = FileManager.default.enumerator(atPath: folder.path("tree"))
        while let name = names?.nextObject() as? String {
            let path = folder.path("tree/\(name)")
            guard (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == nil else {
                continue
            }
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: TimeInterval(time))],
                ofItemAtPath: path)
        }
    }
}
