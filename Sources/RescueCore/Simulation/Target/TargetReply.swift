/// What a SCSI target answers to one command.
public struct TargetReply: Hashable, Sendable {
    /// How the command ended.
    ///
    /// Source: SAM-5 table 37, status codes.
    public enum Status: UInt8, Hashable, Sendable {
        case good = 0x00
        case checkCondition = 0x02
        case taskAborted = 0x40
    }

    /// How the command ended.
    public var status: Status

    /// The data-in bytes, cut at the allocation length; a failed command may have sent some.
    public var data: [UInt8]

    /// The sense data, if the status is CHECK CONDITION.
    public var sense: Sense?

    /// Makes the reply of a command that succeeded.
    public init(data: [UInt8] = []) {
        self.status = .good
        self.data = data
    }

    /// Makes the reply of a command that failed.
    public init(_ sense: Sense) {
        self.status = .checkCondition
        self.data = []
        self.sense = sense
    }
}

extension Sense {
    /// The sense data as a target sends it: fixed format, current error.
    ///
    /// Source: SPC-4 table 53.
    public var fixedFormat: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 18)
        bytes[0] = 0x70
        bytes[2] = key
        bytes[7] = 10
        bytes[12] = code
        bytes[13] = qualifier
        if let information {
            bytes[0] |= 0x80
            bytes.replaceSubrange(3..<7, with: BigEndian.bytes(of: information))
        }
        return bytes
    }
}
