import RescueCore

/// What the simulated drive says of itself: INQUIRY, GET CONFIGURATION and mode pages.
///
/// Sources: SPC-4 6.4.2, MMC-6 6.6 and 5.3, MMC-3 table 361 (mode page 2Ah).
struct DriveCapabilities {
    let identity: DriveIdentity
    /// The profile of the disc in the drive, if there is one.
    let current: DiscProfile?

    /// Standard INQUIRY data: a removable device of type 5.
    func inquiry() -> [UInt8] {
        [0x05, 0x80, 0x05, 0x02, 31, 0, 0, 0] + padded(identity.vendor, to: 8)
            + padded(identity.product, to: 16) + padded(identity.revision, to: 4)
    }

    /// GET CONFIGURATION; the request type is 0 for all features from `start` on, 1 for those of them
    /// that are current, 2 for `start` alone.
    func configuration(requestType: Int, from start: Int) -> [UInt8] {
        let chosen = features.filter {
            requestType == 2
                ? $0.code == start : $0.code >= start && (requestType == 0 || $0.isCurrent)
        }
        let body = chosen.flatMap { $0.bytes }
        return UInt32(body.count + 4).bigEndianBytes + [0, 0]
            + (current?.rawValue ?? 0).bigEndianBytes + body
    }

    /// The mode pages a drive for reading needs; nil: there is no such page.
    func modePages(_ page: Int, errorRecovery: [UInt8]) -> [UInt8]? {
        switch page {
        case 0x01: errorRecovery
        case 0x2A: capabilities
        case 0x3F: errorRecovery + capabilities
        default: nil
        }
    }
}

extension DriveCapabilities {
    private struct Feature {
        var code: Int
        var version: UInt8
        var isPersistent: Bool
        var isCurrent: Bool
        var body: [UInt8]

        var bytes: [UInt8] {
            let flags = version << 2 | (isPersistent ? 2 : 0) | (isCurrent ? 1 : 0)
            return UInt16(code).bigEndianBytes + [flags, UInt8(body.count)] + body
        }
    }

    private var features: [Feature] {
        let hasDisc = current != nil
        let profiles = DiscProfile.allCases.reversed().flatMap {
            $0.rawValue.bigEndianBytes + [$0 == current ? 1 : 0, 0]
        }
        func reading(_ code: Int, _ version: UInt8, _ family: DiscProfile.Family, _ body: [UInt8])
            -> Feature
        {
            Feature(
                code: code, version: version, isPersistent: false,
                isCurrent: current?.family == family, body: body)
        }
        return [
            Feature(code: 0x00, version: 0, isPersistent: true, isCurrent: true, body: profiles),
            Feature(
                code: 0x01, version: 2, isPersistent: true, isCurrent: true,
                body: [0, 0, 0, 1, 1, 0, 0, 0]),
            // A tray that can be ejected and locked.
            Feature(
                code: 0x03, version: 0, isPersistent: true, isCurrent: true, body: [0x29, 0, 0, 0]),
            // Blocks of 2048 bytes, one by one; there is a page for error recovery.
            Feature(
                code: 0x10, version: 0, isPersistent: false, isCurrent: hasDisc,
                body: [0, 0, 8, 0, 0, 1, 1, 0]),
            reading(0x1E, 2, .cd, [0, 0, 0, 0]),
            reading(0x1F, 1, .dvd, [1, 0, 1, 0]),
            reading(0x40, 1, .bd, [UInt8](repeating: 0, count: 28)),
        ]
    }

    /// Reads every CD and DVD, several sessions and both forms of Mode 2; a tray, with a lock; 48x.
    private var capabilities: [UInt8] {
        var page: [UInt8] = [0x2A, 0x14, 0x3F, 0x00, 0x70, 0x00, 0x29, 0x00]
        page += UInt16(8467).bigEndianBytes + [0, 0] + UInt16(2048).bigEndianBytes
        page += UInt16(8467).bigEndianBytes
        return page + [UInt8](repeating: 0, count: 22 - page.count)
    }

    private func padded(_ text: String, to length: Int) -> [UInt8] {
        Array((Array(text.utf8) + [UInt8](repeating: 0x20, count: length))[..<length])
    }
}
