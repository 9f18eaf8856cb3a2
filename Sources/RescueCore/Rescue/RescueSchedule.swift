/// Decides what is read next: good data first, then what is left, ever more closely.
///
/// A pure function of the map, the policy and what just happened. The map alone carries a rescue
/// from one run to the next; what a schedule remembers beside it only spares reads.
public struct RescueSchedule: Sendable {
    /// What the rescue is about now.
    public private(set) var phase: RescuePhase = .copying

    /// Which pass of the phase it is, from 1.
    public var pass: Int {
        switch phase {
        case .copying: copying.pass
        case .retrying: retrying.pass
        case .trimming, .scraping, .finished: 1
        }
    }

    private var copying: CopyingPhase
    private var trimming: TrimmingPhase
    private var scraping = ScrapingPhase()
    private var retrying: RetryingPhase

    /// Makes the schedule of a run that follows `policy`.
    public init(policy: RescuePolicy) {
        copying = CopyingPhase(policy: policy)
        trimming = TrimmingPhase(policy: policy)
        retrying = RetryingPhase(retries: policy.retries)
    }

    /// The next read, or nil when nothing is left to do.
    ///
    /// Only sectors that are not rescued are ever asked for.
    public mutating func next(in map: SectorMap) -> ReadRequest? {
        while phase != .finished {
            if let request = nextInPhase(map) { return request }
            advance(map)
        }
        return nil
    }

    /// Takes note of a read that succeeded, and whose bytes are in the image.
    public mutating func succeeded(_ request: ReadRequest, in map: inout SectorMap) {
        map.mark(request.range, as: .rescued)
        switch phase {
        case .copying: copying.succeeded(request.range)
        case .trimming, .scraping, .retrying, .finished: break
        }
    }

    /// Takes note of a read that failed because of what is on the disc.
    public mutating func failed(_ fault: ReadFault, in map: inout SectorMap) {
        switch phase {
        case .copying:
            copying.failed(fault, in: &map)
            trimming.learn(from: fault)
        case .trimming: trimming.failed(fault, in: &map)
        case .scraping: map.mark(fault.range, as: .unreadable)
        case .retrying, .finished: break
        }
    }

    private mutating func nextInPhase(_ map: SectorMap) -> ReadRequest? {
        switch phase {
        case .copying: copying.next(in: map)
        case .trimming: trimming.next(in: map)
        case .scraping: scraping.next(in: map)
        case .retrying: retrying.next(in: map)
        case .finished: nil
        }
    }

    /// Goes on to the next phase, or back to the first one if sectors fell back to a status before.
    ///
    /// They do when what was read of them turned out not to be trustworthy.
    private mutating func advance(_ map: SectorMap) {
        switch phase {
        case .copying: phase = .trimming
        case .trimming: phase = .scraping
        case .scraping: phase = .retrying
        case .retrying, .finished:
            phase = map.count(of: RetryingPhase.before) > 0 ? .copying : .finished
            copying.restart()
        }
    }
}
