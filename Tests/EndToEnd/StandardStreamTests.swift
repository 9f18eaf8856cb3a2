import Foundation
import Testing

/// What happens when stdin, stdout or stderr are closed, full, or have nobody who reads them.
@Suite struct StandardStreamTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("disc.txt", SmallDisc.cleanCD.script())
    }

    private func run(_ line: String) throws -> Consequences {
        try Program.shell(line, in: folder)
    }

    /// Which streams are closed; whoever gets no result is told so.
    private static let closed: [(redirection: String, status: Int32)] = [
        ("<&-", 0), (">&-", 6), ("2>&-", 0), ("<&- >&-", 6), ("<&- 2>&-", 0), (">&- 2>&-", 6),
        ("<&- >&- 2>&-", 6),
    ]

    @Test(arguments: closed.indices)
    func `with closed streams the image is right, and the exit status true`(index: Int) throws {
        let (redirection, status) = Self.closed[index]
        let truth = try SmallDisc.cleanCD.truth()
        let end = try run("isorip rip --simulate disc.txt -o disc.iso \(redirection)")
        #expect(end.status == status, "\(redirection): \(end)")
        let isIdentical = folder.data("disc.iso") == truth
        #expect(isIdentical, "\(redirection)")
        #expect(
            try run("isorip verify disc.iso --simulate disc.txt \(redirection)").status == status)
        #expect(try run("isorip rip disc.iso -o copy.iso -q \(redirection)").status == 0)
        let isCopied = folder.data("copy.iso") == truth
        #expect(isCopied, "\(redirection)")
        #expect(folder.names.count == 9, "\(folder.names)")
    }

    @Test(
        arguments: [
            "--help", "--version", "help rip", "info disc.iso", "info --json disc.iso",
            "ls disc.iso", "ls --json disc.iso", "report disc.iso", "report --json disc.iso",
            "report --html - disc.iso", "report --html page.html disc.iso", "drives --json",
            "verify disc.iso", "verify --json disc.iso",
            "verify --json disc.iso --simulate disc.txt", "rip --simulate disc.txt -o a.iso",
            "rip --json --simulate disc.txt -o a.iso", "merge disc.iso copy.iso -o a.iso",
            "merge --json disc.iso copy.iso -o a.iso",
        ])
    func `a result that does not fit on the disk is an error`(command: String) throws {
        let isorip = "isorip rip --simulate disc.txt -q -o"
        #expect(try run("\(isorip) disc.iso && cp disc.iso copy.iso").status == 0)
        let whole = try run("isorip \(command) | cat; exit ${PIPESTATUS[0]}")
        #expect(whole.status == 0, "\(whole)")
        _ = try run("rm -f a.iso* page.html")
        let end = try run("isorip \(command) >/dev/full")
        #expect(end.status == 6, "\(end)")
        let complaint =
            "isorip: the result cannot be written to standard output: the disk is full\n"
        #expect(
            end.stderr.components(separatedBy: complaint).count == 2, "told once: \(end.stderr)")
        guard command.contains("a.iso") else { return }
        let isIdentical = folder.data("a.iso") == folder.data("disc.iso")
        #expect(isIdentical, "the rescue goes on")
    }

    @Test(arguments: ["ls", "report --json", "report --html -", "info"])
    func `a reader that goes away is no error`(command: String) throws {
        #expect(try run("isorip rip --simulate disc.txt -q -o disc.iso").status == 0)
        let end = try run(
            "(sleep 0.2; isorip \(command) disc.iso; echo $? >status) | head -c 0; cat status")
        #expect(end.stdout == "0\n")
        #expect(end.stderr == "")
    }

    @Test func `a rip whose reader goes away comes to its end`() throws {
        let end = try run(
            """
            (isorip rip --json --simulate disc.txt -o disc.iso --pace 20; echo $? >status) | \
            head -n 1; cat status
            """)
        #expect(end.stdout.hasSuffix("0\n"))
        let isIdentical = folder.data("disc.iso") == (try SmallDisc.cleanCD.truth())
        #expect(isIdentical)
    }

    @Test func `no terminal is steered by what a file or a command line says`() throws {
        let escape = "$'\\e]0;owned\\a\\e[31mred\\x9b'"
        let lines = [
            "isorip ls \(escape)", "isorip rip --\(escape)", "isorip rip \(escape)",
            "isorip \(escape) x",
            "isorip rip --simulate disc.txt -o \(escape)", "isorip ls \(escape).iso /\(escape)",
            "isorip rip --simulate disc.txt --only \(escape) -o a.iso",
            "isorip report \(escape).json", "isorip verify \(escape)",
        ]
        for line in lines {
            let end = try run(line)
            #expect(!end.output.contains("\u{1B}") && !end.output.contains("\u{9B}"), "\(line)")
            #expect(end.output.contains("red") || [0, 64].contains(end.status), "\(line): \(end)")
        }
    }

    @Test func `escape sequences of a record do not reach the terminal`() throws {
        #expect(try run("isorip rip --simulate disc.txt -q -o disc.iso").status == 0)
        let text = folder.text("disc.iso.json")
            .replacing("\"drive\" : {", with: "\"drive\" : { \"x\" : \"\\u001b[31m\",")
            .replacing("SMALL", with: "\\u001b[31mSMALL\\u009b\\u202e")
        try folder.write("disc.iso.json", text)
        for command in ["report", "report --json", "verify", "info", "ls"] {
            let end = try run("isorip \(command) disc.iso")
            let steering = end.output.unicodeScalars.filter {
                $0.value == 0x1B || $0.value == 0x9B || $0.value == 0x202E
            }
            #expect(steering.isEmpty, "\(command): \(end.output)")
        }
    }
}
