/// What Rock Ridge adds to a directory record.
///
/// Source: IEEE P1282 (RRIP 1.12), clause 4; the entries are those of SUSP 1.12, clause 5.
struct RockRidge {
    /// The name, if there is one.
    private(set) var name: [UInt8] = []
    /// What a symbolic link points to.
    private(set) var target: [UInt8] = []
    /// The POSIX file mode.
    private(set) var mode: Int?
    /// The block of a directory that was moved away from here, because it lay too deep.
    private(set) var childBlock: Int?
    /// Whether the record stands for a directory that was moved here, and is shown elsewhere.
    private(set) var isRelocated = false
    /// When the file was changed last.
    private(set) var modified: Int?
    /// How many bytes a file has for a reader, if zisofs compressed it.
    private(set) var unpackedSize: Int?
    /// Where the fields go on: the next part of the system use area.
    private(set) var next: Continuation?

    private var isNameOpen = true
    private var isComponentOpen = false
    /// Whether a slash stands before the next component of the link.
    private var isSlashDue = false
    private static let nameLimit = 4096

    /// A place on the disc where further fields stand.
    struct Continuation {
        var block: Int
        var offset: Int
        var length: Int
    }

    /// The kind that the mode tells.
    var kind: FileTree.Kind? {
        switch mode.map({ $0 & 0o170000 }) {
        case 0o100000: .file
        case 0o040000: .directory
        case 0o120000: .symbolicLink
        case nil, 0: nil
        default: .special
        }
    }

    /// How many bytes of each system use area are to be skipped; nil if a root directory's own
    /// record says nothing of SUSP, that is: there is no Rock Ridge.
    static func skippedBytes(inRootRecord systemUse: UntrustedBytes) -> Int? {
        // CD-ROM XA puts 14 bytes of its own before the field.
        [0, 14].lazy.filter { start in
            systemUse.has("SP", at: start) && systemUse[start + 2] >= 7
                && systemUse[start + 4] == 0xBE && systemUse[start + 5] == 0xEF
        }.first.map { Int(systemUse[$0 + 6]) }
    }

    /// Takes in the fields of one area; `next` then says whether there is another one.
    ///
    /// - Returns: Whether it begins with a field.
    @discardableResult
    mutating func read(_ area: UntrustedBytes) -> Bool {
        next = nil
        var offset = 0
        while offset + 4 <= area.count {
            let length = Int(area[offset + 2])
            guard length >= 4, offset + length <= area.count else { break }
            let field = area.part(offset, length)
            offset += length
            if field.big16(at: 0) == Signature.end.rawValue { break }
            read(field: field)
        }
        return offset > 0
    }

    private mutating func read(field: UntrustedBytes) {
        switch Signature(rawValue: field.big16(at: 0)) {
        case .name: readName(field)
        case .mode: mode = field.both32(at: 4)
        case .times: readTimes(field)
        case .link: readLink(field)
        case .continuation:
            next = Continuation(
                block: field.both32(at: 4), offset: field.both32(at: 12),
                length: field.both32(at: 20))
        case .child: childBlock = field.both32(at: 4)
        case .relocated: isRelocated = true
        case .packing, .secondPacking: readPacking(field)
        case .end, nil: break
        }
    }

    /// The two letters that a field begins with, as one number; compared most of all.
    private enum Signature: Int {
        case name = 0x4E4D  // NM
        case mode = 0x5058  // PX
        case times = 0x5446  // TF
        case link = 0x534C  // SL
        case continuation = 0x4345  // CE
        case child = 0x434C  // CL
        case relocated = 0x5245  // RE
        case packing = 0x5A46  // ZF
        case secondPacking = 0x5A32  // Z2
        case end = 0x5354  // ST
    }

    /// Alternate name (4.1.4); flag 1: the name goes on in the next such field.
    private mutating func readName(_ field: UntrustedBytes) {
        guard isNameOpen, name.count < Self.nameLimit else { return }
        name += field.part(5).array
        isNameOpen = field[4] & 1 != 0
    }

    /// Compressed by zisofs, `pz`, or by zisofs2, `PZ`, which has one number of 64 bits for the size.
    ///
    /// Source: `doc/zisofs_format.txt` and `doc/zisofs2_format.txt` of libisofs.
    private mutating func readPacking(_ field: UntrustedBytes) {
        guard field.count >= 16 else { return }
        if field.has("pz", at: 4) {
            unpackedSize = field.both32(at: 8)
        } else if field.has("PZ", at: 4) {
            unpackedSize = min(field.little64(at: 8), FileExtent.limit)
        }
    }

    /// Time stamps (4.1.6): flag 1 creation, 2 modification, 0x80 the long form.
    private mutating func readTimes(_ field: UntrustedBytes) {
        let isLong = field[4] & 0x80 != 0
        guard field[4] & 2 != 0 else { return }
        let index = field[4] & 1 == 0 ? 0 : 1
        let time = field.part(5 + index * (isLong ? 17 : 7))
        modified =
            isLong ? CalendarTime.seconds(digits: time) : CalendarTime.seconds(short: time)
    }

    /// Symbolic link (4.1.3): components with flags 1 continued, 2 `.`, 4 `..`, 8 the root.
    ///
    /// A root in the middle is how programs write the second of two slashes, and is read as Linux
    /// does (`get_symlink_chunk` in `fs/isofs/rock.c`).
    private mutating func readLink(_ field: UntrustedBytes) {
        var offset = 5
        while offset + 2 <= field.count, target.count < Self.nameLimit {
            let flags = field[offset]
            let length = Int(field[offset + 1])
            if isSlashDue, !isComponentOpen { target.append(UInt8(ascii: "/")) }
            isSlashDue = true
            switch flags & 0x0E {
            case 2: target += ".".utf8
            case 4: target += "..".utf8
            case 8:
                target.append(UInt8(ascii: "/"))
                isSlashDue = false
            default: target += field.part(offset + 2, length).array
            }
            isComponentOpen = flags & 1 != 0
            offset += 2 + length
        }
    }
}
