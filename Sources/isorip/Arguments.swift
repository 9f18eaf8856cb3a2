import Glibc
import RescueCore

/// The words of the command line, byte for byte.
enum Arguments {
    /// The words behind the program's name; `CommandLine.arguments` repairs what is not UTF-8, and no
    /// file of such a name would be found.
    static var words: [String] {
        (1..<max(1, Int(CommandLine.argc))).compactMap { index in
            guard let word = unsafe CommandLine.unsafeArgv[index] else { return nil }
            return unsafe String(
                lossless: UnsafeRawBufferPointer(start: word, count: strlen(word)))
        }
    }
}
