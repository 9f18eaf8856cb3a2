extension Mapfile {
    static let columnHeading = "current_pos  current_status  current_pass"

    /// The mapfile's text, exactly as ddrescue lays it out.
    ///
    /// - Returns: ASCII, but for what the comments hold (UTF-8); every line ends with a newline.
    package func text() -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(1024 + 32 * map.runCount)
        for comment in comments {
            text.append(contentsOf: "# \(comment)\n".utf8)
        }
        text.append(contentsOf: "# \(Self.columnHeading)\n".utf8)
        Self.append(position, to: &text)
        text.append(contentsOf: "     ".utf8)
        text.append(activity.rawValue)
        text.append(contentsOf: "               \(pass)\n".utf8)
        text.append(contentsOf: "#      pos        size  status\n".utf8)
        var runs = map.runs.makeIterator()
        guard var block = runs.next() else { return text }
        while let run = runs.next() {
            if run.status.letterCode == block.status.letterCode {
                block.range = SectorRange(block.range.start, run.range.end)
            } else {
                Self.append(block, to: &text)
                block = run
            }
        }
        Self.append(block, to: &text)
        return text
    }

    private static func append(_ block: SectorMap.Run, to text: inout [UInt8]) {
        append(block.range.byteOffset, to: &text)
        text.append(space)
        text.append(space)
        append(block.range.byteCount, to: &text)
        text.append(space)
        text.append(space)
        text.append(block.status.letterCode)
        text.append(newline)
    }

    private static let space: UInt8 = 0x20
    private static let newline: UInt8 = 0x0A

    /// Appends `0x%08llX`.
    private static func append(_ number: Int, to text: inout [UInt8]) {
        let bits = UInt64(number)
        let digits = max(8, (67 - bits.leadingZeroBitCount) / 4)
        text.append(0x30)
        text.append(0x78)
        for place in stride(from: (digits - 1) * 4, through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: bits >> UInt64(place)) & 15
            text.append(digit < 10 ? 0x30 + digit : 0x41 - 10 + digit)
        }
    }
}

extension SectorStatus {
    /// The ASCII code of the letter in a mapfile.
    var letterCode: UInt8 {
        switch self {
        case .untried, .excluded: 0x3F
        case .untrimmed: 0x2A
        case .unscraped: 0x2F
        case .unreadable: 0x2D
        case .rescued: 0x2B
        }
    }

    /// The status whose letter has an ASCII code, if there is one.
    init?(letterCode: UInt8) {
        switch letterCode {
        case 0x3F: self = .untried
        case 0x2A: self = .untrimmed
        case 0x2F: self = .unscraped
        case 0x2D: self = .unreadable
        case 0x2B: self = .rescued
        default: return nil
        }
    }
}
