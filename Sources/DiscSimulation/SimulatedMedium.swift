import RescueCore

/// A disc as it lies in a simulated drive: its bytes, its damage, and what was tried on it.
package struct SimulatedMedium {
    package let content: any SectorContent

    private let table: FaultTable
    private let lossUnit: Int
    private let eccBlock: Int
    private let reportsLBA: Bool
    private let damage: SeededDraw
    private let corruption: SeededDraw
    private var attempts: [LBA: Int] = [:]

    /// Makes the disc of a script.
    init(_ script: FaultScript, content: any SectorContent) {
        self.content = content
        lossUnit = script.lossUnit
        eccBlock = script.profile.family.eccBlockSectors
        reportsLBA = script.reportsLBA
        table = FaultTable(
            script.rules, sectorCount: content.sectorCount, lossUnit: script.lossUnit)
        damage = SeededDraw(seed: script.seed, for: .damage)
        corruption = SeededDraw(seed: script.seed, for: .corruption)
    }

    /// What a read from the medium meets.
    struct Outlook {
        /// The first sector that fails, and how; nil if the read succeeds.
        var failure: (lba: LBA, cause: FaultRule.Effect.Failure)?
        /// The seconds slow sectors take.
        var delay = 0.0
    }

    /// Reads a range up to the first sector that fails: an attempt on each ECC block it reaches.
    mutating func attempt(_ range: SectorRange, speed: Double?) -> Outlook {
        var outlook = Outlook()
        var index = table.firstIndex(behind: range.start)
        var counted: LBA?
        var slowed: LBA?
        while index < table.segments.count, table.segments[index].range.start < range.end {
            let segment = table.segments[index]
            var rest = segment.range.clamped(to: range)
            while !rest.isEmpty, outlook.failure == nil {
                let piece = rest.firstPiece(alignedTo: lossUnit)
                rest = SectorRange(piece.end, rest.end)
                let unit = piece.start / lossUnit
                if counted != unit {
                    attempts[unit, default: 0] += 1
                    counted = unit
                }
                if slowed != piece.start / eccBlock, let delay = delay(of: segment) {
                    outlook.delay += delay
                    slowed = piece.start / eccBlock
                }
                outlook.failure = failure(
                    of: segment, at: piece.start, attempt: attempts[unit] ?? 1, speed: speed)
            }
            if outlook.failure != nil { break }
            index += 1
        }
        return outlook
    }

    /// Puts into the buffer what the last attempt on each sector delivered.
    func deliver(
        _ range: SectorRange, into buffer: inout MutableSpan<UInt8>
    ) throws(ReadFault) {
        try content.fill(range, into: &buffer)
        var index = table.firstIndex(behind: range.start)
        while index < table.segments.count, table.segments[index].range.start < range.end {
            let segment = table.segments[index]
            for rule in table.members[segment.members] {
                guard case .wrong = rule.effect else { continue }
                let piece = segment.range.clamped(to: range)
                for lba in piece.start..<piece.end {
                    corrupt(lba, by: rule.effect, in: &buffer, at: lba - range.start)
                }
            }
            index += 1
        }
    }

    private func corrupt(
        _ lba: LBA, by effect: FaultRule.Effect, in buffer: inout MutableSpan<UInt8>, at index: Int
    ) {
        let attempt = attempts[lba / lossUnit] ?? 1
        guard let variant = effect.corruption(attempt: attempt) else { return }
        let word = corruption.word(lba, variant)
        let place = index * Sector.size + Int(word % UInt64(Sector.size))
        buffer[place] ^= UInt8(1 + (word >> 32) % 255)
    }

    /// The seconds an ECC block takes more; of several rules the slowest counts.
    private func delay(of segment: FaultTable.Segment) -> Double? {
        var longest: Double?
        for rule in table.members[segment.members] {
            if case .slow(let seconds) = rule.effect {
                longest = max(longest ?? 0, seconds)
            }
        }
        return longest
    }

    private func failure(
        of segment: FaultTable.Segment, at lba: LBA, attempt: Int, speed: Double?
    ) -> (lba: LBA, cause: FaultRule.Effect.Failure)? {
        let block = lba / lossUnit * lossUnit
        for rule in table.members[segment.members] {
            let failure = rule.effect.failure(
                attempt: attempt, at: block, speed: speed, draw: damage)
            switch failure {
            case nil: continue
            case .hang: return (lba, .hang)
            case .check(var sense):
                if rule.reportsLBA ?? reportsLBA {
                    sense.information = sense.information ?? UInt32(lba)
                }
                return (lba, .check(sense))
            }
        }
        return nil
    }
}

extension SimulatedMedium {
    /// Whether one of the first `count` attempts on a sector delivers its true bytes.
    func isRecoverable(_ lba: LBA, attempts count: Int, speed: Double?) -> Bool {
        let rules = table.rules(at: lba)
        guard !rules.isEmpty else { return true }
        let block = lba / lossUnit * lossUnit
        return (0..<count).contains { earlier in
            rules.allSatisfy { rule in
                let attempt = earlier + 1
                return rule.effect.corruption(attempt: attempt) == nil
                    && rule.effect.failure(
                        attempt: attempt, at: block, speed: speed, draw: damage) == nil
            }
        }
    }
}
