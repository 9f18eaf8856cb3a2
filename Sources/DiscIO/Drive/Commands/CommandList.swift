/// The commands that a drive may be sent: none of them can write.
///
/// This list is the only one. A command that is not on it has no bytes, see `MMCCommand`, so no
/// transport can send it; and no transport hands data to a drive.
///
/// Source: MMC-6 table 238 for the codes, and the clause of each command for its fields.
enum CommandList {
    /// Whether a command descriptor block is on the list: its code, its length, and every field
    /// that makes another command of it.
    static func allows(_ block: [UInt8]) -> Bool {
        guard let opcode = block.first, block.count == length(of: opcode) else { return false }
        switch opcode {
        // TEST UNIT READY, READ CAPACITY(10), READ(10), READ TOC, GET CONFIGURATION, READ DISC
        // INFORMATION, READ TRACK INFORMATION and READ CD have no field that does more than read.
        case 0x00, 0x25, 0x28, 0x43, 0x46, 0x51, 0x52, 0xBE: return true
        // SET CD SPEED: the write speed has to be left as it is, at its highest.
        case 0xBB: return block[4...5] == [0xFF, 0xFF]
        // INQUIRY: standard data only.
        case 0x12: return block[1] == 0 && block[2] == 0
        // START STOP UNIT: stop, start, eject, load; no power condition, no change of format layers.
        case 0x1B: return block[4] & ~0x03 == 0
        // PREVENT ALLOW MEDIUM REMOVAL: until this program ends, never persistently.
        case 0x1E: return block[4] & ~0x01 == 0
        // READ DISC STRUCTURE: physical format and copyright, never a key.
        case 0xAD: return block[7] <= 0x01
        default: return false
        }
    }

    /// How many bytes the group of a code has (SPC-4 4.3.1); nil for a group of no fixed length.
    private static func length(of opcode: UInt8) -> Int? {
        switch opcode >> 5 {
        case 0: 6
        case 1, 2: 10
        case 5: 12
        default: nil
        }
    }
}
