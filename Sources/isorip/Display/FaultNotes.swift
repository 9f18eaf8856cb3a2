import RescueCore

/// Tells of a fault the first time its kind is met, with all the drive said; damage repeats itself.
struct FaultNotes {
    private struct Kind: Hashable {
        var kind: ReadFault.Kind
        var key: UInt8?
        var asc: UInt8?
    }

    private let console: Console
    private var known: Set<Kind> = []

    init(_ console: Console) {
        self.console = console
    }

    /// Tells what the rescue does about a drive in trouble.
    mutating func note(_ event: RescueEvent) {
        if case .drive(let event) = event { note(event) }
        if case .distrusted(let sectors) = event {
            console.note(
                "\(Format.count(sectors, "sector")) read lately cannot be trusted, taken back")
        }
    }

    /// Tells what the drive does, in a rip or in a verification.
    mutating func note(_ event: DriveEvent) {
        switch event {
        case .fault(let fault):
            let kind = Kind(kind: fault.kind, key: fault.sense?.key, asc: fault.sense?.asc)
            guard known.insert(kind).inserted else { return }
            console.note("\(fault)")
        case .lost(let fault, let patience):
            let remedy = fault.kind == .noMedium ? "put the disc back" : "plug it in again"
            console.note(
                "\(fault.kind.label): \(remedy), it is waited for (\(Format.duration(patience)))")
        case .returned: console.note("the drive is back, with the same disc: going on")
        case .resting(let duration):
            console.note(
                "many reads failed in a row; the drive rests for \(Format.duration(duration))")
        case .waiting: break
        }
    }
}
