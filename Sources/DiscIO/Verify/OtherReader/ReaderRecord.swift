import RescueCore

/// One thing that the other reader says of an image: words with a NUL behind them.
///
/// Paths come last and are bytes, with a `/` before each name. All numbers are in decimal.
enum ReaderRecord: Hashable {
    /// The first record: it opened the image.
    case opened
    /// The first record: it could not.
    case refused
    /// A file, with its first sector, its size in bytes, and the first sector of its directory.
    case file(LBA, size: Int, directory: LBA, path: [UInt8])
    /// A directory at a sector that it cannot read.
    case unreadable(LBA, path: [UInt8])
    /// A directory at a sector that it does not find again by its own name for it.
    case unreachable(LBA, path: [UInt8])
    /// There is more than it tells.
    case tooMuch
    /// The last record: all was told.
    case end

    /// So many bytes a record has at the most.
    static let mostBytes = 1 << 16

    /// The record as it is written.
    var bytes: [UInt8] {
        switch self {
        case .opened: Self.line("opened")
        case .refused: Self.line("refused")
        case .file(let lba, let size, let directory, let path):
            Self.line("file \(lba) \(size) \(directory) ", path)
        case .unreadable(let lba, let path): Self.line("unreadable \(lba) ", path)
        case .unreachable(let lba, let path): Self.line("unreachable \(lba) ", path)
        case .tooMuch: Self.line("too-much")
        case .end: Self.line("end")
        }
    }

    private static func line(_ words: String, _ path: [UInt8] = []) -> [UInt8] {
        Array(words.utf8) + path + [0]
    }

    /// Understands a record, without its NUL; nil if it makes no sense.
    init?(_ bytes: ArraySlice<UInt8>) {
        let space = UInt8(ascii: " ")
        let word = String(decoding: bytes.prefix { $0 != space }, as: UTF8.self)
        let count = ["file": 3, "unreadable": 1, "unreachable": 1][word] ?? 0
        let parts = bytes.split(
            separator: space, maxSplits: count + 1, omittingEmptySubsequences: false)
        guard parts.count == (count == 0 ? 1 : count + 2) else { return nil }
        let numbers = parts.dropFirst().prefix(count).compactMap {
            Int(checking: String(decoding: $0, as: UTF8.self), in: 0...Self.mostNumber)
        }
        guard numbers.count == count else { return nil }
        let path = count == 0 ? [] : Array(parts[count + 1])
        switch word {
        case "opened": self = .opened
        case "refused": self = .refused
        case "file":
            self = .file(numbers[0], size: numbers[1], directory: numbers[2], path: path)
        case "unreadable": self = .unreadable(numbers[0], path: path)
        case "unreachable": self = .unreachable(numbers[0], path: path)
        case "too-much": self = .tooMuch
        case "end": self = .end
        default: return nil
        }
    }

    /// No sector and no size of ISO 9660 needs more than 32 bits.
    private static let mostNumber = 1 << 32
}

/// Cuts what the other reader writes into records, piece by piece.
struct ReaderRecords {
    private var rest: [UInt8] = []

    /// Takes the next bytes.
    ///
    /// - Returns: The records that are whole by now; nil if something makes no sense.
    mutating func take(_ bytes: ArraySlice<UInt8>) -> [ReaderRecord]? {
        rest += bytes
        var records: [ReaderRecord] = []
        var start = rest.startIndex
        while let end = rest[start...].firstIndex(of: 0) {
            guard end - start <= ReaderRecord.mostBytes,
                let record = ReaderRecord(rest[start..<end])
            else { return nil }
            records.append(record)
            start = end + 1
        }
        rest.removeSubrange(..<start)
        return rest.count <= ReaderRecord.mostBytes ? records : nil
    }
}
