import RescueCore
import Testing

@Suite struct MapfileTests {
    @Test func `comments cannot carry control characters`() {
        #expect(Mapfile.harmlessComment("a\nb\u{1B}[2Jc\u{202E}d\r\u{85}") == "a?b?[2Jc?d??")
    }

    @Test func `comments are cut to a line of 120 bytes, between two characters`() {
        #expect(Mapfile.harmlessComment(String(repeating: "x", count: 500)).utf8.count == 118)
        let cut = Mapfile.harmlessComment("x" + String(repeating: "ä", count: 500))
        #expect(cut.utf8.count == 117)
        #expect(cut.hasSuffix("ä"))
    }

    @Test func `no line is longer than ddrescue's buffer, whatever the comments`() {
        let long = String(repeating: "äöü ", count: 100)
        let header = Mapfile.header(
            version: "1", commandLine: long, startTime: long, currentTime: long)
        let file = Mapfile(
            map: SectorMap(sectorCount: 1), position: .max, pass: 9, comments: header)
        let longest = file.text().split(separator: 0x0A).map(\.count).max() ?? 0
        #expect(longest <= 120)
    }

    @Test func `activities and phases go together`() {
        let activities = RescuePhase.allCases.map(Mapfile.Activity.init)
        // To ddrescue, what lies between two failures is not tried yet, as all the rest.
        #expect(Mapfile.Activity(.sweeping) == .copying)
        #expect(
            activities.filter { $0.phase != .copying }.map(\.phase)
                == RescuePhase.allCases.filter { $0 != .copying && $0 != .sweeping })
        #expect(String(decoding: activities.map(\.rawValue), as: UTF8.self) == "?*?/-+")
    }
}
