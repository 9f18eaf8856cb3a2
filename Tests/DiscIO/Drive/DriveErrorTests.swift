import DiscIO
import RescueCore
import Testing

@Suite struct DriveErrorTests {
    private static let all: [DriveError] = [
        .notFound("/dev/sr9"), .notADevice("/dev/sr9"), .notAnOpticalDrive("/dev/sr9"),
        .permissionDenied("/dev/sr9", group: "cdrom"), .permissionDenied("/dev/sr9", group: nil),
        .busy("/dev/sr9"), .gone("/dev/sr9"), .noDisc("/dev/sr9"), .notReady("/dev/sr9", nil),
        .notReady("/dev/sr9", .becomingReady), .unusableDisc("/dev/sr9", .noMedium),
        .unreadableCapacity("/dev/sr9"), .unreadableTOC("/dev/sr9"), .noDrive,
        .severalDrives(["/dev/sr8", "/dev/sr9"]), .system("/dev/sr9", errno: 5),
        .refusesSG("/dev/sr9", errno: 1),
    ]

    @Test func `every error is one sentence of its own that names the drive`() {
        let sentences = Self.all.map(\.description)
        #expect(Set(sentences).count == sentences.count)
        for (error, sentence) in zip(Self.all, sentences) {
            #expect(sentence.contains("/dev/sr9") || error == .noDrive, "\(sentence)")
            #expect(sentence.count > 20 && !sentence.contains("\n") && !sentence.hasSuffix("."))
        }
    }

    @Test func `a missing permission names the group and how to join it`() {
        let sentence = DriveError.permissionDenied("/dev/sr0", group: "cdrom").description
        #expect(sentence.contains("\"cdrom\"") && sentence.contains("usermod -aG cdrom"))
    }

    @Test func `paths that are no drives are told apart`() {
        #expect(throws: DriveError.notFound("/dev/none-such")) {
            _ = try Drive.open("/dev/none-such")
        }
        #expect(throws: DriveError.notADevice("/dev/null")) { _ = try Drive.open("/dev/null") }
        #expect(throws: DriveError.notADevice("/dev/null")) {
            _ = try Drive.open("/dev/null", over: .sg)
        }
        #expect(throws: DriveError.notADevice("/")) { _ = try Drive.open("/") }
        #expect(throws: DriveError.notFound("/dev/null/x")) { _ = try Drive.open("/dev/null/x") }
    }
}
