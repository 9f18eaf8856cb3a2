import DiscSimulation
import RescueCore

/// The commands that are about the drive: who it is, how it is set, its tray.
extension SimulatedTarget {
    func inquiry(_ command: CommandBlock) -> TargetReply {
        // Vital product data pages are for disks.
        guard command.bytes[1] & 1 == 0 else { return TargetReply(.invalidField) }
        return data(capabilities.inquiry(), cutAt: command.number(3..<5))
    }

    func configuration(_ command: CommandBlock) -> TargetReply {
        let bytes = capabilities.configuration(
            requestType: Int(command.bytes[1] & 3), from: command.number(2..<4))
        return data(bytes, for: command)
    }

    func modeSense(_ command: CommandBlock) -> TargetReply {
        let pages = capabilities.modePages(
            Int(command.bytes[2] & 0x3F), errorRecovery: errorRecovery.bytes)
        guard let pages else { return TargetReply(.invalidField) }
        if command.operation == .modeSense6 {
            return data([UInt8(pages.count + 3), 0, 0, 0] + pages, cutAt: command.number(4..<5))
        }
        let header = UInt16(pages.count + 6).bigEndianBytes + [0, 0, 0, 0, 0, 0]
        return data(header + pages, for: command)
    }

    mutating func modeSelect(_ operation: Operation, _ dataOut: [UInt8]) -> TargetReply {
        let page = dataOut.dropFirst(operation == .modeSelect6 ? 4 : 8)
        guard errorRecovery.take(Array(page)) else { return TargetReply(.invalidParameter) }
        return TargetReply()
    }

    /// Only what moves the tray does anything; START without LoEj spins a motor that always spins.
    mutating func startStop(_ command: CommandBlock) -> TargetReply {
        guard command.bytes[4] & 0x03 == 0x02 else { return TargetReply() }
        switch drive.openTray() {
        case .check(let sense): return TargetReply(sense)
        default: return TargetReply()
        }
    }

    mutating func preventRemoval(_ command: CommandBlock) -> TargetReply {
        drive.isTrayLocked = command.bytes[4] & 1 == 1
        return TargetReply()
    }

    /// The media class only, and only when polled: nothing new, and whether there is a disc.
    func eventStatus(_ command: CommandBlock) -> TargetReply {
        guard command.bytes[1] & 1 == 1 else { return TargetReply(.invalidField) }
        guard command.bytes[4] & 0x10 != 0 else { return data([0, 2, 0x80, 0x10], for: command) }
        return data([0, 6, 0x04, 0x10, 0, drive.capacity == nil ? 0 : 2, 0, 0], for: command)
    }

    /// The speed comes in 1000 bytes/s of what lies on the disc: 2352 bytes a sector on a CD.
    mutating func setSpeed(_ command: CommandBlock) -> TargetReply {
        let wanted = command.number(2..<4)
        let family = currentLayout.profile.family
        let single = family == .cd ? 176.4 : family.singleSpeed / 1000
        drive.speedLimit = wanted == 0xFFFF ? nil : max(1, Double(wanted) / single)
        return TargetReply()
    }
}
