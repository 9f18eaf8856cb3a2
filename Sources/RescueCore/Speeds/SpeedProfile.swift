/// How fast a disc was read: where on it, and as time went by.
///
/// It is bounded: at most `mostParts` places of equal size from the first sector to the last, and at
/// most as many intervals of time, which become twice as long whenever there would be more. Time is
/// that of the runs, one behind the other, in whole microseconds.
public struct SpeedProfile: Hashable, Sendable {
    /// There are no more places than this, and no more intervals.
    public static let mostParts = 512
    /// A place is not smaller than a usual read command, in sectors.
    static let smallestPlace = 32
    /// How long an interval is at first, in microseconds.
    static let firstInterval = 125_000

    /// What came of the reads in one place, or in one interval.
    public struct Part: Hashable, Sendable {
        /// How many sectors were read; one that was read twice counts twice.
        public var sectors = 0
        /// How long these reads took, in microseconds; 0 in an interval.
        public var microseconds = 0
        /// How many reads failed.
        public var errors = 0
        /// How long the failing reads took, in microseconds; 0 in an interval.
        public var errorMicroseconds = 0
    }

    /// How many sectors a place has; the last one may have fewer.
    public let sectorsPerPlace: Int
    /// What was read from each place, from the first sector of the disc on.
    public internal(set) var places: [Part]
    /// How long an interval is, in microseconds.
    public internal(set) var intervalMicroseconds = Self.firstInterval
    /// What was read in each interval, from the start of the first run on.
    public internal(set) var intervals: [Part] = []
    /// How long the runs took that have ended, in microseconds.
    public internal(set) var microseconds = 0

    /// Makes the profile of a disc of which nothing was read.
    public init(sectorCount: Int) {
        let share = (sectorCount + Self.mostParts - 1) / Self.mostParts
        let size = max(Self.smallestPlace, share)
        sectorsPerPlace = size
        places = [Part](repeating: Part(), count: (sectorCount + size - 1) / size)
    }

    init(sectorsPerPlace: Int, places: [Part]) {
        self.sectorsPerPlace = sectorsPerPlace
        self.places = places
    }

    /// Goes on with the profile of earlier runs, if it is of a disc of this size.
    public init(sectorCount: Int, continuing earlier: SpeedProfile?) {
        self.init(sectorCount: sectorCount)
        guard let earlier, earlier.sectorsPerPlace == sectorsPerPlace,
            earlier.places.count == places.count
        else { return }
        self = earlier
    }

    /// The sectors of a place.
    public func sectors(of place: Int) -> SectorRange {
        SectorRange(start: place * sectorsPerPlace, count: sectorsPerPlace)
    }
}

extension SpeedProfile {
    /// Takes note of a read that succeeded.
    ///
    /// - Parameters:
    ///   - range: The sectors that were read.
    ///   - duration: How long it took.
    ///   - elapsed: The time since the run began, at the end of the read.
    public mutating func noteRead(
        _ range: SectorRange, took duration: Duration, at elapsed: Duration
    ) {
        guard !range.isEmpty else { return }
        intervals[interval(at: elapsed)].sectors += range.count
        let time = duration.microseconds
        var start = range.start
        while start < range.end {
            let place = start / sectorsPerPlace
            guard places.indices.contains(place) else { return }
            let end = min(range.end, (place + 1) * sectorsPerPlace)
            places[place].sectors += end - start
            places[place].microseconds += time * (end - start) / range.count
            start = end
        }
    }

    /// Takes note of a read that failed, at the sector that failed or that was asked for first.
    ///
    /// - Parameters:
    ///   - lba: The sector.
    ///   - duration: How long it took.
    ///   - elapsed: The time since the run began, at the end of the read.
    public mutating func noteError(at lba: LBA, took duration: Duration, at elapsed: Duration) {
        intervals[interval(at: elapsed)].errors += 1
        let place = lba / sectorsPerPlace
        guard places.indices.contains(place) else { return }
        places[place].errors += 1
        places[place].errorMicroseconds += duration.microseconds
    }

    /// Takes note of the end of a run; the time of the next one goes on from there.
    public mutating func endRun(after elapsed: Duration) {
        microseconds += elapsed.microseconds
    }

    /// The interval of a moment; makes it, and makes all of them longer if there would be too many.
    private mutating func interval(at elapsed: Duration) -> Int {
        let moment = microseconds + max(0, elapsed.microseconds)
        while moment / intervalMicroseconds >= Self.mostParts { mergeIntervals() }
        let index = moment / intervalMicroseconds
        while intervals.count <= index { intervals.append(Part()) }
        return index
    }

    private mutating func mergeIntervals() {
        intervalMicroseconds *= 2
        intervals = stride(from: 0, to: intervals.count, by: 2).map { index in
            var part = intervals[index]
            if index + 1 < intervals.count {
                part.sectors += intervals[index + 1].sectors
                part.errors += intervals[index + 1].errors
            }
            return part
        }
    }
}

extension SpeedProfile.Part {
    /// How many sectors a second were read; nil if nothing was.
    public var sectorsPerSecond: Double? {
        sectors > 0 && microseconds > 0 ? Double(sectors) * 1e6 / Double(microseconds) : nil
    }
}

extension SpeedProfile {
    /// What was read from all places together.
    public var total: Part {
        places.reduce(into: Part()) { sum, part in
            sum.sectors += part.sectors
            sum.microseconds += part.microseconds
            sum.errors += part.errors
            sum.errorMicroseconds += part.errorMicroseconds
        }
    }

    /// The places that were read at less than half the usual speed of those around them.
    public var slowPlaces: [Int] {
        let reach = 16
        let speeds = places.map(\.sectorsPerSecond)
        return places.indices.filter { index in
            guard let speed = speeds[index] else { return false }
            let around = speeds[max(0, index - reach)..<min(speeds.count, index + reach + 1)]
                .compactMap { $0 }.sorted()
            return speed < around[around.count / 2] / 2
        }
    }
}

extension Duration {
    /// In whole microseconds, rounded towards zero.
    fileprivate var microseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
    }
}
