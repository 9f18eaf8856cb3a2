import DiscIO
import RescueCore

/// The answers of drives with various discs in them, made byte by byte from MMC-6.
extension DriveScript {
    /// A drive with a finished data disc of one track.
    static func disc(_ profile: DiscProfile, sectorCount: Int) -> DriveScript {
        let script = DriveScript()
        script.answers = [
            0x00: [.data([])],
            0x12: [.data(Bytes.inquiry())],
            0x46: [.data(Bytes.configuration(profile.rawValue))],
            0x25: [.data(Bytes.capacity(sectorCount))],
            0x51: [.data(Bytes.discInformation(status: 2, sessions: 1, lastTrack: 1))],
            0x52: [.data(Bytes.trackInformation(1, session: 1, start: 0, size: sectorCount))],
            0x43: [.data(Bytes.toc([(1, true, 0)], leadOut: sectorCount))],
            0x28: [.sectors(after: .milliseconds(5))],
            0x1B: [.data([])], 0x1E: [.data([])], 0xBB: [.data([])],
        ]
        return script
    }

    /// Opens the scripted drive; pauses take no time.
    func open(transferLimit: Int? = nil) throws(DriveError) -> Drive {
        try Drive(
            over: ScriptedTransport(script: self), path: "/dev/sr9", transferLimit: transferLimit,
            pause: { _ in })
    }
}

/// Answers as bytes.
enum Bytes {
    static func word(_ number: Int) -> [UInt8] {
        [UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)]
    }

    static func long(_ number: Int) -> [UInt8] { word(number >> 16) + word(number) }

    static func inquiry(type: UInt8 = 5) -> [UInt8] {
        [type, 0x80, 0x05, 0x32, 31, 0, 0, 0] + Array("ACME    ".utf8)
            + Array("BD-RE XQ-99     ".utf8) + Array("1.07".utf8)
    }

    static func configuration(_ profile: UInt16) -> [UInt8] {
        long(8) + [0, 0] + word(Int(profile))
    }

    static func capacity(_ sectorCount: Int, blockLength: Int = 2048) -> [UInt8] {
        long(sectorCount - 1) + long(blockLength)
    }

    static func discInformation(status: UInt8, sessions: Int, lastTrack: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 34)
        bytes.replaceSubrange(0..<2, with: word(32))
        bytes[2] = status
        bytes[3] = 1
        bytes[4] = UInt8(sessions & 0xFF)
        bytes[5] = 1
        bytes[6] = UInt8(lastTrack & 0xFF)
        bytes[9] = UInt8(sessions >> 8)
        bytes[11] = UInt8(lastTrack >> 8)
        return bytes
    }

    static func trackInformation(
        _ number: Int, session: Int, start: Int, size: Int, isBlank: Bool = false
    ) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 36)
        bytes.replaceSubrange(0..<2, with: word(34))
        bytes[2] = UInt8(number & 0xFF)
        bytes[3] = UInt8(session & 0xFF)
        bytes[6] = isBlank ? 0x40 : 0
        bytes.replaceSubrange(8..<12, with: long(start))
        bytes.replaceSubrange(24..<28, with: long(size))
        bytes[32] = UInt8(number >> 8)
        bytes[33] = UInt8(session >> 8)
        return bytes
    }

    /// READ TOC format 0: number, whether it is data, and start of each track.
    static func toc(_ tracks: [(Int, Bool, Int)], leadOut: Int) -> [UInt8] {
        let entries = tracks.flatMap { number, isData, start -> [UInt8] in
            let head: [UInt8] = [0, isData ? 0x14 : 0x10, UInt8(number), 0]
            return head + long(start)
        }
        let body = [UInt8(tracks[0].0), UInt8(tracks.count)] + entries
        let end = [0, 0x14, 0xAA, 0] + long(leadOut)
        return word(body.count + end.count) + body + end
    }

    /// READ TOC format 2: session, point and address of each entry.
    static func fullTOC(_ entries: [(session: Int, point: UInt8, lba: Int)]) -> [UInt8] {
        let body = entries.flatMap { entry -> [UInt8] in
            let frames = entry.lba + 150
            let address = [frames / 4500, frames / 75 % 60, frames % 75].map { UInt8($0) }
            return [UInt8(entry.session), 0x14, 0, entry.point, 0, 0, 0, 0] + address
        }
        return word(body.count + 2) + [1, 2] + body
    }

    /// READ DISC STRUCTURE format 0.
    static func physicalFormat(
        layers: Int, isOpposite: Bool, start: Int, end: Int, endOfLayer0: Int
    ) -> [UInt8] {
        let kind = UInt8(layers - 1) << 5 | (isOpposite ? 0x10 : 0) | 0x01
        return word(2050) + [0, 0, 0x01, 0x0F, kind, 0x00] + long(start) + long(end)
            + long(endOfLayer0) + [0]
    }

    /// READ DISC STRUCTURE format 1.
    static func copyright(_ type: UInt8) -> [UInt8] { word(6) + [0, 0, type, 0, 0, 0] }
}
