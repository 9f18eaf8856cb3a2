/// What can happen to a run from outside, at any moment.
enum OrderEvent: String, CaseIterable, Hashable, Sendable {
    /// The device vanishes, until it is back.
    case gone
    /// The device is there again, and the first disc with it; the drive says so.
    case back
    /// The device vanishes and is back after a while, by itself.
    case absence
    /// The next command is given up after a few seconds.
    case timeOut
    /// The next command is not answered until the system gives it up.
    case hang
    /// The drive is not ready for a while.
    case notReady
    /// The drive was reset (06/29).
    case reset
    /// Another disc lies in the drive, and the drive says so (06/28).
    case announcedSwap
    /// Another disc lies in the drive, and another program ate the message.
    case silentSwap
    /// The next read is called a success, and its bytes do not arrive.
    case distrust
    /// The drive refuses one read after the other at once, and then works again.
    case wedge
    /// The process is killed.
    case kill
    /// The next operation on the output fails once.
    case sinkFailure
    /// Somebody asks for the end of the run.
    case interrupt
    /// The power is cut.
    case powerCut

    /// Whether nothing can happen to a run behind it.
    var isEnd: Bool { self == .kill || self == .powerCut }
}

/// An event, and the step of a run before which it happens.
///
/// A step is a command to the drive or an operation on the output, counted together from 1.
struct PlacedEvent: Hashable, Sendable, CustomStringConvertible {
    var event: OrderEvent
    var step: Int

    init(_ event: OrderEvent, at step: Int) {
        self.event = event
        self.step = step
    }

    var description: String { "\(event.rawValue)@\(step)" }
}
