import RescueCore

/// Changes inputs in ways that look like damage, like carelessness, or like malice.
struct InputMutator {
    private let samples: [[UInt8]]
    private var random: TestRandom

    /// Numbers at which arithmetic goes wrong, and where the borders of this program are.
    private static let numbers = [
        "0", "1", "-1", "2", "99", "255", "256", "65535", "65536", "2147483647", "2147483648",
        "4294967295", "4294967296", "100000000", "100000001", "8796093022208",
        "4611686018427387904", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "18446744073709551615", "18446744073709551616",
        "0x7fffffffffffffff",
        "0xFFFFFFFFFFFFFFFF", "1e300", "-1e300", "1e-300", "nan", "inf", "0.5", "00", "+7", "",
    ]

    /// What separates, opens or closes in one format or another.
    private static let marks = Array("\n\r\t \"'\\/:;=*+-?#{}[]<>(),.&!%\0".utf8)

    /// Makes a mutator of good inputs that decides everything from its seed.
    init(_ samples: [[UInt8]], seed: UInt64) {
        self.samples = samples
        random = TestRandom(seed: seed)
    }

    /// The next input.
    mutating func next() -> [UInt8] {
        var input = sample()
        for _ in 0..<Int.random(in: 1...4, using: &random) { change(&input) }
        return input
    }

    /// How long the first piece is when an input is handed out in pieces.
    mutating func cut(of input: [UInt8]) -> Int { place(in: input) }

    private mutating func change(_ input: inout [UInt8]) {
        let place = place(in: input)
        let end = min(input.count, place + Int.random(in: 0...40, using: &random))
        switch Int.random(in: 0..<12, using: &random) {
        case 0 where place < input.count:
            input[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1 where place < input.count:
            input[place] = UInt8.random(in: 0...255, using: &random)
        case 2: input.removeSubrange(place..<end)
        case 3: input.insert(contentsOf: input[place..<end], at: place)
        case 4: input.removeSubrange(place...)
        case 5:
            let other = sample()
            let start = self.place(in: other)
            let piece = other[start...].prefix(end - place + 8)
            input.replaceSubrange(place..<end, with: piece)
        case 6: input.insert(Self.marks.randomElement(using: &random) ?? 0, at: place)
        case 7: input.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 8 where end - place >= 8: putBinaryNumber(in: &input, at: place)
        default: putNumber(in: &input, near: place)
        }
    }

    /// Puts another number into the place of the first one behind a place.
    private mutating func putNumber(in input: inout [UInt8], near place: Int) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard let start = input[place...].firstIndex(where: digits.contains) else { return }
        let end = input[start...].firstIndex { !digits.contains($0) } ?? input.endIndex
        let number = Self.numbers.randomElement(using: &random) ?? ""
        input.replaceSubrange(start..<end, with: number.utf8)
    }

    private mutating func putBinaryNumber(in input: inout [UInt8], at place: Int) {
        let numbers = [0, 1, Int.max, Int.min, -1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 1 << 32]
        let number = numbers.randomElement(using: &random) ?? 0
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        let isBig = Bool.random(using: &random)
        let count = Bool.random(using: &random) ? 4 : 8
        let part = Array(bytes[..<count])
        input.replaceSubrange(place..<place + count, with: isBig ? part.reversed() : part)
    }

    private mutating func sample() -> [UInt8] {
        samples.randomElement(using: &random) ?? []
    }

    private mutating func place(in input: [UInt8]) -> Int {
        Int.random(in: 0...input.count, using: &random)
    }
}
