/// A speed profile in a record: lists of numbers, each in one string with blanks between them.
extension SpeedProfile: Codable {
    private enum CodingKeys: String, CodingKey {
        case sectorsPerPlace, places, intervalMicroseconds, intervals, microseconds
    }

    /// Reads what `encode` writes.
    ///
    /// - Throws: `DecodingError`, for numbers that make no sense, too.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func number(_ key: CodingKeys, _ range: ClosedRange<Int>) throws -> Int {
            let number = try container.decode(Int.self, forKey: key)
            guard range.contains(number) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "out of range")
            }
            return number
        }
        let size = try number(.sectorsPerPlace, Self.smallestPlace...1 << 32)
        let places = try container.decode(PartLists.self, forKey: .places).parts
        self.init(sectorsPerPlace: size, places: places)
        intervalMicroseconds = try number(.intervalMicroseconds, 1...PartLists.largest)
        intervals = try container.decode(PartLists.self, forKey: .intervals).parts
        microseconds = try number(.microseconds, 0...PartLists.largest)
    }

    /// Writes each number of all parts as one string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(sectorsPerPlace, forKey: .sectorsPerPlace)
        try container.encode(PartLists(parts: places), forKey: .places)
        try container.encode(intervalMicroseconds, forKey: .intervalMicroseconds)
        try container.encode(PartLists(parts: intervals), forKey: .intervals)
        try container.encode(microseconds, forKey: .microseconds)
    }
}

/// Parts, a list for each of their numbers; a list of zeros is left out.
private struct PartLists: Codable {
    /// No number is larger, so that neither sums of them nor bytes overflow; in time, 203 days.
    static let largest = 1 << 44

    var parts: [SpeedProfile.Part]

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case sectors, microseconds, errors, errorMicroseconds

        var number: WritableKeyPath<SpeedProfile.Part, Int> {
            switch self {
            case .sectors: \.sectors
            case .microseconds: \.microseconds
            case .errors: \.errors
            case .errorMicroseconds: \.errorMicroseconds
            }
        }
    }

    init(parts: [SpeedProfile.Part]) {
        self.parts = parts
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        var lists: [CodingKeys: [Int]] = [:]
        for key in CodingKeys.allCases {
            guard let text = try container.decodeIfPresent(String.self, forKey: key) else {
                continue
            }
            guard let numbers = Self.numbers(in: text) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "no list of numbers")
            }
            lists[key] = numbers
        }
        let count = lists[.sectors]?.count ?? 0
        guard lists.values.allSatisfy({ $0.count == count }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .sectors, in: container, debugDescription: "lists of different lengths")
        }
        parts = (0..<count).map { index in
            var part = SpeedProfile.Part()
            for (key, numbers) in lists { part[keyPath: key.number] = numbers[index] }
            return part
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        for key in CodingKeys.allCases {
            let numbers = parts.map { $0[keyPath: key.number] }
            guard key == .sectors || numbers.contains(where: { $0 != 0 }) else { continue }
            try container.encode(Self.text(of: numbers), forKey: key)
        }
    }

    /// The numbers with blanks between them; `0*7` is seven zeros.
    private static func text(of numbers: [Int]) -> String {
        var words: [String] = []
        var rest = numbers[...]
        while let number = rest.first {
            let count = rest.prefix { $0 == number }.count
            words.append(count == 1 ? "\(number)" : "\(number)*\(count)")
            rest = rest.dropFirst(count)
        }
        return words.joined(separator: " ")
    }

    private static func numbers(in text: String) -> [Int]? {
        var numbers: [Int] = []
        for word in text.split(separator: " ") {
            let parts = word.split(separator: "*", omittingEmptySubsequences: false)
            guard parts.count <= 2, let number = Int(checking: parts[0], in: 0...largest),
                let count = parts.count == 1
                    ? 1 : Int(checking: parts[1], in: 1...SpeedProfile.mostParts),
                count <= SpeedProfile.mostParts - numbers.count
            else { return nil }
            numbers += repeatElement(number, count: count)
        }
        return numbers
    }
}
