import RescueCore

extension Sense {
    /// ILLEGAL REQUEST, INVALID COMMAND OPERATION CODE.
    static let invalidOperation = Sense(key: 0x05, asc: 0x20, ascq: 0x00)
    /// ILLEGAL REQUEST, INVALID FIELD IN CDB.
    static let invalidField = Sense(key: 0x05, asc: 0x24, ascq: 0x00)
    /// ILLEGAL REQUEST, INVALID FIELD IN PARAMETER LIST.
    static let invalidParameter = Sense(key: 0x05, asc: 0x26, ascq: 0x00)
    /// ILLEGAL REQUEST, ILLEGAL MODE FOR THIS TRACK.
    static let wrongTrackType = Sense(key: 0x05, asc: 0x64, ascq: 0x00)
}
