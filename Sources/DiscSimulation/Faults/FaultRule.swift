package import RescueCore

/// What is wrong with a stretch of a simulated disc.
package struct FaultRule: Hashable, Sendable {
    /// The kinds of trouble a sector can have.
    ///
    /// An attempt is one command that reaches the sector's ECC block on the medium; what comes from
    /// the drive's cache is none.
    package enum Effect: Hashable, Sendable {
        /// Never readable.
        case dead
        /// Each attempt fails with this chance, `0 ... 1`.
        case flaky(chance: Double)
        /// So many attempts fail, all later ones succeed.
        case failsFirst(Int)
        /// Readable, but each ECC block costs a command so many seconds more.
        case slow(seconds: Double)
        /// Readable, but the bytes are not those that were written.
        case wrong(Wrongness)
        /// Readable only while the drive is told to read at this multiple of 1x or slower.
        case slowOnly(multiple: Double)
        /// Every read fails with this sense data.
        case sense(Sense)
        /// A command that gets here is never answered.
        case hang
    }

    /// How often wrong bytes are delivered.
    package enum Wrongness: String, CaseIterable, Hashable, Sendable {
        /// The same wrong bytes at every attempt.
        case always = "always"
        /// Other wrong bytes at the first attempt, the third, and so on.
        case everyOther = "every-other"
        /// Wrong bytes at the first attempt only.
        case once = "once"
    }

    /// The sectors the rule is about.
    package var range: SectorRange

    /// What is wrong with them.
    package var effect: Effect

    /// Whether the sense data name the failing LBA; nil: as on the rest of the disc.
    package var reportsLBA: Bool?

    /// Makes a rule.
    package init(_ range: SectorRange, _ effect: Effect, reportsLBA: Bool? = nil) {
        self.range = range
        self.effect = effect
        self.reportsLBA = reportsLBA
    }
}

extension Sense {
    /// UNRECOVERED READ ERROR, L-EC UNCORRECTABLE ERROR: what drives say of a damaged sector.
    static let uncorrectable = Sense(key: 0x03, asc: 0x11, ascq: 0x05)
}

extension FaultRule.Effect {
    /// Whether it is damage of the medium, which takes whole ECC blocks.
    var isDamage: Bool {
        switch self {
        case .dead, .flaky, .failsFirst, .slowOnly: true
        case .sense(let sense): sense.faultKind == .mediumError
        case .slow, .wrong, .hang: false
        }
    }

    /// Why an attempt, counted from 1, fails; nil if it does not.
    ///
    /// `block` is the first of the sectors that fail together, `speed` the multiple of 1x the drive
    /// was told to keep to, and chances come from `draw`.
    func failure(attempt: Int, at block: LBA, speed: Double?, draw: SeededDraw) -> Failure? {
        switch self {
        case .dead: .check(.uncorrectable)
        case .flaky(let chance):
            draw.unit(block, attempt) < chance ? .check(.uncorrectable) : nil
        case .failsFirst(let count): attempt <= count ? .check(.uncorrectable) : nil
        case .slowOnly(let multiple):
            (speed ?? .infinity) <= multiple ? nil : .check(.uncorrectable)
        case .sense(let sense): .check(sense)
        case .hang: .hang
        case .slow, .wrong: nil
        }
    }

    /// How a read fails at a sector.
    enum Failure: Hashable, Sendable {
        case check(Sense)
        case hang
    }

    /// Which wrong bytes an attempt, from 1, delivers: a number for each kind; nil: the right ones.
    func corruption(attempt: Int) -> Int? {
        switch self {
        case .wrong(.always): 0
        case .wrong(.everyOther): attempt.isMultiple(of: 2) ? nil : attempt
        case .wrong(.once): attempt == 1 ? attempt : nil
        default: nil
        }
    }
}
