package import DiscSimulation
package import RescueCore

/// A simulated disc behind SCSI commands: the drive as a computer sees it.
///
/// It answers what MMC-6 asks of a drive for reading; every other command is refused with 05/20/00.
/// Only read commands count as commands of the disc's script, since what else a computer asks, and
/// how often, is not the same twice.
package struct SimulatedTarget: ~Copyable {
    /// What comes of a command.
    package enum Outcome: Hashable, Sendable {
        /// The drive answers.
        case reply(TargetReply)
        /// The drive never answers.
        case silence
        /// The drive leaves its bus.
        case gone
    }

    /// The model that the commands are carried out on.
    package internal(set) var drive: SimulatedDrive

    /// How the disc of the script is divided.
    package let layout: DiscLayout

    let identity: DriveIdentity
    var errorRecovery = ErrorRecoveryPage()

    /// Puts a disc into a drive.
    ///
    /// - Parameters:
    ///   - script: The disc, and what is wrong with it.
    ///   - content: The bytes of the disc, if the script asks for an image file.
    ///   - layout: How the disc is divided; it ends where the disc does, or before.
    ///   - clock: The time of the model.
    ///   - identity: The drive's name for itself.
    package init(
        _ script: FaultScript, content: (any SectorContent)? = nil, layout: DiscLayout,
        clock: VirtualClock = VirtualClock(),
        identity: DriveIdentity = DriveIdentity(
            vendor: "ISORIP", product: "SIMULATED DRIVE", revision: "1")
    ) {
        guard let content = content ?? script.generatedVolume else {
            preconditionFailure("a script of an image file needs its content")
        }
        drive = SimulatedDrive(script, content: content, clock: clock)
        self.layout = layout
        self.identity = identity
    }

    /// Carries out one command and tells what comes of it.
    ///
    /// `block` is the command descriptor block, in which bytes behind its end do not matter, and
    /// `dataOut` what the initiator sent along.
    package mutating func execute(_ block: [UInt8], dataOut: [UInt8] = []) -> Outcome {
        if drive.isGone, !drive.isPresent() { return .gone }
        let command = CommandBlock(block)
        guard let operation = command.operation else {
            return .reply(TargetReply(.invalidOperation))
        }
        if operation == .read10 || operation == .read12 { return read(command) }
        if !operation.worksWithoutDisc {
            switch drive.condition() {
            case nil, .good, .short: break
            case .check(let sense): return .reply(TargetReply(sense))
            case .timeout: return .silence
            case .gone: return .gone
            }
        }
        return .reply(answer(operation, command, dataOut: dataOut))
    }
}

extension SimulatedTarget {
    /// The name of an operation code, for a log; its number if the drive does not know it.
    package static func name(of code: UInt8) -> String {
        Operation(rawValue: code).map { "\($0)" } ?? "operation \(code)"
    }

    /// The sectors a command reads; nil: it is not a command that reads sectors.
    package static func readRange(of block: [UInt8]) -> SectorRange? {
        let command = CommandBlock(block)
        return command.operation == .read10 || command.operation == .read12 ? command.range : nil
    }

    /// Lets a drive that left its bus be back, reset.
    package mutating func comeBack() {
        drive.comeBack()
    }
}

extension SimulatedTarget {
    /// The layout of the disc that is in the drive now: one data track, if it was changed.
    var currentLayout: DiscLayout {
        guard drive.isChanged, let capacity = drive.capacity else { return layout }
        return DiscLayout(family: layout.profile.family, sectorCount: capacity)
    }

    var capabilities: DriveCapabilities {
        DriveCapabilities(
            identity: identity, current: drive.capacity == nil ? nil : currentLayout.profile)
    }

    private mutating func answer(
        _ operation: Operation, _ command: CommandBlock, dataOut: [UInt8]
    ) -> TargetReply {
        switch operation {
        case .testUnitReady: TargetReply()
        case .requestSense:
            data(Sense(key: 0, asc: 0, ascq: 0).fixedFormat, cutAt: command.number(4..<5))
        case .inquiry: inquiry(command)
        case .modeSense6, .modeSense10: modeSense(command)
        case .modeSelect6, .modeSelect10: modeSelect(operation, dataOut)
        case .startStopUnit: startStop(command)
        case .preventAllowRemoval: preventRemoval(command)
        case .getConfiguration: configuration(command)
        case .getEventStatus: eventStatus(command)
        case .setSpeed: setSpeed(command)
        case .readCapacity: capacity()
        case .readTOC, .readDiscInformation, .readTrackInformation, .readDiscStructure:
            describe(operation, command)
        case .readCD: readHeaders(command)
        case .read10, .read12: TargetReply(.invalidOperation)
        }
    }

    func data(_ bytes: [UInt8], cutAt length: Int) -> TargetReply {
        TargetReply(data: Array(bytes.prefix(length)))
    }

    func data(_ bytes: [UInt8]?, for command: CommandBlock) -> TargetReply {
        bytes.map { data($0, cutAt: command.allocationLength) } ?? TargetReply(.invalidField)
    }
}
