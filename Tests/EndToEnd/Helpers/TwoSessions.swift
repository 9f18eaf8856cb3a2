import RescueCore
import Testing

/// The image of a disc of two sessions, with a record that knows them.
enum TwoSessions {
    /// Where the second session begins.
    static let second: LBA = 2000

    /// Makes `disc.iso` and its record; the sessions are also in `first.iso` and `second.iso`, which
    /// has `list` as its `md5sum.txt`.
    static func make(list: String? = nil) throws -> TemporaryFolder {
        let folder = try TemporaryFolder(inMemory: true)
        for (name, label, options) in [
            ("first", "EARLIER", [String]()), ("second", "LATER", ["-C", "0,\(second)"]),
        ] {
            try folder.makeFolder("\(name)/folder")
            for number in 1...3 {
                let text = String(repeating: "\(name) \(number) ", count: number * 900)
                try folder.write("\(name)/folder/\(name)-\(number).txt", text)
            }
            if name == "second", let list { try folder.write("second/md5sum.txt", list) }
            let made = try Program.genisoimage.run(
                ["-quiet", "-r", "-V", label] + options + ["-o", "\(name).iso", name], in: folder)
            try #require(made.status == 0, "\(made.stderr)")
        }
        let first = folder.bytes("first.iso")
        let gap = [UInt8](repeating: 0, count: second * Sector.size - first.count)
        try folder.write("disc.iso", first + gap + folder.bytes("second.iso"))
        try writeRecord(in: folder)
        return folder
    }

    /// The record of a rip, with the tracks of a disc of two sessions put into it: as in every
    /// fingerprint, they are told in one session.
    private static func writeRecord(in folder: TemporaryFolder) throws {
        try folder.write("script", "disc CD-R\ncontent image \(folder.path("disc.iso"))\n")
        let ripped = try Program.isorip.run(
            "rip", "--simulate", "script", "-q", "-o", "out.iso", in: folder)
        try #require(ripped.status == 0, "\(ripped.stderr)")
        let tracks = """
            "tracks" : [
            {"content" : "data", "end" : 1000, "number" : 1, "session" : 1, "start" : 0},
            {"content" : "data", "end" : 2300, "number" : 2, "session" : 1, "start" : \(second)}]
            """
        let record = folder.text("out.iso.json")
        try folder.write(
            "disc.iso.json", record.replacing(#/"tracks" : \[[^\]]*\]/#, with: tracks))
    }

    /// The files of a session and their places on the disc, as they were before.
    static func files(of session: String, in folder: TemporaryFolder) throws -> Set<FileListing> {
        let listing = try Program.isoinfo.run(
            session == "first"
                ? ["-l", "-R", "-i", "first.iso"]
                : ["-l", "-R", "-N", "\(second)", "-i", "second.iso"], in: folder)
        let lines = listing.stdout.split(separator: "\n").filter { $0.contains("\(session)-") }
        return try Set(
            lines.map { line in
                let fields = line.split(separator: " ").map(String.init)
                let place = try #require(line.firstMatch(of: #/\[ *(\d+) /#).flatMap { Int($0.1) })
                let size = try #require(fields.count > 4 ? Int(fields[4]) : nil)
                return FileListing(
                    path: "/folder/\(fields[fields.count - 1])", size: size, starts: [place])
            })
    }
}
