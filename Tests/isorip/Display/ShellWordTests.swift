import Foundation
import Testing

@testable import isorip

@Suite struct ShellWordTests {
    @Test(arguments: [
        ("disc.iso", "disc.iso"), ("/data/a-b_c,d+1%.iso", "/data/a-b_c,d+1%.iso"),
        ("-rf", "./-rf"), ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("", "''"),
        ("LABEL=x", "./LABEL=x"), ("host:/disc", "./host:/disc"), ("/a:b", "/a:b"),
        ("../a:b", "../a:b"), ("~root", "'~root'"), ("größe.iso", "größe.iso"),
        ("a\nb'c\\", "$'a\\012b\\'c\\\\'"), ("\u{202E}osi", "$'\\342\\200\\256osi'"),
    ])
    func `a name becomes one word`(name: String, word: String) {
        #expect(name.asArgument == word)
    }

    /// Of every byte of ASCII, and of what is more than a byte.
    private static let characters =
        (1...127).map { String(UnicodeScalar(UInt8($0))) } + [
            "é", "e\u{301}", "漢", "🎵", "\u{200F}",
        ]

    @Test(arguments: 0..<4)
    func `a shell takes the word for the name`(seed: UInt64) throws {
        var random = TestRandom(seed: seed)
        let names = (0..<150).map { _ in
            (0..<Int.random(in: 1...12, using: &random)).map { _ in
                Self.characters.randomElement(using: &random) ?? ""
            }.joined()
        }
        let folder = try TemporaryFolder()
        try folder.write(
            "script", "printf '%s\\0' " + names.map(\.asArgument).joined(separator: " "))
        let end = try Program.named("bash").run("script", in: folder)
        let found = end.stdout.split(separator: "\0", omittingEmptySubsequences: false).dropLast()
        let wrong = zip(names, found).filter { name, word in
            word.unicodeScalars.elementsEqual(name.unicodeScalars) == false
                && word.unicodeScalars.elementsEqual(("./" + name).unicodeScalars) == false
        }
        #expect(found.count == names.count && wrong.isEmpty, "\(wrong.first.debugDescription)")
        let steered = names.filter { $0.asArgument != $0.asArgument.printable }
        #expect(steered == [])
    }
}
