import RescueCore

/// The random generator of the product: the same numbers from the same seed, for ever.
///
/// Source: SplitMix64 (Steele, Lea, Flood 2014). What it is asked for is computed here as well, not
/// by the standard library, whose methods may change between versions.
package struct SeededGenerator: RandomNumberGenerator, Hashable, Sendable {
    private var state: UInt64

    /// Makes a generator whose numbers depend on the seed alone.
    package init(seed: UInt64) {
        state = seed
    }

    /// The next word, all 64 bits of it random.
    package mutating func next() -> UInt64 {
        state &+= SeededDraw.increment
        return SeededDraw.mixed(state)
    }

    /// The next number in `0 ..< 1`.
    package mutating func unit() -> Double {
        SeededDraw.unit(next())
    }

    /// The next number in a range.
    package mutating func number(in range: ClosedRange<Int>) -> Int {
        let span = UInt64(range.upperBound - range.lowerBound) &+ 1
        precondition(span != 0, "the range must be smaller than all numbers there are")
        return range.lowerBound + Int(next().multipliedFullWidth(by: span).high)
    }
}

/// Random numbers that depend on what they are drawn for, and not on what was drawn before.
///
/// So the fate of a sector is the same whatever was read elsewhere, and in which order.
package struct SeededDraw: Hashable, Sendable {
    /// What numbers are drawn for: equal keys give unrelated numbers for different purposes.
    package enum Purpose: UInt64, Sendable {
        case content = 1
        case layout
        case damage
        case corruption
        case drive
        case shape
    }

    static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

    private let key: UInt64

    /// Makes a source of numbers for one purpose.
    package init(seed: UInt64, for purpose: Purpose) {
        key = Self.mixed(Self.mixed(seed) &+ purpose.rawValue &* Self.increment)
    }

    /// The word that belongs to two keys, for example a sector and an attempt.
    package func word(_ first: Int, _ second: Int = 0) -> UInt64 {
        let half = Self.mixed(key &+ UInt64(bitPattern: Int64(first)) &* Self.increment)
        return Self.mixed(half &+ UInt64(bitPattern: Int64(second)) &* Self.increment)
    }

    /// The number in `0 ..< 1` that belongs to two keys.
    package func unit(_ first: Int, _ second: Int = 0) -> Double {
        Self.unit(word(first, second))
    }

    static func mixed(_ value: UInt64) -> UInt64 {
        var word = value
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    static func unit(_ word: UInt64) -> Double {
        Double(word >> 11) * 0x1p-53
    }
}
