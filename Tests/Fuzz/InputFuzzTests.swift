import Foundation
import Testing

/// Files and texts that anybody may have written: reading them ends, soon, and what is believed of them
/// can be computed with.
///
/// `FUZZ=1000000 swift test -c release --filter InputFuzz` tries so many inputs for each reader.
@Suite struct InputFuzzTests {
    private static let wanted = ProcessInfo.processInfo.environment["FUZZ"].flatMap { Int($0) }

    enum Reader: String, CaseIterable, Sendable {
        case record, map, mapOfKnownSize, list, dat, script, layout
        case cue, toc, image, descriptor, packedFile

        /// Whether an input becomes a file, or a whole image, which takes longer.
        var isSlow: Bool { [.record, .cue, .toc, .image, .descriptor, .packedFile].contains(self) }

        func input() throws -> any FuzzedInput {
            switch self {
            case .record: try FuzzedRecord()
            case .map: FuzzedMap(sectorCount: nil)
            case .mapOfKnownSize: FuzzedMap(sectorCount: 300)
            case .list: FuzzedList()
            case .dat: FuzzedDAT()
            case .script: FuzzedScript()
            case .layout: FuzzedLayout()
            case .packedFile: try FuzzedPackedFile()
            case .cue: try FuzzedSheet("disc.cue")
            case .toc: try FuzzedSheet("disc.toc")
            case .image: try FuzzedImage()
            case .descriptor: try FuzzedDescriptor()
            }
        }
    }

    @Test(arguments: Reader.allCases)
    func `changed inputs are read to an end`(reader: Reader) throws {
        let input = try reader.input()
        let samples = input.samples
        for (number, sample) in samples.enumerated() {
            #expect(try input.flaw(reading: sample, cut: 0) == nil, "sample \(number)")
        }
        let count = Self.wanted ?? (reader.isSlow ? 600 : 3000)
        let start = ContinuousClock.now
        var longest = Duration.zero
        // A seed for every thousand inputs: who looks for one does not start at the first.
        for seed in 0..<(count + 999) / 1000 {
            var mutator = InputMutator(samples, seed: UInt64(seed))
            for number in 0..<min(1000, count - seed * 1000) {
                let bytes = mutator.next()
                let cut = mutator.cut(of: bytes)
                let begin = ContinuousClock.now
                if let flaw = try input.flaw(reading: bytes, cut: cut) {
                    Issue.record("\(flaw): seed \(seed), input \(number), cut \(cut): \(bytes)")
                }
                longest = max(longest, ContinuousClock.now - begin)
            }
        }
        #expect(longest < .seconds(5))
        if Self.wanted != nil {
            print("\(reader.rawValue): \(count) in \(ContinuousClock.now - start), \(longest)")
        }
    }
}
