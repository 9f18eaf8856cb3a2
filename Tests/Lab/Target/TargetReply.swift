package import RescueCore

/// What a SCSI target answers to one command.
package struct TargetReply: Hashable, Sendable {
    /// How the command ended.
    ///
    /// Source: SAM-5 table 37, status codes.
    package enum Status: UInt8, Hashable, Sendable {
        case good = 0x00
        case checkCondition = 0x02
        case taskAborted = 0x40
    }

    /// How the command ended.
    package var status: Status

    /// The data-in bytes, cut at the allocation length; a failed command may have sent some.
    package var data: [UInt8]

    /// The sense data, if the status is CHECK CONDITION.
    package var sense: Sense?

    /// Makes the reply of a command that succeeded.
    package init(data: [UInt8] = []) {
        self.status = .good
        self.data = data
    }

    /// Makes the reply of a command that failed.
    package init(_ sense: Sense) {
        self.status = .checkCondition
        self.data = []
        self.sense = sense
    }
}

extension Sense {
    /// The sense data as a target sends it: fixed format, current error.
    ///
    /// Source: SPC-4 table 53.
    package var fixedFormat: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 18)
        bytes[0] = 0x70
        bytes[2] = key
        bytes[7] = 10
        bytes[12] = asc
        bytes[13] = ascq
        if let information {
            bytes[0] |= 0x80
            bytes.replaceSubrange(3..<7, with: information.bigEndianBytes)
        }
        return bytes
    }
}
