import Glibc
import RescueCore
import SystemPackage

extension OutputError.Reason {
    /// What stood in the way, for a person.
    public var label: String {
        switch self {
        case .system(let code): Self.label(of: code)
        case .exists: "it exists and is not an unfinished rip"
        case .locked: "another isorip is working on it"
        case .vanished: "it was removed, renamed or cut by somebody else"
        case .isDirectory: "it is a directory"
        case .notAFile: "it is not an ordinary file"
        case .noRoom(let needed, let free): "\(needed) bytes are needed and \(free) are free"
        case .badMap(let error): "\(error)"
        case .noMap: "sectors were written to it, but its map is missing"
        case .noImage: "the image it belongs to is missing"
        case .mapAhead(let end, let size):
            "its map counts sectors up to byte \(end) as rescued, but it has only \(size) bytes"
        case .imageTooLong(let size, let discSize):
            "it has \(size) bytes, the disc only \(discSize)"
        case .badRecord(let error): "\(error)"
        }
    }

    /// What a person can do about it.
    public var advice: String {
        switch self {
        case .system(let code): Self.advice(for: code)
        case .exists: "choose another name with -o"
        case .locked: "wait until it has ended"
        case .vanished: "put the file back and run the same command again"
        case .isDirectory, .notAFile: "give the name of a file with -o"
        case .noRoom: "make room or choose another place with -o"
        case .badMap: "give this disc another name with -o, or restore the map"
        case .noMap: "restore the map, or choose another name with -o"
        case .noImage: "restore the image, or choose another name with -o"
        case .mapAhead: "restore the whole image, or choose another name with -o"
        case .imageTooLong: "it is of another disc: choose another name with -o"
        case .badRecord: "restore the record, or choose another name with -o"
        }
    }

    private static func label(of code: Int32) -> String {
        switch code {
        case ENOSPC: "the disk is full"
        case EDQUOT: "the disk quota is used up"
        case EFBIG: "the file system cannot hold a file this large"
        case EROFS: "the file system is read-only"
        case EACCES, EPERM: "permission denied"
        case ENOENT: "no such file or directory"
        case ENAMETOOLONG: "the name is too long"
        default: Errno(rawValue: code).description
        }
    }

    private static func advice(for code: Int32) -> String {
        switch code {
        case ENOSPC, EDQUOT: "make room and run the same command again: it goes on from here"
        case EFBIG: "choose a place with -o that is not formatted with FAT"
        case EROFS, EACCES, EPERM: "choose another place with -o"
        case ENOENT, ENOTDIR: "check the path, or make the directory first"
        case ENAMETOOLONG: "choose a shorter name with -o"
        case EIO: "check the disk, then run the same command again"
        default: "when that is solved, run the same command again"
        }
    }
}
