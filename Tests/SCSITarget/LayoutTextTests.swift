import Testing

@testable import RescueCore
@testable import SCSITarget

@Suite struct LayoutTextTests {
    private static func layout(_ lines: [String]) throws -> DiscLayout {
        try LayoutText.layout(lines, profile: .cdR, sectorCount: 20_000)
    }

    @Test func `without lines a disc has one data track`() throws {
        let layout = try Self.layout([])
        #expect(layout == DiscLayout(profile: .cdR, tracks: layout.tracks))
        #expect(layout.tracks.map(\.range) == [SectorRange(0, 20_000)])
        #expect(layout.tracks.map(\.content) == [.data])
    }

    @Test func `tracks follow each other, sessions leave a gap`() throws {
        let layout = try Self.layout([
            "track data 100", "track audio 50", "session", "track data rest",
        ])
        #expect(
            layout.tracks.map(\.range) == [
                SectorRange(0, 100), SectorRange(100, 150), SectorRange(11_550, 20_000),
            ])
        #expect(layout.tracks.map(\.session) == [1, 1, 2])
        #expect(layout.sectorCount == 20_000)
        #expect(layout.sessionCount == 2)
    }

    @Test func `readable are data tracks without run-out and Form 2`() throws {
        let layout = try Self.layout(["track data 100 tao", "track audio 50", "form2 10 5"])
        let readable = (0..<160).filter { layout.isReadable($0) }
        #expect(readable == Array(0..<10) + Array(15..<98))
        #expect(layout.readablePrefix(of: SectorRange(0, 100)) == 10)
        #expect(layout.readablePrefix(of: SectorRange(12, 20)) == 0)
        #expect(layout.readablePrefix(of: SectorRange(15, 100)) == 83)
    }

    @Test(arguments: [
        "track", "track data", "track data 0", "track data 20001", "track video 5",
        "track data 5 dao", "session 2", "claims many", "layers", "protected lock", "status odd",
        "form2 0 0", "dead 5 1",
    ])
    func `a line that means nothing is named`(line: String) {
        #expect(throws: LayoutText.Failure(description: "what is \"\(line)\"?")) {
            try Self.layout([line])
        }
    }
}
